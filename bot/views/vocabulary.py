"""Numbers, lists and outcomes in the product's words."""

from bot.domain.numerals import in_words
from bot.domain.weeks import Outcome, Record

SHOWN = {
    Outcome.OPEN: "to do",
    Outcome.DONE: "done",
    Outcome.PARTLY: "partly done",
    Outcome.EXCUSED: "away",
    Outcome.MISSED: "to do",
}
"""What members read for a week's outcome: late is fine, so a missed week is to do."""


def week_said(number: int, outcome: Outcome) -> str:
    """Return the same as a sentence: "Week 6 is done."."""
    match outcome:
        case Outcome.OPEN | Outcome.MISSED:
            return f"Week {number} isn't done yet."
        case Outcome.EXCUSED:
            return f"You are away in week {number}."
    return f"Week {number} is {SHOWN[outcome]}."


def shown_as(number: int, outcome: Outcome, record: Record) -> str:
    """Return what members read for a week of theirs, by its number: a freeze may cover a missed one."""
    return "covered" if number in record.covered else SHOWN[outcome]


def counted(number: int, one: str, many: str = "") -> str:
    """Return "one week", "five weeks", "13 pieces of evidence"."""
    return f"{in_words(number)} {one if number == 1 else many or one + 's'}"


def weeks_kept(record: Record) -> str:
    """Return what the weeks add up to in a sentence, or "" when there is nothing to say yet.

    Never a number of misses: "all" is said only when every week was done.
    """
    if not record.kept:
        return ""
    if record.kept == record.closed:
        return "Your first week is done." if record.kept == 1 else f"You have done all {record.kept} weeks."
    done = f"You have done {record.kept} week{'s' * (record.kept > 1)}"
    if record.run <= 1:
        return f"{done}, at best {record.best_run} in a row." if record.best_run > 1 else f"{done}."
    best = f" (best: {record.best_run})" if record.best_run > record.run else ""
    return f"{done}, {record.run} in a row{_with_freezes(record.bridged)}{best}."


def in_a_row(run: int, bridged: int) -> str:
    """Return "six weeks in a row", and how many freezes are between them."""
    return f"{in_words(run)} weeks in a row{_with_freezes(bridged)}"


def _with_freezes(bridged: int) -> str:
    return f", with {counted(bridged, 'freeze')} between them" if bridged else ""
