"""A member's packet for an operator whose member asks for it; in Slack they build it themselves."""

from typing import NamedTuple

from bot.coach.playbook_versions import with_remembered
from bot.domain.member import MemberState
from bot.domain.packet.choice import NothingToShow, choose
from bot.domain.packet.gaps import kept_back
from bot.domain.packet.material import Variant, material_of
from bot.domain.packet.names import names_in
from bot.operate.members import find_member, opened
from bot.packet.files import PacketFile, files
from bot.playbook.loader import load
from bot.settings import Settings
from bot.store import member_records


class Prepared(NamedTuple):
    """The files of a packet, how many lines seem to name somebody, and how many pieces stay out of it.

    What the packet lacks is for the member alone, so it isn't here.
    """

    files: list[PacketFile]
    naming: int
    private: int


def prepare(settings: Settings, user_id: str, team_id: str | None, variant: Variant) -> Prepared:
    """Return a member's packet with all that may go in.

    LookupError if nobody, or nothing of theirs that may be shown, is there.
    """
    with opened(settings) as database:
        playbook = with_remembered(database, load(settings.playbook))
        with database.read() as session:
            member = find_member(session, user_id, team_id)
            records = member_records.load(session.connection(), member.team_id, user_id)
            assert records is not None
            versions = member_records.all_versions(session.connection(), records.member)
    # No rule of a packet asks when it is made, so any moment will do: the newest that is kept.
    newest = max((each[-1].handed_in_at for each in versions.values()), default=member.joined_at)
    material = material_of(MemberState(records, playbook, newest), versions)
    try:
        packet = choose(material, variant)
    except NothingToShow:
        raise LookupError(f"{user_id} has nothing yet that can go into a packet.") from None
    return Prepared(files(packet), len(names_in(packet)), kept_back(material, variant))
