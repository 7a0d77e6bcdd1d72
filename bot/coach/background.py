"""Does what acts have asked for and what takes longer than an answer may, one piece of work at a
time.

Files are built outside any transaction, so that nobody waits for them; what they come to is queued in the
transaction in which the task goes. A process that dies in between leaves the task, and it is done anew.
"""

from collections.abc import Callable, Collection
from uuid import uuid4

import structlog

from bot.coach import own_data, packet, second_reading
from bot.coach.coach import Caller, Coach
from bot.coach.member_session import MemberSession
from bot.domain.background import Work
from bot.domain.messages import Kind
from bot.domain.packet.choice import NothingToShow
from bot.store import background, member_records
from bot.store.background import Task
from bot.store.database import DB_UNAVAILABLE

ATTEMPTS = 3
log = structlog.get_logger()
Send = Callable[[MemberSession], None]
"""Queues what some work came to, for the member that it was done for."""


def work_off(coach: Coach, among: Collection[Work], stopping: Callable[[], bool] = lambda: False) -> int:
    """Do what waits among these, until `stopping` says so; return how many pieces that were.

    Safe beside other replicas.
    """
    done = 0
    while not stopping() and (task := _claim(coach, among)):
        _do(coach, task)
        done += 1
    return done


def _claim(coach: Coach, among: Collection[Work]) -> Task | None:
    with coach.database.read() as session:  # mostly there is nothing, and nobody's write is held up for that
        if not background.any_waits(session, among):
            return None
    with coach.database.write() as session:
        return background.claim(session, among)


def _do(coach: Coach, task: Task) -> None:
    """Do one piece of work; one that fails is tried again, and in the end its member is told."""
    try:
        if task.attempts > ATTEMPTS:  # its process died each time, and wrote nothing
            _finish(coach, task, _give_up(task))
        elif task.what is Work.OVERWRITE:
            _overwrite(coach, task)
        else:
            _finish(coach, task, _built(coach, task))
    except DB_UNAVAILABLE:
        raise
    except Exception:
        log.exception("work in the background failed", action="background.failed", what=task.what)
        if task.attempts >= ATTEMPTS:
            _finish(coach, task, _give_up(task))
        else:
            with coach.database.write() as session:
                background.put_off(session, task)


def _overwrite(coach: Coach, task: Task) -> None:
    """Leave nothing of what was erased; where somebody reads or writes for too long, try it again."""
    left_in = coach.database.overwrite_deleted(task.details["tables"])
    if left_in and task.attempts >= ATTEMPTS:
        log.warning("what was erased isn't overwritten", action="background.not_overwritten", tables=left_in)
    with coach.database.write() as session:
        if not left_in or task.attempts >= ATTEMPTS:
            background.finish(session, task)
        else:
            background.put_off(session, task)


def _built(coach: Coach, task: Task) -> Send:
    if task.user is None:
        return lambda member: None
    caller, key = Caller(task.team, task.user), str(uuid4())  # SQLite gives a task's id once more
    if task.what is Work.EXPORT:
        attachments = own_data.build(coach, caller)
        return lambda member: own_data.send(member, key, attachments)
    if task.what is Work.READING:
        if (reading := second_reading.build(coach, caller, task.details)) is None:
            return lambda member: None
        return lambda member: second_reading.send(member, key, task.details, reading)
    try:
        built = packet.build(coach, caller, packet.Wanted.of(task.details))
    except NothingToShow:
        return _give_up(task)
    return lambda member: packet.send(member, key, built)


def _give_up(task: Task) -> Send:
    def send(member: MemberSession) -> None:
        member.reply(Kind.ERROR, f"background:{uuid4()}", member.renderers.not_built(task.what))

    return send


def _finish(coach: Coach, task: Task, send: Send) -> None:
    """Queue what it came to, unless the member has been erased or another process was faster."""
    with coach.database.write() as session:
        records = (
            member_records.load(session.connection(), task.team, task.user, lock=True) if task.user else None
        )
        if background.finish(session, task) and records is not None:
            send(coach.member_session(session, records))
    coach.wake()
