"""What goes into a packet, and in which order."""

import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time
from functools import cached_property
from itertools import accumulate, islice
from typing import NamedTuple

from bot.domain import milestones
from bot.domain.packet.difference import Difference, difference
from bot.domain.packet.material import Material, PacketOpening, Piece, Reached, Variant, may_go_in
from bot.domain.packet.names import could_be_names, words_of
from bot.domain.packet.packet import (
    Count,
    Decision,
    Exhibit,
    Group,
    Mark,
    Packet,
    PhaseSpan,
    Row,
    SkillOverTime,
)
from bot.domain.playbook import BOLDEST, EvidenceField, Input, Kind, Milestone, Playbook, Shows
from bot.domain.scores import Scores, scores
from bot.domain.text import curled, cut, display_name, readable, sentences

CLAIM, ROW, QUOTE, WORDS, LINE, TITLE, NAME = 900, 420, 320, 240, 180, 110, 60
"""Characters after which a text is cut, at a word."""
LINES = 12
PROOFS = 3
COUNTS = 4
ARGUES_FROM = 10
"""Pieces from which on the playbook's claim is made; before that the packet says what there is."""
OTHERS = "More of my work"
"""Over pieces that belong to no assignment."""
UNTITLED = "A piece of my work"
"""The title of a piece of the member's own kind that has none: the kind's word is a form's."""
SO_FAR = "This is the work that I have done so far."
ASK_ME = "Ask me about any decision on these pages."


_SAYS = (Shows.DETAIL, Shows.FORGONE)
"""A compulsory field that is shown so is the claim where no other field is."""
_QUOTATION = re.compile("[“‘„«].*[”’“»]")
_SENTENCE = re.compile(r"(?<=[.?]) ")


class Proving(NamedTuple):
    """What a milestone asks of a piece."""

    kind: str
    filled: frozenset[str]


class NothingToShow(Exception):  # noqa: N818 - it is a situation, not a fault
    """None of the chosen pieces can go into a packet, or none was chosen."""


def choose(
    material: Material,
    variant: Variant,
    chosen: Collection[int] | None = None,
    *,
    drafts: bool = False,
) -> Packet:
    """Return the packet of the chosen pieces, by id; None takes all that may go in.

    With `drafts` it shows what later drafts changed, and so words that the member has taken out.
    A piece that is private stays out whoever chose it. Raises NothingToShow where nothing is left.
    """
    pieces = [p for p in choosable(material, variant) if chosen is None or p.id in chosen]
    if not pieces:
        raise NothingToShow
    return _Choice(material, variant, pieces, drafts=drafts).packet()


def shown_opening(material: Material, variant: Variant) -> PacketOpening:
    """Return the claim, the ask and the name of a packet of all that may go in, each in its limit."""
    shown = _Choice(material, variant, choosable(material, variant))
    return PacketOpening(shown.name, _fitted(shown.claim, WORDS), _fitted(shown.ask, WORDS))


def own_opening(playbook: Playbook, variant: Variant, typed: PacketOpening) -> PacketOpening:
    """Return what is the member's own in what was typed, each in its limit.

    "" stands for what shows nothing and for what the programme says anyway, which may say it better later.
    The name stays as typed: to leave Slack's there is to choose it.
    """
    return PacketOpening(
        cut(display_name(typed.name), NAME),
        _own(typed.claim, _track_says(playbook, variant, "claim"), SO_FAR),
        _own(typed.ask, _track_says(playbook, variant, "ask"), ASK_ME),
    )


def _own(typed: str, *programme: str) -> str:
    said = {" ".join(cut(text, WORDS).split()) for text in programme}
    text = cut(readable(typed), WORDS)
    return "" if " ".join(text.split()) in said else text


def _track_says(playbook: Playbook, variant: Variant, what: str) -> str:
    return next((str(getattr(track, what)) for track in playbook.tracks if track.id == variant), "")


def choosable(material: Material, variant: Variant) -> list[Piece]:
    """Return the pieces that can go in, in the order in which they were handed in."""
    return [piece for piece in material.pieces if may_go_in(piece, variant) and _says_something(piece)]


def _says_something(piece: Piece) -> bool:
    return bool(claim_of(piece)) or bool(_shown(piece, Shows.SCORES))


