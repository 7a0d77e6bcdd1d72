"""The tables. `team_id` stands in every one that says anything of people.

The engine's own times are BIGINT milliseconds since 1970.

Two kinds of time never mix: programme time (`next_due_at`, `run_at`, `expires_at`) is passed in and can be
moved by the demo; real time (`sending_at`, Slack's `ts`) is the machine's.
"""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    Index,
    Integer,
    LargeBinary,
    String,
    Text,
    UniqueConstraint,
    false,
    text,
)
from sqlmodel import Field, SQLModel

from bot.domain.messages import Purpose
from bot.slack.methods import Method
from bot.store.message_states import NOT_SUPERSEDED, PENDING, MessageState

_PENDING = ", ".join(f"'{state}'" for state in PENDING)

SQLModel.metadata.naming_convention = {
    "ix": "ix_%(column_0_label)s",
    "uq": "uq_%(table_name)s_%(column_0_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


def _key() -> Any:
    return Field(
        default=None,
        sa_column=Column(BigInteger().with_variant(Integer, "sqlite"), primary_key=True, autoincrement=True),
    )


def _default(type_: Any, value: Any) -> Any:
    """Return a column that a process of the version before leaves out when it adds a row."""
    return Field(default=value, sa_column=Column(type_, nullable=False, server_default=str(value)))


def _one_of(column: str, values: type[StrEnum]) -> str:
    """Return the condition that a column holds one of an enum's values."""
    return f"{column} IN ({', '.join(repr(str(value)) for value in values)})"


def _index(name: str, *columns: str, where: str, unique: bool = False) -> Index:
    """Return a partial index: on both databases it holds only the rows for which `where` is true.

    For PostgreSQL migrations/env.py says so: to say it here would import that dialect at every start.
    """
    return Index(name, *columns, unique=unique, sqlite_where=text(where))


def _owner(table: str) -> Any:
    return Field(foreign_key=f"{table}.id", ondelete="CASCADE", index=True, sa_type=BigInteger)


class Member(SQLModel, table=True):
    """Somebody who joined; they keep their row when they leave, until they are erased."""

    __table_args__ = (
        UniqueConstraint("team_id", "user_id"),
        _index("ix_member_due", "next_due_at", where="next_due_at IS NOT NULL"),
        _index("ix_member_closing", "closing_due_at", where="closing_due_at IS NOT NULL"),
        _index("ix_member_deactivated", "team_id", "user_id", where="deactivated_at IS NOT NULL"),
    )
    id: int = _key()
    team_id: str
    enterprise_id: str | None = None
    user_id: str
    zone: str
    weekday: int
    hour: int
    start: date
    joined_at: datetime
    track: str | None = None
    wins_channel: str | None = None
    zone_declined: str | None = None
    """The zone that Slack showed when the member said to stay on theirs; it isn't asked about again."""
    muted_at: datetime | None = None
    left_at: datetime | None = None
    deactivated_at: datetime | None = None
    """When Slack was seen to have switched their account off; they come back by themselves when it is on."""
    next_due_at: int | None = Field(default=None, sa_type=BigInteger)
    """When the next week opens."""
    closing_due_at: int | None = Field(default=None, sa_type=BigInteger)
    """When the closing slot of the open week is looked at; NULL where it has none, or has had it."""
    acted_at: datetime | None = None
    """About when they last pressed, wrote or handed in; NULL while nobody has taken note of it."""
    pace: str = _default(String, "every_week")
    """`bot.domain.slots.Pace`."""
    level: str = _default(String, "normal")
    """`bot.domain.closing.Level`."""
    quiet_begins: int = _default(Integer, 19)
    quiet_ends: int = _default(Integer, 8)
    """Local hours between which nothing comes; the member's own opening may."""
    country: str | None = None
    """Whose holidays hold: "DE", "DE-BY" for a region, "none", or NULL while nobody was asked."""
    weekend: str | None = None
    """The weekdays that are off ("56" for Saturday and Sunday); NULL for the country's."""
    moved_on: date | None = None
    """The local day of the evidence with which they have made the move: their programme ended with it."""
    goals: dict[str, list[str]] | None = Field(default=None, sa_column=Column(JSON, nullable=True))
    """The goals chosen for each month, by its number."""
    openings: dict[str, dict[str, str]] | None = Field(default=None, sa_column=Column(JSON, nullable=True))
    """What a packet's first page says in the member's own words, by its variant."""


class Absence(SQLModel, table=True):
    """Days away; the programme's clock stands, and the weeks in it don't count."""

    id: int = _key()
    team_id: str
    enterprise_id: str | None = None
    member_id: int = _owner("member")
    first: date
    back: date | None = None
    """The first day again in the programme; NULL for no end yet."""
    quiet: bool = Field(default=False, sa_column=Column(Boolean, nullable=False, server_default=false()))
    """Nobody asked for it: the coach went quiet after three silent weeks."""


class Week(SQLModel, table=True):
    """From one opening slot to the next; `day` is the slot's planned local date."""

    __table_args__ = (
        UniqueConstraint("member_id", "number"),
        CheckConstraint("excuse IN ('slept_through','left','away','holiday','freeze')", "excuse"),
    )
    id: int = _key()
    team_id: str
    enterprise_id: str | None = None
    member_id: int = _owner("member")
    number: int
    day: date
    began_at: datetime
    ends_at: datetime
    assignment_id: str
    reason: str
    excuse: str | None = None
    """Why it doesn't count (`bot.domain.records.Excuse`); NULL for a week that does."""
    moved_to: datetime | None = None
    skipped_at: datetime | None = None
    skip_reason: str | None = None
    month: int | None = None
    """The programme's month in which it opened."""
    told_month: int | None = None
    """The newest month that the member knows of, where the turn to `month` waits for the next nudge."""
    answer: str | None = None
    """The member's to the receipt (`bot.domain.weeks.Answer`)."""
    obstacle: str | None = Field(default=None, sa_type=Text)
    """What got in the way: one of the receipt's, or the member's own words."""
    passed_over: list[str] = Field(
        default_factory=list, sa_column=Column(JSON, nullable=False, server_default="[]")
    )
    """The assignments that the member swapped away in this week."""


class Plan(SQLModel, table=True):
    """A week's if-then plan; its reminder is a message of its own (`bot.domain.messages.Kind.REMINDER`)."""

    __table_args__ = (UniqueConstraint("week_id"),)
    id: int = _key()
    team_id: str
    enterprise_id: str | None = None
    member_id: int = _owner("member")
    week_id: int = Field(foreign_key="week.id", ondelete="CASCADE", sa_type=BigInteger)
    assignment_id: str
    """What the week asked for when it was planned."""
    at: datetime
    day: date
    clock: str
    """Such as "14:00"; with `day` as it was planned in `zone`."""
    zone: str
    after: str = Field(sa_type=Text)
    act: str = Field(sa_type=Text)
    obstacle: str = Field(sa_type=Text)
    response: str = Field(sa_type=Text)
    remind: bool
    moved: int
    updated_at: datetime


class Evidence(SQLModel, table=True):
    """A piece of evidence; what was written is in its versions, the newest being number `version`."""

    id: int = _key()
    team_id: str
    enterprise_id: str | None = None
    member_id: int = _owner("member")
    week_id: int = _owner("week")
    kind: str
    assignment_id: str | None = None
    short: bool = False
    version: int = 1
    filled: str = Field(default="", sa_column=Column(Text, nullable=False, server_default=""))
    """The ids of the newest version's fields that aren't empty, a space between them: most looks need no
    more of what was written."""
    handed_in_at: datetime


class EvidenceVersion(SQLModel, table=True):
    __tablename__ = "evidence_version"
    __table_args__ = (UniqueConstraint("evidence_id", "number"),)
    id: int = _key()
    team_id: str
    enterprise_id: str | None = None
    member_id: int = _owner("member")
    evidence_id: int = _owner("evidence")
    number: int
    fields: dict[str, str] = Field(sa_column=Column(JSON, nullable=False))
    handed_in_at: datetime


class Finding(SQLModel, table=True):
    """What a version of a piece was told, by its code alone: no word of the member's stands here."""

    __table_args__ = (UniqueConstraint("evidence_id", "version", "code"),)
    id: int = _key()
    team_id: str
    enterprise_id: str | None = None
    member_id: int = _owner("member")
    evidence_id: int = Field(foreign_key="evidence.id", ondelete="CASCADE", sa_type=BigInteger)
    version: int
    code: str
    state: str
    """`bot.domain.judging.FindingState`."""
    said_at: datetime


class DrillAnswer(SQLModel, table=True):
    """That a drill was answered, and how: no word of the answer stands here."""

    __tablename__ = "drill_answer"
    id: int = _key()
    team_id: str
    enterprise_id: str | None = None
    member_id: int = _owner("member")
    drill: str
    """Its id in the playbook."""
    clean: bool
    codes: list[str] = Field(sa_column=Column(JSON, nullable=False))
    """Of what the rules found in it."""
    answered_at: datetime


class Draft(SQLModel, table=True):
    """What somebody typed into a form that they haven't sent, so that closing it loses nothing.

    Once it was sent, the row stays for a while without a word: it tells what is still on its way from that
    very view from what is typed into the next one.
    """

    __table_args__ = (UniqueConstraint("member_id", "form", "about"), Index("ix_draft_typed_at", "typed_at"))
    id: int = _key()
    team_id: str
    enterprise_id: str | None = None
    member_id: int = _owner("member")
    form: str
    about: str
    """What the form is for, such as a week and its assignment, or a piece of evidence."""
    values: dict[str, str] = Field(sa_column=Column(JSON, nullable=False))
    view_id: str
    """Slack's id of the form in which it was typed."""
    sent: bool = Field(default=False, sa_column=Column(Boolean, nullable=False, server_default=false()))
    typed_at: int = Field(sa_type=BigInteger)
    """Real time, by Slack's clock: of two that overtake each other the later one counts."""
    updated_at: datetime
    """Programme time, to be shown."""


class Win(SQLModel, table=True):
    """A reached milestone, and where its post stands (`bot.domain.progress.Sharing`)."""

    __table_args__ = (
        UniqueConstraint("member_id", "milestone_id"),
        CheckConstraint(
            "state IN ('offered','private','posting','posted','refused','unknown','taken_down')", "state"
        ),
    )
    id: int = _key()
    team_id: str
    enterprise_id: str | None = None
    member_id: int = _owner("member")
    milestone_id: str
    state: str
    text: str
    template: str
    """What the playbook's template said when it was offered; tells an edited text from an untouched one."""
    channel_id: str | None = None
    reached_at: datetime
    posted_at: datetime | None = None
    corrected_at: datetime | None = None
    refusal: str | None = None
    offer_id: int | None = Field(default=None, sa_type=BigInteger)
    post_id: int | None = Field(default=None, sa_type=BigInteger)
    post_ts: str | None = None


class Mirror(SQLModel, table=True):
    """A week's answer to the mirror: which habits were ticked, and when it happens in the member's words."""

    __table_args__ = (UniqueConstraint("week_id"),)
    id: int = _key()
    team_id: str
    enterprise_id: str | None = None
    member_id: int = _owner("member")
    week_id: int = Field(foreign_key="week.id", ondelete="CASCADE", sa_type=BigInteger)
    ticked: list[str] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))
    when_words: str = Field(default="", sa_type=Text)
    planned: bool | None = None
    """Whether the thing to try goes into the next plan; NULL while that isn't decided."""
    answered_at: datetime


