"""Direct messages: never silence, no pretending, and nothing kept until a press."""

import json
import time
from collections.abc import Callable
from typing import Any

import pytest
from sqlmodel import col, update
from structlog.testing import capture_logs

from bot.coach import direct_messages
from bot.coach.coach import Caller
from bot.domain.messages import Kind
from bot.sandbox import elements
from bot.sandbox.person import Person
from bot.store import outbox
from bot.store.tables import Message, Week
from bot.views import direct_messages as dm_views
from bot.views import direct_messages as views
from bot.views import ids
from tests.handlers.acts import acts_in, caller, clicks_twice, first, forge, form, progress_of, written
from tests.slowness import until
from tests.world import World

NOTES = "She told me how it went the last time. " * 12


def replies(person: Person) -> list[str]:
    return [m.visible for m in person.messages("DM") if m.user != person.id and m.ephemeral_for is None]


def test_a_message_that_slack_brings_hours_late_is_not_acted_on(
    world: World, ana: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    began = time.time()
    monkeypatch.setattr("handlers.listeners.wall", lambda: began + 2 * 3600)
    ana.writes("skip")
    world.settle()
    assert ana.last("DM").visible == (
        "I wasn't running when you wrote this, so I did nothing. Send it again if you want it done."
    )


def test_a_word_that_opens_a_form_is_answered_by_a_button_that_does_it(world: World, ana: Person) -> None:
    ana.writes("settings")
    world.settle()
    assert acts_in(ana.last("DM")) == [ids.WORD_RUN]
    ana.clicks(ids.WORD_RUN, value="settings")
    assert form(ana) == ids.SETTINGS_FORM


AT_ONCE = {
    "later": "When shall this week's assignment come back?",
    "Stop!": "There are four ways to stop.",
    "leave": "If you leave, the programme ends",
    "evidence": "Your first piece of evidence",
    "wins": "Next milestone",
    "help": "You can type",
    "next": "My next message",
    "mute": "I'm muted.",
    "unmute": "I'm not muted any more.",
    "skip": "Ask one person about the last time",
    "join": "You are in month 1, week 1.",
}
"""What somebody writes, and how the answer begins."""
FORMS = {
    "done": ids.HAND_IN_FORM,
    "submit": ids.HAND_IN_FORM,
    "swap": ids.SWAP_FORM,
    "settings": ids.SETTINGS_FORM,
}


@pytest.mark.parametrize(("word", "begins"), AT_ONCE.items())
def test_a_word_is_answered_at_once_as_after_the_command(
    world: World, ana: Person, word: str, begins: str
) -> None:
    ana.writes(word)
    world.settle()
    answer = ana.last("DM")
    assert answer.visible.startswith(begins)
    assert answer.ephemeral_for is None


@pytest.mark.parametrize(("word", "opened"), FORMS.items())
def test_a_word_for_a_form_takes_one_press_more(world: World, ana: Person, word: str, opened: str) -> None:
    ana.writes(word)
    world.settle()
    ana.clicks(ids.WORD_RUN, value="done" if opened == ids.HAND_IN_FORM else word)
    assert form(ana) == opened


def test_a_word_acts_in_the_dm_too(world: World, ana: Person) -> None:
    ana.writes("mute")
    world.settle()
    assert progress_of(world, ana).muted
    ana.writes("unmute")
    world.settle()
    assert not progress_of(world, ana).muted


def test_prose_that_begins_with_a_word_is_not_the_word(world: World, ana: Person) -> None:
    ana.writes("Later that day I asked her again.")
    world.settle()
    answer = ana.last("DM")
    assert answer.visible.startswith(first(dm_views.short([])))
    assert acts_in(answer) == [ids.WORD_RUN, ids.HELP_OPEN]
    ana.writes("Stop and think, I told the team today.")
    world.settle()
    assert not progress_of(world, ana).muted


def test_what_is_written_after_done_is_asked_about_and_kept_as_it_was_written(
    world: World, ana: Person
) -> None:
    ana.writes("done: she calls the bank before she retries.")
    world.settle()
    assert ana.last("DM").visible.startswith(first(dm_views.long("", 0, 1)))
    ana.clicks(ids.TEXT_KEEP)
    assert [piece.core for piece in written(world, ana)] == ["done: she calls the bank before she retries."]


def test_status_is_answered_at_once(world: World, ana: Person) -> None:
    ana.writes("status")
    world.settle()
    assert ana.last("DM").visible.startswith("Month 1, week 1")
    ana.clicks(ids.ASSIGNMENT_DONE)
    assert form(ana) == ids.HAND_IN_FORM


def test_nonsense_gets_the_nearest_words_and_all_of_them(world: World, ana: Person) -> None:
    ana.writes("setings")
    world.settle()
    answer = ana.last("DM")
    assert answer.visible.startswith(first(dm_views.short([])))
    assert "settings" in [found.element.get("value") for found in elements.interactive(answer.blocks)]
    assert acts_in(answer)[-1] == ids.HELP_OPEN


def test_a_long_text_is_kept_only_after_a_press_and_then_replaces_the_question(
    world: World, ana: Person
) -> None:
    ana.writes(NOTES)
    world.settle()
    question = ana.last("DM").visible
    assert question.startswith(first(dm_views.long("", 0, 1)))
    assert progress_of(world, ana).evidence == ()
    ana.clicks(ids.TEXT_KEEP)
    world.settle()
    assert "Your text is saved as evidence for week 1." in ana.sees("DM")
    assert "That looks like work" not in ana.sees("DM")
    [piece] = written(world, ana)
    assert (piece.kind.id, piece.core.strip()) == ("interview", NOTES.strip())
    assert "Week 1 is done: your first interview is saved." in ana.sees("DM")


def test_all_30000_characters_are_kept_and_can_be_read_again(world: World, ana: Person) -> None:
    text = " ".join(f"{number:05d}" for number in range(5000))
    assert len(text) == 29_999
    ana.writes(text)
    world.settle()
    assert "All 29,999 characters are in your message." in ana.last("DM").visible
    ana.clicks(ids.TEXT_KEEP)
    world.settle()
    assert written(world, ana)[0].core == text
    ana.clicks(ids.EVIDENCE_SEE)
    assert text.replace(" ", "") in ana.sees("modal").replace("\n", "").replace(" ", "")


def test_pressing_keep_twice_keeps_one_piece(world: World, ana: Person) -> None:
    ana.writes(NOTES)
    world.settle()
    clicks_twice(world, ana, ana.last("DM"), ids.TEXT_KEEP)
    assert len(progress_of(world, ana).evidence) == 1


def test_it_counts_for_the_week_that_the_question_named(world: World, ana: Person) -> None:
    ana.writes(NOTES)
    world.settle()
    world.walk_to("2027-01-18 10:00")
    ana.clicks(ids.TEXT_KEEP)
    world.settle()
    assert [piece.week for piece in progress_of(world, ana).evidence] == [1]
    assert "Your text is saved as evidence for week 1." in ana.sees("DM")


def test_a_text_for_a_kind_that_begins_with_a_choice_is_kept_as_free_text(world: World, ana: Person) -> None:
    week = progress_of(world, ana).week
    logged = next(a for a in world.bot.coach.playbook.assignments if a.kind == "decision-log")
    with world.bot.database.write() as session:
        row = session.get(Week, week.id)
        assert row
        row.assignment_id = logged.id
    ana.writes(NOTES)
    world.settle()
    ana.clicks(ids.TEXT_KEEP)
    assert [piece.kind.id for piece in progress_of(world, ana).evidence] == ["free-text"]


def test_no_means_that_nothing_is_kept(world: World, ana: Person) -> None:
    ana.writes(NOTES)
    world.settle()
    ana.clicks(ids.TEXT_DROP)
    assert ana.last("DM").visible.startswith(first(dm_views.dropped()))
    assert progress_of(world, ana).evidence == ()


def test_a_text_that_was_deleted_meanwhile_cannot_be_kept(world: World, ana: Person) -> None:
    ana.writes(NOTES)
    world.settle()
    world.slack.workspace.forget(next(m for m in ana.messages("DM") if m.user == ana.id))
    ana.clicks(ids.TEXT_KEEP)
    assert ana.last("DM").visible.startswith(first(dm_views.gone()))
    assert progress_of(world, ana).evidence == ()


def test_a_text_is_kept_as_its_writer_saw_it(world: World, ana: Person) -> None:
    world.bot.directory.look_up(world.bot.team, world.li.id)
    codes = f"<https://x.org/a?b=1|the page> <http://README.md|README.md> <@{world.li.id}> <!here>"
    message = world.slack.workspace.post(
        world.slack.workspace.dm(ana.id).id, ana.id, f"{NOTES} a &lt; b &amp; c {codes}"
    )
    world.slack.user_actions._event(world.slack.events.said(message))
    world.settle()
    ana.clicks(ids.TEXT_KEEP)
    assert written(world, ana)[0].core.endswith(
        "a < b & c the page (https://x.org/a?b=1) README.md @Li @here"
    )


def test_a_burst_gets_one_answer(world: World, ana: Person) -> None:
    for text in ("hello", "are you there", "hm"):
        ana.writes(text)
    world.settle()
    assert len(replies(ana)) == 3


def test_work_in_a_burst_is_not_passed_over(world: World, ana: Person) -> None:
    ana.writes("here are my notes")
    ana.writes(NOTES)
    ana.writes("thanks")
    world.settle()
    assert len(replies(ana)) == 4
    ana.clicks(ids.TEXT_KEEP)
    assert len(progress_of(world, ana).evidence) == 1


def test_a_word_in_a_burst_is_not_passed_over(world: World, ana: Person) -> None:
    ana.writes("hmm")
    ana.writes("stop")
    world.settle()
    assert "ways to stop" in replies(ana)[-1]


def test_a_long_text_without_spaces_is_taken_for_work(world: World, ana: Person) -> None:
    ana.writes("彼女は再試行する前に銀行に電話します。" * 30)
    world.settle()
    assert "That looks like work." in replies(ana)[-1]


def test_a_redelivered_message_is_answered_once(world: World, ana: Person) -> None:
    world.slack.faults.duplicate_payloads()
    ana.writes("hello")
    world.settle()
    with world.bot.database.write() as session:
        session.exec(update(Message).where(col(Message.kind) == "reply").values(created_at=0))
    said = next(m for m in ana.messages("DM") if m.user == ana.id)
    world.slack.user_actions._event(world.slack.events.said(said))
    world.settle()
    assert len(replies(ana)) == 3


OTHERS: list[dict[str, Any]] = [
    {"subtype": "message_changed"},
    {"subtype": "message_deleted"},
    {"subtype": "bot_message"},
    {"user": "USLACKBOT"},
    {"channel_type": "channel"},
]


@pytest.mark.parametrize("change", OTHERS)
def test_edits_bots_and_other_channels_are_left_alone(
    world: World, ana: Person, change: dict[str, Any]
) -> None:
    _event(world, ana, change)
    assert len(replies(ana)) == 2


@pytest.mark.parametrize("subtype", ["file_share", "me_message", "thread_broadcast"])
def test_a_text_with_a_file_or_in_another_form_is_answered(world: World, ana: Person, subtype: str) -> None:
    _event(world, ana, {"subtype": subtype})
    assert len(replies(ana)) == 3


def _event(world: World, person: Person, change: dict[str, Any]) -> None:
    """Tell the app of a message that the sandbox's people can't write."""
    dm = world.slack.workspace.dm(person.id)
    event = {
        "type": "message",
        "channel": dm.id,
        "channel_type": "im",
        "user": person.id,
        "text": "hello",
        "ts": world.slack.workspace.next_ts(),
        **change,
    }
    world.slack.user_actions._event(world.slack.events._send(event, "message.im"))
    world.settle()


def test_somebody_who_has_not_joined_is_told_so(world: World) -> None:
    world.ana.writes("hello?")
    world.settle()
    answer = world.ana.last("DM").visible
    assert answer.startswith(first(dm_views.stranger()))
    world.ana.clicks(ids.JOIN_OPEN)
    assert form(world.ana) == ids.JOIN_FORM


def test_somebody_who_has_left_is_told_the_way_back(world: World, ana: Person) -> None:
    ana.types("/pm-progress leave")
    ana.clicks(ids.LEAVE_CONFIRM)
    ana.writes("hello?")
    world.settle()
    assert ana.last("DM").visible.startswith("You have left.")
    ana.clicks(ids.JOIN_AGAIN)
    assert not progress_of(world, ana).left


def test_what_was_written_stays_out_of_the_store(world: World, ana: Person) -> None:
    ana.writes("my secret plan")
    world.settle()
    assert "secret plan" not in json.dumps([[m.text, m.blocks] for m in world.outbox()])


def test_what_the_coach_wrote_itself_is_no_evidence(world: World, ana: Person) -> None:
    ana.writes(NOTES)
    world.settle()
    nudge, question = ana.messages("DM")[1], ana.last("DM")
    forge(question.blocks, ids.TEXT_KEEP, f"{nudge.ts}:{progress_of(world, ana).week.id}")
    ana.clicks(ids.TEXT_KEEP)
    assert ana.last("DM").visible.startswith(first(dm_views.gone()))
    assert progress_of(world, ana).evidence == ()


def test_a_burst_elsewhere_silences_nobody(world: World, ana: Person) -> None:
    world.joined(world.li)
    ana.writes("hello")
    world.li.writes("hello")
    world.settle()
    assert [len(replies(person)) for person in (ana, world.li)] == [3, 3]
    elsewhere = Caller("T0ELSEWHERE", ana.id)
    dm = world.slack.workspace.dm(ana.id).id
    direct_messages.reply(world.bot.coach, elsewhere, dm, "1.0", views.dropped(), asked=False)
    assert [row.text for row in world.outbox() if row.team_id == "T0ELSEWHERE"] == [views.dropped().text]


def test_only_an_answer_counts_as_an_answer_to_a_burst(world: World, ana: Person) -> None:
    dm = world.slack.workspace.dm(ana.id).id
    with world.bot.coach.acting(caller(world, ana)) as member:
        outbox.post(
            member.session,
            team_id=member.record.team_id,
            member_id=member.record.id,
            channel=dm,
            kind=Kind.SAVED,
            key="just now",
            screen=views.dropped(),
            run_at=member.now,
        )
    ana.writes("hello")
    world.settle()
    assert replies(ana)[-1].startswith(first(dm_views.short([])))


def test_a_reply_in_a_thread_is_answered_there_and_kept_from_there(world: World, ana: Person) -> None:
    nudge = ana.last("DM")
    ana.replies(nudge, NOTES)
    world.settle()
    question = ana.last("DM")
    assert question.thread_ts == nudge.ts
    ana.clicks(ids.TEXT_KEEP, in_="DM")
    assert question.visible == "Your text is saved as evidence for week 1."
    assert [piece.core for piece in written(world, ana)] == [NOTES]
    ana.replies(nudge, "later")
    world.settle()
    ana.replies(nudge, "stop")
    world.settle()
    ana.clicks(ids.WORD_RUN, in_="DM", value="mute")
    assert {message.thread_ts for message in ana.messages("DM")[-4:]} == {nudge.ts}


def test_an_answer_in_a_thread_is_looked_for_there_after_a_broken_line(world: World, ana: Person) -> None:
    world.slack.faults.drop("chat.postMessage", executed=True)
    ana.replies(ana.last("DM"), "next")
    world.settle()
    until(lambda: bool(world.bot.delivery.reconcile()))
    until(lambda: [row.state for row in world.outbox() if row.kind == Kind.REPLY] == ["sent"])
    assert len(replies(ana)) == 3


def test_what_cannot_be_kept_is_said_and_what_can(world: World, ana: Person) -> None:
    other = world.slack.workspace.post(world.wins.id, world.li.id, "the spec is done")
    acts: list[Callable[[], object]] = [
        lambda: ana.shares("notes.pdf"),
        lambda: ana.shares("clip.m4a"),
        lambda: ana.forwards(other),
    ]
    for act in acts:
        act()
        world.settle()
        assert ana.last("DM").visible.startswith("I can save words and links, but no files")
        assert ids.ASSIGNMENT_DONE in acts_in(ana.last("DM"))
    for words in ("done", NOTES, "gibberish"):
        ana.shares("notes.pdf", words)
        world.settle()
        assert dm_views.ATTACHED in ana.last("DM").visible, words
    ana.clicks(ids.WORD_RUN, in_="DM", value="done")
    assert form(ana) == ids.HAND_IN_FORM


def test_what_an_app_sends_for_a_member_is_answered_and_slackbot_never(world: World, ana: Person) -> None:
    actions, dm = world.slack.user_actions, world.slack.workspace.dm(ana.id).id
    before = len(replies(ana))
    actions.slackbot_says(ana.id, "next")
    world.settle()
    assert len(replies(ana)) == before + 1  # Slackbot's own
    actions.send(ana.id, dm, "next", integration=True)
    world.settle()
    assert ana.last("DM").visible.startswith("My next message")


def test_no_on_a_second_device_after_keep_says_what_holds(world: World, ana: Person) -> None:
    ana.writes(NOTES)
    world.settle()
    question = ana.last("DM")
    blocks = list(question.blocks)
    ana.clicks(ids.TEXT_KEEP)
    question.blocks[:] = blocks
    ana.clicks(ids.TEXT_DROP)
    assert question.visible == "Your text is saved as evidence for week 1."
    assert len(written(world, ana)) == 1


def test_payloads_without_a_trigger_leave_no_traceback(world: World, ana: Person) -> None:
    ana.types("/pm-progress settings")
    assert ana.modal
    ana.modal.view["notify_on_close"] = True
    with capture_logs() as logs:
        assert not ana.closes().timed_out
        for kind in ("dialog_cancellation", "dialog_submission", "interactive_message", "block_suggestion"):
            world.slack.user_actions.interaction(ana.id, kind, callback_id="old", state="s", action_id="x")
    assert [line for line in logs if "exc_info" in line or line.get("action") == "handler.failed"] == []


def test_a_misspelt_word_that_is_put_right_is_answered_and_other_edits_are_not(
    world: World, ana: Person
) -> None:
    ana.writes("nexxt week")
    world.settle()
    said = next(message for message in ana.messages("DM") if message.user == ana.id)
    before = len(replies(ana))
    ana.edits(said, "nexxt month")
    world.settle()
    assert len(replies(ana)) == before
    for _ in range(2):
        ana.edits(said, "next")
        world.settle()
    assert len(replies(ana)) == before + 1
    assert ana.last("DM").visible.startswith("My next message")


def test_what_was_refused_while_the_messages_tab_was_off_comes_once_it_is_on(world: World) -> None:
    world.slack.workspace.switch_messages_tab(False)
    ana = world.joined()
    assert replies(ana) == []
    world.slack.workspace.switch_messages_tab(True)
    ana.opens("DM")
    world.settle()
    welcome, _ = replies(ana)
    assert welcome.startswith("Hello Ana")
    assert ids.ASSIGNMENT_DONE in acts_in(ana.last("DM"))
