"""Milestones and wins: offered word for word, posted once and only on a press, corrected, taken down."""

from collections.abc import Iterable
from typing import NamedTuple

import structlog

from bot.coach import packet
from bot.coach.coach import Caller, Coach, NotJoined
from bot.coach.member_session import MemberSession
from bot.domain import milestones, readers
from bot.domain.member_progress import win_of
from bot.domain.messages import KINDS, Kind
from bot.domain.playbook import Milestone
from bot.domain.progress import MAY_BE_POSTED, Progress, Sharing, Win
from bot.domain.records import WinRecord
from bot.slack import errors
from bot.slack.errors import Refusal
from bot.slack.methods import Method
from bot.store import member_messages, member_records, outbox
from bot.store.database import DB_UNAVAILABLE
from bot.store.message_states import EndReason, MessageState
from bot.store.tables import Message

log = structlog.get_logger()
OPEN = MAY_BE_POSTED
"""Where it isn't posted and may be; elsewhere the press gets the state."""
OPEN_TO_POST = {*OPEN, Sharing.UNKNOWN}
"""Where a press posts: once nobody knows whether it is there, on the member's word that it isn't."""


class Shown(NamedTuple):
    """Where a win stands, and where its member is."""

    win: Win
    progress: Progress
    stale: bool = False
    """Something that the member wasn't shown has changed, so the press did nothing."""


def read(coach: Coach, caller: Caller, win_id: int) -> Shown:
    """A win of the member's, who may have left. Raises NotYours for anybody else's."""
    with coach.reading(caller, even_left=True) as (_, member):
        workspace = coach.workspace(caller.team)
        return Shown(win_of(member, member.own_win(win_id), workspace), coach.progress_of(member))


def _shown(member: MemberSession, win: WinRecord) -> Shown:
    return Shown(member.win(win), member.progress())


def offer(member: MemberSession, reached: Iterable[Milestone]) -> None:
    """Keep the milestones that are new, and offer the first; a second one waits on Home.

    One that is the move ends the programme.
    """
    new = [milestone for milestone in reached if milestone.id not in member.state.records.reached]
    for place, milestone in enumerate(new):
        text = milestones.post_text(milestone, member.state.records.evidence)
        state = Sharing.PRIVATE if milestone.private else Sharing.OFFERED
        win = member.add_win(milestone.id, state, text)
        if milestone.moves and member.state.month <= member.playbook.months:
            member.change(moved_on=member.state.today)
        if place == 0:
            _send_offer(member, win)


def _send_offer(member: MemberSession, win: WinRecord) -> WinRecord:
    """The message that says where the win stands, from now on changed in place."""
    message = member.reply(Kind.OFFER, str(win.id), member.renderers.offer(member.win(win), member.reader))
    member.session.flush()
    return member.change_win(win, offer_id=message.id)


def share(coach: Coach, caller: Caller, win_id: int, seal: str) -> Shown:
    """Queue the post, exactly as offered; once, however often it is pressed.

    Where the `seal` of the button (`bot.domain.readers`) is broken, nothing is posted, and the offer is shown
    anew. In a state in which the post may be there already, it is queued again: the member has looked.
    """
    with coach.acting(caller) as member:
        win = member.state.own_win(win_id)
        channel = win.channel_id or member.record.wins_channel
        milestone = member.playbook.milestone[win.milestone_id]
        if Sharing(win.state) not in OPEN_TO_POST or not channel or milestone.private:
            return _shown(member, win)
        if not readers.still_holds(seal, member.win(win)):
            _show(member, win)
            return _shown(member, win)._replace(stale=True)
        return _shown(member, _post(member, win, channel))


def share_as_it_stands(coach: Coach, caller: Caller, win_id: int) -> Shown:
    """Post what the offer shows now; for a member who is played, and presses without a screen."""
    return share(coach, caller, win_id, readers.seal(read(coach, caller, win_id).win))


def lose_channel(coach: Coach, caller: Caller, win_id: int) -> Shown:
    """Let go of a private channel that the member isn't in (any more): it is neither named nor posted to."""
    with coach.acting(caller) as member:
        win = member.state.own_win(win_id)
        if channel := win.channel_id or member.record.wins_channel:
            _lose(member, channel)
        return _shown(member, member.state.own_win(win_id))


def lose_private(coach: Coach, team: str, user: str, channel: str) -> None:
    """The same where Slack says by itself that a member isn't in a private channel (any more)."""
    with coach.database.write() as session:
        records = member_records.load(session.connection(), team, user, lock=True)
        if records is None:  # erased meanwhile
            return
        _lose(coach.member_session(session, records), channel)
    coach.wake()


