"""Swapping the week's assignment: alternatives with their reasons, or something of one's own."""

from collections.abc import Sequence
from typing import Any

from slackblocks import Block

from bot.domain.choice import Choice
from bot.domain.playbook import Assignment
from bot.domain.progress import Week
from bot.domain.records import OtherDraft
from bot.views import drafts, ids, kit
from bot.views.assignment import how_button, sized, steps


def swap_form(week: Week, alternatives: Sequence[Choice]) -> dict[str, Any]:
    """Return the week's alternatives; a button's value is "WEEK:assignment-id"."""
    none = [kit.plain("No other assignment fits this week. You can use your own idea.")]
    return kit.modal(
        "Other assignments",
        [
            kit.section(f"*Your assignment now* {sized(week.assignment)}"),
            *([_alternative(week, choice) for choice in alternatives] or none),
            kit.actions(kit.button("Use my own idea", ids.ASSIGNMENT_OWN, week.id)),
            kit.context("If you take another one, the week ends on the same day."),
        ],
        close="Keep this week's",
        callback=ids.SWAP_FORM,
        ids={"week": week.id},
    )


def private_form(week: Week, assignment: Assignment) -> dict[str, Any]:
    """Return the assignment that shows a wish to leave, with what that means, before it is taken."""
    return kit.modal(
        "A private assignment",
        [
            kit.header(sized(assignment)),
            kit.plain(
                "A colleague who sees this work can tell that you want to move. So I show it only if you ask."
            ),
            kit.section(f"*Why now* {assignment.why}"),
            kit.section(steps(assignment), how_button(assignment)),
            kit.actions(
                kit.primary("Take it this week", ids.ASSIGNMENT_TAKE, f"{week.id}:{assignment.id}"),
            ),
            kit.context("Only you see this in Slack. If you don't press, your week stays as it is."),
        ],
        close="Keep this week's",
        callback=ids.SWAP_FORM,
        ids={"week": week.id},
    )


def taken(week: Week, kept: Sequence[OtherDraft] = ()) -> dict[str, Any]:
    """Return the view after a swap; `kept` is what was typed for what the week asked for before."""
    return kit.modal(
        "Swapped",
        [
            kit.section(f"This week: *{sized(week.assignment)}*"),
            *drafts.others(kept, week.id),
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
