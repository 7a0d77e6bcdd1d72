"""What somebody meant by what they typed."""

import pytest

from bot.domain.commands import SUBCOMMANDS, ParsedCommand, near, parse_command


@pytest.mark.parametrize("word", [w.word for w in SUBCOMMANDS])
def test_every_word_in_help_is_understood(word: str) -> None:
    assert parse_command(word) == ParsedCommand(word)


@pytest.mark.parametrize(
    ("typed", "word", "rest"),
    [
        pytest.param("", "", "", id="the command alone"),
        pytest.param("   ", "", "", id="only spaces"),
        pytest.param("DONE", "done", "", id="capitals"),
        pytest.param("  done  ", "done", "", id="spaces around"),
        pytest.param("done.", "done", "", id="a full stop"),
        pytest.param("help!?", "help", "", id="more punctuation"),
        pytest.param("/done", "done", "", id="a slash"),
        pytest.param("`swap`", "swap", "", id="copied from help with its quotes"),
        pytest.param("later, Tomorrow at 9:00", "later", "Tomorrow at 9:00", id="the rest stays as typed"),
        pytest.param("later   in  2 hours", "later", "in  2 hours", id="with its spaces"),
        pytest.param("skip (ill).", "skip", "(ill).", id="and its punctuation"),
        pytest.param('done -- "She calls."', "done", '"She calls."', id="without what stands between"),
        pytest.param(
            "done: she calls\nbefore she retries.",
            "done",
            "she calls\nbefore she retries.",
            id="after done stands the evidence",
        ),
        pytest.param("“done”", "done", "", id="typographic quotes"),
        pytest.param("„done“ she calls", "done", "she calls", id="German quotes"),
        pytest.param("done\u200b", "done", "", id="a zero-width space behind it"),
        pytest.param("\ufeff\u2060done", "done", "", id="a byte order mark before it"),
        pytest.param("done–she calls", "done", "she calls", id="a dash without spaces"),
        pytest.param("done — she calls", "done", "she calls", id="a dash between spaces"),
        pytest.param("ｄｏｎｅ she calls", "done", "she calls", id="full-width letters"),
        pytest.param("hand\u00a0in", "done", "", id="a space that doesn't break"),
        pytest.param("«swap»", "swap", "", id="French quotes"),
        pytest.param("stop sending me these", "stop", "sending me these", id="a few words more"),
        pytest.param("✅ done", "done", "", id="an emoji before it"),
        pytest.param("☑️ done she calls", "done", "she calls", id="a box before it"),
        pytest.param("• done", "done", "", id="a point of a list"),
        pytest.param("> done", "done", "", id="a quotation's mark"),
        pytest.param("submit", "done", "", id="submit"),
        pytest.param("handin", "done", "", id="handin"),
        pytest.param("hand in", "done", "", id="hand in"),
        pytest.param("Hand  In: notes", "done", "notes", id="hand in, and something after it"),
        pytest.param("hand it in", "done", "", id="hand it in"),
        pytest.param("snooze", "later", "", id="snooze"),
        pytest.param("status", "", "", id="status is the dashboard"),
        pytest.param("stop", "stop", "", id="stop is asked about"),
        pytest.param("quit", "leave", "", id="quit"),
        pytest.param("unmute", "unmute", "", id="unmute has its own answer"),
    ],
)
def test_a_word_is_understood_as_people_type_it(typed: str, word: str, rest: str) -> None:
    assert parse_command(typed) == ParsedCommand(word, rest)


@pytest.mark.parametrize(
    ("typed", "unknown", "nearest"),
    [
        pytest.param("sawp", "sawp", "swap", id="two letters changed places"),
        pytest.param("Setings", "Setings", "settings", id="a letter is missing, shown as typed"),
        pytest.param("submti", "submti", "done", id="a synonym misspelt"),
        pytest.param("statsu", "statsu", "status", id="the dashboard's synonym"),
        pytest.param("hand over", "hand over", "done", id="half of a phrase"),
        pytest.param(
            "Later that day I asked.", "Later that day I asked.", "later", id="how a sentence begins"
        ),
        pytest.param("swapping", "swapping", "swap", id="another form"),
        pytest.param(
            "remind me at 2 please", "remind me at 2 please", "plan", id="a sentence that begins with one"
        ),
        pytest.param("can i move this?", "can i move this?", None, id="one within a sentence"),
        pytest.param("vacatoin", "vacatoin", "away", id="a synonym of two"),
        pytest.param("on it now", "on it now", None, id="two letters are like too much"),
        pytest.param(" xyzzy, now", "xyzzy, now", None, id="nothing like it"),
    ],
)
def test_an_unknown_word_gets_the_nearest_that_works(typed: str, unknown: str, nearest: str | None) -> None:
    assert parse_command(typed) == ParsedCommand(None, unknown=unknown, nearest=nearest)


def test_the_nearest_two_have_the_best_first_and_no_word_twice() -> None:
    assert near("ski") == ("skip",)
    assert near("lave") == ("leave", "later")
    assert near("ski*") == ("skip",)
    assert near("hand") == ("done",)
    assert near("a vacation then") == ("away",)
    assert near("Dril!") == ("drill",)
    assert near("xyzzy") == ()


def test_help_groups_stand_together_and_each_word_has_its_line() -> None:
    groups = [w.group for w in SUBCOMMANDS]
    assert sorted(groups, key=groups.index) == groups
    assert all(w.line and "\n" not in w.line for w in SUBCOMMANDS)
