"""Patterns that are compiled when they are first asked.

The rules have several hundred. Compiling them all takes a quarter of a second, and most commands ask none.
"""

import re
from collections.abc import Callable
from typing import Any, cast

_ASKED = ("search", "match", "fullmatch", "finditer", "findall", "split", "sub")


def later(written: str | Callable[[], str], flags: int = 0) -> re.Pattern[str]:
    """Return the pattern that is written so, or that is written when it is first asked.

    Threads that ask at the same time compile it twice, to the same end.
    """
    return cast("re.Pattern[str]", _Later(written, flags))


class _Later:
    def __init__(self, written: str | Callable[[], str], flags: int) -> None:
        self._written, self._flags = written, flags

    @property
    def pattern(self) -> str:
        """As it is written, for a longer one."""
        return self._written if isinstance(self._written, str) else self._written()

    def __getattr__(self, name: str) -> Any:
        """Compile it; what is asked of it from then on stands here, and goes straight to re."""
        if name not in _ASKED:
            raise AttributeError(name)
        compiled = re.compile(self.pattern, self._flags)
        vars(self).update({each: getattr(compiled, each) for each in _ASKED})
        return getattr(compiled, name)
