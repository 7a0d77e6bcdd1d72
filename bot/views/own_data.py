"""What is kept of somebody, and how they get it or have it erased: for members and for anybody else."""

from collections.abc import Sequence

from bot.domain.progress import Sharing, Win
from bot.screen import Screen
from bot.views import kit
from bot.views.wins import parts
from bot.views.wins.words import title, where

KEPT = (
    "I keep what you hand in, your answers here, and your name and time zone from Slack. "
    "All of it stays until it is erased; messages go after eight weeks."
)
OWNED = "Whoever runs me gives you all of it, or erases it: type export or erase."


def export(user_id: str) -> Screen:
    """Return how somebody gets what is kept of them; their id is what the command of the operator takes."""
    first = "Whoever runs me can give you everything that is kept of you."
    return kit.message(
        first, [kit.plain(f"{first} Ask for: pm-coach member export {user_id}"), kit.context(KEPT)]
    )


def erase(user_id: str, wins: Sequence[Win]) -> Screen:
    """Return how somebody has everything erased; posts that stand in channels can be taken down first."""
    first = "Whoever runs me can erase everything that is kept of you, for good."
    standing = [win for win in wins if win.state is Sharing.POSTED and win.known]
    posts = [
        kit.plain("Your posts in channels stay unless you take them down first."),
        *(kit.plain(f"In {where(win)}: {title(win)}.", parts.open_button(win)) for win in standing[:20]),
    ]
    return kit.message(
        first,
        [
            kit.plain(f"{first} Ask for: pm-coach member erase {user_id} --yes"),
            *(posts if standing else []),
            kit.context(f"{KEPT} My messages here stay in Slack."),
        ],
    )
