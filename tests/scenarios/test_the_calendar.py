"""The years of real people, message by message: what comes by itself or at a planned moment.

Each table has each such message: day and time by the member's clock, the place, the kind.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from operator import itemgetter
from zoneinfo import ZoneInfo

from sqlalchemy import event
from sqlmodel import select

from bot.coach import absence, finish, hand_in, home, join, later, plan, receipt, settings, swap
from bot.coach.coach import Caller
from bot.coach.join import Joining
from bot.coach.settings import Preferences
from bot.domain import countries, dates
from bot.domain.commands import parse_command
from bot.domain.days_in_words import order_of
from bot.domain.progress import Progress
from bot.domain.slots import Pace
from bot.domain.weeks import Answer, Outcome
from bot.domain.working_days import WorkingDays
from bot.playbook.loader import load
from bot.rehearsal.stage import Stage, staged
from bot.screen import Screen
from bot.store.tables import Message, Week
from tests.copy_rules import faults, texts_of

WHO = Caller("T1", "U1")


def place(at: datetime) -> str:
    """The zone of a local time."""
    assert isinstance(at.tzinfo, ZoneInfo)
    return at.tzinfo.key


@dataclass
class Life:
    """One member on a stage; `zone` is where they live at the moment."""

    stage: Stage
    zone: str
    sent: list[tuple[Message, datetime]] = field(default_factory=list)
    """What was posted, and when by the member's clock."""
    statements: list[list[int]] = field(default_factory=list)
    """How many each look took, for each time that they were counted."""

    def hear(self, row: Message) -> None:
        if row.method == "post" and row.channel == WHO.user:
            self.sent.append((row, self.stage.clock.now().astimezone(ZoneInfo(self.zone))))

    def walk_to(self, local: str) -> None:
        """Live up to a local time such as "2027-01-18 09:00", through all that is due on the way."""
        until = datetime.fromisoformat(local).replace(tzinfo=ZoneInfo(self.zone))
        while (due := self.stage.next_due) is not None and due <= until:
            self.stage.clock.move_to(max(due, self.stage.clock.now()))
            self.stage.open_weeks()
            self.stage.post()
        self.stage.clock.move_to(until)

    @property
    def progress(self) -> Progress:
        return self.stage.coach.progress(WHO)

    def week_id(self, number: int | None = None) -> int:
        with self.stage.coach.reading(WHO) as (_, member):
            return member.records.weeks[-1 if number is None else number - 1].id

    def hands_in(self, number: int | None = None, *, short: bool = False) -> None:
        form = hand_in.form_for_week(self.stage.coach, WHO, self.week_id(number))
        fields = {form.kind.compulsory.id: f"What came of week {form.week.number}."}
        about = form.assignment.id if form.assignment else None
        hand_in.hand_in(
            self.stage.coach,
            WHO,
            week_id=form.week.id,
            kind=form.kind.id,
            fields=fields,
            assignment_id=about,
            short=short,
        )

    def revises(self) -> None:
        piece = self.progress.evidence[0]
        hand_in.revise(self.stage.coach, WHO, piece.id, {piece.kind.compulsory.id: "Better."}, piece.short)

    def plans(self, day: str, clock: str) -> None:
        form = plan.form_for_week(self.stage.coach, WHO)
        wanted = replace(form.preset, day=date.fromisoformat(day), clock=clock, remind=True)
        assert plan.save(self.stage.coach, WHO, form.week.id, wanted, form.seen).refused is None

    def answers(self, said: Answer, obstacle: str) -> None:
        receipt.answer(self.stage.coach, WHO, self.week_id(), said)
        receipt.name_obstacle(self.stage.coach, WHO, self.week_id(), obstacle)

    def swaps(self) -> None:
        week, offered, _ = swap.alternatives(self.stage.coach, WHO)
        swap.swap(self.stage.coach, WHO, week.id, offered[0].assignment.id)

    def moves_it(self) -> None:
        later.later(self.stage.coach, WHO, self.week_id(), "tomorrow")

    def goes_away(self, first: str, back: str) -> None:
        absence.go_away(self.stage.coach, WHO, date.fromisoformat(first), date.fromisoformat(back))

    def types_away(self, said: str) -> None:
        """Take the days that a message to the coach names, as the member's country writes them."""
        command = parse_command(said)
        assert command.subcommand == "away"
        now = absence.plan_anew(self.stage.coach, WHO)
        found = dates.read(command.rest, now.today, order=order_of(None, now.country))
        assert isinstance(found, dates.Span)
        assert absence.go_away(self.stage.coach, WHO, found.first, found.back).fault is None

    def goes_on_quieter(self) -> None:
        assert finish.go_on_quieter(self.stage.coach, WHO).changed

    def lives_in(self, zone: str) -> None:
        self._prefers(zone=zone)
        self.zone = zone

    def wants(self, pace: Pace) -> None:
        self._prefers(pace=pace)

    def _prefers(self, *, zone: str = "", pace: Pace = Pace.EVERY_WEEK) -> None:
        with self.stage.coach.reading(WHO) as (_, state):
            now = state.member
        wanted = Preferences(now.weekday, now.hour, zone or now.zone, now.start, now.wins_channel, pace)
        settings.change(self.stage.coach, WHO, wanted)

    def counts_statements(self) -> None:
        coach = self.stage.coach
        looks: list[Callable[[], object]] = [
            lambda: coach.progress(WHO, brief=True).record,
            lambda: home.draw_home(coach, WHO),
            lambda: hand_in.form_for_week(coach, WHO),
        ]
        self.statements.append([self._statements(look) for look in looks])

    def _statements(self, look: Callable[[], object]) -> int:
        seen, engine = list[object](), self.stage.coach.database.engine

        def note(*details: object) -> None:
            seen.append(details)

        event.listen(engine, "before_cursor_execute", note)
        look()
        event.remove(engine, "before_cursor_execute", note)
        return len(seen)

    def by_itself(self) -> list[str]:
        """One line for each message that came unasked or at a planned moment."""
        return [
            f"{at:%a} {at.day} {at:%b %H:%M} {place(at).rpartition('/')[2]} {row.kind}"
            for row, at in self.sent
            if row.slot or row.purpose == "asked"
        ]


