import ast
import re
import tomllib
from pathlib import Path

from hypothesis import given

from app.trade.carriage import incoterms
from app.trade.price import costing
from app.trade.price.price_build_up import PriceBuildUp
from app.trade.refusal import RuleBroken
from app.trade.words import labels
from app.trade.words.operand_labels import OPERAND_LABELS
from tests.trade.price.test_costing import BUILDS

TRADE = Path(labels.__file__).parents[1]
SELLING = (
    "exchange", "packing", "freight", "transport_options", "insurance", "price_build_up", "proceeds",
    "costing", "payment_terms", "bookkeeping", "ledger_entries", "sampling", "incoterms",
)  # fmt: skip


def _text(name: str) -> str:
    (path,) = TRADE.rglob(f"{name}.py")
    return path.read_text("utf-8")


def test_every_line_of_the_selling_rules_has_a_label() -> None:
    used = {code for name in SELLING for code in re.findall(r'\.add\(\s*"([\w.]+)"', _text(name))}
    used |= {f"costing.{term.lower()}" for term in ("EXW", "FCA", "FAS", "FOB")}
    assert len(used) > 40
    assert used <= set(labels.LINE_CODES)


@given(BUILDS)
def test_every_operand_of_a_price_has_a_label(build: PriceBuildUp) -> None:
    try:
        lines = costing.price(build).workings.lines
    except RuleBroken:
        return
    assert {name for line in lines for name in line.operands} <= set(OPERAND_LABELS)


def test_every_operand_of_the_selling_rules_has_a_label() -> None:
    nodes = [node for name in SELLING for node in ast.walk(ast.parse(_text(name)))]
    calls = [node for node in nodes if isinstance(node, ast.Call)]
    lines = [call for call in calls if isinstance(call.func, ast.Attribute) and call.func.attr == "add"]
    named = {keyword.arg for call in lines for keyword in call.keywords if keyword.arg}
    assert len(named) > 60
    assert named <= set(OPERAND_LABELS)


def test_every_refusal_of_the_selling_rules_has_a_sentence() -> None:
    sentences = tomllib.loads((TRADE.parent / "locale/refusals.toml").read_text("utf-8"))
    pattern = r'(?:RuleBroken|RateUnknown)\(\s*"([\w.]+)"'
    raised = {code for name in SELLING for code in re.findall(pattern, _text(name))}
    found = re.findall(r'_finding\("\w+", "(\w+)"|"(needs_\w+)"', _text("incoterms"))
    raised |= {f"incoterms.{reason or place}" for reason, place in found}
    assert raised - set(sentences) == set()


def test_a_label_holds_no_percent_sign_that_the_catalogue_would_read_as_a_placeholder() -> None:
    tables = [table for name, table in vars(labels).items() if name.isupper() and isinstance(table, dict)]
    assert len(tables) >= 8
    assert not [label for table in tables for label in table.values() if "%" in label]


def test_items_and_risk_points_of_the_incoterms_have_labels() -> None:
    assert set(labels.ITEM_LABELS) == set(incoterms.ITEMS)
    assert set(labels.RISK_POINT_LABELS) == set(incoterms.RISK_POINTS)
