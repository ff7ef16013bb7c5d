"""How texts are said to a reader."""

import pytest

from app.core.words import excerpt


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Good morning,\n\nwe buy cups.", "Good morning, we buy cups."),
        ("We thank you for these particulars - and look forward", "We thank you for these particulars…"),
        ("いつもお世話になっております。" * 3, "いつもお世話になっております。" * 2 + "いつもお世話にな…"),
        ("Donaudampfschifffahrtsgesellschaftskapitänsmütze hier", "Donaudampfschifffahrtsgesellschaftskap…"),
    ],
)  # fmt: skip
def test_a_text_is_cut_after_a_whole_word_where_its_script_has_words(text: str, shown: str) -> None:
    assert excerpt(text, 39) == shown