@contextmanager
def lived(zone: str, start: str, weekday: int = 0) -> Iterator[Life]:
    """Somebody who joins then, by the clock of their zone, at nine and with a first assignment."""
    heard: list[Life] = []
    at = datetime.fromisoformat(start).replace(tzinfo=ZoneInfo(zone))
    with staged(load(), at, lambda row: heard[0].hear(row)) as stage:
        heard.append(life := Life(stage, zone))
        join.join(stage.coach, WHO, Joining(zone, weekday=weekday, hour=9))
        stage.post()
        yield life


Act = Callable[[Life], object]


def hands_in(number: int | None = None, *, short: bool = False) -> Act:
    return lambda life: life.hands_in(number, short=short)


def plans(day: str, clock: str) -> Act:
    return lambda life: life.plans(day, clock)


def lives(life: Life, acts: Sequence[tuple[str, Act]], until: str) -> None:
    for at, act in acts:
        life.walk_to(at)
        act(life)
        life.stage.post()
    life.walk_to(until)


def rows(table: str) -> list[str]:
    """The messages of a table, of which a line may hold several."""
    return [each.strip() for line in table.strip().splitlines() for each in line.split(",")]


def promises(life: Life) -> None:
    """What holds for everybody: two a week at most, by day, on working days, in the coach's voice."""
    unasked = [(row, at) for row, at in life.sent if row.slot]
    assert max(Counter(row.week_id for row, _ in unasked).values()) <= 2
    assert max(Counter(at.isocalendar()[:2] for _, at in unasked).values()) <= 2
    assert len({(row.week_id, row.slot) for row, _ in unasked}) == len(unasked)
    for row, at in unasked:
        assert 8 <= at.hour < 19, row.key
        assert WorkingDays(countries.of_zone(place(at))).works(at.date()), row.key
    with life.stage.coach.database.read() as session:
        quoted = {*texts_of(life.stage.coach.playbook), *session.exec(select(Week.reason))}
    wrong = {row.key: faults(Screen(row.text, row.blocks), quoted) for row, _ in life.sent}
    assert {key: said for key, said in wrong.items() if said} == {}


