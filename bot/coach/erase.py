"""Erasing everything that is kept of a person: on their own act, and by the operator's command."""

from datetime import datetime

from sqlmodel import Session, col

from bot.coach.coach import Caller, Coach
from bot.domain.background import Work
from bot.store import background, directory, member_records, personal_data, shared_posts
from bot.store.tables import SlackChannel


def erase(coach: Coach, caller: Caller, *, take_down: bool) -> None:
    """Erase the caller, for good, whether they have joined or not; what is queued for them goes with it.

    What stands in direct messages stays in Slack. The database's files are overwritten in the background.
    """
    with coach.writing(caller) as session:
        rows = erase_person(session, caller.team, caller.user, coach.now(), take_down=take_down)
        background.add(session, Work.OVERWRITE, caller.team, {"tables": list(rows)}, coach.now())


def erase_person(
    session: Session, team_id: str, user_id: str, now: datetime, *, take_down: bool
) -> dict[str, int]:
    """Erase a person in a transaction; return how many rows went, by table.

    With `take_down`, rows stay that outlast the person without anything of them: where a post of theirs is,
    and that it is to go.
    """
    # The member is locked first, as every act of theirs does.
    member_id = member_records.find(session.connection(), team_id, user_id, lock=True)
    if take_down and member_id:
        shared_posts.take_down(session, member_id, now)
    rows = personal_data.delete_all(session, team_id, user_id, member_id)
    channels = directory.forget_channels(session, col(SlackChannel.team_id) == team_id)
    return {**rows, "slack_channel": channels} if channels else rows
