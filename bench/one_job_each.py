"""What one would write first: an APScheduler job for each member, in a store that outlives the process."""

from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from apscheduler.executors.base import BaseExecutor
from apscheduler.jobstores.sqlalchemy import SQLAlchemyJobStore
from apscheduler.schedulers import base
from apscheduler.schedulers.background import BackgroundScheduler
from apscheduler.triggers.cron import CronTrigger
from sqlmodel import col, select, update

from bench.apart import Cost, apart, cost
from bench.crowd import PEOPLE_EACH, enrol
from bench.figures import Figure
from bot.coach.weeks import open_due_weeks
from bot.runtime import logs
from bot.store.database import LONG_LOCK_TIMEOUT, Database
from bot.store.tables import Member

ZONE = ZoneInfo("Europe/Lisbon")
BEFORE = datetime(2027, 1, 11, 8, 59, tzinfo=ZONE)


def figures(folder: Path, members: int) -> list[Figure]:
    """Giving each member a time, then Monday's peak. Theirs only submits a job that does nothing; ours
    chooses, renders and queues a message for everybody."""
    adding, peak = apart(_theirs, folder / "jobs.db", members)
    setting, planned = apart(_ours, f"sqlite:///{folder / 'members.db'}", members)
    return [
        Figure(f"{members:,} times set", round(setting.seconds, 1), "s", round(adding.seconds, 1)),
        Figure(f"{members:,} due at once", round(planned.seconds, 1), "s", round(peak.seconds, 1)),
        Figure("memory at that peak", round(planned.megabytes), "MB", round(peak.megabytes)),
    ]


def nothing(_member: int) -> None:
    """What each member's job would do."""


class _Done(BaseExecutor):  # type: ignore[misc]
    """Runs no job, so that only the scheduler's own work is timed."""

    def _do_submit_job(self, job: Any, run_times: Any) -> None:
        self._run_job_success(job.id, [])


class _Clock(datetime):
    at: datetime = BEFORE

    @classmethod
    def now(cls, tz: Any = None) -> Any:
        return cls.at.astimezone(tz)


def _theirs(file: Path, members: int) -> tuple[Cost, Cost]:
    """The store as APScheduler documents it: https://apscheduler.readthedocs.io/en/3.x/userguide.html."""
    base.datetime = _Clock  # the scheduler's own clock, in this process only
    scheduler = BackgroundScheduler(
        jobstores={"default": SQLAlchemyJobStore(f"sqlite:///{file}")},
        executors={"default": _Done()},
        job_defaults={"misfire_grace_time": None, "coalesce": True},
        timezone=ZONE,
    )
    scheduler.start(paused=True)

    def add_all() -> None:
        for member in range(members):
            monday = CronTrigger(day_of_week="mon", hour=9, timezone=ZONE)
            scheduler.add_job(nothing, monday, args=[member], id=str(member))

    added = cost(add_all)
    _Clock.at = BEFORE + timedelta(minutes=2)
    scheduler.state = base.STATE_RUNNING
    return added, cost(scheduler._process_jobs)


def _ours(url: str, members: int) -> tuple[Cost, Cost]:
    logs.set_up(level="WARNING")
    database = Database(url)
    coach = enrol(database, members, max(1, members // PEOPLE_EACH), weeks=1, slim=True)
    with database.read() as session:
        due = {member.id: member.next_due_at for member in session.exec(select(Member))}

    def set_all() -> None:
        for member, at in due.items():
            with database.write(lock_timeout=LONG_LOCK_TIMEOUT) as session:
                session.exec(update(Member).where(col(Member.id) == member).values(next_due_at=at))

    return cost(set_all), cost(lambda: open_due_weeks(coach))
