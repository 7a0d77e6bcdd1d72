"""The criteria of the week's choice in the order of their weight, each with its sentence for the member.

A criterion ranks an assignment in a case: lower is better, NO where it isn't met.
"""

from collections.abc import Callable, Mapping, Sequence
from math import inf

from bot.domain.case import Case, Piece, Rank
from bot.domain.numerals import in_words, nth
from bot.domain.playbook import BOLDEST, Assignment
from bot.domain.text import inline

Criterion = Callable[[Case, Assignment], Rank]
GAP = 4
"""Weeks since a piece of a skill after which its week is worth more than the skill that came last."""
ROUND = 5
"""Every so many pieces their number is worth a word, as the first is."""
NO: Rank = (inf,)
YES: Rank = (0,)


def _picked(case: Case, a: Assignment) -> Rank:
    """What the member pressed for, whatever it shows: the press is their consent."""
    return YES if a.id == case.now.picked and _may_come_again(case, a) else NO


def _left_off(case: Case, a: Assignment) -> Rank:
    claimed = a.id == case.now.left_off and a.exposure <= BOLDEST
    return YES if claimed and _may_come_again(case, a) else NO


def _may_come_again(case: Case, a: Assignment) -> bool:
    return a.recurs or a.id not in case.handed_in


def _goes_on(case: Case, a: Assignment) -> Rank:
    if a.weeks == 1 or not 0 < len(weeks := case.weeks_running(a)) < a.weeks:
        return NO
    return NO if any(p.assignment == a.id and p.week in weeks for p in case.now.pieces) else YES


def _rhythm(case: Case, a: Assignment) -> Rank:
    return case.turn(a) if a.kind in case.due and case.is_candidate(a) else NO


def _builds(case: Case, a: Assignment) -> Rank:
    """What the last piece made possible; after one of a series not more of the same skill."""
    if not case.now.pieces or not case.is_candidate(a):
        return NO
    last = case.now.pieces[-1]
    more_of_it = last.kind in case.every and last.skill == a.skill
    return YES if last.kind in a.needs and not more_of_it else NO


def _core(case: Case, a: Assignment) -> Rank:
    """The author's order; last what meets only musts that were met before.

    What came once and wasn't handed in counts as what hasn't come. No third week of a skill where core of
    another one is open.
    """
    if not a.core or case.was_declined(a):
        return NO
    if not (case.is_new(a) and case.is_candidate(a)) and not case.may_return(a):
        return NO
    return (a.skill == case.tired_of, case.meets_nothing_new(a), case.playbook.place[a.id])


def _skill(case: Case, a: Assignment) -> Rank:
    """Another skill than last week's where one is open, then the fewest pieces, then the fewest weeks.

    Of one skill's: what hasn't come up, then what came up longest ago, then what closes first.
    """
    if not case.is_candidate(a):
        return NO
    last = case.last_turn.get(a.id, 0)
    closes = a.months.last or inf
    return (a.skill == case.last_skill, case.skills[a.skill], case.weeks[a.skill], last, closes)


def _unfinished(case: Case, a: Assignment) -> Rank:
    begun = not a.recurs and not case.is_new(a) and a.id not in case.handed_in
    return YES if begun and case.is_open(a) else NO


def _once_more(case: Case, a: Assignment) -> Rank:
    """What may come again, or out of its rhythm; at the very last also what isn't open."""
    if case.is_candidate(a):
        return NO
    if case.is_open(a) and (a.recurs or case.is_new(a)):
        return (0, *case.turn(a))
    return (1, *case.turn(a)) if a.recurs and case.is_allowed(a) else NO


def _says_week(case: Case, a: Assignment) -> str:
    return (
        f"This is the {nth(len(case.weeks_running(a)) + 1)} of {in_words(a.weeks)} weeks for this assignment."
    )


def _says_rhythm(case: Case, a: Assignment) -> str:
    earlier = [piece for piece in case.now.pieces if piece.kind == a.kind]
    return _says_which(case, a, earlier, inline(case.label(a.kind)))


def _says_builds(case: Case, a: Assignment) -> str:
    kind = case.now.pieces[-1].kind
    named = f"{nth(case.kinds[kind])} {inline(case.label(kind))}"
    return f"This assignment builds on your {named}, from week {case.last_of_kind(kind)}."


def _says_core(case: Case, a: Assignment) -> str:
    if _builds(case, a) != NO:
        return _says_builds(case, a)
    return _says_unfinished(case, a) if case.may_return(a) else _says_practice(case, a)


def _says_unfinished(case: Case, a: Assignment) -> str:
    return f"This was your assignment in week {case.shown(case.last_week[a.id])} too."


def _says_practice(case: Case, a: Assignment) -> str:
    earlier = [piece for piece in case.now.pieces if piece.skill == a.skill]
    return _says_which(case, a, earlier, f"piece on {_title(case, a.skill)}")


