"""A reached milestone: the offer with the exact post, every state after it, the post itself, the list."""

from collections.abc import Iterator, Sequence
from typing import Any

from slackblocks import (
    Block,
    Confirm,
    ConversationFilter,
    ConversationSelectMenu,
    Element,
    InputBlock,
    PlainTextInput,
)

from bot.domain.numerals import in_words
from bot.domain.progress import Channel, Message, Progress, Reader, Sharing, Win
from bot.views import ids, kit, times
from bot.views.vocabulary import capital
from bot.views.win_words import difference, next_milestone, readers, signature, since, status, title, where

POST_LIMIT = 1500


def offer(win: Win, reader: Reader) -> Message:
    """The milestone message in whatever state its win is in."""
    if win.milestone.private:
        return _for_yourself(win, reader)
    match win.state:
        case Sharing.POSTING:
            return _posting(win)
        case Sharing.POSTED:
            return _posted(win, reader)
        case Sharing.REFUSED:
            return _refused(win)
        case Sharing.UNKNOWN:
            return _unknown(win)
        case Sharing.PRIVATE:
            return _kept_private(win)
        case Sharing.TAKEN_DOWN:
            return _taken_down(win)
    return _offered(win)


def offer_view(win: Win, reader: Reader) -> dict[str, Any]:
    """The same as a modal, for a win that is looked up in `wins` or on Home."""
    return kit.as_modal("Your milestone", offer(win, reader))


def post(win: Win, reader: Reader) -> Message:
    """What the channel sees: the member's text and their name, and nothing that can be pressed."""
    return kit.message(win.text, [kit.plain(win.text), kit.context(signature(win, reader))])


def correction(win: Win) -> Iterator[Block]:
    """The question whether a post that no longer tells the truth is to be corrected, with the new text."""
    new = win.correction or ""
    says = f"Your post in {where(win)} {difference(win.text, new)} It would then read:"
    yield kit.plain(says, name=f"{ids.WIN_QUESTION}.says")
    yield kit.quote(new, name=f"{ids.WIN_QUESTION}.new")
    yield kit.actions(
        kit.primary("Correct the post", ids.WIN_CORRECT, win.id),
        kit.button("Leave it", ids.WIN_LEAVE, win.id),
        name=f"{ids.WIN_QUESTION}.answer",
    )


def answered(blocks: Sequence[dict[str, Any]], win: Win, reader: Reader, *, corrected: bool) -> Message:
    """The message that asked, from its blocks as Slack sends them, the outcome in place of the question."""
    said = "Corrected" if corrected else "Left as it is"
    [outcome] = kit.message("", [kit.plain(f"{said}: {title(win)} is {status(win, reader)}.")]).blocks
    asked = [
        place for place, block in enumerate(blocks) if block.get("block_id", "").startswith(ids.WIN_QUESTION)
    ]
    shown = [block for place, block in enumerate(blocks) if place not in asked]
    return kit.redrawn([*shown[: asked[0]], outcome, *shown[asked[0] :]] if asked else shown)


def edit_form(win: Win, reader: Reader) -> dict[str, Any]:
    """One field with the post's text; of a post that stands, saving changes the post itself."""
    posted = win.state is Sharing.POSTED
    place = where(win)
    note = (
        f"Saving changes your post in {place} and rings no bell. It will say that it was corrected."
        if posted
        else "Nothing is posted yet: our DM shows the new text word for word, and you press Post there."
    )
    text = PlainTextInput(ids.WIN_TEXT, win.text, multiline=True, max_length=POST_LIMIT, focus_on_load=True)
    hint = "Somebody else's words or name go in only if you put them in."
    return kit.modal(
        "Correct your post" if posted else "Edit or copy",
        [InputBlock(f"What {place} sees", text, block_id=ids.WIN_TEXT, hint=hint), kit.context(note)],
        submit="Correct the post" if posted else "Save the text",
        callback=ids.WIN_EDIT_FORM,
        ids={"win": win.id},
    )


