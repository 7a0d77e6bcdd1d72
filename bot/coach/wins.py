"""Milestones and wins: offered word for word, posted once and only on a press, corrected, taken down."""

from collections.abc import Iterable

import structlog
from sqlmodel import col, select

from bot.coach.coach import Caller, Coach
from bot.coach.member_session import Acting
from bot.domain import milestones
from bot.domain.messages import Kind
from bot.domain.playbook import Milestone
from bot.domain.progress import Sharing, Win
from bot.slack.methods import Method
from bot.store import directory, eligibility, outbox, tables
from bot.store.database import DB_UNAVAILABLE
from bot.store.message_states import EndReason, MessageState

ABSENT = {"not_in_channel", "channel_not_found"}
"""What Slack answers where the coach isn't, or isn't any more."""
log = structlog.get_logger()
OPEN = {Sharing.OFFERED, Sharing.PRIVATE, Sharing.REFUSED}
"""Where Post posts; anywhere else the press gets the state."""


def offer(mine: Acting, reached: Iterable[Milestone]) -> None:
    """Keep the milestones that are new, and offer the first; a second one waits on Home."""
    known = {row.milestone_id for row in mine.kept.wins}
    for place, milestone in enumerate(m for m in reached if m.id not in known):
        text = milestones.post_text(milestone, mine.pieces())
        state = Sharing.PRIVATE if milestone.private else Sharing.OFFERED
        row = tables.Win(
            team_id=mine.member.team_id, member_id=mine.member.id, milestone_id=milestone.id,
            state=state, text=text, template=text, reached_at=mine.now,
        )  # fmt: skip
        mine.session.add(row)
        mine.session.flush()
        mine.kept.wins.append(row)
        if place == 0:
            _send_offer(mine, row)


def _send_offer(mine: Acting, row: tables.Win) -> None:
    """The message that says where the win stands, from now on changed in place."""
    message = mine.reply(Kind.OFFER, str(row.id), mine.coach.screens.offer(mine.win(row), mine.reader))
    mine.session.flush()
    row.offer_id = message.id


def share(coach: Coach, caller: Caller, win_id: int) -> Win:
    """Queue the post, exactly as offered; once, however often it is pressed. Returns where it stands."""
    with coach.acting(caller) as mine:
        row = mine.win_row(win_id)
        channel = row.channel_id or mine.member.wins_channel
        milestone = mine.playbook.milestone[row.milestone_id]
        if Sharing(row.state) in OPEN and channel and not milestone.private:
            _post(mine, row, channel)
        return mine.win(row)


def post_again(coach: Coach, caller: Caller, win_id: int) -> Win:
    """The member looked and the post isn't there: queue it again."""
    with coach.acting(caller) as mine:
        row = mine.win_row(win_id)
        if row.state == Sharing.UNKNOWN and row.channel_id:
            _post(mine, row, row.channel_id)
        return mine.win(row)


def found(coach: Coach, caller: Caller, win_id: int) -> Win:
    """The member looked and the post is there, though Slack's answer was lost."""
    with coach.acting(caller) as mine:
        row = mine.win_row(win_id)
        if row.state == Sharing.UNKNOWN:
            row.state, row.posted_at = Sharing.POSTED, mine.now
            _show(mine, row)
        return mine.win(row)


def _post(mine: Acting, row: tables.Win, channel: str) -> None:
    row.state, row.channel_id, row.refusal = Sharing.POSTING, channel, None
    screen = mine.coach.screens.win(mine.win(row), mine.reader)
    key = f"{row.team_id}:win:{mine.member.user_id}:{row.milestone_id}:{channel}"
    message = mine.session.exec(select(tables.Message).where(tables.Message.key == key)).one_or_none()
    if message is None:
        message = outbox.post(
            mine.session,
            team_id=row.team_id,
            member_id=row.member_id,
            channel=channel,
            kind=Kind.WIN,
            key=key,
            screen=screen,
            run_at=mine.now,
        )
        mine.session.flush()
    else:
        outbox.again(mine.session, message, screen, mine.now)
    row.post_id = message.id
    if row.offer_id is None:  # It came second at once, and was pressed in `wins` or on Home.
        _send_offer(mine, row)
    _show(mine, row)


def keep_private(coach: Coach, caller: Caller, win_id: int) -> Win:
    """Not to be posted, for now; it waits on Home."""
    with coach.acting(caller) as mine:
        row = mine.win_row(win_id)
        if Sharing(row.state) in OPEN:
            row.state = Sharing.PRIVATE
            _show(mine, row)
        return mine.win(row)


def rewrite(coach: Coach, caller: Caller, win_id: int, text: str) -> Win:
    """Take the member's own words: into the offer, or as a correction of what is posted, silently.

    Where neither can be, as while it is being posted, the win that comes back has its old text.
    """
    with coach.acting(caller) as mine:
        row = mine.win_row(win_id)
        if row.state == Sharing.POSTED:
            _correct(mine, row, text)
        elif Sharing(row.state) in OPEN:
            row.text = text
            _show(mine, row)
        return mine.win(row)


