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

KINDS = {
    "sample_hunter": N_("A sample hunter: asks many teams for free samples and never orders"),
    "overpayment": N_("An overpayment fraud: the cheque comes back, and what was sent on is lost"),
    "denied_party": N_("A denied party: no bank may serve a deal with it"),
    "swapped_account": N_("A swapped account: a stranger wrote in the enterprise's name"),
    "true_change": N_("A true letter: the enterprise did change its account"),
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
    "swapped_account": N_("Call the enterprise on the number on file, not on one in the letter; refuse."),
    "true_change": N_("Call back first; once it is confirmed, pay to the new account."),
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
}


@dataclass(frozen=True, slots=True)
class Hindsight:
    """kind and signs are codes of the tables above; cost: (amount, currency)."""

    kind: str
    signs: tuple[str, ...]
    done: tuple[str, ...]
    cost: tuple[tuple[Decimal, str], ...]


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
        lost = Decimal(str(letter.outcome.get("lost", "0")))
        cost.append((lost, letter.currency))
    if inquiry.closing.get("reason") == "blocked":
        cost.append((Decimal(parameters("bad_actors")["blocked"]["fee_rmb"]), "CNY"))
    if inquiry.reported:
        done.append("reported")
    return Hindsight(kind, _signs(inquiry.closing), tuple(done), tuple(each for each in cost if each[0] > 0))


def hindsight_of_letter(letter: Instruction) -> Hindsight | None:
    """Of a letter with an account, once its truth is out."""
    if not letter.outcome:
        return None
    lost = Decimal(str(letter.outcome.get("lost", "0")))
    cost = ((lost, letter.currency),) if lost > 0 else ()
    return Hindsight(str(letter.outcome["kind"]), _signs(letter.outcome), tuple(done_with(letter)), cost)


def done_with(letter: Instruction) -> list[str]:
    """What the team did with a letter, by code."""
    done = ["checked"] if letter.check else []
    if letter.is_paid:
        return [*done, "paid"]
    return [*done, "waited" if letter.state == "lapsed" else "refused"] if letter.closed_at else done


def _signs(told: dict[str, Any]) -> tuple[str, ...]:
    return tuple(each for each in told.get("signs", ()) if each in SIGNS)
