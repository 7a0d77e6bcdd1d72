"""How often the coach writes, and the steps to fewer messages."""

from bot.domain.closing import Frequency, Level
from bot.domain.frequency import fewer, pace_named
from bot.domain.slots import Pace


def test_each_press_on_fewer_messages_goes_one_step_down() -> None:
    weekly, fortnightly = Pace.EVERY_WEEK, Pace.EVERY_SECOND_WEEK
    normal, quiet = Level.NORMAL, Level.QUIET
    steps = {
        Frequency(Pace.TWO_A_WEEK, normal): Frequency(weekly, quiet),
        Frequency(Pace.TWO_A_WEEK, quiet): Frequency(weekly, quiet),
        Frequency(weekly, normal): Frequency(weekly, quiet),
        Frequency(weekly, quiet): Frequency(fortnightly, quiet),
        Frequency(fortnightly, normal): Frequency(fortnightly, quiet),
        Frequency(fortnightly, quiet): None,
    }
    assert {now: fewer(now) for now in steps} == steps


def test_a_pace_is_meant_by_words() -> None:
    meant = {
        "two a week": Pace.TWO_A_WEEK,
        " Two  a week! ": Pace.TWO_A_WEEK,
        "2 a week": Pace.TWO_A_WEEK,
        "every week": Pace.EVERY_WEEK,
        "weekly": Pace.EVERY_WEEK,
        "every other week": Pace.EVERY_SECOND_WEEK,
        "three a week": None,
        "week": None,
        "": None,
    }
    assert {text: pace_named(text) for text in meant} == meant
