"""A rendered screen: what Slack is sent of a message."""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Screen:
    """Blocks, and the `text` that notifications and screen readers get instead of them.

    https://docs.slack.dev/reference/methods/chat.postMessage
    """

    text: str
    blocks: list[dict[str, Any]]
