"""What Slack says of our tokens, our scopes, our channel and our clock."""

import logging
import time
from collections.abc import Iterator
from email.utils import parsedate_to_datetime

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.operate import alarms
from bot.operate.finding import DoctorFinding, from_error, ok, warning, wrong
from bot.runtime.start import APP_TOKEN, BOT_TOKEN, NO_ANSWER, StartError, asking, unreachable
from bot.settings import Settings
from bot.slack import manifest

TIMEOUT = 5
"""Seconds for each of three calls."""
DRIFT, TOO_FAR = 10.0, 60.0
"""Seconds. Slack's history is searched from a minute before an attempt, by our own clock."""
SILENT = logging.Logger("doctor", logging.CRITICAL)
"""The SDK logs what the report says already."""
INVITE = "Write /invite and the coach's name there, or correct WINS_CHANNEL."
SET_CLOCK = "Switch time synchronisation (NTP) on for this machine."


def examine(settings: Settings) -> Iterator[DoctorFinding]:
    """Ask Slack; what needs an answer that didn't come is left out."""
    began = time.time()
    try:
        with asking(BOT_TOKEN, settings.slack_api_url):
            me = _client(settings).auth_test()
    except StartError as error:
        yield from_error("bot_token", str(error))
        return
    headers, ended = {name.lower(): value for name, value in me.headers.items()}, time.time()
    yield ok("bot_token", f"Slack knows the bot token: {me['user']} in {me['team']} ({me['team_id']}).")
    yield _scopes(headers.get("x-oauth-scopes", ""))
    yield _app_token(settings)
    yield _wins_channel(settings)
    ahead = drift(headers.get("date", ""), began, ended)
    yield clock("clock", "This machine's clock", "Slack's", ahead, SET_CLOCK)


def clock(check: str, whose: str, than: str, ahead: float | None, todo: str) -> DoctorFinding:
    """How a clock stands to another one: `ahead` in seconds, None if that isn't known."""
    if ahead is None:
        return ok(check, f"{whose} couldn't be compared with {than}.")
    if abs(ahead) < DRIFT:
        return ok(check, f"{whose} agrees with {than}.")
    said = f"{whose} is {abs(ahead):.0f} s {'ahead of' if ahead > 0 else 'behind'} {than}."
    return warning(check, said, todo) if abs(ahead) < TOO_FAR else wrong(check, said, todo)


def _scopes(granted: str) -> DoctorFinding:
    if missing := manifest.lacking(granted):
        return wrong("scopes", f"The token lacks {', '.join(missing)}.", alarms.SCOPES)
    return ok("scopes", "The token has every scope of manifest.yml.")


def _app_token(settings: Settings) -> DoctorFinding:
    token = settings.slack_app_token.get_secret_value()
    try:
        with asking(APP_TOKEN, settings.slack_api_url):
            _client(settings).apps_connections_open(app_token=token)
    except StartError as error:
        return from_error("app_token", str(error))
    return ok("app_token", "Slack opens a socket for the app token.")


def _wins_channel(settings: Settings) -> DoctorFinding:
    channel = settings.wins_channel
    if channel is None:
        return ok("wins_channel", "WINS_CHANNEL isn't set: members choose where they share.")
    try:
        seen = _client(settings).conversations_info(channel=channel)["channel"]
    except SlackApiError as error:
        return wrong("wins_channel", f"Slack doesn't show {channel} ({error.response.get('error')}).", INVITE)
    except NO_ANSWER as error:
        return from_error("wins_channel", str(unreachable(error, settings.slack_api_url)))
    if not seen.get("is_member"):
        return wrong("wins_channel", f"The coach isn't in {channel}, so wins are refused there.", INVITE)
    return ok("wins_channel", f"The coach is in {channel}.")


def _client(settings: Settings) -> WebClient:
    token = settings.slack_bot_token.get_secret_value()
    return WebClient(
        token, base_url=settings.slack_api_url, timeout=TIMEOUT, retry_handlers=[], logger=SILENT
    )


def drift(date: str, began: float, ended: float) -> float | None:
    """How far this machine is ahead of an answer's Date, in seconds; None if there is none.

    The answer came between two readings of our clock; Date has its second cut short.
    """
    try:
        return (began + ended) / 2 - (parsedate_to_datetime(date).timestamp() + 0.5)
    except ValueError:
        return None
