"""What every use case works with: the database, the programme, the clock, the renderers."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError
from sqlmodel import Session

from bot.clock import Clock
from bot.coach.member_session import MemberSession
from bot.coach.renderers import Renderers
from bot.domain import spread
from bot.domain.member import MemberState
from bot.domain.member_progress import MemberProgress
from bot.domain.playbook import Playbook
from bot.domain.progress import Progress, WorkspaceProfile
from bot.domain.records import MemberRecords
from bot.domain.second_reading import Model
from bot.slack.workspaces import Workspaces
from bot.store import member_changes, member_records, processed_deliveries
from bot.store.database import SHORT_LOCK_TIMEOUT, Database


class NotJoined(Exception):  # noqa: N818 - it is a situation, not a fault
    """The person hasn't joined the programme (or left it), so there is nothing to act on."""

    def __init__(self, left: Progress | None = None) -> None:
        self.left = left


@dataclass(frozen=True)
class Caller:
    """A person in a workspace, as Slack names them, and the delivery that their act came in, if any."""

    team: str
    user: str
    delivery: str | None = None
    """The same when Slack delivers it again."""

    def sub_delivery(self, what: str) -> "Caller":
        """For a second effect of the same delivery, which is to be had once by itself."""
        return replace(self, delivery=self.delivery and f"{self.delivery}/{what}")


class LoadedMember(NamedTuple):
    """A member as they are stored, and the connection on which more of them can be read meanwhile."""

    line: Connection
    member: MemberState


@dataclass(frozen=True)
class Coach:
    """Nothing of it changes while it runs; what is learnt of a workspace stands in `workspaces`."""

    database: Database
    playbook: Playbook
    clock: Clock
    renderers: Renderers
    workspaces: Workspaces = field(default_factory=Workspaces)
    model: Model | None = None
    """Reads a text when its member presses for that; None where the operator has set none up."""
    wake: Callable[[], None] = field(default=lambda: None)
    """Tells the sender that something is due now."""

    def workspace(self, team_id: str) -> WorkspaceProfile:
        """Return what screens say of a workspace."""
        known = self.workspaces.get(team_id)
        return WorkspaceProfile(known.sender, known.url)

    def now(self) -> datetime:
        return self.clock.now()

    @contextmanager
    def writing(self, caller: Caller) -> Iterator[Session]:
        """What a delivery does, in one write transaction; then the sender is woken.

        If it comes again, all is worked out once more for the answer's sake, and undone.
        """
        with self.database.write() as session:
            first = self._mark_processed(session, caller)
            yield session
            if not first:
                session.rollback()
        self.wake()

    def mark_processed(self, caller: Caller) -> bool:
        """Mark the caller's delivery as processed; False if that was done before.

        It doesn't wait long for another writer: the listener may have done that before.
        """
        with self.database.write(lock_timeout=SHORT_LOCK_TIMEOUT) as session:
            return self._mark_processed(session, caller)

    def _mark_processed(self, session: Session, caller: Caller) -> bool:
        return caller.delivery is None or processed_deliveries.mark_processed(
            session, f"{caller.team}:{caller.delivery}"
        )

    @contextmanager
    def acting(self, caller: Caller, *, even_left: bool = False) -> Iterator[MemberSession]:
        """One act of a member, in a transaction as `writing` has it; others of theirs wait for its end.

        Raises NotJoined for a stranger, and for somebody who left unless `even_left`.
        """
        with self.writing(caller) as session:
            records = self.load(session.connection(), caller, lock=True)
            member = self.member_session(session, self._joined(records, even_left))
            member.note_act()
            yield member

    @contextmanager
    def reading(
        self, caller: Caller, *, even_left: bool = False, brief: bool = False
    ) -> Iterator[LoadedMember]:
        """Load a member without changing them; raises NotJoined as `acting` does.

        `brief` is for the open week's screens.
        """
        with self.database.connect() as line:
            records = self.load(line, caller, brief=brief)
            state = MemberState(self._joined(records, even_left), self.playbook, self.now())
            yield LoadedMember(line, _with_its_evidence(line, state) if brief else state)
        if _unnoted(state):
            self._note_act(state)

    def load(
        self, line: Connection, caller: Caller, *, lock: bool = False, brief: bool = False
    ) -> MemberRecords | None:
        """What is kept of the caller, as `member_records.load` has it."""
        return member_records.load(line, caller.team, caller.user, lock=lock, brief=brief)

    def _note_act(self, member: MemberState) -> None:
        """Take note of the first look in a week; somebody who only looks isn't silent.

        A look doesn't fail or wait for it: another one comes.
        """
        with (
            suppress(DBAPIError),
            self.database.write(lock_timeout=SHORT_LOCK_TIMEOUT) as session,
        ):
            member_changes.note_acts(session.connection(), [member.member.id], self.now())

    def progress(self, caller: Caller, *, even_left: bool = False, brief: bool = False) -> Progress:
        """Where the member is now; raises NotJoined as `acting` does."""
        with self.reading(caller, even_left=even_left, brief=brief) as (_, member):
            return self.progress_of(member)

    def progress_of(self, member: MemberState) -> Progress:
        return MemberProgress(member, self.workspace(member.member.team_id))

    def spreads(self, team: str) -> bool:
        """Whether so many have joined in this workspace that nudges come some time after their hour."""
        with self.database.connect() as line:
            return bool(spread.window(member_records.workspace_size(line, team)))

    def member_session(self, session: Session, records: MemberRecords) -> MemberSession:
        state = MemberState(records, self.playbook, self.now())
        return MemberSession(session, state, self.renderers, self.workspace(records.member.team_id))

    def _joined(self, records: MemberRecords | None, even_left: bool) -> MemberRecords:
        if records is None:
            raise NotJoined
        if records.member.left_at and not even_left:
            raise NotJoined(self.progress_of(MemberState(records, self.playbook, self.now())))
        return records


def _unnoted(member: MemberState) -> bool:
    acted_at = member.member.acted_at
    return acted_at is None or acted_at < member.open_week.began_at


def _with_its_evidence(line: Connection, member: MemberState) -> MemberState:
    """The state whose open week can be shown: the piece that keeps it, if there is one, is in full."""
    newest = [piece.id for piece in member.evidence_for(member.open_week)[-1:]]
    if not newest:
        return member
    records = member.records.in_full(member_records.evidence(line, newest))
    return MemberState(records, member.playbook, member.now)
