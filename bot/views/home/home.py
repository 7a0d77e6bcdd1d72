"""App Home: everything that stays, most relevant first.

Every block has its name, so that Slack redraws only what changed.
"""

from collections.abc import Iterator
from typing import Any

from slackblocks import Block

from bot.domain.playbook import Playbook
from bot.domain.progress import Progress
from bot.views import away, evidence, finish, goals, ids, kit, times
from bot.views.assignment import how_button, sized
from bot.views.dashboard import keeps, months_of, week_state
from bot.views.home import milestones, pictures, record
from bot.views.nudge import buttons
from bot.views.text import inline
from bot.views.vocabulary import counted

_NEWEST_PIECES = 3


def home(progress: Progress) -> dict[str, Any]:
    """Return the Home of a member: this week, month, record, skills, milestones, evidence, next message."""
    return kit.home_view(
        [
            *_finish(progress),
            *_this_week(progress),
            kit.plain(record.month(progress), name="home.month"),
            *record.forecast(progress),
            *_goals(progress),
            *goals.track_question(progress.ways, "home.track"),
            kit.plain(record.weeks(progress), kit.button("All weeks", ids.WEEKS_OPEN), name="home.weeks"),
            *pictures.months(progress),
            *record.skills(progress),
            *pictures.skills(progress),
            *milestones.milestones(progress),
            *_evidence(progress),
            kit.actions(
                kit.button("Packet", ids.PACKET_OPEN),
                kit.button("Who saw what", ids.WHO_SAW_OPEN),
                name="home.show",
            ),
            *_mirror(progress),
            kit.actions(
                kit.button("See the programme", ids.MONTHS_OPEN),
                kit.button("Settings", ids.SETTINGS_OPEN),
                kit.button("Help", ids.HELP_OPEN),
                name="home.more",
            ),
            *_next(progress),
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
            *_evidence(progress),
            kit.actions(
                kit.button("Packet", ids.PACKET_OPEN),
                kit.button("Send me my export", ids.EXPORT_SEND),
                kit.button("Erase everything", ids.ERASE_OPEN),
                name="home.own",
            ),
            kit.context("Only you see this in Slack.", name="home.private"),
        ]
    )


def _goals(progress: Progress) -> Iterator[Block]:
    """Yield the month's goals; once the months are over there are no more."""
    if progress.month <= progress.months:
        yield from goals.month_goals(progress.goals, f"home.goals.{progress.goals.month}")


def _finish(progress: Progress) -> Iterator[Block]:
    """Yield what the programme came to, for good, once its months are over."""
    if progress.finish:
        yield kit.header(progress.finish.words, name="home.finish")
        if told := finish.sentences(progress.finish):
            yield kit.section(" ".join(told), name="home.finish.told")
        yield finish.pace(progress.finish, name="home.finish.pace")


def _mirror(progress: Progress) -> Iterator[Block]:
    if progress.has_mirror:
        press = kit.button("Look in the mirror", ids.MIRROR_OPEN, progress.week.id)
        says = "The mirror shows where your product hours go. From week 4 I ask every second week."
        yield kit.plain(says, press, name="home.mirror")


def _this_week(progress: Progress) -> Iterator[Block]:
    week = progress.week
    yield kit.header(f"This week: {inline(sized(week.assignment))}", name="home.title")
    yield kit.plain(week_state(progress), how_button(week.assignment), name="home.state")
    yield buttons.week_actions(week, progress.reader, name="home.act")
    yield kit.actions(away.button(week), name="home.away")


def _evidence(progress: Progress) -> Iterator[Block]:
    pieces = progress.newest_evidence(_NEWEST_PIECES)
    if not pieces:
        yield kit.plain(evidence.NOTHING_YET, name="home.evidence")
        return
    newest = "; ".join(evidence.dated(piece, progress.reader) for piece in pieces)
    yield kit.plain(
        f"Your newest evidence: {newest}.", kit.button("All evidence", ids.EVIDENCE_ALL), name="home.evidence"
    )


def _next(progress: Progress) -> Iterator[Block]:
    yield kit.context(times.next_line(progress.reader), name="home.next")
    if progress.muted:
        yield kit.actions(kit.button("Unmute", ids.MUTE_OFF), name="home.unmute")
