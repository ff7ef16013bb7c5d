"""What a sample does to the talk that it belongs to: letters, and the quotation that waited for it."""

from app.actions.act import Act
from app.models.buyer import Buyer
from app.models.inquiry import Inquiry, Message
from app.models.quotation import Quotation
from app.models.sample import Sample


def say(act: Act, inquiry: Inquiry, side: str, body: str) -> None:
    """One more letter of the talk; none when nothing was written."""
    if body.strip():
        act.add(
            Message(
                team_id=inquiry.team_id, inquiry_id=inquiry.id, side=side, person_id=act.actor.person_id,
                body=body, sent_at=act.now,
            )
        )  # fmt: skip


def go_on(act: Act, sample: Sample) -> None:
    """The sample is over: the buyer turns to the quotation that was kept waiting for it."""
    sample.closed_at, sample.answer_due_at = act.now, None
    act.never("sample.overdue", sample.id)
    buyer, inquiry = act.find(Buyer, sample.buyer_id), act.find(Inquiry, sample.inquiry_id)
    reads_at = inquiry.looks_at(buyer.answers_at(act.now))
    for each in act.rows(Quotation, inquiry_id=sample.inquiry_id, state="sent"):
        name = f"{sample.stable_name}:quotation:{each.revision}"
        act.later(reads_at, "quotation.consider", each.id, {"stable_name": name})
