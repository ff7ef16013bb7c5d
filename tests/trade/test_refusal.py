from app.trade.refusal import Refusal, RuleBroken, SeveralRefusals


def test_a_refusal_carries_code_field_and_figures() -> None:
    refused = RuleBroken("word.reason", field="margin", share=3)
    assert (refused.code, refused.field, refused.figures) == ("word.reason", "margin", {"share": 3})
    assert isinstance(refused, Refusal)
    assert str(refused) == "word.reason"


def test_several_refusals_keep_their_order_and_speak_with_the_first() -> None:
    first, second = RuleBroken("a.b", field="one"), RuleBroken("c.d", field="two")
    several = SeveralRefusals([first, second])
    assert several.refusals == [first, second]
    assert several.code == "a.b"
