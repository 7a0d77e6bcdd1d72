"""A cue is found as words are: where no other word goes on to it, and none goes on from it."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.feedback.cues import pattern


@pytest.mark.parametrize(
    ("cue", "text", "found"),
    [
        ("cat|dog", "a dog and a cat", ["dog", "cat"]),
        ("cat|dog", "concat hotdogs", []),
        ("cat|dog", "dogs, cats", []),
        ("cat|dog", "cat", ["cat"]),
        ("cat|dog", "(dog)", ["dog"]),
        ("a|an", "an a banana", ["an", "a"]),
        ("c(?:at|ow)|do[gt]|b\\|c", "cow dot b|c scat", ["cow", "dot", "b|c"]),
        ("d[|]g|cat", "d|g", ["d|g"]),
        ("(?:tom|fat) cat|dog", "tom cat, atom cat", ["tom cat"]),
        ("no?t|dog", "nt at a dog, ant", ["nt", "dog"]),
        ("a|(?:at|by) home|at", "at home", ["at home"]),
        ("a|at|at the|att\\w+", "at the attic", ["at", "attic"]),
        ("from # to #", "from 10 to 20", ["from 10 to 20"]),
        ("give _ back", "give it all back, forgive it back", ["give it all back"]),
    ],
)
def test_a_cue_is_found_between_words(cue: str, text: str, found: list[str]) -> None:
    assert pattern(cue).findall(text) == found


@pytest.mark.parametrize(("cue", "found"), [(", but|dog", [", but", "dog"]), ("but|, dog", ["but"])])
def test_a_cue_that_begins_with_a_sign_may_stand_right_after_a_word(cue: str, found: list[str]) -> None:
    assert pattern(cue, after_words=True).findall("well, but a dog") == found


WORDS = ["a", "at", "the", "attic", "then", "they're", "these", "home", "no", "not", "12", "bat", "."]


@given(
    st.lists(
        st.sampled_from(
            [
                "a",
                "at",
                "at the",
                "attic",
                "the",
                "then",
                "they're",
                "these?",
                "th\\w*",
                "(?:a|at) home",
                "\\w+ home",
                "no",
                "not",
                "(?:th|a)(?:e|es|ese)?",
                "(?:th|a)(?:e|t|ese) home",
                "a\\w{0,3}",
            ]
        ),
        min_size=1,
    ),
    st.lists(st.sampled_from(WORDS)),
    st.sampled_from([" ", "\n", "  ", ""]),
)
def test_what_ways_begin_with_is_looked_for_once_and_the_same_is_found(
    ways: list[str], words: list[str], between: str
) -> None:
    cue, text = "|".join(ways), between.join(words)
    one_by_one = re.compile(rf"(?<!\w)(?:{cue.replace(' ', '[ ]')})(?!\w)".replace("[ ]", r"\s{1,3}"))
    assert [hit.span() for hit in pattern(cue).finditer(text)] == [
        hit.span() for hit in one_by_one.finditer(text)
    ]
