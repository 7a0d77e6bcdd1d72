"""`/pm-progress` alone: ten seconds of orientation for a member, an introduction for anybody else."""

from typing import Any

from bot.domain.playbook import Assignment, Phase, Playbook
from bot.domain.progress import Progress, Reader, Silence, Week, WeekState
from bot.domain.weeks import Outcome
from bot.domain.worth import WORTH_SHOWING
from bot.screen import Screen
from bot.views import absence, finish, ids, kit, plan, times
from bot.views.assignment import done_when, sized, steps
from bot.views.forecast import forecast
from bot.views.nudge import buttons
from bot.views.text import capital, inline, joined, spaced
from bot.views.vocabulary import counted, week_said, weeks_kept
from bot.views.wins.words import next_milestone


def dashboard(progress: Progress, lead: str | None = None) -> Screen:
    """Return this week and what can be done, the record, the next milestone; `lead` goes before all that."""
    title = where(progress)
    record = " ".join(filter(None, [so_far(progress), next_milestone(progress.next_milestone)]))
    done = finish.sentences(progress.finish) if progress.finish else []
    next_line = times.next_line(progress.reader)
    return kit.message(
        lead or title,
        [
            *([kit.plain(lead)] if lead else []),
            kit.header(title),
            *([kit.section(" ".join(done))] if done else []),
            *([finish.pace(progress.finish, name="finish.pace")] if progress.finish else []),
            kit.plain(f"{this_week(progress.week, progress.reader)}. {week_state(progress)}"),
            buttons.now(progress.week, progress.reader, "week.actions"),
            *([kit.plain(record)] if record else []),
            *([kit.plain(said)] if (said := forecast(progress)) else []),
            kit.context(f"{next_line} You find all of this on Home too."),
            *([kit.actions(kit.primary("Unmute", ids.MUTE_OFF))] if progress.muted else []),
            kit.actions(
                *([] if progress.week.away else [absence.take(progress.week)]),
                *([kit.button("Packet", ids.PACKET_OPEN)] if progress.pieces >= WORTH_SHOWING else []),
                kit.button("Settings", ids.SETTINGS_OPEN),
                kit.button("All commands", ids.HELP_OPEN),
            ),
        ],
    )


def where(progress: Progress) -> str:
    """Return "Month 2, week 6", and at the end "After month 8, week 40" or "After your move, week 30"."""
    if progress.finish and progress.finish.moved:
        return f"After your move, week {progress.week.number}"
    month = (
        f"Month {progress.month}" if progress.month <= progress.months else f"After month {progress.months}"
    )
    return f"{month}, week {progress.week.number}"


def this_week(week: Week, reader: Reader) -> str:
    """Return the week's assignment; a silence can outlast its week by months."""
    outlasted = week.away and week.ends_at <= reader.now
    return f"{'Your assignment' if outlasted else 'This week'}: {inline(sized(week.assignment))}"


def week_state(progress: Progress) -> str:
    """Return what has become of this week so far, in a sentence."""
    week, reader = progress.week, progress.reader
    saved = ""
    if week.evidence is not None:
        when = times.day(week.evidence.handed_in_at, reader)
        saved = f"You saved your evidence on {when}. {week_said(week.number, week.outcome)}"
    if week.away:
        return spaced(saved, _while_away(week, reader))
    if saved:
        return saved
    if week.state is WeekState.SKIPPED:
        return "You skipped this week. If you do it after all, it counts."
    if week.state is WeekState.MOVED and week.moved_to:
        return f"You moved this to {times.moment(week.moved_to, reader)}."
    if week.plan:
        return plan.when(week.plan, reader)
    if week.ends_at <= reader.now:
        return f"Week {week.number} is over. Late is fine."
    return f"This week ends {times.moment(week.ends_at, reader)}."


def _while_away(week: Week, reader: Reader) -> str:
    """Return until when the programme waits; the coach's own silence has no end but a press."""
    if reader.silence is Silence.QUIET:
        if week.after_the_end:
            return "I went quiet. If you press the button, the assignments come again."
        return "I went quiet, and your programme waits for you. If you press the button, it goes on."
    if week.back is not None:
        until = times.date_of(week.back, reader)
        return f"You are away, and your first day back is {until}. Until then your programme waits."
    away = "You are away with no day back yet. " if reader.silence is Silence.AWAY else ""
    if week.outcome is not Outcome.EXCUSED:
        return f"{away}Your programme waits for you."
    return f"{away}Your programme waits for you, and this week doesn't count."


