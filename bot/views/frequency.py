"""How often the coach writes: what one press on "Fewer messages" has changed, and the way back."""

from bot.domain.closing import Frequency, Level
from bot.domain.frequency import Change
from bot.domain.slots import Pace
from bot.screen import Screen
from bot.views import ids, kit, times

_OFTEN = {
    Frequency(Pace.TWO_A_WEEK, Level.NORMAL): "two assignments a week",
    Frequency(Pace.TWO_A_WEEK, Level.QUIET): "two assignments a week",
    Frequency(Pace.EVERY_WEEK, Level.NORMAL): "at most two messages a week",
    Frequency(Pace.EVERY_WEEK, Level.QUIET): "only the assignment, once a week",
    Frequency(Pace.EVERY_SECOND_WEEK, Level.NORMAL): "at most two messages in two weeks",
    Frequency(Pace.EVERY_SECOND_WEEK, Level.QUIET): "only the assignment, every second week",
}

_ASSIGNMENTS = {
    Pace.TWO_A_WEEK: "two assignments a week",
    Pace.EVERY_WEEK: "one assignment every week",
    Pace.EVERY_SECOND_WEEK: "one assignment every second week",
}


def changed(change: Change) -> Screen:
    """Return what comes from now on, with the way back."""
    first = f"From now on I send {_OFTEN[change.after]}."
    back = value(change.before, change.week_id)
    return kit.message(
        first,
        [
            kit.plain(first),
            kit.plain("I ask no question when a week ends. A reminder comes only if your plan asks for one."),
            kit.actions(
                kit.button("Change it back", ids.FEWER_UNDO, back), kit.button("Settings", ids.SETTINGS_OPEN)
            ),
            kit.context(times.next_line(change.reader)),
        ],
    )


def paced(change: Change) -> Screen:
    """Return how often an assignment comes from now on, with the way back where that is new."""
    first = f"From now on I send {_ASSIGNMENTS[change.after.pace]}."
    if change.before == change.after:
        first = f"I send {_ASSIGNMENTS[change.after.pace]} already."
    back = kit.button("Change it back", ids.FEWER_UNDO, value(change.before, change.week_id))
    settings = kit.button("Settings", ids.SETTINGS_OPEN)
    return kit.message(
        first,
        [
            kit.plain(first),
            kit.actions(*([settings] if change.before == change.after else [back, settings])),
            kit.context(times.next_line(change.reader)),
        ],
    )


def noted(change: Change, shown: Screen) -> Screen:
    """Return a message with the change before all that it says."""
    return kit.redrawn([*changed(change).blocks, *shown.blocks])


def back(change: Change) -> Screen:
    """Return that messages come as often as before."""
    first = f"I send {_OFTEN[change.after]}, as before."
    return kit.message(
        first,
        [
            kit.plain(first),
            kit.actions(kit.button("Settings", ids.SETTINGS_OPEN)),
            kit.context(times.next_line(change.reader)),
        ],
    )


def fewest(change: Change) -> Screen:
    """Return that only silence would be less, and the ways to it."""
    first = f"Now I send {_OFTEN[change.after]}."
    return kit.message(
        first,
        [
            kit.plain(f"{first} If you want no messages at all, mute me. Your weeks go on."),
            kit.actions(
                kit.button("Mute everything", ids.MUTE_ON), kit.button("Settings", ids.SETTINGS_OPEN)
            ),
            kit.context(times.next_line(change.reader)),
        ],
    )


def value(to: Frequency, week_id: int) -> str:
    """Return how often messages came before, as a button carries it."""
    return f"{to.pace}:{to.level}:{week_id}"
