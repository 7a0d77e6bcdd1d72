"""Looking at one's own progress, and drawing Home when it is opened."""

from bot.coach.coach import Coach, Who
from bot.store import member_records, outbox


def draw_home(coach: Coach, who: Who) -> None:
    """Queue the Home of whoever opened it: a member's, or the programme for a stranger."""
    with coach.writing(who) as session:
        member = member_records.find(session, who.team, who.user)
        if member:
            coach.history_of(session, member).show_home()
        else:
            view = coach.screens.home_stranger(coach.programme)
            outbox.home(
                session, team_id=who.team, user_id=who.user, member_id=None, view=view, now=coach.now()
            )
