"""Feedback on a saved piece: what its newest version is told, and what its member finds beside the point."""

from collections.abc import Mapping

from bot.coach.coach import Caller, Coach
from bot.coach.member_session import MemberSession
from bot.domain.judging import LOG, Earlier, FindingState, PieceFeedback, feedback_on, launch_of
from bot.domain.records import EvidenceRecord
from bot.store import findings, member_records


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
    given = feedback_on(
        piece.kind, fields, told_before, unwanted, fields_before, kind.checks, _earlier(member, piece)
    )
    if given is not None:
        findings.fix(line, owner.id, piece.id, before, given.fixed)
        findings.add(line, owner, piece, [found.code for found in given.findings], member.now)
        for state, said in ((FindingState.PRAISED, given.good), (FindingState.ASKED, given.question)):
            findings.add(line, owner, piece, [said.code] if said else [], member.now, state)
    return given


_LATELY = 3
"""Of so many pieces the questions aren't asked again, as far as there are others."""


def _earlier(member: MemberSession, piece: EvidenceRecord) -> Earlier:
    """Return what the member was told and asked before, and what they wrote of the launch."""
    pieces = {each.id: each for each in member.state.records.evidence}
    told = findings.lately(member.line, member.record.id)
    praised = [(about, code) for about, state, code in told if state == FindingState.PRAISED]
    of_kind = (code for about, code in praised if about in pieces and pieces[about].kind == piece.kind)
    asked = [(about, code) for about, state, code in told if state == FindingState.ASKED]
    latest = list(dict.fromkeys(about for about, _ in asked if about != piece.id))[:_LATELY]
    return Earlier(
        next(of_kind, ""),
        frozenset(code for about, code in praised if about == piece.id),
        findings.said_elsewhere(member.line, member.record.id, piece.id),
        frozenset(code for about, code in asked if about == piece.id),
        frozenset(code for about, code in asked if about in latest),
        _launch(member, piece) if piece.kind == LOG else "",
    )


def _launch(member: MemberSession, piece: EvidenceRecord) -> str:
    """Return what the member's other entries in their decision log say of the launch."""
    others = [each.id for each in member.state.records.evidence if each.kind == LOG and each.id != piece.id]
    written = member_records.texts(member.line, member.record.id, others)
    return launch_of(written[id_][1] for id_ in sorted(written))


def withdraw(coach: Coach, caller: Caller, evidence_id: int, version: int, code: str) -> bool:
    """Take a finding back for all of a piece; return whether its code isn't said any more at all.

    Raises NotYours unless the piece is the member's own.
    """
    with coach.acting(caller) as member:
        piece = member.state.own_evidence(evidence_id)
        findings.withdraw(member.line, member.record.id, piece.id, version, code)
        return code in findings.muted(member.line, member.record.id)
