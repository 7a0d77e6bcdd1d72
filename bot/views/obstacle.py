"""What got in the way of a week, in words."""

from bot.views.text import inline, sentence

OBSTACLES = {
    "time": "No time left",
    "big": "Too big",
    "waiting": "Waiting for someone",
    "nobody": "Nobody to talk to",
    "useless": "Not useful",
}

OF_TIME = ("time", "big")
"""Those that a rest helps against."""
_AS_IF = {
    "time": "I have no time left",
    "big": "it is too big",
    "waiting": "I wait for a person",
    "nobody": "I find nobody to talk to",
    "useless": "it isn't useful",
}
_ANSWERS = {
    "time": "If you have no time again, do the 15-minute option.",
    "big": "If this one is too big as well, do the 15-minute option.",
    "waiting": "If a person keeps you waiting again, ask a second person on the same day.",
    "nobody": 'If you find nobody to talk to again, press "See other assignments".',
    "useless": 'If this isn\'t useful either, press "See other assignments".',
}


def as_if(obstacle: str) -> str:
    """Return what a plan's "if" begins with; shown as it is."""
    return inline(_AS_IF.get(obstacle, obstacle))


def last_week(obstacle: str) -> str:
    """Return what got in the way last week, and what to do if it does again."""
    own = "If it happens again, do the 15-minute option, or write in your plan what you do then."
    return f"Last week this got in the way: {named(obstacle)} {_ANSWERS.get(obstacle, own)}"


def named(obstacle: str) -> str:
    """Return one of these, or the member's own words, as a sentence's end; shown as it is, or escaped."""
    return sentence(inline(OBSTACLES.get(obstacle, obstacle)))
