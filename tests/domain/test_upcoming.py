"""What the coach sends next by itself, for every pace, level and state of a member and their week."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from itertools import islice

from bot.domain import slots
from bot.domain.closing import Level
from bot.domain.member import MemberState
from bot.domain.playbook import Habit
from bot.domain.progress import Silence
from bot.domain.records import (
    AbsenceRecord,
    EvidenceRecord,
    MemberRecord,
    MemberRecords,
    PlanRecord,
    WeekRecord,
)
from bot.domain.slots import Pace
from bot.domain.upcoming import coming, silence
from bot.domain.weeks import Answer
from tests.domain.playbook import assignment, playbook

NOW = datetime(2027, 2, 17, 12, tzinfo=UTC)
"""A Wednesday in Lisbon; the next week opens on Monday 22 February at 09:00."""
BOOK = playbook(assignment("talk")).model_copy(
    update={"habits": (Habit(id="code", title="Code", kind="stop", before="Ask.", after="Ask."),)}
)

Change = Callable[[MemberRecords], MemberRecords]


def member(number: int = 6, pace: Pace = Pace.EVERY_WEEK) -> MemberRecords:
    """Somebody in the open week of that number, with its closing slot ahead where it has one."""
    ana = MemberRecord(
        1, "T1", "U1", "Europe/Lisbon", 0, 9, date(2027, 1, 11), None, None, None, None, None, pace=pace
    )
    schedule = MemberState(MemberRecords(ana), BOOK, NOW).schedule
    began = datetime(2027, 2, 15, 9, tzinfo=UTC)
    end = slots.week_end(began, schedule)
    closes = None if pace is Pace.TWO_A_WEEK else int(slots.closing(end, schedule).timestamp() * 1000)
    week = WeekRecord(
        10, number, "talk", None, None, began.date(), None, began, end.at, "It is its turn.", *(None,) * 4
    )
    return MemberRecords(ana._replace(closing_due_at=closes), weeks=(week,))


def own(**changes: object) -> Change:
    return lambda records: records.with_member(records.member._replace(**changes))  # type: ignore[arg-type]


def week(**changes: object) -> Change:
    return lambda records: records.with_week(records.weeks[-1]._replace(**changes))  # type: ignore[arg-type]


def away(first: int, back: int | None, *, quiet: bool = False) -> Change:
    """From a day of February 2027 up to another; None for no end."""
    until = date(2027, 2, 1) + timedelta(days=back - 1) if back else None
    return lambda records: records.with_absences([AbsenceRecord(1, date(2027, 2, first), until, quiet)])


def handed_in(records: MemberRecords) -> MemberRecords:
    return records.with_evidence(EvidenceRecord(1, 10, "note", "talk", "learnt", False, 1, NOW))


def planned(records: MemberRecords) -> MemberRecords:
    at = NOW + timedelta(hours=2)
    words = ("after lunch", "ask", "", "")
    return records.with_plan(
        PlanRecord(10, "talk", at, at.date(), "14:00", "Europe/Lisbon", *words, True, 0, NOW)
    )


def test_what_comes_next() -> None:
    later, friday = NOW + timedelta(hours=4), NOW + timedelta(days=2, hours=4)
    fortnight, twice = member(pace=Pace.EVERY_SECOND_WEEK), member(pace=Pace.TWO_A_WEEK)
    monday, receipt, mirror = "Mon 22 09:00 opening", "Fri 19 14:30 receipt", "Fri 19 14:30 mirror"
    cases: list[tuple[MemberRecords, list[Change], str]] = [
        (member(), [], f"{receipt}, {monday}, Mon 01 09:00 opening"),
        (member(), [planned], f"Wed 17 14:00 reminder, {receipt}, {monday}"),
        (member(), [week(moved_to=later)], f"Wed 17 16:00 moved, {receipt}, {monday}"),
        # Moved behind the closing slot: that comes first.
        (member(), [week(moved_to=friday)], f"{receipt}, Fri 19 16:00 moved, {monday}"),
        (member(), [handed_in], f"{mirror}, {monday}"),
        (member(5), [handed_in], monday),
        (member(), [week(answer=Answer.PARTLY)], monday),
        (member(), [week(skipped_at=NOW)], monday),
        (member(1), [own(closing_due_at=None)], monday),
        (member(), [own(level=Level.QUIET)], monday),
        (member(), [own(level=Level.QUIET), planned], f"Wed 17 14:00 reminder, {monday}"),
        (member(), [own(level=Level.QUIET), handed_in], monday),
        (fortnight, [], "Fri 26 14:30 receipt, Mon 01 09:00 opening, Mon 15 09:00 opening"),
        (fortnight, [handed_in], "Fri 26 14:30 mirror, Mon 01 09:00 opening"),
        (fortnight, [own(level=Level.QUIET)], "Mon 01 09:00 opening, Mon 15 09:00 opening"),
        (twice, [], f"Thu 18 09:00 opening, {monday}, Thu 25 09:00 opening"),
        (twice, [planned, handed_in], f"Thu 18 09:00 opening, {monday}"),
        # Away: over the closing slot, over the opening, now, without an end.
        (member(), [away(19, 20)], monday),
        (member(), [away(22, 24)], f"{receipt}, Mon 01 09:00 opening, Mon 08 09:00 opening"),
        (member(), [away(17, 23)], "Mon 01 09:00 opening, Mon 08 09:00 opening"),
        (member(), [away(16, 19)], monday),
        (member(), [away(16, 19), handed_in], f"{mirror}, {monday}"),
        (twice, [away(17, 23)], "Thu 25 09:00 opening, Mon 01 09:00 opening"),
        (fortnight, [away(22, 40)], "Mon 15 09:00 opening"),
        (member(), [away(16, None)], "away"),
        (member(), [away(22, None)], receipt),
        # Nothing but what was asked for.
        (member(), [own(muted_at=NOW)], "muted"),
        (member(), [own(muted_at=NOW), planned], "Wed 17 14:00 reminder"),
        (member(), [own(left_at=NOW), planned], "left"),
        (member(), [away(15, None, quiet=True)], "quiet"),
        # After the last month no receipt comes, and the mirror in the first closing slot of a month.
        (member(40), [own(start=date(2026, 1, 1))], monday),
        (member(38), [own(start=date(2026, 1, 1)), handed_in], monday),
        # The last month ends on the day before the closing slot.
        (member(), [own(start=date(2026, 10, 19))], monday),
    ]
    for records, changes, expected in cases:
        for change in changes:
            records = change(records)
        state = MemberState(records, BOOK, NOW)
        first = list(islice(coming(state), 3))
        shown = ", ".join(f"{at:%a %d %H:%M} {what}" for at, what in first)
        why = silence(state)
        assert shown.startswith(expected) if shown else why == Silence(expected), (shown, why, expected)
