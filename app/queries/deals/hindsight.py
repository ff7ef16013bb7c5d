"""What a bad actor was, once it is over: the signs that were there, what the team did, and what it cost."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from sqlmodel import Session, select

from app.core.parameters import parameters
from app.core.words import N_
from app.models.inquiry import Inquiry
from app.models.instruction import Instruction
from app.models.sample import Sample
from app.trade.credits.soft_clause import soft_clauses

KINDS = {
    "sample_hunter": N_("A sample hunter: asks many teams for free samples and never orders"),
    "overpayment": N_("An overpayment fraud: the cheque comes back, and what was sent on is lost"),
    "denied_party": N_("A denied party: no bank may serve a deal with it"),
    "swapped_account": N_("A swapped account: a stranger wrote in the name of your partner"),
    "true_change": N_("A true letter: the account had changed indeed"),
    "soft_credit": N_("A credit with a soft clause: the buyer alone could make it payable, and would not"),
    "careless_credit": N_("An honest credit on a bank's form with a soft clause, struck when asked"),
    "clean_credit": N_("An honest credit: the bank pays against the papers"),
    "honest": N_("An honest buyer, who was reported without a cause and will not write again"),
}
SIGNS = {
    "free_mail": N_("The letter came from a free mailbox, not from the firm's own domain."),
    "third_account": N_("The money was to go to a third party, neither the buyer nor a party of the deal."),
    "overpaid": N_("Much more was paid than was due, and the difference was wanted back."),
    "doubtful_cheque": N_("A cheque is credited at once and can still come back weeks later."),
    "hurry": N_("Haste: it had to be done before anybody could look into it."),
    "listed_name": N_("The firm's name is nearly that of a party on the list of denied parties."),
    "circular": N_("The same letter went to many teams; nothing in it is about your goods."),
    "vague_quantity": N_("The quantity fits no buyer: a handful of pieces, or more than a market takes."),
    "freight_refused": N_("A sample was wanted free and with the freight paid, and nothing else was asked."),
    "lookalike_mail": N_("The address only looks like the one on file: compare it letter by letter."),
    "other_beneficiary": N_("The account belongs to somebody else than the party of the contract."),
    "other_country": N_("The bank lies in a country that has nothing to do with the deal."),
}
RIGHT = {
    "sample_hunter": N_("Ask for the freight, or decline: a serious buyer pays a part."),
    "overpayment": N_("Send nothing on before the cheque is cleared for good; call the firm; report."),
    "denied_party": N_("Screen the buyer before you quote; on a match ask, then decline and report."),
    "swapped_account": N_("Call the firm on the number on file, not on one in the letter; refuse."),
    "true_change": N_("Call back first; once it is confirmed, pay to the new account."),
    "soft_credit": N_(
        "Have every clause struck that the applicant alone can fulfil, or stay with the transfer."
    ),
    "careless_credit": N_(
        "Ask for the amendment before it is issued: later all must agree (UCP 600 art. 10)."
    ),
    "clean_credit": N_("Read the draft, and accept it where every paper is in your own hands."),
    "honest": N_("Look for signs that can be checked before you report: screening, mail, a call."),
}
DONE = {
    "screened": N_("screened the buyer"),
    "sample_sent": N_("sent a sample"),
    "sample_declined": N_("sent no sample"),
    "checked": N_("called the true party back"),
    "paid": N_("paid"),
    "refused": N_("refused to pay"),
    "waited": N_("let the day pass"),
    "reported": N_("reported it"),
    "asked": N_("asked for an amendment"),
    "accepted": N_("accepted the credit"),
    "kept": N_("stayed with the transfer"),
}


SOFT = {
    "applicant_certificate": N_("A certificate issued or signed by the applicant: nobody can make him sign."),
    "matching_signature": N_("A signature that must match the bank's file: you cannot check it."),
    "goods_receipt": N_("A receipt by the applicant: he may take his time, and the papers are late."),
    "later_amendment": N_("Shipment hangs on an amendment that the applicant may never order."),
    "after_sale": N_("Payment hangs on the applicant's own sale, not on your papers."),
    "notice_operative": N_("The credit binds nobody until a notice comes, and it may never come."),
}


@dataclass(frozen=True, slots=True)
class SoftSeen:
    """A soft clause. was_named: the team asked for its amendment; code of SOFT, source as printed."""

    place: str
    code: str
    source: str
    was_named: bool


@dataclass(frozen=True, slots=True)
class Hindsight:
    """kind and signs are codes of the tables above; cost: (amount, currency); soft: clauses of a credit;
    trust_lost: share by which an honest buyer's opinion fell.
    """

    kind: str
    signs: tuple[str, ...]
    done: tuple[str, ...]
    cost: tuple[tuple[Decimal, str], ...]
    soft: tuple[SoftSeen, ...] = ()
    trust_lost: Decimal = Decimal(0)


def hindsight_of(session: Session, inquiry: Inquiry) -> Hindsight | None:
    """Of a talk that is over; None for one with an honest buyer whom nobody reported."""
    kind = str(inquiry.closing.get("bad_actor", ""))
    if not kind:
        return None
    sample = session.exec(select(Sample).where(Sample.inquiry_id == inquiry.id)).first()
    letter = session.exec(select(Instruction).where(Instruction.inquiry_id == inquiry.id)).first()
    done = ["screened"] if inquiry.screened else []
    cost: list[tuple[Decimal, str]] = []
    if sample is not None and sample.sent_at is not None:
        done.append("sample_sent")
        paid_back = sample.owed_usd
        cost += [
            ((sample.freight_usd or Decimal(0)) - paid_back, "USD"),
            (sample.goods_rmb or Decimal(0), "CNY"),
        ]
    elif sample is not None and sample.state in ("declined", "refused"):
        done.append("sample_declined")
    if letter is not None:
        done += done_with(letter)
        lost = Decimal(str(letter.outcome.get("lost", "0"))) + Decimal(str(letter.check.get("fees_usd", "0")))
        cost.append((lost, letter.currency))
    if inquiry.closing.get("reason") == "blocked":
        cost.append((Decimal(parameters("bad_actors")["blocked"]["fee_rmb"]), "CNY"))
    if inquiry.reported:
        done.append("reported")
    trust = Decimal(parameters("buyer")["standing"]["reports"]) if kind == "honest" else Decimal(0)
    paid = tuple(each for each in cost if each[0] > 0)
    return Hindsight(kind, _signs(inquiry.closing), tuple(done), paid, trust_lost=trust)


def hindsight_of_letter(letter: Instruction) -> Hindsight | None:
    """Of a letter with an account, once its truth is out."""
    if not letter.outcome:
        return None
    lost = Decimal(str(letter.outcome.get("lost", "0")))
    cost = ((lost, letter.currency),) if lost > 0 else ()
    kind, done = str(letter.outcome["kind"]), tuple(done_with(letter))
    return Hindsight(kind, _signs(letter.outcome), done, cost, _soft(letter))


def done_with(letter: Instruction) -> list[str]:
    """What the team did with a letter, by code."""
    if letter.draft:
        return _done_with_draft(letter)
    done = ["checked"] if letter.check else []
    if letter.is_paid:
        return [*done, "paid"]
    return [*done, "waited" if letter.state == "lapsed" else "refused"] if letter.closed_at else done


def _done_with_draft(letter: Instruction) -> list[str]:
    done = ["asked"] if letter.check.get("times") else []
    return [*done, "accepted" if letter.check.get("accepted_at") else "kept"] if letter.closed_at else done


def _soft(letter: Instruction) -> tuple[SoftSeen, ...]:
    named = letter.check.get("ever", ())
    return tuple(
        SoftSeen(each.place, each.code, each.source, each.place in named)
        for each in soft_clauses(letter.draft)
    )


def _signs(told: dict[str, Any]) -> tuple[str, ...]:
    return tuple(each for each in told.get("signs", ()) if each in SIGNS)
