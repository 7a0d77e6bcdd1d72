"""What is kept of a member, as plain values: the rows that the rules in `bot.domain.member` derive from.

Instants are aware and in UTC. A look that shows only the open week loads the others in brief: whoever asks a
brief record for more has an AttributeError, and never a value that isn't so.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple, TypeVar

from bot.domain.closing import Level
from bot.domain.slots import Pace


class NotYours(Exception):  # noqa: N818 - it is a situation, not a fault
    """Somebody names what isn't among their own: a forged id, or one of a member's who was erased."""


class NotLoaded(Exception):  # noqa: N818 - its own name says more
    """A screen asks for what its use case didn't load: a fault of ours."""


class Excuse(StrEnum):
    """Why a week doesn't count."""

    SLEPT_THROUGH = "slept_through"
    """The coach was down for all of it."""
    LEFT = "left"
    """The member left the programme in it, and came back after it."""
    AWAY = "away"
    HOLIDAY = "holiday"
    FREEZE = "freeze"


class MemberRecord(NamedTuple):
    """The member's own settings and marks; `start` is the local date on which month 1 began."""

    id: int
    team_id: str
    user_id: str
    zone: str
    weekday: int
    hour: int
    start: date
    track: str | None
    wins_channel: str | None
    zone_declined: str | None
    muted_at: datetime | None
    left_at: datetime | None
    enterprise_id: str | None = None
    deactivated_at: datetime | None = None
    acted_at: datetime | None = None
    """About when the member last pressed, wrote or handed in; None while nobody has taken note of it."""
    closing_due_at: int | None = None
    """Milliseconds: when the open week's closing slot is looked at; None where it has none, or has had it."""
    pace: str = Pace.EVERY_WEEK
    level: str = Level.NORMAL
    quiet_begins: int = 19
    quiet_ends: int = 8
    """The hours between which nothing comes."""
    country: str | None = None
    """Whose holidays hold: a country ("DE") or a region of one ("DE-BY"), "none", or None while nobody was
    asked."""
    weekend: str | None = None
    """The weekdays that are off ("56" for Saturday and Sunday); None for the country's."""
    joined_at: datetime | None = None
    moved_on: date | None = None
    """The local day on which the member recorded the move, with which the programme is over."""
    goals: Mapping[str, Sequence[str]] | None = None
    """The ids of the goals chosen for a month, by its number as a text (`bot.domain.goals`)."""
    openings: Mapping[str, Mapping[str, str]] | None = None
    """The member's own words on a packet's first page, by variant: a `PacketOpening` each."""


class AbsenceRecord(NamedTuple):
    """Local days away, from `first` up to `back`, the first day again in the programme; None for no end."""

    id: int
    first: date
    back: date | None
    quiet: bool = False
    """Nobody asked for it: the coach has gone quiet."""

    def holds(self, day: date) -> bool:
        return self.first <= day and (self.back is None or day < self.back)


class BriefWeek(NamedTuple):
    """What outcomes, runs, the choice and Home's pictures ask of a week that is over."""

    id: int
    number: int
    assignment_id: str
    excuse: str | None
    passed_over: tuple[str, ...] | None
    day: date
    answer: str | None
    month: int | None


class WeekRecord(NamedTuple):
    """A week; `day` is the local date that was planned for its opening, `month` the programme's then.

    `passed_over` are the ids of the assignments that were swapped away in it, None where there are none.
    `told_month` is the newest month that the member knows of, where the turn to this week's own waits for the
    next nudge (`bot.domain.opening.told_before`); None where nothing waits.
    `answer` is the member's to the receipt (`bot.domain.weeks.Answer`), `obstacle` what got in the way: one
    of the receipt's, or the member's own words.
    """

    id: int
    number: int
    assignment_id: str
    excuse: str | None
    passed_over: tuple[str, ...] | None
    day: date
    answer: str | None
    began_at: datetime
    ends_at: datetime
    reason: str
    moved_to: datetime | None
    skipped_at: datetime | None
    skip_reason: str | None
    month: int | None
    obstacle: str | None = None
    told_month: int | None = None


class PlanRecord(NamedTuple):
    """A week's plan in the member's words; `day` and `clock` ("14:00") are local to `zone`, `at` is UTC."""

    week_id: int
    assignment_id: str
    """What the week asked for when it was planned: after a swap the plan is for something else."""
    at: datetime
    day: date
    clock: str
    zone: str
    after: str
    act: str
    obstacle: str
    response: str
    remind: bool
    moved: int
    """How often its moment was put off."""
    updated_at: datetime


class DraftKey(NamedTuple):
    """Which form of a member's: its callback_id, and what it is for."""

    form: str
    about: str


class DraftRecord(NamedTuple):
    """What stands in a form that wasn't sent, by its fields' names, and when it was typed last (UTC)."""

    values: Mapping[str, str]
    updated_at: datetime


class OtherDraft(NamedTuple):
    """An assignment for which something was typed and not sent; both are "" for the member's own choice."""

    assignment_id: str
    title: str


