"""Spans of days as people write them."""

import tomllib
from datetime import date
from pathlib import Path
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.dates import LONGEST, Span, Unclear, WhyUnclear, read
from bot.domain.days_in_words import order_of

GROUPS: list[dict[str, Any]] = tomllib.loads(
    Path(__file__).with_name("dates_phrasings.toml").read_text(encoding="utf-8")
)["group"]


def shown(meant: Span | Unclear) -> str:
    """Return it as the table has it."""
    if isinstance(meant, Span):
        return f"{meant.first} {meant.back or 'open'}"
    return " ".join([meant.kind, *(f"{each.first}..{each.back}" for each in meant.choices)])


def test_what_people_write_means_what_they_mean() -> None:
    for group in GROUPS:
        options = {name: group[name] for name in ("order", "language", "week_starts") if name in group}
        expected = group.get("spans", {}) | group.get("unclear", {})
        meant = {text: shown(read(text, group["today"], **options)) for text in expected}
        assert meant == expected, group["about"]


def test_a_long_text_is_refused_unread() -> None:
    for text in ("1" * 100_000, "3 Aug - " * 10_000, "until Monday" + " " * LONGEST):
        assert read(text, date(2027, 7, 14)) == Unclear(WhyUnclear.UNREADABLE)


WORDS = """
    from until back on to - and for the next this end of in a two 3 21 31st 0 12/8 9/9/99 2027-02-29 1/1/9999
    Mon Fri today tomorrow yesterday August Feb March 2027 9999 days week weeks months years 9am ago
"""


TEXTS = st.lists(st.sampled_from(WORDS.split()) | st.text(max_size=3), max_size=7).map(" ".join)


@settings(deadline=None)
@given(TEXTS, st.dates(date(2026, 1, 1), date(2099, 1, 1)))
def test_any_text_is_a_span_that_lies_ahead_or_unclear(text: str, today: date) -> None:
    meant = read(text, today, language="pt")
    for span in [meant] if isinstance(meant, Span) else meant.choices:
        assert span.back is None or (span.back > span.first and span.back > today)
    if isinstance(meant, Unclear):
        assert meant.kind is not WhyUnclear.AMBIGUOUS or len(meant.choices) > 1


def test_the_order_of_day_and_month_is_the_locales_where_it_says_something() -> None:
    orders = {
        ("en-GB", "DE"): "DMY",
        ("de-DE", None): "DMY",
        ("pt-BR", "BR"): "DMY",
        ("es-LA", "MX"): "DMY",
        ("ja-JP", "JP"): "MDY",
        ("zh-TW", None): "MDY",
        ("en-US", "US"): "MDY",
        ("en-US", "PH"): "MDY",
        ("en-US", "PT"): None,
        ("en-US", "DE"): None,
        ("en-US", None): None,
        (None, "US"): "MDY",
        ("sv-SE", "SE"): None,
        ("xx-XX", "PT"): None,
    }
    assert {(locale, country): order_of(locale, country) for locale, country in orders} == orders
