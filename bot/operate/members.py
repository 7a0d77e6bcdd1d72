"""What an operator does for a person: hand out everything that is kept of them, or erase it."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from slack_sdk import WebClient
from sqlmodel import Session, select

from bot.coach.erase import erase_person
from bot.playbook.loader import PlaybookError, load
from bot.runtime.start import NO_ANSWER
from bot.settings import Settings
from bot.slack.calls import publish_home
from bot.store import personal_data
from bot.store.database import Database
from bot.store.migrate import migrate
from bot.store.tables import Member, Message, SlackUser
from bot.views.home import home

HOME_TIMEOUT = 5
"""Seconds for Slack to draw a Home."""


def export(settings: Settings, user_id: str, team_id: str | None) -> dict[str, Any]:
    """Everything that is kept of a person, by table. LookupError if there is nobody, or several."""
    with opened(settings) as database, database.read() as session:
        team, member = _find(session, user_id, team_id)
        return personal_data.exported(session, team, user_id, member.id if member else None)


@dataclass(frozen=True)
class Erased:
    """How many rows went, by table; which tables' files may still have bytes of them; whether Home in Slack
    is a stranger's."""

    rows: dict[str, int]
    left_in: list[str]
    home_cleared: bool


def erase(
    settings: Settings,
    user_id: str,
    team_id: str | None,
    *,
    take_down: bool = False,
    now: datetime | None = None,
) -> Erased:
    """Erase it, for good. What stands in direct messages stays. LookupError as above.

    What stands in channels stays, or with `take_down` is deleted there by the coach that runs. The rows for
    that outlast the person, without anything of them: where the post is, and that it is to go.
    """
    with opened(settings) as database:
        with database.write() as session:
            team, _ = _find(session, user_id, team_id)
            rows = erase_person(session, team, user_id, now or datetime.now(UTC), take_down=take_down)
        left_in = database.overwrite_deleted(rows)
    return Erased(rows, left_in, _clear_home(settings, user_id))


def _clear_home(settings: Settings, user_id: str) -> bool:
    """Draw Home as for somebody who hasn't joined; by a call, since the outbox would keep their id again."""
    if not (token := settings.slack_bot_token.get_secret_value()):
        return False
    client = WebClient(token, base_url=settings.slack_api_url, timeout=HOME_TIMEOUT, retry_handlers=[])
    try:
        publish_home(client, user_id, home.home_stranger(load(settings.playbook)))
    except (*NO_ANSWER, PlaybookError):
        return False
    return True


@contextmanager
def opened(settings: Settings) -> Iterator[Database]:
    database = Database(settings.database_url)
    try:
        migrate(database)
        yield database
    finally:
        database.close()


def _find(session: Session, user_id: str, team_id: str | None) -> tuple[str, Member | None]:
    """The workspace and, where the person joined, the member."""
    known = {
        person.team_id: None for person in session.exec(select(SlackUser).where(SlackUser.user_id == user_id))
    }
    members = session.exec(select(Member).where(Member.user_id == user_id))
    spoken_to = session.exec(select(Message.team_id).where(personal_data.told(user_id)).distinct())
    found: dict[str, Member | None] = {
        **dict.fromkeys(spoken_to),
        **known,
        **{member.team_id: member for member in members},
    }
    if team_id:
        found = {team: member for team, member in found.items() if team == team_id}
    if not found:
        raise LookupError(f"Nothing of {user_id} is kept here{f' in {team_id}' if team_id else ''}.")
    if len(found) > 1:
        raise LookupError(
            f"{user_id} is known in several workspaces ({', '.join(sorted(found))}). Name one with --team."
        )
    return found.popitem()


def find_member(session: Session, user_id: str, team_id: str | None) -> Member:
    """Return somebody who has joined, at some time. LookupError as above, and where they never did."""
    team, member = _find(session, user_id, team_id)
    if member is None:
        raise LookupError(f"{user_id} hasn't joined the programme in {team}.")
    return member
