"""The message of the first week after an absence."""

from collections.abc import Iterator, Sequence

from bot.domain.progress import Reader, Week, WelcomeBack
from bot.screen import Screen
from bot.views import kit, own_fact, times
from bot.views.assignment import PROSE_SHOWN, how_button, sized
from bot.views.nudge import buttons, month_turn
from bot.views.nudge.opening import foot, that_fits, zone_question
from bot.views.text import cut, sentence, spaced


def welcome_back(week: Week, reader: Reader) -> Screen:
    """Return what the absence did to the programme, and something small to begin with."""
    away = week.welcome_back
    assert away
    return kit.message(
        that_fits(
            f"Welcome back. {week.assignment.line_alone}",
            "Welcome back. Here is something small to begin with.",
        ),
        [
            kit.plain(spaced("Welcome back.", *_what_stands(away, reader), own_fact.said(week.own_fact))),
            *month_turn.waits(week),
            kit.section(f"*Something small first* {sentence(cut(week.assignment.short, PROSE_SHOWN))}"),
            kit.section(f"*In full* {sized(week.assignment)}", how_button(week.assignment)),
            kit.actions(*buttons.ways_on(week, reader)),
            *foot(week, reader),
            *zone_question(week, reader),
        ],
    )


def _what_stands(away: WelcomeBack, reader: Reader) -> Iterator[str]:
    if away.weeks:
        yield _excused(away.weeks)
    if away.run > 1:
        yield f"You keep your {away.run} weeks in a row."
    if away.opens:
        yield f"Month {away.month} starts {times.date_of(away.opens, reader)}."


def _excused(weeks: Sequence[int]) -> str:
    """Return which weeks don't count; an absence takes them in a row."""
    first, last = weeks[0], weeks[-1]
    if first == last:
        return f"Week {first} doesn't count."
    return f"Weeks {first} {'and' if last - first == 1 else 'to'} {last} don't count."
