"""Every finished example behind *Show me how* passes the product's own feedback, if its kind is known."""

import tomllib
from collections.abc import Iterator
from typing import Any

import pytest

from bot.domain.feedback.feedback import give
from bot.playbook.loader import built_in

KINDS = {"vp-page": "vp_summary", "mini-prd": "mini_prd", "no": "saying_no", "decision-log": "decision_log"}


def _assignments(entry: Any) -> Iterator[dict[str, Any]]:
    """Yield every entry of the playbook that has a finished example of a kind that is known."""
    if isinstance(entry, dict):
        if entry.get("kind") in KINDS and "example" in entry.get("show_me", {}):
            yield entry
        for value in entry.values():
            yield from _assignments(value)
    elif isinstance(entry, list):
        for value in entry:
            yield from _assignments(value)


EXAMPLES = {
    entry["id"]: (KINDS[entry["kind"]], entry["show_me"]["example"])
    for entry in _assignments(tomllib.loads(built_in()))
}


def test_there_are_examples_of_every_kind() -> None:
    assert {kind for kind, _ in EXAMPLES.values()} == set(KINDS.values())


@pytest.mark.parametrize("name", EXAMPLES)
def test_a_finished_example_passes(name: str) -> None:
    assert give(*EXAMPLES[name]).labels == []
