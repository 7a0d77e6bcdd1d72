"""The week's plan: its form, its words everywhere else, and the answers to what can't be kept.

What a member wrote stands in quotes and fields; never in a sentence of the coach's that Slack parses.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from slackblocks import Block, CheckboxGroup, InputBlock, PlainTextInput

from bot.domain.plan import Lack, Planned, Refused, Why, lacks
from bot.domain.progress import Reader, Week
from bot.domain.records import PlanRecord
from bot.views import ids, kit, times
from bot.views.assignment import sized

FIELD_LIMIT = 300
_HALF_HOURS = [f"{half // 2:02d}:{half % 2 * 30:02d}" for half in range(48)]
_LACKS = {
    Lack.IF: 'The plan has no "if" yet. What could get in the way, and what will you do then?',
    Lack.THEN: 'The "if" has no "then" yet. What will you do when it happens?',
}


def plan_form(
    week: Week, reader: Reader, shown: Planned, seen: int, changed_at: datetime | None = None
) -> dict[str, Any]:
    """Return the form; a day comes back as "2027-01-21", an hour as "14:00".

    `seen` tells which state of the plan the member saw. `changed_at` is when it was changed elsewhere, while
    this form was open.
    """
    return kit.modal(
        "Plan this week",
        [
            *_changed(changed_at, reader),
            kit.section(f"*{sized(week.assignment)}*"),
            *_when(week, reader, shown),
            _line(
                "After",
                ids.PLAN_AFTER,
                shown.after,
                "Name something that happens anyway, such as a stand-up.",
            ),
            _line("I will", ids.PLAN_ACT, shown.act, "Say what you do first.", optional=False),
            _line("If", ids.PLAN_IF, shown.obstacle, "Say what could get in the way."),
            _line("Then", ids.PLAN_THEN, shown.response, "Say what you do when it happens."),
            _remind(shown.remind),
            kit.context("Only you see this in Slack."),
        ],
        submit="Save plan",
        callback=ids.PLAN_FORM,
        ids={"week": week.id, "seen": seen},
    )


def _changed(at: datetime | None, reader: Reader) -> Iterator[Block]:
    if at:
        when = times.moment(at, reader)
        yield kit.plain(f"You changed this plan {when}. Yours is shown here, and saving replaces the other.")


def _when(week: Week, reader: Reader, shown: Planned) -> Iterator[Block]:
    first, last = times.local_date(reader.now, reader), times.local_date(week.ends_at, reader)
    count = max((last - first).days, 0) + 1
    days = sorted({shown.day, *(first + timedelta(days=number) for number in range(min(count, 20)))})
    choices = [(times.weekday_and_day(day, reader), day.isoformat()) for day in days]
    day_menu = kit.select("A day", ids.PLAN_DAY, choices, shown.day.isoformat())
    yield InputBlock("When", day_menu, block_id=ids.PLAN_DAY)
    hours = sorted({shown.clock, *_HALF_HOURS})
    menu = kit.select("An hour", ids.PLAN_HOUR, [(each, each) for each in hours], shown.clock)
    label = f"At, {times.clock(reader.zone)}"
    yield InputBlock(label, menu, block_id=ids.PLAN_HOUR)


def _line(label: str, name: str, text: str, hint: str, *, optional: bool = True) -> Block:
    line = PlainTextInput(name, text[:FIELD_LIMIT] or None, max_length=FIELD_LIMIT)
    return InputBlock(label, line, block_id=name, hint=hint, optional=optional)


def _remind(ticked: bool) -> Block:
    box = kit.option("Remind me then", ids.REMIND)
    boxes = CheckboxGroup(ids.PLAN_REMIND, [box], [box] if ticked else None)
    return InputBlock("Reminder", boxes, block_id=ids.PLAN_REMIND, optional=True)


def saved(made: PlanRecord, reader: Reader) -> dict[str, Any]:
    """Return the last view of planning."""
    return kit.modal(
        "Planned",
        [
            kit.plain(when(made, reader)),
            *own_words(made),
            kit.context(f"The week's message in our DM shows it too. {times.next_line(reader)}"),
        ],
    )


def when(made: PlanRecord, reader: Reader) -> str:
    """Return a sentence with the plan's moment, and whether a reminder comes then."""
    moment = times.moment(made.at, reader)
    if made.at <= reader.now:
        return f"You planned this week for {moment}."
    return f"This week is planned{', with a reminder' if made.remind else ' for'} {moment}."


def own_words(made: PlanRecord, *, with_lacks: bool = True) -> Iterator[Block]:
    """Yield the plan as the member wrote it, and what it lacks."""
    yield kit.quote(own_sentence(made))
    if made.obstacle:
        then = f", then {_bare(made.response)}." if made.response else " …"
        yield kit.quote(f"If {_bare(made.obstacle)}{then}")
    words = {"act": made.act, "obstacle": made.obstacle, "response": made.response}
    for lack in lacks(made.at, words) if with_lacks else ():
        yield kit.context(_LACKS[lack])


def own_sentence(made: PlanRecord) -> str:
    """Return "After the stand-up I will open the first five tickets."; to be quoted, or escaped."""
    after = f"After {_bare(made.after)} " if made.after else ""
    return f"{after}I will {_bare(made.act)}."


def _bare(words: str) -> str:
    """Return words for the middle of a sentence: one line, without the mark at the end."""
    return " ".join(words.split()).rstrip(" .,;!?")


def cant_be(refused: Refused, week: Week, reader: Reader) -> str:
    """Return the sentence under the hour of a plan that can't be then, with the next one that can."""
    free = refused.next_free
    following = f" Next free: {times.moment(free, reader)}." if free else " This week has no later one left."
    match refused.why:
        case Why.PAST:
            return f"That hour has passed.{following}"
        case Why.OVER:
            return f"The week ends {times.moment(week.ends_at, reader)}.{following}"
        case Why.QUIET:
            quiet = f"No reminder comes from 19:00 to 08:00, {times.clock(reader.zone)}."
            return f"{quiet}{following} Without a reminder any hour will do."


def no_act() -> str:
    """Return the sentence under "I will" where nothing is written."""
    return "One thing is enough here: what do you do first?"
