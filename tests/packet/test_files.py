"""A packet as files: members' words as they wrote them, nothing else in them, and the same bytes again."""

import io
import os
import re
import subprocess
import sys
import zlib
from dataclasses import replace
from datetime import UTC, datetime, time
from hashlib import sha256
from html.parser import HTMLParser
from pathlib import Path

import pytest
from markdown_it import MarkdownIt
from pypdf import PdfReader

from bot.domain.packet.choice import choose
from bot.domain.packet.material import Material, Variant
from bot.domain.packet.packet import PhaseSpan, SkillOverTime
from bot.domain.text import curled
from bot.packet import words
from bot.packet.figures import figures
from bot.packet.files import NOT_IN_A_FONT, Format, files, stem_of
from bot.packet.html import html
from bot.packet.markdown import markdown
from bot.packet.pdf import NotInAnyFont, pages, pdf
from bot.packet.words import east_asian_font
from tests.packet.people import material, person, piece, playbook, saying, thirty

KINDS = (
    "interview-last-time",
    "vp-page-decision-taken",
    "no-to-own-team",
    "error-analysis",
    "two-top-threes",
)
HOSTILE = {
    "typst": '#eval("1") #panic() $x^2$ *b* _i_ `c` #image("/etc/passwd") @ref <label> \\ /* = H',
    "html": "<script>alert(1)</script> <img src=x onerror=alert(1)> &amp; </svg> --> {{ 7*7 }} {% raw %}",
    "markdown": "# h\n- l\n1. n\n2) m\n> q\n[l](javascript:alert(1)) ![i](x) **b** `c` | a | ~~s~~\n===\n---",
    "addresses": "www.acme.example and WWW.acme.example, https://acme.example or ftp://acme.example",
    "mrkdwn": "<!channel> <@U1> *b* ~s~ :smile: &lt;",
    "right to left": "שלום 12 עולם",
    "one word": "W" * 400,
    "controls": "a\x00b\x1b[31mc\u202ed",
    "emoji": "\U0001f44d\U0001f3fd \U0001f468\u200d\U0001f469\u200d\U0001f467 \U0001f1f5\U0001f1f9",
}
SHOWN = {"controls": "ab[31mcd"}
"""What is shown of a text that isn't shown as it stands."""


def hostile(text: str) -> Material:
    """Pieces of several kinds with this text in every field, in two versions."""
    pieces = []
    for number, assignment in enumerate(KINDS, 1):
        fields = {field.id: text for field in playbook().kind[playbook().assignment[assignment].kind].fields}
        later = {id_: f"{written} later" for id_, written in fields.items()}
        pieces.append(piece(number, assignment, fields, later, week=number))
    return material(*pieces, name=text)


def squeezed(text: str) -> str:
    """A text without what is only there to break lines."""
    return "".join(text.replace("\u200b", "").split())


class _Page(HTMLParser):
    """What a page shows, and what it is made of."""

    def __init__(self, source: str) -> None:
        super().__init__()
        self.text, self.tags, self.attributes = "", set[str](), set[str]()
        self.feed(source)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {f"{name}={value}" if name in ("href", "src") else name for name, value in attrs}

    def handle_data(self, data: str) -> None:
        self.text += data


def test_hostile_texts_are_shown_as_written_and_none_of_them_is_read_as_markup() -> None:
    plain = _Page(html(choose(person("noor"), Variant.EXTERNAL)).decode())
    for name, text in HOSTILE.items():
        packet = choose(saying(hostile(text), text, text, text), Variant.EXTERNAL)
        shown = squeezed(curled(SHOWN.get(name, text)))[:160]
        page = _Page(html(packet).decode())
        assert shown in squeezed(page.text), name
        assert page.tags <= plain.tags | {"del", "ins", "table", "a"}, name
        assert not {each for each in page.attributes if each.startswith(("on", "src="))}, name
        assert not {each for each in page.attributes if each.startswith("href=") and "javascript" in each}, (
            name
        )
        written = markdown(packet).decode()
        tokens = MarkdownIt("gfm-like").parse(written)
        read = "".join(
            c.content if c.type in ("text", "code_inline") else " " for t in tokens for c in t.children or ()
        )
        assert shown in squeezed(read), name
        inside = {child.type for token in tokens for child in token.children or ()}
        assert not inside & {"image", "link_open", "code_inline", "html_inline"}, name
        assert not {token.type for token in tokens} & {"html_block", "code_block", "fence", "hr"}, name
        set_ = PdfReader(io.BytesIO(pdf(packet)))
        if name not in ("right to left", "emoji"):  # in the order and the glyphs that are seen
            assert shown[:60] in squeezed("".join(page.extract_text() for page in set_.pages)), name