def channel_form(win_id: int | None, current: Channel | None) -> dict[str, Any]:
    """Choose the channel for wins, among public and private ones."""
    return kit.modal(
        "Choose a channel",
        [
            InputBlock(
                "Channel for your wins",
                channel_select(ids.WIN_CHANNEL_CHOICE, current),
                block_id=ids.WIN_CHANNEL_CHOICE,
                hint="I must be in it before I can post: write /invite there first.",
            ),
            kit.context("Nothing is posted by choosing. You see the exact text before every post."),
        ],
        submit="Choose the channel",
        callback=ids.WIN_CHANNEL_FORM,
        ids=None if win_id is None else {"win": win_id},
    )


def channel_select(action: str, current: Channel | None) -> ConversationSelectMenu:
    """The menu of channels that wins can go to."""
    return ConversationSelectMenu(
        action,
        initial_conversation=current.id if current else None,
        filter=ConversationFilter(include=["public", "private"], exclude_bot_users=True),
        placeholder="A channel",
    )


def wins(progress: Progress) -> Message:
    """`/pm-progress wins`: what was reached, what became of it, and the next milestone."""
    following = next_milestone(progress.next_milestone)
    if not progress.wins:
        first = following or "Your first milestone comes with your evidence."
        return kit.message(
            first,
            [
                kit.plain(first),
                kit.context("Every milestone is shown to you first; nothing is posted by itself."),
            ],
        )
    first = f"Milestones reached: {in_words(len(progress.wins))}."
    rows = [_row(win, progress.reader) for win in progress.wins[:20]]
    last = [kit.context(following)] if following else []
    return kit.message(first, [kit.header(first.rstrip(".")), *rows, *last])


def _offered(win: Win) -> Message:
    ask = f"Share it in {where(win) if win.channel else 'a channel'}, or keep it private?"
    return kit.message(
        kit.cut(f"Milestone: {title(win)}. {ask}", kit.FIRST_LINE_LIMIT),
        [
            kit.section(f"*Milestone: {title(win)}.* {kit.cut(win.milestone.why, 300)}"),
            kit.plain(f'This is what {where(win)} would see, word for word, from "{win.sender}":'),
            *_preview(win),
            kit.actions(*_offer_buttons(win)),
            kit.context(f"{readers(win.channel)} Nothing is posted unless you press Post.".strip()),
        ],
    )


def _for_yourself(win: Win, reader: Reader) -> Message:
    first = "Milestone reached, and it is for you alone."
    twin = f" The one to show is: {kit.inline(win.twin.title)}." if win.twin else ""
    return kit.message(
        first,
        [
            # The title comes late, so that it stays out of what a lock screen shows.
            kit.plain(
                f"{first} There is no post for it, nobody else sees this message, and Home keeps it "
                "with your other milestones."
            ),
            kit.section(f"*{capital(title(win))}.* {kit.cut(win.milestone.why, 300)}{twin}"),
            kit.context(times.next_line(reader)),
        ],
    )


def _posting(win: Win) -> Message:
    first = f"Posting in {where(win)}."
    return kit.message(
        first, [kit.plain(first), *_preview(win), kit.context("Our DM says when it is there.")]
    )


def _posted(win: Win, reader: Reader) -> Message:
    first = f"Posted in {where(win)}{since(win, reader)}."
    acts: list[Element] = [kit.button("See it", ids.WIN_SEE, win.id, url=win.link)] if win.link else []
    note = "Nothing else of yours is posted by itself."
    if win.refusal:
        note = f"Slack didn't let me take it down ({win.refusal}). Delete it there, or press once more later."
    if win.known:
        acts += [kit.button("Correct it", ids.WIN_EDIT, win.id), _take_down(win)]
    else:
        note = "Slack's answer was lost, so I can't change this post; whoever runs your Slack can."
    row = [kit.actions(*acts)] if acts else []
    return kit.message(first, [kit.plain(first), *_preview(win), *row, kit.context(note)])


