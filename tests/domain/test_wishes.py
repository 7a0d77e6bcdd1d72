"""Wishes to have the week on another day: what is one, and which day and hour it names."""

from datetime import date, time

import pytest

from bot.domain.commands import MOVE, ParsedCommand, parse_command
from bot.domain.wishes import Wanted, read, wish

MONDAY = date(2027, 1, 11)
WED, THU, FRI = (date(2027, 1, day) for day in (13, 14, 15))


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("can i move this to thursday?", Wanted((THU,), None)),
        ("Can I move it to Thursday please", Wanted((THU,), None)),
        ("thursday instead", Wanted((THU,), None)),
        ("Thursday would be better.", Wanted((THU,), None)),
        ("how about thu?", Wanted((THU,), None)),
        ("move it to friday 4pm", Wanted((FRI,), time(16))),
        ("move to fri at 4", Wanted((FRI,), time(16))),
        ("move this to tomorrow 14:30", Wanted((date(2027, 1, 12),), time(14, 30))),
        ("pls reschedule my plan for wednesday at 9", Wanted((WED,), time(9))),
        ("postpone until thursday morning", Wanted((THU,), None)),
        ("let's do it on friday instead", Wanted((FRI,), None)),
        ("could we push this week's assignment back to friday?", Wanted((FRI,), None)),
        ("make it 4pm", Wanted((), time(16))),
        ("move it to noon", Wanted((), time(12))),
        ("I'd like to move the reminder to 14 Jan at 10:00", Wanted((THU,), time(10))),
        ("snooze this until tomorrow", Wanted((date(2027, 1, 12),), None)),
        ("\u201cMove it to thursday.\u201d", Wanted((THU,), None)),
    ],
)
def test_a_wish_names_a_day_or_an_hour(text: str, wanted: Wanted) -> None:
    parsed = parse_command(text)
    assert parsed.subcommand == MOVE
    assert not parsed.prose
    assert read(parsed.rest, MONDAY) == wanted


def test_a_day_that_people_mean_in_two_ways_is_both() -> None:
    wanted = read("next thursday", MONDAY)
    assert wanted is not None
    assert wanted.days == (THU, date(2027, 1, 21))


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("I'm away until Monday", "until monday"),
        ("ooo until monday", "until monday"),
        ("i\u2019m sick until thursday.", "until thursday"),
        ("Sorry, I'm ill for a few days", "for a few days"),
        ("on vacation 3 Aug - 21 Aug", "3 aug - 21 aug"),
        ("I'll be out of office from 3 Aug to 7 Aug", "from 3 aug to 7 aug"),
        ("ooo 2027-03-01 to 2027-03-05", "2027-03-01 to 2027-03-05"),
        ("on parental leave until 1 March", "until 1 march"),
        ("off next week", "next week"),
        ("out until the 14th", "until the 14th"),
        ("PTO tomorrow", "tomorrow"),
        ("my kid is sick until friday", "until friday"),
        ("taking two weeks off", "two weeks"),
        ("I'm ill", ""),
        ("on vacation", ""),
    ],
)
def test_who_tells_of_an_absence_is_away(text: str, days: str) -> None:
    told = parse_command(text)
    assert (told.subcommand, told.rest, told.prose) == ("away", days, False)


@pytest.mark.parametrize(
    "text",
    [
        "I was off until Monday, and then she told me.",
        "out 35 people",
        "out of 5 people three stopped",
        "Off 5 people I asked two",
        "ill patients told me",
        "sick of it",
        "off to see customers",
        "I'm out today, so I asked her on the phone about the last time, and she told me.",
        "I'm off",
        "my boss is away until friday",
    ],
)
def test_other_sentences_tell_of_no_absence(text: str) -> None:
    assert parse_command(text).subcommand is None


def test_leave_for_good_is_no_absence() -> None:
    assert parse_command("leave for good").subcommand == "leave"


@pytest.mark.parametrize(
    "text",
    [
        "can i move this?",
        "move",
        "On Thursday I asked her what she did last time, and she told me.",
        "thursday",
        "She moved the meeting to thursday.",
        "away until thursday",
        "remind me at 2 please",
        "push notifications annoyed 3 of them",
        "move it to thursday because on wednesday the whole team is busy with the release we planned",
    ],
)
def test_what_is_no_wish_stays_what_it_was(text: str) -> None:
    assert wish(text) is None
    assert parse_command(text).subcommand != MOVE


@pytest.mark.parametrize("when", ["3 shelves", "thursday's notes", "25:10", "at 31", "13 pm"])
def test_what_names_no_day_is_not_read(when: str) -> None:
    assert read(when, MONDAY) is None


def test_a_word_stands_before_a_wish() -> None:
    assert parse_command("away thursday") == ParsedCommand("away", "thursday")