def test_markdown_has_no_empty_block_where_a_title_says_it_all() -> None:
    packet = choose(material(piece(1, KINDS[0], {"learnt": "She calls the bank."})), Variant.EXTERNAL)
    assert [each.claim for each in packet.proofs] == [""]
    assert b"\n\n\n" not in markdown(packet)


@pytest.mark.parametrize("length", [400, 3000, 30_000])
def test_a_long_address_is_cut_where_it_is_shown_and_opens_as_a_whole(length: int) -> None:
    link = f"https://acme.example/<{'a' * length}"
    packet = choose(
        material(piece(1, "five-strangers", {"part": "Launch", "decided": "We wait.", "more": link})),
        Variant.EXTERNAL,
    )
    made = {file.name: file for file in files(packet)}
    assert list(made) == ["ana.pdf", "ana.html", "ana.md"]  # none is left out, and PDF/UA is kept
    read = squeezed(
        "".join(page.extract_text() for page in PdfReader(io.BytesIO(made["ana.pdf"].content)).pages)
    )
    page = _Page(made["ana.html"].content.decode())
    shown = link[:299] + "…"
    assert (shown in read, shown in page.text) == (True, True)
    assert f"href={link}" in page.attributes
    markdown_ = made["ana.md"].content.decode()
    tokens = [each for token in MarkdownIt().parse(markdown_) for each in token.children or ()]
    assert [str(each.attrs["href"]) for each in tokens if each.type == "link_open"] == [
        link.replace("<", "%3C")
    ]
    assert made["ana.pdf"].pages <= 3


@pytest.mark.parametrize("text", ["word " * 6000, "W" * 3000, "W" * 30_000, "x\n" * 15_000, ""])
def test_however_long_a_text_is_its_document_isnt_long(text: str) -> None:
    packet = choose(saying(hostile(text), text, text, text), Variant.EXTERNAL)
    [made, _, _] = files(packet)
    assert made.pages <= 15
    assert b"pdfuaid:part" in made.content


def test_a_part_of_the_case_study_says_of_what_where_it_stands_alone() -> None:
    part = {"part": "Technical approach", "decided": "The machine may say that nobody can tell."}
    packet = choose(material(piece(1, "five-strangers", part)), Variant.EXTERNAL)
    alone, at_home = "A product of my own: technical approach", "Technical approach"
    written = markdown(packet).decode()
    page = _Page(html(packet).decode()).text
    set_ = " ".join(each.extract_text() for each in PdfReader(io.BytesIO(pdf(packet))).pages)
    assert [line for line in written.splitlines() if line.startswith("###")][:2] == [
        f"### 1. {alone}",
        f"### {at_home}",
    ]
    assert (page.count(alone), page.count(at_home)) == (1, 1)
    assert alone in set_.replace("\u200b", "")


