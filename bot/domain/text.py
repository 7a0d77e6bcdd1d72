"""What people type: whether there is anything to see in it, and the form in which words are compared."""

import unicodedata

BLANK = frozenset("\u115f\u1160\u2800\u3164\uffa0")
"""Letters and symbols that show nothing: Hangul fillers and the empty Braille cell."""
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
    return "".join(c for c in folded if unicodedata.category(c) != "Cf")


def _shows(character: str) -> bool:
    return character not in BLANK and unicodedata.category(character) not in _INVISIBLE
