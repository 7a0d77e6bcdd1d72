"""The last message after three silent weeks."""

from bot.domain.progress import Reader, Week
from bot.screen import Screen
from bot.views import absence, ids, kit, own_fact
from bot.views.text import spaced


def gone_quiet(week: Week, reader: Reader) -> Screen:
    """Return that the coach goes quiet, what stays, and the ways back and out."""
    first = "I go quiet for now, so that I don't fill your inbox. You don't have to answer."
    return kit.message(
        first,
        [
            kit.plain(spaced(first, _what_stays(week), _what_waits(week))),
            kit.actions(
                absence.pick_up(week),
                kit.button("Take time away", ids.AWAY_OPEN, week.id),
                kit.button("Leave the programme", ids.WORD_LEAVE, "leave"),
            ),
            kit.context("This was the last message until you press one of these."),
        ],
    )


def _what_stays(week: Week) -> str:
    fact = own_fact.said(week.own_fact)
    return spaced(fact, "What you did stays, even if you leave.")


def _what_waits(week: Week) -> str:
    if week.after_the_end:
        return 'If you press "Send me assignments again", they come as before.'
    return 'If you press "Continue the programme", you go on in the month where you stopped.'
