"""The rules on another playbook: two months, other skills and kinds, nothing of ours."""

from datetime import date, timedelta

from bot.domain.calendar import month_on
from bot.domain.case import Piece
from bot.domain.choice import Situation, choose
from bot.domain.milestones import just_reached, post_text, progress
from bot.domain.playbook import Assignment
from bot.playbook.loader import load
from tests.playbook.tiny import TINY

BOOK = load(TINY)
START = date(2027, 1, 11)


def handed_in(week: int, a: Assignment) -> Piece:
    return Piece(a.kind, a.skill, week, a.id, frozenset(field.id for field in BOOK.kind[a.kind].fields))


def walk(weeks: int, track: str | None = None) -> list[Assignment]:
    """What somebody gets who hands in every week."""
    past: list[Assignment] = []
    for week in range(1, weeks + 1):
        pieces = tuple(handed_in(n, a) for n, a in enumerate(past, 1))
        assigned = tuple((n, a.id) for n, a in enumerate(past, 1))
        month = month_on(START + timedelta(weeks=week - 1), START)
        past.append(choose(BOOK, Situation(month, week, track, pieces, assigned)).assignment)
    return past


def test_four_weeks_of_the_tiny_playbook_run_on_its_own_rhythm_and_core() -> None:
    ids = [a.id for a in walk(4)]
    assert ids == ["watch-one-reader", "cut-by-half", "watch-a-stranger", "one-shorter-message"]


def test_its_second_month_brings_what_suits_the_track_and_never_runs_dry() -> None:
    undecided, pair = walk(60), walk(8, "pair")
    assert "let-an-editor-at-it" not in [a.id for a in undecided]
    assert "let-an-editor-at-it" in [a.id for a in pair[5:]]
    assert len(undecided) == 60


def test_its_milestones_are_reached_by_its_own_evidence() -> None:
    pieces = [handed_in(week, a) for week, a in enumerate(walk(4), 1)]
    reached = [[m.id for m in just_reached(BOOK, pieces[:n], pieces[: n + 1])] for n in range(4)]
    assert reached == [["first-reading"], [], [], ["two-rewrites"]]
    assert progress(BOOK.milestone["two-rewrites"], pieces[:2]) == (1, 2)
    assert post_text(BOOK.milestone["two-rewrites"], pieces) == "Made two of our pages shorter."
