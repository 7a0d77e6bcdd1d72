"""A screen as a person reads it, line by line: what the tests of exact words compare with."""

from typing import Any

from bot.domain.progress import Message

Screen = Message | dict[str, Any]


def blocks_of(screen: Screen) -> list[dict[str, Any]]:
    return screen.blocks if isinstance(screen, Message) else list(screen["blocks"])


def read(screen: Screen) -> list[str]:
    """`#` header, `-` small print, `>` quoted words, `[*X]` primary button, `[X v]` menu, `____` input."""
    return [line for block in blocks_of(screen) for line in _block(block)]


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
            said = "".join(run["text"] for part in block["elements"] for run in part["elements"])
            return [f"> {line}" for line in said.splitlines()]
        case "actions":
            return [" ".join(_element(element) for element in block["elements"])]
    optional = "" if block.get("optional") else " *"
    return [f"{block['label']['text']}{optional} ____"]


def _element(element: dict[str, Any]) -> str:
    if element["type"] == "button":
        return f"[{'*' if element.get('style') == 'primary' else ''}{element['text']['text']}]"
    return f"[{element['placeholder']['text']} v]"


def elements_of(screen: Screen) -> list[dict[str, Any]]:
    """Everything that can be pressed or chosen, outside of inputs."""
    found = []
    for block in blocks_of(screen):
        found += [block["accessory"]] if "accessory" in block else []
        found += block["elements"] if block["type"] == "actions" else []
    return found


def pressable(screen: Screen, action: str) -> dict[str, Any]:
    """The first element with this action_id."""
    return next(element for element in elements_of(screen) if element["action_id"] == action)
