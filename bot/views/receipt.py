"""The receipt: the question how a week went, in every state."""

from collections.abc import Iterator
from typing import Any

from slackblocks import Block, Element, InputBlock, PlainTextInput

from bot.domain.playbook import BOLDEST
from bot.domain.progress import Reader, Week, WeekState
from bot.domain.weeks import FREE_WEEKS, Answer
from bot.screen import Screen
from bot.views import ids, kit, plan, times
from bot.views.nudge import buttons
from bot.views.obstacle import OBSTACLES, named
from bot.views.text import cut, sentence, spaced
from bot.views.vocabulary import week_said

OWN_WORDS = "words"
_NEUTRAL = "How far did you get this week?"
_SHORT_SHOWN = 600
OBSTACLE_LIMIT = 300
_SAID = {
    Answer.DONE: "You said that it is done. Add your evidence, and the week counts.",
    Answer.PARTLY: "You did a part of it, and that counts.",
    Answer.NOT_YET: "You said that it isn't done yet.",
}


def receipt(week: Week, reader: Reader) -> Screen:
    """Return the question at the week's closing slot, or what has become of it."""
    if week.state is WeekState.HANDED_IN and week.evidence is not None:
        first = week_said(week.number, week.outcome)
        return _said(first, week, reader, *buttons.evidence_buttons(week.evidence.id))
    if week.state is WeekState.SKIPPED and week.answer is not Answer.PARTLY:
        return _said(f"You skipped week {week.number}.", week, reader, _hand_in(week))
    return _answered(week, week.answer, reader) if week.answer else _question(week, reader)


def _question(week: Week, reader: Reader) -> Screen:
    first = f'"{week.assignment.title}": how far did you get?'
    return kit.message(
        first if len(first) <= kit.FIRST_LINE_LIMIT and not _is_private(week) else _NEUTRAL,
        [
            kit.plain(spaced(first, "Any answer is fine." if week.number <= FREE_WEEKS else "")),
            *_planned(week, reader),
            kit.actions(
                kit.primary("Done, add evidence", ids.RECEIPT_DONE, week.id),
                kit.button("Partly", ids.RECEIPT_PARTLY, week.id),
                kit.button("Not yet", ids.RECEIPT_NOT_YET, week.id),
                buttons.later_select(week, reader),
            ),
            kit.context(f"15 minutes are enough: {sentence(cut(week.assignment.short, _SHORT_SHOWN))}"),
        ],
    )


def _planned(week: Week, reader: Reader) -> Iterator[Block]:
    """Yield the member's own sentence, where its moment has passed and no lock screen may tell by it."""
    if week.plan and week.plan.at <= reader.now and not _is_private(week):
        yield kit.plain(f"Your plan for {times.moment(week.plan.at, reader)}:")
        yield kit.quote(plan.own_sentence(week.plan))
        yield from plan.if_then(week.plan)


def _is_private(week: Week) -> bool:
    """Return whether the title shows a wish to leave: then no lock screen shows it."""
    return week.assignment.exposure > BOLDEST


def _answered(week: Week, answer: Answer, reader: Reader) -> Screen:
    first = _SAID[answer]
    if week.obstacle:
        first = f"{first} This got in the way: {named(week.obstacle)}"
    elif answer is not Answer.DONE:
        return _obstacle_question(first, week, reader)
    return _said(first, week, reader, _hand_in(week))


def _obstacle_question(first: str, week: Week, reader: Reader) -> Screen:
    # Behind a week that is over, the next one has its plan, or has passed too.
    comes_back = ' Your answer comes back next week, as the "if" of your plan.'
    if week.state is WeekState.CLOSED:
        comes_back = ""
    choices = [(text, f"{key}:{week.id}") for key, text in OBSTACLES.items()]
    return kit.message(
        first,
        [
            kit.plain(f"{first} What got in the way?{comes_back}"),
            kit.actions(
                kit.select(
                    "Choose a reason",
                    ids.RECEIPT_OBSTACLE,
                    [*choices, ("In my own words", f"{OWN_WORDS}:{week.id}")],
                ),
                _hand_in(week),
            ),
            kit.context(times.next_line(reader)),
        ],
    )


def _said(first: str, week: Week, reader: Reader, *elements: Element) -> Screen:
    blocks: list[Block] = [kit.plain(first), kit.actions(*elements), kit.context(times.next_line(reader))]
    return kit.message(cut(first, kit.FIRST_LINE_LIMIT), blocks)


def _hand_in(week: Week) -> Element:
    return kit.button("Add evidence", ids.ASSIGNMENT_DONE, week.id)


def obstacle_form(week_id: int) -> dict[str, Any]:
    """Return the form for what got in the way, in the member's own words."""
    words = PlainTextInput(ids.RECEIPT_OBSTACLE, max_length=OBSTACLE_LIMIT, focus_on_load=True)
    return kit.modal(
        "What got in the way",
        [
            InputBlock(
                "What got in the way?",
                words,
                block_id=ids.RECEIPT_OBSTACLE,
                hint='One line is enough. It comes back next week, as the "if" of your plan.',
            ),
            kit.context("Only you see this in Slack."),
        ],
        submit="Save it",
        callback=ids.RECEIPT_FORM,
        ids={"week": week_id},
    )
