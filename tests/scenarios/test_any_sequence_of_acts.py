"""Whatever a member does, in whatever order, some things hold; Hypothesis looks for what breaks one."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import cache
from itertools import pairwise
from pathlib import Path
from shutil import copy
from tempfile import TemporaryDirectory, mkdtemp
from zoneinfo import ZoneInfo

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from sqlmodel import col, select, update

from bot.app import renderers
from bot.clock import MovableClock
from bot.coach import (
    absence,
    closing,
    hand_in,
    join,
    later,
    leave,
    mute,
    plan,
    receipt,
    skip,
    swap,
    weeks,
    wins,
)
from bot.coach import settings as coach_settings
from bot.coach.coach import Caller, Coach
from bot.coach.join import Joining
from bot.coach.settings import Preferences
from bot.domain.closing import Level
from bot.domain.progress import Progress
from bot.domain.slots import Pace
from bot.domain.weeks import Answer
from bot.playbook.loader import load
from bot.screen import Screen
from bot.store.database import Database
from bot.store.migrate import migrate
from bot.store.tables import EvidenceVersion, Message, SlackChannel, Week
from bot.store.tables import Member as MemberRow
from tests.copy_rules import faults, texts_of

ANA = Caller("T1", "U1")
PROGRAMME = load()
QUOTED = texts_of(PROGRAMME)
WEEKEND, FRIDAY_SATURDAY = (5, 6), (4, 5)
ZONES = st.sampled_from(["Europe/Lisbon", "America/New_York", "Pacific/Auckland", "Africa/Cairo", "UTC"])


@cache
def empty_database() -> Path:
    path = Path(mkdtemp()) / "empty.db"
    database = Database(f"sqlite:///{path}")
    migrate(database)
    database.close()
    return path


def copy_of_an_empty_database(folder: Path) -> Path:
    return Path(copy(empty_database(), folder / "coach.db"))


class Member(RuleBasedStateMachine):
    """Ana, acting on the real use cases and a real database; the clock is hers to move."""

    seen_messages = seen_closings = 0
    closed_in = ""
    """The zone in which the coach last closed weeks."""

    @initialize(zone=ZONES, weekday=st.integers(0, 6), hour=st.integers(7, 20), first=st.booleans())
    def joins(self, zone: str, weekday: int, hour: int, first: bool) -> None:
        self.folder = TemporaryDirectory()
        self.database = Database(f"sqlite:///{copy_of_an_empty_database(Path(self.folder.name))}")
        self.clock = MovableClock(datetime(2027, 3, 20, 11, 7, tzinfo=UTC))
        self.coach = Coach(self.database, PROGRAMME, self.clock, renderers())
        with self.database.write() as session:
            session.add(SlackChannel(team_id=ANA.team, channel_id="C1", name="wins", people=12, joined=True))
        join.join(self.coach, ANA, Joining(zone, weekday, hour, wins_channel="C1", first_now=first))
        self.kept = 0

    @rule(hours=st.integers(1, 400))
    def time_passes(self, hours: int) -> None:
        """Each week opens and closes at its slots."""
        until = self.clock.now() + timedelta(hours=hours)
        while (due := self.due()) and due <= until:
            self.clock.move_to(max(due, self.clock.now()))
            self.coach_works()
        self.clock.move_to(until)

    @rule(days=st.integers(1, 60))
    def the_coach_is_down(self, days: int) -> None:
        self.clock.advance(timedelta(days=days))
        self.coach_works()

    @precondition(lambda self: not self.progress().left)
    @rule(obstacle=st.text(max_size=40), days=st.integers(0, 9), hour=st.integers(0, 23))
    def plans(self, obstacle: str, days: int, hour: int) -> None:
        form = plan.form_for_week(self.coach, ANA)
        day = self.clock.now().astimezone(ZoneInfo(self.member().zone)).date() + timedelta(days=days)
        wanted = replace(form.preset, day=day, clock=f"{hour:02}:00", obstacle=obstacle, remind=True)
        saved = plan.save(self.coach, ANA, form.week.id, wanted, form.seen)
        if saved.refused is None and saved.changed.week.plan:
            assert plan.form_for_week(self.coach, ANA).preset == wanted

    @precondition(lambda self: not self.progress().left)
    @rule(said=st.sampled_from(Answer), obstacle=st.text(max_size=40))
    def answers_the_receipt(self, said: Answer, obstacle: str) -> None:
        week = self.rows()[-1].id
        receipt.answer(self.coach, ANA, week, said)
        receipt.name_obstacle(self.coach, ANA, week, obstacle)
        assert (self.rows()[-1].obstacle or "") == obstacle.strip()

    @precondition(lambda self: not self.progress().left)
    @rule(first=st.integers(0, 20), days=st.none() | st.integers(1, 40))
    def goes_away(self, first: int, days: int | None) -> None:
        today = self.clock.now().astimezone(ZoneInfo(self.member().zone)).date()
        begins = today + timedelta(days=first)
        absence.go_away(self.coach, ANA, begins, begins + timedelta(days=days) if days else None)

    @precondition(lambda self: not self.progress().left)
    @rule(act=st.sampled_from([absence.come_back, absence.pick_up]))
    def is_back(self, act: Callable[[Coach, Caller], object]) -> None:
        act(self.coach, ANA)

    @precondition(lambda self: not self.progress().left)
    @rule(pace=st.sampled_from(Pace), level=st.sampled_from(Level))
    def changes_pace_or_level(self, pace: Pace, level: Level) -> None:
        with self.database.write() as session:
            session.exec(update(MemberRow).values(pace=pace, level=level))

    @precondition(lambda self: not self.progress().left)
    @rule(text=st.text(min_size=1, max_size=40), late=st.booleans())
    def hands_in(self, text: str, late: bool) -> None:
        rows = self.rows()
        week = rows[0] if late else rows[-1]
        form = hand_in.form_for_week(self.coach, ANA, week.id)
        hand_in.hand_in(
            self.coach,
            ANA,
            week_id=week.id,
            kind=form.kind.id,
            fields={form.kind.compulsory.id: text},
            assignment_id=week.assignment_id,
        )

    @precondition(lambda self: not self.progress().left and self.progress().evidence)
    @rule(text=st.text(min_size=1, max_size=40))
    def revises(self, text: str) -> None:
        piece = self.progress().evidence[0]
        hand_in.revise(self.coach, ANA, piece.id, {piece.kind.compulsory.id: text}, piece.short)

    @precondition(lambda self: not self.progress().left)
    @rule(act=st.sampled_from(["hours", "tomorrow", "day"]))
    def moves_it(self, act: str) -> None:
        later.later(self.coach, ANA, self.rows()[-1].id, act)

    @precondition(lambda self: not self.progress().left)
    @rule(which=st.integers(0, 1))
    def swaps(self, which: int) -> None:
        week, offered, _ = swap.alternatives(self.coach, ANA)
        if which < len(offered):
            swap.swap(self.coach, ANA, week.id, offered[which].assignment.id)

    @precondition(lambda self: not self.progress().left)
    @rule(reason=st.sampled_from([None, "time", "unsaid"]))
    def skips(self, reason: str | None) -> None:
        skip.skip(self.coach, ANA, self.rows()[-1].id, reason)

    @precondition(lambda self: not self.progress().left)
    @rule(act=st.sampled_from([mute.mute, mute.unmute]))
    def mutes_or_unmutes(self, act: Callable[[Coach, Caller], Progress]) -> None:
        act(self.coach, ANA)

    @precondition(lambda self: not self.progress().left and self.progress().wins)
    @rule(act=st.sampled_from([wins.share_as_it_stands, wins.keep_private, wins.correct, wins.leave_as_is]))
    def decides_about_a_win(self, act: Callable[[Coach, Caller, int], object]) -> None:
        act(self.coach, ANA, self.progress().wins[0].id)

    @precondition(lambda self: not self.progress().left)
    @rule(zone=ZONES, weekday=st.integers(0, 6), hour=st.integers(7, 20))
    def changes_day_hour_or_zone(self, zone: str, weekday: int, hour: int) -> None:
        new = Preferences(weekday, hour, zone, self.progress().start, "C1")
        coach_settings.change(self.coach, ANA, new)

    @rule()
    def leaves_or_comes_back(self) -> None:
        act = leave.come_back if self.progress().left else leave.leave
        act(self.coach, ANA)

    @invariant()
    def weeks_follow_each_other_without_gap_or_overlap(self) -> None:
        rows = self.rows()
        assert [row.number for row in rows] == list(range(1, len(rows) + 1))
        assert all(row.began_at < row.ends_at for row in rows)
        assert all(earlier.ends_at <= later.began_at for earlier, later in pairwise(rows))

    @invariant()
    def what_was_earned_never_goes(self) -> None:
        progress = self.progress()
        assert progress.record.kept >= self.kept
        assert progress.record.run <= progress.record.best_run <= progress.record.kept
        self.kept = progress.record.kept

    @invariant()
    def no_version_of_any_evidence_is_lost(self) -> None:
        with self.database.read() as session:
            kept = session.exec(select(EvidenceVersion)).all()
        for piece in self.progress().evidence:
            assert sorted(v.number for v in kept if v.evidence_id == piece.id) == list(
                range(1, piece.version + 1)
            )

    @invariant()
    def a_week_has_each_slot_once_and_so_two_messages_unasked_at_most(self) -> None:
        unasked = [m for m in self.messages() if m.slot and m.method == "post"]
        assert len({(m.week_id, m.slot) for m in unasked}) == len(unasked)

    @invariant()
    def no_closing_message_comes_in_quiet_hours_or_on_the_weekend(self) -> None:
        """They are planned at the slot itself, where the member lives then."""
        messages = self.messages()
        new = [m for m in messages[self.seen_closings :] if m.slot == "closing"]
        self.seen_closings = len(messages)
        for message in new:
            at = datetime.fromtimestamp(message.run_at / 1000, ZoneInfo(self.closed_in))
            assert 8 <= at.hour < 19
            assert at.weekday() not in (FRIDAY_SATURDAY if self.closed_in == "Africa/Cairo" else WEEKEND)

    @invariant()
    def nothing_unasked_waits_for_somebody_who_left_or_muted(self) -> None:
        progress = self.progress()
        waiting = [m for m in self.messages() if m.state == "planned" and m.method == "post"]
        if progress.left:
            assert [m.kind for m in waiting if m.kind in ("nudge", "moved_nudge")] == []
        if progress.muted:  # what they move themselves still comes back
            assert [m.key for m in waiting if ":nudge:" in m.key] == []

    @invariant()
    def everything_that_was_queued_is_in_the_coachs_voice(self) -> None:
        quoted = {*QUOTED, *(row.reason for row in self.rows())}
        messages = self.messages()
        new, self.seen_messages = messages[self.seen_messages :], len(messages)
        for message in new:
            if message.kind != "win" and message.method != "delete":
                shown = message.blocks if message.method == "home" else Screen(message.text, message.blocks)
                assert faults(shown, quoted) == []

    def teardown(self) -> None:
        if hasattr(self, "database"):
            self.database.close()
            self.folder.cleanup()

    def progress(self) -> Progress:
        return self.coach.progress(ANA, even_left=True)

    def coach_works(self) -> None:
        self.closed_in = self.member().zone
        weeks.open_due_weeks(self.coach)
        closing.close_due_weeks(self.coach)

    def member(self) -> MemberRow:
        with self.database.read() as session:
            return session.exec(select(MemberRow)).one()

    def due(self) -> datetime | None:
        member = self.member()
        due = min(filter(None, (member.next_due_at, member.closing_due_at)), default=None)
        return None if due is None else datetime.fromtimestamp(due / 1000, UTC)

    def rows(self) -> list[Week]:
        with self.database.read() as session:
            return list(session.exec(select(Week).order_by(col(Week.number))))

    def messages(self) -> list[Message]:
        with self.database.read() as session:
            return list(session.exec(select(Message).order_by(col(Message.id))))


TestAnySequenceOfActs = Member.TestCase
TestAnySequenceOfActs.settings = settings(
    max_examples=12, stateful_step_count=15, suppress_health_check=list(HealthCheck)
)
