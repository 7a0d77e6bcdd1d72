"""Slack listeners, one module for each thing a person does. A listener parses, calls one use case, shows."""

from collections.abc import Callable

from slack_bolt import Ack, App, BoltContext
from slack_sdk import WebClient

from bot.coach.coach import Coach, Who
from bot.directory import Directory
from handlers import (
    evidence,
    handing_in,
    helping,
    home,
    joining,
    leaving,
    postponing,
    progress,
    settings,
    showing_how,
    swapping,
    trouble,
    wins,
    writing,
)
from handlers.answering import Answer, Body

MODULES = (
    progress, joining, handing_in, showing_how, swapping, postponing, evidence, wins, settings, leaving,
    home, writing, trouble, helping,
)  # fmt: skip
"""Helping comes last: it answers the command when nobody else knew the word."""


def register(app: App, coach: Coach, directory: Directory) -> None:
    """Add every listener to the app, and what each may ask for by name: coach, directory, who, answer."""

    def acquaint(
        context: BoltContext,
        body: Body,
        client: WebClient,
        ack: Ack,
        next: Callable[[], None],  # noqa: A002 - Bolt's name for it
    ) -> None:
        context["coach"], context["directory"] = coach, directory
        context["who"] = Who(context.team_id or "", context.user_id or "")
        context["answer"] = Answer(body, client, ack)
        next()

    app.use(acquaint)
    for module in MODULES:
        module.register(app)
