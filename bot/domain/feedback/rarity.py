"""How common a word is: a frequency list of the 20,000 commonest English words, read once.

`weights/common_words.txt` is taken from wordfreq 3.1.1 (Robyn Speer, data under CC BY-SA 4.0);
wordfreq itself takes 58 MB.
"""

import re
from functools import lru_cache
from importlib import resources

_SUFFIXES = ("ing", "ed", "es", "s", "ly", "er", "ers", "'s", "n't", "'re", "'ve", "'ll", "'d", "ness")
_ACRONYM = re.compile(r"\b[A-Z][A-Za-z]?[A-Z0-9]{1,4}s?\b")
KNOWN_ACRONYMS = frozenset(
    [
        "API",
        "APIs",
        "AI",
        "VP",
        "CEO",
        "CFO",
        "CTO",
        "COO",
        "HR",
        "IT",
        "PR",
        "PM",
        "OK",
        "UK",
        "US",
        "USA",
        "EU",
        "UN",
        "TV",
        "PC",
        "PDF",
        "PDFs",
        "FAQ",
        "FAQs",
        "SLA",
        "SLAs",
        "ID",
        "IDs",
        "ROI",
        "KPI",
        "KPIs",
        "Q1",
        "Q2",
        "Q3",
        "Q4",
        "FY",
        "GDP",
        "VAT",
        "TBD",
        "SMS",
        "PIN",
        "ATM",
        "GPS",
        "URL",
        "USB",
        "CV",
        "CVs",
        "NDA",
        "ETA",
        "TLDR",
        "FYI",
        "ASAP",
        "DIY",
        "BBC",
        "NHS",
        "CRM",
        "EUR",
        "USD",
        "GBP",
        "PO",
        "CSV",
        "ISO",
        "IE",
        "RTO",
        "UPI",
        "KYC",
        "AM",
        "PM",
        "H1",
        "H2",
        "DM",
        "MRI",
        "ER",
    ]
)


_IN_CAPITALS = re.compile(r"^[^a-z\n]+$", re.MULTILINE)
"""A line without a small letter: with several words in it a title, whose words are no acronyms."""


@lru_cache(maxsize=1)
def common_words() -> frozenset[str]:
    """Return the list."""
    source = resources.files("bot.domain.feedback").joinpath("weights/common_words.txt")
    return frozenset(source.read_text(encoding="utf-8").split())


def is_common(word: str) -> bool:
    """Say whether a word, in lower case, or what its ending is added to, is among the commonest."""
    words = common_words()
    if word in words:
        return True
    for suffix in _SUFFIXES:
        if word.endswith(suffix):
            stem = word[: -len(suffix)]
            if len(stem) > 2 and (
                stem in words or stem + "e" in words or (stem[-1] == stem[-2] and stem[:-1] in words)
            ):
                return True
    return False


def acronyms(raw: str) -> list[re.Match[str]]:
    """Return the acronyms that a reader outside the trade may not know."""
    quiet = _IN_CAPITALS.sub(lambda line: " " * len(line[0]) if line[0].count(" ") > 2 else line[0], raw)
    return [hit for hit in _ACRONYM.finditer(quiet) if hit[0] not in KNOWN_ACRONYMS]
