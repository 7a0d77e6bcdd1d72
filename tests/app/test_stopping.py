"""A signal is heard, wherever it comes and whatever the main thread is about to do."""

import subprocess
import sys

import pytest

from tests.slowness import LONG

WAITS = """
import signal, threading, time
from bot.runtime.stop import Stop
stop = Stop()

def ask():
    time.sleep(0.2)
    # Noted in this thread, so that nothing wakes the main one: as when it comes just before the wait.
    signal.pthread_kill(threading.get_ident(), signal.{name})

threading.Thread(target=ask).start()
stop.wait()
stop.over()
print("heard")
"""


@pytest.mark.parametrize("name", ["SIGTERM", "SIGINT", "SIGHUP"])
def test_a_signal_that_interrupts_nothing_ends_the_wait(name: str) -> None:
    code = WAITS.format(name=name)
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=LONG)
    assert (done.returncode, done.stdout, done.stderr) == (0, "heard\n", "")
