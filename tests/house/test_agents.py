"""The agents of the world have one form, and see only what their view hands them."""

import ast
import inspect
from pathlib import Path

import pytest

from app.world.agent import load_all
from app.world.intent import Intent

AGENTS = Path(__file__).resolve().parent.parent.parent / "app/world/agents"
# What a decision may stand on: its view, dice, assumed figures, rules, words. No session, no rows, no clock.
MAY = ("app.world", "app.trade", "app.core.parameters")


def modules() -> list[Path]:
    return sorted(path for path in AGENTS.glob("*.py") if path.stem != "__init__")


@pytest.mark.parametrize("path", modules(), ids=lambda path: path.stem)
def test_an_agent_imports_no_session_no_model_no_query_and_no_action(path: Path) -> None:
    named = [
        node.module or ""
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.ImportFrom)
    ]
    assert [each for each in named if each.startswith("app.") and not each.startswith(MAY)] == []
    assert not [each for each in named if each.split(".")[0] in ("sqlmodel", "sqlalchemy", "random", "time")]


def test_every_agent_decides_by_its_view_and_the_dice_alone() -> None:
    for kind, agent in load_all().items():
        assert list(inspect.signature(agent.decide).parameters) == ["view", "dice"], kind
        assert inspect.signature(agent.decide).return_annotation == list[Intent], kind
        assert list(inspect.signature(agent.view).parameters) == ["session", "entry"], kind


def test_factory_carrier_customs_banks_laboratory_and_insurer_are_agents_in_files_of_their_own() -> None:
    stems = {path.stem for path in modules()}
    assert {"supplier", "carrier", "customs_office", "bank", "tax_office", "insurer", "inspector",
            "laboratory"} <= stems