def _lose(member: MemberSession, channel: str) -> None:
    for win in member.state.records.wins:
        if win.channel_id == channel and Sharing(win.state) in OPEN:
            state = Sharing.OFFERED if win.state == Sharing.REFUSED else win.state
            _show(member, member.change_win(win, channel_id=None, refusal=None, state=state))
    if channel == member.record.wins_channel:
        change_default(member, None)
    member.show_home()


def found(coach: Coach, caller: Caller, win_id: int) -> Shown:
    """The member looked and the post is there, though Slack's answer was lost."""
    with coach.acting(caller) as member:
        win = member.state.own_win(win_id)
        if win.state == Sharing.UNKNOWN:
            win = member.change_win(win, state=Sharing.POSTED, posted_at=member.now)
            _show(member, win)
        return _shown(member, win)


def _post(member: MemberSession, win: WinRecord, channel: str) -> WinRecord:
    win = member.change_win(win, state=Sharing.POSTING, channel_id=channel, refusal=None)
    win = member.change_win(win, post_id=_queue_post(member, win, channel).id)
    if win.offer_id is None:  # It came second at once, and was pressed in `wins` or on Home.
        win = _send_offer(member, win)
    _show(member, win)
    return win


def _queue_post(member: MemberSession, win: WinRecord, channel: str) -> Message:
    """The post's message under its key: the one that was given up before, or a new one."""
    screen = member.renderers.win(member.win(win), member.reader)
    key = f"{member.record.team_id}:win:{member.record.user_id}:{win.milestone_id}:{channel}"
    if message := member_messages.with_key(member.session, key):
        outbox.again(member.session, message, screen, member.now)
        return message
    message = outbox.post(
        member.session,
        team_id=member.record.team_id,
        enterprise_id=member.record.enterprise_id,
        member_id=member.record.id,
        channel=channel,
        kind=Kind.WIN,
        key=key,
        screen=screen,
        run_at=member.now,
    )
    member.session.flush()
    return message


def keep_private(coach: Coach, caller: Caller, win_id: int) -> Shown:
    """Not to be posted, for now; it waits on Home."""
    with coach.acting(caller) as member:
        win = member.state.own_win(win_id)
        if Sharing(win.state) in OPEN:
            win = member.change_win(win, state=Sharing.PRIVATE)
            _show(member, win)
        return _shown(member, win)


def rewrite(coach: Coach, caller: Caller, win_id: int, text: str, seal: str | None = None) -> Shown:
    """Take the member's own words: into the offer, or as a correction of what is posted, silently.

    A form that was opened on a post carries its `seal`; one that was opened before the post has none, and
    changes no post. Where neither can be, as while it is being posted, the win that comes back has its old
    text.
    """
    with coach.acting(caller) as member:
        win = member.state.own_win(win_id)
        if win.state == Sharing.POSTED:
            if seal is None or not readers.still_holds(seal, member.win(win)):
                return _shown(member, win)._replace(stale=True)
            win = _correct(member, win, text)
        elif Sharing(win.state) in OPEN:
            win = member.change_win(win, text=text)
            _show(member, win)
        return _shown(member, win)


def correct(coach: Coach, caller: Caller, win_id: int, seal: str) -> Shown:
    """Bring a post that no longer tells the truth up to date, with the text that the `seal` is of."""
    with coach.acting(caller) as member:
        win = member.state.own_win(win_id)
        shown = member.win(win)
        truth = shown.correction
        if win.state != Sharing.POSTED:
            return _shown(member, win)._replace(stale=True)
        if truth:
            if not readers.still_holds(seal, readers.corrected(shown)):
                return _shown(member, win)._replace(stale=True)
            win = _correct(member, member.change_win(win, template=truth), truth)
        return _shown(member, win)


def correct_as_it_stands(coach: Coach, caller: Caller, win_id: int) -> Shown:
    """Correct a post with what is true now; for a member who is played, and presses without a screen."""
    seal = readers.seal(readers.corrected(read(coach, caller, win_id).win))
    return correct(coach, caller, win_id, seal)


def leave_as_is(coach: Coach, caller: Caller, win_id: int) -> Shown:
    """Leave the post; it isn't asked about again."""
    with coach.acting(caller) as member:
        win = member.state.own_win(win_id)
        if truth := member.win(win).correction:
            win = member.change_win(win, template=truth)
        return _shown(member, win)


def _correct(member: MemberSession, win: WinRecord, text: str) -> WinRecord:
    post = member_messages.with_id(member.session, win.post_id)
    if post is None or post.ts is None or text == win.text:
        return win
    win = member.change_win(win, text=text, corrected_at=member.now)
    outbox.change(member.session, post, member.renderers.win(member.win(win), member.reader), member.now)
    _show(member, win)
    return win


def take_down(coach: Coach, caller: Caller, win_id: int) -> Shown:
    """Queue the deletion of the post, for whoever posted it, also if they left; replies by others stay."""
    with coach.acting(caller, even_left=True) as member:
        win = member.state.own_win(win_id)
        post = member_messages.with_id(member.session, win.post_id)
        if win.state == Sharing.POSTED and post and post.ts:
            outbox.take_down(member.session, post, member.now)
        return _shown(member, win)


