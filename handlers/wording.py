"""Which listener a word goes to: typed after the command, or pressed as a button that stands for it."""

import re

from slack_bolt import App

from bot import manifest
from bot.domain.words import understand
from bot.views import help as help_views
from handlers.answering import Body, Listener, value_of

[COMMAND] = manifest.commands()
ADDRESS = re.compile(r"<(?:mailto:([^|>]+)|(https?:[^|>]+))(?:\|[^>]*)?>")


def on_word(app: App, word: str, listener: Listener) -> None:
    """Let `listener` answer the word, typed after the command or pressed as a button."""

    def typed(command: Body) -> bool:
        return understand(as_typed(command.get("text") or "")).word == word

    def pressed(body: Body) -> bool:
        return understand(value_of(body)).word == word

    app.command(COMMAND, matchers=[typed])(listener)
    app.action(help_views.RUN, matchers=[pressed])(listener)


def as_typed(text: str) -> str:
    """As it was typed: Slack puts addresses into <...> and escapes three characters.

    https://docs.slack.dev/messaging/formatting-message-text
    """
    text = ADDRESS.sub(r"\1\2", text)
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
