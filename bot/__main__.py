"""`python -m bot` is `pm-coach`.

`run` alone, which most starts are, goes without the command line's parser: that is a twentieth of a start,
and 6 MB for as long as the coach runs.
"""

import gc
import sys
from io import TextIOWrapper
from typing import NoReturn

from bot.cli.run import run
from bot.runtime import zone_rules


def main() -> None:
    zone_rules.use_newest()
    for stream in (sys.stdout, sys.stderr):
        if isinstance(
            stream, TextIOWrapper
        ):  # a terminal that isn't UTF-8 shows numbers where it has no letter
            stream.reconfigure(errors="backslashreplace")
    if sys.argv[1:] == ["run"]:
        _run()
    # What a command imports stays, and Python's search for cycles in it is an eighth of a rehearsal.
    gc.set_threshold(100_000)
    from bot.cli.main import app

    app()


def _run() -> NoReturn:
    try:
        sys.exit(run())
    except KeyboardInterrupt:  # during the imports; afterwards it stops the coach
        sys.exit("Aborted!")


if __name__ == "__main__":
    main()
