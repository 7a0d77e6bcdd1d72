"""Whatever a member does, in whatever order, some things hold; Hypothesis looks for what breaks one."""

from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from functools import cache
from itertools import pairwise
from pathlib import Path
from shutil import copy
from tempfile import TemporaryDirectory, mkdtemp
from typing import Any, TypeVar
from warnings import catch_warnings
from zoneinfo import ZoneInfo

import pytest
from holidays import country_holidays
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from sqlalchemy import Select
from sqlalchemy import select as sql_select
from sqlmodel import SQLModel, col, select, update

from bot.clock import MovableClock
from bot.coach import (
    absence,
    drafts,
    hand_in,
    home,
    join,
    later,
    leave,
    mute,
    plan,
    receipt,
    skip,
    swap,
    wins,
)
from bot.coach import settings as coach_settings
from bot.coach.coach import Caller, Coach, NotJoined
from bot.coach.drafts import SentForm
from bot.coach.join import Joining
from bot.coach.overdue_nudges import plan_overdue_nudges
from bot.coach.settings import Preferences
from bot.domain.closing import Level
from bot.domain.days_off import NO_COUNTRY
from bot.domain.messages import Kind
from bot.domain.progress import CHANGEABLE, Progress
from bot.domain.records import DraftKey
from bot.domain.slots import Pace, QuietHours
from bot.domain.weeks import Answer, Outcome
from bot.playbook.loader import load
from bot.rehearsal.stage import Stage, hurry
from bot.renderers import renderers
from bot.screen import Screen
from bot.store.database import Database
from bot.store.drafts import find
from bot.store.migrate import migrate
from bot.store.tables import Absence, EvidenceVersion, Message, SlackChannel, Week
from bot.store.tables import Member as MemberRow
from tests.copy_rules import faults, texts_of

ANA = Caller("T1", "U1")
PROGRAMME = load()
QUOTED = texts_of(PROGRAMME)
LIVES_IN = {
    "Europe/Lisbon": "PT",
    "America/New_York": "US",
    "Pacific/Auckland": "NZ",
    "Africa/Cairo": "EG",
    "Asia/Riyadh": "SA",
    "Asia/Tehran": "IR",
    "Asia/Brunei": "BN",
    "Asia/Shanghai": "CN",
    "UTC": None,
}
ZONES = st.sampled_from(sorted(LIVES_IN))
COUNTRIES = st.none() | st.sampled_from([NO_COUNTRY, "PT", "IL", "SA", "JP", "BR", "IN", "CN"])
"""The member's answer; without one their zone's country holds."""
HOURS = st.integers(0, 23)
TOUCHED = {"acted_at", "updated_at"}
"""Columns that say when somebody was there last."""
Result = TypeVar("Result")


@cache
def empty_database() -> Path:
    path = Path(mkdtemp()) / "empty.db"
    database = Database(f"sqlite:///{path}")
    migrate(database)
    database.close()
    return path


@cache
def all_that_is_kept() -> dict[str, Select[Any]]:
    """A statement for each table, for what of it an act may change only once."""
    return {
        table.name: sql_select(*columns)
        for table in SQLModel.metadata.sorted_tables
        if (columns := [column for column in table.c if column.name not in TOUCHED])
    }


@cache
def days_off(country: str | None, year: int) -> Any:
    with catch_warnings(action="ignore"):
        return country_holidays(country, years=year) if country else None


def works(country: str | None, day: date) -> bool:
    """Whether a day is worked, as the library has it by itself."""
    known = days_off(country, day.year)
    return day.weekday() < 5 if known is None else bool(known.is_working_day(day))


def works_on(country: str | None, day: date) -> bool:
    """Whether that weekday is worked at all."""
    return any(works(country, day + timedelta(weeks=weeks)) for weeks in (-2, -1, 1, 2))


def copy_of_an_empty_database(folder: Path) -> Path:
    return Path(copy(empty_database(), folder / "coach.db"))


