"""The dashboard, Home and what strangers see: what stands there, in which order, and what can be done."""

from dataclasses import replace

import pytest

from bot.domain.progress import Sharing
from bot.domain.weeks import Outcome, Record
from bot.views import dashboard, errors, forecast, ids, playbook
from bot.views.home import home, more, weeks
from bot.views.vocabulary import weeks_kept
from tests.views import samples as a
from tests.views.reading import Surface, actions_of, blocks_of, pressable, read
from tests.views.screens import AFTER_A_MISS, FIRST_WEEK, HOMES, LEFT, MEMBERS, MUTED, MUTED_AFTER_A_MISS
from tests.views.sentences import RECORDS

OPEN = [ids.PLAN_OPEN, ids.ASSIGNMENT_DONE, ids.ASSIGNMENT_SWAP, ids.ASSIGNMENT_LATER]
WEEK_END = "Mon 22 Feb, 09:00, Lisbon time"


def block(screen: Surface, name: str) -> str:
    """The words of the block with this id."""
    [found] = [each for each in blocks_of(screen) if each.get("block_id") == name]
    return str(found["text"]["text"])


def test_the_dashboard_is_this_week_the_record_and_what_comes_next() -> None:
    shown = dashboard.dashboard(a.progress())
    title, week, _, record, coming, _ = read(shown)
    assert title == "# Month 2, week 6"
    assert "read 15 closed tickets" in week
    assert WEEK_END in week
    assert "all 5 weeks" in record
    assert "five stories. To reach it, save two more interviews" in record
    assert WEEK_END in coming
    assert actions_of(shown) == [*OPEN, ids.AWAY_OPEN, ids.SETTINGS_OPEN, ids.HELP_OPEN]


@pytest.mark.parametrize(
    ("name", "state", "actions"),
    [
        ("first week", WEEK_END, OPEN),
        ("after a miss", WEEK_END, OPEN),
        ("handed in", "Wed 17 Feb", [ids.EVIDENCE_SEE, ids.EVIDENCE_REVISE]),
        ("moved", "Tue 09:00, Lisbon time", OPEN),
        ("skipped", "", [ids.ASSIGNMENT_DONE]),
    ],
)
def test_the_week_is_said_in_each_state(name: str, state: str, actions: list[str]) -> None:
    shown = dashboard.dashboard(MEMBERS[name])
    assert state in read(shown)[1]
    assert actions_of(shown)[:-3] == actions
    assert name != "skipped" or WEEK_END not in read(shown)[1]


@pytest.mark.parametrize("record", RECORDS.values(), ids=list(RECORDS))
def test_weeks_add_up_without_ever_counting_a_miss(record: Record) -> None:
    numbers = {word.strip(".,") for word in weeks_kept(record).split()} & set("0123456789")
    assert str(record.closed) not in numbers or record.closed in (record.kept, record.run, record.best_run)
    assert bool(weeks_kept(record)) is (record.kept > 0)
    assert numbers <= {str(record.kept), str(record.run), str(record.best_run)} - {"0"}


def test_a_week_without_anything_kept_so_far_says_nothing_of_it() -> None:
    third = replace(FIRST_WEEK, week=a.week(number=3), record=Record(0, 2, 0, 0), next_milestone=None)
    assert dashboard.so_far(third) == ""
    assert len(read(dashboard.dashboard(third))) == 5


def test_who_joins_twice_reads_where_they_are_first() -> None:
    lead = errors.already_in(a.progress())
    message = dashboard.dashboard(a.progress(), lead)
    assert message.text.splitlines()[0] == lead
    assert read(message)[:2] == [lead, "# Month 2, week 6"]
    assert "month 2, week 6" in lead


def test_a_stranger_reads_what_it_is_and_a_week_as_it_looks() -> None:
    shown = dashboard.stranger(a.PROGRAMME, a.TICKETS)
    assert "four months" in shown.text
    for part in (a.PROGRAMME.title, a.TICKETS.title, *a.TICKETS.steps, a.TICKETS.done_when):
        assert part in shown.text
    assert actions_of(shown) == [ids.JOIN_OPEN, ids.JOIN_ABOUT]


def test_who_left_reads_what_is_kept_and_the_way_back() -> None:
    shown = dashboard.left(LEFT)
    assert dashboard.keeps(LEFT) in shown.text
    assert "month 2" in shown.text
    assert actions_of(shown) == [ids.JOIN_AGAIN, ids.HELP_OPEN]


