"""What holds for every screen: Slack takes it, it comes out the same each time, hostile text stays text."""

import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from bot.domain.progress import Sharing
from bot.sandbox import blocks as slack
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


@pytest.mark.parametrize("name", SCREENS)
def test_slack_takes_every_screen(name: str) -> None:
    screen = SCREENS[name]()
    if isinstance(screen, Screen):
        assert slack.message_problems(screen.blocks) == []
        assert not slack.too_long_together(screen.blocks)
    else:
        assert slack.view_problems(screen) == []
        assert not slack.view_too_large(screen)


@pytest.mark.parametrize("name", SCREENS)
def test_the_same_data_gives_the_same_screen(name: str) -> None:
    first, second = _json(SCREENS[name]()), _json(SCREENS[name]())
    assert first == second


@pytest.mark.parametrize("name", MESSAGES)
def test_a_message_holds_its_whole_content_and_its_choices_in_its_text(name: str) -> None:
    message = _message(name)
    assert len(message.text) <= 4000
    heard = message.text.replace("&amp;", "&").replace("&lt;", "<").replace("&gt;", ">")
    for element in elements_of(message):
        shown = element.get("text") or element["placeholder"]
        assert element.get("accessibility_label", shown["text"]) in heard


@pytest.mark.parametrize("name", MESSAGES)
def test_a_message_stays_under_the_length_that_slack_refuses(name: str) -> None:
    assert sum(len(said) for said in _said(_message(name).blocks)) < 9500


@pytest.mark.parametrize("name", SCREENS)
def test_a_row_holds_three_buttons_and_a_menu_at_most(name: str) -> None:
    screen = SCREENS[name]()
    for block in screen.blocks if isinstance(screen, Screen) else screen["blocks"]:
        if block["type"] == "actions":
            buttons = [element for element in block["elements"] if element["type"] == "button"]
            assert len(buttons) <= 3
            assert len(block["elements"]) - len(buttons) <= 1


@pytest.mark.parametrize("name", sorted(set(SCREENS) - SAME_SAMPLE_MANY_TIMES))
def test_no_two_buttons_sound_alike(name: str) -> None:
    buttons = [element for element in elements_of(SCREENS[name]()) if element["type"] == "button"]
    heard = [button.get("accessibility_label", button["text"]["text"]) for button in buttons]
    assert len(set(heard)) == len(heard)


@pytest.mark.parametrize("name", [name for name in SCREENS if name.startswith("home: ")])
def test_every_block_of_home_has_a_name_so_that_only_changes_are_redrawn(name: str) -> None:
    screen = SCREENS[name]()
    assert isinstance(screen, dict)
    assert all(block["block_id"].startswith("home.") for block in screen["blocks"])


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


def _message(name: str) -> Screen:
    screen = SCREENS[name]()
    assert isinstance(screen, Screen)
    return screen


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
