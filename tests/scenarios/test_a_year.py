"""A year in seconds, for a dozen members in as many zones, with downtime in it: every nudge is accounted for.

What is expected is worked out minute by minute from the calendar, and not by the rules that it checks.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from sqlmodel import col, select, update

from bot.coach import join
from bot.coach.coach import Caller
from bot.coach.join import Joining
from bot.coach.overdue_nudges import plan_overdue_nudges
from bot.playbook.loader import load
from bot.rehearsal.stage import Stage, staged
from bot.store.tables import Member, Message, Week

pytestmark = pytest.mark.usefixtures("no_holidays")

DAY, HOUR, MINUTE = timedelta(days=1), timedelta(hours=1), timedelta(minutes=1)
START = datetime(2027, 12, 27, 12, tzinfo=UTC)
"""The year to come has a leap day, and every clock change."""


@dataclass(frozen=True)
class Person:
    zone: str
    weekday: int = 0
    hour: int = 9

    @property
    def caller(self) -> Caller:
        return Caller("T1", f"U0{self.zone.rsplit('/')[-1].upper()}{self.weekday}{self.hour}")

    def local(self, at: datetime) -> datetime:
        return at.astimezone(ZoneInfo(self.zone))

    def slots(self, end: datetime) -> list[datetime]:
        """Every opening from four days after the start on: the minute at which the wall clock first shows it,
        or has gone past it."""
        slots, day = [], self.local(START).date()
        while day < end.date() + 2 * DAY:
            shown = datetime.combine(day, time(self.hour), ZoneInfo(self.zone))
            slot = shown.astimezone(UTC)
            if day.weekday() == self.weekday and START + 4 * DAY <= slot <= end:
                slots.append(slot)
            day += DAY
        return slots

    def by_day(self, at: datetime) -> datetime:
        """The first minute from then on, 08:00 to 18:00, Monday to Friday or on the own day."""
        while not (
            8 <= self.local(at).hour < 18
            and (self.local(at).weekday() < 5 or self.local(at).weekday() == self.weekday)
        ):
            at += MINUTE
        return at


EVERYWHERE = [
    Person("Europe/Lisbon"),
    Person("Europe/Berlin", weekday=4, hour=17),
    Person("America/New_York"),
    Person("America/Los_Angeles", hour=7),
    Person("America/Sao_Paulo", weekday=1),
    Person("Africa/Cairo", weekday=4, hour=0),  # a Friday in April begins at 01:00
    Person("Australia/Lord_Howe", weekday=6, hour=2),  # a Sunday in October has no 02:00 to 02:30
    Person("Asia/Kathmandu", weekday=3),
    Person("Pacific/Auckland", hour=8),
    Person("Pacific/Kiritimati", weekday=2, hour=20),
    Person("Pacific/Honolulu", weekday=2, hour=20),
    Person("UTC", weekday=5, hour=10),
]
FIFTY = [
    Person(zone, weekday, hour)
    for zone in ("Europe/Lisbon", "Asia/Kolkata", "America/Chicago", "Pacific/Auckland", "UTC")
    for weekday, hour in [*((day, 9) for day in range(7)), (0, 20), (2, 14), (4, 7)]
]


@dataclass(frozen=True)
class Down:
    since: datetime
    until: datetime

    def holds(self, at: datetime) -> bool:
        return self.since < at < self.until


@dataclass
class Life:
    """What the coach sent in all that time, by person."""

    stage: Stage
    sent: dict[str, list[tuple[datetime, bool]]] = field(default_factory=dict)
    """When, and whether the message says that it is late."""

    def hear(self, row: Message) -> None:
        if row.method == "post" and ":nudge:" in row.key:
            said = "so it comes late" in f"{row.blocks}"
            self.sent.setdefault(row.channel, []).append((self.stage.clock.now(), said))

    def goes_on(self, until: datetime, downs: Sequence[Down]) -> None:
        """To each moment at which something is due; while it is down, nothing happens."""
        while (due := self.stage.next_due) is not None and due <= until:
            at = next((down.until for down in downs if down.holds(due)), due)
            self.stage.clock.move_to(max(at, self.stage.clock.now()))
            with self.stage.coach.database.write() as session:
                session.exec(update(Member).values(acted_at=self.stage.clock.now()))  # nobody is silent
            self.stage.open_weeks()
            plan_overdue_nudges(self.stage.coach)
            self.stage.post()
        self.stage.clock.move_to(until)

    def weeks(self, person: Person) -> list[Week]:
        with self.stage.coach.database.read() as session:
            mine = select(Week).join(Member).where(Member.user_id == person.caller.user)
            return list(session.exec(mine.order_by(col(Week.number))))


@contextmanager
def lived(people: Sequence[Person]) -> Iterator[Life]:
    """Everybody has joined, each without a first assignment."""
    heard: list[Life] = []
    with staged(load(), START, lambda row: heard[0].hear(row)) as stage:
        heard.append(Life(stage))
        for person in people:
            form = Joining(person.zone, person.weekday, person.hour, first_now=False)
            join.join(stage.coach, person.caller, form)
        stage.post()
        yield heard[0]


def expected(
    person: Person, end: datetime, downs: Sequence[Down]
) -> tuple[list[tuple[datetime, bool]], set[datetime]]:
    """The nudges that a person gets, and the slots of the weeks that the coach slept through."""
    nudges, slept = [], set()
    slots = person.slots(end + 7 * DAY)
    for slot, following in pairwise(slots):
        down = next((down for down in downs if down.holds(slot)), None)
        if slot > end:
            break
        if down is None:
            nudges.append((slot, False))
        elif following <= down.until:
            slept.add(slot)
        else:
            late = down.until - slot > HOUR
            at = person.by_day(down.until) if late else down.until
            if at < closes(person, following):
                nudges.append((at, late))
    return nudges, slept


def closes(person: Person, end: datetime) -> datetime:
    day = person.local(end).date() - DAY
    while day.weekday() > 4:
        day -= DAY
    return datetime.combine(day, time(14, 30), ZoneInfo(person.zone)).astimezone(UTC)


def test_a_year_with_its_bad_days_has_every_week_once() -> None:
    end = START + 52 * 7 * DAY
    downs = [
        Down(datetime(2028, 2, 7, 8, 30, tzinfo=UTC), datetime(2028, 2, 7, 9, 30, tzinfo=UTC)),
        Down(datetime(2028, 3, 13, 1, 10, tzinfo=UTC), datetime(2028, 3, 14, 1, 10, tzinfo=UTC)),
        Down(datetime(2028, 6, 5, 2, 15, tzinfo=UTC), datetime(2028, 6, 26, 2, 15, tzinfo=UTC)),
    ]
    with lived(EVERYWHERE) as life:
        life.goes_on(end, downs)
        for person in EVERYWHERE:
            nudges, slept = expected(person, end, downs)
            weeks = life.weeks(person)
            assert [week.began_at for week in weeks[1:]] == person.slots(end), person
            assert [week.number for week in weeks] == list(range(1, len(weeks) + 1))
            assert {week.began_at for week in weeks if week.excuse} == slept, person
            assert life.sent[person.caller.user] == nudges, person
    assert {len(person.slots(end)) for person in EVERYWHERE} == {51, 52}


@pytest.mark.parametrize(
    ("since", "length"),
    [
        pytest.param("2028-01-10 08:30", HOUR, id="an hour over somebody's nine"),
        pytest.param("2028-01-10 03:00", DAY, id="a day, back in the night"),
        pytest.param("2028-01-10 19:30", 21 * DAY, id="three weeks, back in the evening"),
    ],
)
def test_after_downtime_fifty_people_get_one_nudge_at_most_by_day_and_before_their_week_closes(
    since: str, length: timedelta
) -> None:
    began = datetime.fromisoformat(since).replace(tzinfo=UTC)
    down = Down(began, began + length)
    end = down.until + 3 * DAY
    with lived(FIFTY) as life:
        life.goes_on(end, [down])
    slept = {p.caller.user: [at for at in p.slots(down.until) if down.holds(at)] for p in FIFTY}
    assert any(slept.values())
    for person in FIFTY:
        came = life.sent.get(person.caller.user, [])
        assert came == expected(person, end, [down])[0], person
        if slots := slept[person.caller.user]:
            following = slots[-1] + 7 * DAY
            assert len([at for at, _ in came if down.since < at < following]) <= 1
    assert any(said for sent in life.sent.values() for _, said in sent) is (length > HOUR)