class _Choice:
    """Some pieces, and all that a packet says because of them."""

    def __init__(
        self, material: Material, variant: Variant, pieces: Sequence[Piece], *, drafts: bool = False
    ) -> None:
        self._material, self._variant, self._pieces = material, variant, pieces
        self._drafts = drafts
        self._playbook, self._own = material.playbook, material.opening(variant)

    def packet(self) -> Packet:
        newest = max(piece.versions[-1].handed_in_at for piece in self._pieces)
        return Packet(
            variant=self._variant,
            name=self.name,
            author=self._own_name,
            made_at=datetime.combine(newest.astimezone(UTC), time(), UTC),
            claim=curled(self.claim),
            own_claim=bool(self._own_claim),
            ask=curled(self.ask),
            own_ask=bool(self._own_ask),
            months=self._months,
            counts=self._counts,
            proofs=_proofs(self._exhibits, self._variant),
            skills=self._grouped([s.title for s in self._playbook.skills], "skill", case_study=False),
            strengths=self._grouped([s.title for s in self._playbook.strengths], "strength"),
            case_study=tuple(each for each in self._exhibits if each.part),
            spans=tuple(self._spans()),
            over_time=tuple(self._over_time()),
            milestones=tuple(self._marks()),
            decisions=tuple(
                Decision(e.day, decided, tuple(_line(row.text) for row in e.forgone))
                for piece, e in zip(self._pieces, self._exhibits, strict=True)
                if e.forgone and (decided := _decided(piece))
            ),
        )

    @cached_property
    def _months(self) -> int:
        return max(self._playbook.months, self._last)

    @cached_property
    def _last(self) -> int:
        """The last month with evidence."""
        return max(piece.month for piece in self._pieces)

    @property
    def _own_name(self) -> str:
        return cut(display_name(self._own.name), NAME)

    @property
    def _own_claim(self) -> str:
        return _fitted(readable(self._own.claim), WORDS)

    @property
    def _own_ask(self) -> str:
        return _fitted(readable(self._own.ask), WORDS)

    @property
    def name(self) -> str:
        """The name that the member chose, or the one in Slack."""
        return self._own_name or cut(display_name(self._material.name), NAME)

    @property
    def claim(self) -> str:
        """The member's own claim, or the playbook's once there is enough to argue from."""
        skills = {piece.skill for piece in self._pieces} - {None}
        argues = len(self._pieces) >= ARGUES_FROM and 2 * len(skills) > len(self._playbook.skills)
        default = _track_says(self._playbook, self._variant, "claim") if argues else ""
        return self._own_claim or default or SO_FAR

    @property
    def ask(self) -> str:
        """The member's own ask, or the playbook's."""
        return self._own_ask or _track_says(self._playbook, self._variant, "ask") or ASK_ME

    @property
    def _counts(self) -> tuple[Count, ...]:
        counts = Counter(p.kind.id for p in self._pieces if p.kind.id != self._playbook.own)
        kinds = {piece.kind.id: piece.kind for piece in self._pieces}
        return tuple(
            Count(number, _called(kinds[id_], many=number > 1)) for id_, number in counts.most_common(COUNTS)
        )

    # The pieces.

    @cached_property
    def _exhibits(self) -> tuple[Exhibit, ...]:
        return tuple(self._exhibit(piece) for piece in self._pieces)

    def _exhibit(self, piece: Piece) -> Exhibit:
        playbook, assignment = self._playbook, piece.assignment
        strength = assignment.strength if assignment else None
        skill = playbook.skill.get(piece.skill or "")
        title, claim = _title_and_claim(piece, playbook)
        return Exhibit(
            id=piece.id,
            title=title,
            kind=_kind(piece, playbook),
            skill=skill.title if skill else "",
            strength=next((s.title for s in playbook.strengths if s.id == strength), ""),
            day=piece.day,
            month=piece.month,
            version=len(piece.versions),
            claim=_fitted(claim, CLAIM),
            quote=_fitted(_first(_shown(piece, Shows.QUOTE)).strip("\"'“”‘’„«» "), QUOTE),
            seen=_rows(_shown(piece, Shows.SEEN)),
            result=_rows(_shown(piece, Shows.RESULT)),
            forgone=_rows(_shown(piece, Shows.FORGONE)),
            details=_rows(_shown(piece, Shows.DETAIL)),
            link=_link(piece),
            part=_part(piece),
            scores=_scores(piece),
            difference=difference_of(piece) if self._drafts else None,
            proves=self._proven_by[piece.id],
        )

    def _grouped(self, titles: Sequence[str], by: str, *, case_study: bool = True) -> tuple[Group, ...]:
        """The exhibits under the titles that they name, in the order of the titles; none stands empty.

        With `case_study` off, those that are part of it are left to it, and what names no title comes last.
        """
        free = [each for each in self._exhibits if case_study or not each.part]
        groups = [Group(title, tuple(e for e in free if getattr(e, by) == title)) for title in titles]
        if not case_study:
            groups.append(Group(OTHERS, tuple(e for e in free if getattr(e, by) not in titles)))
        return tuple(group for group in groups if group.exhibits)

    # The figures.

    def _spans(self) -> Iterator[PhaseSpan]:
        """Yield each phase with its pieces; last those of the move's phase and those of no assignment."""
        others = list(self._pieces)
        for phase in self._playbook.phases:
            own = [p for p in others if p.assignment and p.assignment.phase == phase.id]
            if own and phase.exposure < BOLDEST:
                months = tuple(piece.month for piece in own)
                yield PhaseSpan(phase.title, phase.months.first, phase.months.last or self._months, months)
                others = [piece for piece in others if piece not in own]
        if others:
            months = tuple(piece.month for piece in others)
            yield PhaseSpan(OTHERS, min(months), max(months), months)

    def _over_time(self) -> Iterator[SkillOverTime]:
        for skill in self._playbook.skills:
            new = Counter(piece.month for piece in self._pieces if piece.skill == skill.id)
            totals = tuple(accumulate(new[month] for month in range(1, self._last + 1)))
            if new:
                yield SkillOverTime(skill.title, totals)

    @cached_property
    def _proving(self) -> list[Proving]:
        return [Proving(piece.kind.id, piece.filled) for piece in self._pieces]

    @cached_property
    def _proven_by(self) -> dict[int, tuple[str, ...]]:
        """The titles of the milestones that each piece has completed, by its id."""
        public = {reached.milestone.id for reached in self._public}
        return {
            piece.id: tuple(
                milestone.title
                for milestone in milestones.just_reached(
                    self._playbook, self._proving[:place], self._proving[: place + 1]
                )
                if milestone.id in public
            )
            for place, piece in enumerate(self._pieces)
        }

    @cached_property
    def _public(self) -> tuple[Reached, ...]:
        """The milestones that may be shown and that the chosen pieces prove by themselves."""
        proven = {m.id for m in milestones.reached(self._playbook, self._proving)}
        return tuple(
            m for m in self._material.milestones if m.milestone.id in proven and not m.milestone.private
        )

    def _at(self, milestone: Milestone) -> Sequence[Proving]:
        """The chosen pieces up to the one that proves a milestone: its post counts no later ones."""
        upto = (self._proving[:place] for place in range(len(self._proving) + 1))
        return next(some for some in upto if milestone in milestones.reached(self._playbook, some))

    def _marks(self) -> Iterator[Mark]:
        for reached in self._public:
            # What follows the first sentence of the playbook's post speaks to colleagues in a channel.
            post = milestones.post_text(reached.milestone, self._at(reached.milestone))
            text = reached.text or _SENTENCE.split(post, maxsplit=1)[0]
            here = reached.posted and self._variant is Variant.INTERNAL
            yield Mark(
                reached.milestone.title, _fitted(curled(readable(text)), ROW), reached.day, posted=here
            )


