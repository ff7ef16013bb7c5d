"""Source: trade rules, section 3; container sizes: `containers.csv` (World Shipping Council)."""

from decimal import ROUND_HALF_UP, Decimal

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from app.trade.carriage import packing
from app.trade.carriage.packing import Carton, Container, WeightRule
from app.trade.refusal import RuleBroken
from tests.trade.examples import EXAMPLES

SHIRTS = Carton(50, Decimal(60), Decimal(40), Decimal(50), Decimal("11.5"), Decimal("10.5"))


def _container(code: str, length: str, width: str, height: str, payload: str) -> Container:
    return Container(code, Decimal(length), Decimal(width), Decimal(height), Decimal(payload))


BOXES = {
    "20GP": _container("20GP", "589.6", "235", "239.3", "21750"),
    "40GP": _container("40GP", "1203.2", "235", "239.2", "26660"),
    "40HQ": _container("40HQ", "1203.2", "235", "269.7", "26660"),
}


def test_the_packing_of_test_a() -> None:
    packed = packing.pack(4000, SHIRTS)
    assert (packed.cartons, packed.volume_m3, packed.gross_kg) == (80, Decimal("9.600"), Decimal("920.00"))
    assert packed.net_kg == Decimal("840.00")
    assert packing.revenue_tons(packed.volume_m3, packed.gross_kg)[0] == Decimal("9.600")


def test_a_part_full_last_carton_weighs_less_but_takes_its_room() -> None:
    packed = packing.pack(51, SHIRTS)
    assert packed.cartons == 2
    assert packed.volume_m3 == Decimal("0.240")
    assert packed.net_kg == Decimal("10.71")
    assert packed.gross_kg == Decimal("12.71")


@pytest.mark.parametrize("example", EXAMPLES["weight"], ids=lambda example: str(example["divisor"]))
def test_the_chargeable_weights_of_the_worked_examples(example: dict[str, object]) -> None:
    length, width, height = example["cm"]  # type: ignore[misc]
    rule = WeightRule(Decimal(str(example["divisor"])), Decimal(str(example["step"])))
    charged, _ = packing.chargeable_weight_kg(
        Decimal(str(example["kg"])), Decimal(length) * width * height, rule
    )
    assert charged == Decimal(str(example["out"]))


@pytest.mark.parametrize(
    ("kg", "charged"), [("20.1", "20.5"), ("20.5", "20.5"), ("20.6", "21"), ("21.2", "22")]
)
def test_a_courier_rounds_to_half_kilograms_and_above_20_5_to_whole_ones(kg: str, charged: str) -> None:
    rule = WeightRule(Decimal(5000), coarse_above_kg=Decimal("20.5"))
    assert packing.chargeable_weight_kg(Decimal(kg), Decimal(1000), rule)[0] == Decimal(charged)


@pytest.mark.parametrize(("volume_cm3", "charged"), [("11999", "1.0"), ("12000", "2.0")])
def test_a_line_that_bills_volume_only_from_twice_the_actual_weight(volume_cm3: str, charged: str) -> None:
    rule = WeightRule(Decimal(6000), volume_from=Decimal(2))
    assert packing.chargeable_weight_kg(Decimal(1), Decimal(volume_cm3), rule)[0] == Decimal(charged)


def test_a_small_line_rounds_to_the_gram_with_a_minimum() -> None:
    rule = WeightRule(Decimal(8000), step_kg=Decimal("0.001"), minimum_kg=Decimal("0.03"))
    assert packing.chargeable_weight_kg(Decimal("0.0123"), Decimal(10), rule)[0] == Decimal("0.030")
    assert packing.chargeable_weight_kg(Decimal("0.1234"), Decimal(10), rule)[0] == Decimal("0.124")


@pytest.mark.parametrize("example", EXAMPLES["lcl"], ids=lambda example: str(example["m3"]))
def test_the_revenue_tons_of_the_worked_example(example: dict[str, str]) -> None:
    tons, _ = packing.revenue_tons(Decimal(example["m3"]), Decimal(example["kg"]))
    assert tons == Decimal(example["out"])


def test_revenue_tons_are_at_least_one() -> None:
    assert packing.revenue_tons(Decimal("0.2"), Decimal(90))[0] == 1


@pytest.mark.parametrize("code", sorted(BOXES))
def test_the_geometric_loading_of_the_worked_example(code: str) -> None:
    expected = EXAMPLES["cartons_geometric"][0][code]
    load = packing.loading(SHIRTS, BOXES[code])
    assert (load.cartons, load.limit) == (expected, "space")
    assert load.along * load.across * load.layers == expected


