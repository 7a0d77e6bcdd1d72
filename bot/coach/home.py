"""Drawing Home when it is opened."""

from bot.coach.coach import Caller, Coach
from bot.store import member_records, outbox


def draw_home(coach: Coach, caller: Caller) -> None:
    """Queue the Home of whoever opened it: a member's, or the programme for a stranger."""
    with coach.writing(caller) as session:
        records = member_records.load_for_home(session.connection(), caller.team, caller.user)
        if records:
            coach.member_session(session, records).show_home()
        else:
            view = coach.renderers.home_stranger(coach.playbook)
            outbox.home(
                session,
                team_id=caller.team,
                enterprise_id=coach.workspaces.get(caller.team).enterprise_id,
                user_id=caller.user,
                member_id=None,
                view=view,
                now=coach.now(),
            )
