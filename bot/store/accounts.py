"""Which members' Slack accounts were switched off or on since the coach last looked."""

from collections.abc import Sequence

from sqlmodel import Session, and_, col, or_, select

from bot.store.tables import Member, SlackUser

_SAME = and_(col(SlackUser.team_id) == Member.team_id, col(SlackUser.user_id) == Member.user_id)


def changed(session: Session) -> list[tuple[str, str]]:
    """Return the members (workspace, person) for whom it isn't followed yet."""
    went = and_(col(SlackUser.deleted), col(Member.left_at).is_(None))
    came = and_(~col(SlackUser.deleted), col(Member.deactivated_at).is_not(None))
    found = session.exec(select(Member.team_id, Member.user_id).join(SlackUser, _SAME).where(or_(went, came)))
    return [(team_id, user_id) for team_id, user_id in found]


def is_off(session: Session, team_id: str, user_id: str) -> bool:
    """Return whether Slack last said that an account is switched off."""
    person = session.get(SlackUser, (team_id, user_id))
    return person is not None and person.deleted


def switch_on(session: Session, team_id: str, user_id: str) -> None:
    """Take note that a person acts, whatever Slack last said of their account; it is asked again soon."""
    if (person := session.get(SlackUser, (team_id, user_id))) and person.deleted:
        person.deleted, person.refresh_at = False, 0


def switched_off(session: Session) -> Sequence[tuple[Member, bool]]:
    """Return the members whose account is off, and whether Slack has erased them."""
    off = select(Member, SlackUser.forgotten).join(SlackUser, _SAME).where(col(SlackUser.deleted))
    return session.exec(off).all()
