"""A small playbook walked by members of several ways, and what its rule says where they meet too little."""

from collections.abc import Iterable

import pytest

from bot.domain.musts import met, owed
from bot.domain.playbook import Assignment, Must, Playbook
from bot.playbook.checks.long_run import Way
from bot.playbook.checks.musts import HALVES, STEADY, TWO_A_WEEK, must_faults, walk, walks
from bot.playbook.checks.strict import judge
from bot.playbook.loader import load
from tests.domain.playbook import assignment, months, playbook
from tests.playbook.test_strict import good

PAGE, NO = Must(id="page", title="a page"), Must(id="no", title="a no")
TALKS = Must(id="talks", title="talks", times=2)
JUDGE = Must(id="judge", title="a judge", firm=False)
MISSES_TWO = Way("nothing in month 2", misses=2)

WRITE = assignment("write", kind="page", core=True, musts=("page",))
REFUSE = assignment("refuse", skill="no", core=True, musts=("no",))
TALK = assignment("talk", skill="communication", recurs=True, months=months(1), musts=("talks",))
OTHER = assignment("other", skill="no", recurs=True, months=months(1))
FILL = assignment("fill", recurs=True, months=months(1))


def book(*assignments: Assignment, musts: Iterable[Must] = (PAGE, NO)) -> Playbook:
    return playbook(*assignments, OTHER, FILL, musts=tuple(musts))


def ids(musts: Iterable[Must]) -> list[str]:
    return [must.id for must in musts]


@pytest.mark.parametrize(
    ("track", "owes"),
    [(None, ["page"]), ("internal", ["page", "no"]), ("external", ["page"]), ("both", ["page", "no"])],
)
def test_nobody_owes_what_only_another_track_brings(track: str | None, owes: list[str]) -> None:
    inside = assignment("inside", track="internal", musts=("no",))
    assert ids(owed(book(WRITE, inside, musts=(PAGE, NO, JUDGE)), track)) == owes


@pytest.mark.parametrize(
    ("handed_in", "done"),
    [
        ([], set()),
        (["write"], {"page"}),
        (["talk"], set()),
        (["talk", "write", "talk"], {"page", "talks"}),
        (["gone", None, "other"], set()),
    ],
)
def test_a_must_is_met_by_as_many_pieces_as_it_takes(handed_in: list[str | None], done: set[str]) -> None:
    assert met(book(WRITE, TALK, musts=(PAGE, TALKS)), handed_in) == done


@pytest.mark.parametrize(
    ("way", "weeks", "first"),
    [
        pytest.param(STEADY, 18, [(1, "write"), (2, "refuse")], id="everything"),
        pytest.param(HALVES[0], 18, [(2, "refuse"), (4, "write")], id="what was left comes once more"),
        pytest.param(HALVES[1], 9, [(1, "write"), (2, "refuse")], id="one in two weeks"),
        pytest.param(TWO_A_WEEK, 35, [(1, "write"), (2, "refuse")], id="two a week"),
        pytest.param(Way("m", misses=1), 18, [(7, "write"), (8, "refuse")], id="a month without anything"),
    ],
)
def test_a_walk_lasts_as_long_as_the_programme(way: Way, weeks: int, first: list[tuple[int, str]]) -> None:
    walked = walk(book(WRITE, REFUSE), None, way)
    assert len(walked.run.weeks) == weeks
    core = [(week, id_) for week, id_ in walked.run.handed_in if id_ in ("write", "refuse")]
    assert core == first
    assert (walked.share, walked.enough) == (1, True)


CLOSED = assignment("closed", core=True, months=months(2, 2), musts=("no",))
NEEDY = assignment("needy", skill="no", core=True, needs=("interview",), musts=("no",))
SHELF = assignment("shelf", phase="build", months=months(4, 4), weeks=4, musts=("no",))
FULL = [assignment(f"core-{n}", phase="build", months=months(4, 4), core=True) for n in range(5)]
SELDOM = assignment("seldom", core=True, musts=("talks",))


