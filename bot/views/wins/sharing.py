"""A milestone on its way to a channel: being posted, there, refused, or nobody knows."""

from slackblocks import Confirm, Element

from bot.domain.progress import Reader, Win
from bot.screen import Screen
from bot.slack import errors as slack_errors
from bot.slack.errors import Refusal
from bot.views import ids, kit
from bot.views.wins.parts import post_label, preview, sealed
from bot.views.wins.words import readers, since, where


def posting(win: Win) -> Screen:
    first = f"I am posting in {where(win)}."
    return kit.message(
        first, [kit.plain(first), *preview(win), kit.context("I tell you in our DM when it is there.")]
    )


def posted(win: Win, reader: Reader) -> Screen:
    first = f"I posted this in {where(win)}{since(win, reader)}."
    acts: list[Element] = [kit.button("See it", ids.WIN_SEE, win.id, url=win.link)] if win.link else []
    note = "I post nothing else of yours unless you press Post."
    if win.refusal:
        note = f"Slack didn't let me take it down ({win.refusal}). Delete it there, or press once more later."
    if win.known:
        acts += [kit.button("Correct it", ids.WIN_EDIT, win.id), _take_down(win)]
    else:
        note = "Slack's answer was lost, so I can't change this post. The owners of your Slack can."
    row = [kit.actions(*acts)] if acts else []
    return kit.message(first, [kit.plain(first), *preview(win), *row, kit.context(note)])


def refused(win: Win) -> Screen:
    place, invite = where(win), f"Write /invite @{win.sender} there, then press Post here."
    post_again = kit.primary(post_label(win), ids.WIN_SHARE, sealed(win))
    match slack_errors.refusal(win.refusal):
        case Refusal.ABSENT:
            first, then, retry = f"I'm not in {place}, so nothing is posted.", invite, [post_again]
        case Refusal.REMOVED:
            first, then, retry = f"I was removed from {place}. Your older posts stay.", "", []
        case Refusal.ARCHIVED:
            first, then, retry = f"{place} is archived, so nothing is posted.", "", []
        case Refusal.RESTRICTED:
            first = f"Only some people may post in {place}, so nothing is posted."
            then, retry = "Ask the owner of the channel to let me post, or choose another one.", [post_again]
        case _:
            first = f"Slack refused the post for {place}, so nothing is posted."
            then, retry = "Press Post again later, or choose another channel.", [post_again]
    return kit.message(
        first,
        [
            kit.plain(" ".join(filter(None, [first, "Your text is saved.", then]))),
            *preview(win),
            kit.actions(
                *retry,
                kit.button("Choose a channel", ids.WIN_CHANNEL, win.id),
                kit.button("Keep it private", ids.WIN_KEEP, win.id),
            ),
            *([kit.context(readers(win.channel))] if retry else []),
        ],
    )


def unknown(win: Win) -> Screen:
    first = f"I lost the connection. Your post may be in {where(win)}."
    channel = [kit.button("Open the channel", ids.WIN_SEE, win.id, url=win.link)] if win.link else []
    return kit.message(
        first,
        [
            kit.plain(f"{first} Please look there. I post it a second time only if you say so."),
            *preview(win),
            kit.actions(
                *channel,
                kit.button("It is there", ids.WIN_THERE, win.id),
                kit.button("Not there: post again", ids.WIN_NOT_THERE, sealed(win)),
            ),
            kit.context(readers(win.channel)),
        ],
    )


def _take_down(win: Win) -> Element:
    ask = Confirm(
        f"Take it down from {where(win)}?"[:100],
        "Your post is deleted there. Other people's replies stay, and your milestone stays yours.",
        "Take it down",
        "Keep the post",
    )
    return kit.button("Take it down", ids.WIN_TAKE_DOWN, win.id, confirm=ask)
