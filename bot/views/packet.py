"""The packet: what goes in, who is named in it, and the private note beside the files."""

import json
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Any

from slackblocks import (
    Block,
    CheckboxGroup,
    InputBlock,
    PlainTextInput,
    RadioButtonGroup,
    StaticMultiSelectMenu,
)

from bot.domain.packet.choice import NAME, WORDS, difference_of
from bot.domain.packet.gaps import Gap, Lack
from bot.domain.packet.material import PacketOpening, Piece, Variant
from bot.domain.packet.names import Named
from bot.domain.playbook import Skill
from bot.domain.progress import Reader
from bot.domain.records import DraftRecord
from bot.domain.worth import WORTH_SHOWING
from bot.screen import Screen
from bot.views import drafts, ids, kit, times
from bot.views.text import capital, cut, inline, joined
from bot.views.vocabulary import counted

MENUS, MENU_LIMIT = 20, 100
"""Menus in the form, and options that a menu holds."""
VALUE_LIMIT = 2000
"""Characters of a button's value: some 300 pieces."""
LINES = 20
"""Lines that name somebody and are shown; a section holds 3,000 characters of each."""
FOR = {Variant.INTERNAL: "Inside my company", Variant.EXTERNAL: "Elsewhere"}
FOR_WHOM = {Variant.INTERNAL: "your company", Variant.EXTERNAL: "readers elsewhere"}
FORMATS = {
    "pdf": "PDF, to send or print",
    "html": "A page for the browser, best with a screen reader",
    "md": "Markdown, to edit",
}
NAMES = {"pdf": "PDF", "html": "page for the browser", "md": "Markdown"}
PRIVATE_NOTE = "A private note tells you what your packet lacks. The note is in no file."
HOLDERS = "The files come to our DM. If your company exports its Slack, direct messages may be in the export."
"""For members whose manager isn't to know: said before anything is built."""


def form(
    variant: Variant,
    pieces: Sequence[tuple[Skill | None, Sequence[Piece]]],
    private: int,
    reader: Reader,
    formats: Collection[str],
    opening: PacketOpening,
    draft: DraftRecord | None = None,
    *,
    emptied: bool = False,
) -> dict[str, Any]:
    """Return the picker: for whom, what stands first, which pieces under their skills, which files.

    All is preset, the first page with the `opening`; what stands in the `draft` goes before it. `emptied` is
    the form after Start empty.
    """
    typed = _as_typed(draft, variant) if draft else opening
    menus = [_menu(skill, each, reader) for skill, each in pieces[:MENUS]]
    return kit.modal(
        "Build my packet",
        [
            _variants(variant),
            *drafts.note(draft if typed != opening else None, reader, ids.PACKET_EMPTY),
            *_opening(variant, PacketOpening() if emptied else typed, emptied=emptied),
            *menus,
            _formats(formats),
            *_drafts(piece for _, each in pieces for piece in each),
            kit.context(" ".join([*_stays_out(private), PRIVATE_NOTE])),
            kit.context(HOLDERS),
        ],
        submit="Build it",
        callback=ids.PACKET_FORM,
        ids={"variant": variant},
        tells_when_closed=True,
    )


def _as_typed(draft: DraftRecord, variant: Variant) -> PacketOpening:
    name, claim, ask = (
        draft.values.get(f"{field}{variant}", "")
        for field in (ids.PACKET_NAME, ids.PACKET_CLAIM, ids.PACKET_ASK)
    )
    return PacketOpening(name, claim, ask)


