#!/bin/sh
# coalesce=True runs a job once for all runs that were missed, after making a date for each of them.
#
# Versions: APScheduler 3.11.3 on Python 3.11.
# Input: a job every 5 s; the scheduler's clock is 60 days ahead, as on a machine without a battery for its clock
# once it has asked for the time, or after a snapshot of a virtual machine is resumed.
# Expected: coalesce looks from the last run to now, and costs the same after a minute and after a year.
# Seen: one run, and before it a list of over a million dates: some 58 MB for 60 days, so some 350 MB for a year.
# The scheduler's thread is busy with it meanwhile, and every other job waits. A trigger that begins anew, or
# job.modify(next_run_time=now) before the scheduler looks, costs nothing.
# Fails once this changes.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m pip install --quiet --disable-pip-version-check --target "$folder" apscheduler==3.11.3
PYTHONPATH="$folder" python3 - <<'PYTHON'
import tracemalloc
from datetime import datetime, timedelta, timezone
from threading import Event

from apscheduler.events import EVENT_JOB_SUBMITTED
from apscheduler.schedulers import base
from apscheduler.schedulers.background import BackgroundScheduler

ahead = timedelta(0)


class Clock(datetime):
    """The wall clock, as far as the scheduler looks at it."""

    @classmethod
    def now(cls, tz=None):
        return datetime.now(tz) + ahead


def peak(days, modify=False):
    """Megabytes that one look takes while the clock is so many days ahead, and how often the job ran."""
    global ahead
    ahead, runs, ran = timedelta(0), [], Event()
    scheduler = BackgroundScheduler(timezone="UTC", job_defaults={"coalesce": True, "misfire_grace_time": None})
    scheduler.add_listener(lambda event: (runs.append(len(event.scheduled_run_times)), ran.set()), EVENT_JOB_SUBMITTED)
    job = scheduler.add_job(lambda: None, "interval", seconds=5)
    scheduler.start()
    tracemalloc.start()
    ahead = timedelta(days=days)
    job.modify(next_run_time=Clock.now(timezone.utc)) if modify else scheduler.wakeup()
    assert ran.wait(300)
    megabytes = tracemalloc.get_traced_memory()[1] / 1e6
    tracemalloc.stop()
    scheduler.shutdown()
    print(f"{days} days ahead{', modified first' if modify else ''}: {megabytes:.0f} MB for runs {runs}")
    return megabytes, set(runs)


base.datetime = Clock
little, once = peak(1)
much, once_too = peak(60)
none, _ = peak(60, modify=True)
assert once == once_too == {1} and much > 20 * little and much > 40 and none < 2, "this has changed"
PYTHON
