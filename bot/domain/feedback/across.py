"""Numbers of one text that can't both be so: sums, parts of a whole, a goal that its own stop rule ends.

Each is arithmetic over what the member wrote, and says what comes out. Where a number could mean something
else, nothing is said.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from bot.domain.feedback.finding import Finding
from bot.domain.feedback.later import later
from bot.domain.feedback.text import Span, Text

CODE = "numbers_disagree"
_IN_WORDS = """
one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen
eighteen nineteen twenty
"""
_WORDS = {word: number for number, word in enumerate(_IN_WORDS.split(), start=1)}
_WHOLE = rf"\d{{1,3}}(?:,\d{{3}}){{1,3}}(?![\d.,:]*\d)|\d{{1,9}}(?![\d.,:]*\d)|(?:{'|'.join(_WORDS)})(?!\w)"
"""A whole number in digits or words, and no piece of a time, a date or a fraction."""
_NUMBER = rf"\d{{1,6}}\.\d{{1,4}}(?![\d.,:]*\d)|{_WHOLE}"
_FREE = r"(?<![\w.,:/€$£-])"
"""A number begins here, and no word, price or fraction goes on."""
_UNIT = (
    r"%|percent|minutes?|mins?|hours?|days?|weeks?|months?|years?|euros?|dollars?|people|users|customers|"
    r"practices|callers|calls|cases|tickets|letters|answers"
)
_TIME = r"(?:working )?(?:minutes?|hours?|days?|weeks?|months?)"
_SIMPLER = {"percent": "%", "min": "minute", "mins": "minute"}
_LEAST_PARTS = 2


def disagreements(raw: str) -> Iterator[Finding]:
    """Yield what of a text's numbers can't be so, in the order of the checks, each with its sentence."""
    text = Text(raw)
    for check in (_stop_rules, _totals, _lists, _parts, _ways, _changes):
        for span, why, direction in check(text):
            start, end = text.sentence_at(span[0])
            yield Finding(CODE, raw[start:end], start, end, why, direction)


_Said = tuple[Span, str, str]
"""Where it is, why it can't be so, and a direction."""


def value(said: str) -> float:
    """Return what a number in digits or words is worth."""
    return _WORDS[said] if said in _WORDS else float(said.replace(",", ""))


def _unit(said: str | None) -> str:
    said = (said or "").removeprefix("working ")
    return _SIMPLER.get(said, said.removesuffix("s"))


# A goal, and a stop rule that reaching the goal would set off.

_GOAL = later(r"\b(?:goal|target|aim|we want|i want|at least|goes on if|go on if|go when)\b")
_STOP = later(
    r"(?<!bus )\b(?:we stop|i stop|stop rule|stop when|stop if|stop below|stop above|stop under|stop over|"
    r"switch(?:es|ed)? (?:it )?off|(?:is|it's|be) off when|roll(?:s|ed)? (?:it )?back|off when|off if|"
    r"pull it|end it)\b"
)
_NEGATED = later(r"\b(?:not|never|n't)\b|n't\b")
_BELOW = "under|below|less than|fewer than|lower than"
_LIMIT = later(
    rf"\b(?:(?P<below>{_BELOW})|(?P<above>over|above|more than|higher than|exceeds)|at) "
    rf"(?P<number>{_NUMBER}) ?(?P<unit>{_UNIT})?"
)
_VALUE = later(rf"{_FREE}(?P<number>{_NUMBER}) ?(?P<unit>{_UNIT})(?!\w)")
_FROM_TO = later(
    rf"\bfrom (?P<a>{_NUMBER})(?: ?(?P<unit_a>{_UNIT}))? to (?P<b>{_NUMBER})(?: ?(?P<unit_b>{_UNIT})(?!\w))?"
)
_SMALL_WORDS = """
than that this they them their there then with when what which week weeks after before have from into only
goal goals target stop stops rule rules fewer less more over under below above least most back will would
should must want aims drops falls goes come comes take takes each time times first second practices people
users customers roll switch month months day days minutes hours case cases
"""
_SMALL = frozenset(_SMALL_WORDS.split())


@dataclass(frozen=True, slots=True)
class _Goal:
    number: float
    said: str
    upward: bool | None
    """None where nothing says whether more is better."""
    about: frozenset[str]


