"""The schema of Block Kit as validators: block_kit.schema.json, JSON Schema 2020-12.

The file is plain data for any validator. Here three keywords are quicker or say more: `$ref` looks into
`$defs` without resolving an address, `required` names what is missing as Slack does, and a `oneOf` with a
`discriminator` follows the one branch that the value's `type` names, so that an error is about that branch.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator, FormatChecker, ValidationError
from jsonschema.validators import extend

from bot.sandbox.problems import Problem, from_error

Json = dict[str, Any]

FILE = Path(__file__).with_name("block_kit.schema.json")
SCHEMA: Json = json.loads(FILE.read_text(encoding="utf-8"))
_DEFS: Mapping[str, Json] = SCHEMA["$defs"]
_REMEMBERED = frozenset({"message_block", "modal_block", "home_block"})
"""What is judged once for each distinct value: apps send the same blocks again and again."""
_one_of = Draft202012Validator.VALIDATORS["oneOf"]


def _ref(validator: Any, ref: str, instance: Any, _schema: Json) -> Iterator[ValidationError]:
    name = _name(ref)
    if name in _REMEMBERED:
        yield from map(ValidationError.create_from, _errors(name, json.dumps(instance)))
    else:
        yield from validator.descend(instance, _DEFS[name])


def _name(ref: str) -> str:
    return ref.removeprefix("#/$defs/")


def _required(_validator: Any, names: list[str], instance: Any, _schema: Json) -> Iterator[ValidationError]:
    missing = [name for name in names if name not in instance] if isinstance(instance, dict) else []
    yield from (ValidationError(f"missing required field: {name}") for name in missing)


def _discriminated(
    validator: Any, branches: list[Json], instance: Any, schema: Json
) -> Iterator[ValidationError]:
    if "discriminator" not in schema:
        yield from _one_of(validator, branches, instance, schema)
    elif isinstance(instance, dict) and "type" in instance:  # `type` and `required` say it otherwise
        known = _by_type(tuple(branch["$ref"] for branch in branches))
        kind = instance["type"]
        if isinstance(kind, str) and kind in known:
            yield from validator.descend(instance, known[kind])
        else:
            yield _unsupported(kind, sorted(known))


@cache
def _by_type(refs: tuple[str, ...]) -> Mapping[str, Json]:
    """Return the definitions under the values that their `type` may have."""
    found: dict[str, Json] = {}
    for definition in (_DEFS[_name(ref)] for ref in refs):
        kind = definition["properties"]["type"]
        found |= dict.fromkeys(kind.get("enum", [kind.get("const")]), definition)
    return found


def _unsupported(kind: Any, known: list[str]) -> ValidationError:
    return ValidationError(
        f"unsupported type: {kind}", path=["type"], validator="discriminator", validator_value=known
    )


_KEYWORDS = {"$ref": _ref, "required": _required, "oneOf": _discriminated}
_Validator = extend(Draft202012Validator, _KEYWORDS)  # type: ignore[no-untyped-call]


@cache
def _validator(definition: str) -> Any:
    return _Validator(_DEFS[definition], format_checker=FormatChecker(["date"]))


@lru_cache(maxsize=8192)
def _errors(definition: str, dumped: str) -> tuple[ValidationError, ...]:
    return tuple(_validator(definition).iter_errors(json.loads(dumped)))


def schema_problems(definition: str, value: Any, at: str) -> list[Problem]:
    """Return what the schema's definition refuses in a value; `at` is the value's own pointer."""
    errors = _validator(definition).iter_errors(value)
    return [problem for error in errors for problem in from_error(error, at)]