def test_the_same_evidence_makes_the_same_bytes_in_a_process_of_another_account(tmp_path: Path) -> None:
    code = (
        "import hashlib, sys; from tests.packet.people import person;"
        "from bot.domain.packet.choice import choose; from bot.domain.packet.material import Variant;"
        "from bot.packet.files import files; made = files(choose(person('ravi'), Variant.EXTERNAL));"
        "print(*(hashlib.sha256(file.content).hexdigest() for file in made))"
    )
    run = [sys.executable, "-c", code]
    # Another zone, language, home, hash seed and umask: what differs most from one account to the next.
    elsewhere = {
        **os.environ,
        "TZ": "Pacific/Kiritimati",
        "LC_ALL": "C",
        "LANG": "tr_TR.UTF-8",
        "HOME": str(tmp_path),
        "PYTHONHASHSEED": "7",
        "SOURCE_DATE_EPOCH": "1",
    }
    there = subprocess.run(run, capture_output=True, text=True, check=True, env=elsewhere, umask=0o077)
    here = files(choose(person("ravi"), Variant.EXTERNAL))
    assert there.stdout.split() == [sha256(file.content).hexdigest() for file in here]
    assert len(here) == 3


@pytest.mark.parametrize("name", ["ravi", "li"])
def test_the_pages_of_a_pdf_are_known_whatever_its_member_is_called(name: str) -> None:
    trick = "<</Type/Pages/Count 99/Kids["
    [made] = files(choose(saying(person(name), trick, trick, trick), Variant.EXTERNAL), [Format.PDF])
    assert made.pages == len(PdfReader(io.BytesIO(made.content)).pages)
    [page] = files(choose(person(name), Variant.EXTERNAL), [Format.HTML])
    assert page.pages == 0


def test_a_pdfs_metadata_hold_what_its_member_chose_and_its_evidences_day() -> None:
    packet = choose(saying(person("ravi"), "R. D."), Variant.EXTERNAL)
    made = pdf(packet)
    said = PdfReader(io.BytesIO(made)).metadata
    assert said
    assert (said.author, said.title) == ("R. D.", "R. D.")
    newest = max(each.versions[-1].handed_in_at for each in person("ravi").pieces)
    assert said.creation_date == datetime.combine(newest.date(), time(), UTC)  # no hour
    assert set(said) <= {"/Author", "/Title", "/Creator", "/CreationDate", "/ModDate"}
    assert b"Deshpande" not in made
    assert b"pdfuaid:part" in made
    unchosen = pdf(choose(person("ravi"), Variant.EXTERNAL))
    said = PdfReader(io.BytesIO(unchosen)).metadata
    assert said
    assert (said.author, said.title) == (None, "Ravi Deshpande")


def test_where_no_font_has_a_character_the_page_comes_in_place_of_a_pdf_with_boxes() -> None:
    words = "\u5c71\u7530 is here"
    packet = choose(material(piece(1, KINDS[0], {"learnt": words})), Variant.INTERNAL)
    with pytest.raises(NotInAnyFont) as missing:
        pdf(packet)
    assert missing.value.character == "\u5c71"
    for formats in ([Format.PDF], [Format.PDF, Format.HTML]):
        [page] = files(packet, formats)
        assert (page.name, NOT_IN_A_FONT.format("\u5c71")) == ("ana.html", page.note)
        assert words.encode() in page.content


@pytest.mark.parametrize(
    ("script", "text"),
    [
        ("Arabic", "\u0623\u062d\u062c\u0632 \u0623\u0648\u0644\u0627\u064b 12"),
        ("Hebrew", "\u05e7\u05d5\u05d3\u05dd \u05e7\u05d5\u05d1\u05e2\u05ea (12)"),
        (
            "Devanagari",
            "\u092a\u0939\u0932\u0947 \u092c\u0941\u0915 \u0915\u0930\u0924\u0940 \u0939\u0942\u0901",
        ),
        ("Greek", "\u03a0\u03c1\u03ce\u03c4\u03b1"),
        ("Cyrillic", "\u0421\u043d\u0430\u0447\u0430\u043b\u0430"),
        ("Thai", "\u0e08\u0e2d\u0e07\u0e01\u0e48\u0e2d\u0e19"),
    ],
)
def test_a_pdf_has_letters_for_a_script(script: str, text: str) -> None:
    fields = {field.id: text for field in playbook().kind["interview"].fields}
    held = saying(material(piece(1, KINDS[0], fields), name=text), text, text, text)
    packet = choose(held, Variant.EXTERNAL)
    assert pdf(packet)[:5] == b"%PDF-", script  # Typst refuses the document for one letter without a font