def _stop_rules(text: Text) -> Iterator[_Said]:
    goals: dict[str, list[_Goal]] = {}
    stops: list[tuple[Span, re.Match[str], frozenset[str]]] = []
    for start, end in text.sentences:
        stop = _STOP.search(text.low, start, end)
        if stop and not _NEGATED.search(text.low, start, stop.end()):
            limits = list(_LIMIT.finditer(text.low, start, end))
            stops += [((start, end), limits[0], _about(text.low[start:end]))] if len(limits) == 1 else []
        elif not stop and _GOAL.search(text.low, start, end):
            for goal in _goals(text, start, end):
                goals.setdefault(goal[0], []).append(goal[1])
    for span, limit, about in stops:
        known = goals.get(_unit(limit["unit"]), [])
        if len(known) == 1 and (not about or about & known[0].about) and _sets_off(limit, known[0]):
            said = f"At {known[0].said} your goal is reached, and the stop rule at {limit['number']}"
            unit = limit["unit"] or ""
            yield (
                span,
                f"{said}{' ' if unit else ''}{unit} ends it all the same.",
                "Say which of the two numbers holds.",
            )


def _goals(text: Text, start: int, end: int) -> Iterator[tuple[str, _Goal]]:
    """Yield what a sentence wants to reach, with its unit."""
    about = _about(text.low[start:end])
    if way := _FROM_TO.search(text.low, start, end):
        a, b, unit = value(way["a"]), value(way["b"]), way["unit_b"] or way["unit_a"]
        yield _unit(unit), _Goal(b, f"{way['b']} {unit or ''}".strip(), b > a, about)
        return
    for hit in _VALUE.finditer(text.low, start, end):
        yield _unit(hit["unit"]), _Goal(value(hit["number"]), hit[0], None, about)


def _sets_off(limit: re.Match[str], goal: _Goal) -> bool:
    """Return whether a stop rule ends what has just reached its goal."""
    number = value(limit["number"])
    if limit["below"]:
        return goal.number < number and goal.upward is not False
    if limit["above"]:
        return goal.number > number and goal.upward is not True
    return goal.upward is not None and (number > goal.number if goal.upward else number < goal.number)


def _about(low: str) -> frozenset[str]:
    """Return what a sentence is about: beginnings of its longer words."""
    return frozenset(word[:5] for word in re.findall(r"[a-z]{4,30}", low) if word not in _SMALL)


# Sums: parts with one unit and a total, in one sentence; and a list behind a total and a colon.

_DURATION = later(rf"{_FREE}(?P<number>{_NUMBER}) (?P<unit>{_TIME})(?!\w)")
_IN_ALL = later(r",? (?:in all|in total|altogether|all in all|total)(?= ?(?:[.,;!)]|$))")
_ALL = later(r"(?:,|;|-|–|=| and| is| are)? ?(?:together|in all|in total|altogether|total:?|makes) $")
_OR = later(r"\(|\b(?:possible|if|or|unless|fewer|less|more than|then|of them|instead)\b")


def _totals(text: Text) -> Iterator[_Said]:
    for start, end in text.sentences:
        found = list(_DURATION.finditer(text.low, start, end))
        if len(found) <= _LEAST_PARTS or len({_unit(each["unit"]) for each in found}) > 1:
            continue
        last = found[-1]
        total = _IN_ALL.match(text.low, last.end(), end) or _ALL.search(text.low[start : last.start()])
        if total and not _OR.search(text.low, start, end):
            parts, whole = [value(each["number"]) for each in found[:-1]], value(last["number"])
            if sum(parts) != whole:
                yield (start, end), *_sum(parts, last["number"])


_HEAD = later(rf"{_FREE}(?P<number>{_NUMBER}) (?P<unit>[a-z]{{3,20}}): ")
_PART = later(rf"(?:and )?(?:about )?(?P<number>{_NUMBER}) (?P<word>[a-z]{{2,20}})")


