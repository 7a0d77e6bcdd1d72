"""Dead letters: messages that ended, to be listed, and to be sent again once their reason is mended."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table
from rich.text import Text
from sqlmodel import Session, col

from bot.domain.messages import BY_ITSELF, Kind
from bot.operate import reasons
from bot.operate.members import opened
from bot.settings import Settings
from bot.store import outbox, outbox_report
from bot.store.message_states import EndReason, MessageState
from bot.store.outbox import millis
from bot.store.tables import Member, Message

LISTED = 100
PLANNED, ALIVE, REFUSED = "planned", "alive", "refused"
"""Outcomes of asking for a message once more; alive is one that isn't dead."""


@dataclass(frozen=True)
class Retried:
    """What became of asking for a message once more."""

    id: int
    outcome: str
    said: str


def listed(settings: Settings, now: datetime) -> list[dict[str, Any]]:
    """Return the newest dead messages as plain data: nothing of what they say."""
    with opened(settings) as database, database.read() as session:
        return [
            {
                "id": message.id,
                "workspace": message.team_id,
                "to": outbox_report.entry(message, member).to,
                "kind": message.kind,
                "method": message.method,
                "reason": outbox_report.reason(message),
                "retry": why_not(message, member, now) or "can be retried",
            }
            for message, member in _dead(session, LISTED)
        ]


def retry(
    settings: Settings, ids: Sequence[int] | None, now: datetime, *, late: bool = False
) -> list[Retried]:
    """Plan messages once more, those named or (None) all that may be; harmless to repeat.

    `late` takes also what makes no sense any more by its own rule. All in one transaction.
    """
    with opened(settings) as database, database.write() as session:
        rows = _dead(session) if ids is None else _named(session, ids)
        done = [
            _retry(session, message, why_not(message, member, now, late=late, named=ids is not None), late)
            for message, member in rows
        ]
    missing = set(ids or ()) - {each.id for each in done}
    return done + [Retried(message_id, REFUSED, "there is no such message") for message_id in sorted(missing)]


def why_not(
    message: Message, member: Member | None, now: datetime, *, late: bool = False, named: bool = True
) -> str | None:
    """Return why a dead message isn't to be sent again; None if it may be."""
    if message.end_reason in (EndReason.SUPERSEDED, EndReason.CALLED_OFF):
        return "a newer one took its place"
    if message.kind == Kind.WIN:
        return "it is a win, and what stands in a channel is up to its member, who has been told"
    if member and (member.left_at or (member.muted_at and message.kind in BY_ITSELF)):
        return "the member doesn't want it any more"
    over = message.expires_at is not None and message.expires_at <= millis(now)
    if (over or message.end_reason == EndReason.EXPIRED) and not late:
        return "it makes no sense any more; --late sends it all the same"
    if message.end_reason == EndReason.UNKNOWN and not named:
        return "Slack may have it; look there, and name it if it is missing"
    return None


def _retry(session: Session, message: Message, refusal: str | None, late: bool) -> Retried:
    if message.state == MessageState.DEAD and refusal:
        return Retried(message.id, REFUSED, refusal)
    revived = outbox.revive(session, message, **({"expires_at": None} if late else {}))
    session.refresh(message)
    if not revived:
        return Retried(message.id, ALIVE, f"it is {message.state} already")
    return Retried(message.id, PLANNED, f"{message.kind} ({message.method}) in {message.team_id}")


def _named(session: Session, ids: Sequence[int]) -> list[tuple[Message, Member | None]]:
    return list(
        session.exec(outbox_report.with_members().where(col(Message.id).in_(ids)).order_by(col(Message.id)))
    )


def _dead(session: Session, limit: int | None = None) -> list[tuple[Message, Member | None]]:
    newest = (
        outbox_report.with_members().where(outbox_report.DEAD).order_by(col(Message.id).desc()).limit(limit)
    )
    return list(session.exec(newest))


def sentences(done: Sequence[Retried]) -> list[str]:
    """What to tell whoever asked, a line for each message, and how many go out."""
    lines = [
        f"{each.id} {'goes out again' if each.outcome == PLANNED else 'is left as it is'}: {each.said}."
        for each in done
    ]
    again = sum(each.outcome == PLANNED for each in done)
    if again:
        lines.append(f"{again} of {len(done)}; a running coach sends within seconds.")
    return lines or ["Nothing was given up."]


def render(rows: Sequence[dict[str, Any]], console: Console | None = None) -> None:
    """Print dead messages; colours only on a terminal."""
    console = console or Console()
    if not rows:
        console.print("Nothing was given up.")
        return
    table = Table(box=SIMPLE_HEAD)
    for column in ("Id", "What", "To", "Why", "Retry"):
        table.add_column(column)
    for row in rows:
        cells = (
            str(row["id"]),
            f"{row['kind']} ({row['method']})",
            f"{row['to']} in {row['workspace']}",
            reasons.why(row["reason"]),
            row["retry"],
        )
        table.add_row(*map(Text, cells))
    console.print(table)
