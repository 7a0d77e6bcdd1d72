"""Feedback on a saved piece: what its newest version is told, and what its member finds beside the point."""

from collections.abc import Mapping

from bot.coach.coach import Caller, Coach
from bot.coach.member_session import MemberSession
from bot.domain.judging import PieceFeedback, feedback_on
from bot.domain.records import EvidenceRecord
from bot.store import findings


def give(
    member: MemberSession,
    piece: EvidenceRecord,
    fields: Mapping[str, str],
    fields_before: Mapping[str, str] | None = None,
) -> PieceFeedback | None:
    """Judge a piece's newest version, compare it with the one before, and keep what it is told.

    `fields_before` are what the version before held. None where nothing of the piece is judged.
    """
    line, owner, before = member.line, member.record, piece.version - 1
    told_before = findings.told(line, owner.id, piece.id, before) if before else []
    kind = member.playbook.kind[piece.kind]
    unwanted = findings.unwanted(line, owner.id, piece.id).union(kind.silent)
    given = feedback_on(piece.kind, fields, told_before, unwanted, fields_before, kind.checks)
    if given is not None:
        findings.fix(line, owner.id, piece.id, before, given.fixed)
        findings.add(line, owner, piece, [found.code for found in given.findings], member.now)
    return given


def withdraw(coach: Coach, caller: Caller, evidence_id: int, version: int, code: str) -> bool:
    """Take a finding back for all of a piece; return whether its code isn't said any more at all.

    Raises NotYours unless the piece is the member's own.
    """
    with coach.acting(caller) as member:
        piece = member.state.own_evidence(evidence_id)
        findings.withdraw(member.line, member.record.id, piece.id, version, code)
        return code in findings.muted(member.line, member.record.id)
