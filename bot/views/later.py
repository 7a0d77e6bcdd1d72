"""`/pm-progress later`: the same choices as under the week's message."""

from bot.domain.progress import Reader, Week, WeekState
from bot.screen import Screen
from bot.views import ids, kit, times
from bot.views.assignment import sized
from bot.views.nudge import buttons
from bot.views.text import inline


def ask(week: Week, reader: Reader) -> Screen:
    """Return where this week's message can move to, with leaving the week out among the choices."""
    if week.evidence is not None or week.state is WeekState.HANDED_IN:
        return _nothing_to_move(week, reader)
    if reader.muted:
        return _muted(week)
    first = "When shall this week's assignment come back?"
    return kit.message(
        first,
        [
            kit.plain(f"{first} It is: {inline(sized(week.assignment))}."),
            kit.actions(
                buttons.later_select(week, reader), kit.button("Add evidence", ids.ASSIGNMENT_DONE, week.id)
            ),
            kit.context(f"The week ends {times.moment(week.ends_at, reader)}, and late is fine."),
        ],
    )


def _muted(week: Week) -> Screen:
    """Return why nothing comes back later, with the way out of it."""
    first = "I'm muted, so this week's assignment doesn't come back later."
    return kit.message(
        first,
        [
            kit.plain(f"{first} To do it on another day, plan it. A reminder comes if you ask for one."),
            kit.actions(
                kit.primary("Unmute", ids.MUTE_OFF),
                kit.button("Plan it", ids.PLAN_OPEN, week.id),
                kit.button("Skip this week", ids.PLAN_SKIP, week.id),
            ),
        ],
    )


def _nothing_to_move(week: Week, reader: Reader) -> Screen:
    first = f"You saved evidence for week {week.number}, so there is nothing to move."
    evidence = buttons.evidence_buttons(week.evidence.id) if week.evidence else []
    return kit.message(
        first,
        [
            kit.plain(first),
            *([kit.actions(*evidence)] if evidence else []),
            kit.context(times.next_line(reader)),
        ],
    )
