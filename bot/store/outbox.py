"""What use cases write for delivery: messages under a key that exists once, and changes to sent ones.

The budget is enforced here: an unasked message takes one of its week's two slots (`bot.domain.messages`), and
a unique index sees to it that no slot is taken twice, whichever replicas ask for it at once.
"""

import time
from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import Any, NotRequired, TypedDict, Unpack
from uuid import UUID, uuid4, uuid5

from sqlalchemy import ColumnElement, case, exists
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, func, select, update

from bot.domain.messages import KINDS, Kind, Purpose, last_moment, slot_of
from bot.screen import Screen
from bot.slack.methods import Method
from bot.store import eligibility, workspace_queue
from bot.store.database import Database
from bot.store.message_states import PENDING, EndReason, MessageState
from bot.store.on_conflict import insert_into
from bot.store.tables import SLOT_INDEX, Installation, Member, Message

ACT, PLANNED, LATE = 0, 5, 7
"""Priorities: what an act caused goes before what nobody asked for this second, and late ones come last."""


def millis(at: datetime) -> int:
    """Return an instant in milliseconds since 1970."""
    return int(at.timestamp() * 1000)


class New(TypedDict):
    """A new message, as it is asked for."""

    team_id: str
    channel: str
    kind: Kind
    key: str
    """It exists once."""
    screen: Screen
    run_at: datetime
    purpose: NotRequired[Purpose]
    """Why it goes out; without it, what `bot.domain.messages.KINDS` says of its kind."""
    expires_at: NotRequired[datetime]
    """From then on it isn't sent; without it, what its kind says of being late."""
    enterprise_id: NotRequired[str | None]
    """Of its workspace, where that is one of an Enterprise Grid."""
    member_id: NotRequired[int | None]
    week_id: NotRequired[int | None]
    priority: NotRequired[int]
    thread_ts: NotRequired[str | None]
    """Of the message in whose thread it answers."""


_UNLESS_NAMED = {
    "enterprise_id": None,
    "member_id": None,
    "week_id": None,
    "priority": ACT,
    "thread_ts": None,
}


def post(session: Session, **new: Unpack[New]) -> Message:
    """Queue a message that answers an act or was asked for, and return its row.

    A second one with the same key is an IntegrityError, an unasked one a ValueError: `post_all` takes those.
    """
    row = _posted(session, **new)
    if row["slot"] is not None:
        raise ValueError(f"a {new['kind']} that nobody asked for is queued with post_all")
    message = Message(**row)
    session.add(message)
    return message


def post_all(session: Session, new: Iterable[New]) -> None:
    """Queue many new messages, with one statement; an unasked one whose slot is taken isn't queued.

    A second one with the same key is an IntegrityError.
    """
    if rows := [_posted(session, **one) for one in new]:
        session.flush()  # what was planned before them has the lower ids
        connection = session.connection()
        within_budget = insert_into(Message, connection.dialect.name).on_conflict_do_nothing(**SLOT_INDEX)
        connection.execute(within_budget, rows)


def _posted(session: Session, **new: Unpack[New]) -> dict[str, Any]:
    rules, kind = KINDS[new["kind"]], new["kind"]
    purpose = new.get("purpose", rules.purpose)
    slot = slot_of(kind, purpose)
    if slot is not None and new.get("week_id") is None:
        raise ValueError(f"a {kind} that nobody asked for belongs to a week; name it")
    expires_at = new.get("expires_at") or last_moment(kind, new["run_at"])
    asked: dict[str, Any] = {**_UNLESS_NAMED, **new}
    asked |= {"purpose": purpose, "slot": slot, "awaited": rules.awaited}
    asked["expires_at"] = millis(expires_at) if expires_at else None
    return _row(session, uuid=_derived(session, new["key"]), method=Method.POST, **asked)


def change(session: Session, target: Message, screen: Screen, now: datetime, *, priority: int = ACT) -> None:
    """Make a message read like this: in the row while it isn't sent, by an update once it is.

    Delivery drops an earlier update of the same message that still waits: only the newest state counts.
    """
    unsent = target.state != MessageState.SENT
    if target.state != MessageState.DEAD and not (unsent and _rewrite(session, target.id, screen)):
        _follow(session, target, Method.UPDATE, screen, now, priority=priority)


def again(session: Session, message: Message, screen: Screen, now: datetime) -> None:
    """Plan a message that ended once more, under its own key; its outcome is awaited."""
    revive(session, message, text=screen.text, blocks=screen.blocks, run_at=millis(now), awaited=True)


