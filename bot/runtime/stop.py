"""SIGTERM, SIGHUP and Ctrl-C: end a start that hangs, or a wait; a second one ends the process at once."""

import os
import signal
import sys
from collections.abc import Callable, Iterator

NUMBERS = (signal.SIGTERM, signal.SIGINT, signal.SIGHUP)


def _heard() -> Iterator[int]:
    """Yield the signals that stop it: under nohup a closed terminal doesn't."""
    for number in NUMBERS:
        if number != signal.SIGHUP or signal.getsignal(number) is not signal.SIG_IGN:
            yield number


def exit_when_told() -> Callable[[], None]:
    """Have a command that isn't waited for end by itself, so that what it has opened is put away.

    Returns what a long loop calls at each turn. Python drops an exception that is raised in a finalizer or in
    a library's callback, and a signal can be heard there: the next call ends the command then.
    """
    told: list[int] = []

    def leave(number: int, _frame: object = None) -> None:
        told.append(number)
        sys.exit(128 + number)

    for number in _heard():
        if number != signal.SIGINT:  # which raises KeyboardInterrupt
            signal.signal(number, leave)
    return lambda: leave(told[0]) if told else None


class Interrupted(BaseException):
    """Asked to stop while starting: raised out of a call that may hang, past any `except Exception`."""


class Stop:
    """Made in the main thread, before what it is to stop."""

    def __init__(self) -> None:
        # A signal is noted at once but heard only when the main thread runs Python again, which it never does
        # if it was just about to wait. What is noted is also written to this pipe, and read from there.
        self._asked, self._note = os.pipe()
        os.set_blocking(self._note, False)
        signal.set_wakeup_fd(self._note, warn_on_full_buffer=False)
        self._starting = True
        self._heard = list(_heard())
        for number in self._heard:
            signal.signal(number, self._ask)

    def wait(self) -> None:
        """Return once it is asked for. Until this is called, asking raises Interrupted in the main thread."""
        self._starting = False
        os.read(self._asked, 1)

    def over(self) -> None:
        """It is being stopped: whoever asks again ends the process at once."""
        for number in self._heard:
            signal.signal(number, signal.SIG_DFL)
        signal.set_wakeup_fd(-1)
        os.close(self._note)
        os.close(self._asked)

    def _ask(self, _number: int, _frame: object) -> None:
        if self._starting:
            raise Interrupted
