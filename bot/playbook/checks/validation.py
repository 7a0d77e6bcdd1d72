"""What is wrong with a programme as a whole: rules that no single entry can be judged by."""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from bot.domain.feedback import asking
from bot.domain.feedback.wording import FIXED
from bot.domain.judging import CODES
from bot.domain.playbook import Assignment, Kind, Milestone, Phase, Playbook

LISTS = (
    "phases",
    "tracks",
    "skills",
    "strengths",
    "habits",
    "kinds",
    "musts",
    "milestones",
    "assignments",
)
"""The programme's lists whose entries have an id and speak to members in the coach's voice."""
MINUTES_A_WEEK = 120
"""That an assignment may take: beside a full week of work nobody has more."""


@dataclass(frozen=True)
class Fault:
    """`where` in the file (list, id, key), what is `wrong`, what would be `right`: clauses without a stop."""

    where: str
    wrong: str
    right: str

    def __str__(self) -> str:
        return f"{self.where}: {self.wrong}; {self.right}"


def faults(playbook: Playbook, unread: Collection[str] = ()) -> list[Fault]:
    """Every fault that shows only when entries are read together.

    `unread` holds the ids of entries left out because they can't be read: naming one is no fault, and what
    needs the whole programme isn't judged as long as there are any.
    """
    found = [*_twice(playbook), *_unknown(playbook, unread)]
    for check in (_milestones, _windows, _minutes, _lenses, _unassignable_core, _codes):
        found.extend(check(playbook))
    for check in () if unread else (_calendar, _rhythms, _out_of_reach, _empty_weeks):
        found.extend(check(playbook))
    return found


def place(kind: str, id_: str, *keys: str) -> str:
    """How a fault names a place: `assignments "x" · needs`."""
    return " · ".join((f'{kind} "{id_}"', *keys))


def _twice(playbook: Playbook) -> Iterator[Fault]:
    for name in (*LISTS, "drills"):
        counts = Counter(entry.id for entry in getattr(playbook, name))
        for id_, count in counts.items():
            if count > 1:
                yield Fault(
                    place(name, id_), f"this id stands {count} times", "give each entry an id of its own"
                )


def _calendar(playbook: Playbook) -> Iterator[Fault]:
    begin = min(phase.months.first for phase in playbook.phases)
    if begin != 1:
        yield Fault("phases", f"the first one begins in month {begin}", "begin one in month 1")
    for month in range(begin, playbook.months):
        if not any(playbook.phases_in(month)):
            yield Fault("phases", f"none is open in month {month}", "stretch a phase over it")


def _unknown(playbook: Playbook, unread: Collection[str]) -> Iterator[Fault]:
    for where, value, allowed in _references(playbook):
        if value not in allowed and value not in unread:
            yield Fault(where, f'"{value}" is not in the playbook', _choose(allowed))


def _choose(allowed: Iterable[str]) -> str:
    ids = ", ".join(allowed)
    return f"use one of: {ids}" if ids else "leave it out, since the playbook lists none"


def _references(playbook: Playbook) -> Iterator[tuple[str, str, Iterable[str]]]:
    """Every place that names another entry: where, the id it names, the ids it may name."""
    phases, kinds = playbook.phase, playbook.kind
    tracks = [track.id for track in playbook.tracks]
    strengths = [strength.id for strength in playbook.strengths]
    if playbook.own:
        yield "own", playbook.own, kinds
    for kind in playbook.kinds:
        yield from _kind_references(kind)
    for rhythm in playbook.rhythms:
        yield place("rhythms", rhythm.kind, "kind"), rhythm.kind, kinds
    for milestone in playbook.milestones:
        yield from _milestone_references(playbook, milestone)
    for a in playbook.assignments:
        here = ("assignments", a.id)
        yield place(*here, "phase"), a.phase, phases
        yield place(*here, "skill"), a.skill, playbook.skill
        yield place(*here, "kind"), a.kind, kinds
        yield from ((place(*here, "needs"), kind, kinds) for kind in a.needs)
        yield from ((place(*here, "musts"), must, [m.id for m in playbook.musts]) for must in a.musts)
        if a.track:
            yield place(*here, "track"), a.track, tracks
        if a.strength:
            yield place(*here, "strength"), a.strength, strengths
    yield from ((place("drills", d.id, "skill"), d.skill, playbook.skill) for d in playbook.drills)


