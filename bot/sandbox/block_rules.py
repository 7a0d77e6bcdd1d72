"""The rules of blocks that JSON Schema can't hold: unique ids, sums of characters, offered options.

`RULES` names the rules of one block, element or chart by its type; they judge what the schema has taken.
Then come the rules of all blocks of a message or view together.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from bot.sandbox.elements import interactive, options
from bot.sandbox.problems import Problem

Json = dict[str, Any]
Rule = Callable[[Json], str | None]

TABLE_CHARACTERS = 20_000  # https://docs.slack.dev/reference/block-kit/blocks/data-table-block
LONGEST_INPUT = 3_000
MOST: Mapping[str, int] = {"table": 1, "data_visualization": 2}
"""How many blocks of a kind one message holds, those within containers counted."""


def _initial_is_offered(element: Json) -> str | None:
    chosen = [*element.get("initial_options", [])]
    chosen += [element["initial_option"]] if "initial_option" in element else []
    offered = options(element)
    return None if all(each in offered for each in chosen) else "initial option must be one of the options"


def _values_are_distinct(element: Json) -> str | None:
    values = [option["value"] for option in element["options"]]
    return None if _distinct(values) else "option values must be unique"


def _lengths_agree(element: Json) -> str | None:
    shortest, longest = element.get("min_length", 0), element.get("max_length", LONGEST_INPUT)
    return "min_length can't exceed max_length" if shortest > longest else None


def _rows_are_even(table: Json) -> str | None:
    widths = {len(row) for row in table["rows"]}
    return None if len(widths) == 1 else "all rows must have the same number of cells"


def _content_fits(table: Json) -> str | None:
    return None if _characters(table) <= TABLE_CHARACTERS else "table content is too long"


def _characters(table: Json) -> int:
    return sum(len(said) for row in table["rows"] for cell in row for said in _cell_texts(cell))


def _cell_texts(cell: Any) -> Iterator[str]:
    """Yield the words of a cell, those of rich text however deep they stand."""
    if isinstance(cell, dict):
        if isinstance(cell.get("text"), str):
            yield cell["text"]
        yield from _cell_texts(cell.get("elements"))
    elif isinstance(cell, list):
        for each in cell:
            yield from _cell_texts(each)


def _header_column_exists(table: Json) -> str | None:
    last = len(table["rows"][0]) - 1
    index = table.get("row_header_column_index", 0)
    return None if index <= last else f"row_header_column_index must be between 0 and {last}"


def _a_point_per_category(chart: Json) -> str | None:
    categories = chart["axis_config"]["categories"]
    labels = [[point["label"] for point in series["data"]] for series in chart["series"]]
    return None if all(each == categories for each in labels) else "every series needs one point per category"


def _series_are_distinct(chart: Json) -> str | None:
    names = [series["name"] for series in chart["series"]]
    return None if _distinct(names) else "series names must be unique"


def _tasks_are_distinct(plan: Json) -> str | None:
    ids = [task["task_id"] for task in plan.get("tasks", [])]
    return None if _distinct(ids) else "task ids must be unique within a plan"


def _distinct(values: Sequence[str]) -> bool:
    return len(set(values)) == len(values)


_CHART: tuple[Rule, ...] = (_series_are_distinct, _a_point_per_category)
RULES: Mapping[str, tuple[Rule, ...]] = {
    "static_select": (_initial_is_offered,),
    "multi_static_select": (_initial_is_offered,),
    "checkboxes": (_initial_is_offered, _values_are_distinct),
    "radio_buttons": (_initial_is_offered, _values_are_distinct),
    "plain_text_input": (_lengths_agree,),
    "table": (_rows_are_even,),
    "data_table": (_rows_are_even, _content_fits, _header_column_exists),
    "line": _CHART,
    "bar": _CHART,
    "area": _CHART,
    "plan": (_tasks_are_distinct,),
}


def rule_problems(value: Any, at: str) -> Iterator[Problem]:
    """Yield what the rules refuse in a value that the schema takes, and in all that it holds."""
    if isinstance(value, dict):
        for rule in RULES.get(value.get("type", ""), ()):
            if said := rule(value):
                yield Problem(said, at)
        for name, held in value.items():
            if isinstance(held, dict | list):
                yield from rule_problems(held, f"{at}/{name}")
    elif isinstance(value, list):
        for index, held in enumerate(value):
            yield from rule_problems(held, f"{at}/{index}")


def shared_problems(blocks: list[Json], at: str) -> list[Problem]:
    """Return what is wrong with the blocks of a message or view together."""
    return [*_taken_block_ids(blocks, at), *_taken_action_ids(blocks, at), *_too_many(blocks, at)]


def _taken_block_ids(blocks: list[Json], at: str) -> Iterator[Problem]:
    taken: set[str] = set()
    for block, where in _with_children(blocks, at):
        block_id = block.get("block_id")
        if block_id in taken:
            yield Problem(f"`block_id` {block_id!r} already exists", f"{where}/block_id")
        taken |= {block_id} if block_id else set()


def _with_children(blocks: list[Json], at: str) -> Iterator[tuple[Json, str]]:
    for index, block in enumerate(blocks):
        yield block, f"{at}/{index}"
        yield from _with_children(block.get("child_blocks", []), f"{at}/{index}/child_blocks")
        if block["type"] == "carousel":
            yield from _with_children(block["elements"], f"{at}/{index}/elements")


def _taken_action_ids(blocks: list[Json], at: str) -> Iterator[Problem]:
    for block, where in _with_children(blocks, at):
        used = Counter(
            found.element.get("action_id") for found in interactive([block]) if found.block is block
        )
        for action_id in [each for each, times in used.items() if each and times > 1]:
            yield Problem(f"`action_id` {action_id!r} already exists for this block", f"{where}/elements")


def _too_many(blocks: list[Json], at: str) -> Iterator[Problem]:
    held = [block for block, _ in _with_children(blocks, at)]
    kinds = Counter(block["type"] for block in held)
    for kind, most in MOST.items():
        if kinds[kind] > most:
            yield Problem(f"no more than {most} {kind} blocks allowed", at)
    tables = [block for block in held if block["type"] == "data_table"]
    if len(tables) > 1 and sum(map(_characters, tables)) > TABLE_CHARACTERS:
        yield Problem("table content is too long", at)
