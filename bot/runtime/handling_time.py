"""How long we take over what Slack asks, by what was done."""

import re
import time
from typing import Any

from slack_bolt import App, BoltRequest, BoltResponse

from bot.runtime import metrics

OTHER = "other"


class MeasuredApp(App):
    """Bolt's app; a listener runs inside `dispatch`, since it is to be done before the acknowledgement."""

    def dispatch(self, req: BoltRequest) -> BoltResponse:
        """Dispatch, and count the seconds until the answer."""
        began = time.perf_counter()
        try:
            return super().dispatch(req)
        finally:
            metrics.handled(listener(req.body), time.perf_counter() - began)


def listener(body: dict[str, Any]) -> str:
    """What was done: an action's id, a view's name, a command, an event's type; never what was typed."""
    kind = str(body.get("type") or "")
    if kind == "block_actions":
        name = next((each.get("action_id") for each in body.get("actions") or []), None)
    elif kind == "event_callback":
        name = body.get("event", {}).get("type")
    elif kind.startswith("view_"):
        name = body.get("view", {}).get("callback_id")
    else:
        name = body.get("command") or kind
    return name if isinstance(name, str) and re.fullmatch(r"/?[a-z][a-z0-9_.-]{0,60}", name) else OTHER
