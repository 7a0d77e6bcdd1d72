"""Small wrappers over `slackblocks`: how this product writes sections, quotes, buttons, messages and views.

Two rules live here and nowhere else. What a member wrote goes into `plain`, `words` or `quote`, which parse
neither mentions nor formatting; `section` is for the coach's and the playbook's texts and escapes them. And
the same data gives the same JSON: a block without a name of its own is sent without a `block_id`.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import chain, zip_longest
from typing import Any

from slackblocks import (
    Block,
    Button,
    ConfirmationDialogue,
    Element,
    HomeTabView,
    Markdown,
    ModalView,
    Option,
    PlainText,
    RichText,
    RichTextBlock,
    RichTextQuote,
    RichTextSection,
    StaticSelectMenu,
    WebhookMessage,
)

from bot.screen import Screen
from bot.views import rendering
from bot.views.rendering import UNNAMED, Rendered, as_json, outlines, plain_text, row, text_block
from bot.views.text import capital, cut, escape, unescape

SECTION_LIMIT = 3000
HEADER_LIMIT = 150
LABEL_LIMIT = 75
OPTIONS_IN_A_GROUP = 100
TEXT_LIMIT = 4000
"""chat.update refuses a longer `text` (docs.slack.dev/reference/methods/chat.update)."""
FIRST_LINE_LIMIT = 90
_SENTENCE_END = re.compile(r"(?<=[.?!]) ")
CHART_LABEL_LIMIT = 20


def section(text: str, accessory: Element | None = None, name: str = UNNAMED) -> Block:
    """Return the coach's or the playbook's words, `*bold*` allowed. Never for what a member wrote."""
    shown = escape(text)
    while len(shown) > SECTION_LIMIT:
        text = cut(text, len(text) - (len(shown) - SECTION_LIMIT))
        shown = escape(text)
    return text_block("section", Markdown(shown, verbatim=True)._resolve(), name, accessory)


def plain(text: str, accessory: Element | None = None, name: str = UNNAMED) -> Block:
    """Return words that Slack shows as they are: safe for names and for what a member wrote."""
    return text_block("section", plain_text(cut(text, SECTION_LIMIT)), name, accessory)


def header(text: str, name: str = UNNAMED) -> Block:
    return text_block("header", plain_text(cut(text, HEADER_LIMIT)), name)


def context(text: str, name: str = UNNAMED) -> Block:
    """Return the small print of a screen, shown as it is."""
    elements = [plain_text(cut(text, SECTION_LIMIT))]
    return Rendered({"type": "context", "block_id": name, "elements": elements})


def quote(text: str, name: str = UNNAMED) -> Block:
    """Return somebody's words, marked as quoted, whatever characters they hold."""
    return RichTextBlock([RichTextQuote([RichText(text or " ")])], block_id=name)


def quoted(label: str, text: str, name: str = UNNAMED) -> Block:
    """Return somebody's words, marked as quoted, under a bold label."""
    under = RichTextSection([RichText(label, bold=True)])
    return RichTextBlock([under, RichTextQuote([RichText(text or " ")])], block_id=name)


def line_of_words(label: str, text: str) -> Block:
    """Return a member's words behind a bold label, on one line."""
    return RichTextBlock(
        [RichTextSection([RichText(f"{label} ", bold=True), RichText(text)])], block_id=UNNAMED
    )


def words(text: str, label: str = "", name: str = UNNAMED) -> Block:
    """Return a member's text in full, after a bold label if there is one."""
    parts = [RichText(f"{label}\n", bold=True)] if label else []
    return RichTextBlock([RichTextSection([*parts, RichText(text or " ")])], block_id=name)


def actions(*elements: Element, name: str = UNNAMED) -> Block:
    return row(elements, name)


def button(
    label: str,
    action: str,
    value: str | int | None = None,
    *,
    style: str | None = None,
    url: str | None = None,
    confirm: ConfirmationDialogue | None = None,
    spoken: str | None = None,
) -> Button:
    """Return a button; `value` is an id, `spoken` what a screen reader says where labels repeat."""
    made = rendering.button(
        cut(label, LABEL_LIMIT),
        action,
        None if value is None else str(value),
        style,
        url,
        cut(spoken, LABEL_LIMIT) if spoken else None,
    )
    return made if confirm is None else rendering.confirmed(made, confirm)


