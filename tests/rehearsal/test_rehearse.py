"""A rehearsal plays a programme as the coach would live it, without Slack and the same from a seed."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from functools import cache
from io import StringIO
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from rich.console import Console
from typer.testing import CliRunner

from bot.cli.main import app
from bot.domain.criteria import WELCOME_BACK
from bot.domain.working_days import WorkingDays
from bot.playbook.loader import load
from bot.rehearsal import rehearse as command
from bot.rehearsal import report
from bot.rehearsal.personas import PERSONAS
from bot.rehearsal.play import Did, Edited, Plan, Rehearsal, rehearse
from bot.runtime import delayed_progress
from tests.playbook.tiny import TINY
from tests.slowness import LONG

LISBON = "Europe/Lisbon"
START = datetime(2027, 1, 11, 10, 12, tzinfo=ZoneInfo(LISBON))
RUNS = [(playbook, persona) for playbook in (TINY, None) for persona in PERSONAS]


@cache
def thirteen_weeks(playbook: Path | None, persona: str) -> Rehearsal:
    return rehearse(load(playbook), Plan(START, persona, weeks=13))


@pytest.fixture(params=RUNS, ids=lambda run: f"{'ours' if run[0] is None else 'tiny'}-{run[1]}")
def played(request: pytest.FixtureRequest) -> Rehearsal:
    return thirteen_weeks(*request.param)


@cache
def year(persona: str, track: str | None = None) -> Rehearsal:
    """Play a year; each one costs more than all that is asked of it, so the tests share four of them."""
    return rehearse(load(), Plan(START, persona, track, weeks=52))


def printed(played: Rehearsal, *, edits: bool = False) -> str:
    report.render(played, Console(file=(out := StringIO()), width=80), edits=edits)
    return out.getvalue()


def acts(played: Rehearsal) -> list[str]:
    return [event.words for event in played.events if isinstance(event, Did)]


# What holds for everybody, whatever the playbook.


def test_a_week_brings_two_messages_unasked_at_most(played: Rehearsal) -> None:
    for week in played.opened:
        unasked = [m for m in played.messages if m.week == week.week and m.sort == "unasked"]
        assert len(unasked) <= 2


def test_every_week_has_one_assignment_and_a_sentence_that_says_why(played: Rehearsal) -> None:
    assert [week.week for week in played.opened] == list(range(1, len(played.opened) + 1))
    assert all(week.reason.endswith(".") for week in played.opened)


def test_weeks_open_on_mondays_and_close_on_fridays_by_the_members_clock_or_beside_a_holiday(
    played: Rehearsal,
) -> None:
    portugal = WorkingDays("PT")
    for message in played.messages:
        local = message.at.astimezone(ZoneInfo(LISBON))
        if message.sort == "unasked":
            opens = (local.hour, local.minute) == (9, 0)
            assert opens or (local.hour, local.minute) == (14, 30)
            assert portugal.works(local.date())
            planned = local.weekday() == (0 if opens else 4)
            assert planned or not portugal.works(local.date() + timedelta(days=-1 if opens else 1))


def test_nothing_comes_in_a_week_that_passes_in_silence(played: Rehearsal) -> None:
    silent = {week.week for week in played.opened if week.silent in ("away", "quiet")}
    assert not [message for message in played.messages if message.week in silent]


def test_nothing_comes_unasked_while_muted_or_after_leaving(played: Rehearsal) -> None:
    silent = False
    for event in played.events:
        if isinstance(event, Did):
            silent = silent and not event.words.startswith(("Unmutes", "Comes back"))
            silent = silent or event.words.startswith(("Mutes", "Leaves"))
        assert not (silent and getattr(event, "sort", "") == "unasked")


def test_what_comes_once_never_comes_again_after_it_was_handed_in(played: Rehearsal) -> None:
    assert played.progress is not None
    done = {piece.title: piece.handed_in_at for piece in played.progress.evidence}
    for week in played.opened:
        if not week.assignment.recurs:
            assert done.get(week.assignment.title, week.at) >= week.at


def test_messages_are_counted_from_one_in_the_order_of_their_times(played: Rehearsal) -> None:
    assert [m.number for m in played.messages] == list(range(1, len(played.messages) + 1))
    assert [m.at for m in played.messages] == sorted(m.at for m in played.messages)


def test_each_message_can_be_shown_in_full(played: Rehearsal) -> None:
    first = report.in_full(played, 1)
    assert first.startswith(
        "1 · Mon 11 Jan 10:12, Lisbon time · reply · DM\n\nHello Sam, I'm PM Coach. I help you to do product"
    )
    last = played.messages[-1]
    assert report.in_full(played, last.number).endswith(last.text)


def test_the_json_has_everything_in_it(played: Rehearsal) -> None:
    data: dict[str, Any] = json.loads(json.dumps(report.as_json(played)))
    assert list(data) == ["playbook", "plan", "weeks", "messages", "edits", "wins", "totals"]
    assert data["plan"]["start"] == "2027-01-11T10:12+00:00"
    assert sum(data["totals"]["messages"].values()) == len(data["messages"])
    assert sum(data["totals"]["weeks"].values()) == len(data["weeks"])
    assert sum(data["totals"]["milestones"].values()) == len(data["wins"])
    assert {n for week in data["weeks"] for n in week["messages"]} == {m["number"] for m in data["messages"]}


# Each persona.


def test_the_steady_one_keeps_every_week() -> None:
    for playbook in (TINY, None):
        progress = thirteen_weeks(playbook, "steady").progress
        assert progress is not None
        assert progress.record.kept == 13


def test_the_steady_one_is_away_for_a_fortnight_and_welcomed_back() -> None:
    played = year("steady", "internal")
    assert "Goes away from Mon 2 Aug, back on Mon 16 Aug." in acts(played)
    assert [week.week for week in played.opened if week.silent == "away"] == [30, 31]
    assert [m.week for m in played.messages if m.kind == "welcome_back"] == [32]


def test_the_busy_one_moves_swaps_skips_is_late_and_takes_fifteen_minutes() -> None:
    done = "\n".join(acts(year("busy")))
    for words in (
        "Chooses Later",
        "Swaps to",
        "Skips",
        ", late: ",
        "the 15-minute version",
        "Answers: partly",
    ):
        assert words in done


def test_what_got_in_the_way_comes_back_as_the_next_weeks_if() -> None:
    messages = year("busy").messages
    [first, *_] = [m for m in messages if "Last week this got in the way: waiting for someone." in m.text]
    assert (first.kind, first.sort) == ("nudge", "unasked")


def test_the_returning_one_misses_leaves_falls_silent_and_comes_back_each_time() -> None:
    played = year("returning")
    assert played.progress is not None
    outcomes = "".join("K" if o == "done" else o[0] for _, o in played.progress.weeks)
    assert re.findall("K[^K]+K", outcomes) == ["KmmK", "KeK", "KmmmeeeK"]
    kinds = [(m.week, m.kind) for m in played.messages if m.kind in ("comeback", "gone_quiet")]
    assert kinds == [(6, "comeback"), (7, "comeback"), (25, "comeback"), (26, "comeback"), (27, "gone_quiet")]
    assert [week.week for week in played.opened if week.silent == "quiet"] == [28, 29]
    assert "Picks up where they were." in acts(played)
    left, back = (a for a in played.events if isinstance(a, Did) and a.words.endswith("the programme."))
    assert (left.words[:6], back.words[:6]) == ("Leaves", "Comes ")
    assert timedelta(weeks=5) < back.at - left.at < timedelta(weeks=6)


@pytest.mark.parametrize(("persona", "track"), [("steady", "internal"), ("returning", None)])
def test_each_month_is_opened_once_and_the_end_is_said_once(persona: str, track: str | None) -> None:
    texts = [m.text for m in year(persona, track).messages if m.sort in ("unasked", "asked")]
    opened = [
        found[0]
        for text in texts
        if (found := re.findall(r"^Month (\d) (?:starts|has started)\.(?: |$)", text, re.M))
    ]
    assert opened == [str(month) for month in range(2, 9)]
    assert sum(text.startswith("You finished the programme.") for text in texts) == 1


def test_what_the_busy_one_swaps_away_does_not_come_in_the_next_week() -> None:
    played = year("busy")
    swapped = {e.week for e in played.events if isinstance(e, Did) and e.words.startswith("Swaps to")}
    assert len(swapped) > 5
    assignments = {week.week: week.assignment for week in played.opened}
    for week in swapped - {52}:
        assert assignments[week + 1].id != assignments[week].id
        assert (assignments[week].kind, assignments[week + 1].kind) != ("interview", "interview")


def test_the_returning_one_goes_on_where_they_left() -> None:
    weeks = year("returning").opened
    goes_on = [week for week in weeks if week.reason == WELCOME_BACK]
    assert [week.week for week in goes_on] == [12, 27, 28, 29, 30]
    assert all(week.assignment.id == weeks[week.week - 2].assignment.id for week in goes_on)


def test_the_shy_one_posts_nothing_and_is_muted_for_a_month() -> None:
    played = year("shy")
    assert played.sorts["post"] == 0
    assert any(words.startswith("Keeps it private") for words in acts(played))
    assert [week.week for week in played.opened if week.silent == "muted"] == [9, 10, 11, 12]


def test_the_returning_one_posts_and_corrects_what_outdates() -> None:
    """Their next interview after the five comes behind their first year."""
    played = rehearse(load(), Plan(START, "returning", weeks=70))
    done = "\n".join(acts(played))
    assert "Posts it to #wins" in done
    assert "Corrects the post: five stories." in done
    assert any(isinstance(event, Edited) and "stories of how" in event.text for event in played.events)


@pytest.mark.parametrize(
    ("kind", "persona", "track", "words"),
    [
        ("nudge", "steady", "internal", "Plans it for "),
        ("nudge", "steady", "internal", "Chooses a goal for month 2: "),
        ("nudge", "busy", None, "Chooses where to move: Inside my company."),
        ("moved_nudge", "busy", None, "Hands in: "),
        ("nudge", "shy", None, "Wants fewer messages."),
        ("nudge", "shy", None, "Wants as many messages as before."),
        ("comeback", "returning", None, "Hands in: "),
        ("welcome_back", "steady", "internal", "Hands in: "),
        ("gone_quiet", "returning", None, "Picks up where they were."),
        ("still_away", "shy", None, "Is back."),
        ("reminder", "steady", "internal", "Hands in: "),
        ("receipt", "busy", None, "Answers: partly."),
        (
            "mirror",
            "steady",
            "internal",
            "Looks in the mirror, and puts the thing to try into the next plan.",
        ),
        ("offer", "steady", "internal", "Posts it to #wins: "),
    ],
)
def test_each_kind_of_message_is_answered_by_somebody(
    kind: str, persona: str, track: str | None, words: str
) -> None:
    played = year(persona, track)
    done = [event.at for event in played.events if isinstance(event, Did) and event.words.startswith(words)]
    assert any(sent.at < at for sent in played.messages if sent.kind == kind for at in done)
    assert words in printed(played)


def test_the_steady_one_goes_on_with_a_week_in_two_once_the_programme_is_over() -> None:
    played = year("steady", "internal")
    assert "Goes on, quieter." in acts(played)
    assert "Week 40 · " in printed(played)


def test_somebody_who_wants_fewer_messages_is_asked_nothing_when_a_week_ends() -> None:
    played = year("shy")
    first, again = (
        event.at for event in played.events if isinstance(event, Did) and "messages" in event.words
    )
    between = [message.kind for message in played.messages if first < message.at < again]
    assert between
    assert not {"receipt", "mirror"} & set(between)


# The same again, and what an edit changes.


def test_the_same_seed_gives_the_same_and_another_other_days() -> None:
    playbook, plan = load(TINY), Plan(START, "busy", weeks=5)
    once, again = (printed(rehearse(playbook, plan), edits=True) for _ in range(2))
    assert once == again
    assert printed(rehearse(playbook, replace(plan, seed=2)), edits=True) != once


def test_fewer_weeks_are_the_beginning_of_more() -> None:
    short = rehearse(load(TINY), Plan(START, "returning", weeks=6))
    assert short.events == thirteen_weeks(TINY, "returning").events[: len(short.events)]


def test_a_track_of_ones_own_is_played() -> None:
    assert {w.assignment.track for w in year("steady", "internal").opened} == {None, "internal"}
    assert {w.assignment.track for w in year("shy").opened} == {None}


def test_a_first_week_that_is_long_or_short_has_a_piece_too() -> None:
    for day in (13, 14, 15, 17):  # Wednesday: four days and a bit; Thursday: eleven
        played = rehearse(load(TINY), Plan(START.replace(day=day, hour=20), "steady", weeks=3))
        assert "Hands in" in "".join(e.words for e in played.of_week(1) if isinstance(e, Did))


# The page.


def test_a_week_is_printed_with_its_reason_messages_and_acts() -> None:
    lines = printed(thirteen_weeks(TINY, "steady")).splitlines()
    assert lines[0] == (
        "Write so that it gets read · steady, undecided · 13 weeks · seed 1 · holidays of Portugal"
        " · all times are Lisbon time"
    )
    assert lines[2] == "Week 1 · Mon 11 Jan 10:12 to Mon 18 Jan 09:00 · month 1 · done"
    assert lines[3].endswith("This can be your first reading watched.")
    assert "   2  Mon 11 Jan 10:12  asked for This week: watch one person read your page (20 min)." in lines
    assert "      Wed 13 Jan 12:48  -         Hands in: reading watched, 2 of 2 fields." in lines


def test_posts_stand_whole_and_milestones_with_what_became_of_them() -> None:
    page = printed(year("steady", "internal"))
    assert re.search(r"in #wins  \S.* Shared by Sam\n", page)
    assert re.search(r"Milestone       \w{3} \d+ \w{3} \d\d:\d\d first story: posted\n", page)
    assert re.search(r"Milestone       .*: kept private\n", page)
    assert re.search(r"Milestone       .*: for yourself\n", page)


@pytest.mark.parametrize(("persona", "track"), [("steady", "internal"), ("returning", None), ("shy", None)])
def test_an_outcome_is_filled_in_a_week_on_and_never_when_handing_in(persona: str, track: str | None) -> None:
    played = year(persona, track)
    revised = {event.at for event in played.events if isinstance(event, Did) and "Revises" in event.words}
    assert played.progress is not None
    proofs = {win.reached_at: win.milestone.proof for win in played.progress.wins}
    outcomes = {at for at, [first, *_] in proofs.items() if first.count == 1 and first.filled}
    assert outcomes <= revised
    assert outcomes


@pytest.mark.parametrize(("persona", "track"), [("steady", "internal"), ("returning", None), ("shy", None)])
def test_what_a_milestone_counts_is_filled_in_only_where_the_assignment_can_bring_it(
    persona: str, track: str | None
) -> None:
    material = year(persona, track).material
    assert material is not None
    brought = [
        (milestone.asks, piece.assignment.musts if piece.assignment else ())
        for milestone in load().milestones
        for proof in milestone.proof
        for piece in material.pieces
        if milestone.asks and piece.kind.id == proof.kind and piece.filled.issuperset(proof.filled)
    ]
    assert [each for each in brought if set(each[0]).isdisjoint(each[1])] == []
    assert brought or persona != "steady"


def test_what_one_piece_can_prove_comes_one_after_the_other() -> None:
    progress = year("steady", "internal").progress
    assert progress is not None
    outcomes = [win.reached_at for win in progress.wins if win.milestone.proof[0].filled]
    assert len(outcomes) == len(set(outcomes)) > 5


def test_edits_are_listed_when_asked_for() -> None:
    played = thirteen_weeks(TINY, "busy")
    assert " edit " not in printed(played)
    assert re.search(r" edit      2: You saved your evidence on \w{3} \d+ Jan\.", printed(played, edits=True))


def test_a_muted_week_says_that_nothing_is_sent() -> None:
    assert printed(year("shy")).count("Nothing is sent: muted.") == 4


# The command.

runner = CliRunner()


def run(*words: str) -> tuple[int, str, str]:
    result = runner.invoke(app, ["rehearse", str(TINY), "--weeks", "2", *words])
    return result.exit_code, result.stdout, result.stderr


def test_the_weeks_are_printed_and_edits_where_asked_for() -> None:
    code, out, _ = run("--edits")
    assert code == 0
    assert " edit " in out
    never = "watch-a-stranger, list-what-they-skip, let-an-editor-at-it, one-shorter-message"
    assert out.splitlines()[-1] == f"Never came      4 of 6: {never}"


def test_one_message_is_printed_in_full() -> None:
    code, out, _ = run("--message", "2")
    assert code == 0
    assert out.startswith("2 · Mon 11 Jan 10:12, Lisbon time · asked for · DM\n\nThis week: watch one person")
    assert "Show me how" in out


def test_a_message_that_isnt_there_is_said_in_a_sentence() -> None:
    code, out, complaint = run("--message", "99")
    assert (code, out) == (1, "")
    assert re.fullmatch(r"There is no message 99; \d+ were sent, the first being 1\.\n", complaint)


@pytest.mark.parametrize(
    ("words", "complaint"),
    [
        (["--track", "alone"], "Write undecided or solo or pair or both."),
        (["--zone", "Nowhere"], "--zone Nowhere isn't known. Write one such as Europe/Lisbon."),
        (
            ["--holidays", "DE-XX"],
            "--holidays DE-XX isn't known. Write one such as PT or DE-BY.",
        ),
        (["--start", "Monday"], "Write 2027-01-11T10:12; --zone says where."),
        (["--start", "2027-01-11T10:12+01:00"], "Write 2027-01-11T10:12; --zone says where."),
        (["--persona", "lazy"], "'lazy' is not one of"),
    ],
)
def test_wrong_use_says_what_to_write(
    words: list[str], complaint: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "200")
    code, out, said = run(*words)
    assert (code, out) == (2, "")
    assert complaint in said


def test_another_zone_and_track_are_taken_over() -> None:
    code, out, _ = run("--zone", "Pacific/Auckland", "--track", "both", "--json")
    data = json.loads(out)
    assert (code, data["plan"]["zone"], data["plan"]["track"]) == (0, "Pacific/Auckland", "both")
    assert data["messages"][0]["at"] == "2027-01-11T10:12+13:00"


def test_a_file_with_faults_prints_them(tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    path.write_text(TINY.read_text().replace("minutes = 20", "minutes = 2"))
    result = runner.invoke(app, ["rehearse", str(path)])
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.startswith(f"{path} has 2 faults:\n")


def test_it_runs_as_a_process_without_a_setting_and_leaves_nothing_behind(tmp_path: Path) -> None:
    environment = {"PATH": os.environ["PATH"], "TMPDIR": str(tmp_path), "PYTHONPATH": str(Path.cwd())}
    words = [sys.executable, "-m", "bot", "rehearse", str(TINY), "--weeks", "2", "--persona", "shy"]
    done = subprocess.run(words, capture_output=True, text=True, env=environment, cwd=tmp_path, timeout=LONG)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("Write so that it gets read · shy, undecided · 2 weeks")
    assert "\x1b[" not in done.stdout
    assert list(tmp_path.iterdir()) == []


@pytest.fixture
def ticking(monkeypatch: pytest.MonkeyPatch) -> None:
    """A second goes by at every look at the machine's clock."""
    seconds: Iterator[float] = iter(range(10_000))
    monkeypatch.setattr(delayed_progress, "monotonic", lambda: next(seconds))


