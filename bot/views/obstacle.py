"""What got in the way of a week, in words."""

from bot.views.text import inline, sentence

OBSTACLES = {
    "time": "No time left",
    "big": "Too big",
    "waiting": "Waiting for someone",
    "nobody": "Nobody to talk to",
    "useless": "Not useful",
}


def named(obstacle: str) -> str:
    """Return one of these, or the member's own words, as a sentence's end; shown as it is, or escaped."""
    return sentence(inline(OBSTACLES.get(obstacle, obstacle)))
