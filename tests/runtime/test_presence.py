"""A process says that it is there, and notices another installation on its app token."""

import time
from collections.abc import Iterator, Mapping, Sequence

import pytest
from sqlmodel import col, select, update
from structlog.testing import capture_logs

from bot.operate import doctor_socket
from bot.operate.finding import DoctorFinding, State
from bot.runtime.presence import Presence
from bot.store import replicas
from bot.store.database import Database
from bot.store.real_time import milliseconds
from bot.store.tables import Replica
from tests.world import World


class Coaches:
    """Processes on one database. `counted` is what Slack would say in a hello."""

    def __init__(self, url: str) -> None:
        self.database = Database(url)
        self.last: float | None = None

    def starts(self, counted: int) -> Presence:
        made = Presence(self.database, lambda: self.last)
        made.beat()
        made.hello(counted)
        made.beat()
        return made

    def passes(self, by: int) -> None:
        """So many milliseconds pass in which nobody gives a sign of life."""
        times = {
            name: getattr(Replica, name) - by
            for name in ("alive_at", "started_at", "greeted_at", "last_envelope_at")
        }
        with self.database.write() as session:
            session.exec(update(Replica).values(times))

    def rows(self) -> list[Replica]:
        with self.database.read() as session:
            return list(session.exec(select(Replica).order_by(col(Replica.started_at))))

    def doctor(self) -> dict[str, DoctorFinding]:
        with self.database.read() as session:
            return {each.check: each for each in doctor_socket.examine(session)}


@pytest.fixture
def coaches(database_url: str) -> Iterator[Coaches]:
    made = Coaches(database_url)
    yield made
    made.database.close()


def warnings(logs: Sequence[Mapping[str, object]]) -> list[object]:
    return [line["connections"] for line in logs if line["action"] == "app.token_shared"]


def test_a_process_has_one_row_however_often_it_says_that_it_is_there(coaches: Coaches) -> None:
    presence = coaches.starts(counted=1)
    coaches.passes(10_000)
    presence.beat()
    [row] = coaches.rows()
    assert row.id == presence.id
    assert row.alive_at >= row.started_at + 10_000
    assert (row.connections, row.replicas, row.last_envelope_at) == (1, 1, None)


def test_the_doctor_says_how_long_ago_the_last_envelope_came(coaches: Coaches) -> None:
    presence = coaches.starts(counted=1)
    assert (
        "1 coach is running; nothing has come from Slack since the start" in coaches.doctor()["socket"].said
    )
    coaches.last = time.time() - 600
    presence.beat()
    finding = coaches.doctor()["socket"]
    assert finding.state is State.OK
    assert finding.said == "1 coach is running; the last envelope from Slack came 10 min ago."


def test_without_a_running_coach_the_doctor_says_so(coaches: Coaches) -> None:
    assert [each.said for each in coaches.doctor().values()] == ["No coach is running on this database."]
    coaches.starts(counted=3)
    coaches.passes(milliseconds(replicas.ALIVE))
    assert list(coaches.doctor()) == ["socket"]


def test_replicas_of_one_database_are_no_strangers(coaches: Coaches) -> None:
    with capture_logs() as logs:
        for count in (1, 2, 3):
            coaches.starts(counted=count)
    assert warnings(logs) == []
    assert coaches.doctor()["app_token_shared"].state is State.OK


def test_another_installation_is_told_at_the_start_and_by_the_doctor(coaches: Coaches) -> None:
    with capture_logs() as logs:
        presence = coaches.starts(counted=2)
        presence.beat()
    assert warnings(logs) == [2]
    finding = coaches.doctor()["app_token_shared"]
    assert finding.state is State.WRONG
    assert "counted 2 connections" in finding.said
    assert "this database knew 1" in finding.said
    presence.hello(1)  # it was stopped, and Slack has renewed our connection
    presence.beat()
    assert coaches.doctor()["app_token_shared"].state is State.OK


def test_ones_own_old_connection_is_no_stranger_while_it_is_replaced(coaches: Coaches) -> None:
    presence = coaches.starts(counted=1)
    presence.hello(2, own=2)
    with capture_logs() as logs:
        presence.beat()
    assert warnings(logs) == []


def test_one_that_has_just_stopped_makes_nobody_a_stranger(coaches: Coaches) -> None:
    coaches.starts(counted=1)
    coaches.passes(milliseconds(replicas.ALIVE) // 2)  # it stopped, and Slack hasn't noticed
    with capture_logs() as logs:
        coaches.starts(counted=2)
    assert warnings(logs) == []


def test_the_newest_count_decides(coaches: Coaches) -> None:
    first = coaches.starts(counted=2)
    coaches.passes(1000)
    coaches.starts(counted=2)
    assert coaches.doctor()["app_token_shared"].state is State.OK
    coaches.passes(1000)
    first.hello(3)
    first.beat()
    assert coaches.doctor()["app_token_shared"].state is State.WRONG


def test_a_hello_that_meets_no_database_is_written_with_the_next_beat(
    coaches: Coaches, monkeypatch: pytest.MonkeyPatch
) -> None:
    presence = coaches.starts(counted=1)
    presence.hello(2)
    with monkeypatch.context() as broken:
        broken.setattr(coaches.database, "write", lambda **_: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            presence.beat()
    presence.beat()
    assert coaches.rows()[0].connections == 2


def test_after_a_day_a_row_goes(coaches: Coaches) -> None:
    coaches.starts(counted=1)
    coaches.passes(milliseconds(replicas.KEPT) + 1)
    presence = coaches.starts(counted=1)
    assert [row.id for row in coaches.rows()] == [presence.id]


def test_a_running_coach_knows_itself_and_what_came_last(any_world: World) -> None:
    any_world.joined()
    any_world.bot.presence.beat()
    with any_world.bot.database.read() as session:
        [row] = session.exec(select(Replica)).all()
    assert row.last_envelope_at is not None
    assert (row.connections, row.replicas) == (1, 1)
