"""How often the coach writes: fewer messages in one press, and the way back."""

from collections.abc import Callable

from bot.coach.coach import Caller, Coach
from bot.coach.member_session import MemberSession
from bot.coach.settings import reschedule
from bot.domain import frequency as rules
from bot.domain.closing import Frequency, Level
from bot.domain.frequency import Change
from bot.domain.messages import Kind
from bot.domain.slots import Pace
from bot.screen import Screen
from bot.store import member_messages, outbox
from bot.store.member_messages import SHOW_WEEK
from bot.store.tables import Message

Draw = Callable[[Change, Screen], Screen]
"""Puts what has changed into a message."""


def fewer(
    coach: Coach,
    caller: Caller,
    week_id: int,
    pressed: str | None,
    draw: Draw,
    *,
    seen: Frequency | None = None,
) -> Change:
    """Take the next step to fewer messages; `pressed` is Slack's name for the message it was done on.

    `seen` is how often they came when the menu was drawn; older menus don't say it. A press that Slack brings
    again finds the step taken: it is answered as the first one, and takes no step of its own.
    """
    with coach.acting(caller) as member:
        week = member.state.own_week(week_id)
        now = frequency_of(member)
        before = seen if seen and rules.fewer(seen) == now else now
        after = rules.fewer(before)
        if after is None:
            return Change(before, before, week.id, member.reader)
        return _take(member, week.id, before, after, pressed, draw)


def change_pace(coach: Coach, caller: Caller, pace: Pace) -> Change:
    """Let assignments come at a pace; how many messages come at a week's end stays."""
    with coach.acting(caller) as member:
        before, week = frequency_of(member), member.state.open_week
        return _take(member, week.id, before, before._replace(pace=pace), None, lambda _, shown: shown)


def go_back(coach: Coach, caller: Caller, week_id: int, to: Frequency, pressed: str | None) -> Change:
    """Have messages as often as before that step; the message that was pressed on reads as it did."""
    with coach.acting(caller) as member:
        week = member.state.own_week(week_id)
        return _take(member, week.id, frequency_of(member), to, pressed, lambda _, shown: shown)


def frequency_of(member: MemberSession) -> Frequency:
    return Frequency(member.state.schedule.pace, Level(member.record.level))


def _take(
    member: MemberSession, week_id: int, before: Frequency, after: Frequency, pressed: str | None, draw: Draw
) -> Change:
    reschedule(member, pace=Pace(after.pace), level=Level(after.level))
    member.show_home()
    message = _message(member, week_id, pressed)
    change = Change(before, after, week_id, member.reader, in_place=message is not None)
    if message:
        week = member.week(member.state.own_week(week_id))
        # The mirror's question is drawn from answers; it has this menu only while it stands as it was sent.
        is_mirror = message.kind == Kind.MIRROR
        shown = Screen(message.text, message.blocks) if is_mirror else member.drawn(message, week)
        outbox.change(member.session, message, draw(change, shown), member.now)
    return change


def _message(member: MemberSession, week_id: int, pressed: str | None) -> Message | None:
    """Return the week's message that Slack calls so."""
    if pressed is None:
        return None
    of_week = member_messages.of_week(member.session, week_id, [*SHOW_WEEK, Kind.MIRROR])
    return next((message for message in of_week if message.ts == pressed), None)
