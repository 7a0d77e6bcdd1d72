"""Drafts: listeners for what is typed into a form, and for one that is closed."""

import re
from collections.abc import Callable
from decimal import Decimal

import structlog
from slack_bolt import Ack, App
from sqlalchemy.exc import DBAPIError

from bot.coach import drafts
from bot.coach.coach import Caller, Coach
from bot.domain.records import DraftKey
from handlers.answer import Body
from handlers.fields import Form

log = structlog.get_logger()


def register_form(app: App, form: str, names: re.Pattern[str], key_of: Callable[[Form], DraftKey]) -> None:
    """Keep what is typed into the fields of these names, and what stands in the form when it is closed.

    Slack tells of a character that is entered or removed, with all that stands in the view:
    https://docs.slack.dev/reference/block-kit/composition-objects/dispatch-action-configuration-object
    """

    def typed(ack: Ack, coach: Coach, caller: Caller, body: Body) -> None:
        _keep(coach, caller, body["view"], key_of, body["actions"][0]["action_ts"])
        ack()

    def closed(ack: Ack, coach: Coach, caller: Caller, body: Body) -> None:
        # Nobody says whether Slack sends what stands in it; with every key kept, nothing is lost if not.
        if body["view"]["state"]["values"]:
            _keep(coach, caller, body["view"], key_of, None)
        ack()

    app.action(names)(typed)
    app.view_closed(form)(closed)


def _keep(
    coach: Coach, caller: Caller, view: Body, key_of: Callable[[Form], DraftKey], typed_at: str | None
) -> None:
    form = Form(view)
    at = int(Decimal(typed_at) * 1000) if typed_at else None
    try:
        drafts.keep(coach, caller, key_of(form), form.view_id, form.all_values(), at)
    except DBAPIError as error:
        # Nobody is disturbed while they type: the next key brings it all again.
        log.warning("a draft wasn't kept", action="draft.failed", error=type(error).__name__)
