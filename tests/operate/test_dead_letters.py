"""`pm-coach outbox`: what was given up is seen, and goes out again when its reason is mended."""

import json
import re
from datetime import timedelta
from io import StringIO

import pytest
from rich.console import Console
from sqlmodel import col, update
from typer.testing import CliRunner

from bot.cli import main
from bot.operate import dead_letters
from bot.operate.dead_letters import ALIVE, PLANNED, REFUSED
from bot.store.outbox import millis
from bot.store.tables import Message
from tests.operate.conftest import NOW, Shelf
from tests.slowness import until
from tests.world import World

HOUR = timedelta(hours=1)


def retry(shelf: Shelf, *ids: int, late: bool = False) -> dict[int, str]:
    """The outcome for each message; without ids, for all that may go."""
    return {each.id: each.outcome for each in dead_letters.retry(shelf.settings, ids or None, NOW, late=late)}


def test_a_message_starts_afresh_and_its_queue_is_woken(shelf: Shelf) -> None:
    dead = shelf.dead(
        "missing_scope",
        late=HOUR,
        attempts=8,
        owner="me",
        verify_at=5,
        verifications=2,
        expires_at=millis(NOW + HOUR),
    )
    assert retry(shelf, dead) == {dead: PLANNED}
    row = shelf.row(dead)
    assert (row.state, row.attempts, row.error, row.owner) == ("planned", 0, None, None)
    assert (row.sending_at, row.verify_at, row.verifications) == (None, None, 0)
    assert (row.run_at, row.expires_at) == (millis(NOW - HOUR), millis(NOW + HOUR))
    queue = shelf.queue()
    assert queue
    assert queue.due_at == millis(NOW - HOUR)


def test_asking_twice_is_harmless_and_says_what_it_found(shelf: Shelf) -> None:
    dead, sent = shelf.dead("missing_scope"), shelf.message("sent", ts="1.1")
    assert retry(shelf, dead, sent, 99, dead) == {dead: PLANNED, sent: ALIVE, 99: REFUSED}
    assert retry(shelf, dead, sent) == {dead: ALIVE, sent: ALIVE}
    assert (shelf.row(sent).state, shelf.row(sent).ts) == ("sent", "1.1")


@pytest.mark.parametrize(
    "expired", [{"end_reason": "expired"}, {"error": "user_not_found", "expires_at": millis(NOW)}]
)
def test_what_has_outlived_its_moment_goes_only_with_late(expired: dict[str, object], shelf: Shelf) -> None:
    dead = shelf.message("dead", **expired)  # type: ignore[arg-type]
    assert retry(shelf, dead) == {dead: REFUSED}
    assert shelf.row(dead).state == "dead"
    assert retry(shelf, dead, late=True) == {dead: PLANNED}
    assert shelf.row(dead).expires_at is None


def test_all_takes_what_may_go_and_leaves_the_rest(shelf: Shelf) -> None:
    ana, gone = shelf.member("U1", muted_at=NOW), shelf.member("U2", left_at=NOW)
    scope = shelf.dead("missing_scope")
    reply = shelf.dead("missing_scope", member_id=ana, kind="kept")
    left = [
        shelf.dead("unknown"),
        shelf.dead("expired"),
        shelf.dead("not_in_channel", kind="win", channel="C1"),
        shelf.dead("missing_scope", member_id=ana),
        shelf.dead("missing_scope", member_id=gone, kind="kept"),
    ]
    newer = shelf.dead("superseded")
    assert retry(shelf) == {scope: PLANNED, reply: PLANNED, **dict.fromkeys(left, REFUSED)}
    assert {shelf.row(each).state for each in (*left, newer)} == {"dead"}


def test_an_unknown_one_goes_when_it_is_named_and_a_win_never_does(shelf: Shelf) -> None:
    unknown = shelf.dead("unknown")
    win, newer = shelf.dead("unknown", kind="win", channel="C1"), shelf.dead("superseded")
    assert retry(shelf, unknown, win, newer) == {unknown: PLANNED, win: REFUSED, newer: REFUSED}


def test_the_list_says_why_and_whether_it_can_go_again_but_not_what_it_says(shelf: Shelf) -> None:
    member = shelf.member("U1")
    expired = shelf.dead("expired", member_id=member, channel="D1")
    shelf.dead("superseded")
    scope = shelf.dead("missing_scope", channel="U7")
    rows = dead_letters.listed(shelf.settings, NOW)
    assert [(row["id"], row["to"], row["reason"], row["retry"]) for row in rows] == [
        (scope, "U7", "missing_scope", "can be retried"),
        (expired, "U1", "expired", "it makes no sense any more; --late sends it all the same"),
    ]
    console = Console(file=StringIO(), width=200)
    dead_letters.render(rows, console)
    shown = console.file.getvalue()  # type: ignore[attr-defined]
    assert "the token lacks a scope (missing_scope)" in shown
    assert "Ask five people" not in shown + json.dumps(rows)


def test_nothing_given_up_says_so(shelf: Shelf) -> None:
    console = Console(file=StringIO())
    dead_letters.render(dead_letters.listed(shelf.settings, NOW), console)
    assert console.file.getvalue() == "Nothing was given up.\n"  # type: ignore[attr-defined]
    assert dead_letters.sentences([]) == ["Nothing was given up."]


def test_a_running_coach_sends_what_was_retried_once(any_world: World) -> None:
    any_world.joined()
    with any_world.bot.database.write() as session:
        session.exec(
            update(Message)
            .where(col(Message.kind) == "nudge")
            .values(state="dead", end_reason="refused", error="missing_scope")
        )
    before = len(any_world.ana.messages("DM"))
    [row] = dead_letters.listed(any_world.settings, any_world.clock.now())
    for _ in range(2):
        dead_letters.retry(any_world.settings, [row["id"]], any_world.clock.now())
        any_world.settle()
    until(lambda: any_world.outbox()[row["id"] - 1].state == "sent")
    assert len(any_world.ana.messages("DM")) == before + 1


def command(shelf: Shelf, *words: str) -> tuple[int, str]:
    done = CliRunner().invoke(main.app, ["outbox", *words], env={"DATABASE_URL": shelf.settings.database_url})
    return done.exit_code, done.output


def test_the_commands_say_what_they_did(shelf: Shelf) -> None:
    scope, expired = shelf.dead("missing_scope"), shelf.dead("expired")
    code, said = command(shelf, "dead", "--json")
    assert (code, [row["id"] for row in json.loads(said)]) == (0, [expired, scope])
    code, said = command(shelf, "retry", str(scope), str(expired))
    assert code == 1
    assert said.splitlines() == [
        f"{scope} goes out again: nudge (post) in T1.",
        f"{expired} is left as it is: it makes no sense any more; --late sends it all the same.",
        "1 of 2; a running coach sends within seconds.",
    ]
    assert command(shelf, "retry", str(scope)) == (0, f"{scope} is left as it is: it is planned already.\n")
    assert command(shelf, "retry", "--all")[0] == 0
    assert re.search(rf"^ +{expired} +nudge \(post\)", command(shelf, "dead")[1], re.MULTILINE)


@pytest.mark.parametrize("words", [["retry"], ["retry", "--all", "7"], ["retry", "seven"], []])
def test_asking_for_nothing_or_for_all_and_some_is_wrong_use(words: list[str], shelf: Shelf) -> None:
    assert command(shelf, *words)[0] == 2
