"""A week's message while the member is away."""

from bot.domain.progress import Reader, Week
from bot.screen import Screen
from bot.views import ids, kit, own_fact, times
from bot.views.text import spaced


def away(week: Week, reader: Reader) -> Screen:
    """Return that the programme stands still, and when it goes on."""
    back = f" You are back on {times.date_of(week.back, reader)}." if week.back else ""
    first = f"You are away, and your programme waits for you.{back}"
    return kit.message(
        first,
        [
            kit.plain(f"{first} This week doesn't count."),
            kit.actions(
                kit.button("Change it", ids.AWAY_OPEN, week.id),
                kit.button("End time away", ids.AWAY_END, week.id),
            ),
            kit.context(times.next_line(reader)),
        ],
    )


def still_away(week: Week, reader: Reader) -> Screen:
    """Return the one question after four weeks away without an end."""
    first = "You have been away for four weeks. Shall I stay quiet?"
    return kit.message(
        first,
        [
            kit.plain(
                spaced(
                    first,
                    "Your programme waits, and I ask this once.",
                    own_fact.said(week.own_fact),
                    _where_it_starts(week),
                )
            ),
            kit.actions(
                kit.button("Stay quiet", ids.AWAY_STAY, week.id),
                kit.button("Start again now", ids.AWAY_END, week.id),
            ),
            kit.context("If you don't answer, I stay quiet."),
        ],
    )


def _where_it_starts(week: Week) -> str:
    if week.after_the_end:
        return "If you start again, you get assignments as before."
    return "If you start again, you go on in the month where you stopped."
