"""What the doctor says of the queue, on either database."""

from datetime import timedelta
from typing import Any

import pytest

from bot.operate import doctor_queue
from bot.operate.finding import DoctorFinding, State
from bot.store import outbox, outbox_report
from bot.store.outbox import millis
from tests.operate.conftest import NOW, Shelf

MINUTE = timedelta(minutes=1)


def findings(shelf: Shelf) -> list[DoctorFinding]:
    with shelf.database.read() as session:
        found = (
            outbox_report.depth(session, NOW),
            outbox_report.dead(session, outbox_report.WEEK),
            outbox_report.paused(session, NOW),
        )
        return list(doctor_queue.examine(session, NOW, *found))


def found(shelf: Shelf, check: str) -> DoctorFinding:
    [finding] = [each for each in findings(shelf) if each.check == check]
    return finding


@pytest.mark.parametrize(
    ("late", "state", "words"),
    [
        (timedelta(seconds=59), State.OK, "2 planned, 1 of them due, 0 on their way."),
        (MINUTE, State.WARNING, "2 planned, 1 of them due, 0 on their way; the oldest is 60 s late."),
        (15 * MINUTE, State.WARNING, "2 planned, 1 of them due, 0 on their way; the oldest is 15 min late."),
        (16 * MINUTE, State.WRONG, "2 planned, 1 of them due, 0 on their way; the oldest is 16 min late."),
    ],
)
def test_a_queue_that_falls_behind_is_a_warning_then_wrong(
    late: timedelta, state: State, words: str, shelf: Shelf
) -> None:
    shelf.message(late=late)
    shelf.message(late=-MINUTE)
    shelf.message("sent", late=timedelta(days=1))
    finding = found(shelf, "queue")
    assert (finding.state, finding.said) == (state, words)
    assert finding.todo == ("" if state is State.OK else doctor_queue.RUNNING)


def test_edits_that_nobody_waits_for_may_take_their_time(shelf: Shelf) -> None:
    shelf.message(method="update", priority=outbox.LATE, late=90 * MINUTE)
    assert found(shelf, "queue").state is State.OK
    shelf.message(method="update", priority=outbox.ACT, late=20 * MINUTE)
    finding = found(shelf, "queue")
    assert (finding.state, "20 min late" in finding.said) == (State.WRONG, True)


def test_what_slack_makes_wait_isnt_the_coachs_fault(shelf: Shelf) -> None:
    shelf.message(late=20 * MINUTE)
    shelf.pause(359, due_at=millis(NOW - 20 * MINUTE))
    assert found(shelf, "queue").state is State.OK
    finding = found(shelf, "paused")
    assert finding.state is State.WARNING
    assert finding.said == "T1 is paused for 5 min more; its oldest message is 20 min late."


def test_a_pause_that_is_over_isnt_mentioned(shelf: Shelf) -> None:
    shelf.pause(-1)
    assert [each for each in findings(shelf) if each.check == "paused"] == []


@pytest.mark.parametrize("due", [{"state": "unverified"}, {"verify_at": 1}])
def test_an_outcome_that_is_being_looked_up_is_a_warning(due: dict[str, Any], shelf: Shelf) -> None:
    shelf.message("sending", verify_at=2**50)
    assert found(shelf, "unknown").state is State.OK
    shelf.message(**{"state": "sending", "verify_at": 2**50, **due})
    finding = found(shelf, "unknown")
    assert (finding.state, finding.said) == (State.WARNING, "1 message got no clear answer from Slack.")


def test_an_outcome_that_isnt_found_out_within_a_quarter_of_an_hour_is_wrong(shelf: Shelf) -> None:
    shelf.message("unverified", ago=14.9 * MINUTE, attempts=1)
    shelf.message("unverified", ago=15.1 * MINUTE, attempts=1)
    shelf.message("sending", ago=600 * MINUTE, verify_at=2**50, attempts=1)  # Slack was away at the last look
    finding = found(shelf, "unknown")
    assert (finding.state, finding.said) == (
        State.WRONG,
        "3 messages got no clear answer from Slack, 2 of them over 15 min ago.",
    )


def test_what_is_looked_up_after_a_restore_may_take_longer(shelf: Shelf) -> None:
    shelf.message("unverified", ago=600 * MINUTE, restored=True)
    assert found(shelf, "unknown").state is State.WARNING


