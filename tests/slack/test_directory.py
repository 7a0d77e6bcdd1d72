"""What Slack says of people and channels: asked, kept, asked again, and done without."""

import time
from collections.abc import Iterator
from itertools import count
from typing import Any

import pytest
from slack_sdk import WebClient
from sqlmodel import select, update
from structlog.testing import capture_logs

from bot.sandbox import Sandbox
from bot.slack import directory as module
from bot.slack.directory import BOUND, Directory, Person
from bot.slack.workspaces import Workspace, Workspaces
from bot.store import tables
from bot.store.database import Database
from bot.store.directory import note_channel, note_person
from tests.delivery.test_what_came_back import answering
from tests.slowness import scaled
from tests.world import local_slack

_numbers = count(1)


def a_name() -> str:
    """Of a channel that no other test has."""
    return f"wins-{next(_numbers)}"


class Office:
    def __init__(self, url: str, slack: Sandbox) -> None:
        self.slack, self.team = slack, slack.app.team_id
        self.database = Database(url)
        self.directory = self.talking_to(slack.api_url)
        self.first = len(slack.calls)

    def talking_to(self, url: str) -> Directory:
        client = WebClient(self.slack.bot_token, base_url=url, timeout=120, retry_handlers=[])
        return Directory(self.database, Workspaces(Workspace(self.team, asking=client)))

    def person(self, user_id: str) -> tables.SlackUser | None:
        with self.database.read() as session:
            return session.get(tables.SlackUser, (self.team, user_id))

    def channel(self, channel_id: str) -> tables.SlackChannel:
        with self.database.read() as session:
            return session.get_one(tables.SlackChannel, (self.team, channel_id))

    def notes(self, *user_ids: str) -> None:
        with self.database.write() as session:
            for user_id in user_ids:
                note_person(session, self.team, user_id)

    def notes_channel(self, channel_id: str) -> None:
        with self.database.write() as session:
            note_channel(session, self.team, channel_id)

    def a_day_passes(self) -> None:
        with self.database.write() as session:
            session.exec(update(tables.SlackUser).values(refresh_at=0))
            session.exec(update(tables.SlackChannel).values(refresh_at=0))
            session.exec(update(tables.SlackLimit).values(open_at=0))

    def pause_passes(self, seconds: float) -> None:
        with self.database.write() as session:
            limits = update(tables.SlackLimit)
            session.exec(limits.values(open_at=tables.SlackLimit.open_at - int(seconds * 1000)))

    def asked(self) -> list[str]:
        return [call.method for call in self.slack.calls[self.first :]]


@pytest.fixture(scope="module")
def slack() -> Iterator[Sandbox]:
    with local_slack() as made:
        yield made


@pytest.fixture
def office(database_url: str, slack: Sandbox) -> Iterator[Office]:
    made = Office(database_url, slack)
    yield made
    slack.faults.clear()
    made.database.close()


def test_a_person_is_looked_up_and_kept(office: Office) -> None:
    ana = office.slack.workspace.add_person("Ana", "Ana Sousa", "Europe/Lisbon")
    assert office.directory.look_up(office.team, ana.id) == Person("Ana", "Europe/Lisbon")
    kept = office.person(ana.id)
    assert kept
    assert (kept.name, kept.zone, kept.deleted) == ("Ana", "Europe/Lisbon", False)
    assert kept.refresh_at > time.time() * 1000 + module.SOON


def test_whom_slack_doesnt_know_is_an_outsider_of_whom_nothing_is_kept(office: Office) -> None:
    with capture_logs() as logs:
        said = office.directory.look_up(office.team, "U0NOBODY")
    assert said
    assert said.outsider
    assert [(line["action"], line["error"]) for line in logs] == [("directory.refused", "user_not_found")]
    assert office.person("U0NOBODY") is None


def test_whom_slack_says_nothing_of_is_asked_about_again_soon(office: Office) -> None:
    office.slack.faults.refuse("users.info", "internal_error")
    assert office.directory.look_up(office.team, "U0ANA") is None
    kept = office.person("U0ANA")
    assert kept
    assert (kept.name, kept.refresh_at <= time.time() * 1000 + module.SOON) == ("", True)


def test_what_is_known_stays_known_while_slack_is_away(office: Office) -> None:
    ana = office.slack.workspace.add_person("Ana", "Ana Sousa", "Europe/Lisbon")
    office.directory.look_up(office.team, ana.id)
    office.slack.faults.drop("users.info")
    assert office.directory.look_up(office.team, ana.id) is None
    kept = office.person(ana.id)
    assert kept
    assert kept.name == "Ana"


@pytest.mark.parametrize(("status", "body"), [(200, "[]"), (200, "<html>"), (502, ""), (200, '{"ok":true}')])
def test_an_answer_that_makes_no_sense_is_none(office: Office, status: int, body: str) -> None:
    with answering(status, body) as url:
        assert office.talking_to(url).look_up(office.team, "U0ANA") is None
        assert office.talking_to(url).sees_channel(office.team, "C0WINS")


