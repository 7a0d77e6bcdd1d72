"""App Home: everything that stays, most relevant first. Every block has its name, so that Slack redraws
only what changed."""

from collections.abc import Iterator
from itertools import groupby
from typing import Any

from slackblocks import Block

from bot.domain.numerals import in_words
from bot.domain.playbook import Playbook
from bot.domain.progress import Progress, Sharing, SkillCount
from bot.domain.weeks import Outcome
from bot.views import evidence, ids, kit, nudge, times, win_words, wins
from bot.views.dashboard import keeps, months_of, so_far, week_state, where
from bot.views.vocabulary import SHOWN, capital, counted, joined

_NEWEST_WEEKS = 12
_NEWEST_PIECES = 3
_NEWEST_WINS = 3
_WAITING = 2
_UNDECIDED = {Sharing.OFFERED, Sharing.REFUSED, Sharing.UNKNOWN}


def home(progress: Progress) -> dict[str, Any]:
    """The Home of a member: this week, month, record, skills, milestones, evidence, and what comes next."""
    return kit.home_view(
        [
            *_this_week(progress),
            kit.plain(_month(progress), name="home.month"),
            kit.plain(_weeks(progress), kit.button("All weeks", ids.WEEKS_OPEN), name="home.weeks"),
            *_skills(progress),
            *_milestones(progress),
            *_evidence(progress),
            kit.actions(
                kit.button(capital(f"the {counted(progress.months, 'month')}"), ids.MONTHS_OPEN),
                kit.button("Settings", ids.SETTINGS_OPEN),
                kit.button("Help", ids.HELP_OPEN),
                name="home.more",
            ),
            *_next(progress),
            kit.context("Only you see this in Slack.", name="home.private"),
        ]
    )


def home_stranger(playbook: Playbook) -> dict[str, Any]:
    """The Home of somebody who hasn't joined: the months in words, and Join."""
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
                kit.button("What is it?", ids.JOIN_ABOUT),
                name="home.join",
            ),
            kit.context(
                "Nobody is told that you looked. I write only to people who have joined.", name="home.private"
            ),
        ]
    )


def home_left(progress: Progress) -> dict[str, Any]:
    """The Home of somebody who left: what is kept, the way back, and their evidence."""
    return kit.home_view(
        [
            kit.header("You have left", name="home.title"),
            kit.plain(f"{keeps(progress)} I send nothing until you come back.", name="home.keeps"),
            kit.actions(
                kit.primary("Pick up where I was", ids.JOIN_AGAIN),
                kit.button("Help", ids.HELP_OPEN),
                name="home.again",
            ),
            *_evidence(progress),
            kit.context("Only you see this in Slack.", name="home.private"),
        ]
    )


def weeks(progress: Progress) -> dict[str, Any]:
    """How this week was chosen, and every week with its outcome."""
    week = progress.week
    lines = [f"Week {number}: {SHOWN[outcome]}" for number, outcome in reversed(progress.weeks)]
    record = [kit.plain(so_far(progress))] if so_far(progress) else []
    return kit.modal(
        "All weeks",
        [
            kit.section(
                f"*How this week was chosen* {week.assignment.title}. {week.reason} {week.assignment.why}"
            ),
            *record,
            *map(kit.plain, kit.chunks(lines)),
            kit.context("An open week takes late work: hand it in, and it is kept."),
        ],
    )


def _this_week(progress: Progress) -> Iterator[Block]:
    week = progress.week
    yield kit.header(f"This week: {kit.inline(nudge.sized(week.assignment))}", name="home.title")
    yield kit.plain(week_state(progress), nudge.how_button(week.assignment), name="home.state")
    yield nudge.week_actions(week, progress.reader, name="home.act")


def _month(progress: Progress) -> str:
    phases = joined([f"{phase.title} ({months_of(phase)})" for phase in progress.phases])
    return f"{where(progress)}." + (f" Open: {phases}." if phases else "")


def _weeks(progress: Progress) -> str:
    shown = progress.weeks[-_NEWEST_WEEKS:]
    each = ", ".join(_stretch([*stretch]) for _, stretch in groupby(shown, key=lambda week: week[1]))
    return (
        " ".join(filter(None, [so_far(progress), f"Week by week: {each}." if each else ""]))
        or "Every week stands here once it has begun."
    )


def _stretch(weeks: list[tuple[int, Outcome]]) -> str:
    """Weeks in a row with the same outcome: "1 to 3 kept"."""
    (first, outcome), (last, _) = weeks[0], weeks[-1]
    return f"{first if first == last else f'{first} to {last}'} {SHOWN[outcome]}"


def _skills(progress: Progress) -> Iterator[Block]:
    begun = [f"{kit.inline(s.skill.title)} {s.pieces}" for s in progress.skills if s.pieces]
    coming = [_coming(s, progress.month) for s in progress.skills if not s.pieces]
    practised = f"Skills practised: {', '.join(begun)}." if begun else ""
    ahead = f"Skills to come: {joined(coming)}." if coming else ""
    if begun or coming:
        yield kit.plain(" ".join(filter(None, [practised, ahead])), name="home.skills")


def _coming(skill: SkillCount, month: int) -> str:
    title = kit.inline(skill.skill.title)
    return f"{title} in month {skill.opens}" if skill.opens > month else title


def _milestones(progress: Progress) -> Iterator[Block]:
    parts = [win_words.next_milestone(progress.next_milestone), _reached(progress)]
    if any(parts):
        every = kit.button("All milestones", ids.WORD_RUN, "wins") if progress.wins else None
        yield kit.plain(" ".join(filter(None, parts)), every, name="home.milestones")
    waiting = [w for w in progress.wins if w.state in _UNDECIDED and not w.milestone.private]
    for win in waiting[:_WAITING]:
        says = f"{capital(win_words.title(win))}: {win_words.status(win, progress.reader)}."
        yield kit.plain(says, wins.look(win), name=f"home.win.{win.id}")


def _reached(progress: Progress) -> str:
    """The newest by name, and how many there are beside them."""
    newest = [win_words.title(win) for win in progress.wins[:_NEWEST_WINS]]
    more = len(progress.wins) - len(newest)
    named = joined([*newest, f"{in_words(more)} more"] if more else newest)
    return f"Reached: {named}." if newest else ""


def _evidence(progress: Progress) -> Iterator[Block]:
    if not progress.evidence:
        yield kit.plain(
            "Evidence: your first piece stands here. One line and a link will do.", name="home.evidence"
        )
        return
    newest = "; ".join(evidence.dated(piece, progress.reader) for piece in progress.evidence[:_NEWEST_PIECES])
    yield kit.plain(
        f"Evidence: {newest}.", kit.button("All evidence", ids.EVIDENCE_ALL), name="home.evidence"
    )


def _next(progress: Progress) -> Iterator[Block]:
    yield kit.context(times.next_line(progress.reader), name="home.next")
    if progress.muted:
        yield kit.actions(kit.button("Unmute", ids.MUTE_OFF), name="home.unmute")
