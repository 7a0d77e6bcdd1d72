"""What every text reads like, in figures: `make prose`.

Sentences are those that end with a full stop, a question mark or the like; a label isn't one. The grade is
the automated readability index (Senter and Smith 1967, AMRL-TR-66-220), which needs no syllables.
"""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from statistics import mean
from typing import NamedTuple

from rich.console import Console
from rich.table import Table

from bot.domain.playbook import Playbook
from bot.playbook import loader
from bot.playbook.checks.prose import NOBODY, own_sentences
from bot.playbook.checks.sentence import has_verb, sentences, words
from bot.playbook.checks.wording import Text, texts
from tests.copy_rules import sentences_of, without
from tests.views.screens import SCREENS
from tests.views.test_copy import QUOTED

ROOT = Path(__file__).parents[1]
LONG, WIDTH = 20, 100
MESSAGE = frozenset({"title", "why", "steps", "short", "done_when"})
NOT_PROSE = re.compile(r"```.*?```|^ *[|>].*?$|`[^`]*`|<[^>]*>", re.DOTALL | re.MULTILINE)
NUMBER = re.compile(r"^( *)\d+\. ", re.MULTILINE)
"""Of a list's item, which would read as a sentence of its own."""
LINK = re.compile(r"!?\[([^\]]*)\]\([^)]*\)")


class Figures(NamedTuple):
    """Of some texts: words, sentences, and shares of their sentences from 0 to 1."""

    words: int
    sentences: int
    mean: float
    """Words in a sentence."""
    long: float
    """Of more than LONG words."""
    without_verb: float
    nobody: float
    """"Somebody", "whoever" and the like in 1,000 words."""
    semicolon: float
    grade: float


def figures(said: Iterable[str]) -> Figures:
    """Count texts of at least one sentence."""
    each = [sentence for text in said for sentence in sentences(text)]
    lengths = [len(words(sentence)) for sentence in each]
    count, letters = sum(lengths), sum(len(word) for sentence in each for word in words(sentence))
    return Figures(
        words=count,
        sentences=len(each),
        mean=mean(lengths),
        long=mean(length > LONG for length in lengths),
        without_verb=mean(not has_verb(sentence) for sentence in each),
        nobody=1000 * sum(len(NOBODY.findall(sentence)) for sentence in each) / count,
        semicolon=mean(";" in sentence for sentence in each),
        grade=4.71 * letters / count + 0.5 * mean(lengths) - 21.43,
    )


def parts(playbook: Playbook) -> Iterator[tuple[str, list[str]]]:
    """Yield what members and readers meet, by where they meet it."""
    said = [text for text in texts(playbook) if text.part == "assignments"]
    yield "messages", [_as_shown(text) for text in said if MESSAGE.intersection(text.keys[:1])]
    shown = [text for text in said if text.keys[0] == "show_me"]
    # A list of people and the names of traps are labels, as the strict check knows too.
    guidance = [text for text in shown if not {"example", "people"}.intersection(text.keys)]
    yield "Show me how", [sentence for text in guidance for sentence in own_sentences(text)]
    yield "its examples", [text.words for text in shown if "example" in text.keys]
    yield "screens", sorted({own for draw in SCREENS.values() for own in _own(draw())})
    yield "docs", [_prose(page.read_text(encoding="utf-8")) for page in _pages()]


def _as_shown(text: Text) -> str:
    return f"It is done when {text.words}" if text.keys[-1] == "done_when" else text.words


def _own(surface: object) -> Iterator[str]:
    blocks = surface["blocks"] if isinstance(surface, dict) else surface.blocks  # type: ignore[attr-defined]
    for text in sentences_of(blocks):
        yield without(text, QUOTED, "it")


def _pages() -> list[Path]:
    return [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").rglob("*.md"))]


def _prose(markdown: str) -> str:
    """Return a page's own sentences, each paragraph on a line."""
    plain = LINK.sub(r"\1", NOT_PROSE.sub("it", NUMBER.sub(r"\1", markdown)))
    return re.sub(r"(?<!\n)\n(?![\n#*\-\d])", " ", plain)


def main() -> None:
    table = Table(
        "Texts", "Words", "Sentences", "Words each", f"Over {LONG}", "No verb", "Somebody", ";", "Grade"
    )
    for name, said in parts(loader.load()):
        f = figures(said)
        shares = (f"{share:.1%}" for share in (f.long, f.without_verb))
        table.add_row(
            name,
            f"{f.words:,}",
            f"{f.sentences:,}",
            f"{f.mean:.1f}",
            *shares,
            f"{f.nobody:.1f}",
            f"{f.semicolon:.1%}",
            f"{f.grade:.1f}",
        )
    Console(width=WIDTH).print(table)


if __name__ == "__main__":
    main()