def test_a_slack_that_hangs_is_waited_for_two_seconds_and_not_the_clients_thirty(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert BOUND == 2
    monkeypatch.setattr(module, "BOUND", 0.2)
    office.slack.faults.hang("users.info")
    office.slack.faults.hang("conversations.info")
    assert office.directory.look_up(office.team, "U0ANA") is None
    assert office.directory.sees_channel(office.team, "C0WINS")  # in doubt, the press goes on


def test_everybody_due_is_asked_about_and_then_nobody(office: Office) -> None:
    people = [office.slack.workspace.add_person(name, name, "Europe/Lisbon").id for name in ("Ana", "Li")]
    wins = office.slack.workspace.add_channel(a_name(), with_bot=True)
    office.notes(*people)
    office.notes_channel(wins.id)
    assert [office.directory.refresh_due() for _ in range(2)] == [3, 0]
    assert sorted(office.asked()) == ["conversations.info", "users.info", "users.info"]


def test_a_new_zone_and_name_are_taken_over_with_the_next_refresh(office: Office) -> None:
    ana = office.slack.workspace.add_person("Ana", "Ana Sousa", "Europe/Lisbon")
    office.directory.look_up(office.team, ana.id)
    office.slack.workspace.set_zone(ana, "Europe/Berlin")
    office.a_day_passes()
    office.directory.refresh_due()
    kept = office.person(ana.id)
    assert kept
    assert (kept.zone, kept.deleted) == ("Europe/Berlin", False)
    office.slack.workspace.deactivate(ana)
    office.a_day_passes()
    office.directory.refresh_due()
    kept = office.person(ana.id)
    assert kept
    assert kept.deleted


def test_a_name_that_no_database_takes_is_kept_without_that_and_stops_nobody_else(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    odd, ana, li = [
        office.slack.workspace.add_person(name, name, "Europe/Lisbon").id for name in ("Od\0d", "Ana", "Li")
    ]
    office.notes(odd, ana, li)
    keep = office.directory._keep_person

    def refuse_ana(team_id: str, user_id: str, *rest: Any, **named: Any) -> None:
        if user_id == ana:
            raise ValueError("not to be kept")
        keep(team_id, user_id, *rest, **named)

    monkeypatch.setattr(office.directory, "_keep_person", refuse_ana)
    assert office.directory.refresh_due() == 3
    assert [getattr(office.person(each), "name", None) for each in (odd, ana, li)] == ["Odd", "", "Li"]


def test_somebody_erased_while_slack_was_asked_stays_erased(office: Office) -> None:
    ana = office.slack.workspace.add_person("Ana", "Ana Sousa", "Europe/Lisbon")
    office.directory._refresh(tables.SlackUser(team_id=office.team, user_id=ana.id))
    with office.database.read() as session:
        assert session.exec(select(tables.SlackUser)).all() == []


def test_replicas_share_the_refresh_slacks_pause_and_a_pace_that_leaves_room_for_presses(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    people = [office.slack.workspace.add_person(f"P{n}", f"P{n}", "Europe/Lisbon").id for n in range(12)]
    replicas = [office.directory, office.talking_to(office.slack.api_url)]
    office.notes(*people)
    office.slack.faults.rate_limit("users.info", retry_after=60)
    assert [each.refresh_due() for each in replicas * 2] == [0, 0, 0, 0]
    assert office.asked() == ["users.info"]
    assert office.directory.look_up(office.team, people[0])  # somebody who joins doesn't wait
    office.pause_passes(59)
    assert [each.refresh_due() for each in replicas] == [0, 0]
    office.pause_passes(1)
    assert [each.refresh_due() for each in replicas * 2] == [5, 0, 0, 0]
    office.pause_passes(5 * 1.2)  # 50 a minute are half of users.info's tier
    assert [each.refresh_due() for each in replicas] == [5, 0]
    office.pause_passes(5 * 1.2)
    assert [each.refresh_due() for each in replicas] == [1, 0]
    asked = [call.arguments["user"] for call in office.slack.calls[office.first + 2 :]]
    assert sorted(asked) == sorted(people[1:])  # nobody twice


def test_a_refresh_ends_with_the_first_look_up_that_isnt_answered(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    office.notes("U0ONE", "U0TWO", "U0THREE")
    monkeypatch.setattr(module, "BOUND", scaled(0.5))
    office.slack.faults.hang("users.info")
    assert office.directory.refresh_due() == 0
    assert office.asked() == ["users.info"]
    office.pause_passes(60)
    assert office.directory.refresh_due() == 2  # the others; who wasn't answered for comes later


def test_a_refresh_ends_when_the_coach_is_stopped(office: Office) -> None:
    office.notes("U0ONE")
    assert office.directory.refresh_due(stopping=lambda: True) == 0
    assert office.asked() == []


def test_a_channel_is_kept_with_how_many_would_read_it(office: Office) -> None:
    people = [office.slack.workspace.add_person(name, name, "Europe/Lisbon") for name in ("Ana", "Li")]
    wins = office.slack.workspace.add_channel(a_name(), members=people, with_bot=True)
    assert office.directory.sees_channel(office.team, wins.id)
    kept = office.channel(wins.id)
    assert (kept.name, kept.private, kept.people, kept.joined) == (wins.name, False, 3, True)


def test_a_channel_unseen_is_not_joined(office: Office) -> None:
    wins = office.slack.workspace.add_channel(a_name(), with_bot=True, private=True)
    office.directory.sees_channel(office.team, wins.id)
    office.slack.workspace.remove_bot(wins)
    assert not office.directory.sees_channel(office.team, wins.id)
    assert office.channel(wins.id).joined is False


def test_a_bot_is_called_by_its_apps_name(office: Office) -> None:
    said = office.directory.look_up(office.team, office.slack.app.bot_user_id)
    assert said
    assert said.name == office.slack.app.name