def _kind_references(kind: Kind) -> Iterator[tuple[str, str, Iterable[str]]]:
    for check in kind.checks:
        fields = [field.id for field in kind.fields]
        yield place("kinds", kind.id, f'checks "{check.id}"', "field"), check.field, fields


def _milestone_references(playbook: Playbook, m: Milestone) -> Iterator[tuple[str, str, Iterable[str]]]:
    yield place("milestones", m.id, "phase"), m.phase, playbook.phase
    if m.twin:
        yield place("milestones", m.id, "twin"), m.twin, playbook.milestone
    musts = [must.id for must in playbook.musts]
    yield from ((place("milestones", m.id, "asks"), id_, musts) for id_ in m.asks)
    for proof in m.proof:
        yield place("milestones", m.id, "proof", "kind"), proof.kind, playbook.kind
        if kind := playbook.kind.get(proof.kind):
            fields = [field.id for field in kind.fields]
            yield from ((place("milestones", m.id, "proof", "filled"), id_, fields) for id_ in proof.filled)


def _codes(playbook: Playbook) -> Iterator[Fault]:
    for kind in playbook.kinds:
        known = CODES.get(kind.id, frozenset()) | asking.CODES.get(kind.id, frozenset())
        for code in kind.silent:
            if code not in known:
                wrong = f'feedback on this kind has no code "{code}"'
                yield Fault(place("kinds", kind.id, "silent"), wrong, _choose(sorted(known)))
        for check in kind.checks:
            if check.id in FIXED:
                where = place("kinds", kind.id, f'checks "{check.id}"', "id")
                yield Fault(where, "feedback has a code of this name", "give it another id")


def _rhythms(playbook: Playbook) -> Iterator[Fault]:
    recurring = {a.kind for a in playbook.assignments if a.recurs}
    seen: dict[str, set[int]] = {}
    for rhythm in playbook.rhythms:
        where = place("rhythms", rhythm.kind)
        if rhythm.kind not in recurring:
            yield Fault(where, "no recurring assignment asks for this kind", "mark one `recurs = true`")
        months = set(range(rhythm.months.first, (rhythm.months.last or _horizon(playbook)) + 1))
        if shared := months & seen.setdefault(rhythm.kind, set()):
            yield Fault(f"{where} · months", f"month {min(shared)} has two rhythms of this kind", "keep one")
        seen[rhythm.kind] |= months
    for a in playbook.assignments:
        if a.lens is not None and a.kind in playbook.kind and a.kind not in seen:
            wrong = f'no rhythm says when "{a.kind}" is due'
            yield Fault(place("assignments", a.id, "lens"), wrong, f'add a rhythm with kind = "{a.kind}"')


def _milestones(playbook: Playbook) -> Iterator[Fault]:
    for m in playbook.milestones:
        twin = playbook.milestone.get(m.twin or "")
        if twin and (twin is m or twin.private):
            yield Fault(
                place("milestones", m.id, "twin"), "the twin is private itself", "name one that may be shown"
            )
        if strange := re.findall(r"\{[^{}]*\}?|\}", m.text.replace("{count}", "")):
            wrong = f"nothing fills {', '.join(strange)}"
            yield Fault(place("milestones", m.id, "text"), wrong, "use no braces but those of {count}")


def _windows(playbook: Playbook) -> Iterator[Fault]:
    for a in playbook.assignments:
        phase = playbook.phase.get(a.phase)
        if not phase or a.recurs or _within(playbook, a, phase):
            continue
        right = f"stay within the phase's months {_span(phase.months.first, phase.months.last)}"
        if _is_open_to_the_end(playbook, phase):
            right += f", or begin after the programme, in month {playbook.months + 1} or later"
        wrong = f"it is open in months {_span(a.months.first, a.months.last)}"
        yield Fault(place("assignments", a.id, "months"), wrong, right)


def _minutes(playbook: Playbook) -> Iterator[Fault]:
    for a in playbook.assignments:
        if a.minutes > (most := MINUTES_A_WEEK * a.weeks):
            where = place("assignments", a.id, "minutes")
            yield Fault(where, f"{a.minutes} is too large", f"write {most} or less, or give it another week")


