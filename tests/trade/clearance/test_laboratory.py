"""What a laboratory tests, and why goods fail: by their data, never by chance."""

from dataclasses import replace

from app.trade.clearance.laboratory import KINDS, GoodsUnderTest, failings, kind_of_test, wanted_papers
from app.trade.tariff.goods_features import papers_asked

# A table lamp with plugs for the EU, the United Kingdom and the United States: data pack Lanmei, LM-LMP-45.
LAMP = GoodsUnderTest(
    "9405210090", "Steel; brass", {"Plug": ["EU", "UK", "US"]}, (), ("CE", "RoHS", "UKCA", "FCC")
)
MARKETS = ("US", "DE", "GB", "KR", "AU", "JP", "SA")


def test_a_test_is_of_the_kind_that_the_goods_need_most() -> None:
    found = [kind_of_test(code) for code in ("8518210000", "9503008310", "6912001000", "9405210090")]
    assert found == ["radio", "toy", "food_contact", "electrical"]
    assert kind_of_test("6109100021") == "textile" and kind_of_test("4202920000") == "general"
    assert set(found) < set(KINDS)


def test_the_papers_wanted_are_those_of_the_markets_that_the_goods_do_not_hold() -> None:
    wanted = {each.name: each.markets for each in wanted_papers(LAMP.hs_code, LAMP.certificates, MARKETS)}
    assert wanted == {"KC": ("KR",), "RCM": ("AU",), "SABER": ("SA",)}
    none = {each.name: each.markets for each in wanted_papers(LAMP.hs_code, (), ("DE", "FR"))}
    assert none["CE"] == ("DE", "FR")
    assert wanted_papers("4202920000", (), MARKETS) == ()


def test_what_some_market_asks_is_named_as_letters_name_it() -> None:
    assert papers_asked("6912001000")["jfsl"] == "JFSL report"
    assert "kc" not in papers_asked("6912001000") and papers_asked("4202920000") == {}


def test_goods_with_a_plug_of_another_country_fail_there_and_pass_where_it_fits() -> None:
    assert failings("KC", LAMP) == ()  # Korea has the sockets of the continent
    assert failings("SABER", LAMP) == ()  # Saudi Arabia those of the United Kingdom
    assert failings("RCM", LAMP) == ("plug_wrong",)
    assert failings("RCM", replace(LAMP, attributes={"Plug": "EU, AU"})) == ()


def test_mains_goods_without_a_named_plug_fail_and_goods_on_usb_do_not() -> None:
    charger = replace(LAMP, hs_code="8504401999", attributes={"Power": ["65 W"]})
    assert failings("KC", charger) == ("plug_unknown",)
    assert failings("KC", replace(LAMP, attributes={"Cable": ["USB-C 1.5 m"]})) == ()


def test_an_untested_battery_unknown_material_and_unknown_fibres_fail() -> None:
    speaker = GoodsUnderTest("8518210000", "ABS", {}, ("lithium_battery",), ("CE",))
    assert failings("Giteki", speaker) == ("battery_untested",)
    assert failings("Giteki", replace(speaker, certificates=("UN38.3",))) == ()
    mug = GoodsUnderTest("6912001000", "", {}, (), ())
    assert failings("JFSL report", mug) == ("materials_unknown",)
    assert failings("JFSL report", replace(mug, materials="Stoneware")) == ()
    shirt = GoodsUnderTest("6109100021", "cotton", {}, (), ())
    assert failings("EAC", shirt) == ("fibres_unknown",)
    assert failings("EAC", replace(shirt, materials="100% cotton")) == ()