def _says_which(case: Case, a: Assignment, earlier: Sequence[Piece], what: str) -> str:
    """Return which one of its kind or skill this can be where that says something, else what came last.

    What came last is said in three ways by turns: by its title, beside another skill, by its week.
    """
    number, turn = len(earlier) + 1, len(case.now.pieces) % 3
    if not earlier or number % ROUND == 0:
        return f"This can be your {nth(number)} {what}."
    last = max(earlier, key=lambda piece: piece.week)
    done = case.playbook.assignment.get(last.assignment or "")
    if turn == 0 and done and done.exposure <= BOLDEST:
        return f'Your last {what} was "{done.title}".'
    newest, is_near = case.now.pieces[-1].skill, case.now.week - last.week < GAP
    if turn == 1 and is_near and newest != a.skill and newest in case.skills:
        return f"Your last piece was on {_title(case, newest)}, and this one is on {_title(case, a.skill)}."
    return f"Your last {what} is from week {case.shown(last.week)}."


def _title(case: Case, skill: str) -> str:
    return inline(case.playbook.skill[skill].title)


def _says_skill(case: Case, a: Assignment) -> str:
    title, pieces = _title(case, a.skill), case.skills[a.skill]
    others = [count for skill, count in case.skills.items() if skill != a.skill]
    if not (pieces and others and all(pieces < count for count in others)):
        return _says_practice(case, a)
    return f"Of your {in_words(len(case.skills))} skills, {title} has the fewest pieces so far."


WELCOME_BACK = (
    "Welcome back. You go on where you stopped, and there is nothing to catch up on. "
    "15 minutes are enough to begin."
)
CRITERIA: tuple[tuple[Criterion, Callable[[Case, Assignment], str]], ...] = (
    (_picked, lambda case, a: "You chose this assignment yourself."),
    (_left_off, lambda case, a: WELCOME_BACK),
    (_goes_on, _says_week),
    (_rhythm, _says_rhythm),
    (_core, _says_core),
    (_builds, _says_builds),
    (_skill, _says_skill),
    (_unfinished, _says_unfinished),
    (_once_more, lambda case, a: f"You can add one more {inline(case.label(a.kind))} this week."),
)
NEEDS: dict[Criterion, Callable[[Case], object]] = {
    _picked: lambda case: case.now.picked,
    _left_off: lambda case: case.now.left_off,
    _goes_on: lambda case: case.running_on,
    _rhythm: lambda case: case.due,
}
"""Without that, no assignment meets the criterion; most weeks are without most of them."""
ONLY: dict[Criterion, Callable[[Case], Mapping[str, Assignment]]] = {
    _rhythm: lambda case: case.candidates,
    _core: lambda case: case.open,
    _builds: lambda case: case.candidates,
    _skill: lambda case: case.candidates,
    _unfinished: lambda case: case.open,
}
"""Those that may meet the criterion, by id and in the author's order; no other assignment does."""
LAST_RESORTS = 2
"""So many criteria at the end hold what comes up only when nothing better is left."""


def first(case: Case, assignments: Sequence[Assignment]) -> Assignment:
    """The one that ranks best, of several the author's first; a criterion is asked of those still equal."""
    best = assignments
    for criterion, _ in CRITERIA:
        asked = _asked(case, criterion, best)
        places = [criterion(case, a) for a in asked]
        if (least := min(places, default=NO)) == NO:
            continue
        best = [a for a, place in zip(asked, places, strict=True) if place == least]
        if len(best) == 1:
            break
    return best[0]


def fits(case: Case, a: Assignment) -> bool:
    return any(criterion(case, a) != NO for criterion, _ in CRITERIA)


def standings(case: Case, assignments: Sequence[Assignment]) -> dict[str, int]:
    """Return by id the place of the first criterion that each one meets, without those that meet none."""
    found = dict[str, int]()
    for place, (criterion, _) in enumerate(CRITERIA):
        for a in _asked(case, criterion, assignments):
            if a.id not in found and criterion(case, a) != NO:
                found[a.id] = place
    return found


def _asked(case: Case, criterion: Criterion, those: Sequence[Assignment]) -> Sequence[Assignment]:
    """Return those of them that may meet a criterion in this case."""
    if criterion in NEEDS and not NEEDS[criterion](case):
        return ()
    if criterion not in ONLY:
        return those
    may = ONLY[criterion](case)
    return list(may.values()) if those is case.all else [a for a in those if a.id in may]


def is_last_resort(standing: int) -> bool:
    """Whether something that stands there comes up only when nothing better is left."""
    return standing >= len(CRITERIA) - LAST_RESORTS


def reason(case: Case, a: Assignment) -> str:
    """The sentence of the first criterion that an assignment meets; it must meet one.

    What was done before comes again with the question what has changed since: that is reason enough, but
    for what the member chose or comes back to.
    """
    by, why = next((criterion, says(case, a)) for criterion, says in CRITERIA if criterion(case, a) != NO)
    if not _comes_again(case, a):
        return why
    week = case.shown(case.last_week[a.id])
    again = f"You did this assignment in week {week}. Look for what has changed since."
    return f"{why} {again}" if by in (_picked, _left_off) else again


def _comes_again(case: Case, a: Assignment) -> bool:
    return a.id in case.handed_in and _goes_on(case, a) == NO
