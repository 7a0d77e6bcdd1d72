"""Which listener a word goes to: typed after the command, or pressed as a button that stands for it."""

from slack_bolt import App

from bot import manifest
from bot.domain.words import understand
from bot.views import help as help_views
from handlers.answering import Body, Listener, value_of

[COMMAND] = manifest.commands()


def on_word(app: App, word: str, listener: Listener) -> None:
    """Let `listener` answer the word, however it comes; it gets `rest`, what was typed behind it."""

    def typed(command: Body) -> bool:
        return understand(command.get("text") or "").word == word

    def pressed(body: Body) -> bool:
        return understand(value_of(body)).word == word

    app.command(COMMAND, matchers=[typed])(listener)
    app.action(help_views.RUN, matchers=[pressed])(listener)