@pytest.mark.parametrize(
    ("text", "family"),
    [
        ("\u5148\u306b\u4e88\u7d04", "Noto Sans CJK JP"),
        ("\uba3c\uc800", "Noto Sans CJK KR"),
        ("\u5148\u9884\u8ba2", "Noto Sans CJK SC"),
    ],
)
def test_shared_characters_are_drawn_as_the_texts_readers_know_them(text: str, family: str) -> None:
    assert east_asian_font(f"Ana: {text}.") == family


def test_the_packet_that_is_measured_has_thirty_pieces_twelve_pages_and_three_figures() -> None:
    packet = thirty()
    drawn = [*figures(packet), *(each for each in packet.exhibits if each.scores)]
    assert (len(packet.exhibits), len(drawn)) == (30, 3)
    assert len(PdfReader(io.BytesIO(pdf(packet))).pages) == 12


@pytest.mark.parametrize("name", ["ravi", "noor", "li"])
def test_a_page_parts_no_row_says_what_it_goes_on_with_and_isnt_all_but_empty(name: str) -> None:
    packet = choose(person(name), Variant.INTERNAL)
    read = [squeezed(page.extract_text()) for page in PdfReader(io.BytesIO(pdf(packet))).pages]
    for decision in packet.decisions:
        cells = [squeezed(each) for each in (decision.decided, *decision.forgone)]
        assert [text for text in read if all(cell in text for cell in cells)], decision.decided
    titles = [squeezed(title) for title in (*(group.title for group in packet.skills), words.DECISIONS)]
    heads = [title for title in titles if any(text.startswith(f"{title},{words.CONTINUED}") for text in read)]
    assert heads
    assert not any(text.startswith(f"{title},{words.CONTINUED}{title}") for text in read for title in titles)
    drawn = pages(packet, ppi=18)
    assert _lowest(drawn[-1]) > 0.25
    assert all(_lowest(page) < 0.93 for page in drawn)  # 8 mm above the foot


def test_a_long_word_stays_on_the_page() -> None:
    word = "W" * 400
    for page in pages(choose(saying(hostile(word), word, word, word), Variant.EXTERNAL), ppi=18):
        assert set(_right_edge(page, part=0.06)) == {255}


@pytest.mark.parametrize("pieces", [8, 16, 17, 25])
def test_references_under_one_strength_stay_on_one_page(pieces: int) -> None:
    """With so many the list doesn't fit on the page where it would begin."""
    said = [f"Reference {number:02} of mine." for number in range(pieces)]
    pages_ = [
        piece(number, "vp-page-decision-taken", {"recommendation": each, "reader": "Head of sales"})
        for number, each in enumerate(said, 1)
    ]
    packet = choose(material(*pages_), Variant.INTERNAL)
    [strength] = packet.strengths
    assert len(strength.exhibits) == pieces
    read = [page.extract_text().replace("\u200b", "") for page in PdfReader(io.BytesIO(pdf(packet))).pages]
    last = {max(number for number, text in enumerate(read) if each in text) for each in said}
    assert len(last) == 1
    assert strength.title in " ".join(read[last.pop()].split())


@pytest.mark.parametrize(
    ("totals", "finding"),
    [
        (((1, 12), (0, 6), (2, 5)), "Three skills in two months, most often a: 12 pieces."),
        (((6,), (12,), (12,)), "Three skills in a month, two of them most often, with 12 pieces each."),
        (((1,), (1,)), "Two skills in a month, with 1 piece each."),
    ],
)
def test_what_the_skills_show_is_what_there_is_most_of(
    totals: tuple[tuple[int, ...], ...], finding: str
) -> None:
    rows = tuple(SkillOverTime(title, each) for title, each in zip("abc", totals, strict=False))
    drawn = figures(replace(choose(person("ravi"), Variant.EXTERNAL), over_time=rows))
    assert [each.finding for each in drawn if each.id == "skills"] == [finding]


