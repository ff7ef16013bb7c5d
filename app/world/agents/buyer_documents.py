"""A buyer with the seller's papers in hand: asks for corrections, in the end takes them as they are."""

from dataclasses import replace

from app.trade.examining.examination_labels import FINDINGS, MATTERS
from app.trade.finding import Finding
from app.trade.papers.document_set import kinds_of, to_correct
from app.trade.papers.documents import PAPERS
from app.world.agent import agent
from app.world.dice import Dice
from app.world.intent import Intent
from app.world.letters import letter
from app.world.parameters import parameters
from app.world.views.buyer_documents import SetView, set_view
from app.world.voice import ENGLISH


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
    """In English whatever else the buyer writes in: so the faults of papers are named."""
    facts = {
        "voice": replace(view.voice, language=ENGLISH), "number": view.contract_number,
        "name_of_us": view.signature, "signature": view.signature, "company": view.company,
        "city": view.city,
    }  # fmt: skip
    points = [_sentence(finding) for finding in asked]
    return letter("documents", view.voice.register, facts, dice, points)[:4000]


def _sentence(finding: Finding) -> str:
    figures = finding.figures | {"what": MATTERS.get(finding.figures["what"], finding.figures["what"])}
    on = " / ".join(PAPERS[kind].title_en for kind in kinds_of(finding) if kind in PAPERS)
    return f"{FINDINGS[finding.code].format_map(figures)} ({on})"
