"""Time away: the form, what would follow in dates, and what was understood of dates that were written."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from slackblocks import Button, CheckboxGroup, DatePicker, InputBlock

from bot.domain.absence import AbsenceFault, Consequences
from bot.domain.dates import Span, WhyUnclear
from bot.domain.progress import Reader, Silence, Week
from bot.screen import Screen
from bot.views import ids, kit, times
from bot.views.text import cut

_FAULTS = {
    AbsenceFault.PAST: "That day has passed. Choose today or a later day.",
    AbsenceFault.BACKWARDS: "Your day back is before your first day away. Choose a later day.",
    AbsenceFault.TOO_LONG: "That is longer than a year. Choose an earlier day, or tick the box.",
}
_UNCLEAR = {
    WhyUnclear.AMBIGUOUS: "'{}' can be read in two ways, so nothing changed.",
    WhyUnclear.NOT_A_DAY: "'{}' names a day that doesn't exist, so nothing changed.",
    WhyUnclear.WRONG_WEEKDAY: "The weekday and the day in '{}' don't match, so nothing changed.",
    WhyUnclear.PAST: "'{}' has passed, so nothing changed.",
    WhyUnclear.BACKWARDS: "'{}' ends before it begins, so nothing changed.",
    WhyUnclear.UNREADABLE: "I can't read days in '{}', so nothing changed.",
}
_NO_SUCH_DAYS = "These days don't work. Begin today or later, and be back within a year."
_EXAMPLE = "You can write: away until Mon, or away 3 Aug - 21 Aug."
_QUOTED = 40


def take(week: Week) -> Button:
    """Return the way into time away."""
    return kit.button("Take time away", ids.AWAY_OPEN, week.id)


def way_back(week: Week, reader: Reader) -> list[Button]:
    """Return the way out of time away or of the coach's own silence first, of somebody who is in it."""
    change = kit.button("Change the days", ids.AWAY_OPEN, week.id)
    if reader.silence is Silence.QUIET:
        return [pick_up(week)]
    return [kit.primary("End time away", ids.AWAY_END, week.id), change]


def pick_up(week: Week) -> Button:
    """Return the press that ends the coach's own silence; of a programme that is over nothing continues."""
    label = "Send me assignments again" if week.after_the_end else "Continue the programme"
    return kit.primary(label, ids.WEEK_PICK_UP, week.id)


def fault(found: AbsenceFault) -> str:
    """Return what is wrong with the days."""
    return _FAULTS[found]


def form(
    first: date, back: date, *, endless: bool, follows: Consequences | None, reader: Reader
) -> dict[str, Any]:
    """Return the form; what follows stands in it, and travels with it so that nothing unseen is saved."""
    box = kit.option("I don't know yet", ids.AWAY_ENDLESS)
    until = None if endless else back
    return kit.modal(
        "Away",
        [
            InputBlock(
                "From",
                DatePicker(ids.AWAY_FROM, first.isoformat()),
                block_id=ids.AWAY_FROM,
                dispatch_action=True,
            ),
            InputBlock(
                "Back on",
                DatePicker(ids.AWAY_BACK, back.isoformat()),
                block_id=ids.AWAY_BACK,
                dispatch_action=True,
                hint="This is the first day on which your programme goes on.",
            ),
            InputBlock(
                "No day yet",
                CheckboxGroup(ids.AWAY_ENDLESS, [box], [box] if endless else None),
                block_id=ids.AWAY_ENDLESS,
                optional=True,
                dispatch_action=True,
            ),
            kit.plain(
                " ".join(_what_follows(follows, until, reader)) if follows else _NO_SUCH_DAYS,
                name="away.follows",
            ),
        ],
        submit="Take these days",
        callback=ids.AWAY_FORM,
        ids={"shown": value(first, until)},
    )


def asked(first: date, back: date | None, follows: Consequences, reader: Reader) -> Screen:
    """Return what was understood of dates that were written, and what would follow: nothing has changed."""
    line = f"Are you {_days(first, back, reader)}?"
    return kit.message(
        line,
        [
            kit.plain(" ".join([line, *_what_follows(follows, back, reader)])),
            kit.actions(
                kit.primary("Take these days", ids.AWAY_TAKE, value(first, back)),
                kit.button("Pick the days", ids.AWAY_OPEN),
            ),
            kit.context("Nothing changes until you press."),
        ],
    )


def unclear(typed: str, kind: WhyUnclear, choices: Sequence[Span], reader: Reader) -> Screen:
    """Return why dates weren't understood, each way to read them, and the picker."""
    line = _UNCLEAR[kind].format(cut(typed, _QUOTED))
    return kit.message(
        line,
        [
            kit.plain(f"{line} {'Did you mean one of these?' if choices else _EXAMPLE}"),
            *(
                kit.section(
                    f"You are {_days(each.first, each.back, reader)}.",
                    kit.button("Take this one", ids.AWAY_TAKE, value(each.first, each.back)),
                )
                for each in choices
            ),
            kit.actions(kit.button("Pick the days", ids.AWAY_OPEN)),
        ],
    )


def taken(first: date, back: date | None, follows: Consequences, week: Week, reader: Reader) -> Screen:
    """Return that the member is away, what follows, and the ways to change it."""
    line = f"You are {_days(first, back, reader)}."
    return kit.message(
        line,
        [
            kit.plain(" ".join([line, *_what_follows(follows, back, reader)])),
            kit.actions(
                kit.button("Change it", ids.AWAY_OPEN, week.id),
                kit.button("End time away", ids.AWAY_END, week.id),
            ),
            kit.context(times.next_line(reader)),
        ],
    )


def not_possible(found: AbsenceFault) -> Screen:
    """Return why these days can't be taken, with the picker."""
    line = fault(found)
    return kit.message(line, [kit.plain(line), kit.actions(kit.button("Pick the days", ids.AWAY_OPEN))])


def value(first: date, back: date | None) -> str:
    """Return days as a button carries them."""
    return f"{first.isoformat()}/{back.isoformat() if back else ''}"


def _days(first: date, back: date | None, reader: Reader) -> str:
    end = f"and back {times.date_of(back, reader)}" if back else "with no day back yet"
    return f"away from {times.date_of(first, reader)} {end}"


def _what_follows(follows: Consequences, back: date | None, reader: Reader) -> Iterator[str]:
    if weeks := follows.weeks:
        if len(weeks) == 1:
            yield f"Week {weeks[0]} doesn't count and costs you nothing."
        else:
            yield f"Weeks {weeks[0]} to {weeks[-1]} don't count and cost you nothing."
    if follows.month and follows.opens and follows.moves_to:
        moved = f"{times.date_of(follows.opens, reader)} to {times.date_of(follows.moves_to, reader)}"
        yield f"Month {follows.month} moves from {moved}."
    if follows.plan:
        planned = times.moment(follows.plan, reader)
        yield f"Your plan is in these days ({planned}), so its reminder doesn't come."
    if back is None:
        yield "Your programme waits, and I send nothing until you are back. After four weeks I ask once."
    elif follows.next_message:
        yield f"I write again {times.moment(follows.next_message, reader)}."
