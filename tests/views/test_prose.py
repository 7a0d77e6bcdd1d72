"""What `make prose` counts, on texts of which the figures are known."""

import pytest

from bot.playbook import loader
from tests import prose


def test_figures_of_two_sentences() -> None:
    found = prose.figures(["Ask one person. Two ways; nothing more.", "A label"])
    assert (found.words, found.sentences, found.mean) == (7, 2, 3.5)
    assert (found.without_verb, found.semicolon, found.nobody, found.long) == (0.5, 0.5, 0, 0)
    assert prose.figures(["Ask somebody about it."]).nobody == 250


def test_a_longer_word_and_a_longer_sentence_raise_the_grade() -> None:
    easy, words, sentence = "You ask one man.", "You interview one engineer.", "You ask one man and one man."
    assert prose.figures([easy]).grade < prose.figures([words]).grade
    assert prose.figures([easy]).grade < prose.figures([sentence]).grade


@pytest.mark.parametrize(
    ("markdown", "said"),
    [
        ("One *word*\nand [a link](x.md).\n", "One *word* and a link.\n"),
        ("1. Ask them.\n2. Wait.\n", "Ask them. Wait."),
        ("Run this:\n```\nmake demo. Now.\n```\nDone.", "Run this: it Done."),
    ],
)
def test_docs_are_read_without_their_code(markdown: str, said: str) -> None:
    assert prose._prose(markdown).strip() == said.strip()


def test_every_part_has_sentences(capsys: pytest.CaptureFixture[str]) -> None:
    prose.main()
    printed = capsys.readouterr().out
    assert [name for name in ("messages", "Show me how", "screens", "docs") if name not in printed] == []
    assert "…" not in printed


def test_lists_of_people_and_names_of_traps_are_no_sentences() -> None:
    playbook = loader.load()
    said = dict(prose.parts(playbook))["Show me how"]
    guide = playbook.assignments[0].show_me
    assert guide
    assert [
        label
        for label in (*guide.people, *(trap.split(". ")[0] + "." for trap in guide.traps))
        if label in said
    ] == []
    assert guide.aim in said