class BriefEvidence(NamedTuple):
    """What a piece of evidence counts for; `filled_ids` are those of the fields that aren't empty."""

    id: int
    week_id: int
    kind: str
    assignment_id: str | None
    filled_ids: str

    @property
    def filled(self) -> frozenset[str]:
        return _apart(self.filled_ids)


class EvidenceRecord(NamedTuple):
    """A piece in its newest version, without what was written."""

    id: int
    week_id: int
    kind: str
    assignment_id: str | None
    filled_ids: str
    short: bool
    version: int
    handed_in_at: datetime

    @property
    def filled(self) -> frozenset[str]:
        return _apart(self.filled_ids)


class WinRecord(NamedTuple):
    """A reached milestone and its post; `template` is what the playbook said when it was offered."""

    id: int
    milestone_id: str
    state: str
    text: str
    template: str
    channel_id: str | None
    reached_at: datetime
    posted_at: datetime | None
    corrected_at: datetime | None
    refusal: str | None
    offer_id: int | None
    post_id: int | None
    post_ts: str | None


class MirrorRecord(NamedTuple):
    """A week's answer to the mirror; `planned` is None while nobody has said what becomes of it."""

    id: int
    week_id: int
    number: int
    """Of the week."""
    ticked: tuple[str, ...]
    when_words: str
    planned: bool | None


class ChannelRecord(NamedTuple):
    """What Slack says of a channel; `people` and `joined` are None until it was asked."""

    id: str
    name: str
    private: bool
    people: int | None
    joined: bool | None
    reach: int = 0


AnyWeek = BriefWeek | WeekRecord
AnyEvidence = BriefEvidence | EvidenceRecord
Record = TypeVar("Record", AnyWeek, WinRecord)


class MemberRecords(NamedTuple):
    """All that one look or act loads of a member; weeks and wins oldest first, evidence as it was handed in.

    The newest two weeks are never in brief.
    """

    member: MemberRecord
    name: str = ""
    """As Slack shows it."""
    slack_zone: str | None = None
    """As Slack says it now; the member's own is in their record."""
    workspace_size: int = 1
    """How many have joined in their workspace, as far as the spread asks. Who left counts."""
    weeks: tuple[AnyWeek, ...] = ()
    plan: PlanRecord | None = None
    """The newest week's; what opens weeks doesn't load it, since that week is over then."""
    evidence: tuple[AnyEvidence, ...] = ()
    absences: tuple[AbsenceRecord, ...] = ()
    """Past, present and planned ones, oldest first; at most the newest is not over."""
    reached: frozenset[str] = frozenset()
    """Ids of the milestones that had been reached; their wins may not be loaded."""
    loaded_wins: tuple[WinRecord, ...] | None = None
    channels: Mapping[str, ChannelRecord] | None = None

    @property
    def wins(self) -> tuple[WinRecord, ...]:
        if self.loaded_wins is None:
            raise NotLoaded("wins")
        return self.loaded_wins

    def with_member(self, member: MemberRecord) -> "MemberRecords":
        return self._replace(member=member)

    def with_week(self, week: WeekRecord) -> "MemberRecords":
        """The records with this week in its place, or behind the others."""
        return self._replace(weeks=_with(self.weeks, week))

    def with_absences(self, absences: Iterable[AbsenceRecord]) -> "MemberRecords":
        return self._replace(absences=tuple(sorted(absences, key=lambda each: each.first)))

    def with_plan(self, plan: PlanRecord) -> "MemberRecords":
        return self._replace(plan=plan)

    def with_evidence(self, piece: EvidenceRecord) -> "MemberRecords":
        """The records with this piece; a further version goes behind the others, as the newest."""
        others = (each for each in self.evidence if each.id != piece.id)
        return self._replace(evidence=(*others, piece))

    def in_full(self, pieces: Iterable[EvidenceRecord]) -> "MemberRecords":
        """The records with these pieces no longer in brief."""
        known = {piece.id: piece for piece in pieces}
        return self._replace(evidence=tuple(known.get(each.id, each) for each in self.evidence))

    def with_win(self, win: WinRecord) -> "MemberRecords":
        return self._replace(loaded_wins=_with(self.wins, win), reached=self.reached | {win.milestone_id})

    def with_channel(self, channel: ChannelRecord) -> "MemberRecords":
        return self._replace(channels={**(self.channels or {}), channel.id: channel})


def together(fields: Iterable[str]) -> str:
    """Ids of fields as they are kept: in order, a space between them."""
    return " ".join(sorted(fields))


@lru_cache(maxsize=1000)
def _apart(filled_ids: str) -> frozenset[str]:
    return frozenset(filled_ids.split())


def _with(records: tuple[Record, ...], new: Record) -> tuple[Record, ...]:
    if any(each.id == new.id for each in records):
        return tuple(new if each.id == new.id else each for each in records)
    return records + (new,)  # noqa: RUF005 - unpacked, the tuple's type would be lost
