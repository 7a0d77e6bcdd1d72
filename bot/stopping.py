"""SIGTERM and Ctrl-C: end a start that hangs, or a wait; a second one ends the process at once."""

import signal
from queue import SimpleQueue

NUMBERS = (signal.SIGTERM, signal.SIGINT)


class Interrupted(BaseException):
    """Asked to stop while starting: raised out of a call that may hang, past any `except Exception`."""


class Stop:
    """Made in the main thread, before what it is to stop."""

    def __init__(self) -> None:
        # An Event's lock may be held by the very thread that a signal interrupts; this queue has none.
        self._asked: SimpleQueue[int] = SimpleQueue()
        self._starting = True
        for number in NUMBERS:
            signal.signal(number, self._ask)

    def wait(self) -> None:
        """Return once it is asked for. Until this is called, asking raises Interrupted in the main thread."""
        self._starting = False
        self._asked.get()

    def over(self) -> None:
        """It is being stopped: whoever asks again ends the process at once."""
        for number in NUMBERS:
            signal.signal(number, signal.SIG_DFL)

    def _ask(self, number: int, _frame: object) -> None:
        self._asked.put(number)
        if self._starting:
            raise Interrupted
