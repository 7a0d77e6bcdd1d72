"""The mirror: the question, the form, what was found, and what became of it."""

from collections.abc import Iterator, Sequence
from typing import Any

from slackblocks import Block, CheckboxGroup, Element, InputBlock, PlainTextInput

from bot.domain.mirror import Asking, Check, Mirror, MirrorFinding, asking, is_new
from bot.domain.numerals import in_words
from bot.domain.playbook import Habit, Shows
from bot.domain.progress import Reader, Week
from bot.screen import Screen
from bot.views import ids, kit, times
from bot.views.nudge import buttons
from bot.views.text import cut, inline, joined, spaced
from bot.views.vocabulary import counted

_OPEN = "Answer the questions"
_NO_SCORE = "This is a mirror, not a score. Your answers don't change your programme."
_HOW = "You tick what fits, which takes 20 seconds. Only you see your answers in Slack."
WHEN_LIMIT, MOST_BOXES = 150, 10
_HABIT_SHOWN = 30


def invitation(week: Week, before: Mirror | None, reader: Reader) -> Screen:
    """Return the question of a closing slot, with something that the member did or answered."""
    by = asking(before, week.number, _of_the_week(week))
    first = _question(by, week, before)
    return kit.message(
        first,
        [
            kit.plain(first),
            *_reminds(by, week, before),
            kit.actions(
                kit.primary(_OPEN, ids.MIRROR_OPEN, week.id),
                kit.button("Not this time", ids.MIRROR_SKIP, week.id),
                _later(week, reader),
            ),
            kit.context(
                spaced(_HOW, _NO_SCORE if is_new(before, week.number) else "", times.next_line(reader))
            ),
        ],
    )


def _of_the_week(week: Week) -> Iterator[Asking]:
    """Yield by what of the week itself the question can remind, on a lock screen too."""
    if week.evidence and week.evidence.kind.compulsory.shows is not Shows.PRIVATE:
        yield Asking.PIECE
    if week.evidence and week.evidence.short:
        yield Asking.SHORT
    if week.plan:
        yield Asking.PLAN


def _question(by: Asking, week: Week, before: Mirror | None) -> str:
    if by in _ABOUT_THE_WEEK:
        return _ABOUT_THE_WEEK[by].format(week.number)
    assert before
    habit = before.finding.habit
    return _ABOUT_AN_ANSWER[by].format(
        before.checks[-1].week,
        habit=f'"{cut(habit.title, _HABIT_SHOWN)}"' if habit else "",
        gone=counted(len(before.finding.gone), "thing"),
    )


_ABOUT_THE_WEEK = {
    Asking.FIRST: "How did you spend your hours of product work?",
    Asking.PIECE: "You saved evidence for week {}. How did you spend your other hours of product work?",
    Asking.SHORT: "You did the 15-minute option for week {}. What took your other hours?",
    Asking.PLAN: "You made a plan for week {}. How did you spend your hours in the end?",
}
_ABOUT_AN_ANSWER = {
    Asking.LONG_AGO: "How do you spend your hours of product work now? Your last answer was in week {}.",
    Asking.PLANNED: "In week {} you planned one thing to try about {habit}. Did you try it?",
    Asking.AGAIN: "{habit} took over an hour twice in a row. How was it after week {}?",
    Asking.TOOK: "{habit} took over an hour in week {}. How was it after that?",
    Asking.TO_START: "What did you do in your hours of product work after week {}?",
    Asking.GONE: "In week {} you spent less time than before on {gone}. How was it after that?",
    Asking.BEGUN: "In week {} you did something new. Did you do it again?",
    Asking.OWN_WORDS: "In week {} you wrote when a habit happens. Did it happen then again?",
    Asking.ALL_WELL: "In week {} you spent your hours the way you want. How was it after that?",
}


