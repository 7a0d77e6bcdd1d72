"""Evidence of a member: the list, all of it, and one piece in full."""

from collections.abc import Iterator, Sequence
from typing import Any

from slackblocks import Block

from bot.domain.progress import Evidence, Progress, Reader
from bot.screen import Screen
from bot.views import ids, kit, times
from bot.views.text import cut, inline, one_line
from bot.views.vocabulary import counted

NOTHING_YET = "Your first piece of evidence goes here. One line and a link are enough."
_NEWEST = 10
_ALL = 95
_LATE = 2


def evidence(progress: Progress) -> Screen:
    """Return `/pm-progress evidence`: the ten newest pieces, and the late weeks to which one can add."""
    pieces = progress.evidence
    late = list(_late(progress))
    if not pieces:
        first = NOTHING_YET
        buttons = late or [kit.actions(kit.primary("Add evidence", ids.ASSIGNMENT_DONE, progress.week.id))]
        return kit.message(first, [kit.plain(first), *buttons])
    first = f"You have saved {counted(len(pieces), 'piece')} of evidence."
    more = [kit.actions(kit.button("All evidence", ids.EVIDENCE_ALL))] if len(pieces) > _NEWEST else []
    return kit.message(
        first,
        [
            kit.header("Your evidence"),
            *(_row(piece, progress.reader) for piece in pieces[:_NEWEST]),
            *more,
            *late,
            kit.context("Only you see this in Slack."),
        ],
    )


def all_evidence(progress: Progress) -> dict[str, Any]:
    """Return every piece, newest first, as far as a view holds them."""
    rows = [_row(piece, progress.reader) for piece in progress.evidence[:_ALL]]
    older = len(progress.evidence) - len(rows)
    note = (
        f"You have {counted(older, 'older piece')} too. Export sends you all of them."
        if older
        else "Only you see this in Slack."
    )
    return kit.modal(
        "Your evidence",
        [*(rows or [kit.plain(NOTHING_YET)]), kit.context(note)],
    )


def one(piece: Evidence, versions: Sequence[Evidence], reader: Reader | None = None) -> dict[str, Any]:
    """Return a piece with everything that is in it; `versions` are all of it, this one among them."""
    others = [version for version in versions if version.version != piece.version]
    return kit.modal(
        "What you saved",
        [
            kit.plain(_heading(piece, reader)),
            *_fields(piece),
            kit.actions(kit.button("Add to it", ids.EVIDENCE_REVISE, piece.id)),
            *_earlier(others, reader),
            kit.context("Only you see this in Slack."),
        ],
    )


def dated(piece: Evidence, reader: Reader) -> str:
    """Return "Third story (11 Feb)", with the version when there are several."""
    version = f", version {piece.version}" if piece.version > 1 else ""
    return f"{cut(piece.title, 75)}{version} ({times.short_day(piece.handed_in_at, reader)})"


def _row(piece: Evidence, reader: Reader) -> Block:
    short = ", the 15-minute option" if piece.short else ""
    text = f"{dated(piece, reader)}: {piece.kind.label} for week {piece.week}{short}"
    return kit.plain(text, kit.button("See it", ids.EVIDENCE_SEE, piece.id, spoken=f"See it: {piece.title}"))


def _late(progress: Progress) -> Iterator[Block]:
    """Yield the newest closed weeks that late work would keep; never how many there are."""
    buttons = [
        kit.button(f"Add evidence for week {week.number}", ids.ASSIGNMENT_DONE, week.id)
        for week in progress.late[:_LATE]
    ]
    # Two buttons with one action_id may not stand in one block, so each week gets its own row.
    yield from (kit.actions(button) for button in buttons)


def _heading(piece: Evidence, reader: Reader | None) -> str:
    when = f", which you saved on {times.day(piece.handed_in_at, reader)}" if reader else ""
    short = " You did the 15-minute option." if piece.short else ""
    what = f"version {piece.version} of your {inline(piece.kind.label)} for week {piece.week}"
    return f"{piece.title}: this is {what}{when}.{short}"


def _fields(piece: Evidence) -> Iterator[Block]:
    """Yield each field that was filled in, with its label; long texts in as many blocks as they need."""
    for field in piece.kind.fields:
        for number, part in enumerate(_parts(piece.fields.get(field.id, ""))):
            yield kit.words(part, "" if number else field.label)


def _parts(text: str) -> list[str]:
    return [text[at : at + kit.SECTION_LIMIT] for at in range(0, len(text), kit.SECTION_LIMIT)]


def _earlier(versions: Sequence[Evidence], reader: Reader | None) -> Iterator[Block]:
    for version in versions[:_NEWEST]:
        when = f", {times.day(version.handed_in_at, reader)}" if reader else ""
        yield kit.context(f"Version {version.version}{when}: {one_line(version.core)}")
