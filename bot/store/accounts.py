"""Which members' Slack accounts were switched off or on since the coach last looked."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import literal_column, union_all
from sqlmodel import Session, and_, col, select

from bot.store.tables import Member, SlackUser

_SAME = and_(col(SlackUser.team_id) == Member.team_id, col(SlackUser.user_id) == Member.user_id)
_OFF: Any = literal_column("slack_user.deleted")
"""As its partial index has it: of the column SQLite makes `deleted = 1`, and reads everybody then."""


def changed(session: Session) -> list[tuple[str, str]]:
    """Return the members (workspace, person) for whom it isn't followed yet.

    Two queries with an index each: an OR over both tables would read all members.
    """
    theirs = select(Member.team_id, Member.user_id).join(SlackUser, _SAME)
    went = theirs.where(_OFF, col(Member.left_at).is_(None))
    came = theirs.where(~col(SlackUser.deleted), col(Member.deactivated_at).is_not(None))
    found = session.connection().execute(union_all(went, came))
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
    off = select(Member, SlackUser.forgotten).join(SlackUser, _SAME).where(_OFF)
    return session.exec(off).all()
