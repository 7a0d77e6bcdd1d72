"""The packet: what it can hold, what in it names somebody, and its files, built after the press."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict
from typing import Any, NamedTuple
from uuid import uuid4

import structlog

from bot.coach.coach import Caller, Coach, LoadedMember
from bot.coach.drafts import SentForm, erase
from bot.coach.member_session import MemberSession
from bot.domain.background import Work
from bot.domain.messages import Kind
from bot.domain.packet.choice import choosable, choose, own_opening, shown_opening
from bot.domain.packet.gaps import Gap, gaps, kept_back
from bot.domain.packet.material import Material, PacketOpening, Piece, Variant, material_of
from bot.domain.packet.names import Named, names_in
from bot.domain.packet.packet import Packet
from bot.domain.playbook import Skill
from bot.domain.progress import Reader
from bot.domain.records import DraftKey, DraftRecord
from bot.screen import Screen
from bot.slack import errors
from bot.store import background, drafts, member_records
from bot.store.files import Attachment
from bot.store.message_states import EndReason, MessageState
from bot.store.tables import Message

log = structlog.get_logger()
DEFAULT_FORMATS = ("pdf", "html")


class Choices(NamedTuple):
    """What the picker offers; pieces stand under their skill, newest first, all of them chosen."""

    variant: Variant
    pieces: Sequence[tuple[Skill | None, Sequence[Piece]]]
    private: int
    """Pieces that stay out of every file."""
    reader: Reader
    opening: PacketOpening
    """What stands on the first page: the member's own words, else the programme's."""
    draft: DraftRecord | None
    """What was typed of that and not sent."""

    @property
    def total(self) -> int:
        return sum(len(pieces) for _, pieces in self.pieces)


class Wanted(NamedTuple):
    """What a member wants built: for whom, of which pieces (by id, None for all), in which formats."""

    variant: Variant
    chosen: Collection[int] | None = None
    formats: Collection[str] = DEFAULT_FORMATS
    drafts: bool = False
    """Whether it shows what later drafts changed, with the words that were taken out."""

    def details(self) -> dict[str, Any]:
        chosen = None if self.chosen is None else sorted(self.chosen)
        formats = sorted(self.formats, reverse=True)
        return {"variant": self.variant, "chosen": chosen, "formats": formats, "drafts": self.drafts}

    @classmethod
    def of(cls, details: Mapping[str, Any]) -> "Wanted":
        drafts = details.get("drafts", False)  # what was asked for before there was the choice has none
        return cls(Variant(details["variant"]), details["chosen"], details["formats"], drafts)

    def packet(self, material: Material) -> Packet:
        """Return it as a value. Raises NothingToShow."""
        return choose(material, self.variant, self.chosen, drafts=self.drafts)


class Built(NamedTuple):
    """A packet's files, what their reader should know of them, and what is lacking."""

    variant: Variant
    pieces: int
    files: Sequence[Attachment]
    pages: int
    """Of the PDF; 0 where there is none."""
    notes: Sequence[str]
    failed: Wanted | None
    """The formats that didn't come out, of the same pieces."""
    gaps: Sequence[Gap]


def choices(coach: Coach, caller: Caller, variant: Variant | None = None) -> Choices:
    """Return what a packet can hold; without a variant, for the way out that the member is on."""
    with coach.reading(caller, even_left=True) as loaded:
        variant = variant or _way(loaded)
        material = _material(loaded)
        return Choices(
            variant,
            _by_skill(choosable(material, variant), loaded.member.playbook.skills),
            kept_back(material, variant),
            coach.progress_of(loaded.member).reader,
            shown_opening(material, variant),
            drafts.find(loaded.line, loaded.member.member.id, draft_key(variant)),
        )


def draft_key(variant: Variant) -> DraftKey:
    """Return which form it is: each variant has words of its own."""
    return DraftKey("packet", variant)


