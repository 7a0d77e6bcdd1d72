"""The spread: in a large workspace each member's nudge comes at a moment of its own after the hour.

Slack lets an app send a few hundred messages a minute in one workspace. Where more members than that want
Monday at nine, the last would wait in a queue; spread, each has a minute that is theirs every week.
"""

from datetime import timedelta
from hashlib import blake2b

WINDOWS = ((2000, timedelta(minutes=60)), (300, timedelta(minutes=30)))
"""Above so many members of a workspace, their nudges are spread over so long; up to 300 they aren't."""
_PARTS = 2**64


def window(members: int) -> timedelta:
    """Over how long the nudges of a workspace with so many members are spread."""
    return next((wide for above, wide in WINDOWS if members > above), timedelta())


def delay(team: str, user: str, members: int) -> timedelta:
    """How long after the hour this member's nudge comes: the same share of the window each week, everywhere.

    Whole milliseconds, less than the window.
    """
    if not (wide := window(members)):
        return wide
    # Python's own hash differs from process to process.
    share = int.from_bytes(blake2b(f"{team}:{user}".encode(), digest_size=8).digest())
    milliseconds = wide // timedelta(milliseconds=1)
    return timedelta(milliseconds=share * milliseconds // _PARTS)
