"""A zone's rules may change: what was planned by the old ones is moved to the member's own hour again."""

from datetime import UTC, datetime

import structlog

from bot.coach.coach import Coach
from bot.domain import slots
from bot.domain.slots import WeeklySchedule
from bot.store import zones
from bot.store.database import LONG_LOCK_TIMEOUT

log = structlog.get_logger()


def follow_zone_rules(coach: Coach, release: str) -> int:
    """Move the ends of the open weeks that lie ahead to where the rules of this release have their slots.

    Returns how many moved. New rules come with a restart, so this is done at every start; members who share
    zone, day and hour are one question. Where a replica has started with a newer release, nothing is moved:
    two machines with different rules would move the same plans back and forth, start by start.
    """
    with coach.database.write(lock_timeout=LONG_LOCK_TIMEOUT) as session:
        newest = zones.note_rules(session, release)
    if newest > release:
        log.warning(
            "another coach has newer zone rules", action="zones.older", release=release, newest=newest
        )
        return 0
    with coach.database.read() as session:
        planned = zones.planned(session, coach.now())
    moved = 0
    for each in planned:
        at = datetime.fromtimestamp(each.due / 1000, UTC)
        own = slots.at_own_hour(at, WeeklySchedule(each.weekday, each.hour, each.zone))
        if own != at:
            with coach.database.write(lock_timeout=LONG_LOCK_TIMEOUT) as session:
                moved += zones.move(session, each, at, own)
    return moved
