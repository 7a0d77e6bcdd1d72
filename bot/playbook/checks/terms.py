"""Words and turns that cost a reader a second reading, each with what to write in its place.

They hold for a playbook's texts and for screens alike (docs/voice.md).
"""

import re
from collections.abc import Iterator

TERMS: dict[str, tuple[str, str]] = {
    "hand in": (r"\bhand(?:s|ed|ing)? (?:\w+ ){0,2}in\b|\bhand-in\b", 'write "add evidence" and "saved"'),
    "kept weeks": (
        r"\bkept weeks?\b|\bweeks? (?:\d+ )?(?:is|are|was|were) kept\b|"
        r"\bkept (?:\d+|one|all) (?:of|weeks?)\b",
        'a week is "done"; what is stored is "saved"',
    ),
    "open weeks": (
        r"\bweeks? (?:\d+ )?(?:is|are|stays?|was) open\b|\bopen weeks?\b|\bopen until\b",
        'a week is "to do", or it "ends" on a day',
    ),
    "closed weeks": (r"\bweeks? (?:\d+ )?(?:is|are|was) closed\b|\blate work counts\b", '"Late is fine."'),
    "months that open": (r"\bmonth \d+ (?:opens|is open)\b", 'a month "starts"'),
    "two versions": (r"\b15-minute version\b", 'write "15-minute option": a version is one of a text'),
    "run": (r"\b(?:a|your|best|the) run\b(?! of)|\brun of \d", 'write how many weeks are done "in a row"'),
    "whoever runs it": (r"\bwhoever (?:runs|holds)\b", 'write "the person who runs PM Coach"'),
    "by itself": (
        r"\b(?:comes?|goes|sent|posted|come|go) (?:\w+ )?by (?:itself|themselves)\b",
        "say who does it, or when it doesn't happen",
    ),
    "stands on": (r"\bstands? (?:on|under|in|there|here|beside)\b", 'write "is on", or "you find it on"'),
    "says how it is": (r"\bsays? how it (?:is|stands)\b", "say what it says"),
    "in doubt": (r"\bin doubt\b", 'write "if you aren\'t sure"'),
    "as ever": (r"\bas ever\b", 'write "as before"'),
    "at once": (r"(?<!all )\bat once\b", 'write "right away"'),
    "lately": (r"\blately\b", 'write "recently"'),
    "noes": (r"\bnoes\b", 'write "refusals"'),
    "leave as permission": (
        r"\b(?:without|by) (?:\w+['\u2019]s )leave\b",
        'write "without asking permission"',
    ),
    "strike": (
        r"\b(?:strike|struck|strikes) (?!a\b)(?:out|two|one|it|what|every|each|the|through)\b",
        'write "cut"',
    ),
    "mend": (r"\bmend(?:s|ed|ing)?\b", 'write "fix"'),
    "ring": (r"\b(?:rings?|rang) (?:her|him|them|up|no|a bell|the \w+)\b", 'write "call"'),
    "from which day": (r"\bfrom which day\b", 'write "and on which day does that start?"'),
    "if for whether": (r"\b(?:look up|find out|check) if\b", 'write "whether"'),
    "order or forecast": (
        r"\b(?:in a later week|soon),? you (?!can\b|may\b)",
        'write "A later assignment asks you to", or say what to do',
    ),
    "the line broke": (r"\bthe line broke\b", 'write "I lost the connection"'),
}
"""By what is wrong: a pattern, and what to write instead."""
_PATTERNS = {
    name: (re.compile(pattern, re.IGNORECASE), instead) for name, (pattern, instead) in TERMS.items()
}
_BEGINNINGS = "|".join(pattern.removeprefix(r"\b") for pattern, _ in TERMS.values())
_ANY = re.compile(rf"\b(?:{_BEGINNINGS})")
"""Whether small letters have any of them: most texts have none, and first letters tell that for all."""


def term_faults(text: str) -> Iterator[tuple[str, str]]:
    """Yield what is wrong with the words of a text, quoted, and what to write instead."""
    if not _ANY.search(text.lower()):
        return
    for pattern, instead in _PATTERNS.values():
        if match := pattern.search(text):
            yield f'"{match[0]}"', instead