def _refused(win: Win) -> Message:
    place, invite = where(win), f"Write /invite @{win.sender} there, then press Post here."
    post_again = kit.primary(_post_label(win), ids.WIN_SHARE, win.id)
    match win.refusal:
        case "not_in_channel" | "channel_not_found":
            first, then, retry = f"I'm not in {place}, so nothing is posted.", invite, [post_again]
        case "removed" | "kicked":
            first, then, retry = f"I was removed from {place}; your older posts stay.", "", []
        case "is_archived":
            first, then, retry = f"{place} is archived, so nothing is posted.", "", []
        case _:
            first = f"Slack wouldn't take the post for {place}, so nothing is posted."
            then, retry = f"Slack's reason: {win.refusal or 'none given'}.", [post_again]
    return kit.message(
        first,
        [
            kit.plain(" ".join(filter(None, [first, "Your text is kept.", then]))),
            *_preview(win),
            kit.actions(
                *retry,
                kit.button("Choose a channel", ids.WIN_CHANNEL, win.id),
                kit.button("Keep it private", ids.WIN_KEEP, win.id),
            ),
        ],
    )


def _unknown(win: Win) -> Message:
    first = f"The line broke while I posted; it may be in {where(win)}."
    look = [kit.button("Open the channel", ids.WIN_SEE, win.id, url=win.link)] if win.link else []
    return kit.message(
        first,
        [
            kit.plain(f"{first} Please look there; I won't post it a second time unless you say so."),
            *_preview(win),
            kit.actions(
                *look,
                kit.button("It's there", ids.WIN_THERE, win.id),
                kit.button("It isn't, post it", ids.WIN_NOT_THERE, win.id),
            ),
        ],
    )


def _kept_private(win: Win) -> Message:
    first = f"Kept private: {title(win)}."
    return kit.message(
        first,
        [
            kit.plain(f"{first} It waits on Home. Should you share it one day, this is the text:"),
            *_preview(win),
            kit.actions(*_offer_buttons(win)[:2]),
        ],
    )


def _taken_down(win: Win) -> Message:
    first = f"Taken down from {where(win)}."
    return kit.message(
        first,
        [kit.plain(f"{first} Replies by others stay. The milestone is yours as before."), *_preview(win)],
    )


def _preview(win: Win) -> Sequence[Block]:
    return [kit.quote(f"{win.text}\nShared by {win.name}")]


def _offer_buttons(win: Win) -> list[Element]:
    if win.channel is None:
        go = kit.primary("Choose a channel", ids.WIN_CHANNEL, win.id)
    else:
        go = kit.primary(_post_label(win), ids.WIN_SHARE, win.id)
    return [
        go,
        kit.button("Edit or copy", ids.WIN_EDIT, win.id),
        kit.button("Keep it private", ids.WIN_KEEP, win.id),
    ]


def _take_down(win: Win) -> Element:
    ask = Confirm(
        f"Take it down from {where(win)}?"[:100],
        "Your post is deleted there. Replies by others stay, and your milestone stays yours.",
        "Take it down",
        "Leave it",
    )
    return kit.button("Take it down", ids.WIN_TAKE_DOWN, win.id, confirm=ask)


def _row(win: Win, reader: Reader) -> Block:
    text = f"{capital(title(win))}, {times.day(win.reached_at, reader)}: {status(win, reader)}."
    return kit.plain(text, look(win))


def look(win: Win) -> Element:
    """Opens the win with its exact text and what can be done with it now."""
    return kit.button("Look at it", ids.WIN_OPEN, win.id, spoken=f"Look at it: {title(win)}")


def _post_label(win: Win) -> str:
    return f"Post to {kit.cut(where(win), 30)}"
