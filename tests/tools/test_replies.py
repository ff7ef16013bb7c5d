"""The labelled replies are whole: enough of each kind and language, well formed, split by a fixed rule."""

from collections import Counter

from app.trade.incoterms import INCOTERMS
from tools.replies import HALVES, cases, replies

KINDS = {
    "good", "half", "vague", "unclear", "wrong", "rude", "curt", "offtopic", "otherproduct", "template",
    "adversarial",
}  # fmt: skip
FLAGS = {"template", "other_product", "off_topic", "adversarial"}
TOPICS = {
    "certificate", "material", "weight", "size", "carton", "moq", "lead_time", "price", "stock", "origin",
    "feature",
}  # fmt: skip


def test_there_are_three_hundred_replies_two_hundred_of_them_english() -> None:
    languages = Counter(reply.language for reply in replies())
    assert sum(languages.values()) >= 300 and languages["en"] >= 200
    assert all(languages[code] >= 12 for code in ("es", "de", "fr", "pt", "ru", "ja", "ar"))
    assert {reply.kind for reply in replies()} == KINDS


def test_every_reply_is_labelled_in_known_words() -> None:
    wrong = [
        reply.id
        for reply in replies()
        if reply.case not in cases()
        or not reply.text
        or reply.register not in ("plain", "formal", "warm")
        or reply.tone not in ("polite", "curt", "rude")
        or not reply.flags <= FLAGS
        or not set(reply.answers) | reply.unclear <= set(reply.asks)
        or set(reply.answers) & reply.unclear
        or any(topic not in TOPICS for topic, _, _ in reply.claims)
        or any(verdict not in ("supported", "unsupported", "contradicted") for *_, verdict in reply.claims)
    ]
    assert wrong == []
    assert len({reply.id for reply in replies()}) == len(replies())


def test_a_term_in_a_label_is_an_incoterm() -> None:
    terms = {reply.answers["delivery_term"][0] for reply in replies() if "delivery_term" in reply.answers}
    assert terms <= set(INCOTERMS)


def test_the_half_of_a_reply_follows_from_its_id_and_both_halves_are_large() -> None:
    halves = Counter(reply.half for reply in replies())
    assert set(halves) == set(HALVES) and min(halves.values()) >= 130
    assert next(reply.half for reply in replies() if reply.id == "en-001") == "development"
