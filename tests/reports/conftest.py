"""The same member as in the tests of handlers."""

from tests.handlers.conftest import ana

__all__ = ["ana"]