def every_week(first: date, weeks: int, after_the_receipt: int = -1) -> Iterator[tuple[str, Act]]:
    """A piece on the Tuesday of each week from a Monday on; in that one, counted from 0, on Friday."""
    for number in range(weeks):
        days = 4 if number == after_the_receipt else 1
        yield f"{first + timedelta(weeks=number, days=days)} 16:00", hands_in()


ANA_DOES: list[tuple[str, Act]] = [
    ("2027-01-11 10:30", plans("2027-01-13", "14:00")),
    ("2027-01-14 11:20", hands_in()),
    ("2027-01-18 09:30", plans("2027-01-21", "14:00")),
    ("2027-01-22 14:40", lambda life: life.answers(Answer.PARTLY, "waiting for someone")),
    ("2027-01-26 10:30", hands_in(2)),
    ("2027-01-27 16:05", hands_in()),
    ("2027-02-01 09:30", plans("2027-02-02", "14:00")),
    ("2027-02-02 15:40", hands_in()),
    ("2027-02-03 09:20", Life.revises),
    ("2027-02-11 17:10", hands_in()),
    ("2027-02-15 09:05", Life.moves_it),
    ("2027-02-18 16:10", hands_in()),
    ("2027-02-22 09:30", plans("2027-02-24", "14:00")),
    ("2027-02-26 16:10", hands_in()),
    ("2027-03-01 09:30", plans("2027-03-03", "14:00")),
    ("2027-03-03 12:00", hands_in()),
    ("2027-03-12 15:05", hands_in(short=True)),
    ("2027-03-15 09:30", plans("2027-03-16", "14:00")),
    ("2027-03-16 15:30", hands_in()),
    ("2027-03-25 16:00", hands_in()),
    ("2027-03-30 12:00", hands_in()),
    ("2027-04-12 09:10", plans("2027-04-15", "15:00")),
    ("2027-04-19 09:20", lambda life: life.goes_away("2027-04-19", "2027-05-03")),
    ("2027-05-04 18:20", hands_in(short=True)),
    *every_week(date(2027, 5, 10), 5, after_the_receipt=1),
    ("2027-06-09 12:00", lambda life: life.lives_in("Europe/Berlin")),
    *every_week(date(2027, 6, 14), 4, after_the_receipt=0),
    ("2027-07-07 12:00", lambda life: life.lives_in("Europe/Lisbon")),
    *every_week(date(2027, 7, 12), 3, after_the_receipt=0),
    ("2027-07-28 10:00", lambda life: life.goes_away("2027-08-02", "2027-08-23")),
    *every_week(date(2027, 8, 23), 8, after_the_receipt=2),
]
ANA_GOES_ON: list[tuple[str, Act]] = [
    ("2027-10-18 09:30", Life.goes_on_quieter),
    ("2027-11-04 16:00", hands_in()),
    ("2027-12-02 16:00", hands_in()),
    ("2027-12-14 12:00", lambda life: life.types_away("away 20 Dec until 3 Jan")),
]
ANA_GETS = """
Mon 11 Jan 10:12 Lisbon nudge
Wed 13 Jan 14:00 Lisbon reminder
Mon 18 Jan 09:00 Lisbon nudge
Thu 21 Jan 14:00 Lisbon reminder
Fri 22 Jan 14:30 Lisbon receipt
Mon 25 Jan 09:00 Lisbon nudge
Mon 1 Feb 09:00 Lisbon nudge
Tue 2 Feb 14:00 Lisbon reminder
Fri 5 Feb 14:30 Lisbon mirror
Mon 8 Feb 09:00 Lisbon nudge
Mon 15 Feb 09:00 Lisbon nudge
Tue 16 Feb 09:00 Lisbon moved_nudge
Fri 19 Feb 14:30 Lisbon mirror
Mon 22 Feb 09:00 Lisbon nudge
Wed 24 Feb 14:00 Lisbon reminder
Fri 26 Feb 14:30 Lisbon receipt
Mon 1 Mar 09:00 Lisbon nudge
Fri 5 Mar 14:30 Lisbon mirror
Mon 8 Mar 09:00 Lisbon nudge
Fri 12 Mar 14:30 Lisbon receipt
Mon 15 Mar 09:00 Lisbon nudge
Tue 16 Mar 14:00 Lisbon reminder
Fri 19 Mar 14:30 Lisbon mirror
Mon 22 Mar 09:00 Lisbon nudge
Thu 25 Mar 14:30 Lisbon receipt
Mon 29 Mar 09:00 Lisbon nudge
Fri 2 Apr 14:30 Lisbon mirror
Mon 5 Apr 09:00 Lisbon nudge
Fri 9 Apr 14:30 Lisbon receipt
Mon 12 Apr 09:00 Lisbon comeback
Thu 15 Apr 15:00 Lisbon reminder
Mon 19 Apr 09:00 Lisbon comeback
Mon 3 May 09:00 Lisbon welcome_back
Mon 10 May 09:00 Lisbon nudge
Fri 14 May 14:30 Lisbon mirror
Mon 17 May 09:00 Lisbon nudge
Fri 21 May 14:30 Lisbon receipt
Mon 24 May 09:00 Lisbon nudge
Fri 28 May 14:30 Lisbon mirror
Mon 31 May 09:00 Lisbon nudge
Mon 7 Jun 09:00 Lisbon nudge
Fri 11 Jun 14:30 Berlin mirror
Mon 14 Jun 09:00 Berlin nudge
Fri 18 Jun 14:30 Berlin receipt
Mon 21 Jun 09:00 Berlin nudge
Fri 25 Jun 14:30 Berlin mirror
Mon 28 Jun 09:00 Berlin nudge
Mon 5 Jul 09:00 Berlin nudge
Fri 9 Jul 14:30 Lisbon mirror
Mon 12 Jul 09:00 Lisbon nudge
Fri 16 Jul 14:30 Lisbon receipt
Mon 19 Jul 09:00 Lisbon nudge
Fri 23 Jul 14:30 Lisbon mirror
Mon 26 Jul 09:00 Lisbon nudge
Mon 23 Aug 09:00 Lisbon welcome_back
Mon 30 Aug 09:00 Lisbon nudge
Fri 3 Sep 14:30 Lisbon mirror
Mon 6 Sep 09:00 Lisbon nudge
Fri 10 Sep 14:30 Lisbon receipt
Mon 13 Sep 09:00 Lisbon nudge
Fri 17 Sep 14:30 Lisbon mirror
Mon 20 Sep 09:00 Lisbon nudge
Mon 27 Sep 09:00 Lisbon nudge
Fri 1 Oct 14:30 Lisbon mirror
Mon 4 Oct 09:00 Lisbon nudge
Mon 11 Oct 09:00 Lisbon nudge
Fri 15 Oct 14:30 Lisbon mirror
Mon 18 Oct 09:00 Lisbon nudge
Tue 2 Nov 09:00 Lisbon nudge
Fri 12 Nov 14:30 Lisbon mirror
Mon 15 Nov 09:00 Lisbon nudge
Mon 29 Nov 09:00 Lisbon nudge
Fri 10 Dec 14:30 Lisbon mirror
Mon 13 Dec 09:00 Lisbon nudge
Mon 10 Jan 09:00 Lisbon welcome_back
"""
IN_RIYADH: list[tuple[str, Act]] = [
    ("2027-01-12 12:00", hands_in()),
    ("2027-01-19 12:00", hands_in()),
    ("2027-01-29 12:00", hands_in()),
    *((f"{date(2027, 2, 2) + timedelta(weeks=number)} 12:00", hands_in()) for number in range(5)),
    ("2027-03-07 10:00", Life.swaps),
    ("2027-03-16 12:00", hands_in()),
    ("2027-03-26 12:00", hands_in()),
    *((f"{date(2027, 3, 30) + timedelta(weeks=number)} 12:00", hands_in()) for number in range(7)),
    ("2027-05-20 09:30", plans("2027-05-23", "11:00")),
    ("2027-05-25 12:00", hands_in()),
    *((f"{date(2027, 6, 1) + timedelta(weeks=number)} 12:00", hands_in()) for number in range(5)),
    ("2027-07-04 12:00", lambda life: life.goes_away("2027-07-04", "2027-07-18")),
    *((f"{date(2027, 7, 20) + timedelta(weeks=number)} 12:00", hands_in()) for number in range(10)),
]
RIYADH_GOES_ON: list[tuple[str, Act]] = [
    ("2027-09-26 09:30", Life.goes_on_quieter),
    ("2027-10-12 12:00", hands_in()),
    ("2027-10-26 12:00", hands_in()),
]
RIYADH_GETS = """
Sun 10 Jan 10:00 Riyadh nudge
Sun 17 Jan 09:00 Riyadh nudge
Sun 24 Jan 09:00 Riyadh nudge
Thu 28 Jan 14:30 Riyadh receipt
Sun 31 Jan 09:00 Riyadh nudge
Thu 4 Feb 14:30 Riyadh mirror
Sun 7 Feb 09:00 Riyadh nudge
Sun 14 Feb 09:00 Riyadh nudge
Thu 18 Feb 14:30 Riyadh mirror
Sun 21 Feb 09:00 Riyadh nudge
Sun 28 Feb 09:00 Riyadh nudge
Thu 4 Mar 14:30 Riyadh mirror
Sun 7 Mar 09:00 Riyadh nudge
Mon 8 Mar 14:30 Riyadh receipt
Mon 15 Mar 09:00 Riyadh comeback
Sun 21 Mar 09:00 Riyadh nudge
Thu 25 Mar 14:30 Riyadh receipt
Sun 28 Mar 09:00 Riyadh nudge
Thu 1 Apr 14:30 Riyadh mirror
Sun 4 Apr 09:00 Riyadh nudge
Sun 11 Apr 09:00 Riyadh nudge
Thu 15 Apr 14:30 Riyadh mirror
Sun 18 Apr 09:00 Riyadh nudge
Sun 25 Apr 09:00 Riyadh nudge
Thu 29 Apr 14:30 Riyadh mirror
Sun 2 May 09:00 Riyadh nudge
Sun 9 May 09:00 Riyadh nudge
Thu 13 May 14:30 Riyadh mirror
Thu 20 May 09:00 Riyadh nudge
Sun 23 May 11:00 Riyadh reminder
Sun 30 May 09:00 Riyadh nudge
Thu 3 Jun 14:30 Riyadh mirror
Sun 6 Jun 09:00 Riyadh nudge
Sun 13 Jun 09:00 Riyadh nudge
Thu 17 Jun 14:30 Riyadh mirror
Sun 20 Jun 09:00 Riyadh nudge
Sun 27 Jun 09:00 Riyadh nudge
Thu 1 Jul 14:30 Riyadh mirror
Sun 4 Jul 09:00 Riyadh nudge
Sun 18 Jul 09:00 Riyadh welcome_back
Sun 25 Jul 09:00 Riyadh nudge
Thu 29 Jul 14:30 Riyadh mirror
Sun 1 Aug 09:00 Riyadh nudge
Sun 8 Aug 09:00 Riyadh nudge
Thu 12 Aug 14:30 Riyadh mirror
Sun 15 Aug 09:00 Riyadh nudge
Sun 22 Aug 09:00 Riyadh nudge
Thu 26 Aug 14:30 Riyadh mirror
Sun 29 Aug 09:00 Riyadh nudge
Sun 5 Sep 09:00 Riyadh nudge
Thu 9 Sep 14:30 Riyadh mirror
Sun 12 Sep 09:00 Riyadh nudge
Sun 19 Sep 09:00 Riyadh nudge
Wed 22 Sep 14:30 Riyadh mirror
Sun 26 Sep 09:00 Riyadh nudge
Sun 10 Oct 09:00 Riyadh nudge
Sun 24 Oct 09:00 Riyadh nudge
Thu 4 Nov 14:30 Riyadh mirror
Sun 7 Nov 09:00 Riyadh nudge
"""
IN_AUCKLAND: list[tuple[str, Act]] = [
    ("2027-03-01 10:05", lambda life: life.wants(Pace.TWO_A_WEEK)),
    *(
        (f"{date(2027, 3, 2) + timedelta(weeks=number, days=days)} 16:00", hands_in())
        for number in range(35)
        for days in (0, 3)
    ),
]
AUCKLAND_GOES_ON: list[tuple[str, Act]] = [
    ("2027-11-01 09:30", Life.goes_on_quieter),
    ("2027-11-16 16:00", hands_in()),
    ("2027-11-30 16:00", hands_in()),
]
COUNTED: list[tuple[str, Act]] = [
    (day, Life.counts_statements) for day in ("2027-03-20 12:00", "2027-10-30 12:00")
]
AUCKLAND_GETS = """
Mon 1 Mar 10:00 Auckland nudge, Thu 4 Mar 09:00 Auckland nudge, Mon 8 Mar 09:00 Auckland nudge
Thu 11 Mar 09:00 Auckland nudge, Mon 15 Mar 09:00 Auckland nudge, Thu 18 Mar 09:00 Auckland nudge
Mon 22 Mar 09:00 Auckland nudge, Thu 25 Mar 09:00 Auckland nudge, Tue 30 Mar 09:00 Auckland nudge
Thu 1 Apr 09:00 Auckland nudge, Mon 5 Apr 09:00 Auckland nudge, Thu 8 Apr 09:00 Auckland nudge
Mon 12 Apr 09:00 Auckland nudge, Thu 15 Apr 09:00 Auckland nudge, Mon 19 Apr 09:00 Auckland nudge
Thu 22 Apr 09:00 Auckland nudge, Tue 27 Apr 09:00 Auckland nudge, Thu 29 Apr 09:00 Auckland nudge
Mon 3 May 09:00 Auckland nudge, Thu 6 May 09:00 Auckland nudge, Mon 10 May 09:00 Auckland nudge
Thu 13 May 09:00 Auckland nudge, Mon 17 May 09:00 Auckland nudge, Thu 20 May 09:00 Auckland nudge
Mon 24 May 09:00 Auckland nudge, Thu 27 May 09:00 Auckland nudge, Mon 31 May 09:00 Auckland nudge
Thu 3 Jun 09:00 Auckland nudge, Tue 8 Jun 09:00 Auckland nudge, Thu 10 Jun 09:00 Auckland nudge
Mon 14 Jun 09:00 Auckland nudge, Thu 17 Jun 09:00 Auckland nudge, Mon 21 Jun 09:00 Auckland nudge
Thu 24 Jun 09:00 Auckland nudge, Mon 28 Jun 09:00 Auckland nudge, Thu 1 Jul 09:00 Auckland nudge
Mon 5 Jul 09:00 Auckland nudge, Thu 8 Jul 09:00 Auckland nudge, Mon 12 Jul 09:00 Auckland nudge
Thu 15 Jul 09:00 Auckland nudge, Mon 19 Jul 09:00 Auckland nudge, Thu 22 Jul 09:00 Auckland nudge
Mon 26 Jul 09:00 Auckland nudge, Thu 29 Jul 09:00 Auckland nudge, Mon 2 Aug 09:00 Auckland nudge
Thu 5 Aug 09:00 Auckland nudge, Mon 9 Aug 09:00 Auckland nudge, Thu 12 Aug 09:00 Auckland nudge
Mon 16 Aug 09:00 Auckland nudge, Thu 19 Aug 09:00 Auckland nudge, Mon 23 Aug 09:00 Auckland nudge
Thu 26 Aug 09:00 Auckland nudge, Mon 30 Aug 09:00 Auckland nudge, Thu 2 Sep 09:00 Auckland nudge
Mon 6 Sep 09:00 Auckland nudge, Thu 9 Sep 09:00 Auckland nudge, Mon 13 Sep 09:00 Auckland nudge
Thu 16 Sep 09:00 Auckland nudge, Mon 20 Sep 09:00 Auckland nudge, Thu 23 Sep 09:00 Auckland nudge
Mon 27 Sep 09:00 Auckland nudge, Thu 30 Sep 09:00 Auckland nudge, Mon 4 Oct 09:00 Auckland nudge
Thu 7 Oct 09:00 Auckland nudge, Mon 11 Oct 09:00 Auckland nudge, Thu 14 Oct 09:00 Auckland nudge
Mon 18 Oct 09:00 Auckland nudge, Thu 21 Oct 09:00 Auckland nudge, Tue 26 Oct 09:00 Auckland nudge
Thu 28 Oct 09:00 Auckland nudge, Mon 1 Nov 09:00 Auckland nudge, Mon 15 Nov 09:00 Auckland nudge
Mon 29 Nov 09:00 Auckland nudge, Fri 10 Dec 14:30 Auckland mirror
"""


