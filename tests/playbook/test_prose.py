"""The rule about verbs against labelled sentences, and what our playbook has left to rewrite."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from bot.playbook import loader
from bot.playbook.checks.prose import Rule, prose_faults
from bot.playbook.checks.sentence import has_verb, orders, sentences, words
from bot.playbook.checks.strict import judge
from bot.playbook.checks.terms import TERMS
from tests.domain.playbook import assignment, months, playbook

ORDERS = tomllib.loads(Path(__file__).with_name("orders.toml").read_text(encoding="utf-8"))
LABELLED = tomllib.loads(Path(__file__).with_name("sentences.toml").read_text(encoding="utf-8"))


def test_there_are_three_hundred_labelled_sentences() -> None:
    assert len({*LABELLED["with_verb"], *LABELLED["without_verb"]}) == 300


def test_the_rule_about_verbs_is_wrong_about_one_sentence_in_twelve_at_most() -> None:
    """Every second sentence was looked at while the rule was written; this is the other half."""
    flagged = [each for each in LABELLED["with_verb"][1::2] if not has_verb(each)]
    passed = [each for each in LABELLED["without_verb"][1::2] if has_verb(each)]
    wrong = len(flagged) + len(passed)
    assert wrong / 149 <= 1 / 12, (flagged, passed)


def test_the_rule_about_acts_counts_as_a_reader_does() -> None:
    counted = {"one": 1, "two": 2, "three": 3, "four": 4}
    read = [(step, counted[name]) for name, steps in ORDERS.items() for step in steps]
    assert [(step, count, orders(step)) for step, count in read if orders(step) != count] == []


@pytest.mark.parametrize(
    ("step", "count"),
    [
        ("Ask one person and note the answer.", 2),
        ("Ask one person, then note the answer.", 2),
        ("Ask one person, note the answer, and tell a colleague.", 3),
        ("Ask one person or write to them.", 1),
        ('Ask: "Do you check it? Tell me and show me." Then write it down.', 2),
        ("They may send it, and undo it.", 0),
        ("In your own time, ask one person.", 1),
        ("Decide on it: keep it, change it or stop.", 1),
        ("In your own time: ask one person, and note the answer.", 2),
        ("Note the place, the date and the cost.", 1),
    ],
)
def test_an_order_behind_another_counts(step: str, count: int) -> None:
    assert orders(step) == count


def test_the_built_in_playbook_is_read_once() -> None:
    assert [str(each.fault) for each in prose_faults(loader.load())] == []


def found(rule: Rule, **changes: Any) -> list[str]:
    book = playbook(assignment("one", **changes))
    faults = [each.fault for each in prose_faults(book) if each.rule is rule]
    return [str(fault) for fault in faults if '"one"' in fault.where and "show_me" not in fault.where]


@pytest.mark.parametrize(
    ("rule", "changes", "says"),
    [
        (Rule.VERB, {"why": "Two ways, plus or minus on five."}, "say who does what"),
        (Rule.VERB, {"done_when": "the one that nearly stopped it"}, "say who does what"),
        (Rule.SEMICOLON, {"why": "You ask; they answer."}, 'write "because"'),
        (Rule.LONG, {"short": f"You ask {'one ' * 24}person."}, "make two sentences"),
        (
            Rule.ACTS,
            {"steps": ("Ask one person. Write it down. Count them. Tell a colleague. Go on.",)},
            "4 at most",
        ),
        (Rule.ACTS, {"steps": ("Ask one person, note it and count it.", "Tell one, then go on.")}, "5 acts"),
        (Rule.TERM, {"why": "You hand it in on Friday."}, '"saved"'),
        (Rule.TERM, {"short": "Ask what they decide, and from which day."}, "on which day"),
        (Rule.TERM, {"short": "Look up if you may ask."}, '"whether"'),
        (Rule.TERM, {"why": "Soon you draw three sketches."}, "A later assignment"),
        (Rule.ORDER, {"title": "Their last time"}, "begin with what to do"),
        (Rule.ORDER, {"line": "This week: their last time (45 min)."}, "begin with what to do"),
        (Rule.ALONE, {"short": "Take one page. Then ask that question."}, '"that question" points'),
        (Rule.ALONE, {"short": "It is sent to one person."}, '"It" points'),
    ],
)
def test_a_place_is_named_with_what_to_write_instead(rule: Rule, changes: dict[str, Any], says: str) -> None:
    [fault] = found(rule, **{"title": "Ask them", "line": "This week: ask them.", **changes})
    assert says in fault


@pytest.mark.parametrize(
    ("rule", "changes"),
    [
        (Rule.VERB, {"why": "You asked what they did. Next, ask why."}),
        (Rule.VERB, {"done_when": "you have added the answer"}),
        (Rule.SEMICOLON, {"short": "Ask one; note it."}),
        (Rule.LONG, {"short": f"You ask {'one ' * 22}person."}),
        (Rule.ACTS, {"steps": ("Ask one person. They answer. It takes a while.", "Write it down.")}),
        (Rule.TERM, {"why": "You add evidence, and it is saved."}),
        (Rule.TERM, {"why": "Look up whether you may ask. Soon you can ask more."}),
        (Rule.ALONE, {"short": "Ask one question. Keep it, and that answer."}),
        (Rule.ALONE, {"why": "It is what you asked."}),
    ],
)
def test_what_reads_once_is_let_through(rule: Rule, changes: dict[str, Any]) -> None:
    assert found(rule, **changes) == []


def test_too_many_people_who_are_nobody_are_counted_over_all_of_it() -> None:
    book = playbook(assignment("one", why="Somebody asks whoever is there."))
    [people] = [each.fault for each in prose_faults(book) if each.rule is Rule.PEOPLE]
    assert "name the role" in people.right


def test_a_rule_that_is_held_is_a_breach_of_the_strict_check() -> None:
    long = " ".join(["You ask one person, and they answer with what they did on that day at work."] * 9)
    one = long.replace(". You", ", and you")
    recurring = assignment("one", why=one, recurs=True, months=months(1))
    breaches = [str(each) for each in judge(playbook(recurring)).breaches]
    assert any("on average" in each for each in breaches)


@pytest.mark.parametrize(
    ("text", "each"),
    [
        ("One. Two? Three!", ["One.", "Two?", "Three!"]),
        ('She said: "It works." I left.', ['She said: "It works."', "I left."]),
        ("A heading\nIt is one.", ["It is one."]),
        ("Wait … and go.", ["Wait …", "and go."]),
    ],
)
def test_a_text_falls_into_sentences(text: str, each: list[str]) -> None:
    assert list(sentences(text)) == each


def test_words_are_counted_as_they_are_written() -> None:
    assert words("It isn\u2019t a half-year: 3 of 4.") == ["It", "isn't", "a", "half-year", "3", "of", "4"]


def test_every_term_says_what_to_write_instead() -> None:
    assert all(instead for _, instead in TERMS.values())
