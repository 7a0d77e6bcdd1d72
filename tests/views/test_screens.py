"""What holds for every screen: Slack takes it, it comes out the same each time, hostile text stays text."""

import json
import re
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any

import pytest

from bot.domain.progress import Sharing
from bot.sandbox import blocks as slack
from bot.sandbox import elements
from bot.screen import Screen
from bot.views import dashboard, evidence
from bot.views.hand_in import form as hand_in
from bot.views.hand_in import reply
from bot.views.home import home
from bot.views.nudge import nudge
from bot.views.wins import forms, offer, post
from tests.views import samples as a
from tests.views.reading import Surface, elements_of
from tests.views.screens import SCREENS

MESSAGES = [name for name in SCREENS if isinstance(SCREENS[name](), Screen)]
SAME_SAMPLE_MANY_TIMES = {
    "evidence, many",
    "all evidence",
    "all evidence, a hundred",
    "wins, of all kinds",
    "wins: many reached",
}
HOSTILE = (
    "<!channel> <@U123> <https://evil.example|bank>",
    "*bold* _it_ ~gone~ `code` > quoted & more",
    "مرحبا بالعالم \u202e abc",
    "x" * 3000,
    "line\n\n\nline",
    "𝔘𝔫𝔦𝔠𝔬𝔡𝔢 👩🏽‍🚀",
)


def found(rule: Callable[[Surface], object], names: Iterable[str] = SCREENS) -> dict[str, object]:
    """Return what a rule finds wrong, by the name of the screen."""
    return {name: wrong for name in names if (wrong := rule(SCREENS[name]()))}


def test_slack_takes_every_screen() -> None:
    def refused(screen: Surface) -> object:
        if isinstance(screen, Screen):
            return slack.message_problems(screen.blocks) or slack.too_long_together(screen.blocks)
        return slack.view_problems(screen) or slack.view_too_large(screen)

    assert found(refused) == {}


def test_the_same_data_gives_the_same_screen() -> None:
    first, second = ({name: _json(draw()) for name, draw in SCREENS.items()} for _ in range(2))
    assert first == second


def test_a_message_holds_its_whole_content_and_its_choices_in_its_text() -> None:
    def unheard(message: Surface) -> object:
        assert isinstance(message, Screen)
        heard = message.text.replace("&amp;", "&").replace("&lt;", "<").replace("&gt;", ">")
        shown = [(each, (each.get("text") or each["placeholder"])["text"]) for each in elements_of(message)]
        silent = [text for each, text in shown if each.get("accessibility_label", text) not in heard]
        return silent or len(message.text) > 4000

    assert found(unheard, MESSAGES) == {}


def test_a_message_says_no_sentence_of_its_first_line_again() -> None:
    def again(message: Surface) -> object:
        assert isinstance(message, Screen)
        first, _, rest = message.text.partition("\n")
        return [said for said in re.split(r"(?<=[.?!]) ", first) if said in rest]

    assert found(again, MESSAGES) == {}


def test_a_menu_shows_the_whole_of_its_label() -> None:
    """One of 16 letters fits beside other controls, where a menu has 210 pixels."""

    def cut_off(screen: Surface) -> object:
        blocks = screen.blocks if isinstance(screen, Screen) else screen["blocks"]
        found = elements.interactive(blocks)
        menus = [each.element for each in found if each.block["type"] != "input"]
        labels = [menu["placeholder"]["text"] for menu in menus if "placeholder" in menu]
        return [label for label in labels if len(label) > 16]

    assert found(cut_off) == {}


def test_a_message_stays_under_the_length_that_slack_refuses() -> None:
    def too_long(message: Surface) -> object:
        assert isinstance(message, Screen)
        return sum(len(said) for said in _said(message.blocks)) >= 9500

    assert found(too_long, MESSAGES) == {}


def test_a_row_holds_three_buttons_and_a_menu_at_most() -> None:
    def crowded(screen: Surface) -> object:
        blocks = screen.blocks if isinstance(screen, Screen) else screen["blocks"]
        rows = [[each["type"] for each in b["elements"]] for b in blocks if b["type"] == "actions"]
        return [row for row in rows if row.count("button") > 3 or len(row) - row.count("button") > 1]

    assert found(crowded) == {}


