"""A model's reading of a piece: what a member is shown before they agree, and what they get for it.

They agree for one version of one piece and for one reader, and exactly that stands in the work that waits. A
reader that is another one by then is sent nothing.
"""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any, NamedTuple

import structlog
from sqlalchemy import Connection

from bot.coach.coach import Caller, Coach, NotJoined
from bot.coach.member_session import MemberSession
from bot.domain.background import Work
from bot.domain.member import MemberState
from bot.domain.messages import Kind
from bot.domain.records import NotYours
from bot.domain.second_reading import MOST_CHARACTERS, Reading, Reads, Unread, read, text_of
from bot.store import background, member_records

log = structlog.get_logger()


class Consent(NamedTuple):
    """What a member agrees to: who reads which words of which version of a piece."""

    evidence_id: int
    version: int
    reads: Reads
    text: str
    kind: str
    """What the piece is, in words."""

    @property
    def is_cut(self) -> bool:
        """Whether the piece holds more than is sent."""
        return len(self.text) >= MOST_CHARACTERS


def consent(coach: Coach, caller: Caller, evidence_id: int) -> Consent | None:
    """Return what would be sent of a piece's newest version, and to whom; None where no model is set up.

    Raises NotYours unless the piece is the member's own.
    """
    with coach.reading(caller) as (line, member):
        version = member.own_evidence(evidence_id).version
        if coach.model is None:
            return None
        return _consent(line, member, evidence_id, version, coach.model.reads)


def _consent(line: Connection, member: MemberState, evidence_id: int, version: int, reads: Reads) -> Consent:
    piece = member.own_evidence(evidence_id)
    kind = member.playbook.kind[piece.kind]
    versions = member_records.versions(line, member.member.team_id, piece.id)
    fields = next((each.fields for each in versions if each.number == version), None)
    if fields is None:
        raise NotYours(f"there is no version {version} of evidence {evidence_id}")
    text = text_of({field.id: field.label for field in kind.fields}, fields)
    return Consent(piece.id, version, reads, text, kind.label)


def ask(coach: Coach, caller: Caller, evidence_id: int, version: int, reads: Reads) -> None:
    """Have a model read what was agreed to, after the answer; the same press again changes nothing.

    Raises NotYours unless the piece is the member's own.
    """
    with coach.acting(caller) as member:
        piece, record = member.state.own_evidence(evidence_id), member.record
        agreed = {"evidence": piece.id, "version": version, "reads": asdict(reads)}
        background.add(member.session, Work.READING, record.team_id, agreed, member.now, record)


def build(coach: Coach, caller: Caller, details: Mapping[str, Any]) -> Reading | None:
    """Have it read, outside any transaction; None where nothing is there to be read any more."""
    agreed = Reads(**details["reads"])
    try:
        with coach.reading(caller) as (line, member):
            sent = _consent(line, member, details["evidence"], details["version"], agreed)
    except (NotJoined, NotYours):
        return None
    if coach.model is None or coach.model.reads != agreed:
        return _told(Reading(agreed, unread=Unread.CHANGED))
    return _told(read(coach.model, sent.kind, sent.text))


def _told(reading: Reading) -> Reading:
    """Say in the log that a reading came to nothing, and nothing of the text, the answer or the member."""
    if reading.unread:
        log.info("a model's reading came to nothing", action="model.unread", why=reading.unread.value)
    return reading


def send(member: MemberSession, key: str, details: Mapping[str, Any], reading: Reading) -> None:
    """Queue what came of it, as a direct message."""
    screen = member.renderers.second_reading(details["evidence"], reading)
    member.reply(Kind.REPLY, f"reading:{key}", screen)
