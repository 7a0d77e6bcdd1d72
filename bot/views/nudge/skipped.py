"""The message of a skipped week, which asks once what got in the way."""

from slackblocks import Element

from bot.domain.progress import Reader, Week
from bot.domain.weeks import UNSAID, IfEmpty
from bot.screen import Screen
from bot.views import ids, kit, times
from bot.views.nudge import buttons
from bot.views.text import inline, spaced

SKIP_REASONS = {
    "time": "No time left",
    "big": "Too big",
    "waiting": "Waiting for someone",
    "nobody": "Nobody to talk to",
    "useless": "Not useful",
    UNSAID: "Rather not say",
}
QUESTION = "What got in the way? You don't have to answer."


_COSTS = {
    IfEmpty.NOTHING: "If this week stays empty, it costs you nothing.",
    IfEmpty.FREEZE: (
        "If this week stays empty, a freeze (a free week) covers it. You keep your weeks in a row."
    ),
}


def costs(week: Week) -> str:
    """Return what a week costs that stays empty; "" where it costs the weeks in a row."""
    return _COSTS.get(week.if_empty, "") if week.if_empty else ""


def skipped(week: Week, reader: Reader) -> Screen:
    first = f"You skipped week {week.number}."
    blocks = [kit.header(week.assignment.title)]
    if week.skip_reason is None:
        blocks += [
            kit.plain(f"{first} {QUESTION}"),
            kit.actions(
                reason_select(week),
                kit.button("Add evidence", ids.ASSIGNMENT_DONE, week.id),
            ),
        ]
    else:
        noted = SKIP_REASONS.get(week.skip_reason, week.skip_reason)
        said = "" if week.skip_reason == UNSAID else f" You said: {inline(noted)}."
        blocks += [kit.plain(f"{first}{said}"), buttons.week_actions(week, reader)]
    blocks.append(
        kit.context(
            spaced(
                costs(week),
                "If you do it after all, add your evidence and it counts.",
                times.next_line(reader),
            )
        )
    )
    return kit.message(first, blocks)


def reason_select(week: Week) -> Element:
    reasons = [(text, f"{key}:{week.id}") for key, text in SKIP_REASONS.items()]
    return kit.select("Choose a reason", ids.WEEK_SKIP_REASON, reasons)
