"""The former name of `results`."""

from bot.sandbox.results import ActionResult as Outcome

__all__ = ["Outcome"]
