"""Guards: the figures on the development part, and on writers that no weight was learnt from."""

import json
import sys

import pytest

import corpus.report
from bot.domain.feedback.by_fields import KINDS as BY_FIELDS
from bot.domain.feedback.feedback import KINDS
from bot.domain.feedback.weighing import panel
from corpus.report import (
    OPPOSITE,
    TITLES,
    Praise,
    Report,
    Tally,
    lines,
    lines_of_praise,
    praises,
    report,
    report_by_fields,
    report_left_out,
)
from corpus.texts import DEVELOPMENT, HELD_BACK, HELD_BACK_2, LEFT_OUT, TRAIN, Sample, samples


@pytest.mark.parametrize("kind", KINDS)
def test_precision_on_the_development_part_stays(kind: str) -> None:
    assert report(DEVELOPMENT).kind(kind).precision >= 0.9


@pytest.mark.parametrize(
    ("kind", "least"),
    [("interview_question", 0.985), ("vp_summary", 0.98), ("mini_prd", 0.98), ("saying_no", 0.985)],
)
def test_precision_on_writers_left_out_stays(kind: str, least: float) -> None:
    """Lower thresholds may look well on texts that the weights were learnt from; here they don't."""
    tally = report_left_out().kind(kind)
    assert tally.precision >= least
    assert tally.recall >= 0.4


def test_few_strengths_are_named_where_their_opposite_is_labelled() -> None:
    named = [each for part in (TRAIN, DEVELOPMENT) for each in praises(part).values()]
    false, said = (
        sum(count) for count in zip(*((each.named_false, each.named) for each in named), strict=True)
    )
    assert said > 900
    assert 0 < false / said < 0.05


def test_every_strength_has_an_opposite_in_the_report() -> None:
    """One that has none would never be counted as false."""
    assert {strength for _, strength in praises(TRAIN)} <= OPPOSITE.keys()


def test_what_labellers_differ_on_makes_no_praise_false(monkeypatch: pytest.MonkeyPatch) -> None:
    ask = {"text": "Please approve it by Friday."}
    rows = [
        Sample("a", "vp_summary", ask, frozenset({"no_ask"}), frozenset()),
        Sample("b", "vp_summary", ask, frozenset({"no_ask"}), frozenset({"no_ask"})),
        Sample("c", "vp_summary", ask, frozenset({"no_risk"}), frozenset()),
    ]
    monkeypatch.setattr(corpus.report, "samples", lambda _: rows)
    counted = praises("")
    assert counted["vp_summary", "ask_strong"] == Praise(3, 1, 3, 1)
    shown = next(line.split() for line in lines_of_praise(counted) if "ask_strong" in line)
    assert shown[-4:] == ["3", "1", "3", "1"]


def test_what_is_left_out_is_of_the_codes_that_weights_decide() -> None:
    kept = json.loads(LEFT_OUT.read_text(encoding="utf-8"))
    assert {kind: set(codes) for kind, codes in kept.items()} == {
        kind: set(panel(kind).judges) for kind in kept
    }


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
    parts = [{sample.id for sample in samples(part)} for part in (TRAIN, DEVELOPMENT, HELD_BACK, HELD_BACK_2)]
    assert sum(map(len, parts)) == len(set().union(*parts)) > 2300


def test_nothing_was_learnt_from_the_hands_of_the_second_held_back_part() -> None:
    learnt, held_back = (
        {sample.id.partition("-")[0] for sample in samples(*parts)}
        for parts in ((TRAIN, DEVELOPMENT), (HELD_BACK_2,))
    )
    assert len(held_back) == 2
    assert not held_back & learnt


def test_the_report_prints_a_table_for_each_part_that_is_held_back(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    counted = Report()
    counted.texts["vp_summary"] = 7
    monkeypatch.setattr(sys, "argv", ["report"])
    monkeypatch.setattr(corpus.report, "report", lambda _part: counted)
    monkeypatch.setattr(corpus.report, "report_by_fields", lambda _part: Report())
    monkeypatch.setattr(corpus.report, "praises", lambda _part: {})
    corpus.report.main()
    printed = capsys.readouterr().out
    assert all(title in printed for title in TITLES.values())
    assert printed.count("vp_summary") == len(TITLES) == 3


def test_no_held_back_text_was_decided_by_looking_at_it() -> None:
    contested = [sample for sample in samples(TRAIN, DEVELOPMENT) if sample.contested]
    assert not contested
    assert any(sample.contested for sample in samples(HELD_BACK))


@pytest.mark.parametrize(
    ("right", "false", "between"),
    [(0, 0, None), (42, 4, (0.80, 0.97)), (27, 3, (0.74, 0.97)), (10, 0, (0.72, 1.0))],
)
def test_few_findings_leave_a_wide_interval(
    right: int, false: int, between: tuple[float, float] | None
) -> None:
    assert Tally(right, false).interval == (between and pytest.approx(between, abs=0.005))


def test_nothing_said_is_no_perfect_figure() -> None:
    (line,) = [each for each in lines(Report(), ["mini_prd"]) if each.startswith("mini_prd")]
    assert "1.0" not in line
