"""Replies and small answers: what they name, what they quote, and what can be done from them."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain.commands import SUBCOMMANDS
from bot.domain.feedback.asking import Question
from bot.domain.feedback.finding import Strength
from bot.domain.judging import PieceFeedback
from bot.domain.playbook import Shows
from bot.domain.progress import Evidence, Sharing, Week, What
from bot.playbook.loader import load
from bot.store.files import SentFile
from bot.views import dashboard, direct_messages, errors, evidence, ids, leave, own_data, welcome
from bot.views import help as help_
from bot.views import next as next_
from bot.views.hand_in import reply
from bot.views.nudge.nudge import nudge
from tests.views import samples as a
from tests.views.reading import actions_of, elements_of, pressable, read
from tests.views.screens import AFTER_A_MISS, FIRST_WEEK, LEFT, MOVED, MUTED

NEXT = "Mon 22 Feb, 09:00, Lisbon time"
KEPT = reply.kept(a.evidence(), a.handed_in_week(), a.READER, None)


def test_the_welcome_says_what_it_is_for_then_what_comes_and_how_to_stop_it() -> None:
    message = welcome.welcome(a.progress(), True)
    assert message.text.splitlines()[0].endswith("I help you to do product work and to show it.")
    assert "Every Monday at 09:00, Lisbon time, I send you one assignment." in message.text
    assert actions_of(message) == [ids.ASSIGNMENT_HOW, ids.SETTINGS_OPEN, ids.HELP_STOP]


def test_who_did_not_want_the_first_assignment_at_once_can_start_it() -> None:
    message = welcome.welcome(FIRST_WEEK, False)
    assert NEXT in message.text
    assert pressable(message, ids.WEEK_START)["value"] == "1"


def test_the_reply_quotes_one_line_and_says_which_week_is_kept() -> None:
    assert all(fact in read(KEPT)[0] for fact in ("interview", "Week 6"))
    assert "> She calls the bank before she retries." in read(KEPT)
    assert "Twice a week." not in KEPT.text
    assert NEXT in KEPT.text
    assert actions_of(KEPT) == [ids.EVIDENCE_REVISE, ids.EVIDENCE_SEE]


@pytest.mark.parametrize(
    ("piece", "week", "longer"),
    [
        (a.evidence(version=2), a.handed_in_week(), True),
        (a.evidence(short=True), a.handed_in_week(), True),
        (a.evidence(first=True), a.handed_in_week(), True),
        (a.evidence(handed_in_at=a.NEXT), a.handed_in_week(), False),
        (a.evidence(), a.week(), False),
    ],
    ids=["second version", "15 minutes", "first piece", "late", "for no week"],
)
def test_the_reply_says_what_is_special_about_a_piece(piece: Evidence, week: Week, longer: bool) -> None:
    special = read(reply.kept(piece, week, a.READER, None))
    assert special != read(KEPT)
    assert (len(special) > len(read(KEPT))) is longer


@pytest.mark.parametrize(
    "piece",
    [
        a.evidence(handed_in_at=a.NEXT - timedelta(minutes=1)),
        a.evidence(version=2, handed_in_at=a.NEXT),
    ],
    ids=["in the last minute", "a version of what was in time"],
)
def test_only_a_first_version_after_the_weeks_end_is_late(piece: Evidence) -> None:
    early = replace(piece, handed_in_at=a.NOW)
    shown, same = (read(reply.kept(each, a.handed_in_week(), a.READER, None)) for each in (piece, early))
    assert shown[0] == same[0]


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"part": "Launch", "decided": "Ten people by name."}, ["You wrote:", "> Ten people by name."]),
        ({"part": "Launch", "changed-mind": "One egg."}, ["You wrote:", "> One egg."]),
        ({"part": "Launch"}, []),
    ],
)
def test_the_reply_quotes_what_was_written_and_never_what_was_chosen(
    fields: dict[str, str], said: list[str]
) -> None:
    piece = a.evidence(kind=load().kind["decision-log"], fields=fields)
    shown = read(reply.kept(piece, a.handed_in_week(), a.READER, None))
    assert [line for line in shown if line.startswith(("You wrote", ">"))] == said


def test_the_first_line_of_the_reply_names_no_private_kind() -> None:
    step = a.INTERVIEW.fields[0].model_copy(update={"shows": Shows.PRIVATE})
    private = a.INTERVIEW.model_copy(update={"label": "application", "fields": (step,)})
    first, second, *_ = reply.kept(
        a.evidence(kind=private), a.handed_in_week(), a.READER, None
    ).text.splitlines()
    assert "application" not in first
    assert "application" in second
    assert "interview" in KEPT.text.splitlines()[0]


def test_a_post_that_is_no_longer_true_is_asked_about_in_the_reply() -> None:
    new = "Talked to six people about how they work around us."
    win = a.win(Sharing.POSTED, correction=new)
    asking = reply.kept(a.evidence(), a.handed_in_week(), a.READER, win)
    assert f"> {new}" in read(asking)
    assert "#wins" in asking.text
    assert actions_of(asking)[2:] == [ids.WIN_CORRECT, ids.WIN_LEAVE]


def test_a_win_that_is_right_as_it_stands_is_not_asked_about() -> None:
    assert reply.kept(a.evidence(), a.handed_in_week(), a.READER, a.win(Sharing.POSTED)) == KEPT


def test_evidence_is_listed_newest_first_with_late_weeks_to_hand_in_for() -> None:
    message = evidence.evidence(AFTER_A_MISS)
    assert [line[:26] for line in read(message)[1:3]] == [
        "Third story (17 Feb): inte",
        "Page for a VP, version 2 (",
    ]
    assert actions_of(message) == [ids.EVIDENCE_SEE, ids.EVIDENCE_SEE, ids.ASSIGNMENT_DONE]
    assert pressable(message, ids.ASSIGNMENT_DONE)["value"] == "2"
    spoken = [element["accessibility_label"] for element in elements_of(message)[:2]]
    assert "Third story" in spoken[0]
    assert "Page for a VP" in spoken[1]


def test_without_evidence_the_one_act_that_fills_the_list_stands_there() -> None:
    assert pressable(evidence.evidence(FIRST_WEEK), ids.ASSIGNMENT_DONE)["value"] == "1"
    late = evidence.evidence(replace(FIRST_WEEK, late=AFTER_A_MISS.late))
    assert [element["value"] for element in elements_of(late)] == ["2"]


def test_at_most_two_late_weeks_are_offered_so_that_nobody_counts_misses() -> None:
    many = replace(AFTER_A_MISS, late=tuple(a.week(id=n, number=n) for n in (5, 4, 3, 2)))
    assert [element["value"] for element in elements_of(evidence.evidence(many))[2:]] == ["5", "4"]


def test_ten_pieces_are_listed_and_all_are_in_a_modal() -> None:
    eleven = a.progress(evidence=tuple(a.evidence(id=n, title=f"Piece {n}") for n in range(11)))
    assert actions_of(evidence.evidence(eleven)) == [*[ids.EVIDENCE_SEE] * 10, ids.EVIDENCE_ALL]
    assert len(elements_of(evidence.all_evidence(eleven))) == 11
    hundred = evidence.all_evidence(a.progress(evidence=(a.evidence(),) * 100))
    assert "five" in read(hundred)[-1]


def test_one_piece_shows_everything_that_was_written() -> None:
    earlier = a.evidence(fields={"learnt": "A first try."})
    now = a.evidence(version=2)
    shown = evidence.one(now, [earlier, now], a.READER)
    heading, *_ = read(shown)
    assert all(fact in heading for fact in ("Third story", "interview", "version 2", "week 6", "Wed 17 Feb"))
    assert read(shown)[1:6] == [
        "> What did you learn?",
        "> She calls the bank before she retries.",
        "> Twice a week.",
        "> Who",
        "> support agent",
    ]
    assert read(shown)[-2].endswith("Wed 17 Feb: A first try.")
    assert actions_of(shown) == [ids.EVIDENCE_REVISE]


def test_a_piece_says_that_it_was_the_short_version() -> None:
    short, full = (evidence.one(a.evidence(short=short), [], a.READER) for short in (True, False))
    assert read(short)[0].startswith(read(full)[0])
    assert "15" in read(short)[0]


def test_a_piece_of_thirty_thousand_characters_is_shown_in_full() -> None:
    text = "".join(chr(97 + n % 26) for n in range(30_000))
    blocks = evidence.one(a.evidence(fields={"learnt": text}), [], a.READER)["blocks"]
    runs = [run["text"] for b in blocks if b["type"] == "rich_text" for run in b["elements"][0]["elements"]]
    assert "".join(runs) == f"What did you learn?\n{text}"


def test_the_next_messages_are_named_with_what_they_are() -> None:
    shown = next_.next_messages(a.progress())
    first, row, _ = read(shown)
    assert NEXT in first
    assert "Your next week starts" in first
    assert "Mon 22 Feb 09:00, Mon 1 Mar 09:00, Mon 8 Mar 09:00, all Lisbon time" in row
    assert actions_of(shown) == [ids.SETTINGS_OPEN]


def test_a_moved_message_is_the_next_one() -> None:
    reader = replace(a.READER, next_message=MOVED.moved_to, what=What.MOVED)
    first = read(next_.next_messages(a.progress(week=MOVED, reader=reader)))[0]
    assert "Tue 09:00, Lisbon time" in first
    assert "next week" not in first


def test_a_muted_member_is_promised_nothing_and_can_unmute() -> None:
    shown = next_.next_messages(MUTED)
    assert "Feb" not in shown.text
    assert actions_of(shown) == [ids.MUTE_OFF]


def test_leaving_is_asked_once_and_never_argued_with() -> None:
    asked = leave.ask(a.progress())
    assert dashboard.keeps(a.progress()) in asked.text
    assert actions_of(asked) == [ids.LEAVE_CONFIRM, ids.LEAVE_WITH_DATA, ids.LEAVE_CANCEL]
    assert actions_of(leave.stayed(a.progress())) == []
    assert dashboard.keeps(LEFT) in leave.gone(LEFT).text
    assert actions_of(leave.gone(LEFT)) == [ids.JOIN_AGAIN]


def test_help_lists_every_word_that_works() -> None:
    lines = "\n".join(read(help_.help(True)))
    for word in SUBCOMMANDS:
        assert f"`{f'/pm-progress {word.word}'.strip()}` {word.line}" in lines


def test_a_stranger_reads_of_joining_first() -> None:
    listed = [line for text in read(help_.help(False)) for line in text.splitlines() if "`" in line]
    assert listed[0].startswith("`/pm-progress join`")


@pytest.mark.parametrize(
    ("typed", "nearest", "values"),
    [("sawp", "swap", ["swap"]), ("stats", "", ["status"]), ("fish", None, []), ("x" * 99, None, [])],
)
def test_an_unknown_word_gets_the_nearest_one(typed: str, nearest: str | None, values: list[str]) -> None:
    answer = help_.unknown(typed, nearest)
    assert typed[:29] in answer.text
    assert "x" * 30 not in answer.text
    *near, everything = elements_of(answer)
    assert [element["value"] for element in near] == values
    assert all(value in read(answer)[0] for value in values)
    assert everything["action_id"] == ids.HELP_OPEN


def test_stopping_offers_four_ways() -> None:
    found = [(each["action_id"], each["value"]) for each in elements_of(help_.stop(a.progress()))]
    assert found == [
        (ids.WORD_RUN, "away"),
        (ids.WORD_RUN, "mute"),
        (ids.WORD_LEAVE, "leave"),
        (ids.WORD_RUN, "erase"),
    ]


def test_a_short_text_gets_the_two_nearest_words() -> None:
    message = direct_messages.short(["swap", "later", "skip"])
    found = [(each["action_id"], each.get("value")) for each in elements_of(message)]
    assert found == [(ids.WORD_RUN, "swap"), (ids.WORD_RUN, "later"), (ids.HELP_OPEN, None)]


@pytest.mark.parametrize("parsed", ["swap", "unmute", "stop"])
def test_a_word_of_ours_in_the_dm_gets_the_button_that_does_it(parsed: str) -> None:
    message = direct_messages.word(parsed)
    assert [(each["action_id"], each["value"]) for each in elements_of(message)] == [(ids.WORD_RUN, parsed)]


def test_a_text_that_was_kept_says_for_which_week() -> None:
    assert "week 3" in direct_messages.kept_text(3).text


def test_a_long_text_is_offered_to_be_kept() -> None:
    message = direct_messages.long("1795500000.000100", 17, 3, 30_000)
    assert "week 3" in message.text
    assert "30,000" in message.text
    assert actions_of(message) == [ids.TEXT_KEEP, ids.TEXT_DROP]
    assert pressable(message, ids.TEXT_KEEP)["value"] == "1795500000.000100:17"


def test_an_answer_on_home_or_in_a_modal_is_a_small_view() -> None:
    view = errors.as_view(errors.not_yours())
    assert view["type"] == "modal"
    assert view["blocks"] == errors.not_yours().blocks


def test_a_form_that_was_too_slow_can_be_opened_again() -> None:
    message = errors.form_too_slow("Add evidence", ids.ASSIGNMENT_DONE, 6)
    assert pressable(message, ids.ASSIGNMENT_DONE)["value"] == "6"


def test_an_old_button_of_a_closed_week_gets_the_one_that_still_works() -> None:
    assert pressable(errors.week_closed(2, 2), ids.ASSIGNMENT_DONE)["value"] == "2"
    assert actions_of(errors.settled(a.handed_in_week(), a.READER)) == [ids.EVIDENCE_SEE, ids.EVIDENCE_REVISE]


@pytest.mark.parametrize(
    ("sentence", "facts"),
    [
        (errors.channel_unseen("team"), ["#team"]),
        (errors.zone_unknown("Lissabon", "Europe/Lisbon"), ["'Lissabon'", "Europe/Lisbon"]),
        (errors.compulsory("What did you learn?"), ["what did you learn?"]),
        (errors.too_long(3000, 3001), ["3,000", "3,001"]),
        (errors.already_posted("#wins", a.NOW, a.READER), ["#wins", "Mon 09:00, Lisbon time"]),
        (errors.broken_form("7F3K"), ["7F3K"]),
        (errors.cant_save("7F3K"), ["7F3K"]),
        (errors.broken("7F3K").text, ["7F3K"]),
        (errors.cant_save_message("7F3K").text, ["7F3K"]),
    ],
)
def test_a_sentence_names_what_it_is_about(sentence: str, facts: list[str]) -> None:
    assert all(fact in sentence for fact in facts)


def test_many_posts_and_files_leave_room_for_how_many_more_there_are() -> None:
    said = own_data.who_saw([a.win(Sharing.POSTED)] * 20, [SentFile("ana.pdf", 9, a.NOW)] * 20, a.READER)
    assert len(said.blocks) <= 50
    assert "Ten older ones aren't listed here. Your export holds all of them." in read(said)
    assert "I showed nothing else of yours to other people." in said.text


TWICE = "She copies every order to paper."


@pytest.mark.parametrize(
    ("good", "quote", "times"),
    [
        (None, TWICE, 1),
        (TWICE, TWICE, 1),
        (TWICE, "She copies every order", 1),
        (None, "Agent", 1),
        ("When did you last copy one?", TWICE, 1),
    ],
    ids=["the core", "what works", "a part of what works", "another field", "not what works"],
)
def test_the_same_words_are_quoted_once_in_a_reply(good: str | None, quote: str, times: int) -> None:
    given = PieceFeedback(
        good=Strength(good, 0, len(good), "You asked.", "x") if good else None,
        question=Question("ask_today", quote, "What do they do today instead?"),
    )
    piece = a.evidence(fields={"learnt": TWICE}, feedback=given)
    said = "\n".join(read(reply.kept(piece, a.handed_in_week(), a.READER, None)))
    assert said.count("She copies every order") == times
    assert "What do they do today instead?" in said


def test_who_sees_a_message_and_what_a_button_opens_are_said_while_that_is_new() -> None:
    assert [number for number in range(1, 9) if "Only you see" in _of_week(number)] == [1, 2, 3, 4]
    assert [number for number in range(1, 9) if "opens a short form" in _of_week(number)] == [1, 2, 3, 4]
    private = a.TICKETS.model_copy(update={"exposure": 3})
    assert "Only you see" in nudge(a.week(number=20, assignment=private), a.READER).text


def test_a_week_of_fourteen_days_says_so() -> None:
    two = nudge(a.week(number=40, ends_at=a.NEXT + timedelta(weeks=1)), a.READER).text
    assert "You have two weeks for this, until Mon 1 Mar, 09:00, Lisbon time." in two
    assert "Week 40 ends" not in two
    assert "Week 6 ends" in nudge(a.week(), a.READER).text


def _of_week(number: int) -> str:
    return nudge(a.week(number=number), a.READER).text
