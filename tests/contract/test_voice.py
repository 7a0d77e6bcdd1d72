"""The page on voice and the test of every screen say the same."""

import re

import pytest

from bot.screen import Screen
from tests.contract.reading import read
from tests.copy_rules import FIRST_LINE, faults

VOICE = read("docs/voice.md")
RULES = VOICE.partition("## Rules for every sentence")[2].partition("\n## ")[0]
INSTEAD = VOICE.partition("## One word per thing")[2]


def forbidden_by_rules() -> list[str]:
    """Return what the rules that begin with "No" quote: what no screen may say."""
    rules = re.split(r"^\d+\. ", RULES, flags=re.MULTILINE)
    return [quoted for rule in rules if rule.startswith("**No ") for quoted in re.findall(r'"(.+?)"', rule)]


def forbidden_words() -> list[str]:
    cells = re.findall(r"^\| [^|]+ \| ([^|]+) \|$", INSTEAD, re.MULTILINE)
    return [word for cell in cells[1:] for word in re.split("[,;] ", cell)]


def said(words: str) -> Screen:
    section = {"type": "section", "text": {"type": "plain_text", "text": f"It is {words} today."}}
    return Screen("Fine.", [section])


@pytest.mark.parametrize("words", forbidden_by_rules())
def test_what_the_rules_forbid_is_found_on_a_screen(words: str) -> None:
    assert faults(said(words)) != []


@pytest.mark.parametrize("word", forbidden_words())
def test_a_word_of_other_products_is_found_on_a_screen(word: str) -> None:
    assert faults(said(word)) != []


def test_there_is_something_to_find() -> None:
    assert len(forbidden_by_rules()) >= 15
    assert len(forbidden_words()) >= 40
    assert faults(said("fine")) == []


def test_the_first_line_has_the_length_that_the_page_says() -> None:
    assert f"at most {FIRST_LINE} characters" in RULES
