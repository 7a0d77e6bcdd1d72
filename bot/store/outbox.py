"""What use cases write for delivery: messages under a key that exists once, and changes to sent ones."""

import time
from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import Any, NotRequired, TypedDict, Unpack
from uuid import UUID, uuid4, uuid5

from sqlalchemy import case, insert
from sqlmodel import Session, col, func, select, update

from bot.domain import lateness
from bot.domain.progress import Message as Screen
from bot.store import eligibility, workspace_queue
from bot.store.database import Database
from bot.store.tables import Installation, Member, Message

ACT, PLANNED, LATE = 0, 5, 7
"""Priorities: what an act caused goes before what nobody asked for this second, and late ones come last."""


def millis(at: datetime) -> int:
    return int(at.timestamp() * 1000)


class New(TypedDict):
    """A new message, as it is asked for."""

    team_id: str
    channel: str
    kind: str
    key: str
    """It exists once."""
    screen: Screen
    run_at: datetime
    expires_at: NotRequired[datetime]
    """From then on it isn't sent; without it, `bot.domain.lateness` says what its kind does late."""
    member_id: NotRequired[int | None]
    week_id: NotRequired[int | None]
    priority: NotRequired[int]
    awaited: NotRequired[bool]


def post(session: Session, **new: Unpack[New]) -> Message:
    """Queue a new message. A second one with the same key is an IntegrityError."""
    message = Message(**_posted(session, **new))
    session.add(message)
    return message


def post_all(session: Session, new: Iterable[New]) -> None:
    """Queue many new messages, with one statement; otherwise as `post`."""
    if rows := [_posted(session, **one) for one in new]:
        session.flush()  # what was planned before them has the lower ids
        session.connection().execute(insert(Message), rows)


def _posted(session: Session, **new: Unpack[New]) -> dict[str, Any]:
    expires_at = new.get("expires_at") or lateness.last_moment(new["kind"], new["run_at"])
    asked: dict[str, Any] = {"member_id": None, "week_id": None, "priority": ACT, "awaited": False, **new}
    asked["expires_at"] = millis(expires_at) if expires_at else None
    return _row(session, uuid=_derived(session, new["key"]), method="post", **asked)


def change(session: Session, target: Message, screen: Screen, now: datetime, *, priority: int = ACT) -> None:
    """Make a message read like this: in the row while it isn't sent, by an update once it is.

    Delivery drops an earlier update of the same message that still waits: only the newest state counts.
    """
    if target.state != "dead" and not (target.state != "sent" and _rewrite(session, target.id, screen)):
        _follow(session, target, "update", screen, now, priority=priority)


def again(session: Session, message: Message, screen: Screen, now: datetime) -> None:
    """Plan a message that was given up once more, under its own key; its outcome is awaited."""
    revive(session, message, text=screen.text, blocks=screen.blocks, run_at=millis(now), awaited=True)


def revive(session: Session, message: Message, **changes: Any) -> bool:
    """Plan a message that was given up as if it had never been tried, with these changes; False if it
    wasn't given up."""
    revived = session.exec(
        update(Message)
        .where(col(Message.id) == message.id, col(Message.state) == "dead")
        .values(
            state="planned",
            attempts=0,
            error=None,
            owner=None,
            sending_at=None,
            verify_at=None,
            verifications=0,
            **changes,
        )
    )
    if revived.rowcount:
        workspace_queue.note(session, message.team_id, changes.get("run_at", message.run_at))
    return bool(revived.rowcount)


def take_down(session: Session, target: Message, now: datetime) -> None:
    """Queue the deletion of a sent message, unless that is under way or done; its outcome is awaited."""
    under_way = select(Message.id).where(
        Message.target_id == target.id,
        Message.method == "delete",
        col(Message.state).in_(["planned", "sending", "sent"]),  # "sent" is recorded before the win changes
    )
    if session.exec(under_way).first() is None:
        _follow(session, target, "delete", Screen("", []), now, awaited=True)


def home(
    session: Session,
    *,
    team_id: str,
    user_id: str,
    member_id: int | None,
    view: Any,
    now: datetime,
    priority: int = ACT,
) -> None:
    """Queue somebody's Home; it takes the place of one that still waits."""
    _add(session, team_id=team_id, channel=user_id, kind="home", key=f"home:{uuid4()}", method="home",
         screen=Screen("", view), run_at=now, member_id=member_id, priority=priority)  # fmt: skip


def drop(session: Session, messages: Sequence[Message]) -> None:
    """Give up messages that aren't sent: what they were for has happened or was called off.

    One that has been claimed, but whose call hasn't begun, is caught by what it may not outlive.
    """
    planned = col(Message.state) == "planned"
    session.exec(
        update(Message)
        .where(col(Message.id).in_([m.id for m in messages]), col(Message.state).in_(["planned", "sending"]))
        .values(
            state=case((planned, "dead"), else_=Message.state),
            error=case((planned, "superseded"), else_=Message.error),
            expires_at=case((planned, Message.expires_at), else_=0),
        )
    )


def showing(session: Session, week_ids: Sequence[int]) -> dict[int, list[Message]]:
    """The messages that show these weeks, by week, except those given up."""
    query = select(Message).where(
        col(Message.week_id).in_(week_ids), Message.method == "post", Message.state != "dead"
    )
    shown: dict[int, list[Message]] = defaultdict(list)
    for message in session.exec(query.order_by(col(Message.id))):
        shown[message.week_id or 0].append(message)
    return shown


def next_due(database: Database) -> datetime | None:
    """The next moment of programme time (UTC) at which a week opens or a message goes out."""
    with database.read() as session:
        weeks = session.exec(select(func.min(Member.next_due_at))).one()
        messages = session.exec(
            select(func.min(Message.run_at)).where(Message.state == eligibility.PLANNED)
        ).one()
    due = [moment for moment in (weeks, messages) if moment is not None]
    return datetime.fromtimestamp(min(due) / 1000, UTC) if due else None


def _rewrite(session: Session, message_id: int, screen: Screen) -> bool:
    changed = session.exec(
        update(Message)
        .where(col(Message.id) == message_id, col(Message.state) == "planned")
        .values(text=screen.text, blocks=screen.blocks)
    )
    return bool(changed.rowcount)


def _follow(
    session: Session, target: Message, method: str, screen: Screen, now: datetime, **values: Any
) -> None:
    _add(session, team_id=target.team_id, channel=target.channel, kind=target.kind,
         key=f"{target.key}:{method}:{uuid4()}", method=method, screen=screen, run_at=now,
         member_id=target.member_id, week_id=target.week_id, target_id=target.id, **values)  # fmt: skip


def _derived(session: Session, key: str) -> str:
    """A post's id in Slack: planned again after a restore it is the same, and it tells nobody the key."""
    ours: Installation = session.info.get("installation") or session.get_one(Installation, 1)
    session.info["installation"] = ours
    return str(uuid5(UUID(ours.namespace), key))


def _add(session: Session, **values: Any) -> None:
    session.add(Message(**_row(session, uuid=str(uuid4()), **values)))


def _row(session: Session, *, screen: Screen, run_at: datetime, **values: Any) -> dict[str, Any]:
    """A planned message's row; its lane is woken for it."""
    workspace_queue.note(session, values["team_id"], millis(run_at))
    return {
        **values,
        "text": screen.text,
        "blocks": screen.blocks,
        "run_at": millis(run_at),
        "created_at": time.time_ns() // 1_000_000,
    }