def primary(label: str, action: str, value: str | int | None = None) -> Button:
    return button(label, action, value, style="primary")


def option(text: str, value: str | int) -> Option:
    return Option(PlainText(cut(text, LABEL_LIMIT)), str(value))


def select(
    placeholder: str, action: str, options: Iterable[tuple[str, str]], chosen: str | None = None
) -> StaticSelectMenu:
    """Return a menu of (text, value); `chosen` is the value that is preset, if it is among them."""
    return rendering.menu(
        placeholder, action, [(cut(text, LABEL_LIMIT), value) for text, value in options], chosen
    )


def grouped_select(
    placeholder: str,
    action: str,
    groups: tuple[tuple[str, tuple[tuple[str, str], ...]], ...],
    chosen: str | None,
) -> StaticSelectMenu:
    """Return a menu of groups, for more options than the hundred that a menu takes without."""
    return rendering.grouped_menu(placeholder, action, groups, chosen)


def chart(
    title: str,
    categories: Sequence[str],
    series: Mapping[str, Sequence[float]],
    y_label: str,
    name: str = UNNAMED,
) -> Block:
    """Return bars that Slack draws, one of each series for each category; never in a modal.

    What it shows has to stand in words beside it: no text of a message holds it, and in a workspace that has
    no charts yet the message goes out without (`bot.slack.calls`).
    https://docs.slack.dev/reference/block-kit/blocks/data-visualization-block
    """
    labels, names = _chart_labels(categories), _chart_labels([*series])
    each = [
        {
            "name": called,
            "data": [{"label": label, "value": value} for label, value in zip(labels, values, strict=True)],
        }
        for called, values in zip(names, series.values(), strict=True)
    ]
    axes = {"categories": labels, "y_label": y_label}
    drawn = {"type": "bar", "series": each, "axis_config": axes}
    return Rendered({"type": "data_visualization", "block_id": name, "title": title, "chart": drawn})


def _chart_labels(texts: Sequence[str]) -> list[str]:
    """Return texts as a chart holds them: a long one by its last words, where that tells them all apart."""
    short = [_last_words(text) for text in texts]
    apart = len(set(short)) == len(short)
    return short if apart else [cut(text, CHART_LABEL_LIMIT) for text in texts]


def _last_words(text: str) -> str:
    if len(text) <= CHART_LABEL_LIMIT:
        return text
    words = text.split()
    ends = (" ".join(words[at:]) for at in range(1, len(words)))
    return capital(next((end for end in ends if len(end) <= CHART_LABEL_LIMIT), cut(text, CHART_LABEL_LIMIT)))


def picture(text: str, name: str = UNNAMED) -> Block:
    """Return a picture made of characters, of 30 in a line at most: a phone shows no more.

    What it shows has to stand in words beside it.
    """
    drawn = {"type": "rich_text_preformatted", "elements": [{"type": "text", "text": text}]}
    return Rendered({"type": "rich_text", "block_id": name, "elements": [drawn]})


def message(first: str, blocks: Sequence[Block]) -> Screen:
    """Return a message whose `text` is `first`, then the whole content in reading order, then the choices.

    Screen readers get `text` instead of the blocks (docs.slack.dev/reference/methods/chat.postMessage).
    """
    made = as_json(blocks)
    _check_message(tuple(block["type"] for block in made))
    return Screen(_fallback(first, made), made)


def under(blocks: Sequence[Block], shown: Screen) -> Screen:
    """Return a message under other blocks; its first line stays what a lock screen shows."""
    made = [*as_json(blocks), *shown.blocks]
    _check_message(tuple(block["type"] for block in made))
    return Screen(_fallback(unescape(shown.text.partition("\n")[0]), made), made)


@lru_cache(maxsize=1000)
def _check_message(types: tuple[str, ...]) -> None:
    WebhookMessage(blocks=outlines(types))


def modal(
    title: str,
    blocks: Sequence[Block],
    *,
    submit: str | None = None,
    close: str = "Close",
    callback: str | None = None,
    ids: Mapping[str, Any] | None = None,
    tells_when_closed: bool = False,
) -> dict[str, Any]:
    """Return a modal as JSON; `ids` travel in `private_metadata` and come back with the submission."""
    made = as_json(blocks)
    view = ModalView(
        title,
        outlines(block["type"] for block in made),
        close=close,
        submit=submit,
        callback_id=callback,
        private_metadata=json.dumps(ids, sort_keys=True, separators=(",", ":")) if ids else None,
        notify_on_close=tells_when_closed,
    )
    return {**view.to_dict(), "blocks": made}


