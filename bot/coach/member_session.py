"""An act of one member: what it changes of what is kept of them, and on the screens that show it.

`bot.domain.member.MemberState` is for reading, this is for writing: every change is written at once and
replaces the state, so that what is derived afterwards is true. What is shown goes out once the act is
committed.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import NamedTuple, Unpack

from sqlalchemy import Connection
from sqlmodel import Session

from bot.coach.renderers import Renderers
from bot.domain import slots
from bot.domain.member import MemberState
from bot.domain.member_progress import MemberProgress, reader_of, week_of, win_of
from bot.domain.messages import Kind
from bot.domain.opening import Opening
from bot.domain.plan import REMINDS
from bot.domain.playbook import Playbook
from bot.domain.progress import Progress, Reader, Week, WeekState, Win, WorkspaceProfile, core_of
from bot.domain.records import (
    AbsenceRecord,
    ChannelRecord,
    EvidenceRecord,
    MemberRecord,
    MemberRecords,
    PlanRecord,
    WeekRecord,
    WinRecord,
)
from bot.screen import Screen
from bot.store import directory, files, member_changes, member_messages, member_records, outbox, plans
from bot.store.files import Attachment
from bot.store.member_changes import Dues, MemberChanges, NewAbsence, NewEvidence, WeekChanges, WinChanges
from bot.store.message_states import MessageState
from bot.store.outbox import New
from bot.store.tables import Message


class Changed(NamedTuple):
    """A week after an act, and where its member is then."""

    week: Week
    progress: Progress


class MemberSession:
    """One member inside a write transaction."""

    priority = outbox.ACT

    def __init__(
        self, session: Session, state: MemberState, renderers: Renderers, workspace: WorkspaceProfile
    ) -> None:
        self.session, self.state, self.renderers, self.workspace = session, state, renderers, workspace

    @property
    def line(self) -> Connection:
        return self.session.connection()

    @property
    def now(self) -> datetime:
        return self.state.now

    @property
    def playbook(self) -> Playbook:
        return self.state.playbook

    @property
    def record(self) -> MemberRecord:
        return self.state.member

    # What screens are drawn from.

    @property
    def reader(self) -> Reader:
        return reader_of(self.state)

    def progress(self) -> Progress:
        return MemberProgress(self.state, self.workspace)

    def week(self, week: WeekRecord) -> Week:
        return self._with_words(week_of(self.state, week))

    def _with_words(self, week: Week) -> Week:
        """The week, where the programme finishes with it, with what the first and the last piece say."""
        if week.finish is None:
            return week
        first, last = self._first_and_last()
        return replace(week, finish=replace(week.finish, first=first, last=last))

    def _first_and_last(self) -> tuple[str, str]:
        """What the first and the last piece say, in the member's words; "" where there is none."""
        pieces = self.state.records.evidence
        if not pieces:
            return "", ""
        first, last = min(piece.id for piece in pieces), pieces[-1].id
        found = member_records.texts(self.line, self.record.id, [first, last])
        texts = {id_: core_of(self.playbook.kind[kind], written) for id_, (kind, written) in found.items()}
        return texts[first], texts[last] if last != first else ""

    def win(self, win: WinRecord) -> Win:
        return win_of(self.state, win, self.workspace)

    def changed(self, week: WeekRecord) -> Changed:
        return Changed(self.week(week), self.progress())

    # Changes.

    def _become(self, records: MemberRecords) -> None:
        self.state = MemberState(records, self.playbook, self.now)

    def change(self, **changes: Unpack[MemberChanges]) -> None:
        self._become(
            self.state.records.with_member(member_changes.change_member(self.line, self.record, **changes))
        )

    def note_act(self) -> None:
        """Take note that the member is there, once a day; if the coach had gone quiet, it is back with that.

        The days since don't count, and the heartbeat opens the week that they are in.
        """
        state = self.state
        if self.record.acted_at is None or state.local_day(self.record.acted_at) < state.today:
            self.change(acted_at=self.now)
        if state.silence:
            self.end_absence(state.silence)
            self.set_due(max(state.open_week.ends_at, self.now))
            if state.open_week.ends_at > self.now:
                self.show_week(self.state.open_week)

    def set_due(self, at: datetime | None) -> None:
        """Set when the member's next week opens; None for never. A closing slot to come moves with it."""
        closes = None
        if at and self.record.closing_due_at:
            closes = slots.closing(self.state.end_of(self.state.open_week), self.state.schedule)
        dues = Dues(outbox.millis(at) if at else None, outbox.millis(closes) if closes else None)
        self.take_dues(dues)
        member_changes.set_due(self.line, {self.record.id: dues})

    def take_dues(self, dues: Dues) -> None:
        """Take over when the open week closes, as it has been set."""
        self._become(self.state.records.with_member(self.record._replace(closing_due_at=dues.closing)))

    def end_closing(self) -> None:
        """Leave the open week's closing slot empty."""
        member_changes.end_closings(self.line, [self.record.id])
        self._become(self.state.records.with_member(self.record._replace(closing_due_at=None)))

    def add_absence(self, first: date, back: date | None) -> AbsenceRecord:
        new: NewAbsence = {
            "member_id": self.record.id,
            "team_id": self.record.team_id,
            "enterprise_id": self.record.enterprise_id,
            "first": first,
            "back": back,
            "quiet": False,
        }
        [absence] = member_changes.add_absences(self.line, [new])
        self.take_absences((*self.state.records.absences, absence))
        return absence

    def change_absence(self, absence: AbsenceRecord, first: date, back: date | None) -> AbsenceRecord:
        changed = member_changes.change_absence(self.line, absence, first, back)
        others = (each for each in self.state.records.absences if each.id != absence.id)
        self.take_absences((*others, changed))
        return changed

    def end_absence(self, absence: AbsenceRecord) -> None:
        """Let an absence end today; one that would hold no day any more goes."""
        if absence.first < self.state.today:
            self.change_absence(absence, absence.first, self.state.today)
            return
        if absence.quiet:  # it tells with which message its week began
            self.change_absence(absence, absence.first, absence.first)
            return
        member_changes.delete_absence(self.line, absence)
        self.take_absences(each for each in self.state.records.absences if each.id != absence.id)

    def take_absences(self, absences: Iterable[AbsenceRecord]) -> None:
        """Take over absences as they have been kept."""
        self._become(self.state.records.with_absences(absences))

    def take_plan(self, plan: PlanRecord) -> None:
        """Take over the open week's plan as it is kept."""
        self._become(self.state.records.with_plan(plan))

    def change_week(self, week: WeekRecord, **changes: Unpack[WeekChanges]) -> WeekRecord:
        changed = member_changes.change_week(self.line, week, **changes)
        self._become(self.state.records.with_week(changed))
        return changed

    def keep_plan(self, plan: PlanRecord) -> None:
        """Keep the open week's plan, in place of the one that there is."""
        known = self.state.records.plan
        plans.keep(self.line, self.record, plan, new=known is None or known.week_id != plan.week_id)
        self._become(self.state.records.with_plan(plan))

    def take_weeks(self, weeks: Sequence[WeekRecord]) -> None:
        """Take over weeks that have been added for this member."""
        records = self.state.records
        for week in weeks:
            records = records.with_week(week)
        self._become(records)

    def add_evidence(
        self, fields: Mapping[str, str], early: Collection[str] = (), **new: Unpack[NewEvidence]
    ) -> EvidenceRecord:
        piece = member_changes.add_evidence(self.line, self.record, fields, early, **new)
        self._become(self.state.records.with_evidence(piece))
        return piece

    def add_version(
        self, piece: EvidenceRecord, fields: Mapping[str, str], short: bool, early: Collection[str] = ()
    ) -> EvidenceRecord:
        revised = member_changes.add_version(self.line, self.record, piece, fields, short, self.now, early)
        self._become(self.state.records.with_evidence(revised))
        return revised

    def add_win(self, milestone_id: str, state: str, text: str) -> WinRecord:
        win = member_changes.add_win(self.line, self.record, milestone_id, state, text, self.now)
        self._become(self.state.records.with_win(win))
        return win

    def change_win(self, win: WinRecord, **changes: Unpack[WinChanges]) -> WinRecord:
        changed = member_changes.change_win(self.line, win, **changes)
        self._become(self.state.records.with_win(changed))
        return changed

    def note_channel(self, channel_id: str) -> None:
        """Have Slack asked about a channel soon, so that an offer can say how many people would read it."""
        row = directory.note_channel(self.session, self.record.team_id, channel_id, self.record.enterprise_id)
        channel = ChannelRecord(row.channel_id, row.name, row.private, row.people, row.joined, row.reach)
        self._become(self.state.records.with_channel(channel))

    def complete(self, pieces: Sequence[EvidenceRecord]) -> None:
        """Take over pieces that were loaded in brief."""
        if pieces:
            self._become(self.state.records.in_full(pieces))

    # Messages.

    def show_week(self, record: WeekRecord) -> None:
        """Bring every message of this week to its state, and drop what waits and has no use now."""
        week = self.week(record)
        for message in self.messages_of(record):
            if message.kind == Kind.REMINDER:
                self._show_reminder(message, record, week)
            elif not self._has_use(message, week):
                outbox.drop(self.session, [message])
            else:
                at = _planned_for(message)
                screen = (
                    self.nudge_as_of(at, record, again=comes_back(message))
                    if self._moved(message, week)
                    else self.drawn(message, week)
                )
                outbox.change(self.session, message, screen, self.now, priority=self.priority)

    def show_what_follows(self, changed: WeekRecord) -> None:
        """Bring the open week's messages to what an older week has become: a comeback tells of it."""
        if changed.id != self.state.open_week.id:
            self.show_week(self.state.open_week)

    def drawn(self, message: Message, week: Week) -> Screen:
        if message.kind == Kind.RECEIPT:
            return self.renderers.receipt(week, self.reader)
        return self.renderers.nudge(_once(week) if comes_back(message) else week, self.reader)

    def _has_use(self, message: Message, week: Week) -> bool:
        """Whether a message that isn't out yet is to come: not a question that the week has answered, nor a
        copy for a later moment that isn't wanted."""
        if message.kind == Kind.RECEIPT:
            asks = week.state in (WeekState.OPEN, WeekState.MOVED) and not (week.answer or week.away)
            return asks or message.state != MessageState.PLANNED
        if not self._waits(message):
            return True
        return week.state is WeekState.MOVED or (week.state is WeekState.OPEN and not comes_back(message))

    def _moved(self, message: Message, week: Week) -> bool:
        """Whether it waits for a moment that the member moved it to, as of which it is drawn."""
        return self._waits(message) and (comes_back(message) or week.state is WeekState.MOVED)

    def _show_reminder(self, message: Message, record: WeekRecord, week: Week) -> None:
        """Call a reminder off that isn't wanted any more, else show in it how its week stands.

        One whose call may be under way is called off too, in case that fails, and changed in case it doesn't.
        """
        plan = week.plan
        wanted = plan and plan.remind and week.state in REMINDS and outbox.millis(plan.at) == message.run_at
        if not wanted and message.state != MessageState.SENT:
            outbox.drop(self.session, [message])
        if message.state != MessageState.PLANNED:
            outbox.change(
                self.session,
                message,
                self.renderers.reminder(week, self.reader),
                self.now,
                priority=self.priority,
            )
        elif plan and wanted:
            screen = self.reminder_as_of(plan.at, record)
            outbox.change(self.session, message, screen, self.now, priority=self.priority)

    def stay_in_place(self, week: WeekRecord) -> WeekRecord:
        """The week's message doesn't come back later after all."""
        shown = [message for message in self.messages_of(week) if message.kind != Kind.REMINDER]
        outbox.drop(self.session, [message for message in shown if self._waits(message)])
        return self.change_week(week, moved_to=None) if week.moved_to else week

    def nudge_as_of(
        self,
        at: datetime,
        week: WeekRecord,
        *,
        late: datetime | None = None,
        says: Opening | None = None,
        again: bool = False,
    ) -> Screen:
        """The week's message as it will be right when it goes out; `late` and `says` as in `week_of`.

        `again` of a copy, for a moment that the member moved it to.
        """
        then = self.state.at(at)
        shown = week_of(then, week, late=late, says=says)
        return self.renderers.nudge(_once(shown) if again else self._with_words(shown), reader_of(then))

    def reminder_as_of(self, at: datetime, week: WeekRecord) -> Screen:
        """The reminder of the week's plan as it will be right when it goes out."""
        then = self.state.at(at)
        return self.renderers.reminder(week_of(then, week), reader_of(then))

    def _waits(self, message: Message) -> bool:
        return message.state == MessageState.PLANNED and message.run_at > outbox.millis(self.now)

    def messages_of(self, week: WeekRecord) -> list[Message]:
        """The messages that show this week, except those given up."""
        return member_messages.of_week(self.session, week.id)

    def unsent(self) -> list[Message]:
        """What is on its way to the member, as far as it may still be called off."""
        return member_messages.unsent(self.session, self.record.id)

    def show_home(self) -> None:
        """Redraw Home after an act."""
        progress = self.progress()
        if self.record.left_at:
            view = self.renderers.home_left(progress)
        elif progress.finish:
            view = self.renderers.home(MemberProgress(self.state, self.workspace, self._first_and_last()))
        else:
            view = self.renderers.home(progress)
        outbox.home(
            self.session,
            team_id=self.record.team_id,
            enterprise_id=self.record.enterprise_id,
            user_id=self.record.user_id,
            member_id=self.record.id,
            view=view,
            now=self.now,
            priority=self.priority,
        )

    def reply(self, kind: Kind, key: str, screen: Screen) -> Message:
        """Queue a direct message that answers an act; it goes out at once."""
        return outbox.post(self.session, **self._new(kind, key, screen))

    def share(self, key: str, attachments: Sequence[Attachment], screen: Screen) -> Message:
        """Queue a direct message with files that the member asked for."""
        return files.post(self.session, attachments, **self._new(Kind.FILES, key, screen))

    def _new(self, kind: Kind, key: str, screen: Screen) -> New:
        return {
            "team_id": self.record.team_id,
            "enterprise_id": self.record.enterprise_id,
            "member_id": self.record.id,
            "channel": self.record.user_id,
            "kind": kind,
            "key": f"{self.record.team_id}:{kind}:{key}",
            "screen": screen,
            "run_at": self.now,
        }


def _once(week: Week) -> Week:
    """The week for a copy of its message: the finish stands in the first one, for good."""
    return replace(week, finish=None)


def _planned_for(message: Message) -> datetime:
    return datetime.fromtimestamp(message.run_at / 1000, UTC)


def comes_back(message: Message) -> bool:
    """Whether it is a copy for a moment that the member moved it to, and not the week's message itself."""
    return message.kind == Kind.MOVED_NUDGE