@pytest.mark.parametrize(
    ("assignments", "musts", "way", "words"),
    [
        pytest.param([WRITE, REFUSE], [PAGE, NO], STEADY, None, id="all met"),
        pytest.param(
            [WRITE, NEEDY],
            [PAGE, NO],
            STEADY,
            "1 of 2 musts are met, and all firm ones and 90% of the others are wanted. "
            "Missing: a no (needy: lacked interview)",
            id="a need that nothing meets",
        ),
        pytest.param(
            [WRITE, SHELF, *FULL],
            [PAGE, NO],
            STEADY,
            "1 of 2 musts are met, and all firm ones and 90% of the others are wanted. "
            "Missing: a no (shelf: found no room)",
            id="no room",
        ),
        pytest.param(
            [WRITE, SELDOM],
            [PAGE, TALKS],
            STEADY,
            "1 of 2 musts are met, and all firm ones and 90% of the others are wanted. "
            "Missing: talks (seldom: handed in, and once isn't enough)",
            id="once isn't enough",
        ),
        pytest.param(
            [WRITE, CLOSED],
            [PAGE, NO],
            MISSES_TWO,
            "1 of 2 musts are met, and 85% are wanted. "
            "Missing: a no (closed: came in week 6 and wasn't handed in)",
            id="came while nothing was handed in",
        ),
        pytest.param([WRITE, CLOSED], [PAGE, NO], HALVES[0], None, id="every second week meets both here"),
        pytest.param(
            [WRITE, NEEDY],
            [PAGE, NO],
            HALVES[1],
            "1 of 2 musts are met, and 75% are wanted. Missing: a no (needy: lacked interview)",
            id="half of all isn't enough for half",
        ),
        pytest.param(
            [WRITE, assignment("mark", needs=("interview",), musts=("judge",))],
            [PAGE, JUDGE],
            STEADY,
            "1 of 2 musts are met, and all firm ones and 90% of the others are wanted. "
            "Missing: a judge (mark: lacked interview)",
            id="one of one that isn't firm is more than one in ten",
        ),
    ],
)
def test_who_meets_too_little_is_named_with_what_became_of_it(
    assignments: list[Assignment], musts: list[Must], way: Way, words: str | None
) -> None:
    playbook_ = book(*assignments, musts=musts)
    found = [fault.wrong for fault in must_faults(playbook_, [walk(playbook_, None, way)])]
    assert found == ([] if words is None else [words])


def test_of_ten_that_are_not_firm_one_may_be_missing() -> None:
    loose = [Must(id=f"m{n}", title=f"m{n}", firm=False) for n in range(10)]
    nine = assignment("nine", core=True, musts=tuple(must.id for must in loose[:9]))
    lost = assignment("lost", needs=("interview",), musts=("m9",))
    walked = walk(book(nine, lost, musts=loose), None)
    assert (ids(walked.missed), walked.enough) == (["m9"], True)
    eight = nine.model_copy(update={"musts": nine.musts[:8]})
    two = lost.model_copy(update={"musts": ("m8", "m9")})
    assert not walk(book(eight, two, musts=loose), None).enough


def test_everybody_walks_each_track_and_the_undecided() -> None:
    ways = {(each.run.track, each.run.way.name) for each in walks(book(WRITE, REFUSE))}
    assert len(ways) == 3 * (1 + 1 + 2 + 4)
    assert {track for track, _ in ways} == {None, "internal", "external"}
    assert walks(book(WRITE, musts=())) == []


def test_the_strict_check_says_what_is_missing() -> None:
    far = assignment("far", phase="build", months=months(4, 4), needs=("interview",), musts=("no",))
    short = good()
    report = judge(short.model_copy(update={"musts": (NO,), "assignments": (*short.assignments, far)}))
    missing = [fault.where for fault in report.breaches if "Missing: a no" in fault.wrong]
    assert (len(missing), len(report.walks)) == (6, 24)
    assert missing[0] == "18 weeks · undecided, everything handed in"


def test_lives_that_begin_alike_are_chosen_for_once_and_come_out_the_same() -> None:
    ours, chosen = load(), dict[tuple[object, ...], Assignment]()
    walked = walks(ours, chosen)
    assert len(chosen) < sum(len(each.run.weeks) for each in walked) * 0.8
    alone = [walk(ours, each.run.track, each.run.way) for each in walked]
    assert alone == walked
