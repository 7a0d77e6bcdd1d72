"""What people type: whether anything of it shows, where it can be cut, the form in which it is compared."""

import re
import unicodedata
from itertools import pairwise

JOINER = "\u200d"
CLUSTER_LIMIT = 64
"""No character that people mean as one has more code points."""
IGNORABLE = frozenset(
    "\u034f\u115f\u1160\u17b4\u17b5\u180b\u180c\u180d\u180e\u180f\u3164\uffa0"
    + "".join(map(chr, (*range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0))))
)
"""Marks and letters that show nothing by themselves: Unicode's Default_Ignorable_Code_Point, as far as the
category doesn't say so (unicode.org/Public/UCD/latest/ucd/DerivedCoreProperties.txt)."""
VIRAMA = 9
"""The combining class of the mark that joins two consonants of an Indic script into one letter."""
_JOINING = frozenset("\u200c\u200d\u0e33\u0eb3\uff9e\uff9f")
"""Joiners, and letters that are drawn with the one before: Thai and Lao am, voiced marks of narrow kana."""
_PREPENDED = frozenset(
    "\u0600\u0601\u0602\u0603\u0604\u0605\u06dd\u070f\u0890\u0891\u08e2\u0d4e\U000110bd\U000110cd"
    "\U000111c2\U000111c3\U00011a3a"
)
"""Signs that stand around or above what follows: the ends of verses, and letters before a consonant."""
_JAMO = (
    ("L", "\u1100", "\u115f"),
    ("L", "\ua960", "\ua97c"),
    ("V", "\u1160", "\u11a7"),
    ("V", "\ud7b0", "\ud7c6"),
    ("T", "\u11a8", "\u11ff"),
    ("T", "\ud7cb", "\ud7fb"),
)
_JAMO_BEHIND = {"L": ("L", "V", "A", "S"), "V": ("V", "T"), "A": ("V", "T"), "T": ("T",), "S": ("T",)}
BLANK = IGNORABLE | {"\u2800"}
"""With the empty Braille cell."""
_SENTENCE_END = re.compile(
    r"(?<!\b\w)(?<!\b(?:Dr|Mr|Ms|Fr|Hr|St|vs))(?<!\b(?:Mrs|Hrn))(?<!\bProf)[.?!…。？！][\"'”’»)]*(?=\s)"
)
"""A full stop behind a single letter ends none, "e.g." goes on; and none behind a form of address."""
_CURLED = {'"': ("”", "“"), "'": ("’", "‘")}
_BEFORE_A_QUOTATION = frozenset("([{“‘—–/")
_GAPS = re.compile(r"\n{3,}")
_INVISIBLE = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zs", "Zl", "Zp"})


def is_visible(text: str) -> bool:
    """Return whether any character of a text can be seen."""
    return any(_shows(character) for character in text)


def display_name(name: str) -> str:
    """Return a name as it can stand in a sentence: on one line, without what hides or turns the text around.

    "" where nothing of it can be seen.
    """
    shown = " ".join("".join(c for c in name if _stays(c) or c.isspace()).split())
    return shown if is_visible(shown) else ""


def readable(text: str) -> str:
    """Return a text of several lines without what hides it or turns it around, and without blank edges.

    "" where nothing of it can be seen.
    """
    lines = (_kept(line.expandtabs(1)).rstrip() for line in text.splitlines())
    shown = _GAPS.sub("\n\n", "\n".join(lines)).strip()
    return shown if is_visible(shown) else ""


def _kept(line: str) -> str:
    """Return a line without what doesn't stay; all that Python calls printable does."""
    return line if line.isprintable() else "".join(c for c in line if _stays(c))


def _stays(character: str) -> bool:
    """Joiners belong to words in some scripts and to emoji; other format characters only change the rest."""
    return character in "\u200c\u200d" or unicodedata.category(character) not in {
        "Cc",
        "Cf",
        "Cs",
        "Co",
        "Cn",
    }


