"""A rehearsal to be read: week by week on a terminal, one message in full, or as JSON."""

from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from rich.console import Console
from rich.text import Text

from bot.domain import countries
from bot.domain.member import place_of
from bot.domain.progress import Sharing
from bot.domain.weeks import Outcome
from bot.rehearsal.play import Did, Edited, Happening, Opened, Rehearsal, Sent
from bot.views.assignment import sized
from bot.views.times import clock
from bot.views.vocabulary import SHOWN

STYLES = {"unasked": "cyan", "asked": "blue", "reply": "green", "post": "magenta"}
LABELS = {"unasked": "unasked", "asked": "asked for", "reply": "reply", "post": "in #wins"}
SHARED = {Sharing.POSTED: "posted", Sharing.PRIVATE: "kept private", Sharing.OFFERED: "waiting on Home"}


def render(played: Rehearsal, console: Console, *, edits: bool = False) -> None:
    """Print the weeks and the totals; colours only on a terminal."""
    for line in _lines(played, edits):
        console.print(line, soft_wrap=True)


def _lines(played: Rehearsal, edits: bool) -> Iterator[Text]:
    yield _heading(played)
    outcomes = _outcomes(played)
    for week in played.opened:
        yield Text()
        yield from _week(played, week, outcomes[week.week])
        for event in played.of_week(week.week):
            if edits or not isinstance(event, Edited):
                yield _happening(played, event)
    yield Text()
    for name, value in _summary(played, edits):
        yield Text(f"{name:<16}", "bold") + Text(value)


def _heading(played: Rehearsal) -> Text:
    plan = played.plan
    track = {t.id: t.title for t in played.playbook.tracks}.get(plan.track or "", plan.track or "undecided")
    place = place_of(plan.holidays, plan.zone)
    holidays = f"holidays of {countries.name(place)}" if place else "no holidays"
    facts = (f"{plan.persona}, {track}", f"{plan.weeks} weeks", f"seed {plan.seed}", holidays)
    return Text(f"{played.playbook.title} · {' · '.join(facts)} · all times are {clock(plan.zone)}", "bold")


def _outcomes(played: Rehearsal) -> dict[int, Outcome]:
    """What became of each week, by its number; at another pace the calendar's numbers are others."""
    weeks = played.progress.weeks if played.progress else ()
    return {number: outcome for number, (_, outcome) in enumerate(weeks, 1)}


def _week(played: Rehearsal, week: Opened, outcome: Outcome) -> Iterator[Text]:
    ends = _when(played, week.ends_at)
    heading = f"Week {week.week} · {_when(played, week.at)} to {ends} · month {week.month}"
    yield Text(heading, "bold") + Text(f" · {SHOWN[outcome]}", "" if outcome is Outcome.DONE else "yellow")
    skill = played.playbook.skill[week.assignment.skill].title
    silent = f" Nothing is sent: {week.silent}." if week.silent else ""
    yield Text(f"      {sized(week.assignment)} · {skill} · {week.reason}{silent}")


def _happening(played: Rehearsal, event: Happening) -> Text:
    when = _when(played, event.at)
    match event:
        case Sent():
            label = Text(f"{LABELS[event.sort]:<10}", STYLES[event.sort])
            return Text(f"{event.number:>4}  {when:<17} ") + label + Text(_first(event))
        case Edited():
            return Text(f"      {when:<17} edit      {event.message}: {event.text.splitlines()[0]}", "dim")
        case Did():
            return Text(f"      {when:<17} -         {event.words}", "italic")


def _first(message: Sent) -> str:
    """The line that a notification shows; a post in the channel is short enough to be read whole."""
    lines = message.text.splitlines()
    return " ".join(lines) if message.sort == "post" else lines[0]


def _when(played: Rehearsal, at: datetime) -> str:
    """ "Mon 11 Jan 10:12", by the member's clock."""
    local = at.astimezone(ZoneInfo(played.plan.zone))
    return f"{local:%a} {local.day} {local:%b %H:%M}"


def totals(played: Rehearsal) -> dict[str, Any]:
    """What the rehearsal adds up to, as plain data."""
    progress, sorts = played.progress, played.sorts
    assert progress is not None
    return {
        "messages": {sort: sorts[sort] for sort in LABELS},
        "edits": len(played.edits),
        "weeks": {outcome.value: n for outcome, n in Counter(o for _, o in progress.weeks).items()},
        "longest_run": progress.record.best_run,
        "pieces": {count.skill.id: count.pieces for count in progress.skills},
        "milestones": {state.value: n for state, n in Counter(win.state for win in progress.wins).items()},
        "musts": {must.id: must.id in played.met for must in played.owed},
        "never_came": played.never_came,
    }