class Member(RuleBasedStateMachine):
    """Ana, acting on the real use cases and a real database; the clock is hers to move.

    What is due goes out at once. Slack delivers each of her acts twice, and old ones again at any time.
    """

    @initialize(
        zone=ZONES,
        country=COUNTRIES,
        weekday=st.integers(0, 6),
        hour=st.integers(7, 20),
        quiet=st.tuples(HOURS, HOURS) | st.just((19, 8)),
        first=st.booleans(),
    )
    def joins(
        self, zone: str, country: str | None, weekday: int, hour: int, quiet: tuple[int, int], first: bool
    ) -> None:
        self.folder = TemporaryDirectory()
        self.database = Database(f"sqlite:///{copy_of_an_empty_database(Path(self.folder.name))}")
        hurry(self.database)
        self.clock = MovableClock(datetime(2027, 3, 20, 11, 7, tzinfo=UTC))
        self.coach = Coach(self.database, PROGRAMME, self.clock, renderers())
        self.stage = Stage(self.coach, self.clock, self.hears)
        with self.database.write() as session:
            session.add(SlackChannel(team_id=ANA.team, channel_id="C1", name="wins", people=12, joined=True))
        self.kept, self.done = 0, set[int]()
        self.acts: list[tuple[Caller, Callable[[Caller], object]]] = []
        self.sent: list[tuple[Message, date]] = []
        self.typed, self.drafts = set[str](), dict[DraftKey, set[str]]()
        form = Joining(zone, weekday, hour, wins_channel="C1", first_now=first)
        self.does(lambda who: join.join(self.coach, who, form))
        new = Preferences(
            weekday, hour, zone, self.progress().start, "C1", quiet=QuietHours(*quiet), country=country
        )
        self.does(lambda who: coach_settings.change(self.coach, who, new))
        self.settled = self.today()

    def does(self, act: Callable[[Caller], Result]) -> Result:
        """One act of hers, delivered twice, and all that it queues for now sent."""
        who = replace(ANA, delivery=f"delivery {len(self.acts)}")
        done = act(who)
        self.acts.append((who, act))
        self.hears_again(len(self.acts) - 1)
        self.stage.post()
        return done

    def hears_again(self, number: int) -> None:
        """A delivery that comes again changes nothing, but that somebody was there."""
        who, act = self.acts[number]
        before = self.everything()
        with suppress(NotJoined):
            act(who)
        assert self.everything() == before

    def everything(self) -> dict[str, list[tuple[object, ...]]]:
        with self.database.read() as session:
            return {
                name: sorted(map(tuple, session.execute(rows)), key=repr)
                for name, rows in all_that_is_kept().items()
            }

    @rule(back=st.integers(1, 6))
    def slack_delivers_an_act_again(self, back: int) -> None:
        self.hears_again(max(0, len(self.acts) - back))

    @rule(hours=st.integers(1, 400))
    def time_passes(self, hours: int) -> None:
        """Each week opens and closes at its slots."""
        until = self.clock.now() + timedelta(hours=hours)
        while (due := self.stage.next_due) and due <= until:
            self.clock.move_to(max(due, self.clock.now()))
            self.coach_works()
        self.clock.move_to(until)

    @rule(weeks=st.integers(1, 6))
    def weeks_pass(self, weeks: int) -> None:
        self.time_passes(weeks * 7 * 24)

    @rule(days=st.integers(1, 9))
    def days_pass(self, days: int) -> None:
        self.time_passes(days * 24)

    @rule(days=st.integers(1, 60))
    def the_coach_is_down(self, days: int) -> None:
        self.clock.advance(timedelta(days=days))
        self.coach_works()

    @precondition(lambda self: not self.progress().left)
    @rule(obstacle=st.text(max_size=40), days=st.integers(0, 9), hour=st.integers(0, 23))
    def plans(self, obstacle: str, days: int, hour: int) -> None:
        form = plan.form_for_week(self.coach, ANA)
        day = self.today() + timedelta(days=days)
        wanted = replace(form.preset, day=day, clock=f"{hour:02}:00", obstacle=obstacle, remind=True)
        saved = self.does(lambda who: plan.save(self.coach, who, form.week.id, wanted, form.seen))
        if saved.refused is None and saved.changed.week.state in CHANGEABLE:
            assert plan.form_for_week(self.coach, ANA).preset == wanted

    @precondition(lambda self: not self.progress().left)
    @rule(said=st.sampled_from(Answer), obstacle=st.text(max_size=40))
    def answers_the_receipt(self, said: Answer, obstacle: str) -> None:
        week = self.rows()[-1].id
        self.does(lambda who: receipt.answer(self.coach, who, week, said))
        self.does(lambda who: receipt.name_obstacle(self.coach, who, week, obstacle))
        assert (self.rows()[-1].obstacle or "") == obstacle.strip()

    @precondition(lambda self: not self.progress().left)
    @rule(first=st.integers(0, 20), days=st.none() | st.integers(1, 40))
    def goes_away(self, first: int, days: int | None) -> None:
        begins = self.today() + timedelta(days=first)
        back = begins + timedelta(days=days) if days else None
        self.does(lambda who: absence.go_away(self.coach, who, begins, back))

    @precondition(lambda self: not self.progress().left)
    @rule(act=st.sampled_from([absence.come_back, absence.pick_up]))
    def is_back(self, act: Callable[[Coach, Caller], object]) -> None:
        self.does(lambda who: act(self.coach, who))
        self.settled = self.today()

    @rule(level=st.sampled_from(Level))
    def wants_more_or_less(self, level: Level) -> None:
        with self.database.write() as session:
            session.exec(update(MemberRow).values(level=level))

    @precondition(lambda self: not self.progress().left)
    @rule(text=st.text(min_size=1, max_size=40), late=st.booleans())
    def types_and_closes_the_form(self, text: str, late: bool) -> None:
        week = self.rows()[0 if late else -1]
        form = hand_in.form_for_week(self.coach, ANA, week.id)
        key, at = self.key_of(week), len(self.acts)
        values = {form.kind.compulsory.id: text}
        self.does(lambda who: drafts.keep(self.coach, who, key, f"V{at}", values, at))
        self.drafts[key] = {text}
        assert hand_in.form_for_week(self.coach, ANA, week.id).draft

    @precondition(lambda self: not self.progress().left)
    @rule(text=st.text(min_size=1, max_size=40), late=st.booleans())
    def hands_in(self, text: str, late: bool) -> None:
        week = self.rows()[0 if late else -1]
        form = hand_in.form_for_week(self.coach, ANA, week.id)
        self.does(
            lambda who: hand_in.hand_in(
                self.coach,
                who,
                week_id=week.id,
                kind=form.kind.id,
                fields={form.kind.compulsory.id: text},
                assignment_id=week.assignment_id,
                sent=SentForm(self.key_of(week), "V of the form that is sent"),
            )
        )
        self.typed.add(text)
        self.drafts.pop(self.key_of(week), None)

    @precondition(lambda self: not self.progress().left and self.progress().evidence)
    @rule(text=st.text(min_size=1, max_size=40))
    def revises(self, text: str) -> None:
        piece = self.progress().evidence[0]
        new = {piece.kind.compulsory.id: text}
        self.does(lambda who: hand_in.revise(self.coach, who, piece.id, new, piece.short))
        self.typed.add(text)

    @precondition(lambda self: not self.progress().left)
    @rule(act=st.sampled_from(["hours", "tomorrow", "day"]))
    def moves_it(self, act: str) -> None:
        week = self.rows()[-1].id
        self.does(lambda who: later.later(self.coach, who, week, act))

    @precondition(lambda self: not self.progress().left)
    @rule(which=st.integers(0, 1))
    def swaps(self, which: int) -> None:
        week, offered, _ = swap.alternatives(self.coach, ANA)
        if which < len(offered):
            taken = offered[which].assignment.id
            self.does(lambda who: swap.swap(self.coach, who, week.id, taken))

    @precondition(lambda self: not self.progress().left)
    @rule(reason=st.sampled_from([None, "time", "unsaid"]))
    def skips(self, reason: str | None) -> None:
        week = self.rows()[-1].id
        self.does(lambda who: skip.skip(self.coach, who, week, reason))

    @precondition(lambda self: not self.progress().left)
    @rule(act=st.sampled_from([mute.mute, mute.unmute, home.draw_home]))
    def mutes_or_unmutes_or_opens_home(self, act: Callable[[Coach, Caller], object]) -> None:
        self.does(lambda who: act(self.coach, who))

    @precondition(lambda self: not self.progress().left and self.progress().wins)
    @rule(
        act=st.sampled_from(
            [wins.share_as_it_stands, wins.keep_private, wins.correct_as_it_stands, wins.leave_as_is]
        )
    )
    def decides_about_a_win(self, act: Callable[[Coach, Caller, int], object]) -> None:
        win = self.progress().wins[0].id
        self.does(lambda who: act(self.coach, who, win))

    @precondition(lambda self: not self.progress().left)
    @rule(zone=ZONES, weekday=st.integers(0, 6), hour=st.integers(7, 20), pace=st.sampled_from(Pace))
    def changes_day_hour_zone_or_pace(self, zone: str, weekday: int, hour: int, pace: Pace) -> None:
        new = Preferences(weekday, hour, zone, self.progress().start, "C1", pace)
        self.does(lambda who: coach_settings.change(self.coach, who, new))
        self.settled = self.today()

    @rule()
    def leaves_or_comes_back(self) -> None:
        act = leave.come_back if self.progress().left else leave.leave
        self.does(lambda who: act(self.coach, who))
        self.settled = self.today()

    @invariant()
    def weeks_follow_each_other_without_gap_or_overlap(self) -> None:
        rows = self.rows()
        assert [row.number for row in rows] == list(range(1, len(rows) + 1))
        assert all(row.began_at < row.ends_at for row in rows)
        assert all(earlier.ends_at <= later.began_at for earlier, later in pairwise(rows))

    @invariant()
    def a_week_has_one_outcome_and_what_was_earned_never_goes(self) -> None:
        """It is the same in whatever detail the member is loaded, and a week that is done stays done."""
        states = []
        for brief in (False, True):
            with self.coach.reading(ANA, even_left=True, brief=brief) as (_, state):
                states.append((state.outcomes, state.record))
        assert states[0] == states[1]
        outcomes, record = states[0]
        numbers, shown = zip(*self.progress().weeks, strict=True)
        assert list(shown) == list(outcomes)
        assert list(numbers) == sorted(numbers)  # by the calendar: two a week share one
        done = {number for number, said in enumerate(outcomes, 1) if said is Outcome.DONE}
        assert self.done <= done
        assert (record.run, record.best_run) <= (record.best_run, record.kept)
        kept = {calendar for calendar, said in self.progress().weeks if said is Outcome.DONE}
        assert self.kept <= record.kept == len(kept)  # two a week that are both done keep one
        self.kept, self.done = record.kept, done

    @invariant()
    def nothing_that_was_typed_is_lost(self) -> None:
        with self.database.read() as session:
            kept = session.exec(select(EvidenceVersion)).all()
        assert self.typed <= {text for version in kept for text in version.fields.values()}
        with self.coach.reading(ANA, even_left=True) as (line, state):
            found = {key: find(line, state.member.id, key) for key in self.drafts}
        assert {key: set(draft.values.values()) for key, draft in found.items() if draft} == self.drafts

    @invariant()
    def each_slot_is_taken_once_and_so_two_messages_come_unasked_at_most(self) -> None:
        unasked = [(row, day) for row, day in self.sent if row.slot]
        assert len({(row.week_id, row.slot) for row, _ in unasked}) == len(unasked)
        since = self.settled + timedelta(days=7)
        first = self.member().weekday
        weeks = Counter((day - timedelta(days=first)).isocalendar()[:2] for _, day in unasked if day > since)
        assert max(weeks.values(), default=0) <= 2

    def hears(self, row: Message) -> None:
        """What holds for each message at the moment at which it goes out, where she lives then."""
        if row.kind != Kind.WIN and row.method != "delete":
            shown = row.blocks if row.method == "home" else Screen(row.text, row.blocks)
            assert faults(shown, {*QUOTED, *(week.reason for week in self.rows())}) == []
        if row.slot and row.method == "post":
            self.hears_unasked(row)

    def hears_unasked(self, row: Message) -> None:
        member, week = self.member(), next(week for week in self.rows() if week.id == row.week_id)
        here = ZoneInfo(member.zone)
        at = self.clock.now().astimezone(here)
        country = None if member.country == NO_COUNTRY else member.country or LIVES_IN[member.zone]
        self.sent.append((row, at.date()))
        assert not member.left_at
        assert not member.muted_at
        own_weekend = row.slot == "opening" and at.weekday() == member.weekday
        assert works(country, at.date()) or (own_weekend and not works_on(country, at.date()))
        if (at.hour, at.minute) != (member.hour, 0):
            begins, ends, hour = member.quiet_begins, member.quiet_ends, at.hour
            assert not (begins <= hour < ends if begins <= ends else hour >= begins or hour < ends)
        with self.database.read() as session:
            absences = session.exec(select(Absence)).all()
        held = [each for each in absences if each.first <= at.date() < (each.back or date.max)]
        assert all(row.kind == (Kind.GONE_QUIET if each.quiet else Kind.STILL_AWAY) for each in held)
        if row.slot == "closing":
            assert row.kind in (Kind.RECEIPT, Kind.MIRROR)
            assert member.level == Level.NORMAL
            ends_on = datetime.fromtimestamp(week.ends_at.timestamp(), here).date()
            between = (ends_on - at.date()).days
            assert not any(works(country, at.date() + timedelta(days=n)) for n in range(1, between))
            done = self.progress().weeks[-1][1] is Outcome.DONE
            assert done is (row.kind == Kind.MIRROR)

    def teardown(self) -> None:
        if hasattr(self, "database"):
            self.database.close()
            self.folder.cleanup()

    def progress(self) -> Progress:
        return self.coach.progress(ANA, even_left=True)

    def coach_works(self) -> None:
        plan_overdue_nudges(self.coach)
        self.stage.open_weeks()
        self.stage.post()

    def key_of(self, week: Week) -> DraftKey:
        kind = PROGRAMME.assignment[week.assignment_id].kind
        return hand_in.draft_key(week.id, kind, week.assignment_id, None)

    def member(self) -> MemberRow:
        with self.database.read() as session:
            return session.exec(select(MemberRow)).one()

    def today(self) -> date:
        return self.clock.now().astimezone(ZoneInfo(self.member().zone)).date()

    def rows(self) -> list[Week]:
        with self.database.read() as session:
            return list(session.exec(select(Week).order_by(col(Week.number))))