def claim_of(piece: Piece) -> str:
    """Return what a piece says: the field that its kind shows as its claim, else the compulsory one."""
    claim, compulsory = _first(_shown(piece, Shows.CLAIM)), piece.kind.compulsory
    return claim or (_answer(piece, compulsory) if compulsory.shows in _SAYS else "")


def _shown(piece: Piece, shows: Shows) -> list[Row]:
    """Return what was written in the fields that a kind shows in one way; empty ones are left out.

    The field that makes the claim is never shown a second time.
    """
    fields = (field for field in piece.kind.fields if field.shows is shows)
    own = piece.kind.compulsory if shows is Shows.DETAIL else None
    labelled = ((curled(field.packet_label or field.label), field) for field in fields if field is not own)
    rows = (Row(label, _answer(piece, field)) for label, field in labelled)
    return [row for row in rows if row.text]


def _claims(piece: Piece) -> bool:
    """Return whether a field of its own makes a piece's claim."""
    fields = (field for field in piece.kind.fields if field.shows is Shows.CLAIM)
    return any(_answer(piece, field) for field in fields)


def _answer(piece: Piece, field: EvidenceField) -> str:
    text = readable(piece.fields.get(field.id, ""))
    if field.input is Input.DATE:
        return _spelt(text)
    return curled(text) if field.input in (Input.LINE, Input.LONG) else text


def _spelt(day: str) -> str:
    """Return a date of the form as people write it; what is no date stays as it is."""
    try:
        read = date.fromisoformat(day)
    except ValueError:
        return day
    return f"{read.day} {read:%b %Y}"


def _first(rows: Sequence[Row]) -> str:
    return rows[0].text if rows else ""


def _line(text: str) -> str:
    """Return the first sentences of a text that fit on a line."""
    first, *more = sentences(text)
    for sentence in more:
        if len(first) + 1 + len(sentence) > LINE:
            break
        first = f"{first} {sentence}"
    return cut(first, LINE)


