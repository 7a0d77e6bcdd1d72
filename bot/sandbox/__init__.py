"""A local Slack that a bot can not tell from the real one in what it uses. Knows nothing of a product."""

from bot.sandbox.server import Sandbox

__all__ = ["Sandbox"]
