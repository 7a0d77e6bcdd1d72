"""The playbook's file may change under people: what it no longer has stays with those who did it."""

from collections.abc import Iterable
from datetime import datetime

import structlog
from pydantic import ValidationError
from sqlmodel import Session

from bot.domain.entry import Entry
from bot.domain.playbook import Assignment, Kind, Milestone, Playbook, Retired
from bot.store import playbook_entries
from bot.store.database import LONG_LOCK_TIMEOUT, Database
from bot.store.tables import PlaybookEntry

PARTS: dict[str, type[Assignment | Kind | Milestone]] = {
    "assignments": Assignment,
    "kinds": Kind,
    "milestones": Milestone,
}
"""What members' rows name by id."""
Key = tuple[str, str]

log = structlog.get_logger()


def remember(database: Database, playbook: Playbook, now: datetime) -> Playbook:
    """The programme with all that an earlier version of it had and members may still hold.

    A version that wasn't the last one is kept, and what changed is logged. Called at every start.
    """
    with database.read() as session:
        if playbook_entries.in_force(session, playbook.version):
            return _with_retired(playbook, playbook_entries.retired(session))
    with database.write(lock_timeout=LONG_LOCK_TIMEOUT) as session:
        playbook_entries.keep_others_out(session)
        if not playbook_entries.in_force(session, playbook.version):
            known = {(row.part, row.id): row for row in playbook_entries.entries(session)}
            current = {(part, entry.id): entry for part in PARTS for entry in getattr(playbook, part)}
            _log_change(session, known, current, playbook, now)
            _keep(session, known, current, playbook)
            session.flush()
        return _with_retired(playbook, playbook_entries.retired(session))


def with_remembered(database: Database, playbook: Playbook) -> Playbook:
    """The same programme as `remember` returns, for whoever only reads: nothing is written or logged."""
    with database.read() as session:
        rows = list(playbook_entries.entries(session))
    current = {(part, entry.id) for part in PARTS for entry in getattr(playbook, part)}
    return _with_retired(playbook, (row for row in rows if (row.part, row.id) not in current))


def _newest(known: dict[Key, PlaybookEntry]) -> int:
    return max((row.loading for row in known.values()), default=0)


def _keep(
    session: Session, known: dict[Key, PlaybookEntry], current: dict[Key, Entry], playbook: Playbook
) -> None:
    loading = _newest(known) + 1
    for (part, id_), entry in current.items():
        content = entry.model_dump(mode="json")
        new = PlaybookEntry(part=part, id=id_, loading=loading, version=playbook.version, content=content)
        if row := known.get((part, id_)):
            row.loading, row.version, row.content = loading, playbook.version, content
        else:
            session.add(new)


def _log_change(
    session: Session,
    known: dict[Key, PlaybookEntry],
    current: dict[Key, Entry],
    playbook: Playbook,
    now: datetime,
) -> None:
    newest = _newest(known)
    before = {key: row for key, row in known.items() if row.loading == newest}
    if not before:
        return
    went = sorted(before.keys() - current.keys())
    log.warning(
        "the playbook has changed; what went stays with those who are at it",
        action="playbook.changed",
        before=next(iter(before.values())).version,
        version=playbook.version,
        **{f"{part}_gone": [id_ for of, id_ in went if of == part] for part in PARTS},
        came=[id_ for _, id_ in sorted(current.keys() - before.keys())],
        open_weeks=playbook_entries.open_weeks(
            session, [id_ for part, id_ in went if part == "assignments"], now
        ),
    )


def _with_retired(playbook: Playbook, rows: Iterable[PlaybookEntry]) -> Playbook:
    found: dict[str, list[Assignment | Kind | Milestone]] = {part: [] for part in PARTS}
    for row in rows:
        try:
            found[row.part].append(PARTS[row.part].model_validate(row.content))
        except (ValidationError, KeyError):
            log.error(
                "an entry that the playbook no longer has can't be read",
                action="playbook.unreadable",
                part=row.part,
                id=row.id,
                version=row.version,
            )
    retired = Retired(**{part: tuple(entries) for part, entries in found.items()})  # type: ignore[arg-type]
    return playbook.with_retired(retired)
