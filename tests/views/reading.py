"""A screen as a person reads it, line by line; `words` has all of them, for the snapshots."""

import re
from collections.abc import Iterator
from typing import Any

from bot.screen import Screen

Surface = Screen | dict[str, Any]

_FILLING = re.compile(r"(\w)\1{99,}")


def blocks_of(screen: Surface) -> list[dict[str, Any]]:
    return screen.blocks if isinstance(screen, Screen) else list(screen["blocks"])


def read(screen: Surface) -> list[str]:
    """`#` header, `-` small print, `>` quoted words, `[*X]` primary button, `[X v]` menu, `____` input."""
    return [line for block in blocks_of(screen) for line in _block(block)]


def words(screen: Surface) -> str:
    """Return every word of a screen: also what is spoken, hints, options, and what is asked before an act.

    A character that is repeated hundreds of times, to fill a field, stands there once with its number.
    """
    frame = _notified(screen) if isinstance(screen, Screen) else _frame(screen)
    inside = [line for block in blocks_of(screen) for line in (*_block(block), *_beneath(block))]
    return _FILLING.sub(lambda run: f"{run[1]} × {len(run[0])}", "\n".join([*frame, "", *inside]))


def _notified(message: Screen) -> list[str]:
    first, *_ = message.text.splitlines()
    return [f"notification: {first}"]


def _frame(view: dict[str, Any]) -> list[str]:
    return [f"{key}: {view[key]['text']}" for key in ("title", "submit", "close") if key in view]


def _block(block: dict[str, Any]) -> list[str]:
    match block["type"]:
        case "header":
            return [f"# {block['text']['text']}"]
        case "section":
            accessory = f"  {_element(block['accessory'])}" if "accessory" in block else ""
            return [f"{block['text']['text']}{accessory}"]
        case "context":
            return [f"- {block['elements'][0]['text']}"]
        case "rich_text":
            said = "\n".join("".join(run["text"] for run in part["elements"]) for part in block["elements"])
            return [f"> {line}" for line in said.splitlines()]
        case "actions":
            return [" ".join(_element(element) for element in block["elements"])]
        case "data_visualization":
            axes, series = block["chart"]["axis_config"], block["chart"]["series"]
            named = (f"{each['name']} {[point['value'] for point in each['data']]}" for each in series)
            return [f"[chart: {block['title']}; {', '.join(axes['categories'])}; {'; '.join(named)}]"]
    optional = "" if block.get("optional") else " *"
    return [f"{block['label']['text']}{optional} ____"]


def _element(element: dict[str, Any]) -> str:
    if element["type"] == "button":
        return f"[{'*' if element.get('style') == 'primary' else ''}{element['text']['text']}]"
    return f"[{element['placeholder']['text']} v]"


def _beneath(block: dict[str, Any]) -> Iterator[str]:
    """Yield what one finds only by going there: a hint, a menu's options, a spoken name, a question."""
    if "hint" in block:
        yield f"    hint: {block['hint']['text']}"
    inputs = [block["element"]] if block["type"] == "input" else []
    for element in (*pressed_in(block), *inputs):
        yield from (f"    {line}" for line in _behind(element))


def _behind(element: dict[str, Any]) -> Iterator[str]:
    if "accessibility_label" in element:
        yield f"spoken: {element['accessibility_label']}"
    if element["type"] != "button" and "placeholder" in element:
        yield f"placeholder: {element['placeholder']['text']}"
    if options := [option["text"]["text"] for option in element.get("options", ())]:
        yield f"options: {' | '.join(options)}"
    if ask := element.get("confirm"):
        yield f"asks: {' / '.join(ask[key]['text'] for key in ('title', 'text', 'confirm', 'deny'))}"


def pressed_in(block: dict[str, Any]) -> list[dict[str, Any]]:
    """Return what can be pressed or chosen in a block, outside of inputs."""
    beside = [block["accessory"]] if "accessory" in block else []
    return beside + (block["elements"] if block["type"] == "actions" else [])


def elements_of(screen: Surface) -> list[dict[str, Any]]:
    """Return everything that can be pressed or chosen, outside of inputs."""
    return [element for block in blocks_of(screen) for element in pressed_in(block)]


def pressable(screen: Surface, action: str) -> dict[str, Any]:
    """Return the first element with this action_id."""
    return next(element for element in elements_of(screen) if element["action_id"] == action)


def actions_of(screen: Surface) -> list[str]:
    """Return the action_ids in reading order."""
    return [element["action_id"] for element in elements_of(screen)]
