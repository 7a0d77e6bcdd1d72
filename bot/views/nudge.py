"""The week's message: what to do and why now, then in place whatever became of it."""

from collections.abc import Iterator
from functools import lru_cache

from slackblocks import Block, Element

from bot.domain.playbook import Assignment
from bot.domain.progress import Evidence, Finish, Message, Reader, Week, WeekState
from bot.domain.slots import Later
from bot.playbook.checks.wording import opening_line
from bot.views import ids, kit, times
from bot.views.rendering import rendered
from bot.views.vocabulary import SHOWN, capital, counted, joined

SKIP_REASONS = {
    "time": "No time left",
    "big": "Too big",
    "waiting": "Waiting for someone",
    "nobody": "Nobody to talk to",
    "useless": "Not useful",
    "unsaid": "Rather not say",
}
FROM_HERE_ON = "From here on, the weeks are for using what you have learnt."
_LATER_NAMES = {"hours": "In 2 hours: ", "tomorrow": "Tomorrow: ", "day": ""}
_STEPS_SHOWN = 3
_PROSE_SHOWN = 1200


def nudge(week: Week, reader: Reader) -> Message:
    """The week's message in whatever state the week is in; an open week shows the whole assignment."""
    if week.evidence is not None:
        return _handed_in(week, week.evidence, reader)
    match week.state:
        case WeekState.MOVED:
            return _moved(week, reader)
        case WeekState.SKIPPED:
            return _skipped(week, reader)
        case WeekState.CLOSED:
            return _closed(week)
    return _open(week, reader)


def later_select(week: Week, reader: Reader) -> Element:
    """The select "Later": where the week's message can move to, leaving the week out, fewer messages."""
    moves = [(_later_text(later, reader), f"{_later_id(later, reader)}:{week.id}") for later in week.laters]
    rest = [
        ("Skip this week", f"{ids.LATER_SKIP}:{week.id}"),
        ("Fewer messages", f"{ids.LATER_FEWER}:{week.id}"),
    ]
    return kit.select("Later", ids.ASSIGNMENT_LATER, moves + rest)


def week_actions(week: Week, reader: Reader, name: str = "week.actions") -> Block:
    """What can be done about a week now, as one row of buttons."""
    if week.evidence is not None:
        return kit.actions(*evidence_buttons(week.evidence.id), name=name)
    if week.state in {WeekState.SKIPPED, WeekState.CLOSED}:
        return kit.actions(kit.button("Hand it in", ids.ASSIGNMENT_DONE, week.id), name=name)
    return kit.actions(
        kit.primary("Hand it in", ids.ASSIGNMENT_DONE, week.id),
        kit.button("Swap", ids.ASSIGNMENT_SWAP, week.id),
        later_select(week, reader),
        name=name,
    )


def evidence_buttons(evidence: int) -> list[Element]:
    return [
        kit.button("See it", ids.EVIDENCE_SEE, evidence),
        kit.button("Add to it", ids.EVIDENCE_REVISE, evidence),
    ]


def how_button(assignment: Assignment) -> Element:
    return kit.button("Show me how", ids.ASSIGNMENT_HOW, assignment.id)


def sized(assignment: Assignment) -> str:
    """ "Read 15 closed tickets (45 min)"."""
    return f"{assignment.title} ({assignment.minutes} min)"


def steps(assignment: Assignment) -> str:
    """The steps as numbered lines; of a long list the first three."""
    shown = assignment.steps
    if len(shown) > _STEPS_SHOWN + 1:
        shown = shown[:_STEPS_SHOWN]
    lines = [f"{number}. {step}" for number, step in enumerate(shown, 1)]
    if len(shown) < len(assignment.steps):
        lines.append("All of them are under Show me how.")
    return "\n".join(lines)


def done_when(assignment: Assignment) -> str:
    return f"Done when {kit.sentence(assignment.done_when)}"


def _open(week: Week, reader: Reader) -> Message:
    return kit.message(
        _first_line(week),
        [
            *_opens(week),
            *_assignment_blocks(week),
            week_actions(week, reader),
            *_foot(week, reader),
            *_zone_question(week, reader),
        ],
    )


def _first_line(week: Week) -> str:
    """What a lock screen shows: the end of the programme, a month that opens if it fits, the assignment."""
    if week.finish:
        return week.finish.words
    assignment = week.assignment
    if not week.month_opens:
        return assignment.line
    opens = opening_line(week.month_opens, assignment)
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
    head, *rest = _alike(week.assignment)
    yield head
    yield kit.section(f"*Why now* {kit.cut(week.assignment.why, _PROSE_SHOWN)} {week.reason}")
    yield from rest


