"""Patterns that are compiled when they are first asked."""

import re
import subprocess
import sys

import pytest

from bot.domain.feedback.later import later

IMPORTED = """
import re
compiled, compile_ = [], re.compile
re.compile = lambda *written: compiled.append(written) or compile_(*written)
import bot.domain.judging
print(len(compiled))
"""


def test_a_pattern_is_written_and_compiled_once_it_is_asked() -> None:
    written = list[str]()

    def write() -> str:
        written.append(r"\bAs+k")
        return written[-1]

    pattern = later(write, re.IGNORECASE)
    assert written == []
    assert [hit[0] for hit in pattern.finditer("ask, and Assk again")] == ["ask", "Assk"]
    assert (pattern.sub("-", "ask it"), pattern.search("tell")) == ("- it", None)
    assert len(written) == 1


def test_a_longer_pattern_is_made_of_how_one_is_written() -> None:
    assert later(rf"\b{later(r'ask').pattern}ed\b").fullmatch("asked")


def test_what_no_rule_asks_of_a_pattern_it_has_not() -> None:
    with pytest.raises(AttributeError):
        _ = later("ask").groups


def test_the_rules_of_feedback_are_imported_without_compiling_their_patterns() -> None:
    said = subprocess.run([sys.executable, "-c", IMPORTED], capture_output=True, text=True, check=True)
    assert int(said.stdout) < 100  # there are more than 300 of them