def choose_channel(coach: Coach, caller: Caller, win_id: int, channel_id: str) -> Shown:
    """Another channel for this win, and for those to come."""
    with coach.acting(caller) as member:
        win = member.state.own_win(win_id)
        member.note_channel(channel_id)
        if before := member.record.wins_channel:
            for other in _open_by_default(member):
                member.change_win(other, channel_id=before)  # what was chosen for this one moves no other
        if Sharing(win.state) in OPEN:
            win = member.change_win(win, channel_id=channel_id, refusal=None, state=Sharing.OFFERED)
            _show(member, win)
        change_default(member, channel_id)
        return _shown(member, win)


def change_default(member: MemberSession, channel_id: str | None) -> None:
    """Change the channel that wins go to unless another was chosen, and redraw the offers that name it."""
    if channel_id:
        member.note_channel(channel_id)
    if channel_id != member.record.wins_channel:
        member.change(wins_channel=channel_id)
        for win in _open_by_default(member):
            _show(member, win)


def _open_by_default(member: MemberSession) -> list[WinRecord]:
    """Return the wins that Post would send to the member's own channel for wins."""
    wins = member.state.records.wins
    return [win for win in wins if Sharing(win.state) in OPEN and win.channel_id is None]


def outdated_win(member: MemberSession) -> Win | None:
    """A posted win whose untouched text no longer tells the truth, if there is one."""
    posted = (member.win(win) for win in member.state.records.wins if win.state == Sharing.POSTED)
    return next((win for win in posted if win.correction), None)


def settle(coach: Coach) -> int:
    """Hear what became of awaited posts and deletions, and tell their members in the offer's message."""
    with coach.database.read() as session:
        ids = member_messages.settled(session)
    settled = sum(_settled(coach, message_id) for message_id in ids)
    if settled:
        coach.wake()
    return settled


def _settled(coach: Coach, message_id: int) -> bool:
    """Settle one outcome; whatever goes wrong with it is logged, and holds up no other."""
    try:
        _settle(coach, message_id)
    except DB_UNAVAILABLE:
        raise
    except Exception:
        log.exception("an outcome wasn't heard", action="win.unsettled", message_id=message_id)
        return False
    return True


def _settle(coach: Coach, message_id: int) -> None:
    with coach.database.write() as session:
        # The member first, as every act of theirs does: the other way round two could wait for each other.
        records = member_records.load_owner(session.connection(), message_id)
        message = member_messages.locked(session, message_id)
        if message is None or not message.awaited:
            return
        message.awaited = False
        if records is None:
            raise NotJoined
        member = coach.member_session(session, records)
        if message.method == Method.FILE:
            packet.hear(member, message)
        _hear_all(member, message)
        if (
            message.week_id and KINDS[Kind(message.kind)].shows_week
        ):  # found after a restore, so it may name the week by another number
            week = member.week(member.state.own_week(message.week_id))
            outbox.change(session, message, member.renderers.nudge(week, member.reader), member.now)


def _hear_all(member: MemberSession, message: Message) -> None:
    post_id = message.target_id or message.id
    for win in member.state.records.wins:
        if win.post_id == post_id:
            _show(member, _hear(member, win, message))


def _hear(member: MemberSession, win: WinRecord, message: Message) -> WinRecord:
    if message.method == Method.DELETE:
        if message.state == MessageState.SENT:
            return member.change_win(win, state=Sharing.TAKEN_DOWN)
        return member.change_win(win, refusal=message.error)
    if message.state == MessageState.SENT:
        return member.change_win(win, state=Sharing.POSTED, posted_at=member.now, post_ts=message.ts)
    if message.end_reason == EndReason.UNKNOWN:
        return member.change_win(win, state=Sharing.UNKNOWN)
    refusal = _refusal(member, win, message.error)
    return member.change_win(win, state=Sharing.REFUSED, refusal=refusal)


def _refusal(member: MemberSession, win: WinRecord, error: str | None) -> str | None:
    """Slack's code; REMOVED where the coach has posted before, which Slack doesn't tell apart."""
    others = (each for each in member.state.records.wins if each.id != win.id)
    posted_there = any(each.channel_id == win.channel_id and each.post_ts for each in others)
    return Refusal.REMOVED if posted_there and errors.refusal(error) is Refusal.ABSENT else error


def _show(member: MemberSession, win: WinRecord) -> None:
    """Bring the offer's message and Home to where the win stands."""
    if offered := member_messages.with_id(member.session, win.offer_id):
        offer_now = member.renderers.offer(member.win(win), member.reader)
        outbox.change(member.session, offered, offer_now, member.now)
    member.show_home()
