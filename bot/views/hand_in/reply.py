"""The reply to handing in: what was kept, in the member's own words, and what comes next."""

from collections.abc import Iterator

from slackblocks import Block

from bot.domain.progress import Evidence, Reader, Week, Win
from bot.domain.weeks import Outcome
from bot.screen import Screen
from bot.views import ids, kit, times
from bot.views.text import one_line
from bot.views.wins.post import correction


def kept(evidence: Evidence, week: Week, reader: Reader, win: Win | None) -> Screen:
    """Return what was kept and which week it keeps; `win` is one whose post no longer tells the truth."""
    first = f"Handed in, version {evidence.version}. {_week(evidence, week)}"
    return kit.message(
        first,
        [
            kit.plain(first),
            kit.plain("I kept it word for word. One line of it:"),
            kit.quote(one_line(evidence.core)),
            *_what_happens(evidence),
            kit.actions(
                kit.button("Revise it", ids.EVIDENCE_REVISE, evidence.id),
                kit.button("See what I sent", ids.EVIDENCE_SEE, evidence.id),
            ),
            *(correction(win) if win is not None and win.correction else ()),
            kit.context(f"Only you see this in Slack. {times.next_line(reader)}"),
        ],
    )


def _week(evidence: Evidence, week: Week) -> str:
    if week.outcome is not Outcome.DONE:
        return f"Week {week.number} stays open."
    late = evidence.version == 1 and evidence.handed_in_at >= week.ends_at
    return f"Week {week.number} is kept{' now' if late else ''}."


def _what_happens(evidence: Evidence) -> Iterator[Block]:
    if evidence.version > 1:
        yield kit.plain(f"Version {evidence.version - 1} stays beside it.")
    elif evidence.first:
        yield kit.plain(
            "That was your first piece. It goes to no channel and no person by itself; "
            "whoever runs me holds the database."
        )
    elif evidence.short:
        yield kit.plain("The 15-minute version counts in full.")