class Message(SQLModel, table=True):
    """The outbox: one thing that Slack is to be told, rendered, under a key that exists once."""

    __table_args__ = (
        UniqueConstraint("key"),
        CheckConstraint(_one_of("state", MessageState), "state"),
        CheckConstraint(_one_of("method", Method), "method"),
        CheckConstraint("(state = 'dead') = (end_reason IS NOT NULL)", "ended"),
        _index("ix_message_planned", "team_id", "run_at", where="state = 'planned'"),
        _index("ix_message_eligible", "team_id", "priority", "run_at", "id", where="state = 'planned'"),
        _index("ix_message_in_flight", "sending_at", where="state IN ('sending', 'unverified')"),
        _index("ix_message_awaited", "awaited", where="awaited"),
        _index("ix_message_dead", "end_reason", where=f"state = 'dead' AND {NOT_SUPERSEDED}"),
        _index(
            "ix_message_slot", "week_id", "slot", where="slot IS NOT NULL AND state <> 'dead'", unique=True
        ),
        Index("ix_message_destination", "channel", "method", "id"),
        _index("ix_message_pending", "channel", "method", "id", where=f"state IN ({_PENDING})"),
        Index("ix_message_pace", "channel", "sending_at"),
        Index("ix_message_target", "target_id"),
    )
    id: int = _key()
    uuid: str = Field(sa_column_kwargs={"insert_sentinel": True})
    """All that Slack's metadata carries of us: every member of a workspace can read it. SQLAlchemy tells rows
    by it that were inserted together, on SQLite too."""
    team_id: str
    enterprise_id: str | None = None
    member_id: int | None = Field(
        default=None, foreign_key="member.id", ondelete="CASCADE", index=True, sa_type=BigInteger
    )
    week_id: int | None = Field(
        default=None, foreign_key="week.id", ondelete="CASCADE", index=True, sa_type=BigInteger
    )
    """The week that this message shows, and whose acts change it in place."""
    kind: str
    """`bot.domain.messages.Kind`; its row in KINDS has the rules."""
    purpose: str = Field(default=Purpose.REPLY, sa_column=Column(String, nullable=False))
    slot: str | None = None
    """Which of its week's two slots an unasked message takes. No two messages have the same one."""
    key: str
    method: str
    channel: str
    """A channel, a direct message channel, or (until the first post, and for Home) a person."""
    text: str = Field(default="", sa_type=Text)
    blocks: Any = Field(default=None, sa_column=Column(JSON, nullable=False))
    target_id: int | None = Field(default=None, sa_type=BigInteger)
    """The sent message that an update or a deletion is about."""
    thread_ts: str | None = None
    """Slack's stamp of the message in whose thread this one answers."""
    priority: int = 0
    """Lower goes first: 0 what an act caused, 5 what nobody asked for this second."""
    run_at: int = Field(sa_type=BigInteger)
    expires_at: int | None = Field(default=None, sa_type=BigInteger)
    state: str = MessageState.PLANNED
    end_reason: str | None = None
    """`EndReason`, of a dead message."""
    called_off: bool = Field(default=False, sa_column=Column(Boolean, nullable=False, server_default=false()))
    """It was called off after its claim: should the call not have happened, it isn't made any more."""
    restored: bool = Field(default=False, sa_column=Column(Boolean, nullable=False, server_default=false()))
    """The call that is verified was made by the database that a backup was taken of, if at all."""
    attempts: int = 0
    owner: str | None = None
    sending_at: int | None = Field(default=None, sa_type=BigInteger)
    verify_at: int | None = Field(default=None, sa_type=BigInteger)
    """Real time from which, if it isn't settled by then, its outcome is looked up in Slack's history."""
    verifications: int = Field(default=0, sa_column=Column(Integer, nullable=False, server_default="0"))
    verify_cursor: str | None = None
    """Where the next look-up goes on in the history, if the last one didn't come to its end."""
    verify_pauses: int = Field(default=0, sa_column=Column(Integer, nullable=False, server_default="0"))
    """How often Slack has put the look-up off since the last one that came to its end."""
    sent_at: int | None = Field(default=None, sa_type=BigInteger)
    """Programme time, like `run_at`: the difference is the lateness."""
    ts: str | None = None
    error: str | None = None
    """Slack's code, or what happened on the line, at the last attempt."""
    awaited: bool = False
    """A use case still has to hear the outcome."""
    created_at: int = Field(sa_type=BigInteger)


