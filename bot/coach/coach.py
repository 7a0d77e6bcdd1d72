"""What every use case works with: the database, the programme, the clock, the renderers."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime

from sqlmodel import Session

from bot.clock import Clock
from bot.coach.member_session import Acting
from bot.coach.member_state import History
from bot.coach.renderers import Renderers
from bot.domain import spread
from bot.domain.playbook import Playbook
from bot.domain.progress import Progress
from bot.store import member_records, processed_deliveries
from bot.store.database import SHORT_LOCK_TIMEOUT, Database
from bot.store.tables import Member


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

    def also(self, what: str) -> "Caller":
        """For a second effect of the same delivery, which is to be had once by itself."""
        return replace(self, delivery=self.delivery and f"{self.delivery}/{what}")


@dataclass
class Coach:
    database: Database
    playbook: Playbook
    clock: Clock
    screens: Renderers
    wins_channel: str | None = None
    """Preset of the join form; harmless, since every post asks."""
    sender: str = "PM Coach"
    """The name that Slack shows above the coach's posts."""
    workspace_url: str = ""
    """Of the workspace, with a slash at its end; links to posts begin with it."""
    wake: Callable[[], None] = field(default=lambda: None)
    """Tells the sender that something is due now."""

    def now(self) -> datetime:
        return self.clock.now()

    @contextmanager
    def writing(self, caller: Caller) -> Iterator[Session]:
        """What a delivery does, in one write transaction; then the sender is woken.

        If it comes again, all is worked out once more for the answer's sake, and undone.
        """
        with self.database.write() as session:
            first = self._first(session, caller)
            yield session
            if not first:
                session.rollback()
        self.wake()

    def first(self, caller: Caller) -> bool:
        """Whether this delivery comes for the first time; from now on it has come.

        It doesn't wait long for another writer: the listener may have done that before.
        """
        with self.database.write(lock_timeout=SHORT_LOCK_TIMEOUT) as session:
            return self._first(session, caller)

    def _first(self, session: Session, caller: Caller) -> bool:
        return caller.delivery is None or processed_deliveries.first(
            session, f"{caller.team}:{caller.delivery}"
        )

    @contextmanager
    def acting(self, caller: Caller, *, even_left: bool = False) -> Iterator[Acting]:
        """One act of a member: their history, in a transaction as `writing` has it.

        Raises NotJoined for a stranger, and for somebody who left unless `even_left`.
        """
        with self.writing(caller) as session:
            member = member_records.find(session, caller.team, caller.user, lock=True)
            mine = self.history_of(session, member)
            if mine.member.left_at and not even_left:
                raise NotJoined(mine.progress())
            yield mine

    @contextmanager
    def reading(self, caller: Caller, *, even_left: bool = False) -> Iterator[History]:
        """A member's history to look at; raises NotJoined as `acting` does."""
        with self.database.read() as session:
            mine = self.history_of(session, member_records.find(session, caller.team, caller.user))
            if mine.member.left_at and not even_left:
                raise NotJoined(mine.progress())
            yield mine

    def progress(self, caller: Caller, *, even_left: bool = False) -> Progress:
        """Where the member is now; raises NotJoined as `acting` does."""
        with self.reading(caller, even_left=even_left) as mine:
            return mine.progress()

    def spreads(self, team: str) -> bool:
        """Whether so many have joined in this workspace that nudges come some time after their hour."""
        with self.database.read() as session:
            return bool(spread.window(member_records.workspace_size(session, team)))

    def history_of(self, session: Session, member: Member | None) -> Acting:
        if member is None:
            raise NotJoined
        [kept] = member_records.load(session, [member])
        return Acting(self, session, kept)
