"""The kinds of messages that the coach sends, and the budget: at most two unasked messages a week.

Each kind is one row of `KINDS`. A week has two slots for unasked messages, its opening and its closing, and a
slot is taken once, whatever asks for it. Everything else answers an act or was asked for.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

DAY = timedelta(days=1)


class Kind(StrEnum):
    """What a message is; the value stands in the database, in logs and in metrics."""

    NUDGE = "nudge"
    """A week's assignment, at its opening slot."""
    MOVED_NUDGE = "moved_nudge"
    """The same once more, at the moment that the member chose with Later."""
    COMEBACK = "comeback"
    """The same after a week without evidence, with four ways on."""
    WELCOME_BACK = "welcome_back"
    """The same after an absence."""
    GONE_QUIET = "gone_quiet"
    """The last message after three silent weeks, until the member presses."""
    STILL_AWAY = "still_away"
    """The one question to somebody who is away without an end."""
    REMINDER = "reminder"
    """The plan's message, at the minute that the member chose."""
    RECEIPT = "receipt"
    """The question how the week went, at its closing slot."""
    MIRROR = "mirror"
    """The look at habits, at the closing slot of a week that is handed in."""
    WELCOME = "welcome"
    SAVED = "kept"
    """The reply to evidence."""
    OFFER = "offer"
    """A milestone, with the post that is offered for it."""
    WIN = "win"
    """The post itself, in a channel."""
    REPLY = "reply"
    """The answer to what a member wrote."""
    FILES = "files"
    """Files that the member asked for: the packet, or all that is kept of them."""
    ERROR = "trouble"
    """What couldn't be done, where it can't be said on the spot."""
    HOME = "home"
    OPERATOR_HELLO = "operator_hello"
    OPERATOR_ALARM = "operator_alarm"


class Purpose(StrEnum):
    """Why a message goes out; only unasked ones count against the budget."""

    UNASKED = "unasked"
    ASKED = "asked"
    """The member chose its moment, or pressed for it."""
    REPLY = "reply"
    """It answers an act within seconds."""
    POST = "post"
    """The member's own words for a channel, on their press."""
    DISPLAY = "display"
    """It shows how things stand, and nobody is notified."""
    OPERATOR = "operator"


class UnaskedSlot(StrEnum):
    """The two moments of a week at which the coach may write unasked (`bot.domain.opening`, `closing`)."""

    OPENING = "opening"
    CLOSING = "closing"


class WhenLate(StrEnum):
    """What becomes of a message whose moment has passed."""

    SEND = "send"
    """It answers an act, or was asked for word by word: it goes out as soon as it can."""
    MERGE = "merge"
    """It shows how things stand: of several that wait the newest goes out."""
    BY_DAY = "by day"
    """It comes by itself: in working hours and saying that it is late, of several weeks' only the newest;
    not at all once its week doesn't wait for it any more (`expires_at`)."""
    DROP = "drop"
    """It is about its own day; the next one brings another."""


@dataclass(frozen=True)
class MessageKind:
    """The rules of a kind: why it goes out by default, what being late means, and what else holds for it."""

    purpose: Purpose
    when_late: WhenLate
    slot: UnaskedSlot | None = None
    """The slot that it takes when it is unasked."""
    shows_week: bool = False
    """It is drawn from its week, and drawn anew whenever that week changes."""
    awaited: bool = False
    """A use case hears what became of it (`bot.coach.wins.settle`)."""


KINDS = {
    Kind.NUDGE: MessageKind(Purpose.UNASKED, WhenLate.BY_DAY, UnaskedSlot.OPENING, shows_week=True),
    Kind.MOVED_NUDGE: MessageKind(Purpose.ASKED, WhenLate.BY_DAY, shows_week=True),
    Kind.COMEBACK: MessageKind(Purpose.UNASKED, WhenLate.BY_DAY, UnaskedSlot.OPENING, shows_week=True),
    Kind.WELCOME_BACK: MessageKind(Purpose.UNASKED, WhenLate.BY_DAY, UnaskedSlot.OPENING, shows_week=True),
    Kind.GONE_QUIET: MessageKind(Purpose.UNASKED, WhenLate.BY_DAY, UnaskedSlot.OPENING, shows_week=True),
    Kind.STILL_AWAY: MessageKind(Purpose.UNASKED, WhenLate.BY_DAY, UnaskedSlot.OPENING, shows_week=True),
    Kind.REMINDER: MessageKind(Purpose.ASKED, WhenLate.DROP, shows_week=True),
    Kind.RECEIPT: MessageKind(Purpose.UNASKED, WhenLate.DROP, UnaskedSlot.CLOSING, shows_week=True),
    Kind.WELCOME: MessageKind(Purpose.REPLY, WhenLate.SEND),
    Kind.SAVED: MessageKind(Purpose.REPLY, WhenLate.SEND),
    Kind.OFFER: MessageKind(Purpose.REPLY, WhenLate.SEND),
    Kind.WIN: MessageKind(Purpose.POST, WhenLate.SEND, awaited=True),
    Kind.MIRROR: MessageKind(Purpose.UNASKED, WhenLate.DROP, UnaskedSlot.CLOSING),
    Kind.REPLY: MessageKind(Purpose.REPLY, WhenLate.SEND),
    Kind.FILES: MessageKind(Purpose.ASKED, WhenLate.SEND, awaited=True),
    Kind.ERROR: MessageKind(Purpose.REPLY, WhenLate.SEND),
    Kind.HOME: MessageKind(Purpose.DISPLAY, WhenLate.MERGE),
    Kind.OPERATOR_HELLO: MessageKind(Purpose.OPERATOR, WhenLate.SEND),
    Kind.OPERATOR_ALARM: MessageKind(Purpose.OPERATOR, WhenLate.DROP),
}
"""Updates of a sent message merge, whatever its kind, and a deletion is sent."""


BY_ITSELF = frozenset(kind for kind, rules in KINDS.items() if rules.shows_week or rules.slot)
"""What comes at its own moment, and not to somebody who mutes the coach."""
DURING_ABSENCE = frozenset({Kind.STILL_AWAY, Kind.GONE_QUIET})
"""What an absence doesn't keep back: it is about the absence."""


def slot_of(kind: Kind, purpose: Purpose) -> UnaskedSlot | None:
    """Return the slot that a message takes, or None if it counts against no budget.

    ValueError for an unasked message of a kind that has no slot: there would be no end to them.
    """
    if purpose is not Purpose.UNASKED:
        return None
    if (slot := KINDS[kind].slot) is None:
        raise ValueError(f"a {kind} may not come unasked; give its kind a slot in bot.domain.messages.KINDS")
    return slot


def may_queue(kind: Kind, purpose: Purpose, taken: Collection[UnaskedSlot]) -> bool:
    """Return whether a message fits into its week's budget, of which these slots are taken already."""
    slot = slot_of(kind, purpose)
    return slot is None or slot not in taken


def last_moment(kind: Kind, run_at: datetime) -> datetime | None:
    """Return from when on a message of this kind is dropped whatever it says; None for never."""
    return run_at + DAY if KINDS[kind].when_late is WhenLate.DROP else None
