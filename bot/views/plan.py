"""The week's plan: its form, its words everywhere else, and the answers to what can't be kept.

What a member wrote stands in quotes and fields; never in a sentence of the coach's that Slack parses.
"""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any

from slackblocks import Block, CheckboxGroup, InputBlock, PlainTextInput

from bot.domain.plan import Lack, Planned, Refused, Why, lacks
from bot.domain.progress import Reader, Week
from bot.domain.records import DraftRecord, PlanRecord
from bot.screen import Screen
from bot.views import drafts, ids, kit, times
from bot.views.assignment import sized
from bot.views.help import all_words
from bot.views.text import cut

FIELD_LIMIT = 300
_HALF_HOURS = [f"{half // 2:02d}:{half % 2 * 30:02d}" for half in range(48)]
_ENDED = ('."', '?"', '!"')
"""With which a sentence ends that ends in somebody's words."""
_LACKS = {
    Lack.IF: "What could get in the way, and what will you do then?",
    Lack.THEN: "What will you do when it happens?",
}


def plan_form(
    week: Week,
    reader: Reader,
    shown: Planned,
    seen: int,
    changed_at: datetime | None = None,
    draft: DraftRecord | None = None,
    *,
    emptied: bool = False,
) -> dict[str, Any]:
    """Return the form; a day comes back as "2027-01-21", an hour as "14:00".

    `seen` tells which state of the plan the member saw. `changed_at` is when it was changed elsewhere, while
    this form was open. What stands in the `draft` goes before all that; `emptied` is the form after
    Start empty.
    """
    shown = _as_typed(draft, shown) if draft else shown
    return kit.modal(
        "Plan this week",
        [
            *_changed(changed_at, reader),
            kit.section(f"*{sized(week.assignment)}*"),
            *drafts.note(draft, reader, ids.PLAN_EMPTY),
            *_when(week, reader, shown),
            *_lines(shown, emptied=emptied),
            _remind(shown.remind),
            kit.context("Only you see this in Slack."),
        ],
        submit="Save plan",
        callback=ids.PLAN_FORM,
        ids={"week": week.id, "seen": seen},
        tells_when_closed=True,
    )


def _as_typed(draft: DraftRecord, shown: Planned) -> Planned:
    typed = draft.values
    return Planned(
        day=date.fromisoformat(typed.get(ids.PLAN_DAY) or shown.day.isoformat()),
        clock=typed.get(ids.PLAN_HOUR) or shown.clock,
        after=typed.get(ids.PLAN_AFTER, ""),
        act=typed.get(ids.PLAN_ACT, ""),
        obstacle=typed.get(ids.PLAN_IF, ""),
        response=typed.get(ids.PLAN_THEN, ""),
        remind=ids.REMIND in typed.get(ids.PLAN_REMIND, "").split(),
    )


def _changed(at: datetime | None, reader: Reader) -> Iterator[Block]:
    if at:
        when = times.moment(at, reader)
        yield kit.plain(
            f"You changed this plan {when}, in another place. If you save this form, it replaces that plan."
        )


def _when(week: Week, reader: Reader, shown: Planned) -> Iterator[Block]:
    first, last = times.local_date(reader.now, reader), times.local_date(week.ends_at, reader)
    count = max((last - first).days, 0) + 1
    days = sorted({shown.day, *(first + timedelta(days=number) for number in range(min(count, 20)))})
    choices = [(times.weekday_and_day(day, reader), day.isoformat()) for day in days]
    day_menu = kit.select("A day", ids.PLAN_DAY, choices, shown.day.isoformat())
    yield InputBlock("Day", day_menu, block_id=ids.PLAN_DAY)
    hours = sorted({shown.clock, *_HALF_HOURS})
    menu = kit.select("An hour", ids.PLAN_HOUR, [(each, each) for each in hours], shown.clock)
    label = f"Hour ({times.clock(reader.zone)})"
    yield InputBlock(label, menu, block_id=ids.PLAN_HOUR)


def _lines(shown: Planned, *, emptied: bool) -> Iterator[Block]:
    lines = [
        ("After", ids.PLAN_AFTER, shown.after, "Name something that happens anyway, such as a stand-up."),
        ("I will", ids.PLAN_ACT, shown.act, "Say what you do first."),
        ("If", ids.PLAN_IF, shown.obstacle, "Say what could get in the way."),
        ("Then", ids.PLAN_THEN, shown.response, "Say what you do when it happens."),
    ]
    for label, name, text, hint in lines:
        line = PlainTextInput(name, text[:FIELD_LIMIT] or None, max_length=FIELD_LIMIT)
        yield drafts.field(label, line, emptied=emptied, hint=hint, optional=name != ids.PLAN_ACT)


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
    """Return the plan's moment, and whether a reminder comes then."""
    moment = times.moment(made.at, reader)
    if made.at <= reader.now:
        return f"Your plan is for {moment}."
    return f"Your plan is for {moment}{', with a reminder' if made.remind else ''}."


