"""Members of an earlier version, in the middle of their programme, go on as if nothing had happened."""

from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from sqlalchemy import text

from bot.clock import MovableClock
from bot.coach import hand_in, leave
from bot.coach.coach import Caller, Coach
from bot.domain.progress import Sharing
from bot.playbook.loader import load
from bot.rehearsal.stage import Stage
from bot.renderers import renderers
from bot.store.database import Database
from bot.store.migrate import migrate
from bot.store.tables import Message
from tests.store.test_rolling_upgrade import at_revision

WRITTEN = Path(__file__).with_name("mid_programme.sql")
NOW = datetime(2027, 2, 22, 9, tzinfo=UTC)
STANDS = {
    # Month, weeks closed, weeks done, pieces, as ecc1557 showed them; EVE had left.
    "ANA": (2, 6, 2, 2),
    "BO": (2, 6, 4, 4),
    "CY": (2, 6, 1, 1),
    "DI": (9, 6, 4, 4),
    "FAY": (2, 6, 1, 1),
}
GETS = """
Mon 22 Feb 09:00 ANA nudge
Mon 22 Feb 09:00 BO nudge
Mon 22 Feb 09:00 DI nudge
Mon 22 Feb 09:00 FAY nudge
Tue 23 Feb 12:00 BO kept
Mon 01 Mar 09:00 ANA comeback
Mon 01 Mar 09:00 BO nudge
Mon 01 Mar 09:00 DI nudge
Mon 01 Mar 09:00 FAY comeback
Wed 03 Mar 12:00 EVE nudge
Fri 05 Mar 14:30 BO receipt
Fri 05 Mar 14:30 EVE receipt
Mon 08 Mar 09:00 ANA comeback
Mon 08 Mar 09:00 BO comeback
Mon 08 Mar 09:00 DI nudge
Mon 08 Mar 09:00 EVE comeback
Mon 08 Mar 09:00 FAY comeback
"""
"""The week that is open at the upgrade keeps what it was to have: no receipt comes in it."""


def written_by_ecc1557(url: str) -> Database:
    database = Database(url)
    at_revision(database, "0010")
    with database.engine.begin() as connection:
        for line in WRITTEN.read_text("utf-8").splitlines():
            if line.startswith("INSERT"):
                connection.exec_driver_sql(line)
        if not database.is_sqlite:  # ids given by hand leave the counters where they were
            for table in ("member", "week", "evidence", "evidence_version", "message", "win"):
                counter = f"pg_get_serial_sequence('{table}', 'id')"
                connection.execute(text(f"SELECT setval({counter}, max(id)) FROM {table}"))
    return database


def test_members_in_mid_programme_go_on_after_the_upgrade(empty_url: str) -> None:
    database = written_by_ecc1557(empty_url)
    before = contents(database)
    migrate(database)
    for table, rows in contents(database).items():
        assert shared(rows, before[table]) == shared(before[table], rows), table
    clock, sent = MovableClock(NOW), list[tuple[Message, datetime]]()
    coach = Coach(database, load(), clock, renderers())
    stage = Stage(coach, clock, lambda row: sent.append((row, clock.now())))
    for user, stands in STANDS.items():
        with coach.reading(Caller("T1", user)) as (_, state):
            record = state.record
            assert (state.month, record.closed, record.kept, len(state.records.evidence)) == stands, user
    [win] = coach.progress(Caller("T1", "BO")).wins
    assert (win.state, win.known) == (Sharing.POSTED, True)

    stage.post()
    [nudge] = [row for row, _ in sent if row.key == "T1:nudge:ANA:2027-02-22:7"]
    assert nudge.text.startswith("This week: somebody who could use your work")
    assert "Hand it in" in str(nudge.blocks)
    walk_to(stage, clock, "2027-02-23 12:00")
    form = hand_in.form_for_week(coach, Caller("T1", "BO"))
    fields = {form.kind.compulsory.id: "What Bo learnt in week 7."}
    hand_in.hand_in(coach, Caller("T1", "BO"), week_id=None, kind=form.kind.id, fields=fields)
    walk_to(stage, clock, "2027-03-03 12:00")
    leave.come_back(coach, Caller("T1", "EVE"))
    walk_to(stage, clock, "2027-03-09 12:00")
    here = ZoneInfo("Europe/Lisbon")
    gets = [
        f"{at.astimezone(here):%a %d %b %H:%M} {row.channel} {row.kind}"
        for row, at in sent
        if row.method == "post"
    ]
    assert gets == [line for line in GETS.splitlines() if line]
    database.close()


def walk_to(stage: Stage, clock: MovableClock, local: str) -> None:
    until = datetime.fromisoformat(local).replace(tzinfo=ZoneInfo("Europe/Lisbon"))
    while (due := stage.next_due) and due <= until:
        clock.move_to(max(due, clock.now()))
        stage.open_weeks()
        stage.post()
    clock.move_to(until)


def contents(database: Database) -> dict[str, list[dict[str, object]]]:
    """The members' rows, by table."""
    tables = ("member", "week", "evidence", "evidence_version", "win", "message")
    with database.engine.connect() as connection:
        found = {table: connection.execute(text(f"SELECT * FROM {table} ORDER BY id")) for table in tables}
        return {table: [dict(row) for row in rows.mappings()] for table, rows in found.items()}


def shared(rows: list[dict[str, object]], other: list[dict[str, object]]) -> list[dict[str, object]]:
    """The rows with those columns only that the others have, too; a later copy has a kind of its own now."""
    names = {*other[0]} - {"kind"}
    return [{name: value for name, value in row.items() if name in names} for row in rows]
