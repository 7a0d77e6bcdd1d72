"""What an operator does for a person: hand out everything that is kept of them, or erase it."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from slack_sdk import WebClient
from sqlalchemy import ColumnElement, Table, and_, false, inspect, or_
from sqlmodel import Session, SQLModel, col, delete, select

from bot.domain.messages import Kind
from bot.operate import posts
from bot.playbook.loader import PlaybookError, load
from bot.runtime.start import NO_ANSWER
from bot.settings import Settings
from bot.slack.calls import publish_home
from bot.store import member_records
from bot.store.database import Database
from bot.store.migrate import migrate
from bot.store.tables import Member, Message, SlackUser
from bot.views.home import home

HOME_TIMEOUT = 5
"""Seconds for Slack to draw a Home."""


def export(settings: Settings, user_id: str, team_id: str | None) -> dict[str, Any]:
    """Everything that is kept of a person, by table. LookupError if there is nobody, or several."""
    with opened(settings) as database, database.read() as session:
        team, member = _find(session, user_id, team_id)
        return {
            name: [row.model_dump(mode="json") for row in session.exec(_in_order(table).where(theirs))]
            for name, table, theirs in _kept(session, team, user_id, member.id if member else None)
        }


def _in_order(table: type[SQLModel]) -> Any:
    """Rows by their keys: what PostgreSQL has rewritten lies in another order."""
    return select(table).order_by(*inspect(table).primary_key)


@dataclass(frozen=True)
class Erased:
    """How many rows went, by table; whether all is overwritten; whether Home in Slack is a stranger's."""

    rows: dict[str, int]
    overwritten: bool
    home_cleared: bool


def erase(
    settings: Settings,
    user_id: str,
    team_id: str | None,
    *,
    take_down: bool = False,
    now: datetime | None = None,
) -> Erased:
    """Erase it, for good. What stands in direct messages stays. LookupError as above.

    What stands in channels stays, or with `take_down` is deleted there by the coach that runs. The rows for
    that outlast the person, without anything of them: where the post is, and that it is to go.
    """
    with opened(settings) as database:
        with database.write() as session:
            team, _ = _find(session, user_id, team_id)
            # First, as every act of theirs does.
            member_id = member_records.find(session.connection(), team, user_id, lock=True)
            if take_down and member_id:
                posts.take_down(session, member_id, now or datetime.now(UTC))
            kept = list(_kept(session, team, user_id, member_id))
            rows = {name: session.exec(delete(table).where(theirs)).rowcount for name, table, theirs in kept}
        overwritten = database.overwrite_deleted(rows)
    return Erased(rows, overwritten, _clear_home(settings, user_id))


def _clear_home(settings: Settings, user_id: str) -> bool:
    """Draw Home as for somebody who hasn't joined; by a call, since the outbox would keep their id again."""
    if not (token := settings.slack_bot_token.get_secret_value()):
        return False
    client = WebClient(token, base_url=settings.slack_api_url, timeout=HOME_TIMEOUT, retry_handlers=[])
    try:
        publish_home(client, user_id, home.home_stranger(load(settings.playbook)))
    except (*NO_ANSWER, PlaybookError):
        return False
    return True


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
                theirs = or_(theirs, col(Message.channel).in_(places), _told(user_id))
        elif "user_id" in table.c:
            theirs = table.c.user_id == user_id
        else:
            continue
        yield name, model, and_(table.c.team_id == team_id, theirs)


def _told(user_id: str) -> ColumnElement[bool]:
    """Whether a message answered somebody who is no member: it names their channel, and them in its key."""
    reply = col(Message.key).like(f"%:{Kind.REPLY}:{user_id}:%")
    return or_(col(Message.channel) == user_id, and_(col(Message.kind) == Kind.REPLY, reply))


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
    spoken_to = session.exec(select(Message.team_id).where(_told(user_id)).distinct())
    found: dict[str, Member | None] = {
        **dict.fromkeys(spoken_to),
        **known,
        **{member.team_id: member for member in members},
    }
    if team_id:
        found = {team: member for team, member in found.items() if team == team_id}
    if not found:
        raise LookupError(f"Nothing of {user_id} is kept here{f' in {team_id}' if team_id else ''}.")
    if len(found) > 1:
        raise LookupError(
            f"{user_id} is known in several workspaces ({', '.join(sorted(found))}). Name one with --team."
        )
    return found.popitem()


def find_member(session: Session, user_id: str, team_id: str | None) -> Member:
    """Return somebody who has joined, at some time. LookupError as above, and where they never did."""
    team, member = _find(session, user_id, team_id)
    if member is None:
        raise LookupError(f"{user_id} hasn't joined the programme in {team}.")
    return member
