"""Whoever changes what is a member's locks the member first: on PostgreSQL two that lock in different orders
end in a deadlock, and one of them in an error. On SQLite one waits for the other from its beginning.
"""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from sqlmodel import Session, col, delete, select, update

from bot.coach import join, leave, wins
from bot.coach.coach import Caller
from bot.coach.join import Joining
from bot.coach.zone_rules import follow_zone_rules
from bot.domain.member_progress import MemberProgress
from bot.operate import members
from bot.settings import Settings
from bot.store.tables import Member, Message, SlackUser, Week
from tests.jobs.conftest import LISBON, Class
from tests.jobs.test_zone_rules import lisbon_has_the_clock_of
from tests.slowness import until

pytestmark = pytest.mark.parametrize("database_url", ["postgres"], indirect=True)


def beside(
    group: Class, caller: Caller, act: Callable[[Session], object], other: Callable[[], object]
) -> object:
    """What comes of the other, which begins once the member is locked, and has to wait before they act."""
    with ThreadPoolExecutor() as pool:
        with group.database.write() as session:
            session.exec(select(Member).where(Member.user_id == caller.user).with_for_update()).one()
            doing = pool.submit(other)
            until(lambda: waits(group))
            act(session)
        return doing.result()


def waits(group: Class) -> bool:
    with group.database.engine.connect() as connection:
        return bool(connection.exec_driver_sql("SELECT count(*) FROM pg_locks WHERE NOT granted").scalar())


def changes_the_outbox(session: Session) -> None:
    session.exec(update(Message).values(text="Ask six people"))


def is_erased(session: Session) -> None:
    """As far as these tests go."""
    for table in (Message, SlackUser):
        session.exec(delete(table))


def test_a_member_can_be_erased_in_the_middle_of_an_act(group: Class) -> None:
    ana = group.joins("U0ANA")
    settings = Settings(database_url=group.database.url.render_as_string(hide_password=False))
    erased = beside(
        group, ana, changes_the_outbox, lambda: sum(members.erase(settings, ana.user, ana.team).rows.values())
    )
    assert erased == 6  # the member, the person, a week, three messages


def test_an_outcome_can_be_heard_while_its_member_is_erased(group: Class) -> None:
    ana = group.joins("U0ANA")
    group.sends()
    with group.database.write() as session:
        session.exec(update(Message).where(col(Message.kind) == "nudge").values(awaited=True))
    assert beside(group, ana, is_erased, lambda: wins.settle(group.coach)) == 1


def test_somebody_can_come_back_while_they_are_erased(group: Class) -> None:
    ana = group.joins("U0ANA")
    leave.leave(group.coach, ana)
    came_back = beside(
        group, ana, is_erased, lambda: join.join(group.coach, ana, Joining(LISBON, weekday=0, hour=9))
    )
    now = group.coach.progress(ana)
    assert isinstance(came_back, MemberProgress)
    assert (came_back.week, came_back.weeks, came_back.left) == (now.week, now.weeks, False)


def test_zone_rules_can_be_followed_in_the_middle_of_an_act(group: Class, tmp_path: Path) -> None:
    ana = group.joins("U0ANA")
    with lisbon_has_the_clock_of("Europe/Berlin", tmp_path):
        moved = beside(
            group,
            ana,
            lambda session: session.exec(update(Week).values(skipped_at=group.clock.now())),
            lambda: follow_zone_rules(group.coach, "2027a"),
        )
    assert moved == 1
