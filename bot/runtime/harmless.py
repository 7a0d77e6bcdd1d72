"""Text of others for a terminal: nothing in it moves the cursor, colours, hides or turns round what is shown.

A name may hold control characters, and a terminal obeys them: https://unicode.org/reports/tr36/ and
https://man7.org/linux/man-pages/man4/console_codes.4.html.
"""

import re

_COMMANDS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]")
"""All controls but tab and newline, Unicode's line separators, and what changes the direction of writing."""


def harmless(text: str) -> str:
    """Return a text with each such character written as its number, such as \\u001b; JSON stays JSON."""
    return _COMMANDS.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def one_line(text: str) -> str:
    """Return the same on one line."""
    return harmless(text).replace("\n", "\\n")