def _summary(played: Rehearsal, edits: bool) -> Iterator[tuple[str, str]]:
    progress, sorts = played.progress, played.sorts
    assert progress is not None
    yield "Messages", ", ".join(f"{sorts[sort]} {label}" for sort, label in LABELS.items())
    weeks = Counter(SHOWN[outcome] for _, outcome in progress.weeks)
    counts = ", ".join(f"{number} {shown}" for shown, number in weeks.most_common())
    yield "Weeks", f"{counts}; longest run {progress.record.best_run}"
    yield "Pieces", ", ".join(f"{count.pieces} {count.skill.title}" for count in progress.skills)
    for win in reversed(progress.wins):
        fate = "for yourself" if win.milestone.private else SHARED.get(win.state, win.state.value)
        yield "Milestone", f"{_when(played, win.reached_at)} {win.milestone.title}: {fate}"
    if owed := played.owed:
        missing = ", ".join(must.title for must in owed if must.id not in played.met)
        met = sum(must.id in played.met for must in owed)
        yield "Walked", f"{met} of {len(owed)} musts{f', without {missing}' if missing else ''}"
    ids = f": {', '.join(played.never_came)}" if edits and played.never_came else ""
    yield "Never came", f"{len(played.never_came)} of {len(played.playbook.assignments)}{ids}"


def in_full(played: Rehearsal, number: int) -> str:
    """A message as a screen reader says it: everything, in reading order. LookupError if there is none."""
    count = len(played.messages)
    if not 1 <= number <= count:
        raise LookupError(f"There is no message {number}; {count} were sent, the first being 1.")
    message = played.messages[number - 1]
    when = f"{_when(played, message.at)}, {clock(played.plan.zone)}"
    return f"{number} · {when} · {LABELS[message.sort]} · {message.to}\n\n{message.text}"


def as_json(played: Rehearsal) -> dict[str, Any]:
    """Everything as plain data; instants carry the member's offset from UTC."""
    plan, playbook, outcomes = played.plan, played.playbook, _outcomes(played)
    return {
        "playbook": {"id": playbook.id, "title": playbook.title, "version": playbook.version},
        "plan": {
            "persona": plan.persona,
            "track": plan.track,
            "start": _iso(played, plan.start),
            "zone": plan.zone,
            "weeks": plan.weeks,
            "seed": plan.seed,
        },
        "weeks": [_week_data(played, week, outcomes[week.week]) for week in played.opened],
        "messages": [_message_data(played, message) for message in played.messages],
        "edits": [
            {"at": _iso(played, edit.at), "week": edit.week, "message": edit.message, "text": edit.text}
            for edit in played.edits
        ],
        "wins": list(_win_data(played)),
        "totals": totals(played),
    }


def _iso(played: Rehearsal, at: datetime) -> str:
    return at.astimezone(ZoneInfo(played.plan.zone)).isoformat(timespec="minutes")


def _week_data(played: Rehearsal, week: Opened, outcome: Outcome) -> dict[str, Any]:
    events, a = played.of_week(week.week), week.assignment
    return {
        "number": week.week,
        "begins": _iso(played, week.at),
        "ends": _iso(played, week.ends_at),
        "month": week.month,
        "outcome": outcome.value,
        "assignment": {"id": a.id, "title": a.title, "skill": a.skill, "kind": a.kind, "minutes": a.minutes},
        "reason": week.reason,
        "silent": week.silent,
        "messages": [event.number for event in events if isinstance(event, Sent)],
        "acts": [{"at": _iso(played, e.at), "did": e.words} for e in events if isinstance(e, Did)],
    }


def _message_data(played: Rehearsal, message: Sent) -> dict[str, Any]:
    return {
        "number": message.number,
        "at": _iso(played, message.at),
        "week": message.week,
        "sort": message.sort,
        "to": message.to,
        "kind": message.kind,
        "text": message.text,
    }


def _win_data(played: Rehearsal) -> Iterator[dict[str, Any]]:
    assert played.progress is not None
    for win in reversed(played.progress.wins):
        yield {
            "milestone": win.milestone.id,
            "title": win.milestone.title,
            "reached": _iso(played, win.reached_at),
            "state": win.state.value,
            "private": win.milestone.private,
            "text": win.text,
        }