class File(SQLModel, table=True):
    """A file that a message shares; its bytes are kept until Slack has them (`bot.store.files`).

    The row outlasts the message: it tells the member what was sent where, and when.
    """

    __table_args__ = (UniqueConstraint("message_id", "number"),)
    id: int = _key()
    team_id: str
    enterprise_id: str | None = None
    member_id: int | None = Field(
        default=None, foreign_key="member.id", ondelete="CASCADE", index=True, sa_type=BigInteger
    )
    message_id: int | None = Field(
        default=None, foreign_key="message.id", ondelete="SET NULL", sa_type=BigInteger
    )
    number: int
    """Its place among the files of its message, from 1."""
    name: str
    size: int
    content: bytes | None = Field(default=None, sa_column=Column(LargeBinary, nullable=True))
    slack_id: str | None = None
    """Slack's id of the upload, written before the call that shares it: by it the outcome is looked up."""
    sent_at: datetime | None = None
    """Programme time."""


class BackgroundTask(SQLModel, table=True):
    """Work that an act asked for and that takes longer than an answer may; the row goes when it is done."""

    __tablename__ = "background_task"
    id: int = _key()
    team_id: str
    enterprise_id: str | None = None
    member_id: int | None = Field(
        default=None, foreign_key="member.id", ondelete="CASCADE", index=True, sa_type=BigInteger
    )
    """Whose it is; nobody's where what is left of somebody is overwritten."""
    what: str
    """`bot.domain.background.Work`."""
    details: dict[str, Any] = Field(sa_column=Column(JSON, nullable=False))
    claimed_until: int = Field(default=0, sa_column=Column(BigInteger, nullable=False, server_default="0"))
    """Real time until which a process is at it."""
    attempts: int = Field(default=0, sa_column=Column(Integer, nullable=False, server_default="0"))
    asked_at: datetime
    """Programme time."""