def test_a_year_from_the_first_conversation_to_the_leave_behind_the_finish() -> None:
    """With two misses, time away three times, late work, weeks in Berlin, Good Friday, and clock changes."""
    with lived("Europe/Lisbon", "2027-01-11 10:12") as life:
        lives(life, ANA_DOES, "2027-10-18 09:10")
        assert life.sent[-1][0].text.startswith("You finished the programme.")
        outcomes = [outcome for _, outcome in life.progress.weeks]
        assert [number for number, o in enumerate(outcomes, 1) if o is Outcome.MISSED] == [13, 14]
        away = [number for number, o in enumerate(outcomes, 1) if o is Outcome.EXCUSED]
        assert away == [15, 16, 30, 31, 32]
        assert (life.progress.record.kept, life.progress.record.run) == (33, 33)
        # Behind the finish a week opens every second Monday, All Saints' being a holiday. Nobody is chased,
        # though nothing came in two of the weeks, and no run ends.
        lives(life, ANA_GOES_ON, "2028-01-10 12:00")
        assert life.by_itself() == rows(ANA_GETS)
        promises(life)
        assert (life.progress.record.kept, life.progress.record.run) == (35, 35)
        assert sorted(life.progress.record.covered) == [13, 14]
        year = date(2028, 1, 10)  # after 52 weeks
        assert sum(bool(row.slot) for row, at in life.sent if at.date() < year) == 66


