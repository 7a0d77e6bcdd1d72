"""The schema file is plain JSON Schema: any validator judges by it as the sandbox does."""

from __future__ import annotations

import json
from pathlib import Path

from jsonschema import Draft202012Validator, FormatChecker

from bot.sandbox.block_schema import SCHEMA, schema_problems
from bot.sandbox.blocks import message_problems
from bot.sandbox.elements import STATEFUL
from tests.sandbox.test_blocks import REFUSED, TAKEN
from tests.sandbox.test_strict_blocks import MENDED, REFUSED_NOW

ROOT = Path(__file__).parents[2]
PAYLOADS = ROOT / "findings" / "blocks-judged" / "payloads.json"
PLAIN = Draft202012Validator(SCHEMA, format_checker=FormatChecker(["date"]))
CASES = [*TAKEN, *MENDED, *(block for block, *_ in [*REFUSED, *REFUSED_NOW])]


def test_the_file_is_a_schema_of_2020_12() -> None:
    assert SCHEMA["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    Draft202012Validator.check_schema(SCHEMA)


def test_a_plain_validator_judges_as_the_sandbox_does() -> None:
    taken = [block for block in CASES if PLAIN.is_valid([block])]
    assert taken == [block for block in CASES if schema_problems("message_blocks", [block], "") == []]
    assert len(taken) not in (0, len(CASES))


def test_every_definition_is_used() -> None:
    unused = set(SCHEMA["$defs"]) - {name for name in SCHEMA["$defs"] if f'"#/$defs/{name}"' in _dumped()}
    assert unused == {"view"}  # what blocks.validate and views.* enter by


def _dumped() -> str:
    return str(SCHEMA).replace("'", '"')


def test_every_input_that_a_person_can_fill_has_a_schema() -> None:
    judged = {
        branch["$ref"].rpartition("element_")[2] for branch in SCHEMA["$defs"]["input_element"]["oneOf"]
    }
    assert judged == set(STATEFUL)


def test_a_block_that_was_judged_before_is_told_of_at_its_own_place() -> None:
    bad = {"type": "section", "text": {"type": "plain_text", "text": ""}}
    for _ in range(2):
        assert [each.pointer for each in message_problems([{"type": "divider"}, bad, bad])] == [
            "/blocks/1/text/text",
            "/blocks/2/text/text",
        ]


def test_the_sandbox_judges_as_the_table_in_the_docs_says() -> None:
    cases = json.loads(PAYLOADS.read_text(encoding="utf-8"))
    page = (ROOT / "docs" / "blocks-judged.md").read_text(encoding="utf-8")
    for case in cases:
        assert (message_problems([case["block"]]) == []) == case["valid"], case["name"]
        assert f"| {case['name']} | {'takes' if case['valid'] else 'refuses'} |" in page
    assert len(cases) > 100
