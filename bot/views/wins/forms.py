"""The forms behind a win: its text, and the channel that it goes to."""

from typing import Any

from slackblocks import ConversationFilter, ConversationSelectMenu, InputBlock, PlainTextInput

from bot.domain.progress import Channel, Reader, Sharing, Win
from bot.domain.readers import seal
from bot.views import ids, kit
from bot.views.wins.words import readers, where

POST_LIMIT = 1500


def edit_form(win: Win, reader: Reader) -> dict[str, Any]:
    """Return one field with the post's text; of a post that stands, saving changes the post itself."""
    posted = win.state is Sharing.POSTED
    place = where(win)
    note = (
        f'Saving changes your post in {place}. Nobody is notified. It will show "corrected". '
        f"{readers(win.channel)}".rstrip()
        if posted
        else "Nothing is posted yet. Our DM shows the new text word for word, and you press Post there."
    )
    text = PlainTextInput(ids.WIN_TEXT, win.text, multiline=True, max_length=POST_LIMIT, focus_on_load=True)
    hint = "Other people's words and names go in only if you put them in."
    return kit.modal(
        "Correct your post" if posted else "Edit or copy",
        [InputBlock(f"What {place} sees", text, block_id=ids.WIN_TEXT, hint=hint), kit.context(note)],
        submit="Correct the post" if posted else "Save the text",
        callback=ids.WIN_EDIT_FORM,
        ids={"win": win.id, **({"seal": seal(win)} if posted else {})},
    )


def channel_form(win_id: int | None, current: Channel | None) -> dict[str, Any]:
    """Return the form that asks for the channel for wins, public or private."""
    return kit.modal(
        "Choose a channel",
        [
            InputBlock(
                "Channel for your milestones",
                channel_select(ids.WIN_CHANNEL_CHOICE, current),
                block_id=ids.WIN_CHANNEL_CHOICE,
                hint="I must be in it before I can post. Write /invite there first.",
            ),
            kit.context("Nothing is posted when you choose. You see the exact text before every post."),
        ],
        submit="Choose the channel",
        callback=ids.WIN_CHANNEL_FORM,
        ids=None if win_id is None else {"win": win_id},
    )


def channel_select(action: str, current: Channel | None) -> ConversationSelectMenu:
    """Return the menu of channels that wins can go to."""
    return ConversationSelectMenu(
        action,
        initial_conversation=current.id if current else None,
        filter=ConversationFilter(
            include=["public", "private"], exclude_external_shared_channels=True, exclude_bot_users=True
        ),
        placeholder="A channel",
    )