SLOT_INDEX: dict[str, Any] = {
    "index_elements": ["week_id", "slot"],
    "index_where": text("slot IS NOT NULL AND state <> 'dead'"),
}
"""By which an insert knows that a message's slot is taken: `on_conflict_do_nothing(**SLOT_INDEX)`."""


class WorkspaceQueue(SQLModel, table=True):
    """What every replica must know to send in one workspace at Slack's pace, and who is to go next."""

    __tablename__ = "workspace_queue"
    __table_args__ = (_index("ix_workspace_queue_open", "open_at", where="due_at IS NOT NULL"),)
    team_id: str = Field(primary_key=True)
    enterprise_id: str | None = None
    due_at: int | None = Field(default=None, sa_type=BigInteger)
    """Programme time of the next message that is planned here."""
    open_at: int = Field(default=0, sa_type=BigInteger)
    """Real time from which a message may go; whoever has waited longest goes first."""
    tat: int = Field(default=0, sa_type=BigInteger)
    """Real time: the token bucket's theoretical arrival time (bot.slack.pacing)."""
    method_tats: dict[str, int] = Field(
        default_factory=dict, sa_column=Column(JSON, nullable=False, server_default="{}")
    )
    """The same for each of Slack's methods that has a tier."""
    interval_ms: int = 0
    """Between two messages, where Slack wants it longer than our pace."""
    paused_until: int = Field(default=0, sa_type=BigInteger)
    """Real time until which Slack wants nothing from us."""


