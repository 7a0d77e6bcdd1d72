"""A long typed text, whatever it is made of, is read in time that grows with its length."""

from collections.abc import Callable

import pytest

from bot.domain.commands import parse_command
from bot.domain.packet.names import names_in_line
from bot.domain.text import cut_at_sentence, readable
from bot.slack.typed_text import as_seen
from bot.views.text import cut, one_line
from tests.linear import is_linear

HOSTILE = {
    "one word": "a",
    "openers": "<",
    "mentions": "<@U1",
    "labels": "<http://a|",
    "pairs": "<a|b>",
    "ampersands": "&amp;",
    "blanks": " ",
    "dashes": "-–—",
    "marks": "e\u0301\u0301",
    "joined": "👩\u200d",
    "flags": "🇵",
    "invisible": "\u200b",
    "lines": "\n",
    "a word of ours": "hand in ",
    "quotes": "“done” ",
    "digits": "1",
    "names": "Ana ",
    "joined names": "A-",
    "titles": "Mr ",
    "addresses among names": "a@b.co and so on to the Ana ",
    "ends of sentences": '."',
}
READERS: dict[str, Callable[[str], object]] = {
    "as_seen": as_seen,
    "parse_command": parse_command,
    "one_line": one_line,
    "cut": lambda text: cut(text, len(text) - 1),
    "cut_at_sentence": lambda text: cut_at_sentence(text, len(text) - 1),
    "readable": readable,
    "names_in_line": lambda text: [list(names_in_line(line)) for line in text.splitlines()],
}


@pytest.mark.parametrize("reader", READERS)
def test_time_grows_no_faster_than_the_text(reader: str) -> None:
    for name, unit in HOSTILE.items():
        assert is_linear(READERS[reader], unit), (reader, name)
