"""The settings of the app's tests, here too."""

from tests.app.conftest import settings, slack

__all__ = ["settings", "slack"]
