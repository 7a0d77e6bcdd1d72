"""Numbers, lists and outcomes in the product's words."""

from bot.domain.numerals import in_words
from bot.domain.weeks import Outcome, Record

SHOWN = {
    Outcome.OPEN: "open",
    Outcome.DONE: "kept",
    Outcome.PARTLY: "partly",
    Outcome.EXCUSED: "away",
    Outcome.MISSED: "open",
}
"""What members read for a week's outcome: a missed week takes late work, so open is what it is."""


def shown_as(number: int, outcome: Outcome, record: Record) -> str:
    """Return what members read for a week of theirs, by its number: a freeze may cover a missed one."""
    return "covered" if number in record.covered else SHOWN[outcome]


def counted(number: int, one: str, many: str = "") -> str:
    """Return "one week", "five weeks", "13 pieces of evidence"."""
    return f"{in_words(number)} {one if number == 1 else many or one + 's'}"


def weeks_kept(record: Record) -> str:
    """Return what the weeks add up to in a sentence, or "" when there is nothing to say yet.

    Never a number of misses: the total stands beside "of" only when every week was kept.
    """
    if not record.kept:
        return ""
    if record.kept == record.closed:
        return (
            "Your first week is kept." if record.kept == 1 else f"Kept {record.kept} of {record.kept} weeks."
        )
    runs = [f"a run of {record.run}"] if record.run > 1 else []
    runs += [f"best run {record.best_run}"] if record.best_run > max(record.run, 1) else []
    return f"{', '.join([f'Kept {record.kept} week' + 's' * (record.kept > 1), *runs])}."