def as_modal(title: str, message: Screen) -> dict[str, Any]:
    """Return a message as a modal that can only be closed."""
    titled, close = ({"type": "plain_text", "text": text} for text in (title, "Close"))
    return {"type": "modal", "title": titled, "close": close, "blocks": message.blocks}


def redrawn(blocks: list[dict[str, Any]]) -> Screen:
    """Return a message from blocks that were changed since Slack showed them."""
    return Screen(_fallback(next(line for block in blocks for line in _spoken(block)), blocks), blocks)


def controls(blocks: Sequence[Block]) -> int:
    """Return how many buttons and menus there are in blocks, outside of inputs."""
    made = as_json(blocks)
    return sum(
        len(block["elements"]) if block["type"] == "actions" else "accessory" in block for block in made
    )


def home_view(blocks: Sequence[Block]) -> dict[str, Any]:
    made = as_json(blocks)
    return {**HomeTabView(outlines(block["type"] for block in made)).to_dict(), "blocks": made}


def _fallback(first: str, blocks: list[dict[str, Any]]) -> str:
    content = _without(
        first, [line for block in blocks if not _headed(first, block) for line in _spoken(block)]
    )
    choices = _choices(blocks)
    body, room = "\n".join([first, *content]), TEXT_LIMIT - len(escape(choices)) - 1
    while len(escape(body)) > room:
        body = cut(body, len(body) - (len(escape(body)) - room))
    return escape(f"{body}\n{choices}" if choices else body)


def _headed(first: str, block: dict[str, Any]) -> bool:
    """Return whether the first line says a heading already: "This week: ask …" before "Ask …"."""
    if block["type"] != "header":
        return False
    return _plain(first).endswith(f" {_plain(_heard(block['text']))}")


def _plain(line: str) -> str:
    return line.rstrip(".").casefold()


def _without(first: str, content: list[str]) -> list[str]:
    """Return the content without the sentences of the first line, which stands before all of it.

    Of a line that is cut there, the content goes on where it was cut.
    """
    left = list(content)
    for said in _SENTENCE_END.split(first):
        at = next((at for at, line in enumerate(left) if f"{line} ".startswith(f"{said} ")), None)
        if at is not None:
            left[at] = left[at][len(said) + 1 :]
        elif said.endswith("…") and (start := said[:-1]):
            left = [f"…{line[len(start) :].lstrip()}" if line.startswith(start) else line for line in left]
    return [line for line in left if line]


def _spoken(block: dict[str, Any]) -> Iterator[str]:
    match block["type"]:
        case "header" | "section":
            yield _heard(block["text"])
        case "context":
            yield from map(_heard, block["elements"])
        case "rich_text":
            yield "\n".join("".join(run["text"] for run in part["elements"]) for part in block["elements"])


def _heard(text: dict[str, Any]) -> str:
    if text["type"] == "plain_text":
        return str(text["text"])
    return _unmarked(text["text"])


@lru_cache(maxsize=1000)
def _unmarked(text: str) -> str:
    """Return the coach's and the playbook's words without their marks: on a Monday many read the same."""
    return re.sub(r"\*([^*\n]+)\*", r"\1", unescape(text)).replace("`", "")


def _choices(blocks: list[dict[str, Any]]) -> str:
    elements = chain.from_iterable(
        [block["accessory"]] if "accessory" in block else block.get("elements", [])
        for block in blocks
        if block["type"] in {"section", "actions"}
    )
    choices = list(dict.fromkeys(_choice(element) for element in elements))
    return f"You can choose: {'; '.join(choices)}." if choices else ""


def _choice(element: dict[str, Any]) -> str:
    if element["type"] == "button":
        return str(element.get("accessibility_label") or element["text"]["text"])
    options = ", or ".join(_ends_once([o["text"]["text"] for o in element["options"]]))
    return f"{element['placeholder']['text']} ({options})"


def _ends_once(options: list[str]) -> Iterator[str]:
    """Yield options, and behind several moments in a row their place once: "Mon 11:00, or Tue 09:00, UTC"."""
    for option, following in zip_longest(options, options[1:], fillvalue=""):
        said, _, end = option.rpartition(", ")
        yield said if said and following.endswith(f", {end}") else option
