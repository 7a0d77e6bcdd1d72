"""A programme by itself: its version, and what it remembers of what it no longer has."""

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