def _reminds(by: Asking, week: Week, before: Mirror | None) -> Iterator[Block]:
    """Yield the fact behind the question, in the member's words where they wrote some."""
    if by in _ABOUT_THE_WEEK:
        yield kit.section(f"Week {week.number} is done, so answer only if you like.")
        return
    assert before
    found, newest = before.finding, before.checks[-1]
    match by:
        case Asking.PLANNED:
            yield kit.section(f"*You planned to try this* {found.to_try}")
        case Asking.GONE:
            yield kit.section(f"You spent less time on {_named(found.gone)}.")
        case Asking.BEGUN:
            yield kit.section(f"This was new: {_named(found.begun)}.")
        case Asking.OWN_WORDS:
            yield kit.words(newest.when, "When it happens, in your words")
        case Asking.TO_START:
            yield kit.section(_habit_said(found))


def _named(habits: Sequence[Habit]) -> str:
    return joined([f'*"{inline(habit.title)}"*' for habit in habits])


def form(
    week_id: int, habits: tuple[Habit, ...], ticked: frozenset[str], when: str, *, moved: bool, new: bool
) -> dict[str, Any]:
    """Return two groups of boxes and a line; none of it is compulsory. A `new` mirror is explained."""
    hours = "at work in the last two weeks" if moved else "for this programme and your side product"
    fields = (
        _boxes(
            ids.MIRROR_STOP,
            "Which of these took more than an hour?",
            f"Count your hours {hours}.",
            [habit for habit in habits if habit.kind == "stop"],
            ticked,
        ),
        _boxes(
            ids.MIRROR_START,
            "Which of these did you do?",
            "Once is enough.",
            [habit for habit in habits if habit.kind == "start"],
            ticked,
        ),
    )
    line = PlainTextInput(ids.MIRROR_WHEN, when or None, max_length=WHEN_LIMIT)
    return kit.modal(
        "Where did your time go?",
        [
            *filter(None, fields),
            InputBlock(
                "When does it happen?",
                line,
                block_id=ids.MIRROR_WHEN,
                optional=True,
                hint="Write it in your words, such as late on Sunday.",
            ),
            kit.context(spaced(_NO_SCORE if new else "", "Only you see this in Slack.")),
        ],
        submit="Show me",
        callback=ids.MIRROR_FORM,
        ids={"week": week_id},
    )


def found(mirror: Mirror, reader: Reader) -> Screen:
    """Return what the answers say, with a chart of them, and what can be done with the thing to try."""
    first = f"Here is your mirror for week {mirror.checks[-1].week}."
    return kit.message(
        first,
        [
            kit.plain(first),
            *_findings(mirror),
            *_chart(mirror),
            *_what_next(mirror),
            kit.context(times.next_line(reader)),
        ],
    )


def found_view(mirror: Mirror) -> dict[str, Any]:
    """Return the same as the form's last view, which holds no chart."""
    return kit.modal(
        "Your mirror", [*_findings(mirror), kit.context("You find it in our DM too, where you can plan it.")]
    )


def declined(week: Week, reader: Reader) -> Screen:
    first = f"There is no mirror for week {week.number}, and that is fine."
    return _settled(first, week, reader)


def moved(week: Week, reader: Reader) -> Screen:
    """Return when the question comes back: at the `moved_to` of the week."""
    assert week.moved_to
    first = f"I'll ask again {times.moment(week.moved_to, reader)}."
    return _settled(first, week, reader)


def not_moved(week: Week, reader: Reader) -> Screen:
    """Return why the question doesn't come back then, with the ways on."""
    mirror_button: Element = kit.button(_OPEN, ids.MIRROR_OPEN, week.id)
    if reader.muted:
        first = "I'm muted, so I don't ask again."
        ways = [mirror_button, kit.button("Unmute", ids.MUTE_OFF)]
    else:
        first = "That moment has passed, so I don't ask again then."
        ways = [mirror_button, _later(week, reader)]
    return kit.message(first, [kit.plain(first), kit.actions(*ways)])


def none() -> Screen:
    """Return the answer where the programme names no habits."""
    first = "This programme names no habits, so there is no mirror in it."
    return kit.message(first, [kit.plain(first)])


def _later(week: Week, reader: Reader) -> Element:
    return kit.select(
        "Ask me later", ids.MIRROR_LATER, [*buttons.moves(week, reader), buttons.fewer(week, reader)]
    )


