"""The labelled replies are whole: enough of each kind and language, well formed, split by a fixed rule."""

import re
from collections import Counter
from typing import Any

from app.trade.carriage.incoterms import INCOTERMS
from tools.reading import is_same
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


# Denials of certificates that are held, weights under the wrong name: what is said is not so.
SAID_THE_WRONG_WAY = {
    ("en-068", "fda"), ("en-177", "9.2"), ("en-177", "11.4"), ("en-239", "14"), ("en-247", "oeko"),
}  # fmt: skip


def test_labels_of_figures_and_certificates_agree_with_the_facts() -> None:
    wrong = [
        (reply.id, topic, key, verdict)
        for reply in replies()
        for topic, key, verdict in reply.claims
        if (reply.id, key) not in SAID_THE_WRONG_WAY
        and (is_so := is_true(topic, key, cases()[reply.case])) is not None
        and is_so != (verdict == "supported")
    ]
    assert wrong == []


def is_true(topic: str, key: str, facts: dict[str, Any]) -> bool | None:
    """Whether the facts of a case bear a claim out; None where they do not decide it by themselves."""
    if topic == "carton":
        return int(key) == facts["carton_pieces"]
    if topic == "moq":
        return int(key) >= facts["moq"]
    if topic == "lead_time":
        return int(key.split("-")[-1]) >= facts.get("factory_lead_time_days", facts["lead_time_days"])
    if topic == "size" and key.count("x") == 2:
        return any(is_same(key, "x".join(facts[name])) for name in ("carton_size_cm", "unit_size_cm"))
    if topic == "weight":
        return any(is_same(key, facts[f"{name}_kg"]) for name in ("carton_gross", "carton_net", "unit_gross"))
    if topic == "certificate":
        held = (re.sub(r"[^a-z0-9.]", "", name.lower()) for name in facts["certificates"])
        return any(name.startswith(key) for name in held)
    return None
