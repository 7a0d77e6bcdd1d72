"""Numbers as people write them: in words up to twelve, in figures above."""

# fmt: off
CARDINALS = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
)
ORDINALS = (
    "zeroth", "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth",
    "eleventh", "twelfth",
)
# fmt: on


def in_words(number: int) -> str:
    """How many: "five", "13"."""
    return CARDINALS[number] if number < len(CARDINALS) else str(number)


def nth(number: int) -> str:
    """Which one: "fifth", "13th", "21st"."""
    if number < len(ORDINALS):
        return ORDINALS[number]
    teens = number % 100 in (11, 12, 13)
    return f"{number}{'th' if teens else {1: 'st', 2: 'nd', 3: 'rd'}.get(number % 10, 'th')}"


def times(number: int) -> str:
    """How often: "once", "twice", "five times"."""
    return {1: "once", 2: "twice"}.get(number) or f"{in_words(number)} times"
