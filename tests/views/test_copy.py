"""The copy test on every screen, and on its own rules (docs/voice.md)."""

import pytest

from bot.domain import countries, scores
from bot.playbook import loader
from bot.screen import Screen
from bot.views import kit, show_how
from bot.views.assignment import PROSE_SHOWN
from bot.views.hand_in import form as hand_in
from bot.views.nudge import nudge
from bot.views.text import cut, escape
from tests.copy_rules import faults, texts_of
from tests.views import samples as a
from tests.views.screens import LONG, SCREENS

QUOTED = texts_of(a.PROGRAMME) | {
    LONG.why,
    LONG.short,
    a.CHOICE.reason,
    a.week().reason,
    a.evidence().title,
    a.win().text,
    a.FINISH.words,
    cut(LONG.why, PROSE_SHOWN),
    *(text for habit in a.HABITS for text in (habit.title, habit.before, habit.after)),
    *(country.name for country in countries.countries()),
    *scores.NAMES,
}
BUILT_IN = loader.load()


def test_every_screen_speaks_as_the_coach_does() -> None:
    assert {name: wrong for name in SCREENS if (wrong := faults(SCREENS[name](), QUOTED))} == {}


def test_every_assignment_of_the_playbook_fits_its_message_and_its_modal() -> None:
    quoted = texts_of(BUILT_IN) | {a.week().reason}
    for assignment in BUILT_IN.assignments:
        message = nudge.nudge(a.week(assignment=assignment), a.READER)
        assert faults(message, quoted) == [], assignment.id
        assert faults(show_how.show_me(assignment), quoted) == [], assignment.id
        assert message.text.splitlines()[0] == escape(assignment.line)
        assert len(message.text) < 4000, assignment.id
        assert "All steps are under" not in message.text, assignment.id


def test_every_kind_of_evidence_has_a_form_of_eight_inputs_at_most() -> None:
    for kind in BUILT_IN.kinds:
        form = hand_in.form(kind, None, 6, 6, {}, 1, False, None)
        inputs = [block for block in form["blocks"] if block["type"] == "input"]
        assert len(inputs) <= 8, kind.id
        assert faults(form, texts_of(BUILT_IN)) == [], kind.id


@pytest.mark.parametrize(
    "text",
    [
        "Milestone unlocked.",
        "Five stories!",
        "You still haven't handed in.",
        "Only 2 of 5 weeks.",
        "You have 0 weeks.",
        "See you at 09:00.",
        "Thu 14:00, Lisbon time. Fri 14:30.",
        "We saved it.",
        "The button below.",
        "Your task this week.",
        "Your streak is five.",
        "Submitted.",
        ":tada: Kept.",
        "Two ways to stop.",
        "Week 6 is kept.",
        "Whoever runs me can see why.",
        "Hand it in today.",
        f"I send {'one ' * 24}message.",
    ],
)
def test_a_sentence_against_the_voice_is_found(text: str) -> None:
    assert len(faults(Screen("Fine.", [_section(text)]))) > 0


@pytest.mark.parametrize(
    "text",
    [
        "My next message comes Mon 3 May, 09:00, Lisbon time.",
        "Mon 25 Jan 09:00, Mon 1 Feb 09:00, all Lisbon time",
        "It is due 09:00, UTC.",
        "09:00",
    ],
)
def test_a_time_with_its_place_is_fine(text: str) -> None:
    assert faults(Screen("Fine.", [_section(text)])) == []


def test_quoted_words_and_rich_text_are_left_out() -> None:
    task = _section("This week: a sprint review.")
    assert faults(Screen("Fine.", [task]), {"A sprint review"}) == []
    assert faults(kit.message("Fine.", [kit.quote("We missed our sprint!")])) == []


def test_a_long_first_line_and_an_empty_label_are_found() -> None:
    button = {
        "type": "actions",
        "elements": [{"type": "button", "text": {"type": "plain_text", "text": "OK"}}],
    }
    assert faults(Screen("x" * 91, [])) == [f"a first line of 91 characters: {'x' * 91!r}"]
    assert faults(Screen("Fine.", [button])) == ["a button that doesn't say what it does: OK"]


def test_a_first_line_is_measured_as_people_see_it() -> None:
    assert faults(Screen("&amp;" * 90, [])) == []


def _section(text: str) -> dict[str, object]:
    return {"type": "section", "text": {"type": "plain_text", "text": text}}