def _opening(variant: Variant, shown: PacketOpening, *, emptied: bool) -> Iterator[Block]:
    programmes = "If this is empty, the page has the programme's words."
    names = "If this is empty, the page has your name in Slack."
    for label, field, text, limit, hint in (
        ("Your claim in one sentence", ids.PACKET_CLAIM, shown.claim, WORDS, programmes),
        ("What you ask for", ids.PACKET_ASK, shown.ask, WORDS, programmes),
        ("Your name on the page", ids.PACKET_NAME, shown.name, NAME, names),
    ):
        line = PlainTextInput(
            f"{field}{variant}", text[:limit] or None, multiline=field == ids.PACKET_ASK, max_length=limit
        )
        yield drafts.field(label, line, emptied=emptied, hint=hint, optional=True)


def too_few(count: int) -> Screen:
    """Return the answer where a packet has little to show yet, with the way all the same."""
    if not count:
        first = "Your packet begins with your first pieces of evidence: from three on, it is worth showing."
        return kit.message(first, [kit.plain(first)])
    first = f"{capital(counted(WORTH_SHOWING - count, 'more piece'))} of evidence will make a packet."
    return kit.message(
        first,
        [
            kit.plain(f"{first} With fewer, it has little to show."),
            kit.actions(kit.button("Build it anyway", ids.PACKET_OPEN)),
        ],
    )


def names(found: Sequence[Named], packed: dict[str, Any]) -> dict[str, Any]:
    """Return the lines that seem to name somebody, before anything is built; `packed` is what was chosen."""
    lines = len(found)
    return kit.modal(
        "Names in it",
        [
            kit.plain(
                f"{capital(counted(lines, 'line names', 'lines name'))} a person or a company, "
                "as far as I can see. Outside your team, a role is clearer than a name."
            ),
            *(kit.quote(_where(each)) for each in found[:LINES]),
            *([kit.plain(f"There are {counted(lines - LINES, 'more line')}.")] if lines > LINES else []),
            kit.context(
                f"{_words(found)} To change a piece, close this and revise it under evidence. "
                "You can change your claim and your request in the packet's form. "
                "I don't find every name, so read the files before you send them."
            ),
        ],
        submit="Build it as it is",
        callback=ids.PACKET_NAMES_FORM,
        ids=packed,
    )


def building() -> dict[str, Any]:
    """Return the form's last view."""
    return kit.modal(
        "Building it",
        [
            kit.plain("Your packet comes to our DM as files. It takes about ten seconds."),
            kit.context("Nobody else gets it. You decide where it goes."),
        ],
    )


def note(
    variant: Variant,
    number: int,
    gaps: Sequence[Gap],
    notes: Sequence[str],
    failed: dict[str, Any] | None,
    pages: int = 0,
) -> Screen:
    """Return the private note beside the files: what is in them, and what they lack.

    `failed` is what to build again where a format didn't come out, as the form packs it. `pages` are those of
    the PDF, 0 where there is none.
    """
    pieces = f"{counted(number, 'piece')} of evidence"
    first = f"Your packet is built from {pieces}."
    if pages:
        first = f"Your packet is ready: a PDF of {counted(pages, 'page')}, built from {pieces}."
    other = next(each for each in Variant if each is not variant)
    return kit.message(
        first,
        [
            kit.plain(
                f"{first} The files come in the next message. It is the version for {FOR_WHOM[variant]}."
            ),
            *(_failed(failed) if failed else ()),
            *map(kit.plain, notes),
            *(
                [kit.plain("This is for you alone, and in no file. " + " ".join(map(lack, gaps)))]
                if gaps
                else []
            ),
            kit.actions(
                kit.button("Change what is in it", ids.PACKET_OPEN, variant),
                kit.button("Build the other version", ids.PACKET_OTHER, other),
            ),
            kit.context("If you use a screen reader, take the page for the browser."),
        ],
    )


def _failed(packed: dict[str, Any]) -> Iterator[Block]:
    """What didn't come out, and a press that tries it again with the same pieces."""
    without = joined([NAMES[form] for form in packed["formats"]])
    yield kit.plain(f"The {without} didn't come out. The person who runs PM Coach can see why.")
    value = json.dumps(packed, separators=(",", ":"))
    if len(value) <= VALUE_LIMIT:
        yield kit.actions(kit.button(f"Try the {without} again", ids.PACKET_AGAIN, value))