def own_words(made: PlanRecord) -> Iterator[Block]:
    """Yield the plan as the member wrote it, and what it lacks."""
    yield kit.quote(own_sentence(made))
    yield from if_then(made)
    words = {"act": made.act, "obstacle": made.obstacle, "response": made.response}
    for lack in lacks(made.at, words):
        yield kit.context(_LACKS[lack])


def if_then(made: PlanRecord) -> Iterator[Block]:
    """Yield what the member does if something gets in the way, where the plan has that.

    A thing to try of the mirror stands in a plan that names no obstacle, too.
    """
    if made.response and not made.obstacle:
        yield kit.quote(made.response)
    if made.obstacle:
        then = f", then {_inside(_bare(made.response))}." if made.response else " …"
        yield kit.quote(f"If {_inside(_bare(made.obstacle))}{then}")


def own_sentence(made: PlanRecord) -> str:
    """Return "After the stand-up I will open the first five tickets."; to be quoted, or escaped."""
    after = f"After {_bare(made.after)} " if made.after else ""
    act = _inside(_bare(made.act))
    return f"{after}I will {act}{'' if act.endswith(_ENDED) else '.'}"


def _inside(words: str) -> str:
    """Return words without the capital of a sentence's beginning; "I" and an abbreviation keep their own."""
    return words[:1].lower() + words[1:] if words[1:2].islower() or words.startswith("A ") else words


def _bare(words: str) -> str:
    """Return words for the middle of a sentence: one line, without the mark at the end."""
    return " ".join(words.split()).rstrip(" .,;!?")


def moved(week: Week, at: datetime, reader: Reader) -> Screen:
    """Return where the week is now that somebody asked to have it on another day."""
    moment = times.moment(at, reader)
    if week.plan:
        first = f"Your plan is on {moment} now{', with a reminder' if week.plan.remind else ''}."
    else:
        first = f"This week's assignment comes back {moment}."
    label = "Change the plan" if week.plan else "Plan it"
    return kit.message(
        first,
        [
            kit.plain(first),
            kit.actions(
                kit.button(label, ids.PLAN_OPEN, week.id),
                kit.button("Add evidence", ids.ASSIGNMENT_DONE, week.id),
            ),
            kit.context(times.next_line(reader)),
        ],
    )


def not_moved(week: Week, at: datetime, refused: Refused | None, reader: Reader) -> Screen:
    """Return why the week isn't on the moment that was asked for, with the form that chooses another one.

    Where a plan can be at it, only the message can't come: then the form begins with that day.
    """
    if refused:
        first = f"I moved nothing. {cant_be(refused, week, reader)}"
        value = f"{week.id}"
    else:
        first = f"I moved nothing, but you can plan this week for {times.moment(at, reader)}."
        value = f"{times.local_day(at, reader)}:{week.id}"
    return kit.message(
        cut(first, kit.FIRST_LINE_LIMIT),
        [
            kit.plain(first),
            kit.actions(
                kit.primary("Plan it", ids.PLAN_OPEN, value),
                kit.button("Take time away", ids.AWAY_OPEN, week.id),
                all_words(),
            ),
        ],
    )


def cant_be(refused: Refused, week: Week, reader: Reader) -> str:
    """Return the sentence under the hour of a plan that can't be then, with the next one that can."""
    free = refused.next_free
    following = (
        f" The next free hour is {times.moment(free, reader)}."
        if free
        else " This week has no later one left."
    )
    match refused.why:
        case Why.PAST:
            return f"That hour has passed.{following}"
        case Why.OVER:
            return f"The week ends {times.moment(week.ends_at, reader)}.{following}"
        case Why.AWAY:
            return f"You are away on that day.{following}"
        case Why.QUIET:
            quiet = "No reminder comes in your quiet hours, which your settings show."
            return f"{quiet}{following} Without a reminder any hour will do."


def no_act() -> str:
    """Return the sentence under "I will" where nothing is written."""
    return "One thing is enough here: what do you do first?"
