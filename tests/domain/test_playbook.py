"""A programme by itself: its version, and what it remembers of what it no longer has."""

import pytest

from bot.domain.playbook import Retired
from tests.domain.playbook import assignment, kind, playbook

LIST, FIGURES = assignment("list"), assignment("figures")


def test_the_same_content_has_the_same_version_and_other_content_another() -> None:
    assert playbook(LIST).version == playbook(assignment("list")).version
    assert playbook(LIST).version != playbook(LIST, FIGURES).version
    assert playbook(LIST).version != playbook(assignment("list", why="Because.")).version
    assert len(playbook(LIST).version) == 12


def test_retired_entries_are_found_by_id_and_listed_nowhere() -> None:
    retired = Retired(assignments=(FIGURES,), kinds=(kind("poem", "poem"),))
    book = playbook(LIST).with_retired(retired)
    assert book.assignment["figures"] is FIGURES
    assert book.kind["poem"].label == "poem"
    assert book.assignments == (LIST,)
    assert [book.is_retired(a) for a in (LIST, FIGURES)] == [False, True]


def test_retired_entries_change_neither_the_version_nor_the_programme_that_was_asked() -> None:
    book = playbook(LIST)
    assert book.with_retired(Retired(assignments=(FIGURES,))).version == book.version
    assert "figures" not in book.assignment


@pytest.mark.parametrize(
    ("line", "of_two"),
    [
        ("This week: ask one person (45 min).", "These two weeks: ask one person (45 min)."),
        ("This week, at work: ask one person.", "These two weeks, at work: ask one person."),
        ("In your own time: draw it (90 min).", "In your own time: draw it (90 min)."),
        ("Ask, this week, one person.", "Ask, this week, one person."),
    ],
)
def test_a_first_line_is_true_of_two_weeks(line: str, of_two: str) -> None:
    assert assignment("list", line=line).for_two_weeks.line == of_two
