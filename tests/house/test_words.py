"""Every word that a person may read exists in both languages, and every refusal has its sentence."""

import re
from pathlib import Path

from app.trade.lifecycles import ALL
from tools.words import chinese, messages, missing, sentences

ROOT = Path(__file__).resolve().parent.parent.parent
_PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%%|\{\w+\}")
_RAISED = re.compile(
    r"""(?:RuleBroken|RateUnknown|Stale|FieldRefused|NotOpenNow|Refusal|Unreadable)\(\s*"([a-z_0-9]+\.[a-z][a-z_0-9]*)\""""
)


def test_every_message_has_chinese() -> None:
    assert missing() == []


def test_translations_keep_their_placeholders() -> None:
    wrong = [
        message.id
        for message in chinese()
        if message.id
        and isinstance(message.id, str)
        and set(_PLACEHOLDER.findall(message.id)) != set(_PLACEHOLDER.findall(str(message.string)))
    ]
    assert wrong == []


def test_no_translation_is_left_over() -> None:
    known = messages()
    assert len(known) > 100
    ids = [message.id[0] if isinstance(message.id, tuple) else message.id for message in chinese()]
    left = [message_id for message_id in ids if message_id and message_id not in known]
    assert left == []


def test_every_refusal_code_in_the_code_has_a_sentence() -> None:
    said = sentences()
    raised = {
        code for path in (ROOT / "app").rglob("*.py") for code in _RAISED.findall(path.read_text("utf-8"))
    }
    raised |= {f"{lifecycle.word}.not_open" for lifecycle in ALL}
    assert len(raised) > 30
    assert sorted(raised - set(said)) == []