def revive(session: Session, message: Message, **changes: Any) -> bool:
    """Plan a dead message as if it had never been tried, with these changes.

    Returns False if it isn't dead, or if another message took its slot meanwhile.
    """
    revived = session.exec(
        update(Message)
        .where(
            col(Message.id) == message.id,
            col(Message.state) == MessageState.DEAD,
            *([~_slot_taken(message)] if message.slot else []),
        )
        .values(
            state=MessageState.PLANNED,
            end_reason=None,
            called_off=False,
            restored=False,
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
        due_at = changes.get("run_at", message.run_at)
        workspace_queue.note(session, message.team_id, due_at, message.enterprise_id)
    return bool(revived.rowcount)


def _slot_taken(message: Message) -> ColumnElement[bool]:
    other = aliased(Message)
    return exists().where(
        col(other.week_id) == message.week_id,
        col(other.slot) == message.slot,
        col(other.state) != MessageState.DEAD,
    )


def take_down(session: Session, target: Message, now: datetime) -> None:
    """Queue the deletion of a sent message, unless that is under way or done; its outcome is awaited."""
    under_way = select(Message.id).where(
        Message.target_id == target.id,
        Message.method == Method.DELETE,
        col(Message.state).in_([*PENDING, MessageState.SENT]),  # it is sent before the win hears of it
    )
    if session.exec(under_way).first() is None:
        _follow(session, target, Method.DELETE, Screen("", []), now, awaited=True)


def home(
    session: Session,
    *,
    team_id: str,
    user_id: str,
    member_id: int | None,
    view: Any,
    now: datetime,
    priority: int = ACT,
    enterprise_id: str | None = None,
) -> None:
    """Queue somebody's Home; it takes the place of one that still waits."""
    _add(
        session,
        team_id=team_id,
        enterprise_id=enterprise_id,
        channel=user_id,
        kind=Kind.HOME,
        purpose=Purpose.DISPLAY,
        key=f"home:{uuid4()}",
        method=Method.HOME,
        screen=Screen("", view),
        run_at=now,
        member_id=member_id,
        priority=priority,
    )


def drop(session: Session, messages: Sequence[Message]) -> None:
    """Call off messages that aren't sent: what they were for has happened, or the member doesn't want it.

    One that has been claimed may be out already. It is marked, so that its call isn't made if it hasn't
    begun, and isn't made again if it failed.
    """
    planned = col(Message.state) == MessageState.PLANNED
    session.exec(
        update(Message)
        .where(col(Message.id).in_([m.id for m in messages]), col(Message.state).in_(PENDING))
        .values(
            state=case((planned, MessageState.DEAD), else_=Message.state),
            end_reason=case((planned, EndReason.CALLED_OFF), else_=None),
            called_off=True,
        )
    )


def showing(session: Session, week_ids: Sequence[int]) -> dict[int, list[Message]]:
    """Return the messages that show these weeks, by week, except dead ones."""
    query = select(Message).where(
        col(Message.week_id).in_(week_ids),
        col(Message.kind).in_([kind for kind, rules in KINDS.items() if rules.shows_week]),
        Message.method == Method.POST,
        Message.state != MessageState.DEAD,
    )
    shown: dict[int, list[Message]] = defaultdict(list)
    for message in session.exec(query.order_by(col(Message.id))):
        shown[message.week_id or 0].append(message)
    return shown


_NEXT_DUE = select(
    select(func.min(Member.next_due_at)).scalar_subquery(),
    select(func.min(Member.closing_due_at)).scalar_subquery(),
    select(func.min(Message.run_at)).where(Message.state == eligibility.PLANNED).scalar_subquery(),
)


def next_due(database: Database) -> datetime | None:
    """The next moment of programme time (UTC) at which a week opens or closes or a message goes out."""
    with database.connect() as line:
        due = [moment for moment in line.execute(_NEXT_DUE).one() if moment is not None]
    return datetime.fromtimestamp(min(due) / 1000, UTC) if due else None


def _rewrite(session: Session, message_id: int, screen: Screen) -> bool:
    changed = session.exec(
        update(Message)
        .where(col(Message.id) == message_id, col(Message.state) == MessageState.PLANNED)
        .values(text=screen.text, blocks=screen.blocks)
    )
    return bool(changed.rowcount)


def _follow(
    session: Session, target: Message, method: Method, screen: Screen, now: datetime, **values: Any
) -> None:
    _add(
        session,
        team_id=target.team_id,
        enterprise_id=target.enterprise_id,
        channel=target.channel,
        kind=target.kind,
        purpose=Purpose.DISPLAY,
        key=f"{target.key}:{method}:{uuid4()}",
        method=method,
        screen=screen,
        run_at=now,
        member_id=target.member_id,
        week_id=target.week_id,
        target_id=target.id,
        **values,
    )


_NAMESPACE = select(Installation.namespace)


def _derived(session: Session, key: str) -> str:
    """A post's id in Slack: planned again after a restore it is the same, and it tells nobody the key."""
    if "namespace" not in session.info:
        session.info["namespace"] = UUID(session.connection().execute(_NAMESPACE).scalar_one())
    return str(uuid5(session.info["namespace"], key))


def _add(session: Session, **values: Any) -> None:
    session.add(Message(**_row(session, uuid=str(uuid4()), **values)))


def _row(session: Session, *, screen: Screen, run_at: datetime, **values: Any) -> dict[str, Any]:
    """A planned message's row; its workspace's queue is woken for it."""
    workspace_queue.note(session, values["team_id"], millis(run_at), values.get("enterprise_id"))
    return {
        **values,
        "text": screen.text,
        "blocks": screen.blocks,
        "run_at": millis(run_at),
        "created_at": time.time_ns() // 1_000_000,
    }
