"""Text as Slack sends it reads as the person saw it."""

import pytest

from bot.slack.typed_text import as_seen

NAMES = {"U0LI": "Li"}


@pytest.mark.parametrize(
    ("sent", "seen"),
    [
        pytest.param("<@U0LI> asked", "@Li asked", id="a person"),
        pytest.param("<@U0GONE> asked", "@somebody asked", id="a person whom nobody knows"),
        pytest.param("<@U0LI|li>", "@li", id="a person with a label"),
        pytest.param("in <#C1|general>", "in #general", id="a channel"),
        pytest.param("in <#C1>", "in a channel", id="a channel that nobody knows"),
        pytest.param("<!here> look", "@here look", id="here"),
        pytest.param("<!channel>", "@channel", id="channel"),
        pytest.param("<!everyone|everyone>", "@everyone", id="everyone"),
        pytest.param("<!subteam^S1|@leads>", "@leads", id="a group"),
        pytest.param("<!subteam^S1>", "a group", id="a group without a label"),
        pytest.param("<!date^1392734382^{date}|18 Feb 2014>", "18 Feb 2014", id="a date"),
        pytest.param("<tel:+351211234567|+351 21 123 45 67>", "+351 21 123 45 67", id="a telephone number"),
        pytest.param("<tel:+351211234567>", "+351211234567", id="a bare telephone number"),
        pytest.param("<mailto:ana@example.com|ana@example.com>", "ana@example.com", id="an address"),
        pytest.param("see <http://README.md|README.md>", "see README.md", id="a file's name"),
        pytest.param("<http://example.com/|example.com>", "example.com", id="a site's name"),
        pytest.param("<https://example.com/a?b=1&amp;c=2>", "https://example.com/a?b=1&c=2", id="a link"),
        pytest.param(
            "<https://example.com/a|the page>", "the page (https://example.com/a)", id="a link with a label"
        ),
        pytest.param("a &lt;b&gt; &amp; c", "a <b> & c", id="brackets that were typed"),
        pytest.param("&lt;!here&gt;", "<!here>", id="a code that was typed"),
        pytest.param("&amp;lt;", "&lt;", id="an escape that was typed"),
        pytest.param("a < b, < c", "a < b, < c", id="lone brackets"),
        pytest.param("<>", "<>", id="an empty pair"),
    ],
)
def test_a_text_reads_as_it_was_seen(sent: str, seen: str) -> None:
    assert as_seen(sent, NAMES.get) == seen


@pytest.mark.parametrize("opener", ["<", "<@", "<!date^", "<http://", "<<>", "&lt;", "<mailto:a|"])
def test_a_hundred_thousand_openers_stay_what_they_are_or_end(opener: str) -> None:
    """Quadratic work would take minutes here, and the suite's time limit would end it."""
    assert len(as_seen(opener * 100_000)) > 0
