"""The heartbeats. They hold no member data: what is due stands in indexed columns (docs/adr/0001)."""

from collections.abc import Callable
from datetime import UTC, datetime
from threading import Event, Thread

import structlog
from apscheduler.schedulers.background import BackgroundScheduler
from apscheduler.schedulers.base import BaseScheduler
from apscheduler.triggers.interval import IntervalTrigger

from bot.clock import since_boot, wall
from bot.coach.accounts import follow_accounts
from bot.coach.closing import close_due_weeks
from bot.coach.coach import Coach
from bot.coach.overdue_nudges import plan_overdue_nudges
from bot.coach.weeks import open_due_weeks
from bot.delivery.delivery import Delivery
from bot.delivery.prune import prune
from bot.slack.directory import Directory
from jobs.log_and_continue import Stopping, log_and_continue

BETWEEN_COMPARISONS = 5.0
"""Seconds between two comparisons of the clocks."""
SET_BACK = 2.0
"""Seconds by which the wall clock has to go back to be set rather than slewed."""

log = structlog.get_logger()


class Interval(IntervalTrigger):  # type: ignore[misc]
    """A beat every so many seconds, of which none that was missed is made up for.

    APScheduler counts each missed beat before it leaves all but one out: 350 million of them where a machine
    without a battery started in 1970 and then learned the time, which takes its memory.
    """

    def get_next_fire_time(self, previous_fire_time: datetime | None, now: datetime) -> datetime | None:
        """Return the instant after the previous one; what lies behind `now` begins anew from there."""
        due: datetime | None = super().get_next_fire_time(previous_fire_time, now)
        again: datetime = now + self.interval
        return again if due and due <= now else due


def heartbeats(
    coach: Coach,
    delivery: Delivery,
    directory: Directory,
    stopping: Stopping,
    tell_operators: Callable[[], object],
    presence: Callable[[], object],
) -> BackgroundScheduler:
    """A scheduler, not yet started, that opens weeks, looks after the outbox and refreshes the directory.

    `tell_operators` looks for what they have to mend, `presence` says that this process is there.
    """
    scheduler = BackgroundScheduler(
        timezone="UTC",
        # The defaults drop a beat that is a second late, and let a slow one pile up.
        job_defaults={"coalesce": True, "max_instances": 1, "misfire_grace_time": None},
    )

    def beat(name: str, seconds: int, work: Callable[[], object]) -> None:
        def job() -> None:
            with log_and_continue(name):
                work()

        scheduler.add_job(job, Interval(seconds=seconds, timezone="UTC"), id=name)

    beat("weeks", 5, lambda: open_due_weeks(coach, stopping=stopping))
    beat("accounts", 60, lambda: follow_accounts(coach))
    beat("closings", 5, lambda: close_due_weeks(coach, stopping=stopping))
    beat("overdue_nudges", 10, lambda: plan_overdue_nudges(coach, stopping=stopping))
    beat("reconcile", 10, lambda: delivery.reconcile(stopping))
    beat("workspace_queues", 60, delivery.wake_forgotten)
    beat("directory", 5, lambda: directory.refresh_due(stopping=stopping))
    beat("operators", 60, tell_operators)
    beat("presence", 30, presence)
    beat("prune", 3600, lambda: prune(coach.database, stopping=stopping))
    return scheduler


def watch_clock(scheduler: BaseScheduler, over: Event, seconds: float = BETWEEN_COMPARISONS) -> Thread:
    """Let the heartbeats go on when the wall clock is set back, in a thread that ends with `over`.

    APScheduler waits for an instant of the wall clock. Set back by two hours, that is two hours away.
    """
    thread = Thread(target=_watch_clock, args=(scheduler, over, seconds), name="clock", daemon=True)
    thread.start()
    return thread


def _watch_clock(scheduler: BaseScheduler, over: Event, seconds: float) -> None:
    apart = wall() - since_boot()
    while not over.wait(seconds):
        before, apart = apart, wall() - since_boot()
        if apart < before - SET_BACK:
            log.warning("the clock was set back", action="clock.set_back", seconds=round(before - apart))
            for job in scheduler.get_jobs():
                job.modify(next_run_time=datetime.now(UTC))
