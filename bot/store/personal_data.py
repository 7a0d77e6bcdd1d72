"""Everything that is kept of a person, whatever table it stands in: to be handed out, or deleted."""

from base64 import b64encode
from collections.abc import Iterator
from typing import Any

from sqlalchemy import ColumnElement, Table, and_, false, inspect, or_
from sqlmodel import Session, SQLModel, col, delete, select

from bot.domain.messages import Kind
from bot.store.tables import Message, SlackUser


def exported(session: Session, team_id: str, user_id: str, member: int | None) -> dict[str, Any]:
    """Return it by table, each row as JSON holds it; bytes in Base64."""
    return {
        name: [_row(row) for row in session.exec(_in_order(table).where(theirs))]
        for name, table, theirs in _kept(session, team_id, user_id, member)
    }


def delete_all(session: Session, team_id: str, user_id: str, member: int | None) -> dict[str, int]:
    """Delete it; return how many rows went, by table. Whoever acts for a member has locked them."""
    kept = list(_kept(session, team_id, user_id, member))
    return {name: session.exec(delete(table).where(theirs)).rowcount for name, table, theirs in kept}


def told(user_id: str) -> ColumnElement[bool]:
    """Whether a message answered somebody who is no member: it names their channel, and them in its key."""
    reply = col(Message.key).like(f"%:{Kind.REPLY}:{user_id}:%")
    return or_(col(Message.channel) == user_id, and_(col(Message.kind) == Kind.REPLY, reply))


def _alarms(team_id: str, user_id: str) -> ColumnElement[bool]:
    """Whether it is an alarm that names them to the operators, who may be in another workspace."""
    of_theirs = col(Message.key).contains(f":{Kind.OPERATOR_ALARM}:{team_id}:", autoescape=True)
    named = col(Message.text).contains(f"member erase {user_id} --", autoescape=True)
    return and_(col(Message.kind) == Kind.OPERATOR_ALARM, of_theirs, named)


def _row(row: SQLModel) -> dict[str, Any]:
    binary = {name for name, value in row if isinstance(value, bytes)}
    encoded = {name: b64encode(getattr(row, name)).decode() for name in binary}
    return row.model_dump(mode="json", exclude=binary) | encoded


def _in_order(table: type[SQLModel]) -> Any:
    """Rows by their keys: what PostgreSQL has rewritten lies in another order."""
    return select(table).order_by(*inspect(table).primary_key)


def _kept(
    session: Session, team_id: str, user_id: str, member: int | None
) -> Iterator[tuple[str, type[SQLModel], ColumnElement[bool]]]:
    """Every table that holds something of a person, which rows are theirs, dependent ones first."""
    person = session.get(SlackUser, (team_id, user_id))
    places = {user_id, *([person.dm_channel] if person and person.dm_channel else [])}
    for name, table, model in _tables():
        here = table.c.team_id == team_id if "team_id" in table.c else false()
        if "member_id" in table.c:
            theirs = and_(here, table.c.member_id == member) if member else false()
            if model is Message:  # what went to them before they joined names no member, and no alarm does
                told_here = and_(here, or_(col(Message.channel).in_(places), told(user_id)))
                theirs = or_(theirs, told_here, _alarms(team_id, user_id))
        elif "user_id" in table.c:
            theirs = and_(here, table.c.user_id == user_id)
        else:
            continue
        yield name, model, theirs


def _tables() -> Iterator[tuple[str, Table, type[SQLModel]]]:
    models = {mapper.local_table: mapper.class_ for mapper in SQLModel._sa_registry.mappers}
    for table in reversed(SQLModel.metadata.sorted_tables):
        yield table.name, table, models[table]
