"""Every finished example behind Show me how passes the feedback that a member's own piece would get."""

import pytest

from bot.domain.feedback.feedback import give
from bot.domain.playbook import Assignment
from bot.playbook.loader import load

JUDGED_AS = {
    "vp-page": "vp_summary",
    "mini-prd": "mini_prd",
    "no": "saying_no",
    "decision-log": "decision_log",
}
EXAMPLES = [each for each in load().assignments if each.kind in JUDGED_AS]


@pytest.mark.parametrize("assignment", EXAMPLES, ids=lambda each: each.id)
def test_a_finished_example_passes(assignment: Assignment) -> None:
    given = give(JUDGED_AS[assignment.kind], assignment.show_me.example)
    assert given.labels == []