def _decided(piece: Piece) -> str:
    """Return a decision in its first sentence that isn't somebody's words; "" where the piece has none.

    Which answer is a decision is the playbook's word: a claim may be a problem or a reason, too.
    """
    for field in piece.kind.fields:
        if field.decision:
            said = (each for each in sentences(_answer(piece, field)) if not _QUOTATION.fullmatch(each))
            if found := next((each for each in said if len(each) <= LINE), ""):
                before = field.decision.partition("{}")[0].split()
                twice = before and found.split()[0].strip(".,:;") == before[0].strip(".,:;")
                return found if twice else field.decision.replace("{}", found)
    return ""


def _fitted(text: str, limit: int) -> str:
    """Return a text in so many characters and in LINES lines at most: more wouldn't fit on a page."""
    lines = text.splitlines()
    return cut(text if len(lines) <= LINES else "\n".join(lines[:LINES]) + " …", limit)


def _scores(piece: Piece) -> Scores | None:
    """Return a prioritisation's table, with names that leave the other columns room."""
    found = scores(_first(_shown(piece, Shows.SCORES)), _first(_shown(piece, Shows.WEIGHTS)))
    if found is None:
        return None
    flip = found.flip and replace(
        found.flip, option=cut(found.flip.option, TITLE), winner=cut(found.flip.winner, TITLE)
    )
    rows = tuple(replace(row, name=cut(row.name, TITLE)) for row in found.rows[:LINES])
    return replace(found, rows=rows, winner=cut(found.winner, TITLE), flip=flip)


def _rows(rows: Sequence[Row]) -> tuple[Row, ...]:
    return tuple(Row(row.label, _fitted(row.text, ROW)) for row in rows)


def _link(piece: Piece) -> str:
    """Return an address that a browser opens; anything else isn't shown as one."""
    link = _first(_shown(piece, Shows.LINK))
    return link if link.startswith(("https://", "http://")) and not any(map(str.isspace, link)) else ""


def _title_and_claim(piece: Piece, playbook: Playbook) -> tuple[str, str]:
    """Return a piece's title and what it says under that.

    A title is in the member's words, where they gave one, or a part of their case. Else the first sentence of
    what the piece says is its title, since the kind alone says nothing; an assignment's speaks of homework.
    """
    claim, kind = claim_of(piece), _kind(piece, playbook)
    title = cut(" ".join(_first(_shown(piece, Shows.TITLE)).split()).rstrip(" ."), TITLE) or _part(piece)
    if not title and claim:
        first = sentences(claim)[0]
        if len(first) <= TITLE:
            return first, claim.removeprefix(first).lstrip()
    return title or kind[:1].upper() + kind[1:] or UNTITLED, claim


def _kind(piece: Piece, playbook: Playbook) -> str:
    """Return what a piece is; "" for the member's own kind, whose word says nothing to a reader."""
    return "" if piece.kind.id == playbook.own else _called(piece.kind)


def _called(kind: Kind, *, many: bool = False) -> str:
    """Return what a packet calls a kind: "interviews" would be somebody else's who reads of a move."""
    return (kind.packet_plural or kind.plural) if many else (kind.packet_label or kind.label)


def _part(piece: Piece) -> str:
    """Return which part of a case study a piece is, one of those that its form has on offer."""
    fields = (field for field in piece.kind.fields if field.shows is Shows.PART)
    return next((text for f in fields if (text := _answer(piece, f)) in f.options), "")


def difference_of(piece: Piece) -> Difference | None:
    """Return what the newest version changes in the first one's claim.

    Nothing where it takes out what could be a name: whoever took it out wants nobody to read it.
    """
    if len(piece.versions) < 2:
        return None
    before, after = claim_of(piece.first), claim_of(piece)
    named = (name for line in before.splitlines() for name in could_be_names(line))
    still = words_of(after)
    return difference(before, after) if all(words_of(name) <= still for name in named) else None


def _proofs(exhibits: Sequence[Exhibit], variant: Variant) -> tuple[Exhibit, ...]:
    """Return the strongest exhibits, strongest first: one a skill as far as there are skills.

    Strong is what somebody saw and something came of, then what reached a milestone, then the newest. Whoever
    reads elsewhere knows nobody there, so a product of the member's own comes first for them.
    """
    ranked = sorted(exhibits, key=_strength, reverse=True)
    shown = (each for each in ranked if each.part and (each.seen or each.result))
    own = list(islice(shown, 1)) if variant is Variant.EXTERNAL else []
    skills = dict.fromkeys(each.skill for each in ranked)
    best = [next(each for each in ranked if each.skill == skill) for skill in skills]
    return tuple(dict.fromkeys([*own, *best, *ranked]))[:PROOFS]


def _strength(exhibit: Exhibit) -> tuple[bool, bool, bool, bool, date, int]:
    seen, result = bool(exhibit.seen), bool(exhibit.result)
    return seen and result, bool(exhibit.proves), seen or result, bool(exhibit.quote), exhibit.day, exhibit.id
