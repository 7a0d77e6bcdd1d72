"""A cue is found as words are: where no other word goes on to it, and none goes on from it."""

import pytest

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
        ("from # to #", "from 10 to 20", ["from 10 to 20"]),
        ("give _ back", "give it all back, forgive it back", ["give it all back"]),
    ],
)
def test_a_cue_is_found_between_words(cue: str, text: str, found: list[str]) -> None:
    assert pattern(cue).findall(text) == found


@pytest.mark.parametrize(("cue", "found"), [(", but|dog", [", but", "dog"]), ("but|, dog", ["but"])])
def test_a_cue_that_begins_with_a_sign_may_stand_right_after_a_word(cue: str, found: list[str]) -> None:
    assert pattern(cue, after_words=True).findall("well, but a dog") == found