def _lists(text: Text) -> Iterator[_Said]:
    """Time has to add up exactly; of things counted no more may be listed than there are."""
    for start, end in text.sentences:
        head = _HEAD.search(text.low, start, end)
        listed = text.low[head.end() : end] if head else ""
        if head is None or _OR.search(listed):
            continue
        pieces = [piece.strip() for piece in re.split(r"[,;]| and (?=\d)", listed)]
        parts = [_PART.match(piece) for piece in pieces]
        if len(parts) < _LEAST_PARTS or not all(parts):
            continue
        values, whole = [value(part["number"]) for part in parts if part], value(head["number"])
        of_time = re.fullmatch(_TIME, head["unit"]) is not None
        same = all(part and _unit(part["word"]) == _unit(head["unit"]) for part in parts)
        if (of_time and same and sum(values) != whole) or (not of_time and sum(values) > whole):
            yield (start, end), *_sum(values, head["number"])


def _sum(parts: list[float], total: str) -> tuple[str, str]:
    added = " + ".join(f"{part:g}" for part in parts)
    return f"{added} is {sum(parts):g}, and you write {total}.", "Count again, or say what is counted twice."


# A part above its whole, a fall that rises, and a percentage that its own two numbers don't give.

_OF = later(rf"{_FREE}(?P<part>{_WHOLE}) of (?:the )?(?P<whole>{_WHOLE}) (?P<what>[a-z]+)")
_MONTH = later(r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)|different|kinds?$|such$")


def _parts(text: Text) -> Iterator[_Said]:
    for hit in _OF.finditer(text.low):
        if value(hit["part"]) > value(hit["whole"]) and not _MONTH.match(hit["what"]):
            said = text.raw[hit.start() : hit.end("whole")]
            yield hit.span(), f'"{said}" is more than there are.', "Count both numbers again."


_FALL = "falls?|fell|drops?|dropped|sinks?|sank|decreases?|decreased|reduces?|reduced|shrinks?|shrank"
_RISE = "rises?|rose|grows?|grew|increases?|increased|climbs?|climbed"
_WAY = later(rf"\b(?:(?P<down>{_FALL})|(?P<up>{_RISE}))(?: [a-z-]+){{0,3}} (?={_FROM_TO.pattern[2:]})")


def _ways(text: Text) -> Iterator[_Said]:
    for hit in _WAY.finditer(text.low):
        way = _FROM_TO.match(text.low, hit.end())
        start, _ = text.sentence_at(hit.start())
        if way is None or _NEGATED.search(text.low, start, hit.start()) or not _comparable(text, way):
            continue
        a, b = value(way["a"]), value(way["b"])
        if (b > a and hit["down"]) or (b < a and hit["up"]):
            said = text.raw[way.start() : way.end()].strip()
            verb, other = ("fall", "rise") if hit["down"] else ("rise", "fall")
            yield hit.span(), f'You write that it {verb}s, and "{said}" {other}s.', "Check the two numbers."


def _comparable(text: Text, way: re.Match[str]) -> bool:
    """Return whether both ends are of one kind: no "1 in 5", and no hours against minutes."""
    if way["unit_a"] and way["unit_b"] and _unit(way["unit_a"]) != _unit(way["unit_b"]):
        return False
    return not re.match(
        r"[\d.,:]*\d| ?(?:in|of|out of) \d|(?:st|nd|rd|th)\b", text.low[way.end() : way.end() + 12]
    )


_CHANGE = later(
    r"(?<![\w.,])(?P<number>\d{1,3}) ?(?:%|percent) (?:less|fewer|more|faster|lower|higher|down)(?!\w| of)|"
    r"\b(?:reduction|drop|increase|growth|rise|saving) of (?P<other>\d{1,3}) ?(?:%|percent)"
)
_NEAR = 2
"""Percentage points by which people round."""


def _changes(text: Text) -> Iterator[_Said]:
    for start, end in text.sentences:
        way = _FROM_TO.search(text.low, start, end)
        changes = list(_CHANGE.finditer(text.low, start, end))
        percents = re.findall(r"%|percent", text.low[start:end])
        if way is None or len(changes) != 1 or len(percents) != 1 or not _comparable(text, way):
            continue
        a, b = value(way["a"]), value(way["b"])
        said = float(changes[0]["number"] or changes[0]["other"])
        real = abs(b - a) / a * 100 if a else said
        share = (b / a if b > a else a / b if b else 1) * 100 - 100
        if min(abs(said - real), abs(said - share)) > _NEAR:
            numbers = text.raw[way.start() : way.end()].strip()
            yield (
                (start, end),
                f'"{numbers}" is {real:.0f} % {"less" if b < a else "more"}, and you write {said:g} %.',
                "Check which of the three numbers is wrong.",
            )