class ProcessedDelivery(SQLModel, table=True):
    """What Slack delivered and was acted on, so that the same thing delivered again does nothing."""

    __tablename__ = "processed_delivery"
    __table_args__ = (Index("ix_processed_delivery_at", "processed_at"),)
    delivery_id: str = Field(primary_key=True)
    processed_at: int = Field(sa_type=BigInteger)


class SlackUser(SQLModel, table=True):
    """What Slack says of a person; `refresh_at` is when it is asked again."""

    __tablename__ = "slack_user"
    __table_args__ = (
        Index("ix_slack_user_refresh", "refresh_at"),
        _index("ix_slack_user_off", "team_id", "user_id", where="deleted"),
    )
    team_id: str = Field(primary_key=True)
    enterprise_id: str | None = None
    user_id: str = Field(primary_key=True)
    name: str = ""
    zone: str | None = None
    deleted: bool = False
    """The account is switched off, or isn't (any more) one of this workspace's."""
    forgotten: bool = Field(default=False, sa_column=Column(Boolean, nullable=False, server_default=false()))
    """Slack has erased the person on request (`is_forgotten`)."""
    dm_channel: str | None = None
    refresh_at: int = Field(default=0, sa_type=BigInteger)


class SlackChannel(SQLModel, table=True):
    """What Slack says of a channel; unknown (`people` None) until it was asked."""

    __tablename__ = "slack_channel"
    __table_args__ = (Index("ix_slack_channel_refresh", "refresh_at"),)
    team_id: str = Field(primary_key=True)
    enterprise_id: str | None = None
    channel_id: str = Field(primary_key=True)
    name: str = ""
    private: bool = False
    people: int | None = None
    joined: bool | None = None
    reach: int = Field(default=0, sa_column=Column(Integer, nullable=False, server_default="0"))
    """Whom it is shared with (`bot.domain.readers.Reach`)."""
    refresh_at: int = Field(default=0, sa_type=BigInteger)


