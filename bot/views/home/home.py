"""App Home: everything that stays, most relevant first.

Every block has its name, so that Slack redraws only what changed.
"""

from collections.abc import Iterator
from typing import Any

from slackblocks import Block, Button

from bot.domain.playbook import Playbook
from bot.domain.progress import Progress, Silence
from bot.views import evidence, finish, goals, ids, kit, pictures, times
from bot.views.assignment import how_button
from bot.views.dashboard import keeps, months_of, this_week, week_state
from bot.views.home import milestones, record
from bot.views.home.asks import Ask, asks
from bot.views.nudge import buttons
from bot.views.vocabulary import counted

_NEWEST_PIECES = 3


def home(progress: Progress) -> dict[str, Any]:
    """Return the Home of a member: this week, month, record, skills, milestones, evidence, next message.

    It has seven controls at most: those of the week, as many of `asks` as there is room for, and More.
    """
    week, more = [*_this_week(progress)], _more()
    asked = asks(progress, taken=kit.controls([*week, more]))
    return kit.home_view(
        [
            *_finish(progress, asked),
            *week,
            kit.plain(record.month(progress), name="home.month"),
            *record.forecast(progress, asked),
            *_goals(progress, asked),
            *_track(progress, asked),
            kit.plain(record.weeks(progress), name="home.weeks"),
            *pictures.year(progress),
            *pictures.months(progress.phase_weeks, progress.months, progress.month, "home.months"),
            *record.skills(progress),
            *pictures.skills(progress),
            *milestones.milestones(progress, asked),
            *_evidence(progress),
            more,
            *([] if progress.muted else [kit.context(times.next_line(progress.reader), name="home.next")]),
            kit.context("Only you see this in Slack.", name="home.private"),
        ]
    )


def home_stranger(playbook: Playbook) -> dict[str, Any]:
    """Return the Home of somebody who hasn't joined: the months in words, and Join."""
    months = counted(playbook.months, "month")
    return kit.home_view(
        [
            kit.header(f"One assignment a week, for {months}", name="home.title"),
            kit.section(playbook.about, name="home.about"),
            *(
                kit.section(f"*{phase.title}*, {months_of(phase)}", name=f"home.phase.{phase.id}")
                for phase in playbook.phases
            ),
            kit.actions(
                kit.primary("Join", ids.JOIN_OPEN),
                kit.button("About PM Coach", ids.JOIN_ABOUT),
                name="home.join",
            ),
            kit.context(
                "Nobody is told that you looked. I write only to people who have joined.", name="home.private"
            ),
        ]
    )


def home_left(progress: Progress) -> dict[str, Any]:
    """Return the Home of somebody who left: what is kept, the way back, and their evidence."""
    return kit.home_view(
        [
            kit.header("You have left", name="home.title"),
            kit.plain(f"{keeps(progress)} I send nothing until you come back.", name="home.keeps"),
            kit.actions(
                kit.primary("Continue the programme", ids.JOIN_AGAIN),
                kit.button("Help", ids.HELP_OPEN),
                name="home.again",
            ),
            *_evidence(progress, kit.button("All evidence", ids.EVIDENCE_ALL)),
            kit.actions(
                kit.button("Packet", ids.PACKET_OPEN),
                kit.button("Send me my export", ids.EXPORT_SEND),
                kit.button("Erase everything", ids.ERASE_OPEN),
                name="home.own",
            ),
            kit.context("Only you see this in Slack.", name="home.private"),
        ]
    )


def _more() -> Block:
    return kit.actions(kit.button("More and settings", ids.MORE_OPEN), name="home.more")


def _goals(progress: Progress, asked: frozenset[Ask]) -> Iterator[Block]:
    """Yield the month's goals, with the way to choose others where there is room."""
    named = f"home.goals.{progress.month}"
    if Ask.GOALS in asked:
        yield from goals.month_goals(progress.goals, named)
    elif progress.month <= progress.months and progress.goals.chosen:
        yield kit.plain(goals.chosen(progress.goals), name=f"{named}.chosen")


def _track(progress: Progress, asked: frozenset[Ask]) -> Iterator[Block]:
    if Ask.TRACK in asked:
        yield from goals.track_question(progress.ways, "home.track")


def _finish(progress: Progress, asked: frozenset[Ask]) -> Iterator[Block]:
    """Yield what the programme came to, for good, once its months are over."""
    if progress.finish:
        yield from finish.came_to(progress.finish, "home.finish")
        if Ask.PACKET in asked:
            yield kit.actions(finish.packet(), name="home.finish.packet")
        if Ask.QUIETER in asked or not progress.finish.quieter:
            yield finish.pace(progress.finish, "home.finish.pace")


def _this_week(progress: Progress) -> Iterator[Block]:
    """Yield the week and what can be done now; of silence first how it ends, with one press."""
    week = progress.week
    if progress.muted:
        unmute = kit.primary("Unmute", ids.MUTE_OFF)
        yield kit.plain(times.SILENT[Silence.MUTED], unmute, name="home.muted")
    yield kit.header(this_week(week, progress.reader), name="home.title")
    how = None if progress.finish else how_button(week.assignment)  # its place is the finish's
    yield kit.plain(week_state(progress), how, name="home.state")
    yield buttons.now(week, progress.reader, "home.act")


def _evidence(progress: Progress, button: Button | None = None) -> Iterator[Block]:
    pieces = progress.newest_evidence(_NEWEST_PIECES)
    if not pieces:
        yield kit.plain(evidence.NOTHING_YET, name="home.evidence")
        return
    newest = "; ".join(evidence.dated(piece, progress.reader) for piece in pieces)
    yield kit.plain(f"Your newest evidence: {newest}.", button, name="home.evidence")
