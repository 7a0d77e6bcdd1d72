"""A piece of evidence as a file holds it: its fields from an object by id, or from a text with labels.

A ValueError says what is wrong, where, and what would be right.
"""

import re
from collections.abc import Mapping

from bot.domain.playbook import Kind

QUESTIONS = "questions"
_LABELLED = re.compile(r"\s{0,8}([^\s:][^:\n]{0,80}):(.*)", re.DOTALL)


def from_object(kind: Kind, given: Mapping[str, object]) -> dict[str, str]:
    """Return the fields of an object whose keys are their ids."""
    ids = [field.id for field in kind.fields]
    for name, value in given.items():
        if name not in ids:
            raise ValueError(f"{name!r} is no field of {kind.id}; its fields are {', '.join(ids)}")
        if not isinstance(value, str):
            raise ValueError(f"{name} is no text; write it between quotation marks")
    return _checked(kind, {name: str(value) for name, value in given.items()})


def from_text(kind: Kind, text: str) -> dict[str, str]:
    """Return the fields of a text: a line such as "Why: ..." begins one, by its id or its label.

    What stands before the first such line, or all of a text without one, is the compulsory field's; where
    that one is a choice, it is the first field's that takes words. A list of questions alone is `questions`,
    where the kind has this field; then no other field has to be filled in.
    """
    if any(field.id == QUESTIONS for field in kind.fields) and _only_asks(text):
        return {QUESTIONS: text.strip()}
    begins = {_plain(name): field for field in kind.fields for name in (field.label, field.id)}
    now = next(field for field in (kind.compulsory, *kind.fields) if not field.options)
    lines = dict[str, list[str]]()
    for line in text.splitlines():
        labelled = _LABELLED.fullmatch(line)
        field = begins.get(_plain(labelled[1])) if labelled else None
        if labelled and field:
            now, line = field, labelled[2].strip()
        lines.setdefault(now.id, []).append(line)
    return _checked(kind, {name: "\n".join(each).strip() for name, each in lines.items()})


def _only_asks(text: str) -> bool:
    """Say whether each line of a text asks; one of three may do so without a question mark."""
    lines = [line.rstrip(" \t*_\"'”’)") for line in text.splitlines() if any(map(str.isalnum, line))]
    asking = sum(line.endswith("?") for line in lines)
    labelled = any(_LABELLED.fullmatch(line) and not line.endswith("?") for line in lines)
    return not labelled and 0 < len(lines) <= 1.5 * asking


def _plain(label: str) -> str:
    return label.casefold().strip("*#-•? ")


def _checked(kind: Kind, fields: dict[str, str]) -> dict[str, str]:
    """Return what a form would take: its compulsory field is filled in, a choice is one of its options."""
    for field in kind.fields:
        value = fields.get(field.id, "")
        if field.options and value not in (*field.options, *([] if field.compulsory else [""])):
            raise ValueError(f"{field.id} is {value!r}; it can be {', '.join(field.options)}")
        if field.compulsory and not any(map(str.isalnum, value)):
            raise ValueError(f'{field.id} is empty; write what answers "{field.label}"')
    return fields