class SlackLimit(SQLModel, table=True):
    """What Slack allows of one method in a workspace beside messages, for all replicas together."""

    __tablename__ = "slack_limit"
    team_id: str = Field(primary_key=True)
    enterprise_id: str | None = None
    method: str = Field(primary_key=True)
    """Slack's name of it, such as users.info."""
    open_at: int = Field(default=0, sa_column=Column(BigInteger, nullable=False, server_default="0"))
    """Real time from which a heartbeat may call it again."""
    rationed_at: int | None = Field(default=None, sa_type=BigInteger)
    """Real time at which an answer last showed that Slack gives less of it than the app asks for."""


class PlaybookEntry(SQLModel, table=True):
    """What the playbook said of one id when it last had it; of no team, as the playbook is everybody's."""

    __tablename__ = "playbook_entry"
    part: str = Field(primary_key=True)
    """The playbook's list that it stands in, such as assignments."""
    id: str = Field(primary_key=True)
    loading: int
    """Counts the versions that were loaded; the entries of the newest are those in force."""
    version: str
    content: dict[str, Any] = Field(sa_column=Column(JSON, nullable=False))


class Installation(SQLModel, table=True):
    """What a database has one of, in one row that the migrations make."""

    id: int = Field(default=1, primary_key=True)
    namespace: str
    """Secret: the ids that Slack's metadata carries are derived from it (docs/adr/0005)."""
    pruned_to: int = Field(default=0, sa_type=BigInteger)
    """Messages up to this id have been old, and what could go has gone."""
    serves: str = Field(default="0013", sa_column_kwargs={"server_default": "0013"})
    """The oldest revision of the schema whose code may run on this one."""
    zone_rules: str = Field(default="", sa_column_kwargs={"server_default": ""})
    """The newest release of the zones' rules that a coach had at its start, such as 2026b."""


class Replica(SQLModel, table=True):
    """A process that listens to Slack, for whatever workspaces there are (bot.store.replicas).

    Its times are real ones, by the database's clock.
    """

    id: str = Field(primary_key=True)
    started_at: int = Field(sa_type=BigInteger)
    alive_at: int = Field(sa_type=BigInteger)
    last_envelope_at: int | None = Field(default=None, sa_type=BigInteger)
    greeted_at: int | None = Field(default=None, sa_type=BigInteger)
    """When Slack last opened a connection for it, and counted."""
    connections: int | None = None
    """How many connections of the app there were then, a second one of its own left out."""
    replicas: int | None = None
    """How many replicas were known here at that moment."""


class Backup(SQLModel, table=True):
    """The mark by which a restored database knows that it is one (bot.store.backups); at most one row."""

    id: int = Field(default=1, primary_key=True)
    taken_at: int = Field(sa_type=BigInteger)
    """Real time: what it holds was true then, and messages may have been sent since."""
    written_by: int | None = Field(default=None, sa_type=BigInteger)
    """PostgreSQL's number of the transaction that wrote the row."""
