"""A reached milestone in the member's DM: the offer with the exact post, and what became of it."""

from typing import Any

from bot.domain.progress import Reader, Sharing, Win
from bot.screen import Screen
from bot.views import kit, times
from bot.views.text import capital, cut, inline
from bot.views.wins import sharing
from bot.views.wins.parts import offer_buttons, preview
from bot.views.wins.words import readers, title, where


def offer(win: Win, reader: Reader) -> Screen:
    """Return the milestone message in whatever state its win is in."""
    if win.milestone.private:
        return _for_yourself(win, reader)
    match win.state:
        case Sharing.POSTING:
            return sharing.posting(win)
        case Sharing.POSTED:
            return sharing.posted(win, reader)
        case Sharing.REFUSED:
            return sharing.refused(win)
        case Sharing.UNKNOWN:
            return sharing.unknown(win)
        case Sharing.PRIVATE:
            return _kept_private(win)
        case Sharing.TAKEN_DOWN:
            return _taken_down(win)
    return _offered(win)


def offer_view(win: Win, reader: Reader, why: str | None = None) -> dict[str, Any]:
    """Return the same as a modal, for a win that is looked up in `wins` or on Home.

    `why` goes before it: what kept a press from posting it.
    """
    shown = offer(win, reader)
    blocks = [*not_posted(why).blocks, *shown.blocks] if why else shown.blocks
    return kit.as_modal("Your milestone", Screen(shown.text, blocks))


def not_posted(why: str) -> Screen:
    """Return the answer to a press on Post that posted nothing; the offer itself is drawn anew."""
    return kit.message(f"{why.partition('. ')[0].rstrip('.')}.", [kit.plain(why)])


def changed() -> str:
    """Return why nothing is posted where the offer that was pressed on is out of date."""
    return (
        "Something changed since this was shown, so nothing is posted. "
        "The milestone's message shows what it is now. Press Post there once more."
    )


def outside() -> str:
    """Return why nothing is posted where the member isn't in the private channel."""
    return (
        "You aren't in that private channel, so nothing is posted. "
        "Choose another one in the milestone's message."
    )


def changed_meanwhile() -> str:
    """Return the sentence under the text of a form that would change a post which isn't as it was."""
    return (
        "Something changed since this form was opened, so I changed nothing. "
        "Copy your text, then open it again."
    )


def uncorrected(win: Win, *, outside: bool) -> str:
    """Return why a post isn't changed: its member is `outside` its channel, or Slack is silent."""
    if outside:
        return "You aren't in that private channel, so I changed nothing there."
    return f"Slack didn't say who can read {where(win)}, so I changed nothing. Try again in a minute."


def unsaid(win: Win) -> str:
    """Return why nothing is posted where Slack didn't say who would read it."""
    return f"Slack didn't say who can read {where(win)}, so nothing is posted. Press Post again in a minute."


def _offered(win: Win) -> Screen:
    ask = f"Share it in {where(win) if win.channel else 'a channel'}, or keep it private?"
    return kit.message(
        cut(f"Milestone: {title(win)}. {ask}", kit.FIRST_LINE_LIMIT),
        [
            kit.section(f"*Milestone: {title(win)}.* {cut(win.milestone.why, 300)}"),
            kit.plain(f'This is what {where(win)} would see, word for word, from "{win.sender}":'),
            *preview(win),
            kit.plain('If you want to add a detail, press "Edit or copy".'),
            kit.actions(*offer_buttons(win)),
            kit.context(f"{readers(win.channel)} Nothing is posted unless you press Post.".strip()),
        ],
    )


def _for_yourself(win: Win, reader: Reader) -> Screen:
    first = "You reached a milestone that only you see."
    twin = f' You can post "{inline(win.twin.title)}" instead. Type wins to find it.' if win.twin else ""
    return kit.message(
        first,
        [
            # The title comes late, so that it stays out of what a lock screen shows.
            kit.plain(
                f"{first} There is no post for it, and only you see this message in Slack. "
                "Home shows the milestone with your others."
            ),
            kit.section(f"*{capital(title(win))}.* {cut(win.milestone.why, 300)}{twin}"),
            kit.context(times.next_line(reader)),
        ],
    )


def _kept_private(win: Win) -> Screen:
    first = f"You kept this private: {title(win)}."
    return kit.message(
        first,
        [
            kit.plain(f"{first} You find it on Home. If you share it one day, this is the text:"),
            *preview(win),
            kit.actions(*offer_buttons(win)[:2]),
            *([kit.context(readers(win.channel))] if win.channel else []),
        ],
    )


def _taken_down(win: Win) -> Screen:
    first = f"I took your post down from {where(win)}."
    return kit.message(
        first,
        [kit.plain(f"{first} Other people's replies stay. The milestone is yours as before."), *preview(win)],
    )