@pytest.mark.usefixtures("ticking")
@pytest.mark.parametrize(("terminal", "bar"), [(True, True), (False, False)])
def test_a_bar_appears_after_two_seconds_on_a_terminal(terminal: bool, bar: bool) -> None:
    out = StringIO()
    console = Console(file=out, force_terminal=terminal, width=80)
    command.play(load(TINY), Plan(START, weeks=3), console)
    assert ("Rehearsing" in out.getvalue()) is bar


def test_a_place_has_its_holidays_in_a_rehearsal_and_its_name_at_the_top() -> None:
    """1 November 2027 is a Monday and All Saints' Day in Bavaria, not in the whole of Germany."""
    start = datetime(2027, 10, 18, 10, 12, tzinfo=ZoneInfo("Europe/Berlin"))
    nudges = {}
    for place in ("DE", "DE-BY"):
        plan = Plan(start, zone="Europe/Berlin", weeks=3, holidays=place)
        played = rehearse(load(TINY), plan)
        nudges[place] = [f"{week.at:%a %d %b}" for week in played.opened[1:]]
        assert "holidays of Bayern, Germany" in printed(played).replace("\n", " ") or place == "DE"
    assert nudges == {"DE": ["Mon 25 Oct", "Mon 01 Nov"], "DE-BY": ["Mon 25 Oct", "Tue 02 Nov"]}


def test_a_plan_is_named_with_its_date() -> None:
    plans = [did for did in acts(thirteen_weeks(TINY, "steady")) if did.startswith("Plans")]
    assert plans
    assert all(
        re.fullmatch(r"Plans it for [A-Z][a-z]{2} \d+ [A-Z][a-z]{2}, \d\d:\d\d\.", did) for did in plans
    )
