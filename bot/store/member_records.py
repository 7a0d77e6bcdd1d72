"""Everything kept of members, loaded with the same few statements for one or for a batch."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from sqlalchemy import BindParameter, and_, bindparam, func
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, select

from bot.domain import spread
from bot.store.tables import Evidence, EvidenceVersion, Member, SlackChannel, SlackUser, Week, Win

MINE: BindParameter[int] = bindparam("mine", expanding=True)
"""The members' ids. The statements are built once: every act runs them."""
WEEKS = select(Week).where(col(Week.member_id).in_(MINE)).order_by(col(Week.number))
WINS = select(Win).where(col(Win.member_id).in_(MINE)).order_by(col(Win.id))
NEWEST = and_(
    col(EvidenceVersion.evidence_id) == Evidence.id, col(EvidenceVersion.number) == Evidence.version
)
IN_ORDER = (col(Evidence.handed_in_at), col(Evidence.id))
BARE_PIECES = select(Evidence).where(col(Evidence.member_id).in_(MINE)).order_by(*IN_ORDER)
PIECES = (
    select(Evidence, EvidenceVersion.fields)
    .join(EvidenceVersion, NEWEST)
    .where(col(Evidence.member_id).in_(MINE))
    .order_by(*IN_ORDER)
)
REACHED = select(func.count()).where(col(Win.member_id) == Member.id).scalar_subquery()
PEOPLE = (
    select(Member.id, REACHED, SlackUser.name, SlackUser.zone)
    .outerjoin(
        SlackUser, and_(col(SlackUser.team_id) == Member.team_id, col(SlackUser.user_id) == Member.user_id)
    )
    .where(col(Member.id).in_(MINE))
)
STEPS = [above for above, _ in spread.WINDOWS]
_TEAMS = select(Member.team_id).where(col(Member.id).in_(MINE)).distinct().subquery()
_COLLEAGUE = aliased(Member)
WORKSPACE_SIZES = select(
    _TEAMS.c.team_id,
    # Whether there is one more: this reads that far in an index, where a count would read all of a big one.
    *(
        select(_COLLEAGUE.id).where(_COLLEAGUE.team_id == _TEAMS.c.team_id)
        .order_by(col(_COLLEAGUE.user_id)).offset(above).limit(1).scalar_subquery()
        for above in STEPS
    ),
)  # fmt: skip


@dataclass
class Kept:
    """One member's rows, each list oldest first; evidence comes with the fields of its newest version."""

    member: Member
    name: str = ""
    """As Slack shows it."""
    slack_zone: str | None = None
    """As Slack says it now; the member's own is in their row."""
    workspace_size: int = 1
    """How many have joined in their workspace, or more: as exactly as the spread asks. Who left counts."""
    weeks: list[Week] = field(default_factory=list)
    evidence: list[tuple[Evidence, dict[str, str]]] = field(default_factory=list)
    reached: int = 0
    """How many milestones had been; the wins themselves may not be loaded."""
    wins: list[Win] = field(default_factory=list)
    channels: dict[str, SlackChannel] = field(default_factory=dict)


def find(session: Session, team_id: str, user_id: str, *, lock: bool = False) -> Member | None:
    """The member, by workspace and person; `lock` makes other acts of theirs wait until this one is done."""
    query = select(Member).where(Member.team_id == team_id, Member.user_id == user_id)
    return session.exec(query.with_for_update() if lock else query).one_or_none()


def load(session: Session, members: Sequence[Member], *, whole: bool = True) -> list[Kept]:
    """What is kept of these members, in their order; if not `whole`, what the next week's message needs:
    evidence without what was written, neither wins nor channels."""
    kept = {member.id: Kept(member) for member in members}
    mine = {"mine": list(kept)}
    for week in session.exec(WEEKS, params=mine):
        kept[week.member_id].weeks.append(week)
    for piece, *fields in session.execute(PIECES if whole else BARE_PIECES, mine):
        kept[piece.member_id].evidence.append((piece, dict(*fields)))
    _add_people(session, kept)
    _add_workspace_sizes(session, list(kept.values()))
    if whole:
        for win in session.exec(WINS, params=mine):
            kept[win.member_id].wins.append(win)
        _add_channels(session, list(kept.values()))
    return list(kept.values())


def _add_people(session: Session, kept: Mapping[int, Kept]) -> None:
    for member_id, reached, name, zone in session.execute(PEOPLE, {"mine": list(kept)}):
        one = kept[member_id]
        one.reached, one.name, one.slack_zone = reached, name or "", zone


def workspace_size(session: Session, team_id: str) -> int:
    """How many have joined in a workspace, as `Kept.crowd` counts them."""
    one = session.exec(select(Member.id).where(Member.team_id == team_id).limit(1)).first()
    return _workspace_sizes(session, [one])[team_id] if one else 0


def _add_workspace_sizes(session: Session, kept: Sequence[Kept]) -> None:
    workspace_sizes = _workspace_sizes(session, [one.member.id for one in kept])
    for one in kept:
        one.workspace_size = workspace_sizes[one.member.team_id]


def _workspace_sizes(session: Session, members: Sequence[int]) -> dict[str, int]:
    found = session.execute(WORKSPACE_SIZES, {"mine": members})
    return {
        team_id: next((above + 1 for above, there in zip(STEPS, beyond, strict=True) if there), 1)
        for team_id, *beyond in found
    }


def _add_channels(session: Session, kept: Sequence[Kept]) -> None:
    wanted: dict[str, dict[str, list[Kept]]] = defaultdict(lambda: defaultdict(list))
    for one in kept:
        for channel_id in {one.member.wins_channel, *(win.channel_id for win in one.wins)} - {None}:
            wanted[one.member.team_id][channel_id or ""].append(one)
    for team_id, ids in wanted.items():
        query = select(SlackChannel).where(
            SlackChannel.team_id == team_id, col(SlackChannel.channel_id).in_(list(ids))
        )
        for channel in session.exec(query):
            for one in ids[channel.channel_id]:
                one.channels[channel.channel_id] = channel


def versions(session: Session, evidence: Evidence) -> list[EvidenceVersion]:
    """All versions of a piece, oldest first."""
    query = select(EvidenceVersion).where(
        EvidenceVersion.evidence_id == evidence.id, EvidenceVersion.team_id == evidence.team_id
    )
    return list(session.exec(query.order_by(col(EvidenceVersion.number))))