def submit(
    coach: Coach, caller: Caller, wanted: Wanted, typed: PacketOpening, sent: SentForm
) -> Sequence[Named]:
    """Return the lines that seem to name somebody; where there are none, have the packet built.

    What was `typed` is kept for the variant whose form was sent, and is in every packet from then on. The
    member is loaded once for all that. Raises NothingToShow, and nothing is kept then.
    """
    with coach.acting(caller, even_left=True) as member:
        variant = Variant(sent.key.about)
        own = own_opening(member.playbook, variant, typed)
        member.change(openings={**(member.record.openings or {}), variant.value: asdict(own)})
        erase(member, sent)
        loaded = LoadedMember(member.session.connection(), member.state)
        found = names_in(wanted.packet(_material(loaded)))
        if not found:
            _ask(member, wanted)
        return found


def ask(coach: Coach, caller: Caller, wanted: Wanted) -> None:
    """Have the packet built after the answer; the same press again changes nothing."""
    with coach.acting(caller, even_left=True) as member:
        _ask(member, wanted)


def _ask(member: MemberSession, wanted: Wanted) -> None:
    record = member.record
    background.add(member.session, Work.PACKET, record.team_id, wanted.details(), member.now, record)


def build(coach: Coach, caller: Caller, wanted: Wanted) -> Built:
    """Build the files, outside any transaction. Raises NothingToShow, or why none came."""
    with coach.reading(caller, even_left=True) as loaded:
        material = _material(loaded)
    packet = wanted.packet(material)
    files: dict[str, Attachment] = {}  # by name: where a PDF can't be, the page is made in its place, too
    notes: list[str] = []
    failed: list[str] = []
    pages = 0
    for form in wanted.formats:
        try:
            attachment, note, count = coach.renderers.packet_file(packet, form)
        except Exception:
            if len(failed) == len(wanted.formats) - 1:
                raise
            log.exception("a file of a packet wasn't built", action="packet.not_built", form=form)
            failed.append(form)
        else:
            files[attachment.name] = attachment
            notes += [note] if note else []
            pages += count
    return Built(
        wanted.variant,
        len(packet.exhibits),
        list(files.values()),
        pages,
        notes,
        wanted._replace(formats=failed) if failed else None,
        gaps(material, wanted.variant, wanted.chosen),
    )


def send(member: MemberSession, key: str, built: Built) -> None:
    """Queue the private note first, then the files; both are direct messages."""
    again = built.failed.details() if built.failed else None
    note = member.renderers.packet_note(
        built.variant, built.pieces, built.gaps, built.notes, again, built.pages
    )
    member.reply(Kind.REPLY, f"packet:{key}", note)
    member.share(f"packet:{key}", built.files, FILES)


FILES = Screen("Your packet.", [])
"""What stands over the files: a notification shows it, so it says nothing of what they are for."""


def hear(member: MemberSession, message: Message) -> None:
    """Say so where the files that a member asked for didn't reach them."""
    if message.state == MessageState.DEAD and message.end_reason != EndReason.CALLED_OFF:
        unknown = message.end_reason == EndReason.UNKNOWN
        mendable = errors.remedy(message.error) is not None
        screen = member.renderers.files_unsent(mendable=mendable, unknown=unknown)
        member.reply(Kind.ERROR, f"files:{uuid4()}", screen)


def _material(loaded: LoadedMember) -> Material:
    return material_of(loaded.member, member_records.all_versions(loaded.line, loaded.member.member))


def _way(loaded: LoadedMember) -> Variant:
    track = loaded.member.member.track
    return Variant(track) if track in set(Variant) else Variant.INTERNAL


def _by_skill(
    pieces: Sequence[Piece], skills: Sequence[Skill]
) -> Sequence[tuple[Skill | None, Sequence[Piece]]]:
    newest = sorted(pieces, key=lambda piece: (piece.versions[-1].handed_in_at, piece.id), reverse=True)
    groups = [(skill, [p for p in newest if p.skill == skill.id]) for skill in skills]
    ids = {skill.id for skill in skills}
    rest = (None, [p for p in newest if p.skill not in ids])
    return [(skill, found) for skill, found in (*groups, rest) if found]
