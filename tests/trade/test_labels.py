import re
import tomllib
from pathlib import Path

from app.trade import incoterms, labels

TRADE = Path(labels.__file__).parent
SELLING = (
    "exchange", "packing", "freight", "transport_options", "insurance", "price_build_up", "proceeds", "costing",
    "payment_terms", "bookkeeping", "ledger_entries", "sampling", "incoterms",
)  # fmt: skip


def _text(name: str) -> str:
    return (TRADE / f"{name}.py").read_text("utf-8")


def test_every_line_of_the_selling_rules_has_a_label() -> None:
    used = {code for name in SELLING for code in re.findall(r'\.add\(\s*"([\w.]+)"', _text(name))}
    used |= {f"costing.{term.lower()}" for term in ("EXW", "FCA", "FAS", "FOB")}
    assert len(used) > 40
    assert used <= set(labels.LINE_CODES)


def test_every_refusal_of_the_selling_rules_has_a_sentence() -> None:
    sentences = tomllib.loads((TRADE.parent / "locale/refusals.toml").read_text("utf-8"))
    raised = {
        code for name in SELLING for code in re.findall(r'(?:RuleBroken|RateUnknown)\(\s*"([\w.]+)"', _text(name))
    }
    raised |= {f"incoterms.{reason}" for reason in re.findall(r'_finding\("\w+", "(\w+)"', _text("incoterms"))}
    raised |= {f"incoterms.{reason}" for reason in re.findall(r'"(needs_\w+)"', _text("incoterms"))}
    assert raised - set(sentences) == set()


def test_a_label_holds_no_percent_sign_that_the_catalogue_would_read_as_a_placeholder() -> None:
    tables = [table for name, table in vars(labels).items() if name.isupper() and isinstance(table, dict)]
    assert len(tables) >= 8
    assert not [label for table in tables for label in table.values() if "%" in label]


def test_items_and_risk_points_of_the_incoterms_have_labels() -> None:
    assert set(labels.ITEM_LABELS) == set(incoterms.ITEMS)
    assert set(labels.RISK_POINT_LABELS) == set(incoterms.RISK_POINTS)
