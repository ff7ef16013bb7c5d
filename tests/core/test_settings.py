"""Settings come from the environment, are refused in words, and are all in the documented table."""

from pathlib import Path

import pytest

from app.core.settings import VARIABLES, Settings, settings_from

ROOT = Path(__file__).resolve().parent.parent.parent


def test_what_is_not_set_keeps_its_default() -> None:
    assert settings_from({}) == Settings()


def test_settings_are_read_by_their_kind() -> None:
    found = settings_from({"PORT": "9000", "FIVE_TRUTHS_TLS": "1", "FIVE_TRUTHS_DATA": "/somewhere"})
    assert (found.port, found.behind_tls, found.data_folder) == (9000, True, Path("/somewhere"))


@pytest.mark.parametrize(
    ("name", "value"), [("PORT", "eighty"), ("PORT", "８０"), ("FIVE_TRUTHS_TLS", "yes")]
)
def test_a_value_that_cannot_be_read_names_its_variable(name: str, value: str) -> None:
    with pytest.raises(ValueError, match=name):
        settings_from({name: value})


@pytest.mark.parametrize("address", ["postgres://u@h/db", "postgresql://u@h/db"])
def test_any_usual_postgresql_address_is_taken(address: str) -> None:
    assert settings_from({"DATABASE_URL": address}).url == "postgresql+psycopg://u@h/db"


def test_every_setting_stands_in_the_documented_table() -> None:
    table = (ROOT / "docs/settings.md").read_text("utf-8")
    for variable, purpose in VARIABLES.values():
        assert f"| `{variable}` |" in table and purpose in table
