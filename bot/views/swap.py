"""Swapping the week's assignment: alternatives with their reasons, or something of one's own."""

from collections.abc import Sequence
from typing import Any

from slackblocks import Block

from bot.domain.choice import Choice
from bot.domain.progress import Week
from bot.views import ids, kit
from bot.views.assignment import sized


def swap_form(week: Week, alternatives: Sequence[Choice]) -> dict[str, Any]:
    """Return the week's alternatives; a button's value is "WEEK:assignment-id"."""
    none = [kit.plain("Nothing else fits this week. Your own choice does, whatever it is.")]
    return kit.modal(
        "Swap this week",
        [
            kit.section(f"*Now* {sized(week.assignment)}"),
            *([_alternative(week, choice) for choice in alternatives] or none),
            kit.actions(kit.button("My own instead", ids.ASSIGNMENT_OWN, week.id)),
            kit.context("The week and its end stay the same."),
        ],
        close="Keep the first",
        callback=ids.SWAP_FORM,
        ids={"week": week.id},
    )


def taken(week: Week) -> dict[str, Any]:
    """Return the view after a swap."""
    return kit.modal(
        "Swapped",
        [
            kit.section(f"This week: *{sized(week.assignment)}*"),
            kit.context("The message in our DM shows it, with its steps."),
        ],
    )


def _alternative(week: Week, choice: Choice) -> Block:
    assignment = choice.assignment
    take = kit.button(
        "Take this one",
        ids.ASSIGNMENT_TAKE,
        f"{week.id}:{assignment.id}",
        spoken=f"Take this one: {assignment.title}",
    )
    return kit.section(f"*{sized(assignment)}*\n{choice.reason}", take)
