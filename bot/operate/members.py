"""What an operator does for a person: hand out everything that is kept of them, or erase it."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

from sqlalchemy import ColumnElement, Table, and_, false, or_
from sqlalchemy.exc import DBAPIError
from sqlmodel import Session, SQLModel, col, delete, select

from bot.domain.progress import Sharing
from bot.settings import Settings
from bot.slack.methods import Method
from bot.store import member_records, outbox
from bot.store.database import Database
from bot.store.errors import DatabaseError
from bot.store.migrate import migrate
from bot.store.tables import Member, Message, SlackUser, Win


def export(settings: Settings, user_id: str, team_id: str | None) -> dict[str, Any]:
    """Everything that is kept of a person, by table. LookupError if there is nobody, or several."""
    with opened(settings) as database, database.read() as session:
        team, member = _find(session, user_id, team_id)
        return {
            name: [row.model_dump(mode="json") for row in session.exec(select(table).where(theirs))]
            for name, table, theirs in _kept(session, team, user_id, member.id if member else None)
        }


def erase(
    settings: Settings,
    user_id: str,
    team_id: str | None,
    *,
    take_down: bool = False,
    now: datetime | None = None,
) -> dict[str, int]:
    """Erase it, for good; says how many rows went. LookupError as above.

    What stands in channels stays, or with `take_down` is deleted there by the coach that runs. The rows for
    that outlast the person, without anything of them: where the post is, and that it is to go.
    """
    with opened(settings) as database, database.write() as session:
        team, _ = _find(session, user_id, team_id)
        # First, as every act of theirs does.
        member_id = member_records.find(session.connection(), team, user_id, lock=True)
        if take_down and member_id:
            _take_down(session, member_id, now or datetime.now(UTC))
        kept = list(_kept(session, team, user_id, member_id))
        return {name: session.exec(delete(table).where(theirs)).rowcount for name, table, theirs in kept}


def posts(settings: Settings, user_id: str, team_id: str | None) -> int:
    """Return how many posts of a person stand in channels that the coach could take down, as far as known."""
    with suppress(LookupError, DatabaseError, DBAPIError), opened(settings) as database:
        with database.read() as session:
            _, member = _find(session, user_id, team_id)
            return len(_posts(session, member.id)) if member else 0
    return 0


def _posts(session: Session, member_id: int) -> Sequence[Message]:
    sent = select(Message).join(Win, col(Win.post_id) == Message.id)
    return session.exec(
        sent.where(Win.member_id == member_id, Win.state == Sharing.POSTED, col(Message.ts).is_not(None))
    ).all()


def _take_down(session: Session, member_id: int, now: datetime) -> None:
    for post in _posts(session, member_id):
        outbox.take_down(session, post, now)
        session.flush()
        deletions = select(Message).where(Message.target_id == post.id, Message.method == Method.DELETE)
        for row in [post, *session.exec(deletions)]:
            row.member_id, row.key, row.awaited = None, f"{row.team_id}:erased:{uuid4()}", False
            row.text, row.blocks = "", []
    session.flush()


def _kept(
    session: Session, team_id: str, user_id: str, member: int | None
) -> Iterator[tuple[str, type[SQLModel], ColumnElement[bool]]]:
    """Every table that holds something of a person, which rows are theirs, dependent ones first."""
    person = session.get(SlackUser, (team_id, user_id))
    places = {user_id, *([person.dm_channel] if person and person.dm_channel else [])}
    for name, table, model in _tables():
        if "member_id" in table.c:
            theirs = table.c.member_id == member if member else false()
            if model is Message:  # what went to them before they joined names no member
                theirs = or_(theirs, col(Message.channel).in_(places))
        elif "user_id" in table.c:
            theirs = table.c.user_id == user_id
        else:
            continue
        yield name, model, and_(table.c.team_id == team_id, theirs)


def _tables() -> Iterator[tuple[str, Table, type[SQLModel]]]:
    models = {mapper.local_table: mapper.class_ for mapper in SQLModel._sa_registry.mappers}
    for table in reversed(SQLModel.metadata.sorted_tables):
        yield table.name, table, models[table]


@contextmanager
def opened(settings: Settings) -> Iterator[Database]:
    database = Database(settings.database_url)
    try:
        migrate(database)
        yield database
    finally:
        database.close()


def _find(session: Session, user_id: str, team_id: str | None) -> tuple[str, Member | None]:
    """The workspace and, where the person joined, the member."""
    known = {
        person.team_id: None for person in session.exec(select(SlackUser).where(SlackUser.user_id == user_id))
    }
    members = session.exec(select(Member).where(Member.user_id == user_id))
    found: dict[str, Member | None] = {**known, **{member.team_id: member for member in members}}
    if team_id:
        found = {team: member for team, member in found.items() if team == team_id}
    if not found:
        raise LookupError(f"Nothing of {user_id} is kept here{f' in {team_id}' if team_id else ''}.")
    if len(found) > 1:
        raise LookupError(
            f"{user_id} is known in several workspaces ({', '.join(sorted(found))}). Name one with --team."
        )
    return found.popitem()