def so_far(progress: Progress) -> str:
    """Return what the weeks add up to; in the first one, that it is the first."""
    if kept := weeks_kept(progress.record):
        return kept
    return "This is your first week." if progress.week.number == 1 else ""


def stranger(playbook: Playbook, sample: Assignment) -> Screen:
    """Return what this is in two sentences, a week as it looks, and how to begin."""
    months = counted(playbook.months, "month")
    first = f"I send one assignment a week, of an hour or two, for {months}."
    return kit.message(
        first,
        [
            kit.header(playbook.title),
            kit.plain(f"{first} You save what you did, and only you decide who else sees it."),
            kit.header(f"A week looks like this: {sized(sample)}"),
            kit.section(f"{steps(sample)}\n{done_when(sample)}"),
            kit.actions(kit.primary("Join", ids.JOIN_OPEN), kit.button("About PM Coach", ids.JOIN_ABOUT)),
            kit.context("Nobody is told that you asked, and joining takes two presses."),
        ],
    )


def about(playbook: Playbook) -> dict[str, Any]:
    """Return the programme in a view: what it is, its phases by name, what the coach does and never does."""
    skills = capital(joined([inline(skill.title) for skill in playbook.skills]))
    return kit.modal(
        "About PM Coach",
        [
            kit.header(playbook.title),
            kit.section(playbook.about),
            kit.section("\n".join(f"*{phase.title}*, {months_of(phase)}" for phase in playbook.phases)),
            kit.section(f"*What you practise* {skills}."),
            kit.section(
                "*What I send* You get one assignment a week, at a day and hour you choose. "
                "Before the week ends I ask one question at most. I answer when you save something."
            ),
            kit.section(
                "*What I never do* I never post anything before you press Post on it. I tell no manager and "
                "no colleague. I rank nobody, and I write to nobody who hasn't joined."
            ),
            kit.context(
                "To begin, type /pm-progress join. You can leave with one press, and you keep what you wrote."
            ),
        ],
    )


def outsider() -> Screen:
    """Return the answer to a guest, or to somebody of another company, who wants to join."""
    first = "The programme is for members of this workspace, and Slack says you are a guest here."
    return kit.message(first, [kit.plain(first)])


def not_joined() -> Screen:
    """Return the answer to a word that needs a membership."""
    first = "Join first, and then this works. Joining takes two presses."
    return kit.message(
        first,
        [
            kit.plain(first),
            kit.actions(kit.primary("Join", ids.JOIN_OPEN), kit.button("About PM Coach", ids.JOIN_ABOUT)),
        ],
    )


def left(progress: Progress) -> Screen:
    """Return what is kept for somebody who left, and the way back."""
    first = f"You have left. {keeps(progress)}"
    return kit.message(
        first,
        [
            kit.plain(f"{first} If you return, you go on in month {progress.month}."),
            kit.actions(
                kit.primary("Continue the programme", ids.JOIN_AGAIN),
                kit.button("All commands", ids.HELP_OPEN),
            ),
            kit.context("I send nothing until you return."),
        ],
    )


def keeps(progress: Progress) -> str:
    """Return "Your 12 weeks and 14 pieces of evidence stay as they are."."""
    parts = []
    if progress.record.kept:
        parts.append(counted(progress.record.kept, "week"))
    if progress.pieces:
        parts.append(counted(progress.pieces, "piece of evidence", "pieces of evidence"))
    if not parts:
        return "Your place in the programme stays as it is."
    verb = "stays as it is" if len(parts) == 1 and parts[0].startswith("one ") else "stay as they are"
    return f"Your {joined(parts)} {verb}."


def months_of(phase: Phase) -> str:
    """Return "months 1 to 3", "month 4", "from month 7"."""
    first, last = phase.months.first, phase.months.last
    if last is None:
        return f"from month {first}"
    return f"month {first}" if first == last else f"months {first} to {last}"