def _settled(first: str, week: Week, reader: Reader) -> Screen:
    return kit.message(
        first,
        [
            kit.plain(first),
            kit.actions(kit.button(_OPEN, ids.MIRROR_OPEN, week.id)),
            kit.context(times.next_line(reader)),
        ],
    )


def _boxes(name: str, label: str, hint: str, habits: list[Habit], ticked: frozenset[str]) -> Block | None:
    if not habits:
        return None
    options = {habit.id: kit.option(habit.title, habit.id) for habit in habits[:MOST_BOXES]}
    chosen = [option for id_, option in options.items() if id_ in ticked]
    boxes = CheckboxGroup(name, list(options.values()), chosen or None)
    return InputBlock(label, boxes, block_id=name, optional=True, hint=hint)


def _findings(mirror: Mirror) -> Iterator[Block]:
    finding, newest = mirror.finding, mirror.checks[-1]
    yield kit.section(" ".join(filter(None, [_habit_said(finding), _movement(finding)])))
    if newest.when:
        yield kit.words(newest.when, "When it happens, in your words")
    if finding.to_try:
        yield kit.section(f"*One thing to try* {finding.to_try}")


def _habit_said(finding: MirrorFinding) -> str:
    """Return the finding in a sentence; what didn't come up isn't counted."""
    habit, often = finding.habit, _often(finding)
    if habit is None:
        return "You did all that you want to do more often. Nothing on the other list took more than an hour."
    if habit.kind == "stop":
        return f'You said{often} that *"{habit.title}"* took more than an hour.'
    if not finding.times:
        return f'You can begin with *"{habit.title}"*.'
    return f'You ticked *"{habit.title}"*{often}, but not this time.'


def _often(finding: MirrorFinding) -> str:
    if finding.of == 1:
        return ""
    return f" in {in_words(finding.times)} of your last {in_words(finding.of)} answers"


def _movement(finding: MirrorFinding) -> str:
    """Return what moved since the answer before, or that the next one will tell."""
    if finding.of == 1:
        return "Next time I can say what changed."
    said = []
    if finding.habit and finding.habit.kind == "stop":
        before = "said" if finding.last else "didn't say"
        said.append(f"You {before} so the time before.")
    if finding.gone:
        named = joined([inline(habit.title) for habit in finding.gone])
        said.append(f"You spent less time than before on {named}.")
    if finding.begun:
        named = joined([inline(habit.title) for habit in finding.begun])
        said.append(f"This is new since last time: {named}.")
    return " ".join(said)


def _chart(mirror: Mirror) -> Iterator[Block]:
    """Yield the answers compared as bars, with the same numbers in a sentence; one alone is no picture."""
    checks = mirror.checks
    if len(checks) < 2:
        return
    over, came = ([_ticked(mirror, check, kind) for check in checks] for kind in ("stop", "start"))
    yield kit.chart(
        "Your last answers",
        [f"Week {check.week}" for check in checks],
        {"Over an hour": over, "Came up": came},
        y_label="Habits",
    )
    yield kit.context(
        f"You answered {in_words(len(checks))} times from week {checks[0].week} to week {checks[-1].week}. "
        f"I counted the habits that took over an hour: {_counts(over)}. "
        f"I counted the habits that came up: {_counts(came)}."
    )


def _ticked(mirror: Mirror, check: Check, kind: str) -> int:
    return sum(habit.kind == kind and habit.id in check.ticked for habit in mirror.habits)


def _counts(numbers: list[int]) -> str:
    return joined([in_words(number) if number else "none" for number in numbers], "then")


def _what_next(mirror: Mirror) -> Iterator[Block]:
    if not mirror.finding.to_try:
        return
    if mirror.planned is None:
        yield kit.actions(
            kit.primary("Put it in my plan", ids.MIRROR_PLAN, mirror.week_id),
            kit.button("Leave it out of my plan", ids.MIRROR_ENOUGH, mirror.week_id),
        )
    elif mirror.planned:
        yield kit.plain("The thing to try is in your next plan.")
