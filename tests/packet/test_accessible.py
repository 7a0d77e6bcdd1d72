"""A PDF as a screen reader gets it: a small reading of its tags, since no checker for PDF/UA is a package.

Typst refuses to write what breaks PDF/UA-1 in its own view; this asks the file.
"""

import io
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import pytest
from pypdf import PdfReader
from pypdf.generic import ArrayObject, BooleanObject, DictionaryObject

from bot.domain.packet.choice import choose
from bot.domain.packet.material import Variant
from bot.packet import words
from bot.packet.figures import figures
from bot.packet.pdf import pdf
from tests.packet.people import person

PACKET = choose(person("noor"), Variant.EXTERNAL)
HEADINGS = ("/H1", "/H2", "/H3")
KNOWN = {
    "/Document",
    "/Div",
    "/P",
    "/Span",
    "/Quote",
    "/Figure",
    "/Caption",
    "/Link",
    "/Em",
    "/Strong",
    "/Table",
    "/THead",
    "/TBody",
    "/TR",
    "/TH",
    "/TD",
    *HEADINGS,
}


@pytest.fixture(scope="module")
def read() -> Any:
    return PdfReader(io.BytesIO(pdf(PACKET)))


def elements(node: Any) -> Iterator[Any]:
    """Yield the elements of a tag tree in reading order."""
    node = node.get_object()
    if isinstance(node, ArrayObject):
        for child in node:
            yield from elements(child)
    elif isinstance(node, DictionaryObject) and ("/S" in node or node.get("/Type") == "/StructTreeRoot"):
        if "/S" in node:
            yield node
        if "/K" in node:
            yield from elements(node["/K"])


def tree(read: Any) -> list[Any]:
    return list(elements(read.root_object["/StructTreeRoot"]))


def test_it_says_its_title_its_language_and_that_it_is_tagged(read: Any) -> None:
    root = read.root_object
    assert (root["/Lang"], root["/MarkInfo"]["/Marked"]) == ("en", True)
    assert root["/ViewerPreferences"]["/DisplayDocTitle"] == BooleanObject(True)
    assert read.metadata
    assert read.metadata.title == words.title(PACKET)
    assert all(page["/Tabs"] == "/S" for page in read.pages)
    assert {element["/S"] for element in tree(read)} <= KNOWN


def test_headings_come_in_order_and_are_the_bookmarks(read: Any) -> None:
    levels = [HEADINGS.index(each["/S"]) for each in tree(read) if each["/S"] in HEADINGS]
    assert levels[0] == 0
    assert levels.count(0) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    told = [each["/T"] for each in tree(read) if each["/S"] == "/H2"]
    assert {words.ASK, words.proofs(PACKET), words.TIMELINE, words.DECISIONS} <= set(told)

    def titles(outline: Any) -> Iterator[str]:
        for entry in outline:
            if isinstance(entry, list):
                yield from titles(entry)
            else:
                yield str(entry.title)

    assert list(titles(read.outline)) == [each["/T"] for each in tree(read) if each["/S"] in HEADINGS]


def test_every_figure_has_its_text_and_its_finding_and_tables_have_heads(read: Any) -> None:
    drawn = [each for each in tree(read) if each["/S"] == "/Figure"]
    assert [each["/Alt"] for each in drawn] == [figure.text for figure in figures(PACKET)]
    assert [each["/S"] for each in tree(read)].count("/Caption") == len(drawn)
    tables = [each for each in tree(read) if each["/S"] == "/Table"]
    assert tables
    for table in tables:
        assert "/TH" in {each["/S"] for each in elements(table)}
