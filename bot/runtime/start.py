"""Why the coach can't start: one sentence for each thing that Slack or the network may answer."""

from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPException
from pathlib import Path
from urllib.error import URLError

import structlog
from slack_sdk.errors import SlackApiError, SlackClientError

from bot.slack.errors import is_about_token
from bot.store.database import Database
from bot.store.filesystem import MOUNTS, file_system, is_shared

BOT_TOKEN = (
    "Slack refuses SLACK_BOT_TOKEN ({code}). Copy the Bot User OAuth Token again: "
    "Slack app page -> OAuth & Permissions; install the app again there if it was removed."
)
APP_TOKEN = (
    "Slack refuses SLACK_APP_TOKEN ({code}). Make one: Slack app page -> Basic Information -> "
    "App-Level Tokens, scope connections:write."
)

NO_ANSWER = (SlackClientError, HTTPException, OSError, ValueError)
"""What the SDK raises where Slack didn't answer, or not as Slack does."""

log = structlog.get_logger()


class StartError(Exception):
    """The coach can't start; the message says why and what to do."""


def refused(error: SlackApiError, token: str, url: str) -> StartError:
    """`token` is the sentence to say when Slack refused the token rather than the call."""
    code, status = str(error.response.get("error")), getattr(error.response, "status_code", 200)
    if is_about_token(code):
        return StartError(token.format(code=code))
    if status == 200 and code.replace("_", "").isalpha():
        return StartError(
            f"Slack at {url} refuses the connection: {code}. Compare the app with manifest.yml."
        )
    return StartError(
        f"What answers at {url} isn't Slack as it should be (HTTP {status}). Try again in a minute; "
        "if it stays so, check SLACK_API_URL and any proxy."
    )


def unreachable(error: Exception, url: str) -> StartError:
    reason = error.reason if isinstance(error, URLError) else error
    why = str(reason) or repr(error)
    return StartError(
        f"Slack can't be reached at {url}: {why}. Check the network, a proxy, or SLACK_API_URL."
    )


@contextmanager
def asking(token: str, url: str) -> Iterator[None]:
    """Turn what a first call to Slack may meet into a StartError; `token` says how a token is refused."""
    try:
        yield
    except SlackApiError as error:
        raise refused(error, token, url) from error
    except NO_ANSWER as error:
        raise unreachable(error, url) from error


def warn_of_place(database: Database, mounts: Path = MOUNTS) -> None:
    """Say in the log that an SQLite file lies where its locks don't hold."""
    kind = file_system(Path(database.url.database or ""), mounts) if database.is_sqlite else None
    if is_shared(kind):
        log.warning(
            "the database lies on a shared file system, where it can be damaged; move it to a local "
            "disk, or take PostgreSQL",
            action="app.database_place",
            kind=kind,
        )
