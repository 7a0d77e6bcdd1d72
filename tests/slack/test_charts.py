"""Charts as characters, for a workspace that takes no charts."""

from bot.slack.calls import has_chart, with_characters
from bot.slack.charts import in_characters
from bot.views import kit
from bot.views.rendering import as_json


def test_a_chart_is_a_bar_for_each_value_with_its_number() -> None:
    [chart] = as_json(
        [kit.chart("Skills", ["Research", "Saying no"], {"Pieces": [30, 1]}, "Pieces", "home.x")]
    )
    said = in_characters(chart)
    assert said["block_id"] == "home.x"
    assert said["elements"][0]["elements"][0]["text"].splitlines() == [
        "Skills",
        "Research  ■■■■■■■■ 30",
        "Saying no ■ 1",
    ]


def test_of_several_series_each_is_named_and_what_is_0_is_left_out() -> None:
    [chart] = as_json([kit.chart("Months", ["Month 1", "Month 2"], {"A": [4, 0], "B": [0, 2]}, "Weeks")])
    assert in_characters(chart)["elements"][0]["elements"][0]["text"].splitlines() == [
        *("Months", "A", "Month 1 ■■■■ 4", "B", "Month 2 ■■ 2")
    ]


def test_a_view_keeps_its_other_blocks() -> None:
    blocks = as_json([kit.plain("Words."), kit.chart("Skills", ["A"], {"Pieces": [1]}, "Pieces")])
    drawn = with_characters({"type": "home", "blocks": blocks})
    assert drawn["blocks"][0] == blocks[0]
    assert not has_chart(drawn)
