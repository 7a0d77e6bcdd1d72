"""How Slack's socket stands: which processes listen, what came last, and whether they listen alone."""

from collections.abc import Iterator, Sequence
from datetime import timedelta

from sqlmodel import Session

from bot.operate.doctor_queue import spell
from bot.operate.finding import DoctorFinding, ok, wrong
from bot.runtime.presence import SHARED
from bot.store import replicas
from bot.store.tables import Replica


def examine(session: Session) -> Iterator[DoctorFinding]:
    """Examine what the running processes wrote of themselves."""
    running = replicas.running(session)
    yield _socket(running)
    if running:
        yield _alone([replica for replica, _ in running])


def _socket(running: Sequence[tuple[Replica, int]]) -> DoctorFinding:
    if not running:
        return ok("socket", "No coach is running on this database.")
    count = "1 coach is running" if len(running) == 1 else f"{len(running)} coaches are running"
    now = running[0][1]
    last = max((each.last_envelope_at for each, _ in running if each.last_envelope_at), default=None)
    if last is None:
        began = min(each.started_at for each, _ in running)
        return ok("socket", f"{count}; nothing has come from Slack since the start, {_ago(now, began)}.")
    return ok("socket", f"{count}; the last envelope from Slack came {_ago(now, last)}.")


def _alone(running: Sequence[Replica]) -> DoctorFinding:
    """Judge by what Slack counted last: connections have come and gone since the other times."""
    newest = max(running, key=lambda each: each.greeted_at or 0)
    if replicas.strangers(newest):
        said = (
            f"Slack counted {newest.connections} connections with this app token, and this database knew "
            f"{newest.replicas}: another installation gets some of what members do."
        )
        return wrong("app_token_shared", said, SHARED)
    return ok("app_token_shared", "Nobody else listens with this app token.")


def _ago(now: int, then: int) -> str:
    return f"{spell(timedelta(milliseconds=max(0, now - then)))} ago"
