"""The heartbeats. They hold no member data: what is due stands in indexed columns (docs/adr/0001)."""

from apscheduler.schedulers.background import BackgroundScheduler

from bot.coach.coach import Coach
from bot.coach.weeks import open_due_weeks
from bot.delivery.delivery import Delivery
from bot.directory import Directory


def heartbeats(coach: Coach, delivery: Delivery, directory: Directory) -> BackgroundScheduler:
    """A scheduler, not yet started, that opens weeks, sweeps the outbox and refreshes the directory."""
    scheduler = BackgroundScheduler(
        timezone="UTC",
        # The defaults drop a beat that is a second late, and let a slow one pile up.
        job_defaults={"coalesce": True, "max_instances": 1, "misfire_grace_time": None},
    )
    scheduler.add_job(open_due_weeks, "interval", [coach], seconds=5, id="open weeks")
    scheduler.add_job(delivery.sweep, "interval", seconds=60, id="sweep")
    scheduler.add_job(directory.refresh_due, "interval", seconds=5, id="refresh directory")
    return scheduler
