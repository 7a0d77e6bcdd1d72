"""The message of an open week: what to do and why now."""

from collections.abc import Iterator

from slackblocks import Block

from bot.domain.progress import Finish, Reader, Week
from bot.screen import Screen
from bot.views import ids, kit, times
from bot.views.assignment import PROSE_SHOWN, full
from bot.views.nudge import buttons
from bot.views.text import capital, cut, joined
from bot.views.vocabulary import counted

FROM_HERE_ON = "From here on, the weeks are for using what you have learnt."


def opening(week: Week, reader: Reader) -> Screen:
    """Return the whole assignment with its reason, what can be done, and when the week ends."""
    return kit.message(
        _first_line(week),
        [
            *_opens(week),
            *_assignment_blocks(week),
            buttons.week_actions(week, reader),
            *foot(week, reader),
            *zone_question(week, reader),
        ],
    )


def _first_line(week: Week) -> str:
    """Return what a lock screen shows: the programme's end, a month that opens if it fits, the assignment."""
    if week.finish:
        return week.finish.words
    assignment = week.assignment
    if not week.month_opens:
        return assignment.line
    opens = assignment.opening_line(week.month_opens)
    return opens if len(opens) <= kit.FIRST_LINE_LIMIT else assignment.line


def _opens(week: Week) -> Iterator[Block]:
    if week.month_opens:
        yield kit.section(f"*Month {week.month_opens} opens.*")
    if week.finish:
        yield kit.section(f"*{week.finish.words}*\n{_totals(week.finish)}{FROM_HERE_ON}")


def _totals(finish: Finish) -> str:
    counts = [
        f"{counted(finish.kept, 'week')} kept" if finish.kept else "",
        f"{counted(finish.pieces, 'piece')} of evidence" if finish.pieces else "",
        counted(finish.milestones, "milestone") if finish.milestones else "",
    ]
    return f"{capital(joined(list(filter(None, counts))))}; all of it stays yours. " if any(counts) else ""


def _assignment_blocks(week: Week) -> Iterator[Block]:
    head, *rest = full(week.assignment)
    yield head
    yield kit.section(f"*Why now* {cut(week.assignment.why, PROSE_SHOWN)} {week.reason}")
    yield from rest


def foot(week: Week, reader: Reader) -> Iterator[Block]:
    until = times.opening(week.ends_at, reader)
    if reader.spread:
        until = f"the next one comes: {until}"
    yield kit.context(f"Week {week.number}, open until {until}. Only you see this in Slack.")
    if week.late:
        yield kit.context(f"Due {times.moment(week.late, reader)}; I was down then, so it comes late.")


def zone_question(week: Week, reader: Reader) -> Iterator[Block]:
    """Yield the question that comes with the opening, never by itself; without an answer nothing changes."""
    if week.slack_zone:
        there, here = times.place(week.slack_zone), times.place(reader.zone)
        yield kit.plain(f"Slack says {there}, your weeks run on {here} time. Nothing changed.")
        yield kit.actions(
            kit.button(f"Switch to {there}", ids.ZONE_SWITCH, week.id),
            kit.button(f"Stay on {here}", ids.ZONE_STAY, week.id),
        )
