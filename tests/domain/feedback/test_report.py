"""A guard against getting worse: what the feedback reaches on the development part of its own corpus."""

import pytest

from bot.domain.feedback.by_fields import KINDS as BY_FIELDS
from bot.domain.feedback.feedback import KINDS
from corpus.report import lines, report, report_by_fields
from corpus.texts import DEVELOPMENT, HELD_BACK, TRAIN, samples


@pytest.mark.parametrize("kind", KINDS)
def test_precision_on_the_development_part_stays(kind: str) -> None:
    assert report(DEVELOPMENT).kind(kind).precision >= 0.9


def test_the_report_has_a_line_for_each_kind_and_a_total() -> None:
    names = [line.split()[0] for line in lines(report(DEVELOPMENT)) if not line.startswith(" ")]
    assert names == [*KINDS, "all", "precision"]


def test_the_report_counts_every_kind_that_is_judged_by_its_fields() -> None:
    counted = report_by_fields(HELD_BACK)
    assert counted.texts.keys() == BY_FIELDS.keys()
    assert min(counted.texts.values()) >= 15
    assert all(counted.clean[kind] >= counted.texts[kind] / 2 for kind in BY_FIELDS)
    named = [line.split()[0] for line in lines(counted, BY_FIELDS) if not line.startswith(" ")]
    assert named == [*BY_FIELDS, "all", "precision"]


def test_no_text_is_in_two_parts() -> None:
    parts = [{sample.id for sample in samples(part)} for part in (TRAIN, DEVELOPMENT, HELD_BACK)]
    assert sum(map(len, parts)) == len(set().union(*parts)) > 2000


def test_no_held_back_text_was_decided_by_looking_at_it() -> None:
    contested = [sample for sample in samples(TRAIN, DEVELOPMENT) if sample.contested]
    assert not contested
    assert any(sample.contested for sample in samples(HELD_BACK))
