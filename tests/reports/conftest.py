"""The same member as in the tests of handlers."""

from tests.handlers.conftest import _plain_log, ana

__all__ = ["_plain_log", "ana"]
