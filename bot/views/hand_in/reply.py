"""The reply to handing in: what was saved, in the member's own words, and what comes next."""

from collections.abc import Iterator

from slackblocks import Block

from bot.domain.joined_to import Asked, Before, JoinedTo, PlanBehind
from bot.domain.numerals import nth
from bot.domain.playbook import Shows
from bot.domain.progress import Evidence, Reader, Week, Win
from bot.domain.weeks import Outcome
from bot.screen import Screen
from bot.views import feedback, kit, second_reading, times
from bot.views.hand_in import worth
from bot.views.nudge.opening import privacy
from bot.views.text import capital, inline, joined, one_line, spaced
from bot.views.vocabulary import counted, week_said
from bot.views.wins.post import correction


def kept(evidence: Evidence, week: Week, reader: Reader, win: Win | None) -> Screen:
    """Return what was saved and for which week; `win` is one whose post no longer tells the truth."""
    # A lock screen doesn't show what is private.
    private = _is_private(evidence)
    first = _saved("your evidence" if private else _what(evidence), evidence, week)
    return kit.message(
        first,
        [
            kit.plain(f"{first} This is {_what(evidence)}." if private else first),
            *_answer(evidence, reader),
            *_worth(evidence),
            *_too_early(evidence, reader),
            *_what_happens(evidence),
            feedback.choices(evidence),
            *([second_reading.choice(evidence.id)] if evidence.asks_model else ()),
            *(correction(win) if win is not None and win.correction else ()),
            kit.context(spaced(feedback.origin(evidence), privacy(week), times.next_line(reader))),
        ],
    )


def _answer(evidence: Evidence, reader: Reader) -> Iterator[Block]:
    """Yield the feedback on what was written, which quotes it; else a line of it, and what it belongs to."""
    given = evidence.feedback
    if given is not None:
        yield from feedback.better(given)
    # What is chosen from a list is a label of the author's, and no words of the member's.
    core = "" if evidence.core in evidence.kind.compulsory.options else one_line(evidence.core)
    if core and not (evidence.first or (given and feedback.quotes(given, evidence.core))):
        yield kit.plain("You wrote:")
        yield kit.quote(core)
        if evidence.joined_to:
            yield kit.plain(_joined_to(evidence.joined_to, evidence, reader))
    elif core and evidence.first and (given is None or given.good is None or not given.good.quote):
        yield kit.plain("It is saved exactly as you wrote it. This is one line of it:")
        yield kit.quote(core)
    if given is not None:
        yield from feedback.said(given)


def _joined_to(to: JoinedTo, evidence: Evidence, reader: Reader) -> str:
    match to:
        case PlanBehind(at, early=True):
            return f"You planned the assignment for {times.moment(at, reader)}, and you did it earlier."
        case PlanBehind(at):
            return f"You planned the assignment for {times.moment(at, reader)}, and you did it."
        case Before(number, week):
            before = f"{nth(number)} {inline(evidence.kind.label)}"
            return f"Your {before} is from week {week}. What is new in this one?"
        case Asked(title):
            return f'This is your answer to "{title}".'


def _saved(what: str, evidence: Evidence, week: Week) -> str:
    """Return "Week 6 is done: your page for a VP is saved.", or first what this version has fixed."""
    if evidence.feedback and (fixed := feedback.fixed(evidence.feedback)):
        return f"{fixed}: {what} is saved."
    if week.outcome is not Outcome.DONE:
        return f"{capital(what)} is saved. {week_said(week.number, week.outcome)}"
    late = evidence.version == 1 and evidence.handed_in_at >= week.ends_at
    return f"Week {week.number} is done{' now' if late else ''}: {what} is saved."


def _what(evidence: Evidence) -> str:
    """Return "your third interview", "version 2 of your interview"."""
    label = inline(evidence.kind.label)
    if evidence.version > 1:
        return f"version {evidence.version} of your {label}"
    return f"your {nth(evidence.worth.nth)} {label}" if evidence.worth else f"your {label}"


def _is_private(evidence: Evidence) -> bool:
    return evidence.kind.compulsory.shows is Shows.PRIVATE


def _worth(evidence: Evidence) -> Iterator[Block]:
    if evidence.worth and (said := worth.said(evidence.worth, evidence.version)):
        yield kit.section(said)


def _too_early(evidence: Evidence, reader: Reader) -> Iterator[Block]:
    """Yield from when on a milestone counts what was filled in before it can be known."""
    for milestone, fields, day in evidence.early:
        labels = joined([f'"{each.label}"' for each in evidence.kind.fields if each.id in fields])
        yield kit.plain(
            f"You filled in {labels} early, and I keep it. "
            f'For the milestone "{milestone.title}", look again on {times.date_of(day, reader)} or later. '
            "Then save what is true."
        )


def _what_happens(evidence: Evidence) -> Iterator[Block]:
    if evidence.comes_back:
        yield kit.plain("You came back. That is harder than going on, and you did it.")
    if left := evidence.freezes_again:
        yield kit.plain(
            f"Week {evidence.week} needs no freeze any more, so you have {counted(left, 'freeze')} again."
        )
    if evidence.version > 1:
        yield kit.plain(f"Version {evidence.version - 1} stays too.")
    elif evidence.first:
        yield kit.plain(
            "This is your first piece of evidence. I show it to nobody. "
            "The person who runs PM Coach can open the database and read it."
        )
    elif evidence.short:
        yield kit.plain("You did the 15-minute option. It counts in full, and you can add to it later.")
