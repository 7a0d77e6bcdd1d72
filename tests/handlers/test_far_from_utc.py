"""Somebody for whom it is already tomorrow: days and months are theirs, not UTC's."""

from datetime import date

from sqlmodel import select

from bot.coach import join
from bot.coach.coach import Caller
from bot.coach.join import Joining
from bot.store.tables import Week
from tests.world import World


def test_a_week_is_keyed_by_the_local_day_of_its_slot(world: World) -> None:
    join.join(world.bot.coach, Caller(world.bot.team, world.li.id), Joining("Pacific/Auckland", 0, 9))
    world.walk_to("2027-01-18 09:00", "Pacific/Auckland")  # Sunday 20:00 in UTC
    with world.bot.database.read() as session:
        assert [week.day for week in session.exec(select(Week))] == [date(2027, 1, 11), date(2027, 1, 18)]
    [key] = [m.key for m in world.outbox() if ":2027-01-18:" in m.key and m.method == "post"]
    assert key.endswith(":2027-01-18:2")


def test_a_month_turns_on_the_local_day(world: World) -> None:
    caller = Caller(world.bot.team, world.li.id)
    join.join(world.bot.coach, caller, Joining("Pacific/Auckland", 0, 9))
    world.walk_to("2027-01-28 09:00", "Pacific/Auckland")
    world.bot.coach.progress(caller)  # somebody who looks isn't silent
    world.walk_to("2027-02-11 00:30", "Pacific/Auckland")  # the 10th in UTC
    assert world.bot.coach.progress(caller).month == 2
