"""`pm-coach run` that kills itself with SIGKILL at a named step of the next delivery from Slack.

It dies where the file named first on the command line says, and only while that file is there.
"""

import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from threading import local
from typing import Any

from slack_sdk.socket_mode import SocketModeClient
from sqlalchemy import Engine, event
from sqlalchemy.orm import Session

from bot.app import run
from bot.settings import load
from bot.store import seen

BEFORE_THE_ACK = ("before the commit", "after the commit", "before the ack")
STEPS = ("once it is remembered", *BEFORE_THE_ACK, "after the ack")


def arm(file: Path) -> None:
    """Put a way to die at each step of what a delivery does, in the thread that does it."""
    doing = local()

    def reach(step: str) -> None:
        if getattr(doing, "delivery", False) and file.exists() and file.read_text() == step:
            os.kill(os.getpid(), signal.SIGKILL)

    remember = seen.first

    def first(session: Any, delivery: str) -> bool:
        doing.delivery = True
        known = remember(session, delivery)
        reach("once it is remembered")
        return known

    acknowledge: Callable[..., None] = SocketModeClient.send_socket_mode_response

    def ack(*arguments: Any) -> None:
        reach("before the ack")
        acknowledge(*arguments)
        reach("after the ack")
        doing.delivery = False

    seen.first = first
    setattr(SocketModeClient, acknowledge.__name__, ack)
    event.listen(Engine, "commit", lambda _connection: reach("before the commit"))
    event.listen(Session, "after_commit", lambda _session: reach("after the commit"))


if __name__ == "__main__":
    arm(Path(sys.argv[1]))
    sys.exit(run(load()))
