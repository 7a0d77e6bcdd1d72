"""Which listener a word goes to: typed after the command, written to the coach, or pressed as a button."""

from slack_bolt import App

from bot import manifest
from bot.domain.commands import understand
from bot.views import help as help_views
from handlers.answer import Body, Listener, value_of
from handlers.typed_text import from_a_person, is_work, meant

[COMMAND] = manifest.commands()


def on_word(app: App, word: str, listener: Listener) -> None:
    """Let `listener` answer the word, typed or written or pressed as a button."""

    def typed(command: Body) -> bool:
        return meant(command).word == word

    def written(event: Body) -> bool:
        return from_a_person(event) and not is_work(event) and meant(event).word == word

    def pressed(body: Body) -> bool:
        return understand(value_of(body)).word == word

    app.command(COMMAND, matchers=[typed])(listener)
    app.event("message", matchers=[written])(listener)
    app.action(help_views.RUN, matchers=[pressed])(listener)