def test_what_was_given_up_is_told_by_reason_with_the_remedy(shelf: Shelf) -> None:
    for _ in range(3):
        shelf.dead("messages_tab_disabled")
    shelf.dead("expired")
    shelf.dead("superseded")
    shelf.dead("unknown", ago=timedelta(days=8))
    first, second = (each for each in findings(shelf) if each.check == "dead")
    assert (first.state, first.said) == (
        State.WRONG,
        "3 messages given up in T1: the Messages Tab is off (messages_tab_disabled).",
    )
    assert first.todo == (
        "Switch the Messages Tab on: Slack app page -> App Home. Then: pm-coach outbox retry --all."
    )
    assert (second.state, second.said) == (
        State.WARNING,
        "1 message given up in T1: too late to make sense.",
    )


def test_a_reason_is_mended_once_the_same_kind_of_call_gets_through(shelf: Shelf) -> None:
    shelf.dead("messages_tab_disabled")
    shelf.message("sent", method="home")
    shelf.message("sent", team_id="T2")
    assert found(shelf, "dead").state is State.WRONG
    shelf.message("sent")
    assert found(shelf, "dead").state is State.WARNING


def test_what_will_be_tried_again_is_wrong_only_if_somebody_has_to_mend_it(shelf: Shelf) -> None:
    shelf.message(error="invalid_auth")
    shelf.message(error="ratelimited")
    said = {each.said: each.state for each in findings(shelf) if each.check == "waiting"}
    assert said == {
        "1 message in T1 will be tried again: Slack doesn't know the token (invalid_auth).": State.WRONG,
        "1 message in T1 will be tried again: Slack wants a pause (ratelimited).": State.WARNING,
    }


def test_weeks_that_dont_open_mean_that_scheduled_work_isnt_done(shelf: Shelf) -> None:
    shelf.member("U1", next_due_at=millis(NOW - 10 * MINUTE) + 1)
    shelf.member("U2", muted_at=NOW)
    shelf.member("U3", left_at=NOW, next_due_at=None)
    assert found(shelf, "members") == DoctorFinding("members", State.OK, "2 enrolled, 1 of them muted.")
    shelf.member("U4", next_due_at=millis(NOW - 10 * MINUTE))
    finding = found(shelf, "members")
    assert (finding.state, finding.said) == (
        State.WRONG,
        "3 enrolled, 1 of them muted; for 1 the week should have opened over 10 min ago.",
    )


def test_the_depth_counts_each_state_once(shelf: Shelf) -> None:
    shelf.message(late=90 * MINUTE)
    shelf.message(late=-MINUTE)
    shelf.message(method="update", priority=outbox.LATE, late=180 * MINUTE)
    shelf.message("unverified")
    shelf.message("unverified", ago=16 * MINUTE, attempts=1)
    shelf.message("sending", verify_at=2**50)
    shelf.message("sent")
    shelf.dead("missing_scope")
    shelf.dead("superseded")
    shelf.pause(60)
    shelf.member(next_due_at=millis(NOW))
    with shelf.database.read() as session:
        depth = outbox_report.depth(session, NOW)
    assert depth == outbox_report.Depth(
        planned=3, due=2, sending=3, unknown=2, stuck=1, dead=1, late_seconds=5400.0, paused=1, members_due=1
    )


def test_the_last_and_the_next_are_in_order_and_name_members_by_their_id(shelf: Shelf) -> None:
    ana = shelf.member("U1", next_due_at=millis(NOW + 2 * MINUTE))
    first = shelf.message("sent", member_id=ana, channel="D1", late=5 * MINUTE, sent_at=millis(NOW))
    win = shelf.message("sent", member_id=ana, channel="C1", kind="win", sent_at=millis(NOW + MINUTE))
    soon = shelf.message(member_id=ana, late=-MINUTE)
    late = shelf.message(channel="D9", late=MINUTE)
    with shelf.database.read() as session:
        sent, coming = outbox_report.newest_sent(session, 10), outbox_report.coming(session, 10)
        assert [each.id for each in outbox_report.coming(session, 1)] == [late]
    assert [(each.id, each.to, each.zone) for each in sent] == [
        (win, "C1", None),
        (first, "U1", "Europe/Berlin"),
    ]
    assert [(each.id, each.to, each.kind) for each in coming] == [
        (late, "D9", "nudge"),
        (soon, "U1", "nudge"),
        (None, "U1", "week"),
    ]


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (0, "0 s"),
        (119, "119 s"),
        (120, "2 min"),
        (7199, "119 min"),
        (7200, "2 h"),
        (172799, "47 h"),
        (172800, "2 days"),
    ],
)
def test_a_span_is_told_in_whole_units(seconds: int, words: str) -> None:
    assert doctor_queue.spell(timedelta(seconds=seconds)) == words