@lru_cache(maxsize=1000)
def _alike(assignment: Assignment) -> list[Block]:
    """What everybody reads alike who has an assignment: on a Monday that is many."""
    return rendered(
        kit.header(sized(assignment)),
        kit.section(steps(assignment), how_button(assignment)),
        kit.section(
            f"*Have 15 minutes? That counts in full.* {kit.cut(assignment.short, _PROSE_SHOWN)}\n"
            f"*Done when* {kit.sentence(assignment.done_when)}"
        ),
    )


def _foot(week: Week, reader: Reader) -> Iterator[Block]:
    until = times.opening(week.ends_at, reader)
    if reader.spread:
        until = f"the next one comes: {until}"
    yield kit.context(f"Week {week.number}, open until {until}. Only you see this in Slack.")
    if week.late:
        yield kit.context(f"Due {times.moment(week.late, reader)}; I was down then, so it comes late.")


def _zone_question(week: Week, reader: Reader) -> Iterator[Block]:
    """Asked with the opening and never by itself; nothing changes without an answer."""
    if week.slack_zone:
        there, here = times.place(week.slack_zone), times.place(reader.zone)
        yield kit.plain(f"Slack says {there}, your weeks run on {here} time. Nothing changed.")
        yield kit.actions(
            kit.button(f"Switch to {there}", ids.ZONE_SWITCH, week.id),
            kit.button(f"Stay on {here}", ids.ZONE_STAY, week.id),
        )


def _handed_in(week: Week, evidence: Evidence, reader: Reader) -> Message:
    version = f", version {evidence.version}" if evidence.version > 1 else ""
    first = f"Handed in {times.day(evidence.handed_in_at, reader)}{version}."
    return kit.message(
        first,
        [
            kit.header(week.assignment.title),
            kit.plain(f"{first} Week {week.number} is {SHOWN[week.outcome]}."),
            week_actions(week, reader),
            kit.context(times.next_line(reader)),
        ],
    )


def _moved(week: Week, reader: Reader) -> Message:
    back = f"Back {times.moment(week.moved_to, reader)}." if week.moved_to else "Moved."
    return kit.message(
        back,
        [
            kit.header(sized(week.assignment)),
            kit.plain(back, how_button(week.assignment)),
            week_actions(week, reader),
            *_foot(week, reader),
        ],
    )


def _skipped(week: Week, reader: Reader) -> Message:
    first = f"Week {week.number} is skipped."
    blocks = [kit.header(week.assignment.title)]
    if week.skip_reason is None:
        reasons = [(text, f"{key}:{week.id}") for key, text in SKIP_REASONS.items()]
        blocks += [
            kit.plain(f"{first} What got in the way? I ask once; leave it if you like."),
            kit.actions(
                kit.select("What got in the way", ids.WEEK_SKIP_REASON, reasons),
                kit.button("Hand it in", ids.ASSIGNMENT_DONE, week.id),
            ),
        ]
    else:
        noted = SKIP_REASONS.get(week.skip_reason, week.skip_reason)
        said = "" if week.skip_reason == "unsaid" else f" Noted: {kit.inline(noted)}."
        blocks += [kit.plain(f"{first}{said}"), week_actions(week, reader)]
    blocks.append(kit.context(f"If you do it after all, hand it in and it counts. {times.next_line(reader)}"))
    return kit.message(first, blocks)


def _closed(week: Week) -> Message:
    first = f"Week {week.number} is closed; late work counts."
    if week.goes_on:
        first = f"Week {week.number} goes on: this piece has another week."
    return kit.message(
        first,
        [
            kit.header(sized(week.assignment)),
            kit.plain(first),
            kit.actions(kit.button("Hand it in", ids.ASSIGNMENT_DONE, week.id), how_button(week.assignment)),
        ],
    )


def _later_id(later: Later, reader: Reader) -> str:
    """With the day that the text names: who chooses it days later means that day."""
    return later.id if later.id == "hours" else f"{later.id}/{times.local_day(later.at, reader)}"


def _later_text(later: Later, reader: Reader) -> str:
    return f"{_LATER_NAMES[later.id]}{times.moment(later.at, reader)}"
