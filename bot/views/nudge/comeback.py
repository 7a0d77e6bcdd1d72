"""The message of a week after one without evidence: what stands, and the ways on."""

from collections.abc import Iterator

from slackblocks import Block, Element

from bot.domain.playbook import Assignment
from bot.domain.progress import Comeback, Reader, Week
from bot.screen import Screen
from bot.views import ids, kit, obstacle, own_fact, times
from bot.views.assignment import PROSE_SHOWN, SHORT, how_button, sized
from bot.views.nudge import buttons, month_turn
from bot.views.nudge.opening import foot, that_fits, zone_question
from bot.views.obstacle import OF_TIME
from bot.views.text import cut, sentence
from bot.views.vocabulary import counted, in_a_row

ENOUGH = "This week, 15 minutes are enough."


def comeback(week: Week, reader: Reader) -> Screen:
    """Return what became of the week before, this week's assignment in its short version, and the ways on."""
    back = week.comeback
    assert back
    return kit.message(
        _first_line(week.assignment),
        [
            *(kit.plain(said) for said in _said(week, back, reader) if said),
            *month_turn.waits(week),
            kit.section(f"{SHORT} {sentence(cut(week.assignment.short, PROSE_SHOWN))}"),
            kit.section(f"*The whole assignment* {sized(week.assignment)}", how_button(week.assignment)),
            kit.actions(*buttons.ways_on(week, reader)),
            *_smallest(back),
            kit.actions(kit.button("Take time away", ids.AWAY_OPEN, week.id), *_person(back)),
            *_freezes(back, reader),
            *foot(week, reader),
            *zone_question(week, reader),
        ],
    )


def _first_line(assignment: Assignment) -> str:
    return that_fits(f"{assignment.line_alone.removesuffix('.')} (15 min will do).", ENOUGH)


def _said(week: Week, back: Comeback, reader: Reader) -> tuple[str, ...]:
    """Return the paragraphs of a comeback; a second one in a row begins with help, and not with accounts."""
    stands, fact = _what_stands(back), own_fact.said(week.own_fact)
    if week.last_obstacle:
        fact = obstacle.last_week(week.last_obstacle)
    offer = _offer(back, week.last_obstacle)
    return (offer, fact, stands) if back.second else (stands, fact, offer)


def _smallest(back: Comeback) -> Iterator[Block]:
    """Yield what takes less than the 15 minutes, without counting for the week."""
    if back.drills:
        yield kit.section(
            "*Do you have only five minutes?* A drill is a short practice with my answer. "
            "It doesn't count as evidence.",
            kit.button("Start a drill", ids.DRILL_OPEN),
        )


def _person(back: Comeback) -> list[Element]:
    return [kit.button("See a message to send", ids.LINE_OPEN)] if back.second else []


def _what_stands(back: Comeback) -> str:
    if back.free:
        return "In your first month you find your rhythm, so an empty week doesn't count against you."
    if not back.covered:
        return "If you do last week's assignment later, it counts too."
    run = f"You keep your {in_a_row(back.run, back.bridged)}. " if back.run > 1 else ""
    return f"I used one of your freezes (free weeks) for last week. {run}You have nothing to catch up on."


def _freezes(back: Comeback, reader: Reader) -> Iterator[Block]:
    """Yield how many freezes are left, where one was used."""
    if back.covered and not back.free:
        left = counted(back.freezes_left, "freeze") if back.freezes_left else "no freeze"
        day = times.date_of(back.next_freezes, reader)
        yield kit.context(f"You have {left} left, and new ones come on {day}.")


def _offer(back: Comeback, obstacle: str | None) -> str:
    """Return what may help after two weeks or more; it guesses why only where nobody said it."""
    busy = obstacle in (None, *OF_TIME)
    if back.third:
        why = "something else needs your time now" if busy else "you want a rest from the programme"
        return (
            f"Weeks like these happen. If {why}, take time away, "
            'or choose "Fewer messages" under "Later or skip".'
        )
    if back.second:
        guess = "Perhaps your last weeks were full. " if busy else ""
        return (
            f"{guess}Would a person help more than a bot? "
            "I have a short message that you can send to a colleague or a friend."
        )
    return ""
