"""What an operator does for a member: hand out everything that is kept of them, or erase it."""

from typing import Any

from sqlmodel import Session, SQLModel, col, delete, select

from bot.settings import Settings
from bot.store.database import Database
from bot.store.migrate import migrate
from bot.store.tables import Evidence, EvidenceVersion, Member, Message, Person, Week, Win

OWNED: tuple[type[SQLModel], ...] = (Message, Win, EvidenceVersion, Evidence, Week)
"""Tables of which a member owns rows, those that depend on others first."""


def export(settings: Settings, user_id: str, team_id: str | None) -> dict[str, Any]:
    """Everything that is kept of a member, by table. LookupError if there is no such member or several."""
    database = _open(settings)
    with database.read() as session:
        member = _find(session, user_id, team_id)
        person = session.get(Person, (member.team_id, member.user_id))
        return {
            "member": [member.model_dump(mode="json")],
            "person": [person.model_dump(mode="json")] if person else [],
            **{str(t.__tablename__): _rows(session, t, member) for t in OWNED},
        }


def erase(settings: Settings, user_id: str, team_id: str | None) -> dict[str, int]:
    """Erase it, for good; says how many rows went. What stands in channels stays. LookupError as above."""
    database = _open(settings)
    gone = {}
    with database.write() as session:
        member = _find(session, user_id, team_id)
        for table in OWNED:
            owned = table.member_id == member.id  # type: ignore[attr-defined]
            gone[str(table.__tablename__)] = session.exec(delete(table).where(owned)).rowcount
        home = (col(Message.team_id) == member.team_id, col(Message.channel) == member.user_id)
        gone["message"] += session.exec(delete(Message).where(*home)).rowcount
        person = session.get(Person, (member.team_id, member.user_id))
        session.delete(member)
        if person:
            session.delete(person)
    return {"member": 1, **gone}


def _open(settings: Settings) -> Database:
    database = Database(settings.database_url)
    migrate(database)
    return database


def _find(session: Session, user_id: str, team_id: str | None) -> Member:
    query = select(Member).where(Member.user_id == user_id)
    if team_id:
        query = query.where(Member.team_id == team_id)
    found = session.exec(query).all()
    if not found:
        raise LookupError(f"No member {user_id} is kept here{f' in {team_id}' if team_id else ''}.")
    if len(found) > 1:
        teams = ", ".join(member.team_id for member in found)
        raise LookupError(f"{user_id} is a member in several workspaces ({teams}). Name one with --team.")
    return found[0]


def _rows(session: Session, table: type[SQLModel], member: Member) -> list[dict[str, Any]]:
    owned = table.member_id == member.id  # type: ignore[attr-defined]
    return [row.model_dump(mode="json") for row in session.exec(select(table).where(owned))]
