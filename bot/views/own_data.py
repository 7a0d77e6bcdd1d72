"""What is kept of somebody, who saw it, and how they get it or erase it: for members and for anybody else."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any, Protocol

from slackblocks import Block, CheckboxGroup, InputBlock, PlainTextInput

from bot.domain.background import Work
from bot.domain.numerals import in_words
from bot.domain.progress import Progress, Reader, Sharing, Win
from bot.screen import Screen
from bot.views import ids, kit, times
from bot.views.text import capital, joined
from bot.views.vocabulary import counted
from bot.views.wins import parts
from bot.views.wins.words import title, where

WORD = "erase"
SHOWN = 15
KEPT = (
    "I save your evidence, your answers here, and your name and time zone from Slack. "
    "All of it stays until it is erased. I delete messages after eight weeks."
)
OWNED = "Type export to get all of it, and erase to erase it."
STAYS = (
    "My messages and files in our DM stay in Slack, and so does what others wrote under your posts. "
    "The person who runs PM Coach may have backups, and decides how long to keep them."
)
HOLDERS = (
    "The person who runs PM Coach can open the database. "
    "If your company exports its Slack, direct messages may be in the export."
)


class SentFile(Protocol):
    """A file that the member was sent."""

    @property
    def name(self) -> str: ...
    @property
    def at(self) -> datetime: ...


def exporting() -> Screen:
    """Return the answer to export."""
    first = "Your export comes to our DM as files, in a minute or so."
    return kit.message(
        first,
        [
            kit.plain(f"{first} It has everything that I saved about you, and your packet if you have one."),
            kit.actions(kit.button("Choose what my packet holds", ids.PACKET_OPEN)),
            kit.context(KEPT),
        ],
    )


def export_stranger(user_id: str) -> Screen:
    """Return the same for somebody who hasn't joined; their id is what the command of the operator takes."""
    first = "The person who runs PM Coach can give you everything that I saved about you."
    return kit.message(
        first, [kit.plain(f"{first} Ask for: pm-coach member export {user_id}"), kit.context(KEPT)]
    )


def who_saw(posts: Sequence[Win], files: Sequence[SentFile], reader: Reader) -> Screen:
    """Return every post and file: where, when, what; and who could see the rest."""
    if not posts and not files:
        first = "Nothing of yours was posted, and no file was sent."
        return kit.message(first, [kit.plain(first), kit.context(HOLDERS)])
    said = [counted(len(posts), "post")] * bool(posts) + [counted(len(files), "file")] * bool(files)
    first = f"I have shared {joined(said)} of yours."
    return kit.message(
        first,
        [
            kit.plain(first),
            *(block for win in posts[:SHOWN] for block in _post(win, reader)),
            *(kit.plain(_file(file, reader)) for file in files[:SHOWN]),
            *([kit.plain(_rest(rest))] if (rest := _left(posts) + _left(files)) else []),
            kit.context(f"I showed nothing {'else ' if posts else ''}of yours to other people. {HOLDERS}"),
        ],
    )


def _left(said: Sequence[object]) -> int:
    return max(0, len(said) - SHOWN)


def _rest(number: int) -> str:
    older = "One older one isn't" if number == 1 else f"{capital(in_words(number))} older ones aren't"
    return f"{older} listed here. Your export holds all of them."


def _post(win: Win, reader: Reader) -> Iterator[Block]:
    at = times.moment(win.posted_at, reader) if win.posted_at else ""
    gone = " You took it down." if win.state is Sharing.TAKEN_DOWN else ""
    yield kit.plain(f"In {where(win)}, {at}: {title(win)}.{gone}", parts.open_button(win))
    yield kit.quote(win.text)


def _file(file: SentFile, reader: Reader) -> str:
    return f"To you alone, {times.moment(file.at, reader)}: {file.name}"


def erase_form(
    progress: Progress | None = None,
    posts: int = 0,
    waiting: int = 0,
    *,
    files: bool = False,
) -> dict[str, Any]:
    """Return the form that erases everything once its word is typed; without progress, a stranger's.

    It names no messages and no files where none wait.
    """
    return kit.modal(
        "Erase everything",
        [
            kit.plain("This can't be undone. Take your export first if you want to keep anything."),
            *([kit.actions(kit.button("Send me my export", ids.EXPORT_SEND))] if progress else []),
            kit.plain(_goes(progress, waiting, files=files)),
            *([_take_down(posts)] if posts else []),
            InputBlock(
                "Type the word erase",
                PlainTextInput(ids.ERASE_WORD, max_length=20),
                block_id=ids.ERASE_WORD,
            ),
            kit.context(STAYS),
        ],
        submit="Erase everything",
        close="Keep my data",
        callback=ids.ERASE_FORM,
        ids={"zone": progress.reader.zone} if progress else None,
    )


def _goes(progress: Progress | None, waiting: int, *, files: bool) -> str:
    if progress is None:
        return "I erase your name and zone from Slack, and what you and I wrote to each other."
    held = [
        *([counted(progress.pieces, "piece of evidence", "pieces of evidence")] if progress.pieces else []),
        "your weeks, plans, goals and settings",
        *([counted(waiting, "unsent message")] if waiting else []),
        *(["unsent files"] if files else []),
    ]
    return f"I erase {joined(held)}."


def _take_down(posts: int) -> Block:
    many = counted(posts, "post")
    option = kit.option(f"Also take down my {many} in channels; replies stay", ids.TAKE_DOWN)
    return InputBlock(
        "Your posts",
        CheckboxGroup(ids.ERASE_POSTS, [option]),
        block_id=ids.ERASE_POSTS,
        optional=True,
    )


def not_the_word() -> str:
    """Return the sentence under the field that holds something else."""
    return "Nothing is erased. To erase everything, type erase here."


def erased(reader: Reader | None = None) -> dict[str, Any]:
    """Return the form's last view; after it, nobody is written to."""
    when = f" {times.moment(reader.now, reader)}" if reader else ""
    return kit.modal(
        "Erased",
        [
            kit.plain(f"I erased everything{when}. Nothing of yours is left here."),
            kit.context(STAYS),
        ],
    )


def files_unsent(*, mendable: bool, unknown: bool) -> Screen:
    """Return what a member is told whose files weren't sent, or (`unknown`) may have been.

    `mendable` says that Slack refuses them until the operator has changed something.
    """
    first = "Your files may not have come." if unknown else "Your files didn't come."
    if unknown:
        why = "I lost the connection while I sent them. Look here first. If they aren't here, ask once more."
    elif mendable:
        why = (
            "Slack doesn't let me send files yet. I told the person who runs PM Coach what to change. "
            "Nothing of yours is lost. Ask again in a day or two."
        )
    else:
        why = (
            "Slack didn't take them. The person who runs PM Coach can see why, and nothing of yours is lost."
        )
    return kit.message(first, [kit.plain(f"{first} {why}"), _again()])


def not_built(work: str) -> Screen:
    """Return what a member is told whose files couldn't be made."""
    if work == Work.READING:
        first = "I couldn't get an answer from the model."
        return kit.message(
            first, [kit.plain(f"{first} Nothing of yours is lost. You can ask it again from your evidence.")]
        )
    what = "export" if work == Work.EXPORT else "packet"
    first = f"I couldn't make your {what}."
    why = "Nothing of yours is lost, and the person who runs PM Coach can see why. Try again later today."
    return kit.message(first, [kit.plain(f"{first} {why}"), _again()])


def _again() -> Block:
    return kit.actions(
        kit.button("Build my packet", ids.PACKET_OPEN), kit.button("Send me my export", ids.EXPORT_SEND)
    )