def test_home_holds_everything_most_relevant_first() -> None:
    shown = home.home(MEMBERS["on its way"])
    said = [
        ("title", "read 15 closed tickets for what people did instead (45 min)"),
        ("state", WEEK_END),
        ("month", '"Start where you are" (months 1 to 3) and "Build a product" (months 2 to 4)'),
        ("weeks", "1-5 done, 6 to do"),
        ("skills", "user research (four pieces) and stakeholder communication (one piece)"),
        ("skills", "saying no (from month 3 on)"),
        ("milestones", "five stories. To reach it, save two more interviews"),
        ("milestones", "first story"),
        ("evidence", "Third story (17 Feb); Page for a VP, version 2 (17 Feb)"),
    ]
    assert all(words in block(shown, f"home.{name}") for name, words in said)
    assert [each["block_id"].removeprefix("home.") for each in blocks_of(shown)] == [
        *("title", "state", "act", "month", "forecast", "goals.2.chosen", "track.ask", "track", "weeks"),
        *("year", "months", "months.said", "skills", "skills.chart", "milestones", "dots", "evidence"),
        *("more", "next", "private"),
    ]
    assert actions_of(shown) == [ids.ASSIGNMENT_HOW, *OPEN, ids.TRACK_CHOOSE, ids.MORE_OPEN]


@pytest.mark.parametrize("name", HOMES)
def test_home_has_seven_controls_at_most(name: str) -> None:
    assert len(actions_of(home.home(HOMES[name]))) <= 7


def test_the_homes_of_strangers_and_of_those_who_left_have_seven_controls_at_most() -> None:
    for shown in (home.home_stranger(a.PROGRAMME), home.home_left(LEFT)):
        assert len(actions_of(shown)) <= 7


ALWAYS = {
    ids.SETTINGS_OPEN,
    ids.WEEKS_OPEN,
    ids.PACKET_OPEN,
    ids.WHO_SAW_OPEN,
    ids.MONTHS_OPEN,
    ids.HELP_OPEN,
}
"""Behind More in every state."""
ASKED = {
    "all at once": {ids.TRACK_CHOOSE, ids.GOAL_CLEAR, ids.WIN_OPEN, ids.ASSIGNMENT_DONE, ids.EVIDENCE_ALL},
    "all covered": {ids.GOAL_CHOOSE},
    "finished": {ids.FINISH_QUIETER, ids.MIRROR_OPEN, ids.AWAY_OPEN, ids.WORD_RUN},
}


@pytest.mark.parametrize("name", HOMES)
def test_all_that_home_asks_for_and_all_that_it_has_no_room_for_is_behind_more(name: str) -> None:
    behind = actions_of(more.more(HOMES[name]))
    assert ALWAYS | ASKED.get(name, set()) <= set(behind)


def test_what_home_asks_for_gets_the_places_that_are_left_the_most_important_first() -> None:
    asked = {
        name: actions_of(home.home(HOMES[name]))
        for name in ("all at once", "month turn", "all reached", "finished", "two wait")
    }
    assert asked == {
        "all at once": [ids.MUTE_OFF, ids.ASSIGNMENT_HOW, *OPEN, ids.MORE_OPEN],
        "month turn": [ids.ASSIGNMENT_HOW, *OPEN, ids.GOAL_CHOOSE, ids.MORE_OPEN],
        "all reached": [ids.ASSIGNMENT_HOW, *OPEN, ids.WIN_OPEN, ids.MORE_OPEN],
        "finished": [ids.PACKET_OPEN, ids.FINISH_QUIETER, *OPEN, ids.MORE_OPEN],
        "two wait": [
            *(ids.ASSIGNMENT_HOW, ids.EVIDENCE_SEE, ids.EVIDENCE_REVISE, ids.ASSIGNMENT_DONE),
            *(ids.TRACK_CHOOSE, ids.WIN_OPEN, ids.MORE_OPEN),
        ],
    }


@pytest.mark.parametrize(
    ("name", "actions", "said"),
    [
        ("away", [ids.AWAY_END, ids.AWAY_OPEN], "your first day back is Mon 1 Mar."),
        ("away without a day", [ids.AWAY_END, ids.AWAY_OPEN], "You are away with no day back yet."),
        ("gone quiet", [ids.WEEK_PICK_UP], "If you press the button, it goes on."),
        ("away, muted", [ids.AWAY_END, ids.AWAY_OPEN], "your first day back is Mon 1 Mar."),
    ],
)
def test_home_of_who_is_silent_leads_back_and_asks_for_nothing_else(
    name: str, actions: list[str], said: str
) -> None:
    shown = home.home(HOMES[name])
    assert said in block(shown, "home.state")
    [row] = [each for each in blocks_of(shown) if each["block_id"] == "home.act"]
    assert [each["action_id"] for each in row["elements"]] == actions
    assert row["elements"][0]["style"] == "primary"


def test_home_and_the_dashboard_of_who_is_muted_lead_back() -> None:
    for shown in (home.home(MUTED), dashboard.dashboard(MUTED)):
        assert pressable(shown, ids.MUTE_OFF)["style"] == "primary"
    for shown in (home.home(a.progress()), dashboard.dashboard(a.progress())):
        assert ids.MUTE_OFF not in actions_of(shown)
    assert actions_of(home.home(MUTED))[0] == ids.MUTE_OFF


