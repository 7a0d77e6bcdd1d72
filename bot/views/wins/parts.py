"""What several states of an offer share: the post word for word, and its buttons."""

from collections.abc import Sequence

from slackblocks import Block, Element

from bot.domain.progress import Win
from bot.domain.readers import seal
from bot.views import ids, kit
from bot.views.text import cut
from bot.views.wins.words import title, where


def preview(win: Win) -> Sequence[Block]:
    return [kit.quote(f"{win.text}\nShared by {win.name}")]


def offer_buttons(win: Win) -> list[Element]:
    if win.channel is None:
        go = kit.primary("Choose a channel", ids.WIN_CHANNEL, win.id)
    else:
        go = kit.primary(post_label(win), ids.WIN_SHARE, sealed(win))
    return [
        go,
        kit.button("Edit or copy", ids.WIN_EDIT, win.id),
        kit.button("Keep it private", ids.WIN_KEEP, win.id),
    ]


def open_button(win: Win) -> Element:
    """Return the button that opens a win with its exact text and what can be done with it now."""
    return kit.button("See it", ids.WIN_OPEN, win.id, spoken=f"See it: {title(win)}")


def sealed(win: Win) -> str:
    """Return the value of a button that posts: what its member was shown, and the win's id."""
    return f"{seal(win)}:{win.id}"


def post_label(win: Win) -> str:
    return f"Post to {cut(where(win), 30)}"
