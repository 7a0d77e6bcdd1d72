#!/bin/sh
# An interval of APScheduler stands still for as long as the wall clock was set back.
#
# Versions: APScheduler 3.11.3 on Python 3.11.
# Input: a job every 0.2 s; then the scheduler's clock goes back two hours, as when a machine's clock is corrected.
# Expected: every 0.2 s is a span of time, so it goes on; coalesce and misfire_grace_time say nothing of clocks.
# Seen: not one run in the two seconds after; the next one is due in two hours. wakeup() doesn't help either, since the
# job's next run stays the instant that it was. job.modify(next_run_time=now) does.
# Fails once this changes.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m pip install --quiet --disable-pip-version-check --target "$folder" apscheduler==3.11.3
PYTHONPATH="$folder" python3 - <<'PYTHON'
import time
from datetime import datetime, timedelta, timezone

from apscheduler.schedulers import base
from apscheduler.schedulers.background import BackgroundScheduler

back = timedelta(0)


class Clock(datetime):
    """The wall clock, as far as the scheduler looks at it."""

    @classmethod
    def now(cls, tz=None):
        return datetime.now(tz) - back


base.datetime = Clock
runs = []
scheduler = BackgroundScheduler(
    timezone="UTC", job_defaults={"coalesce": True, "max_instances": 1, "misfire_grace_time": None}
)
job = scheduler.add_job(lambda: runs.append(1), "interval", seconds=0.2)
scheduler.start()


def beats(what, act=lambda: None):
    runs.clear()
    act()
    time.sleep(2)
    print(f"{what}: {len(runs)} runs in two seconds")
    return len(runs)


before = beats("at first")
back = timedelta(hours=2)
beats("the clock goes back")  # the scheduler may still be waiting for the run that it knows
stands = beats("then")
woken = beats("after wakeup()", scheduler.wakeup)
moved = beats("after job.modify()", lambda: job.modify(next_run_time=Clock.now(timezone.utc)))
scheduler.shutdown()
assert before > 5 and stands == 0 and woken == 0 and moved > 5, "this has changed"
PYTHON
