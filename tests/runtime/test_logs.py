"""The log: one place for ours and the libraries', an action in every record, no secret in any."""

import io
import json
import logging
import re
from typing import Any

import pytest
import structlog
from sqlalchemy.exc import IntegrityError

from bot.runtime import logs
from bot.store.database import Database
from bot.store.tables import SlackChannel
from tests.databases import Postgres


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def records(stream: io.StringIO) -> list[dict[str, Any]]:
    return [json.loads(line) for line in stream.getvalue().splitlines()]


def test_an_event_of_ours_is_the_action() -> None:
    stream = io.StringIO()
    logs.set_up("json", stream)
    structlog.get_logger().info("outbox.sent", row=7)
    [record] = records(stream)
    assert record.pop("at").endswith("Z")
    assert record == {"action": "outbox.sent", "level": "info", "row": 7}


def test_a_sentence_may_stand_beside_a_named_action() -> None:
    stream = io.StringIO()
    logs.set_up("json", stream)
    structlog.get_logger().warning("Slack said no", action="outbox.dead")
    [record] = records(stream)
    assert (record["action"], record["message"]) == ("outbox.dead", "Slack said no")


def test_what_libraries_log_has_their_name_as_its_action() -> None:
    stream = io.StringIO()
    logs.set_up("json", stream)
    logging.getLogger("slack_bolt.App").warning("unhandled %s", "message")
    [record] = records(stream)
    assert (record["action"], record["message"], record["level"]) == (
        "slack_bolt.App",
        "unhandled message",
        "warning",
    )


def test_heartbeats_of_libraries_are_quiet_and_their_warnings_are_not() -> None:
    stream = io.StringIO()
    logs.set_up("json", stream)
    logging.getLogger("apscheduler.scheduler").info("Running job")
    logging.getLogger("apscheduler.scheduler").warning("missed")
    assert [record["message"] for record in records(stream)] == ["missed"]


@pytest.mark.parametrize("log_format", ["console", "json"])
def test_secrets_are_masked_wherever_they_stand(log_format: Any) -> None:
    stream = io.StringIO()
    logs.set_up(log_format, stream)
    log = structlog.get_logger()
    log.info("settings.read", token="xoxb-1-bot", deep={"list": [b"xapp-1-app", ("xoxe.xoxb-1-rotated",)]})
    logging.getLogger("slack_sdk").error("%s at %s", "xoxp-1-user", "postgresql+psycopg://me:hunter2@host/db")
    try:
        raise RuntimeError("refused xoxb-2-bot")
    except RuntimeError:
        log.exception("went.wrong")
        logging.getLogger("slack_sdk").exception("went wrong")
    text = stream.getvalue()
    assert logs.mask("postgresql://me:hunt@er/2@host/db") == "postgresql://me:***@host/db"
    for secret in ("1-bot", "1-app", "1-rotated", "1-user", "hunter2", "2-bot"):
        assert secret not in text
    assert text.count("RuntimeError: refused xoxb-***") == 2
    assert "://me:***@host/db" in text


@pytest.mark.parametrize("log_format", ["console", "json"])
def test_the_values_that_a_database_failed_on_stay_out(log_format: Any, postgres: Postgres) -> None:
    stream = io.StringIO()
    logs.set_up(log_format, stream)
    with postgres.fresh() as url:
        database = Database(url)
        for _ in range(2):
            try:
                with database.write() as session:
                    session.add(SlackChannel(team_id="T1", channel_id='"Ana"\n\nsaid', name="wins"))
            except IntegrityError as error:
                log = structlog.get_logger()
                log.exception("it.failed")
                log.warning("it failed", action="it.failed", error=str(error.orig))
        database.close()
    text = stream.getvalue()
    assert text.count("duplicate key value violates unique constraint") >= 2
    assert text.count("DETAIL:  ***") >= 2
    assert "Ana" not in text
    assert "said" not in text


def test_a_record_of_the_console_keeps_to_its_lines_and_commands_no_terminal() -> None:
    stream = io.StringIO()
    logs.set_up("console", stream)
    log = structlog.get_logger()
    log.info(
        "connected to \x1b[2J\u202eAna\n2027-01-11 10:12 [info] false", action="app.started", name="\x9b1m"
    )
    try:
        raise RuntimeError("it\n2027-01-11 10:12 [info] false")
    except RuntimeError:
        log.exception("it failed", action="it.failed")
    assert not re.search("[\x1b\x9b\u202e]", stream.getvalue())
    assert "u001b[2J" in stream.getvalue()
    assert [
        line for line in stream.getvalue().splitlines() if line.endswith("false") and line[0] != " "
    ] == []


def test_colours_are_for_terminals_only() -> None:
    plain, terminal = io.StringIO(), Terminal()
    for stream in (plain, terminal):
        logs.set_up("console", stream)
        structlog.get_logger().info("outbox.sent")
    assert "\x1b[" not in plain.getvalue()
    assert "\x1b[" in terminal.getvalue()


def test_configuring_again_replaces_and_does_not_double() -> None:
    first, second = io.StringIO(), io.StringIO()
    logs.set_up("json", first)
    logs.set_up("json", second)
    logging.getLogger("x").error("once")
    assert (first.getvalue(), len(records(second))) == ("", 1)


def test_ordinary_text_is_left_as_it_is() -> None:
    text = "see https://slack.com/a:b, inbox-zero and 09:00@lisbon"
    assert logs.mask(text) == text