TestAnySequenceOfActs = Member.TestCase
TestAnySequenceOfActs.settings = settings(
    max_examples=12, stateful_step_count=15, suppress_health_check=list(HealthCheck)
)


@pytest.mark.parametrize(
    ("zone", "country", "weekday"),
    [
        ("Europe/Lisbon", None, 0),  # Good Friday and Easter Monday
        ("Asia/Riyadh", None, 6),  # Friday and Saturday are off
        ("Asia/Riyadh", None, 4),  # who opens on a day off chose it
        ("Asia/Brunei", None, 0),  # Friday and Sunday are off
        ("UTC", "IL", 6),
    ],
)
def test_some_weeks_of_each_weekend_close_on_the_last_working_day(
    zone: str, country: str | None, weekday: int
) -> None:
    """Chance may leave out a place in which the slot falls on a day off; these are always walked."""
    ana = Member()
    ana.joins(zone=zone, country=country, weekday=weekday, hour=9, quiet=(19, 8), first=False)
    try:
        for week in range(10):
            if week % 2:
                ana.hands_in(text=f"piece {week}", late=False)
            ana.time_passes(hours=7 * 24)
            ana.each_slot_is_taken_once_and_so_two_messages_come_unasked_at_most()
        assert [row for row, _ in ana.sent if row.slot == "closing"]
    finally:
        ana.teardown()