def building_again() -> Screen:
    """Return the answer to that press."""
    first = "I build your packet again, and it comes to our DM in about ten seconds."
    return kit.message(first, [kit.plain(first)])


def lack(gap: Gap) -> str:
    """Return what a packet lacks, in a sentence."""
    match gap.lack:
        case Lack.PIECES:
            return f"{capital(counted(gap.number, 'more piece'))} would make your packet worth showing."
        case Lack.SKILL:
            return f"Your packet shows nothing about {inline(gap.of)} so far."
        case Lack.PART:
            return f"Your case study has no part about {inline(gap.of)} so far."
        case Lack.KIND:
            return f"Your packet has no {inline(gap.of)} so far."
        case Lack.SEEN:
            return "No piece says who saw it."
        case Lack.RESULT:
            return "No piece says what happened because of it."


def none_chosen() -> str:
    """Return the sentence under a form in which no piece was chosen."""
    return "Choose at least one piece, because a packet is made of your evidence."


def _where(named: Named) -> str:
    """Return a line after the title that it stands under; a title alone is a line, too."""
    line = cut(named.line, 600)
    return line if named.line == named.title else f"{named.title}: {line}"


def _words(found: Sequence[Named]) -> str:
    words = dict.fromkeys(name for each in found for name in each.names)
    return f"What looks like a name: {joined(list(words)[:10])}."


def _variants(variant: Variant) -> Block:
    options = {each: kit.option(label, each) for each, label in FOR.items()}
    radios = RadioButtonGroup(ids.PACKET_VARIANT, list(options.values()), options[variant])
    return InputBlock("For whom is it?", radios, block_id=ids.PACKET_VARIANT, dispatch_action=True)


def _menu(skill: Skill | None, pieces: Sequence[Piece], reader: Reader) -> Block:
    """A menu of the pieces under one skill; their order is newest first, and the newest fit.

    Its name is the skill's: a variant may leave another skill out, and what was chosen stays with its own.
    """
    name = f"{ids.PACKET_PIECES}{skill.id if skill else 'other'}"
    options = [_option(piece, reader) for piece in pieces[:MENU_LIMIT]]
    menu = StaticMultiSelectMenu(
        name, options=options, initial_options=options, placeholder="Pieces of evidence"
    )
    title = skill.title if skill else "Other work"
    return InputBlock(f"What goes in: {inline(title)}", menu, block_id=name, optional=True)


def _option(piece: Piece, reader: Reader) -> Any:
    day = times.date_of(piece.day, reader)
    return kit.option(f"{cut(piece.title, kit.LABEL_LIMIT - len(day) - 2)}, {day}", piece.id)


def _formats(chosen: Collection[str]) -> Block:
    options = {each: kit.option(label, each) for each, label in FORMATS.items()}
    boxes = CheckboxGroup(
        ids.PACKET_FORMATS, list(options.values()), [options[each] for each in FORMATS if each in chosen]
    )
    return InputBlock("As which files?", boxes, block_id=ids.PACKET_FORMATS)


def _drafts(pieces: Iterable[Piece]) -> Iterator[Block]:
    """Offer to show what later drafts changed, where that can be shown."""
    if any(map(difference_of, pieces)):
        yield InputBlock(
            "Earlier drafts",
            CheckboxGroup(ids.PACKET_DRAFTS, [kit.option("Show what my later drafts changed", "shown")]),
            block_id=ids.PACKET_DRAFTS,
            hint="Readers then see the words that you deleted, with a line through them. "
            "Deleted names aren't shown.",
            optional=True,
        )


def _stays_out(private: int) -> Iterator[str]:
    if private:
        verb = "is private and stays" if private == 1 else "are private and stay"
        yield f"{capital(counted(private, 'piece'))} {verb} out of every file."