def test_no_two_buttons_sound_alike() -> None:
    def alike(screen: Surface) -> object:
        buttons = [element for element in elements_of(screen) if element["type"] == "button"]
        heard = Counter(button.get("accessibility_label", button["text"]["text"]) for button in buttons)
        return [label for label, times in heard.items() if times > 1]

    assert found(alike, set(SCREENS) - SAME_SAMPLE_MANY_TIMES) == {}


def test_every_block_of_home_has_a_name_so_that_only_changes_are_redrawn() -> None:
    def nameless(home: Surface) -> object:
        assert isinstance(home, dict)
        return [block for block in home["blocks"] if not block["block_id"].startswith("home.")]

    assert found(nameless, [name for name in SCREENS if name.startswith("home: ")]) == {}


def _drawn_with(text: str) -> dict[str, Surface]:
    piece = a.evidence(fields={"learnt": text, "role": text[:100]}, title=text[:300])
    won = a.win(text=text[:1500] or "x", name=text[:80], sender=text[:80], correction=text)
    return {
        "kept": reply.kept(piece, a.handed_in_week(), a.READER, won),
        "one": evidence.one(piece, [a.evidence(version=2, fields={"learnt": text})], a.READER),
        "form": hand_in.form(a.INTERVIEW, None, 6, 6, piece.fields, 2, False, 31),
        "list": evidence.evidence(a.progress(evidence=(piece,))),
        "home": home.home(a.progress(evidence=(piece,), wins=(won,))),
        "offer": offer.offer(won, a.READER),
        "posted": offer.offer(replace(won, state=Sharing.POSTED), a.READER),
        "post": post.post(won, a.READER),
        "edit": forms.edit_form(won, a.READER),
        "nudge": nudge.nudge(replace(a.handed_in_week(), evidence=piece), a.READER),
        "dashboard": dashboard.dashboard(a.progress(name=text)),
    }


@pytest.mark.parametrize("text", HOSTILE)
def test_a_members_text_is_only_ever_shown_as_it_is(text: str) -> None:
    for screen in _drawn_with(text).values():
        assert text not in "".join(_mrkdwn(screen))
        if isinstance(screen, Screen):
            assert slack.message_problems(screen.blocks) == []
            assert "<!channel>" not in screen.text
            assert "<@U123>" not in screen.text
        else:
            assert slack.view_problems(screen) == []


@pytest.mark.parametrize("text", HOSTILE)
def test_a_members_text_is_kept_word_for_word_in_its_modal_its_form_and_its_post(text: str) -> None:
    drawn = _drawn_with(text)
    one = drawn["one"]
    assert isinstance(one, dict)
    assert text in [
        run["text"] for b in one["blocks"] if b["type"] == "rich_text" for run in b["elements"][0]["elements"]
    ]
    form = drawn["form"]
    assert isinstance(form, dict)
    learnt = next(b for b in form["blocks"] if b.get("block_id") == "field.learnt")
    assert learnt["element"]["initial_value"] == text
    post = drawn["post"]
    assert isinstance(post, Screen)
    assert post.blocks[0]["text"] == {"type": "plain_text", "text": text[:1500]}


def _json(screen: Surface) -> str:
    return json.dumps([screen.text, screen.blocks] if isinstance(screen, Screen) else screen)


def _said(value: Any, keep: Callable[[dict[str, Any]], bool] = lambda value: True) -> list[str]:
    if isinstance(value, list):
        return [said for each in value for said in _said(each, keep)]
    if not isinstance(value, dict):
        return []
    own = [value["text"]] if isinstance(value.get("text"), str) and keep(value) else []
    return own + [said for each in value.values() for said in _said(each, keep)]


def _mrkdwn(screen: Surface) -> list[str]:
    blocks = screen.blocks if isinstance(screen, Screen) else screen["blocks"]
    return _said(blocks, lambda text: text.get("type") == "mrkdwn")
