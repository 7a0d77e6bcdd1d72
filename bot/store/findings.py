"""What pieces of evidence were told, by code. Every statement names the member."""

from collections import Counter
from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import Connection, func, insert, select, update

from bot.domain.judging import MUTED_AFTER, FindingState
from bot.domain.records import EvidenceRecord, MemberRecord
from bot.store import tables
from bot.store.member_records import table_of

FINDING = table_of(tables.Finding)


def add(
    line: Connection,
    member: MemberRecord,
    piece: EvidenceRecord,
    codes: Sequence[str],
    now: datetime,
    state: FindingState = FindingState.SAID,
) -> None:
    """Keep what the newest version of a piece is told; `state` says whether it is a finding at all."""
    owned_by = {
        "team_id": member.team_id,
        "enterprise_id": member.enterprise_id,
        "member_id": member.id,
        "evidence_id": piece.id,
        "version": piece.version,
    }
    if codes:
        said = {"state": state, "said_at": now}
        line.execute(insert(FINDING), [{**owned_by, "code": code, **said} for code in codes])


def told(line: Connection, member_id: int, evidence_id: int, version: int) -> list[str]:
    """Return the codes that a version was told and that nobody took back, in the order they were said in."""
    found = select(FINDING.c.code).where(
        FINDING.c.member_id == member_id,
        FINDING.c.evidence_id == evidence_id,
        FINDING.c.version == version,
        FINDING.c.state == FindingState.SAID,
    )
    return list(line.execute(found.order_by(FINDING.c.id)).scalars())


MOST_LATELY = 60


def lately(line: Connection, member_id: int) -> list[tuple[int, str, str]]:
    """Return what was praised and asked last, the newest first: the piece's id, the state, the code."""
    found = (
        select(FINDING.c.evidence_id, FINDING.c.state, FINDING.c.code)
        .where(
            FINDING.c.member_id == member_id,
            FINDING.c.state.in_([FindingState.PRAISED, FindingState.ASKED]),
        )
        .order_by(FINDING.c.id.desc())
        .limit(MOST_LATELY)
    )
    return [(about, state, code) for about, state, code in line.execute(found)]


def said_elsewhere(line: Connection, member_id: int, evidence_id: int) -> dict[str, int]:
    """Return about how many other pieces each code was said, whether it was fixed since or not."""
    pieces = func.count(FINDING.c.evidence_id.distinct())
    found = select(FINDING.c.code, pieces).where(
        FINDING.c.member_id == member_id,
        FINDING.c.evidence_id != evidence_id,
        FINDING.c.state.in_([FindingState.SAID, FindingState.FIXED]),
    )
    return dict(iter(line.execute(found.group_by(FINDING.c.code))))


def fix(line: Connection, member_id: int, evidence_id: int, version: int, codes: Collection[str]) -> None:
    """Note which findings of a version the next one no longer has."""
    if codes:
        _set(line, member_id, evidence_id, version, codes, FindingState.FIXED)


def withdraw(line: Connection, member_id: int, evidence_id: int, version: int, code: str) -> None:
    """Note that a finding is beside the point; one that there isn't changes nothing."""
    _set(line, member_id, evidence_id, version, [code], FindingState.WITHDRAWN)


def _set(
    line: Connection,
    member_id: int,
    evidence_id: int,
    version: int,
    codes: Collection[str],
    state: FindingState,
) -> None:
    line.execute(
        update(FINDING)
        .where(
            FINDING.c.member_id == member_id,
            FINDING.c.evidence_id == evidence_id,
            FINDING.c.version == version,
            FINDING.c.code.in_(codes),
        )
        .values(state=state)
    )


def unwanted(line: Connection, member_id: int, evidence_id: int) -> frozenset[str]:
    """Return the codes that aren't said of a piece: withdrawn on it, or muted by its member."""
    pieces = _withdrawn(line, member_id)
    return _muted(pieces) | {code for code, piece in pieces if piece == evidence_id}


def muted(line: Connection, member_id: int) -> frozenset[str]:
    """Return the codes that a member is told of no piece any more."""
    return _muted(_withdrawn(line, member_id))


def _muted(pieces: Collection[tuple[str, int]]) -> frozenset[str]:
    """Return the codes that enough pieces are named with, from pairs of a code and a piece."""
    times = Counter(code for code, _ in pieces)
    return frozenset(code for code, count in times.items() if count >= MUTED_AFTER)


def _withdrawn(line: Connection, member_id: int) -> set[tuple[str, int]]:
    """Return which codes were withdrawn on which pieces."""
    found = select(FINDING.c.code, FINDING.c.evidence_id).where(
        FINDING.c.member_id == member_id, FINDING.c.state == FindingState.WITHDRAWN
    )
    return {(code, piece) for code, piece in line.execute(found)}


def counts(line: Connection) -> list[tuple[str, str, int]]:
    """Return how many findings and questions of each code are in each state. Nobody is named.

    Code, state, number.
    """
    found = (
        select(FINDING.c.code, FINDING.c.state, func.count())
        .where(FINDING.c.state != FindingState.PRAISED)
        .group_by(FINDING.c.code, FINDING.c.state)
    )
    return [
        (code, state, number)
        for code, state, number in line.execute(found.order_by(FINDING.c.code, FINDING.c.state))
    ]
