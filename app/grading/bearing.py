"""Which criteria each action bears on: the matrix of evidence. A house test asks a row for every action.

A person's deed earns levels where the rubric has a rule for it. What a party of the world does shows what
came of a deed. What sets the scene (course, clock, accounts) is read beside it, and earns nothing.
"""

from functools import cache

from app.grading.criteria import ATTESTED_ONLY, CRITERIA, family_of
from app.grading.rubric_table import RULES

_MATRIX = """
partnership.accept C5
partnership.apply C5 Q4 K5
partnership.decline C5
partnership.end C5
enterprise.create C5
enterprise.edit C5
enterprise.set_house_rule C5
pack.check C5 K5
pack.import_rows C5 K5
pack.discard C5 K5
product.edit C5 K5
listing.create C3 C5 K3 K5
listing.edit C3 Q4 K2 K3 K5
listing.order_pictures C3 K3
listing.publish C3 C5 Q4 K2 K3 K5
listing.withdraw C3 K3
shop.edit C3 C6 K3
shop.open C3 C6 K3
shipping_template.save C4 C6 K4
market.pass_day C3 K3
retail.pass_day C3 K3
laboratory_test.approve C5 K5
laboratory_test.ask C5 Q4 K5
laboratory_test.fail C5 K5
laboratory_test.lapse C5
laboratory_test.order C5 Q4 K5
laboratory_test.quote C5 K5
inquiry.ask C2 C6 K6
inquiry.close C6 K6
inquiry.decline C2 C6 K6
inquiry.lose C6 K6
inquiry.reply C2 C6 Q2 Q3 Q6 K2 K6
inquiry.write C3 K3
inquiry.block C6 K1
inquiry.report C6 Q4 K6
inquiry.screen C1 Q4 K1
inquiry.uncover C6 Q4 K6
instruction.accept C1 Q4 K1
instruction.answer C1 K1
instruction.ask C1 Q4 K1
instruction.call_back C1 K1
instruction.dishonour C1 Q4 K1
instruction.expire C1 Q4 K1
instruction.withdraw C1 K1
instruction.check C1 Q4 K1
instruction.lapse C1 Q2 K1
instruction.pay C1 Q4 K1
instruction.refuse C1 Q4 K1
instruction.send C1 K1
instruction.uncover C1 Q4 K1
complaint.accept C6 K6
complaint.answer C6 Q3 Q6 K6
complaint.award C6 Q2 K6
complaint.insist C6 K6
complaint.leave C6 Q2 K6
complaint.lodge C6 C4 K6
sample.accept C6 K6
sample.ask C6 K6
sample.decline C2 C6 K6
sample.deliver C4 K4
sample.depart C4 K4
sample.judge C5 C6 K5
sample.lapse C6 Q2 K6
sample.offer C2 C6 Q6 K6
sample.refuse C6 K6
sample.send C4 C6 Q2 K4
call.answer C2 K2 Q3 Q5
call.arrange C2 Q3
call.ask C2 Q3
call.decline C2 Q3
call.drop C2
call.end C2 K2 Q3
call.hang_up C2 Q3
call.miss C2 Q2
call.open C2 Q3
call.say C2 K2
call.wait C2 K2 Q5
quotation.accept C1 C2 Q4 K1
quotation.counter C1 C2 Q6
quotation.draft C1 Q5 K1
quotation.edit C1 Q5 K1
quotation.lapse Q2 Q6
quotation.reject C1 Q4 K1
quotation.send C1 C2 Q3 Q4 Q5 K1
quotation.withdraw C1 Q5
order.ask_changes C1 Q5
order.cancel C1
order.confirm C1 K1
order.give_notice C1 C6 Q3 K1 K6
order.issue C1 K1
order.save_terms C1 K1
purchase.collect C4 Q2
purchase.confirm C4
purchase.decline C4
purchase.delay C4 Q6
purchase.finish C4
purchase.invoice C4 K1
purchase.pay C4
purchase.place C4 C5 K5
purchase.rework C4 Q6 K5
inspection.order C4 K5
inspection.report C4 K5
shipment.arrive C4 K4
shipment.book C4 K4
shipment.cancel C4 K4
shipment.clear C4 K4
shipment.delay C4 Q6 K4
shipment.deliver C4 K4
shipment.depart C4 K4
shipment.hold C4 Q6 K4
shipment.load C4 K4
shipment.roll C4 Q2 K4
insurance.buy C4 K4
insurance_claim.accept C4 K4
insurance_claim.add_papers C4 K4
insurance_claim.file C4 K4
insurance_claim.pay C4 K4
insurance_claim.query C4 K4
insurance_claim.refuse C4 K4
insurance_claim.take_up C4 K4
document.accept C1 K1
document.amend C1 Q5 K1
document.issue C1 K1
document.query C1 Q5 K1
document.give_notice C1 K1
document.honour C1 K1
document.stand_by C1 K1
document.waive C1 K1
document.save C1 K1
document.send_set C1 K1
practice.hand_in K1
declaration.file C1 Q2 K1 K5
declaration.inspect C1 K1
declaration.query C1 Q5 K1
declaration.receive C1 K1
declaration.refuse C1 Q5 K1
declaration.release C1 K1
declaration.save C1 K1
payment.put_off C1 Q6
payment.receive C1 K1
payment.remit C1 K1
settlement.keep C1 K1
settlement.settle C1 K1
refund.claim C1 K1
refund.claim_again C1 K1
refund.grant C1 K1
refund.pay C1 K1
refund.refuse C1 Q5 K1
refund.take_up C1 K1
review.write C6 Q6 K6
consumer_order.pack C4 C6 K4
consumer_order.list_for_customs C4 K4
consumer_order.dispatch C4 C6 Q2 Q6 K4
consumer_order.deliver C4 K4
consumer_order.depart C4 K4
consumer_order.release C6 K6
consumer_order.return_list C4 Q5 K4
consumer_order.review C6 K6
consumer_order.take_list C4 K4
consumer_order.cancel C6 Q2
parcel_return.ask C6 K6
parcel_return.answer C6 Q6 K6
parcel_return.read C6 K6
parcel_return.take C6 K6
parcel_return.insist C6 Q6 K6
parcel_return.decide C6 Q2 K6
parcel_return.send_back C6 K6
parcel_return.arrive C6 K6
team.add_rival Q4
team.create Q2
team.pass_turn Q2
team.place Q2
team.play Q2
team.remove_member Q2
team.rename Q2
team.stand_in Q2
team.set_company C1 Q2
team.set_duties Q2 Q5
course.add_member Q2
course.import_class Q2
course.remove_member Q2
invitation.accept Q2
invitation.make Q2
invitation.revoke Q2
agenda.look             Q6
clock.pause             Q6
clock.reach             Q6
clock.run               Q6
clock.step              Q6
course.archive          Q2
course.begin            Q2
course.open             Q2
course.reopen           Q2
course.import_scenario  Q2
course.set_difficulty   Q2
course.set_figure       Q2
course.set_seed         Q2
course.set_house        Q2
course.set_rule_date    Q2
mark.attest             Q1
mark.override           Q2
mark.withdraw           Q2
rate.override           Q2
rate.withdraw           Q2
world_event.announce    Q6
world_event.cancel      Q6
world_event.draw        Q6
world_event.lift        Q6
world_event.set         Q6
person.change_password  Q2
person.create           Q2
person.make_token       Q2
person.open_course      Q2
person.revoke_token     Q2
person.set_active       Q2
person.set_locale       Q3
person.sign_in          Q2
person.sign_out         Q2
"""
BEARS_ON: dict[str, tuple[str, ...]] = {
    line.split()[0]: tuple(line.split()[1:]) for line in _MATRIX.strip().splitlines()
}


def bears_on(action: str) -> tuple[str, ...]:
    """The criteria that an action bears on; none for an action that the matrix does not know."""
    return BEARS_ON.get(action, ())


def kind_of(action: str) -> str:
    """deed: a rule judges it; answer: it shows what came of one; step: on the way to one; setting: beside."""
    if action in RULES:
        return "deed"
    proofs = {name for rule in RULES.values() for name in (*rule.on_it, *rule.in_deal)}
    if action in proofs:
        return "answer"
    return "setting" if family_of(action) == "house" else "step"


@cache
def graded_families(criterion: str) -> tuple[str, ...]:
    """The links of a criterion's chain: the families that have a judged deed bearing on it."""
    if criterion == ATTESTED_ONLY or criterion not in CRITERIA:
        return ()
    return tuple(
        sorted(
            {
                family_of(action)
                for action, codes in BEARS_ON.items()
                if criterion in codes and action in RULES
            }
        )
    )


def matrix_rows() -> list[tuple[str, str, tuple[str, ...]]]:
    """(action, kind, criteria) of every action, by family and name."""
    order = sorted(BEARS_ON, key=lambda name: (family_of(name) == "house", family_of(name), name))
    return [(name, kind_of(name), BEARS_ON[name]) for name in order]
