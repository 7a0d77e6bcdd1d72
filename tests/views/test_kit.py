"""The wrappers: escaping, cutting, quoting, and the text that stands in for the blocks."""

import pytest

from bot.views import kit
from bot.views.text import chunks, cut, escape, inline, one_line, sentence, unescape


@pytest.mark.parametrize(
    ("text", "limit", "short"),
    [
        ("as it is", 8, "as it is"),
        ("cut at a word", 9, "cut at…"),
        ("cut, at", 5, "cut…"),
        ("x" * 20, 10, "x" * 9 + "…"),
        ("a bbbbbbbbbbbb", 10, "a bbbbbbb…"),
        ("xxxe\u0301xx", 5, "xxx…"),  # no accent without its letter, nor the letter without it
        ("xx👩\u200d🚀xx", 5, "xx…"),
        ("xx👍🏽xx", 4, "xx…"),
        ("🇵🇹🇩🇪🇫🇷", 5, "🇵🇹🇩🇪…"),
        ("🇵🇹🇩🇪🇫🇷", 4, "🇵🇹…"),
        ("x\u1112\u1161\u11ab\u1100\u1173\u11af", 6, "x\u1112\u1161\u11ab…"),  # Korean, as a Mac names files
        ("x\u1112\u1161\u11ab\u1100\u1173\u11af", 4, "x…"),
        ("\ud558\u11ab\ud558\u11ab", 3, "\ud558\u11ab…"),
        ("น้ำน้ำ", 3, "…"),  # Thai: the letter, its tone and the vowel behind it
        ("น้ำน้ำ", 5, "น้ำ…"),
        ("xx\u0915\u094d\u0937xx", 5, "xx…"),  # two consonants of Hindi in one letter
        ("xx\uff76\uff9exx", 4, "xx…"),
    ],
)
def test_a_long_text_is_cut_at_a_word_and_says_so(text: str, limit: int, short: str) -> None:
    assert cut(text, limit) == short
    assert len(short) <= limit


@pytest.mark.parametrize(
    ("text", "line"),
    [("\n  \n She calls.\nTwice.", "She calls."), ("", ""), ("w " * 200, "w " * 78 + "w…")],
)
def test_one_line_is_quoted_of_a_longer_text(text: str, line: str) -> None:
    assert one_line(text) == line


@pytest.mark.parametrize(
    ("title", "inside"),
    [
        ("First story", "first story"),
        ("VP page", "VP page"),
        ("A decision on one page", "a decision on one page"),
        ("5 stories", "5 stories"),
        ("I was ill", "I was ill"),
        ("I", "I"),
        ("It was long", "it was long"),
        ("", ""),
    ],
)
def test_a_title_goes_into_a_sentence_in_small_letters(title: str, inside: str) -> None:
    assert inline(title) == inside


@pytest.mark.parametrize(
    ("text", "ended"), [("It is in", "It is in."), ("It is in.", "It is in."), ("Why?", "Why?")]
)
def test_a_sentence_ends_once(text: str, ended: str) -> None:
    assert sentence(text) == ended


def test_escaping_comes_back_as_it_went() -> None:
    text = "a < b && c > d, &lt; stays"
    assert escape("a & <b>") == "a &amp; &lt;b&gt;"
    assert unescape(escape(text)) == text


def test_a_section_holds_what_slack_allows_after_escaping() -> None:
    block = kit.message("x", [kit.section("& " * 2000)]).blocks[0]
    assert len(block["text"]["text"]) <= kit.SECTION_LIMIT
    assert block["text"]["text"].endswith("…")


def test_the_text_is_the_first_line_then_the_content_then_the_choices() -> None:
    later = kit.select("Later", "later", [("In 2 hours", "a"), ("Tomorrow", "b")])
    message = kit.message(
        "First.",
        [
            kit.plain("First."),
            kit.section("*Why now* a & b, `/cmd`", kit.button("Show me how", "how")),
            kit.quote("<her words>"),
            kit.actions(kit.primary("Add evidence", "done", 6), later),
            kit.context("Small print."),
        ],
    )
    assert message.text == (
        "First.\n"
        "Why now a &amp; b, /cmd\n"
        "&lt;her words&gt;\n"
        "Small print.\n"
        "You can choose: Show me how; Add evidence; Later (In 2 hours, or Tomorrow)."
    )


def test_a_very_long_text_is_cut_but_its_choices_stay() -> None:
    message = kit.message(
        "First.", [kit.plain("& " * 1500), kit.plain("& " * 1500), kit.actions(kit.button("Stay", "s"))]
    )
    assert len(message.text) <= 4000
    assert message.text.endswith("…\nYou can choose: Stay.")
    assert "&am…" not in message.text


def test_lines_are_joined_into_blocks_without_breaking_one() -> None:
    assert list(chunks(["aaaa", "bbbb", "cc", "d" * 12], 9)) == ["aaaa\nbbbb", "cc", "d" * 8 + "…"]
    assert list(chunks([], 9)) == []


def test_only_named_blocks_have_an_id() -> None:
    first, second = kit.message("x", [kit.plain("x"), kit.plain("y", name="here")]).blocks
    assert "block_id" not in first
    assert second["block_id"] == "here"


def test_empty_words_are_still_a_block_that_slack_takes() -> None:
    message = kit.message("x", [kit.quote(""), kit.words("")])
    assert [block["elements"][0]["elements"][0]["text"] for block in message.blocks] == [" ", " "]


def test_a_section_escapes_what_would_be_a_mention_or_a_link() -> None:
    shown = kit.message("x", [kit.section("<!channel> & <https://a.b|c>")]).blocks[0]["text"]["text"]
    assert shown == "&lt;!channel&gt; &amp; &lt;https://a.b|c&gt;"


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (
            ["In 2 hours: Mon 11:00, UTC", "Tomorrow: Tue 09:00, UTC"],
            "In 2 hours: Mon 11:00, or Tomorrow: Tue 09:00, UTC",
        ),
        (["Mon 11:00, UTC", "Skip", "Tue 09:00, UTC"], "Mon 11:00, UTC, or Skip, or Tue 09:00, UTC"),
        (["Mon 11:00, UTC", "Tue 09:00, Lisbon time"], "Mon 11:00, UTC, or Tue 09:00, Lisbon time"),
        (["Alike", "Alike"], "Alike, or Alike"),
    ],
)
def test_what_several_options_in_a_row_end_with_is_heard_behind_the_last(
    options: list[str], said: str
) -> None:
    menu = kit.select("Later", "later", [(text, f"{at}") for at, text in enumerate(options)])
    assert kit.message("x", [kit.actions(menu)]).text.endswith(f"Later ({said}).")


@pytest.mark.parametrize(
    ("first", "heard"),
    [
        ("This week: ask one person (45 min).", False),
        ("Ask one person (45 min).", True),
        ("This week: ask somebody.", True),
    ],
)
def test_a_heading_that_ends_the_first_line_is_not_heard_again(first: str, heard: bool) -> None:
    message = kit.message(first, [kit.header("Ask one person (45 min)"), kit.plain("Why")])
    assert ("\nAsk one person (45 min)" in message.text) is heard