def test_a_year_in_riyadh_with_its_own_weekend_and_holidays() -> None:
    """From Sundays to Thursdays, with both Eids, a freeze, two weeks away, the National Day, the finish."""
    with lived("Asia/Riyadh", "2027-01-10 10:00", weekday=6) as life:
        lives(life, IN_RIYADH, "2027-09-26 09:10")
        assert life.sent[-1][0].text.startswith("You finished the programme.")
        lives(life, RIYADH_GOES_ON, "2027-11-07 12:00")
        assert life.by_itself() == rows(RIYADH_GETS)
        promises(life)


def test_a_year_of_two_a_week_in_auckland_has_two_messages_and_no_receipt() -> None:
    """Behind the finish, in the first closing slot of a month, comes the first mirror."""
    with lived("Pacific/Auckland", "2027-03-01 10:00") as life:
        lives(life, sorted([*IN_AUCKLAND, *COUNTED], key=itemgetter(0)), "2027-11-01 09:10")
        assert life.sent[-1][0].text.startswith("You finished the programme.")
        assert life.statements[0] == life.statements[1], "a long history takes no more statements"
        lives(life, AUCKLAND_GOES_ON, "2027-12-12 12:00")
        assert life.by_itself() == rows(AUCKLAND_GETS)
        promises(life)
