"""Replies and small answers, word for word: kept, welcome, evidence, next, leave, help, the DM, trouble."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain.commands import SUBCOMMANDS
from bot.domain.progress import Evidence, Message, Sharing, Week
from bot.views import direct_messages, errors, evidence, ids, leave, operator, welcome
from bot.views import help as help_
from bot.views import next as next_
from bot.views.hand_in import reply
from tests.views import samples as a
from tests.views.reading import elements_of, pressable, read
from tests.views.screens import AFTER_A_MISS, FIRST_WEEK, LEFT, MOVED, MUTED

NEXT_LINE = "Next from me: Mon 22 Feb, 09:00, Lisbon time."


def test_the_welcome_says_what_comes_and_how_to_stop_it() -> None:
    message = welcome.welcome(a.progress(), True)
    assert message.text.splitlines()[0] == (
        "Mondays at 09:00, Lisbon time: one assignment. I send nothing else unasked."
    )
    assert read(message) == [
        "Mondays at 09:00, Lisbon time: one assignment. I send nothing else unasked.",
        "Your first one comes next, right here. "
        "What you hand in stays with you: a channel sees a text only if you press Post on it.",
        "[Change day or hour] [How to stop]",
        "- Only you see this in Slack; whoever runs me holds the database.",
    ]


def test_who_did_not_want_the_first_assignment_at_once_can_start_it() -> None:
    message = welcome.welcome(FIRST_WEEK, False)
    assert f"Your first week is open already. Start now, or wait. {NEXT_LINE}" in message.text
    assert pressable(message, ids.WEEK_START)["value"] == "1"


def test_the_reply_quotes_one_line_and_says_which_week_is_kept() -> None:
    message = reply.kept(a.evidence(), a.handed_in_week(), a.READER, None)
    assert read(message) == [
        "Handed in, version 1. Week 6 is kept.",
        "I kept it word for word. One line of it:",
        "> She calls the bank before she retries.",
        "[Revise it] [See what I sent]",
        f"- Only you see this in Slack. {NEXT_LINE}",
    ]


@pytest.mark.parametrize(
    ("piece", "week", "line"),
    [
        (a.evidence(version=2), a.handed_in_week(), "Version 1 stays beside it."),
        (a.evidence(short=True), a.handed_in_week(), "The 15-minute version counts in full."),
        (
            a.evidence(first=True),
            a.handed_in_week(),
            "That was your first piece. It goes to no channel and no person by itself; "
            "whoever runs me holds the database.",
        ),
        (a.evidence(handed_in_at=a.NEXT), a.handed_in_week(), "Handed in, version 1. Week 6 is kept now."),
        (
            a.evidence(handed_in_at=a.NEXT - timedelta(minutes=1)),
            a.handed_in_week(),
            "Handed in, version 1. Week 6 is kept.",
        ),
        (
            a.evidence(version=2, handed_in_at=a.NEXT),
            a.handed_in_week(),
            "Handed in, version 2. Week 6 is kept.",
        ),
        (a.evidence(), a.week(), "Handed in, version 1. Week 6 stays open."),
    ],
)
def test_the_reply_says_what_is_special_about_a_piece(piece: Evidence, week: Week, line: str) -> None:
    assert line in read(reply.kept(piece, week, a.READER, None))


def test_the_first_line_of_the_reply_gives_nothing_away() -> None:
    move = a.evidence(
        kind=a.INTERVIEW.model_copy(update={"label": "application"}), title="Apply for a PM role"
    )
    first = reply.kept(move, a.handed_in_week(), a.READER, None).text.splitlines()[0]
    assert first == "Handed in, version 1. Week 6 is kept."


def test_a_post_that_is_no_longer_true_is_asked_about_in_the_reply() -> None:
    new = "Talked to six people about how they work around us."
    lines = read(
        reply.kept(a.evidence(), a.handed_in_week(), a.READER, a.win(Sharing.POSTED, correction=new))
    )
    assert lines[4:7] == [
        'Your post in #wins says "five"; it is "six" now. It would then read:',
        f"> {new}",
        "[*Correct the post] [Leave it]",
    ]


def test_a_win_that_is_right_as_it_stands_is_not_asked_about() -> None:
    lines = read(reply.kept(a.evidence(), a.handed_in_week(), a.READER, a.win(Sharing.POSTED)))
    assert len(lines) == 5


def test_evidence_is_listed_newest_first_with_late_weeks_to_hand_in_for() -> None:
    message = evidence.evidence(AFTER_A_MISS)
    assert read(message) == [
        "# Your evidence",
        "Third story (17 Feb): interview for week 6.  [See it]",
        "Page for a VP, version 2 (17 Feb): interview for week 6.  [See it]",
        "[Hand it in for week 2]",
        "- Only you see this in Slack.",
    ]
    assert pressable(message, "assignment.done")["value"] == "2"
    assert [e["accessibility_label"] for e in elements_of(message)[:2]] == [
        "See it: Third story",
        "See it: Page for a VP",
    ]


def test_without_evidence_the_one_act_that_fills_the_list_stands_there() -> None:
    assert read(evidence.evidence(FIRST_WEEK)) == [
        "Nothing handed in so far. One line and a link will do.",
        "[*Hand it in]",
    ]
    late = replace(FIRST_WEEK, late=AFTER_A_MISS.late)
    assert read(evidence.evidence(late))[-1] == "[Hand it in for week 2]"


def test_at_most_two_late_weeks_are_offered_so_that_nobody_counts_misses() -> None:
    many = replace(AFTER_A_MISS, late=tuple(a.week(id=n, number=n) for n in (5, 4, 3, 2)))
    assert read(evidence.evidence(many))[3:5] == ["[Hand it in for week 5]", "[Hand it in for week 4]"]


def test_ten_pieces_are_listed_and_all_are_in_a_modal() -> None:
    eleven = a.progress(evidence=tuple(a.evidence(id=n, title=f"Piece {n}") for n in range(11)))
    assert read(evidence.evidence(eleven))[-2:] == ["[All evidence]", "- Only you see this in Slack."]
    assert len(read(evidence.all_evidence(eleven))) == 12
    hundred = a.progress(evidence=(a.evidence(),) * 100)
    assert (
        read(evidence.all_evidence(hundred))[-1] == "- And five older pieces; whoever runs me can export all."
    )


def test_one_piece_shows_everything_that_was_written() -> None:
    earlier = a.evidence(fields={"learnt": "A first try."})
    now = a.evidence(version=2, short=True)
    assert read(evidence.one(now, [earlier, now], a.READER)) == [
        "Third story: interview, version 2, week 6, handed in Wed 17 Feb. It was the 15-minute version.",
        "> What did you learn?",
        "> She calls the bank before she retries.",
        "> Twice a week.",
        "> Who",
        "> support agent",
        "[Add to it]",
        "- Version 1, Wed 17 Feb: A first try.",
        "- Only you see this in Slack.",
    ]


def test_a_piece_of_thirty_thousand_characters_is_shown_in_full() -> None:
    text = "".join(chr(97 + n % 26) for n in range(30_000))
    blocks = evidence.one(a.evidence(fields={"learnt": text}), [], a.READER)["blocks"]
    runs = [run["text"] for b in blocks if b["type"] == "rich_text" for run in b["elements"][0]["elements"]]
    assert "".join(runs) == f"What did you learn?\n{text}"


def test_the_next_messages_are_named_with_what_they_are() -> None:
    assert read(next_.next_messages(a.progress())) == [
        f"{NEXT_LINE} It opens week 7. Otherwise I write only in answer to what you do.",
        "- In a row: Mon 22 Feb 09:00, Mon 1 Mar 09:00, Mon 8 Mar 09:00, all Lisbon time.",
        "[Settings]",
    ]


def test_a_moved_message_is_the_next_one() -> None:
    reader = replace(a.READER, next_message=MOVED.moved_to)
    assert read(next_.next_messages(a.progress(week=MOVED, reader=reader)))[0] == (
        "Next from me: Tue 09:00, Lisbon time. That is this week's assignment, which you moved. "
        "Otherwise I write only in answer to what you do."
    )


def test_a_muted_member_reads_that_nothing_comes() -> None:
    assert read(next_.next_messages(MUTED)) == ["I'm muted; nothing comes until you unmute.", "[*Unmute]"]


def test_leaving_is_asked_once_and_never_argued_with() -> None:
    message = leave.ask(a.progress())
    assert read(message) == [
        "Leaving ends the programme: no more messages from me. "
        "Your five kept weeks and two pieces of evidence stay as they are. "
        "All of it is erased if you ask whoever runs me. You can come back at any time and go on from here.",
        "[Leave the programme] [Stay]",
    ]
    assert read(leave.stayed(a.progress())) == ["Nothing changed; you are in."]
    assert read(leave.gone(LEFT)) == [
        "You have left, and I write no more. "
        "Your five kept weeks and two pieces of evidence stay as they are. "
        "To have all of it erased, ask whoever runs me. All the best.",
        "[Pick up where I was]",
    ]


def test_help_lists_every_word_that_works_and_who_sees_it() -> None:
    lines = read(help_.help(True))
    assert lines[0] == "What you can type after /pm-progress, or write to me in our DM."
    for word in SUBCOMMANDS:
        assert f"`{f'/pm-progress {word.word}'.strip()}` {word.line}" in "\n".join(lines)
    assert lines[-1].startswith("- Nobody else sees the command or the answer")


def test_a_stranger_reads_of_joining_first() -> None:
    assert read(help_.help(False))[1].startswith("*Start, get help*\n`/pm-progress join`")


@pytest.mark.parametrize(
    ("typed", "nearest", "lines"),
    [
        ("sawp", "swap", ["I don't know 'sawp'. Did you mean swap?", "[Swap] [All I can do]"]),
        ("stats", "", ["I don't know 'stats'. Did you mean status?", "[Status] [All I can do]"]),
        ("fish", None, ["I don't know 'fish'.", "[All I can do]"]),
        ("x" * 99, None, [f"I don't know '{'x' * 29}…'.", "[All I can do]"]),
    ],
)
def test_an_unknown_word_gets_the_nearest_one(typed: str, nearest: str | None, lines: list[str]) -> None:
    assert read(help_.unknown(typed, nearest)) == lines


def test_stopping_names_both_ways_with_what_stays() -> None:
    message = help_.stop(a.progress())
    assert [element["text"]["text"] for element in elements_of(message)] == ["Mute", "Leave"]
    assert read(message)[0] == "Two ways to stop. Each takes one press, and there is a way back from both."


def test_a_short_text_gets_the_two_nearest_words_and_nothing_is_kept() -> None:
    message = direct_messages.short(["swap", "later", "skip"])
    assert read(message) == [
        "I only understand a few words, and that wasn't one of them. Perhaps one of these?",
        "*Swap*: take another assignment this week.  [Swap]",
        "*Later*: move this week's message to a later hour or day.  [Later]",
        "[All I can do]",
        "- I keep nothing of what you wrote.",
    ]
    assert [e["value"] for e in elements_of(message)[:2]] == ["swap", "later"]


@pytest.mark.parametrize(
    ("parsed", "line"),
    [
        ("swap", "*Swap*: take another assignment this week.  [Swap]"),
        ("unmute", "*Unmute*: let my messages come again.  [Unmute]"),
        ("stop", "*Stop*: the two ways to stop, with the way back from each.  [Stop]"),
    ],
)
def test_a_word_of_ours_in_the_dm_gets_the_button_that_does_it(parsed: str, line: str) -> None:
    message = direct_messages.word(parsed)
    assert read(message) == ["Here it is.", line]
    assert pressable(message, ids.WORD_RUN)["value"] == parsed


def test_a_text_that_was_kept_says_for_which_week() -> None:
    assert read(direct_messages.kept_text(3)) == ["Kept as evidence for week 3."]


def test_a_long_text_is_offered_to_be_kept_and_isnt_quoted() -> None:
    message = direct_messages.long("1795500000.000100", 17, 3, 30_000)
    assert read(message) == [
        "That looks like work. Keep it as evidence for week 3?",
        "[*Keep as evidence] [No, it was for me]",
        "- All 30,000 characters are in your message. I keep nothing until you press.",
    ]
    assert pressable(message, ids.TEXT_KEEP)["value"] == "1795500000.000100:17"
    assert read(direct_messages.long("1.0", 17, 3))[-1] == "- I keep nothing until you press."


@pytest.mark.parametrize(
    ("message", "first"),
    [
        (errors.broken("7F3K"), "Something broke on my side, so nothing changed."),
        (errors.cant_save_message("7F3K"), "I can't save right now, so nothing changed."),
        (errors.not_yours(), "That one isn't yours. Yours is under /pm-progress."),
        (
            errors.form_too_slow("Hand it in", "assignment.done", 6),
            "The form took too long to open, and nothing is lost.",
        ),
        (errors.week_closed(2, 2), "Week 2 is closed, and late work counts."),
        (errors.nothing_behind(), "What that button was for is gone, so nothing changed."),
        (direct_messages.dropped(), "Fine, I kept nothing of it."),
        (
            direct_messages.stranger(),
            "I send one assignment a week to people who have joined; you haven't, so nothing comes.",
        ),
        (operator.operator_hello(), "I'm connected. Two things from you, and I'm ready for people."),
    ],
)
def test_what_happened_is_said_first(message: Message, first: str) -> None:
    assert message.text.splitlines()[0] == first


@pytest.mark.parametrize(
    ("sentence", "text"),
    [
        (
            errors.channel_unseen("team"),
            "I can't see #team. Invite me there first, or pick another; the old choice stays.",
        ),
        (
            errors.channel_unseen(),
            "I can't see that channel. Invite me there first, or pick another; the old choice stays.",
        ),
        (
            errors.zone_unknown("Lissabon", "Europe/Lisbon"),
            "I don't know the zone 'Lissabon'. Did you mean Europe/Lisbon? Nothing changed.",
        ),
        (
            errors.zone_unknown("x"),
            "I don't know the zone 'x'. Write it as in Europe/Lisbon. Nothing changed.",
        ),
        (errors.compulsory("What did you learn?"), "One line is enough here: what did you learn?"),
        (
            errors.too_long(3000, 3001),
            "This field holds 3,000 characters, and these are 3,001. Your text is as you left it.",
        ),
        (
            errors.empty_text(),
            "A post needs a line. To keep it private, close this and press Keep it private.",
        ),
        (
            errors.already_posted("#wins", a.NOW, a.READER),
            "It is in #wins since Mon 09:00, Lisbon time; I didn't post it twice.",
        ),
    ],
)
def test_a_sentence_under_a_field_says_what_to_do(sentence: str, text: str) -> None:
    assert sentence == text


def test_an_answer_on_home_or_in_a_modal_is_a_small_view() -> None:
    view = errors.as_view(errors.not_yours())
    assert view["title"]["text"] == "PM Coach"
    assert view["blocks"] == errors.not_yours().blocks


def test_a_form_that_was_too_slow_can_be_opened_again() -> None:
    message = errors.form_too_slow("Hand it in", "assignment.done", 6)
    assert pressable(message, "assignment.done")["value"] == "6"
