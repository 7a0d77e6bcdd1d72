"""A coach as a process, like `pm-coach run`, that kills itself at a step of the next delivery from Slack."""

import os
import signal
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from threading import local
from typing import Any

from slack_sdk.socket_mode.client import BaseSocketModeClient
from sqlalchemy import Engine, event
from sqlalchemy.orm import Session

from bot.app import run
from bot.settings import load
from bot.store import processed_deliveries
from tests.slowness import long_time_outs

BEFORE_THE_ACK = ("before the commit", "after the commit", "before the ack")
STEPS = ("once it is remembered", *BEFORE_THE_ACK, "after the ack")


def coach(environment: Mapping[str, str], folder: Path, armed: Path, said: Path) -> None:
    """Run until SIGTERM, or until SIGKILL at the step that the file `armed` names, while that file is there.

    What it writes to standard error goes into the file `said`.
    """
    os.chdir(folder)
    os.environ.clear()
    os.environ.update(environment)
    os.dup2(os.open(said, os.O_WRONLY | os.O_APPEND | os.O_CREAT), sys.stderr.fileno())
    for each in long_time_outs():
        setattr(*each)
    arm(armed)
    sys.exit(run(load()))


def arm(file: Path) -> None:
    """Put a way to die at each step of what a delivery does, in the thread that does it."""
    doing = local()

    def reach(step: str) -> None:
        if getattr(doing, "delivery", False) and file.exists() and file.read_text() == step:
            os.kill(os.getpid(), signal.SIGKILL)

    mark = processed_deliveries.mark_processed

    def mark_processed(session: Any, delivery: str) -> bool:
        doing.delivery = True
        new = mark(session, delivery)
        reach("once it is remembered")
        return new

    acknowledge: Callable[..., None] = BaseSocketModeClient.send_socket_mode_response

    def ack(*arguments: Any) -> None:
        reach("before the ack")
        acknowledge(*arguments)
        reach("after the ack")
        doing.delivery = False

    processed_deliveries.mark_processed = mark_processed
    setattr(BaseSocketModeClient, acknowledge.__name__, ack)
    event.listen(Engine, "commit", lambda _connection: reach("before the commit"))
    event.listen(Session, "after_commit", lambda _session: reach("after the commit"))
