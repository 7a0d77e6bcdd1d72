"""Whoever runs the coach is told what needs mending, once a day for each cause."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlmodel import col, select, update

from bot.clock import MovableClock
from bot.coach.coach import Coach
from bot.operate import alarms
from bot.operate.alarms import Alarm
from bot.playbook.loader import load
from bot.renderers import renderers
from bot.screen import Screen
from bot.slack import manifest
from bot.slack.calls import NOT_INSTALLED
from bot.slack.workspaces import Workspace
from bot.store.outbox import millis
from bot.store.tables import Message
from bot.views.operator import operator_alarm
from tests.operate.conftest import NOW, TEAM, Shelf
from tests.world import world as open_world

MINUTE = timedelta(minutes=1)
BOSS = "U0BOSS"


class Watch:
    """A coach whose troubles stand on the shelf."""

    def __init__(self, shelf: Shelf) -> None:
        self.shelf, self.clock = shelf, MovableClock(NOW)
        self.coach = Coach(shelf.database, load(None), self.clock, renderers())

    def left(self, state: str, reason: str | None) -> None:
        """A message that was last tried a minute ago stands like this."""
        if state == "dead" and reason:
            self.shelf.dead(reason, ago=MINUTE)
        else:
            self.shelf.message(state, error=reason, ago=MINUTE)

    def tells(self, *known: Alarm, home: str = TEAM, operators: tuple[str, ...] = (BOSS,)) -> list[str]:
        """What is queued for the operators now, by its first line."""
        before = self.queued()
        told = alarms.tell_operators(self.coach, Workspace(home), operators, known)
        new = [row for row in self.queued() if row.id not in {old.id for old in before}]
        assert told == len(new)
        return [row.text.splitlines()[0] for row in new]

    def queued(self) -> list[Message]:
        with self.shelf.database.read() as session:
            mine = select(Message).where(Message.kind == alarms.KIND).order_by(col(Message.id))
            return list(session.exec(mine))


@pytest.fixture
def watch(shelf: Shelf) -> Watch:
    return Watch(shelf)


def test_while_nothing_needs_mending_nobody_is_told(watch: Watch) -> None:
    watch.shelf.message()
    watch.shelf.message("sent")
    watch.shelf.dead("superseded")
    watch.shelf.dead("expired")
    watch.shelf.dead("user_not_found")
    watch.shelf.dead("missing_scope", ago=timedelta(days=1))
    assert watch.tells() == []


@pytest.mark.parametrize(
    ("state", "error", "count", "said"),
    [
        ("dead", "missing_scope", 1, "Slack refuses what I send: missing_scope (1 message)."),
        (
            "dead",
            "messages_tab_disabled",
            3,
            "Slack refuses what I send: messages_tab_disabled (3 messages).",
        ),
        ("planned", "token_revoked", 2, "Slack refuses what I send: token_revoked (2 messages)."),
        ("dead", "unknown", 1, "Slack didn't say whether it has 1 message of mine, and I couldn't find out."),
        ("dead", "invalid_blocks", 5, "5 messages of mine didn't go out: Slack says invalid_blocks."),
        ("dead", "invalid_blocks", 4, None),
        ("planned", "ratelimited", 50, None),
        ("unverified", None, 1, None),
    ],
)
def test_each_kind_of_trouble_is_told_once(
    state: str, error: str | None, count: int, said: str | None, watch: Watch
) -> None:
    for _ in range(count):
        watch.left(state, error)
    assert watch.tells() == ([said] if said else [])
    if said:
        watch.left(state, error)
        assert watch.tells() == []


def test_a_workspace_that_stands_still_for_a_quarter_of_an_hour_is_told(watch: Watch) -> None:
    watch.shelf.pause(60, due_at=millis(NOW - 15 * MINUTE))
    assert watch.tells() == []
    watch.shelf.pause(60, due_at=millis(NOW - 16 * MINUTE))
    assert watch.tells() == ["My messages are 16 min late: Slack wants me to wait."]


def test_a_standstill_whose_reason_is_told_isnt_told_as_well(watch: Watch) -> None:
    watch.shelf.pause(60, due_at=millis(NOW - 16 * MINUTE))
    watch.shelf.message(error="token_revoked")
    assert watch.tells() == ["Slack refuses what I send: token_revoked (1 message)."]


def test_the_next_day_what_goes_on_is_told_again(watch: Watch) -> None:
    watch.shelf.message(error="token_revoked")
    assert len(watch.tells()) == 1
    watch.clock.move_to(datetime(2027, 1, 11, 23, 59, tzinfo=UTC))
    assert watch.tells() == []
    watch.clock.move_to(datetime(2027, 1, 12, tzinfo=UTC))
    assert len(watch.tells()) == 1


def test_what_was_given_up_just_before_midnight_is_told_just_after(watch: Watch) -> None:
    watch.clock.move_to(datetime(2027, 1, 12, tzinfo=UTC))
    watch.shelf.dead("missing_scope", ago=3 * MINUTE)
    assert watch.tells() == []
    watch.shelf.dead("missing_scope", ago=timedelta(seconds=30))
    assert watch.tells() == ["Slack refuses what I send: missing_scope (1 message)."]


def test_an_alarm_that_was_refused_raises_no_alarm(watch: Watch) -> None:
    watch.shelf.dead("messages_tab_disabled", kind=alarms.KIND)
    assert watch.tells() == []


def test_every_operator_is_told_and_a_new_one_too(watch: Watch) -> None:
    watch.shelf.dead("unknown")
    assert len(watch.tells(operators=())) == 0
    assert len(watch.tells()) == 1
    assert len(watch.tells(operators=(BOSS, "U0NEW"))) == 1
    assert sorted(row.channel for row in watch.queued()) == [BOSS, "U0NEW"]


def test_trouble_elsewhere_names_its_workspace(watch: Watch) -> None:
    watch.shelf.dead("unknown", team_id="T2")
    [said] = watch.tells()
    assert said.endswith("I couldn't find out. (Workspace T2.)")
    assert watch.queued()[0].team_id == TEAM


def test_what_a_start_finds_is_told(watch: Watch) -> None:
    granted = ",".join(scope for scope in manifest.bot_scopes() if scope not in ("groups:read", "im:history"))
    found = alarms.gaps(Workspace(TEAM, wins_channel="C1"), granted, sees_channel=False)
    assert sorted(watch.tells(*found)) == [
        "I can't see WINS_CHANNEL, C1.",
        "My token lacks groups:read, im:history.",
    ]
    assert watch.tells(*found) == []
    assert alarms.gaps(Workspace(TEAM), ", ".join(manifest.bot_scopes()), sees_channel=True) == []


def test_an_alarm_says_what_to_do_and_makes_sense_for_a_day(watch: Watch) -> None:
    watch.shelf.dead("missing_scope")
    watch.tells()
    [row] = watch.queued()
    assert row.text.splitlines() == [
        "Slack refuses what I send: missing_scope (1 message).",
        "What to do: Paste manifest.yml on the Slack app page again, then install the app again. "
        "Then: pm-coach outbox retry --all.",
        "Run pm-coach doctor to see what is wrong. "
        "Only the people who run PM Coach get this, once a day at most.",
    ]
    assert row.expires_at == millis(NOW + timedelta(days=1))


def test_of_two_replicas_that_notice_it_at_once_one_tells(
    watch: Watch, monkeypatch: pytest.MonkeyPatch
) -> None:
    watch.shelf.dead("unknown")
    others: list[list[str]] = []

    def render_slowly(what: str, todo: str) -> Screen:
        """Meanwhile the other replica tells them."""
        monkeypatch.setattr(alarms, "operator_alarm", operator_alarm)
        others.append(Watch(watch.shelf).tells())
        return operator_alarm(what, todo)

    monkeypatch.setattr(alarms, "operator_alarm", render_slowly)
    assert alarms.tell_operators(watch.coach, Workspace(TEAM), (BOSS,)) == 0
    assert len(others[0]) == len(watch.queued()) == 1


def test_a_running_coach_tells_its_operator_when_slack_starts_to_refuse(sqlite_url: str) -> None:
    with open_world(sqlite_url) as world:
        world.joined()
        with world.bot.database.write() as session:
            session.exec(
                update(Message)
                .where(col(Message.kind) == "welcome")
                .values(state="dead", end_reason="unknown")
            )
        li = world.li.record.id
        assert alarms.tell_operators(world.bot.coach, world.bot.workspace, (li,)) == 1
        world.settle()
        [said] = world.li.messages("DM")
        assert said.visible.startswith("Slack didn't say whether it has 1 message of mine")


def test_messages_for_a_workspace_that_removed_the_app_are_told_with_the_remedy(watch: Watch) -> None:
    watch.left("planned", NOT_INSTALLED)
    assert watch.tells() == [
        "I'm not installed in this workspace any more, and 1 message of mine can't go out there."
    ]
