"""Which listener a word goes to: typed after the command, written to the coach, or pressed as a button."""

from collections.abc import Callable

from slack_bolt import App, BoltRequest, BoltResponse
from slack_bolt.middleware import Middleware

from bot.domain.commands import parse_command
from bot.slack import manifest
from bot.views import ids
from handlers.answer import Body, Listener, value_of
from handlers.typed_text import from_a_person, is_work, only_attached, parsed

COMMAND = manifest.COMMAND


class Word(Middleware):
    """Lets a listener have what asks for its word. What somebody typed is parsed once, for all of them.

    A middleware of the listener's, since for a matcher Bolt looks up all that it might want to be given.
    """

    def __init__(self, word: str) -> None:
        self._word = word

    def process(
        self,
        *,
        req: BoltRequest,
        resp: BoltResponse,
        next: Callable[[], BoltResponse],  # noqa: A002 - Bolt's name for it
    ) -> BoltResponse | None:
        """Go on to the listener, or by not doing so have Bolt try the one after it."""
        if "asked_word" not in req.context:
            req.context["asked_word"] = _asked(req.body)
        return next() if req.context["asked_word"] == self._word else None


def _asked(body: Body) -> str | None:
    """Return the word that is asked for: by the command, in a message to the coach, or by a button."""
    if "command" in body:
        return parsed(body).subcommand
    if event := body.get("event"):
        a_word = from_a_person(event) and not is_work(event) and not only_attached(event)
        return parsed(event).subcommand if a_word else None
    return parse_command(value_of(body)).subcommand


def on_subcommand(app: App, word: str, listener: Listener) -> None:
    """Let `listener` answer the word, typed or written or pressed as a button."""
    only = [Word(word)]
    app.command(COMMAND, middleware=only)(listener)
    app.event("message", middleware=only)(listener)
    app.action(ids.WORD_RUN, middleware=only)(listener)
