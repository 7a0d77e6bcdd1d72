"""Many members with a past, quickly: one lives it through the coach's use cases, the others are copies."""

from datetime import UTC, datetime

from sqlalchemy import Table, text
from sqlmodel import SQLModel, col, delete, select, update

from bench.history import LINE
from bot.clock import MovableClock
from bot.coach import hand_in, join
from bot.coach.coach import Caller, Coach
from bot.coach.join import Joining
from bot.coach.weeks import open_due_weeks
from bot.playbook.loader import load
from bot.renderers import renderers
from bot.store.database import Database
from bot.store.migrate import migrate
from bot.store.tables import (
    Evidence,
    EvidenceVersion,
    Member,
    Message,
    SlackUser,
    Week,
    Win,
    WorkspaceQueue,
)

MONDAY = datetime(2027, 1, 11, 9, 30, tzinfo=UTC)
FIRST = Caller("T0", "U0")
PEOPLE_EACH = 100
"""Members of a workspace, where nothing else is said."""
STRIDE = 1_000
"""Between the ids of a member's rows and those of the next one's: more than one has in any table."""
THEIRS = (Member, SlackUser, Week, Evidence, EvidenceVersion, Win, Message)
"""A member's rows are in these tables."""
FAR_OFF = 2**53
"""Milliseconds: nobody is looked up in Slack."""
KEYS = {"id", "member_id", "week_id", "evidence_id", "target_id", "offer_id", "post_id"}


def enrol(database: Database, members: int, workspaces: int, weeks: int, *, slim: bool = False) -> Coach:
    """Fill an empty database with members, so many weeks behind each and the next one due at the coach's now.

    `slim` leaves out what their messages show. Workspaces are T0, T1 ...; people are U0, U1 ...
    """
    migrate(database)
    clock = MovableClock(MONDAY)
    coach = Coach(database, load(), clock, renderers())
    _live(coach, clock, weeks)
    with database.write() as session:
        for theirs in THEIRS:
            copies = text(_copies(SQLModel.metadata.tables[str(theirs.__tablename__)], slim))
            session.connection().execute(copies, {"n": members - 1, "teams": workspaces})
    return coach


def _live(coach: Coach, clock: MovableClock, weeks: int) -> None:
    join.join(coach, FIRST, Joining("Europe/Lisbon", MONDAY.weekday(), hour=9, wins_channel=None))
    _send_all(coach)
    for week in range(weeks):
        if week:
            open_due_weeks(coach)
            _send_all(coach)
        form = hand_in.form_for_week(coach, FIRST)
        hand_in.hand_in(
            coach,
            FIRST,
            week_id=form.week.id,
            kind=form.kind.id,
            fields={field.id: LINE * 3 for field in form.kind.fields},
            assignment_id=form.assignment.id if form.assignment else None,
        )
        _send_all(coach)
        with coach.database.read() as session:
            due = session.exec(select(Member.next_due_at)).one()
        assert due is not None
        clock.move_to(datetime.fromtimestamp(due / 1000, UTC))


def _send_all(coach: Coach) -> None:
    sent = {"state": "sent", "ts": "1700000000.000100", "channel": "D0", "awaited": False}
    with coach.database.write() as session:
        planned = update(Message).where(col(Message.state) == "planned")
        session.exec(planned.values(sent_at=Message.run_at, **sent))
        session.exec(delete(WorkspaceQueue))


def _copies(table: Table, slim: bool) -> str:
    """The statement that copies the first member's rows of a table for as many more."""
    columns = ", ".join(f'"{c.name}"' for c in table.c)
    values = ", ".join(_value(c.name, slim) for c in table.c)
    only = " WHERE t.kind = 'nudge' AND t.method = 'post'" if slim and table.name == "message" else ""
    return (
        "WITH RECURSIVE k (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM k WHERE n < :n)"
        f" INSERT INTO {table.name} ({columns}) SELECT {values} FROM k CROSS JOIN {table.name} AS t{only}"
    )


def _value(name: str, slim: bool) -> str:
    if name in KEYS:
        return f"t.{name} + k.n * {STRIDE}"
    if name == "team_id":
        return "'T' || (k.n % :teams)"
    if name in {"user_id", "channel", "key", "uuid"}:
        return f"t.{name} || k.n"
    if slim and name in {"text", "blocks"}:
        return f"'{'[]' if name == 'blocks' else ''}'"
    if name == "refresh_at":
        return str(FAR_OFF)
    return f't."{name}"'
