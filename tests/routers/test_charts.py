"""Charts are well-formed, escape what people typed, and put values where they belong."""

from xml.etree import ElementTree

from app.routers.charts import land_path, radar, route_map, spark

LABELS = ["One", "Two", "Three"]


def test_a_radar_is_well_formed_and_escapes_its_words() -> None:
    drawn = radar(LABELS, [("<Team> & co", "team", [1, 2, 4])], title="A <title>")
    tree = ElementTree.fromstring(str(drawn))
    assert tree.attrib["aria-label"] == "A <title>"
    assert "&lt;Team&gt; &amp; co" in drawn


def test_a_full_value_stands_on_the_rim_of_the_radar() -> None:
    drawn = str(radar(LABELS, [("Team", "team", [4, 4, 4])], top=4))
    edge = drawn.split('class="grid edge" points="')[1].split('"')[0]
    assert f'class="team" points="{edge}"' in drawn


def test_a_sparkline_spans_its_width_and_needs_two_values() -> None:
    assert spark([1]) == ""
    assert 'points="0.0,33.0 120.0,3.0"' in spark([0, 5])


def test_a_route_shows_the_ship_at_its_progress() -> None:
    drawn = str(route_map([("Ningbo & Hamburg", [(121.5, 29.9), (10.0, 53.5)], 0.0, "c1")]))
    ElementTree.fromstring(drawn)
    port = drawn.split('class="port" r="4" ')[1].split("/>")[0]
    assert f'class="ship c1" r="6" {port}' in drawn and "Ningbo &amp; Hamburg" in drawn


def test_a_way_over_the_edge_of_the_map_comes_in_on_the_other_side() -> None:
    drawn = str(route_map([("Santos", [(20.0, -35.5), (-46.3, -24.0)], 1.0, "c1")]))
    ways = [part.split('"')[0] for part in drawn.split('class="way" points="')[1:]]
    assert len(ways) == 2
    for way in ways:
        left, right = (float(point.split(",")[0]) for point in way.split())
        assert abs(left - right) < 960 / 2


def test_the_land_is_drawn_from_the_stored_shapes() -> None:
    assert land_path().startswith("M") and len(land_path()) > 10_000
