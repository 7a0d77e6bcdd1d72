"""The receipt: how a week went, and what got in the way."""

from bot.coach.coach import Caller, Coach
from bot.coach.member_session import Changed
from bot.domain.weeks import Answer

LONGEST_OBSTACLE = 300
"""Characters of a member's own words; the rest is cut."""


def answer(coach: Coach, caller: Caller, week_id: int, said: Answer) -> Changed:
    """Keep the answer for a week of the member's; the newest one holds, and evidence wins over any.

    Raises NotYours for anybody else's week.
    """
    with coach.acting(caller) as member:
        week = member.state.own_week(week_id)
        if not member.state.evidence_for(week) and week.answer != said:
            week = member.change_week(week, answer=said)
            member.show_week(week)
            member.show_what_follows(week)
            member.show_home()
        return member.changed(week)


def name_obstacle(coach: Coach, caller: Caller, week_id: int, obstacle: str) -> Changed:
    """Keep what got in the way in a week: it comes back as the next week's "if".

    Raises NotYours for anybody else's week.
    """
    with coach.acting(caller) as member:
        week = member.state.own_week(week_id)
        week = member.change_week(week, obstacle=obstacle.strip()[:LONGEST_OBSTACLE] or None)
        member.show_week(week)
        return member.changed(week)
