"""The same member as in the tests of handlers, and the same outbox as in those of delivery."""

from tests.delivery.conftest import office, slack
from tests.handlers.conftest import ana

__all__ = ["ana", "office", "slack"]
