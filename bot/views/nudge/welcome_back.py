"""The message of the first week after an absence."""

from bot.domain.numerals import in_words
from bot.domain.progress import Reader, Week, WelcomeBack
from bot.screen import Screen
from bot.views import kit, own_fact
from bot.views.assignment import PROSE_SHOWN, how_button, sized
from bot.views.nudge import buttons, month_turn
from bot.views.nudge.opening import foot, that_fits, zone_question
from bot.views.text import capital, cut, sentence, spaced
from bot.views.vocabulary import in_a_row

_SMALL = "Start small this week, and leave the rest if it is too much."


def welcome_back(week: Week, reader: Reader) -> Screen:
    """Return what the absence did to the programme, and something small to begin with."""
    away = week.welcome_back
    assert away
    fact = "" if away.run > 1 else own_fact.said(week.own_fact)
    return kit.message(
        that_fits(
            f"Welcome back. {week.assignment.line_alone}",
            "Welcome back. Here is something small to begin with.",
        ),
        [
            kit.plain(spaced("Welcome back.", _what_stands(away), fact, _SMALL)),
            *month_turn.waits(week),
            kit.section(f"*Something small first* {sentence(cut(week.assignment.short, PROSE_SHOWN))}"),
            kit.section(f"*The whole assignment* {sized(week.assignment)}", how_button(week.assignment)),
            kit.actions(*buttons.ways_on(week, reader)),
            *foot(week, reader),
            *zone_question(week, reader),
        ],
    )


def _what_stands(away: WelcomeBack) -> str:
    """Return what the time away has cost, which is nothing; "" where no week fell into it."""
    run = f"you keep your {in_a_row(away.run, away.bridged)}" if away.run > 1 else ""
    if not away.weeks:
        return f"{capital(run)}." if run else ""
    one = len(away.weeks) == 1
    gone = "Your week away costs" if one else f"Your {in_words(len(away.weeks))} weeks away cost"
    return f"{gone} you nothing{run and f': {run}'}."
