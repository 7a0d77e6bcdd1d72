"""What is doubted in a restored database, also while another replica is at it."""

from datetime import date, timedelta
from threading import Thread

import pytest
from sqlmodel import func, select, update

from bot.delivery import restored
from bot.store import backups
from bot.store.outbox import millis
from bot.store.tables import Backup, Member, Message
from tests.delivery.conftest import MONDAY, Office
from tests.slowness import LONG, until


def put_back(office: Office) -> None:
    """As if this were a copy, taken right now."""
    with office.database.write() as session:
        newest = session.exec(select(func.max(Message.created_at))).one()
        session.add(Backup(id=1, taken_at=(newest or 0) + 1))


def a_due_member(office: Office) -> int:
    with office.database.write() as session:
        member = Member(
            team_id=office.team,
            user_id=office.ana,
            zone="Europe/Lisbon",
            weekday=0,
            hour=9,
            start=date(2027, 1, 11),
            joined_at=MONDAY,
            next_due_at=millis(office.clock.now()),
        )
        session.add(member)
    return member.id


def is_restored(office: Office) -> bool:
    with office.database.write() as session:
        return backups.restored_from(session) is not None


def state(office: Office, message: int) -> tuple[str, int, int | None]:
    row = office.row(message)
    return row.state, row.attempts, row.sending_at


def test_nothing_is_doubted_in_a_database_that_wasnt_restored(office: Office) -> None:
    message = office.post()
    assert not is_restored(office)
    assert restored.mark_unverified(office.database, office.clock)
    assert office.row(message).state == "planned"


def test_posts_that_were_due_are_doubted_and_those_to_come_arent(office: Office) -> None:
    due, to_come = office.post(), office.post(run_at=office.clock.now() + timedelta(hours=1))
    put_back(office)
    assert is_restored(office)
    assert restored.mark_unverified(office.database, office.clock)
    assert state(office, due)[:2] == ("unverified", 0)
    assert office.row(to_come).state == "planned"
    assert not is_restored(office)


def test_a_post_of_a_week_that_opened_late_is_doubted_though_it_is_to_go_tomorrow(office: Office) -> None:
    put_back(office)
    with office.database.write() as session:
        session.exec(update(Backup).values(taken_at=1))
    overdue = office.post(run_at=office.clock.now() + timedelta(hours=20))
    restored.mark_unverified(office.database, office.clock)
    assert state(office, overdue) == ("unverified", 0, 1)


def test_what_was_tried_before_the_backup_is_looked_for_in_all_the_time_since(office: Office) -> None:
    office.slack.faults.drop("chat.postMessage")
    message = office.post()
    office.deliver()
    assert office.row(message).attempts == 1
    put_back(office)
    taken_at = office.row(message).created_at + 1
    restored.mark_unverified(office.database, office.clock)
    assert state(office, message) == ("unverified", 0, taken_at)


def test_a_change_is_simply_made_again(office: Office) -> None:
    target = office.post("old")
    office.deliver()
    office.change(target, "new")
    put_back(office)
    restored.mark_unverified(office.database, office.clock)
    office.deliver()
    assert office.read() == ["new"]


def test_while_a_week_is_due_nothing_is_doubted_yet(office: Office) -> None:
    a_due_member(office)
    message = office.post()
    put_back(office)
    assert not restored.mark_unverified(office.database, office.clock)
    assert (office.row(message).state, is_restored(office)) == ("planned", True)


# On SQLite a transaction waits for the other one from its beginning.
@pytest.mark.parametrize("database_url", ["postgres"], indirect=True)
def test_it_waits_for_a_replica_that_is_opening_weeks(office: Office) -> None:
    member_id = a_due_member(office)
    put_back(office)
    unverified: list[bool] = []
    with office.database.write() as session:
        member = session.get_one(Member, member_id, with_for_update=True)
        thread = Thread(
            target=lambda: unverified.append(restored.mark_unverified(office.database, office.clock))
        )
        thread.start()
        until(lambda: waits_for_a_lock(office))
        member.next_due_at = millis(office.clock.now() + timedelta(days=7))
        session.flush()
    thread.join(LONG)
    assert unverified == [True]


def waits_for_a_lock(office: Office) -> bool:
    with office.database.engine.connect() as connection:
        return bool(connection.exec_driver_sql("SELECT count(*) FROM pg_locks WHERE NOT granted").scalar())
