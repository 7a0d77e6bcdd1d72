"""`pm-coach feedback`: what the coach would say to a piece of work, as lines of JSON or as words for people.

Exit codes: 0 all were read, 2 something couldn't be; the rest is answered all the same.
"""

import json
import sys
from collections.abc import Iterator, Mapping
from math import isfinite
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NamedTuple, TextIO

import typer

from bot.cli import terminal
from bot.domain.text import same_passage

if TYPE_CHECKING:
    from bot.domain.feedback.asking import Question
    from bot.domain.feedback.finding import Feedback
    from bot.domain.feedback.prioritisation import Option, Table

WIDTH = 160
"""Where a long quotation is cut for people."""


def feedback(
    file: Annotated[
        Path | None, typer.Argument(help="One piece of work; without it, standard input.")
    ] = None,
    kind: Annotated[
        str | None,
        typer.Option(help="What the file is, such as vp_summary, or vp-page by its form's fields."),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object a line, in and out.")] = False,
) -> None:
    """Say what works in a piece of work and what could land better. By rules; nothing leaves this machine."""
    if kind is None and not as_json:
        raise typer.BadParameter("say with --kind what it is, or give lines of JSON with --json")
    with terminal.failing_in_words():
        source = sys.stdin if file is None else file.open(encoding="utf-8-sig", newline="")
    with source:
        if kind is None:
            _answer_lines(source)
        else:
            _answer_one(_read(source), kind, as_json=as_json)


def _read(source: TextIO) -> str:
    """Return the whole of a file; wrong use where it isn't text."""
    try:
        return source.read()
    except UnicodeDecodeError:
        raise typer.BadParameter("the file is no UTF-8 text") from None


def _answer_one(content: str, kind: str, *, as_json: bool) -> None:
    """Answer one piece of work."""
    try:
        given = _give(_row(content, kind))
    except ValueError as error:
        raise typer.BadParameter(str(error)) from None
    if as_json:
        typer.echo(json.dumps(given.as_json(), ensure_ascii=False))
    else:
        typer.echo("\n".join(_in_words(given)))


def _row(content: str, kind: str) -> dict[str, Any]:
    """Return what a file holds: an object, where it begins like one and its kind has fields, or a text."""
    from bot.domain.feedback.feedback import JUDGED, PRIORITISATION

    if kind in JUDGED or not content.lstrip().startswith("{"):
        return {"kind": kind, "text": content}
    written = _object(content)
    if kind == PRIORITISATION and not isinstance(written.get("options"), str):
        return {**written, "kind": kind}
    return {"kind": kind, "fields": written}


def _answer_lines(source: TextIO) -> None:
    """Answer each line; say on standard error which line can't be read and why, and go on."""
    wrong = False
    for number, line in _lines(source):
        if not line.strip():
            continue
        try:
            row = _object(line)
            answer = {"id": row.get("id"), **_give(row).as_json()}
        except ValueError as error:
            typer.echo(f"Line {number}: {error}.", err=True)
            wrong = True
        else:
            typer.echo(json.dumps(answer, ensure_ascii=False))
    if wrong:
        raise typer.Exit(2)


def _lines(source: TextIO) -> Iterator[tuple[int, str]]:
    """Yield lines with their numbers; wrong use from where the bytes are no text."""
    try:
        yield from enumerate(source, start=1)
    except UnicodeDecodeError:
        raise typer.BadParameter("the input is no UTF-8 text") from None


def _object(line: str) -> dict[str, Any]:
    """Return a JSON object; ValueError says what is wrong."""
    try:
        row = json.loads(line)
    except json.JSONDecodeError as error:
        raise ValueError(f"no JSON ({error.msg} at column {error.colno})") from None
    except RecursionError:
        raise ValueError("no JSON that can be read (too deeply nested)") from None
    if not isinstance(row, dict):
        raise ValueError("no JSON object")
    return row


class _Answer(NamedTuple):
    """What the rules say to a row, and the question that the reply in Slack would ask."""

    feedback: "Feedback"
    question: "Question | None"
    fields: dict[str, str] | None = None
    """Of a kind that is judged by its form's fields: what they hold."""

    def as_json(self) -> dict[str, Any]:
        """Return the answer without its id. A quote from a form's field is counted within that field."""
        if self.fields is None:
            return self.feedback.as_json()
        given = self.feedback.as_json()
        for said in filter(None, (*given["findings"], given["good"])):
            said.update(_place(said["quote"], self.fields))
        return {**given, "question": self.question._asdict() if self.question else None}


def _place(quote: str | None, fields: dict[str, str]) -> dict[str, Any]:
    """Return the first field that holds a quote, and where; nothing for what is missing."""
    for name, text in fields.items():
        if quote and (start := text.find(quote)) >= 0:
            return {"field": name, "start": start, "end": start + len(quote)}
    return {"field": None, "start": None, "end": None}


def _give(row: dict[str, Any]) -> _Answer:
    """Return the answer to one row; ValueError says what is wrong with it."""
    from bot.domain.feedback.feedback import JUDGED, KINDS, PRIORITISATION, give, give_on_table
    from bot.domain.judging import CODES

    kind = row.get("kind")
    if not isinstance(kind, str) or kind not in {*KINDS, *CODES}:
        raise ValueError(f"kind is {kind!r}; it can be {', '.join(dict.fromkeys((*KINDS, *CODES)))}")
    if kind in JUDGED:
        text = _text(row, "text")
        form, field = _IN_SLACK[kind]
        return _asked(give(kind, text), form, {field: text})
    if kind == PRIORITISATION and not {"fields", "text"} & row.keys():
        table, why = _table(row), _text(row, "rationale", optional=True)
        return _asked(give_on_table(table, why), kind, {**_as_fields(table), "why": why})
    return _give_on_form(kind, row)


_IN_SLACK = {
    "interview_question": ("interview", "questions"),
    "vp_summary": ("vp-page", "recommendation"),
    "mini_prd": ("mini-prd", "problem"),
    "saying_no": ("no", "refused"),
    "decision_log": ("decision-log", "decided"),
}
"""Where a text of each kind stands when it is handed in whole: the form's kind, and the field."""


def _as_fields(table: "Table") -> dict[str, str]:
    """Return a table as a form's fields hold it."""
    rows = ["; ".join([option.name, *_numbers(option.scores)]) for option in table.options]
    return {"options": "\n".join(rows), "weights": " ".join(_numbers(table.weights))}


def _numbers(given: Mapping[str, float]) -> Iterator[str]:
    from bot.domain.feedback.prioritisation import DIMENSIONS

    return (f"{given[name]:g}" for name in DIMENSIONS)


def _asked(given: "Feedback", kind: str, fields: dict[str, str]) -> _Answer:
    """Return feedback on a text with its question, which is asked where nothing is found."""
    from bot.domain.judging import ask

    return _Answer(given, None if given.findings else ask(kind, fields))


def _give_on_form(kind: str, row: dict[str, Any]) -> _Answer:
    """Return the answer to a piece as its form's fields, by the built-in programme."""
    from bot.domain.feedback.feedback import PRIORITISATION
    from bot.domain.feedback.finding import Feedback
    from bot.domain.filled_form import from_object, from_text
    from bot.domain.judging import Reading, read
    from bot.domain.scores import table
    from bot.playbook.loader import load

    form, fields = load().kind[kind], row.get("fields")
    if fields is None:
        filled = from_text(form, _text(row, "text"))
    elif isinstance(fields, dict):
        filled = from_object(form, fields)
    else:
        raise ValueError(f"fields is no object; write each of {kind} by its id, or a text with labels")
    if kind == PRIORITISATION and table(filled["options"], filled.get("weights", "")) is None:
        each = "the name and five scores from 1 to 5, with semicolons; and five weights, or none"
        raise ValueError(f"options or weights can't be read; write two options or more, one a line: {each}")
    said = read(kind, filled, form.silent, form.checks) or Reading(Feedback())
    return _Answer(*said, filled)


def _text(row: dict[str, Any], name: str, *, optional: bool = False) -> str:
    """Return a field that is a text."""
    value = row.get(name, "" if optional else None)
    if not isinstance(value, str):
        raise ValueError(f"{name} is missing" if value is None else f"{name} is no text")
    return value


def _table(row: dict[str, Any]) -> "Table":
    """Return the options and weights of a prioritisation."""
    from bot.domain.feedback.prioritisation import DIMENSIONS, Table

    options, weights = row.get("options"), row.get("weights")
    if not isinstance(options, list) or not options:
        raise ValueError("options is missing, or no list of options")
    if not isinstance(weights, dict):
        raise ValueError("weights is missing, or no object")
    read = [_option(number, option) for number, option in enumerate(options, start=1)]
    if len({option.name for option in read}) < len(read):
        raise ValueError("two options have the same name")
    return Table(read, {name: _number(weights, name, "weights", 0) for name in DIMENSIONS})


def _option(number: int, option: object) -> "Option":
    """Return one option of a prioritisation."""
    from bot.domain.feedback.prioritisation import DIMENSIONS, LEAST, MOST, Option

    if not isinstance(option, dict) or not isinstance(option.get("name"), str):
        raise ValueError(f"option {number} has no name")
    where = f"option {number}"
    return Option(option["name"], {name: _number(option, name, where, LEAST, MOST) for name in DIMENSIONS})


def _number(row: dict[str, Any], name: str, where: str, least: float, most: float | None = None) -> float:
    """Return a number of a row, between bounds."""
    value = row.get(name)
    if isinstance(value, bool) or not isinstance(value, int | float) or not isfinite(value):
        raise ValueError(f"{where}: {name} is missing, or no number")
    if value < least or (most is not None and value > most):
        raise ValueError(
            f"{where}: {name} is {value:g}; it can be {least} {f'to {most}' if most else 'or more'}"
        )
    return value


def _in_words(answer: _Answer) -> Iterator[str]:
    """Yield what a person reads: what works, then each finding with its words, why and a direction."""
    given = answer.feedback
    if given.good:
        yield f"This works: {given.good.why}"
        if given.good.quote:
            yield f"  > {_short(given.good.quote)}"
    if given.expect:
        yield from _computed(given.expect)
    if answer.question:
        yield from _question(answer.question, given.good.quote if given.good else None)
    elif not given.findings:
        yield "My rules find nothing more in it. They don't see whether it holds."
    for number, found in enumerate(given.findings, start=1):
        label, comment = f"{number} of {len(given.findings)}:", f"{found.why} {found.direction}"
        if found.quote:
            yield label
            yield f"  > {_short(found.quote)}"
            yield f"  {comment}"
        else:
            yield f"{label} {comment}"


def _question(asked: "Question", above: str | None) -> Iterator[str]:
    """Yield what is asked about the member's words, and the words, unless they stand above."""
    if above and same_passage(_short(above), _short(asked.quote)):
        yield f"One question about these words: {asked.asks}"
        return
    yield "One question about your words:"
    yield f"  > {_short(asked.quote)}"
    yield f"  {asked.asks}"


def _computed(expect: dict[str, Any]) -> Iterator[str]:
    """Yield the order and what would change it."""
    from bot.domain.feedback.prioritisation import DIMENSIONS
    from bot.domain.scores import NAMES

    named = dict(zip(DIMENSIONS, NAMES, strict=True))
    yield "Order: " + ", ".join(f"{name} {expect['totals'][name]:g}" for name in expect["order"])
    if expect["tie_for_first"]:
        yield "First place is shared; nothing decides it yet."
        return
    for flip in expect["score_flips"] or expect["score_flips_2"]:
        change = f"{named[flip['dimension']]} from {flip['from']:g} to {flip['to']:g}"
        yield f"{flip['option']}, {change}: {flip['winner']} wins."
    flip = expect["smallest_weight_flip"]
    if flip:
        times = f"{named[flip['dimension']]} times {flip['factor']:.2f}"
        yield f"Weight of {times}: {flip['winner']} draws level."
    if expect["cost_driven"]:
        yield "Engineering cost alone decides it."


def _short(quote: str) -> str:
    """Return a quotation on one line, cut at a word."""
    line = " ".join(quote.split())
    return line if len(line) <= WIDTH else line[:WIDTH].rsplit(" ", 1)[0] + " ..."
