"""Which listener a word goes to: typed after the command, written to the coach, or pressed as a button."""

from slack_bolt import App

from bot.domain.commands import parse_command
from bot.slack import manifest
from bot.views import ids
from handlers.answer import Body, Listener, value_of
from handlers.typed_text import from_a_person, is_work, parsed

COMMAND = manifest.COMMAND


def on_subcommand(app: App, word: str, listener: Listener) -> None:
    """Let `listener` answer the word, typed or written or pressed as a button."""

    def typed(command: Body) -> bool:
        return parsed(command).subcommand == word

    def written(event: Body) -> bool:
        return from_a_person(event) and not is_work(event) and parsed(event).subcommand == word

    def pressed(body: Body) -> bool:
        return parse_command(value_of(body)).subcommand == word

    app.command(COMMAND, matchers=[typed])(listener)
    app.event("message", matchers=[written])(listener)
    app.action(ids.WORD_RUN, matchers=[pressed])(listener)
