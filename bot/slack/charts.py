"""Charts as characters, for workspaces that don't take Slack's own yet."""

from collections.abc import Iterator
from math import ceil
from typing import Any

CHART = "data_visualization"
_LONGEST_BAR = 8
"""With a label of 20 characters and a number, so much is what a phone shows in a line."""


def in_characters(chart: dict[str, Any]) -> dict[str, Any]:
    """Return a chart of bars as a block of text under the same name: a bar for each value that isn't 0."""
    lines = "\n".join([chart["title"], *_bars(chart["chart"]["series"])])
    drawn = {"type": "rich_text_preformatted", "elements": [{"type": "text", "text": lines}]}
    named = {"block_id": chart["block_id"]} if "block_id" in chart else {}
    return {"type": "rich_text", **named, "elements": [drawn]}


def _bars(series: list[dict[str, Any]]) -> Iterator[str]:
    points = [point for each in series for point in each["data"]]
    width = max(len(point["label"]) for point in points)
    most = max(*(point["value"] for point in points), _LONGEST_BAR)
    for each in series:
        if len(series) > 1:
            yield each["name"]
        for point in each["data"]:
            if value := point["value"]:
                bar = "■" * ceil(value * _LONGEST_BAR / most)
                yield f"{point['label']:<{width}} {bar} {value}"
