"""What is typed into forms and not sent yet: one row for each form of a member's."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, and_, not_, or_
from sqlmodel import Session, col, select, update

from bot.domain.records import DraftKey, DraftRecord
from bot.store.on_conflict import insert_into
from bot.store.tables import Draft, Member


def keep(
    session: Session,
    team_id: str,
    user_id: str,
    key: DraftKey,
    view_id: str,
    values: Mapping[str, str],
    typed_at: int | None,
    now: datetime,
) -> None:
    """Keep what stands in an open form, in place of what was typed before; of a stranger nothing.

    What was typed earlier (`typed_at`, Slack's clock) and comes later changes nothing, also when it was typed
    into a view of the form that was open before. Neither does what is delivered after its view was sent.
    Without `typed_at` nothing was typed, and a view that isn't the newest changes nothing.
    """
    theirs = (Member.team_id == team_id, Member.user_id == user_id)
    found = session.exec(select(Member.id, Member.enterprise_id).where(*theirs)).one_or_none()
    if found is None:
        return
    member_id, enterprise_id = found
    new = {
        "team_id": team_id,
        "enterprise_id": enterprise_id,
        "member_id": member_id,
        "form": key.form,
        "about": key.about,
        "values": dict(values),
        "view_id": view_id,
        "sent": False,
        "typed_at": typed_at or 0,
        "updated_at": now,
    }
    changes = ["values", "view_id", "sent", "updated_at"]
    same_view = col(Draft.view_id) == view_id
    newer = and_(same_view, not_(col(Draft.sent)))
    if typed_at is not None:
        before = col(Draft.typed_at)
        newer = or_(and_(newer, before <= typed_at), and_(not_(same_view), before < typed_at))
        changes.append("typed_at")
    connection = session.connection()
    kept = insert_into(Draft, connection.dialect.name).values(new)
    connection.execute(
        kept.on_conflict_do_update(
            index_elements=["member_id", "form", "about"],
            set_={name: new[name] for name in changes},
            where=newer,
        )
    )


def find(line: Connection, member_id: int, key: DraftKey) -> DraftRecord | None:
    """Return what was typed and not sent; None where there is nothing to be seen."""
    row = line.execute(
        select(Draft.values, Draft.updated_at).where(*_of(member_id, key), not_(col(Draft.sent)))
    ).one_or_none()
    found = DraftRecord(*row) if row else None
    return found if found and any(found.values.values()) else None


def find_all(line: Connection, member_id: int, form: str, about: str) -> dict[str, DraftRecord]:
    """Return what was typed into a form and not sent, newest last, by all that it is about that begins so."""
    rows = line.execute(
        select(Draft.about, Draft.values, Draft.updated_at)
        .where(
            col(Draft.member_id) == member_id,
            col(Draft.form) == form,
            col(Draft.about).startswith(about, autoescape=True),
            not_(col(Draft.sent)),
        )
        .order_by(col(Draft.updated_at), col(Draft.id))
    )
    return {about: DraftRecord(values, at) for about, values, at in rows if any(values.values())}


def erase(line: Connection, member_id: int, key: DraftKey, view_id: str) -> None:
    """Erase a draft's words: it was sent, or its member wants an empty form."""
    line.execute(update(Draft).where(*_of(member_id, key)).values(values={}, sent=True, view_id=view_id))


def _of(member_id: int, key: DraftKey) -> tuple[ColumnElement[bool], ...]:
    return (
        col(Draft.member_id) == member_id,
        col(Draft.form) == key.form,
        col(Draft.about) == key.about,
    )
