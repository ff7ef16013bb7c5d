"""What goods need beside customs papers."""

from app.queries.goods.import_regime import destinations
from app.trade.clearance.compliance import (
    DANGEROUS_MARKS,
    FEATURES,
    certificates_needed,
    is_market_known,
    reports_needed,
)


def test_every_dangerous_mark_asks_for_a_report_and_none_twice() -> None:
    assert all(reports_needed([mark]) for mark in DANGEROUS_MARKS)
    assert reports_needed(["lithium_battery", "liquid"]) == ("un38.3", "msds")
    assert reports_needed([]) == ()


def test_a_radio_needs_its_market_mark() -> None:
    marks = {d: {r.certificate for r in certificates_needed(d, ["radio"])} for d in ("US", "DE", "JP", "GB")}
    assert "fcc_id" in marks["US"]
    assert {"ce_red", "rohs"} <= marks["DE"]
    assert marks["JP"] == {"giteki"}
    assert marks["GB"] == {"ukca_or_ce"}


def test_each_certificate_is_named_once_and_with_its_law() -> None:
    for destination in destinations():
        assert is_market_known(destination)
        needed = certificates_needed(destination, FEATURES)
        assert len({each.certificate for each in needed}) == len(needed)
        assert all(each.law for each in needed)


def test_goods_without_a_feature_ask_for_nothing_we_know_of() -> None:
    assert certificates_needed("US", []) == ()
    assert not is_market_known("AQ")
