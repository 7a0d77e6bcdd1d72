"""What is rendered from a shape that was judged once is what the library itself would send, byte for byte."""

import json
from typing import Any

import pytest
from slackblocks import (
    Block,
    Button,
    ContextBlock,
    Element,
    HeaderBlock,
    Markdown,
    Option,
    PlainText,
    SectionBlock,
    StaticSelectMenu,
)
from slackblocks.errors import LengthError

from bot.views import kit
from bot.views.rendering import as_json
from tests.views.screens import SCREENS

CHOICES = [("In 2 hours", "hours:6"), ("Skip this week", "skip:6")]


def made(part: Block | Element) -> str:
    """The JSON that is sent, in its order of keys."""
    return json.dumps(part._resolve())


@pytest.mark.parametrize("value", ["6", "17", "tickets", "18", None])
@pytest.mark.parametrize(
    "more",
    [{}, {"style": "primary"}, {"url": "https://example.org"}, {"accessibility_label": "See it: a page"}],
)
def test_a_button_is_the_librarys(value: str | None, more: dict[str, Any]) -> None:
    ours = {"spoken" if name == "accessibility_label" else name: given for name, given in more.items()}
    expected = made(Button("See it", action_id="evidence.see", value=value, **more))
    assert made(kit.button("See it", "evidence.see", value, **ours)) == expected


@pytest.mark.parametrize("week", [6, 7, 123])
@pytest.mark.parametrize("chosen", [None, 0, 1])
def test_a_menu_is_the_librarys(week: int, chosen: int | None) -> None:
    choices = [(text, value.replace("6", str(week))) for text, value in CHOICES]
    options = [Option(PlainText(text), value) for text, value in choices]
    initial = None if chosen is None else options[chosen]
    theirs = StaticSelectMenu("later", options=options, initial_option=initial, placeholder="Later")
    ours = kit.select("Later", "later", choices, None if chosen is None else choices[chosen][1])
    assert made(ours) == made(theirs)


@pytest.mark.parametrize("number", [6, 7])
def test_texts_are_the_librarys(number: int) -> None:
    text, name = f"Week {number} & more", f"week.{number}"
    beside = kit.button("See it", "evidence.see", number)
    assert json.loads(made(kit.plain(text, beside, name))) == json.loads(
        made(SectionBlock(PlainText(text), block_id=name, accessory=beside))
    )
    escaped = Markdown(text.replace("&", "&amp;"), verbatim=True)
    assert json.loads(made(kit.section(text, name=name))) == json.loads(
        made(SectionBlock(escaped, block_id=name))
    )
    assert json.loads(made(kit.header(text, name))) == json.loads(made(HeaderBlock(text, block_id=name)))
    assert json.loads(made(kit.context(text, name))) == json.loads(
        made(ContextBlock([PlainText(text)], block_id=name))
    )


def test_a_value_that_is_too_long_is_refused_though_a_shorter_one_was_fine() -> None:
    kit.button("See it", "evidence.see", "x" * 2000)
    with pytest.raises(LengthError):
        kit.button("See it", "evidence.see", "x" * 2001)


def test_an_empty_text_is_refused() -> None:
    with pytest.raises(LengthError):
        kit.plain("")
    with pytest.raises(LengthError):
        kit.button("", "evidence.see")


def test_what_is_done_to_one_screen_shows_on_no_other() -> None:
    one, other = (as_json([kit.actions(kit.button("See it", "evidence.see", week))])[0] for week in (6, 7))
    assert [block["elements"][0]["value"] for block in (one, other)] == ["6", "7"]
    del one["elements"][0]["value"]
    assert other["elements"][0]["value"] == "7"


def test_a_screen_is_the_same_after_all_the_others_were_drawn() -> None:
    first = {name: repr(draw()) for name, draw in SCREENS.items()}
    again = {name: repr(draw()) for name, draw in reversed(SCREENS.items())}
    assert {name for name in first if first[name] != again[name]} == set()
