"""Numbers as people write them: counts in words up to twelve; ordinals, which come in series, up to 99th."""

# A line for each dozen, as people count.
# fmt: off
CARDINALS = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
)
ORDINALS = (
    "zeroth", "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth",
    "eleventh", "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth", "eighteenth",
    "nineteenth",
)
TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
# fmt: on


def in_words(number: int) -> str:
    """How many: "five", "13"."""
    return CARDINALS[number] if number < len(CARDINALS) else str(number)


def nth(number: int) -> str:
    """Which one: "fifth", "twenty-first", "101st"."""
    if number < len(ORDINALS):
        return ORDINALS[number]
    if number < 100:
        tens, unit = TENS[number // 10 - 2], number % 10
        return f"{tens}-{ORDINALS[unit]}" if unit else f"{tens[:-1]}ieth"
    teens = number % 100 in (11, 12, 13)
    return f"{number}{'th' if teens else {1: 'st', 2: 'nd', 3: 'rd'}.get(number % 10, 'th')}"
