"""What the tests of faults share."""

from tests.handlers.conftest import _plain_log

__all__ = ["_plain_log"]
