"""A buyer with the seller's papers in hand: asks for corrections, in the end takes them as they are."""

from app.trade.document_set import kinds_of, to_correct
from app.trade.documents import PAPERS
from app.trade.examination_labels import FINDINGS, MATTERS
from app.trade.finding import Finding
from app.world.agent import agent
from app.world.dice import Dice
from app.world.intent import Intent
from app.world.parameters import parameters
from app.world.views.buyer_documents import SetView, set_view

_OPENINGS = (
    "Thank you for the documents under {number}. Before we can pay, please correct the following:",
    "We have checked the documents for {number}. Please amend these points and send the set again:",
    "Our forwarder cannot work with the papers for {number} as they are. Please put right:",
)
_CLOSING = "We will arrange the balance once the corrected set is here."


@agent("document.consider", view=set_view)
def consider(view: SetView, dice: Dice) -> list[Intent]:
    """Ask for corrections while patience lasts, then accept."""
    if view.state != "sent":
        return []
    conduct = parameters("buyer_documents")["conduct"]
    asked = to_correct(view.findings)
    if not asked or view.times_queried >= conduct["queries_most"]:
        return [Intent("buyer", "document.accept", view.order_id)]
    body = _letter(view, asked[: conduct["sentences_most"]], dice)
    return [Intent("buyer", "document.query", view.order_id, {"body": body})]


def _letter(view: SetView, asked: list[Finding], dice: Dice) -> str:
    points = [f"{place}. {_sentence(finding)}" for place, finding in enumerate(asked, 1)]
    opening = dice.pick(_OPENINGS).format(number=view.contract_number)
    return "\n".join([opening, "", *points, "", _CLOSING, "", view.signature])[:4000]


def _sentence(finding: Finding) -> str:
    figures = finding.figures | {"what": MATTERS.get(finding.figures["what"], finding.figures["what"])}
    on = " / ".join(PAPERS[kind].title_en for kind in kinds_of(finding) if kind in PAPERS)
    return f"{FINDINGS[finding.code].format_map(figures)} ({on})"