def test_after_a_miss_who_is_muted_has_the_ways_of_a_comeback() -> None:
    for shown in (home.home(MUTED_AFTER_A_MISS), dashboard.dashboard(MUTED_AFTER_A_MISS)):
        [row] = [each["elements"] for each in blocks_of(shown) if ids.ASSIGNMENT_SWAP in str(each)]
        ways = [ids.ASSIGNMENT_SHORT, ids.PLAN_OPEN, ids.ASSIGNMENT_SWAP, ids.ASSIGNMENT_LATER]
        assert [each["action_id"] for each in row] == ways
        left_out = [each["value"].split(":")[0] for each in row[-1]["options"]]
        assert left_out == [ids.LATER_SKIP, ids.LATER_AWAY]  # no moment: nothing would come then
        assert ids.MUTE_OFF in actions_of(shown)


@pytest.mark.parametrize(("count", "named", "others"), [(0, 0, ""), (3, 3, ""), (11, 3, "eight more")])
def test_home_names_the_newest_milestones_and_counts_the_rest(count: int, named: int, others: str) -> None:
    reached = a.progress(
        wins=tuple(a.win(Sharing.PRIVATE, id=number, milestone=a.FIRST) for number in range(count))
    )
    said = block(home.home(reached), "home.milestones")
    assert said.count("first story") == named
    assert others in said
    assert (" more." in said) is bool(others)


def test_home_in_the_first_week_says_what_will_stand_there() -> None:
    shown = home.home(FIRST_WEEK)
    skills = block(shown, "home.skills")
    assert "user research, stakeholder communication and saying no (from month 3 on)" in skills
    assert ids.EVIDENCE_ALL not in actions_of(more.more(FIRST_WEEK))


def test_home_after_a_miss_says_what_is_to_do() -> None:
    said = block(home.home(AFTER_A_MISS), "home.weeks")
    assert "1 done, 2 to do, 3 away, 4 partly done, 5 done" in said


def test_home_offers_what_waits() -> None:
    waiting = home.home(a.progress(wins=(a.win(),)))
    assert "ive stories" in block(waiting, "home.win.5")
    assert pressable(waiting, ids.WIN_OPEN)["value"] == "5"


def test_home_leaves_out_what_there_is_not() -> None:
    names = [each["block_id"] for each in blocks_of(home.home(MEMBERS["bare"]))]
    assert not {"home.skills", "home.milestones"} & set(names)


def test_a_change_of_one_part_leaves_the_other_blocks_of_home_as_they_were() -> None:
    before = home.home(a.progress())["blocks"]
    after = home.home(a.progress(evidence=(a.evidence(title="Fourth story"),)))["blocks"]
    changed = [new["block_id"] for old, new in zip(before, after, strict=True) if old != new]
    assert changed == ["home.evidence"]


def test_all_weeks_begin_with_how_this_one_was_chosen() -> None:
    chosen, record, each, _ = read(weeks.weeks(AFTER_A_MISS))
    assert all(part in chosen for part in (a.TICKETS.title, a.week().reason, a.TICKETS.why))
    assert record == dashboard.so_far(AFTER_A_MISS)
    assert each.splitlines() == [
        "Week 5: done",
        "Week 4: partly done",
        "Week 3: away",
        "Week 2: to do",
        "Week 1: done",
    ]


def test_the_months_show_what_is_open_now_and_a_line_for_all_the_rest() -> None:
    first, second = a.PROGRAMME.phases
    shown = playbook.months(a.PROGRAMME, a.progress(phases=(first,)))
    here, *others = read(shown)
    assert first.title in here
    assert first.about in here
    assert second.title in others[0]
    assert second.about not in others[0]
    assert [each["accessory"]["value"] for each in blocks_of(shown)[1:]] == [
        "phase/build",
        "skills",
        "tracks",
        "trap",
    ]


def test_a_phase_and_a_part_are_read_by_themselves() -> None:
    assert read(playbook.part(a.PROGRAMME, "phase/build")) == ["# Build a product", "Decide."]
    assert read(playbook.part(a.PROGRAMME, "tracks")) == ["*Inside my company* x", "*Elsewhere* y"]


@pytest.mark.parametrize(("closed", "promised"), [(5, True), (6, False), (7, False)])
def test_home_promises_a_forecast_only_while_the_weeks_for_it_are_to_come(
    closed: int, promised: bool
) -> None:
    gone = tuple((number, Outcome.MISSED) for number in range(1, closed + 1))
    shown = read(home.home(a.progress(weeks=(*gone, (closed + 1, Outcome.OPEN)))))
    assert (forecast.EARLY in shown) is promised
