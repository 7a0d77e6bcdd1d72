"""Whoever runs the coach is greeted once, and told what needs mending; nobody else is written to."""

from copy import deepcopy
from typing import Any

from sqlmodel import select

from bot.app import Bot
from bot.operate.greeting import KIND
from bot.sandbox import Sandbox
from bot.slack import manifest
from bot.store.tables import Message
from tests.app.conftest import MakeSettings


def start_and_stop(settings: Any) -> None:
    bot = Bot(settings)
    bot.start()
    bot.sender.send(max_wait=2)  # the pace of a channel is one a second
    bot.stop()


def test_each_operator_is_greeted_once_however_often_the_coach_starts(
    settings: MakeSettings, slack: Sandbox
) -> None:
    ana, li = (slack.workspace.add_person(name, name, "Europe/Lisbon") for name in ("Ana", "Li"))
    slack.workspace.add_person("Noor", "Noor", "Europe/Lisbon")
    for _ in range(2):
        start_and_stop(settings(operators=(ana.id, li.id)))
    for name in ("Ana", "Li"):
        [hello] = slack.person(name).messages("DM")
        assert hello.visible.startswith("I'm connected. I need two things from you")
    assert not slack.workspace.has_dm(slack.workspace.person("Noor").id)


def test_a_new_operator_is_greeted_and_the_old_one_isnt_again(settings: MakeSettings, slack: Sandbox) -> None:
    ana, li = (slack.workspace.add_person(name, name, "Europe/Lisbon") for name in ("Ana", "Li"))
    start_and_stop(settings(operators=(ana.id,)))
    start_and_stop(settings(operators=(ana.id, li.id)))
    assert [len(slack.person(name).messages("DM")) for name in ("Ana", "Li")] == [1, 1]


def test_an_operator_whom_slack_doesnt_know_stops_nothing(settings: MakeSettings, slack: Sandbox) -> None:
    ana = slack.workspace.add_person("Ana", "Ana", "Europe/Lisbon")
    start_and_stop(settings(operators=("U0NOBODY", ana.id)))
    assert len(slack.person("Ana").messages("DM")) == 1
    bot = Bot(settings())
    with bot.database.read() as session:
        greetings = session.exec(select(Message).where(Message.kind == KIND)).all()
    bot.stop()
    assert sorted((hello.state, hello.error) for hello in greetings) == [
        ("dead", "user_not_found"),
        ("sent", None),
    ]


def test_without_operators_nobody_is_written_to(settings: MakeSettings, slack: Sandbox) -> None:
    slack.workspace.add_person("Ana", "Ana", "Europe/Lisbon")
    start_and_stop(settings())
    assert [call.method for call in slack.calls if call.method.startswith("chat.")] == []


def test_an_operator_hears_once_a_day_what_the_start_found_lacking(settings: MakeSettings) -> None:
    ours = deepcopy(manifest.load())
    ours["oauth_config"]["scopes"]["bot"].remove("groups:read")
    poor = Sandbox(ours)
    poor.start()
    ana = poor.workspace.add_person("Ana", "Ana", "Europe/Lisbon")
    for _ in range(2):
        start_and_stop(
            settings(
                slack_bot_token=poor.bot_token,
                slack_app_token=poor.app_token,
                slack_api_url=poor.api_url,
                operators=(ana.id,),
            )
        )
    first_lines = [message.visible.splitlines()[0] for message in poor.person("Ana").messages("DM")]
    poor.stop()
    assert sorted(first_lines) == [
        "I'm connected. I need two things from you, and then I'm ready for people.",
        "My token lacks groups:read.",
    ]