@pytest.mark.parametrize(
    ("months", "finding", "where"),
    [
        (
            (2, 2, 1),
            "Evidence came in every month up to month 2, the most in month 2: 2 pieces.",
            "1 in month 1, 2 in month 2",
        ),
        ((1, 3), "Evidence came in two months, 1 piece a month at the most.", "1 in month 1, 1 in month 3"),
        ((3, 3), "All of it came in month 3.", "2 in month 3"),
    ],
)
def test_what_the_months_show_is_said_in_words(months: tuple[int, ...], finding: str, where: str) -> None:
    spans = (PhaseSpan("Listen", 1, 3, months),)
    [drawn] = figures(replace(choose(person("ravi"), Variant.EXTERNAL), spans=spans, over_time=()))
    assert drawn.finding == finding
    assert drawn.text.endswith(f"Listen, months 1 to 3: {where}.")


def test_words_in_a_figure_have_no_outline() -> None:
    # Typst draws letter by letter, so each outline covers the letter before it.
    for drawn in figures(choose(person("noor"), Variant.EXTERNAL)):
        assert re.findall(r"<text[^>]*stroke", drawn.svg) == []


def test_files_have_names_that_give_nothing_away_and_the_formats_that_were_asked_for() -> None:
    packet = choose(material(piece(1, KINDS[0], {"learnt": "x"}), name="Zoë Ørsted"), Variant.INTERNAL)
    made = files(packet, [Format.MARKDOWN, Format.HTML])
    assert [(f.name, f.media_type) for f in made] == [("zoe.html", "text/html"), ("zoe.md", "text/markdown")]
    for name, stem in (("Ana Sousa", "ana"), ("\u5c71\u7530", "pages"), ("", "pages"), ("../etc Li", "etc")):
        assert stem_of(name) == stem


def _lowest(png: bytes) -> float:
    """How far down a page there is anything above its foot, from 0 to 1."""
    lines = _lines(png)
    foot = int(len(lines) * 0.935)
    return max(row for row, line in enumerate(lines[:foot]) if set(line) != {255}) / len(lines)


def _right_edge(png: bytes, part: float) -> bytes:
    """The bytes of the rightmost part of each line of a picture in eight bits a channel."""
    width = int.from_bytes(png[16:20])
    return b"".join(line[-int(width * part) * (len(line) // width) :] for line in _lines(png))


def _lines(png: bytes) -> list[bytes]:
    """The lines of a picture in eight bits a channel."""
    width, height = int.from_bytes(png[16:20]), int.from_bytes(png[20:24])
    channels = {2: 3, 6: 4}[png[25]]
    at, packed = 8, b""
    while at < len(png):
        size = int.from_bytes(png[at : at + 4])
        if png[at + 4 : at + 8] == b"IDAT":
            packed += png[at + 8 : at + 8 + size]
        at += size + 12
    raw, stride = zlib.decompress(packed), width * channels
    lines, before = [], bytes(stride)
    for line in range(height):
        start = line * (stride + 1)
        before = _unfiltered(raw[start], raw[start + 1 : start + 1 + stride], before, channels)
        lines.append(before)
    return lines


def _unfiltered(kind: int, line: bytes, above: bytes, channels: int) -> bytes:
    """A line of a PNG as it was before the encoder's filter (w3.org/TR/png, 9)."""
    made = bytearray()
    for place, value in enumerate(line):
        left = made[place - channels] if place >= channels else 0
        corner = above[place - channels] if place >= channels else 0
        up = above[place]
        guess = left + up - corner
        nearest = min(
            (abs(guess - left), 0, left), (abs(guess - up), 1, up), (abs(guess - corner), 2, corner)
        )
        made.append((value + (0, left, up, (left + up) // 2, nearest[2])[kind]) % 256)
    return bytes(made)