def correct(coach: Coach, caller: Caller, win_id: int) -> Win:
    """Bring a post that no longer tells the truth up to date."""
    with coach.acting(caller) as mine:
        row = mine.win_row(win_id)
        truth = mine.win(row).correction
        if row.state == Sharing.POSTED and truth:
            row.template = truth
            _correct(mine, row, truth)
        return mine.win(row)


def leave_as_is(coach: Coach, caller: Caller, win_id: int) -> Win:
    """Leave the post; it isn't asked about again."""
    with coach.acting(caller) as mine:
        row = mine.win_row(win_id)
        row.template = mine.win(row).correction or row.template
        return mine.win(row)


def _correct(mine: Acting, row: tables.Win, text: str) -> None:
    post = mine.session.get(tables.Message, row.post_id)
    if post is None or post.ts is None or text == row.text:
        return
    row.text, row.corrected_at = text, mine.now
    outbox.change(mine.session, post, mine.coach.screens.win(mine.win(row), mine.reader), mine.now)
    _show(mine, row)


def take_down(coach: Coach, caller: Caller, win_id: int) -> Win:
    """Queue the deletion of the post; replies by others stay."""
    with coach.acting(caller) as mine:
        row = mine.win_row(win_id)
        post = mine.session.get(tables.Message, row.post_id) if row.post_id else None
        if row.state == Sharing.POSTED and post and post.ts:
            outbox.take_down(mine.session, post, mine.now)
        return mine.win(row)


def choose_channel(coach: Coach, caller: Caller, win_id: int, channel_id: str) -> Win:
    """Another channel for this win, and for those to come."""
    with coach.acting(caller) as mine:
        row = mine.win_row(win_id)
        channel = directory.note_channel(mine.session, row.team_id, channel_id)
        mine.kept.channels[channel_id] = channel
        mine.member.wins_channel = channel_id
        if Sharing(row.state) in OPEN:
            row.channel_id, row.refusal, row.state = channel_id, None, Sharing.OFFERED
            _show(mine, row)
        return mine.win(row)


def outdated_win(mine: Acting) -> Win | None:
    """A posted win whose untouched text no longer tells the truth, if there is one."""
    wins = (mine.win(row) for row in mine.kept.wins if row.state == Sharing.POSTED)
    return next((win for win in wins if win.correction), None)


def settle(coach: Coach) -> int:
    """Hear what became of awaited posts and deletions, and tell their members in the offer's message."""
    with coach.database.read() as session:
        awaited = select(tables.Message.id).where(
            eligibility.AWAITED, col(tables.Message.state).in_([MessageState.SENT, MessageState.DEAD])
        )
        ids = list(session.exec(awaited))
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
        theirs = select(tables.Member).join(tables.Message).where(tables.Message.id == message_id)
        member = session.exec(theirs.with_for_update(of=tables.Member)).one_or_none()
        message = session.get(tables.Message, message_id, with_for_update=True)
        if message is None or not message.awaited:
            return
        message.awaited = False
        mine = coach.history_of(session, member)
        post_id = message.target_id or message.id
        for row in mine.kept.wins:
            if row.post_id == post_id:
                _hear(mine, row, message)
                _show(mine, row)
        if message.week_id:  # found after a restore, so it may name the week by another number
            screen = coach.screens.nudge(mine.week(mine.row_of(message.week_id)), mine.reader)
            outbox.change(session, message, screen, mine.now)


def _hear(mine: Acting, row: tables.Win, message: tables.Message) -> None:
    if message.method == Method.DELETE:
        if message.state == MessageState.SENT:
            row.state = Sharing.TAKEN_DOWN
        else:
            row.refusal = message.error
    elif message.state == MessageState.SENT:
        row.state, row.posted_at, row.post_ts = Sharing.POSTED, mine.now, message.ts
    elif message.end_reason == EndReason.UNKNOWN:
        row.state = Sharing.UNKNOWN
    else:
        row.state, row.refusal = Sharing.REFUSED, _refusal(mine, row, message.error)


def _refusal(mine: Acting, row: tables.Win, error: str | None) -> str | None:
    """Slack's code; "removed" where the coach has posted before, which Slack doesn't tell apart."""
    posted_there = any(w.channel_id == row.channel_id and w.post_ts for w in mine.kept.wins if w is not row)
    return "removed" if error in ABSENT and posted_there else error


def _show(mine: Acting, row: tables.Win) -> None:
    """Bring the offer's message and Home to where the win stands."""
    offered = mine.session.get(tables.Message, row.offer_id) if row.offer_id else None
    if offered:
        outbox.change(mine.session, offered, mine.coach.screens.offer(mine.win(row), mine.reader), mine.now)
    mine.show_home()