def comparable(text: str) -> str:
    """Return a text without what phones and copying add: case, widths, invisible and joining characters."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    return "".join(c for c in folded if unicodedata.category(c) != "Cf" and c not in IGNORABLE)


def _shows(character: str) -> bool:
    return character not in BLANK and unicodedata.category(character) not in _INVISIBLE


def inline(title: str) -> str:
    """Return a title for the middle of a sentence: "First story" -> "first story".

    "VP page" and "I was ill" stay as they are.
    """
    if title == "I" or title.startswith("I "):
        return title
    return title[:1].lower() + title[1:] if title[1:2].islower() or title[1:2] == " " else title


def sentences(text: str) -> list[str]:
    """Return the sentences of a text, each with its mark; a line's end is one's, too."""
    found = []
    for line in text.splitlines():
        ends = [0, *(end.end() for end in _SENTENCE_END.finditer(line)), len(line)]
        found += [line[start:end].strip() for start, end in pairwise(ends)]
    return [sentence for sentence in found if sentence]


def curled(text: str) -> str:
    """Return a text with the quotation marks and apostrophes of print for those of a keyboard."""
    made, before = [], " "
    for character in text:
        closing, opening = _CURLED.get(character, (character, character))
        before = opening if before.isspace() or before in _BEFORE_A_QUOTATION else closing
        made.append(before)
    return "".join(made)


def cut(text: str, limit: int) -> str:
    """Return `text` in at most `limit` characters; too long a one ends at a word and an ellipsis."""
    if len(text) <= limit:
        return text
    head = text[: _whole(text, limit - 1)]
    at_word = head.rfind(" ")
    return (head[:at_word] if at_word > limit // 2 else head).rstrip(" ,;:") + "…"


def cut_at_sentence(text: str, limit: int) -> str:
    """Return `text` in at most `limit` characters; too long a one ends with a sentence, where one ends early
    enough for that, and an ellipsis."""
    if len(text) <= limit:
        return text
    ends = [found.end() for found in _SENTENCE_END.finditer(text, 0, limit - 1)]
    return f"{text[: ends[-1]]} …" if ends and ends[-1] > limit // 3 else cut(text, limit)


def _whole(text: str, at: int) -> int:
    """Return the place at or before `at` that parts no character that is drawn from several code points.

    After Unicode's rules for clusters (unicode.org/reports/tr29), wherever they keep two together; in a few
    rare scripts more stays together than has to.
    """
    least = max(at - CLUSTER_LIMIT, 0)
    place = at
    while place > least and (_are_one(text[place - 1], text[place]) or _is_joined(text, place, least)):
        place -= 1
    flags = 0
    while place > flags and _is_flag_half(text[place - flags - 1]):
        flags += 1
    return place - 1 if flags % 2 and _is_flag_half(text[place]) else place


def _are_one(before: str, after: str) -> bool:
    """Whether two neighbours belong to one character: a mark, a joined letter or emoji, a Korean syllable."""
    if before in "\r\n" or after in "\r\n":
        return before + after == "\r\n"
    if before == JOINER or before in _PREPENDED:
        return True
    return _belongs(after) or _jamo(after) in _JAMO_BEHIND.get(_jamo(before), ())


def _is_joined(text: str, place: int, least: int) -> bool:
    """Whether a virama, with other marks behind it or none, joins what follows to what stands before."""
    while place > least and _belongs(text[place - 1]):
        place -= 1
        if unicodedata.combining(text[place]) == VIRAMA:
            return True
    return False


def _belongs(character: str) -> bool:
    """Whether it changes the character before it."""
    tone_or_tag = "\U0001f3fb" <= character <= "\U0001f3ff" or "\U000e0020" <= character <= "\U000e007f"
    joins = character in _JOINING or unicodedata.category(character) in {"Mn", "Me", "Mc"}
    return tone_or_tag or joins


def _jamo(character: str) -> str:
    """Return which part of a Korean syllable it is (unicode.org/reports/tr29, Hangul_Syllable_Type): L, V or
    T, A for a syllable that may take a final, S for one that has it; "" for anything else."""
    if "\uac00" <= character <= "\ud7a3":
        return "S" if (ord(character) - 0xAC00) % 28 else "A"
    return next((part for part, first, last in _JAMO if first <= character <= last), "")


def _is_flag_half(character: str) -> bool:
    return "\U0001f1e6" <= character <= "\U0001f1ff"


def same_passage(one: str, other: str) -> bool:
    """Return whether two quotes that may be cut show the same words, or one of them a part of the other."""
    first, second = one.rstrip(" .…"), other.rstrip(" .…")
    return first in second or second in first