def _within(playbook: Playbook, a: Assignment, phase: Phase) -> bool:
    """Whether an assignment is open only while its phase is, or only when the programme is over."""
    if a.months.first > playbook.months:
        return _is_open_to_the_end(playbook, phase)
    last = phase.months.last
    ends_in_time = last is None or (a.months.last or _horizon(playbook)) <= last
    return phase.months.first <= a.months.first and ends_in_time


def _is_open_to_the_end(playbook: Playbook, phase: Phase) -> bool:
    return phase.months.last in (None, playbook.months)


def _span(first: int, last: int | None) -> str:
    return f"{first} and after" if last is None else f"{first}-{last}"


def _lenses(playbook: Playbook) -> Iterator[Fault]:
    taken: dict[tuple[str, int], str] = {}
    for a in playbook.assignments:
        if a.lens is None:
            continue
        where = place("assignments", a.id, "lens")
        if not a.recurs:
            yield Fault(
                where, "it has a lens and doesn't recur", "write `recurs = true`, or leave the lens out"
            )
        first = taken.setdefault((a.kind, a.lens), a.id)
        if first != a.id:
            yield Fault(where, f'"{first}" has lens {a.lens} already', "give each its own number")


def _unassignable_core(playbook: Playbook) -> Iterator[Fault]:
    for a in playbook.assignments:
        if a.core and a.phase in playbook.phase and not _unasked(playbook, a):
            limit = playbook.phase[a.phase].exposure
            yield Fault(
                place("assignments", a.id, "exposure"),
                f"it is core with exposure {a.exposure}, and its phase assigns none above {limit} unasked",
                "lower it, or leave `core` out",
            )


def _unasked(playbook: Playbook, a: Assignment) -> bool:
    """Whether the coach may assign it without having been asked."""
    phase = playbook.phase.get(a.phase)
    return phase is None or a.exposure <= phase.exposure


def _out_of_reach(playbook: Playbook) -> Iterator[Fault]:
    opens = _earliest(playbook)
    for a in playbook.assignments:
        for need in _known_needs(playbook, a):
            if _first_piece(playbook, a, need, opens) > _last(a):
                yield Fault(
                    place("assignments", a.id, "needs"),
                    f'nothing that suits the same people brings "{need}" before this closes',
                    "open an assignment of that kind earlier, or leave the need out",
                )


NEVER = 10**6
"""A month that doesn't come."""


def _earliest(playbook: Playbook) -> dict[str, int]:
    """The first month in which each assignment can be done, its needs met; without those that never can."""
    opens: dict[str, int] = {}
    while True:
        found = {}
        for a in playbook.assignments:
            pieces = (_first_piece(playbook, a, need, opens) for need in _known_needs(playbook, a))
            month = max((a.months.first, *pieces))
            if month <= _last(a):
                found[a.id] = month
        if found == opens:
            return opens
        opens = found


def _first_piece(playbook: Playbook, a: Assignment, need: str, opens: dict[str, int]) -> int:
    """The first month in which somebody who may do `a` can have handed in a piece of kind `need`."""
    return min(
        (
            opens[b.id]
            for b in playbook.assignments
            if b.id in opens and b.id != a.id and b.kind == need and b.track in (None, a.track)
        ),
        default=NEVER,
    )


def _known_needs(playbook: Playbook, a: Assignment) -> Iterator[str]:
    return (need for need in a.needs if need in playbook.kind)


def _last(a: Assignment) -> int:
    return a.months.last or NEVER - 1


def _empty_weeks(playbook: Playbook) -> Iterator[Fault]:
    """A member who is undecided and has handed in nothing still gets something every week, for ever."""
    always = [
        a.months
        for a in playbook.assignments
        if a.recurs and not a.needs and not a.track and _unasked(playbook, a)
    ]
    after = _horizon(playbook) + 1
    empty = [month for month in range(1, after + 1) if not any(month in months for months in always)]
    if empty:
        names = [f"{month} and ever after" if month == after else str(month) for month in empty]
        yield Fault(
            "assignments",
            f"weeks could come up empty in month {', '.join(names)}",
            "keep one open then that recurs, suits every track and needs nothing",
        )


def _horizon(playbook: Playbook) -> int:
    """The last month in which anything changes."""
    spans = [p.months for p in playbook.phases] + [a.months for a in playbook.assignments]
    return max(span.last or span.first for span in spans)
