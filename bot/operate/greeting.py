"""The one message that nobody asked for by joining: to whoever runs the coach, once."""

from collections.abc import Iterable
from contextlib import suppress

from sqlalchemy.exc import IntegrityError
from sqlmodel import col, select

from bot.coach.coach import Coach
from bot.domain.messages import Kind
from bot.slack.workspaces import Workspace
from bot.store import outbox
from bot.store.tables import Message

KIND = Kind.OPERATOR_HELLO


def greet_operators(coach: Coach, workspace: Workspace, user_ids: Iterable[str]) -> None:
    """Queue a direct message for every operator who never had one."""
    keys = {f"{workspace.team_id}:{KIND}:{user_id}": user_id for user_id in user_ids}
    with coach.database.write() as session:
        greeted = set(session.exec(select(Message.key).where(col(Message.key).in_(keys))))
        for key in keys.keys() - greeted:
            with suppress(IntegrityError), session.begin_nested():  # another replica that starts just now
                outbox.post(
                    session,
                    team_id=workspace.team_id,
                    enterprise_id=workspace.enterprise_id,
                    channel=keys[key],
                    kind=KIND,
                    key=key,
                    screen=coach.renderers.operator_hello(),
                    run_at=coach.now(),
                )