def test_heavy_cartons_are_limited_by_the_payload_and_by_the_road() -> None:
    tiles = Carton(10, Decimal(60), Decimal(40), Decimal(50), Decimal(150), Decimal(148))
    assert packing.loading(tiles, BOXES["20GP"]).cartons == 145
    on_us_roads = packing.loading(tiles, BOXES["20GP"], road_limit_kg=Decimal(17000))
    assert (on_us_roads.cartons, on_us_roads.limit) == (113, "payload")


def test_the_planning_volume_limits_small_cartons() -> None:
    cube = Carton(1, Decimal(10), Decimal(10), Decimal(10), Decimal("0.1"), Decimal("0.1"))
    box = Container("20GP", Decimal("589.6"), Decimal(235), Decimal("239.3"), Decimal(21750), Decimal(26))
    load = packing.loading(cube, box)
    assert (load.cartons, load.limit) == (26_000, "planning_volume")


def test_the_containers_that_a_consignment_needs() -> None:
    assert packing.containers_needed(180, SHIRTS, BOXES["20GP"])[0] == 1
    assert packing.containers_needed(181, SHIRTS, BOXES["20GP"])[0] == 2


def test_what_cannot_be_packed_is_refused() -> None:
    beam = Carton(1, Decimal(1300), Decimal(10), Decimal(10), Decimal(40), Decimal(39))
    for ask, code in (
        (lambda: packing.loading(beam, BOXES["40HQ"]), "packing.carton_too_large"),
        (lambda: packing.pack(0, SHIRTS), "packing.quantity_not_positive"),
        (lambda: packing.containers_needed(0, SHIRTS, BOXES["20GP"]), "packing.quantity_not_positive"),
        (lambda: packing.revenue_tons(Decimal(0), Decimal(1)), "packing.size_not_positive"),
        (lambda: packing.chargeable_weight_kg(Decimal(0), Decimal(1), WeightRule(Decimal(5000))),
         "packing.size_not_positive"),
        (lambda: WeightRule(Decimal(0)), "packing.weight_rule_not_positive"),
        (lambda: Carton(0, *[Decimal(1)] * 5), "packing.pieces_not_positive"),
        (lambda: Carton(1, Decimal(0), *[Decimal(1)] * 4), "packing.size_not_positive"),
        (lambda: Carton(1, *[Decimal(1)] * 3, Decimal(1), Decimal(2)), "packing.net_above_gross"),
    ):  # fmt: skip
        with pytest.raises(RuleBroken) as refused:
            ask()
        assert refused.value.code == code


SIDES = st.decimals(5, 200, places=1)
CARTONS = st.builds(
    lambda pieces, sides, net, tare: Carton(pieces, *sides, net + tare, net),
    st.integers(1, 500),
    st.tuples(SIDES, SIDES, SIDES),
    st.decimals(Decimal("0.1"), 400, places=2),
    st.decimals(0, 5, places=2),
)


@given(CARTONS, st.sampled_from(sorted(BOXES)))
def test_a_loading_never_exceeds_payload_or_volume(carton: Carton, code: str) -> None:
    box = BOXES[code]
    try:
        load = packing.loading(carton, box)
    except RuleBroken:
        assume(False)
        raise
    assert load.cartons * carton.gross_kg <= box.payload_kg
    assert load.cartons * carton.volume_cm3 <= box.length_cm * box.width_cm * box.height_cm


@given(st.integers(1, 100_000), CARTONS)
def test_what_is_packed_holds_the_quantity_and_weighs_its_pieces(quantity: int, carton: Carton) -> None:
    packed = packing.pack(quantity, carton)
    assert (packed.cartons - 1) * carton.pieces < quantity <= packed.cartons * carton.pieces
    exact = carton.net_kg * quantity / carton.pieces
    assert packed.net_kg == exact.quantize(Decimal("0.01"), ROUND_HALF_UP) <= packed.gross_kg


KILOGRAMS = st.decimals(Decimal("0.01"), 70, places=2)


@given(KILOGRAMS, st.decimals(1, 500_000, places=0), st.sampled_from([5000, 6000]))
def test_the_chargeable_weight_is_never_below_either_weight(kg: Decimal, cm3: Decimal, divisor: int) -> None:
    charged, _ = packing.chargeable_weight_kg(kg, cm3, WeightRule(Decimal(divisor)))
    assert charged >= max(kg, cm3 / divisor)
    assert charged - max(kg, cm3 / divisor) < Decimal("0.5")
