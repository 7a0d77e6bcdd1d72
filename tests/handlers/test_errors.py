"""What can't be done is said in a sentence with a next step; other people's ids open nothing."""

from collections.abc import Callable

import pytest
from sqlmodel import SQLModel, select
from structlog.testing import capture_logs

from bot.app import ANSWER_TIMEOUT
from bot.coach import hand_in, join
from bot.coach.coach import Caller, NotJoined
from bot.coach.join import Joining
from bot.domain.progress import WeekState
from bot.sandbox.person import Person
from bot.sandbox.timings import Timings
from bot.slack.budget import ACT
from bot.slack.directory import BOUND
from bot.store import tables
from bot.store.database import LOCK_TIMEOUT, SHORT_LOCK_TIMEOUT
from bot.views import direct_messages as dm_views
from bot.views import errors, ids, kit
from tests.handlers.acts import caller, change_ids, first, forge, form, keeps, progress_of
from tests.handlers.broken import locked_database, renamed_table
from tests.slowness import scaled
from tests.world import World

SECRET = "a secret of somebody else"
NOT_YOURS = "That one isn't yours. Yours is under /pm-progress."
KEPT = (tables.Member, tables.Week, tables.Evidence, tables.EvidenceVersion, tables.Win)


@pytest.fixture(params=["another member", "another workspace"])
def other(request: pytest.FixtureRequest, world: World) -> Caller:
    """Somebody else with a week, a piece and an offered win."""
    if request.param == "another member":
        keeps(world, world.joined(world.li), "interview", learnt=SECRET, quote=SECRET)
        return caller(world, world.li)
    somebody = Caller("T0ELSEWHERE", world.li.id)
    join.join(world.bot.coach, somebody, Joining("Europe/Berlin", 0, 9))
    hand_in.hand_in(world.bot.coach, somebody, week_id=None, kind="interview", fields={"learnt": SECRET})
    return somebody


def rows(world: World) -> list[str]:
    """Everything that is kept of members, word for word."""
    with world.bot.database.read() as session:
        kept: list[SQLModel] = [row for table in KEPT for row in session.exec(select(table)).all()]
    return sorted(repr(row) for row in kept)


Value = Callable[[int, int, int], str]
PRESSES: dict[str, Value] = {
    ids.ASSIGNMENT_DONE: lambda week, piece, win: f"{week}",
    ids.ASSIGNMENT_SWAP: lambda week, piece, win: f"{week}",
    ids.EVIDENCE_SEE: lambda week, piece, win: f"{piece}",
    ids.EVIDENCE_REVISE: lambda week, piece, win: f"{piece}",
    ids.WEEK_SKIP_REASON: lambda week, piece, win: f"time:{week}",
    ids.ASSIGNMENT_LATER: lambda week, piece, win: f"tomorrow/2027-01-12:{week}",
    ids.ASSIGNMENT_TAKE: lambda week, piece, win: f"{week}:vp-page-decision-taken",
    ids.ASSIGNMENT_OWN: lambda week, piece, win: f"{week}",
    ids.WIN_OPEN: lambda week, piece, win: f"{win}",
    ids.WIN_SHARE: lambda week, piece, win: f"{win}",
    ids.WIN_EDIT: lambda week, piece, win: f"{win}",
    ids.WIN_KEEP: lambda week, piece, win: f"{win}",
    ids.WIN_CHANNEL: lambda week, piece, win: f"{win}",
    ids.WIN_TAKE_DOWN: lambda week, piece, win: f"{win}",
    ids.WIN_CORRECT: lambda week, piece, win: f"{win}",
    ids.WIN_LEAVE: lambda week, piece, win: f"{win}",
    ids.WIN_THERE: lambda week, piece, win: f"{win}",
    ids.WIN_NOT_THERE: lambda week, piece, win: f"{win}",
}


@pytest.mark.parametrize("place", ["DM", "modal", "Home"])
def test_a_button_with_somebody_elses_id_neither_acts_nor_tells(
    world: World, ana: Person, other: Caller, place: str
) -> None:
    theirs = world.bot.coach.progress(other)
    before = rows(world)
    for action, value in PRESSES.items():
        _show_button(
            world, ana, place, action, value(theirs.week.id, theirs.evidence[0].id, theirs.wins[0].id)
        )
        ana.clicks("Press me", in_=place)
        assert NOT_YOURS in (ana.last("DM").visible if place == "DM" else ana.sees("modal")), action
        assert rows(world) == before, action
        world.slack.workspace.modals[ana.id] = []
    world.settle()
    assert not any(SECRET in ana.sees(where) for where in ("DM", "Home", "#general"))


def _show_button(world: World, person: Person, place: str, action: str, value: str) -> None:
    """Put a button before the person that the coach would never show them."""
    message = kit.message("Press.", [kit.plain("Press."), kit.actions(kit.button("Press me", action, value))])
    client = world.bot.bolt().client
    if place == "DM":
        dm = world.slack.workspace.dm(person.id).id
        client.chat_postMessage(channel=dm, text=message.text, blocks=message.blocks)
    elif place == "Home":
        world.settle()
        client.views_publish(user_id=person.id, view={"type": "home", "blocks": message.blocks})
    else:
        person.types("/pm-progress settings")
        assert person.modal
        client.views_update(view_id=person.modal.id, view=errors.as_view(message))


def test_a_form_for_somebody_elses_week_keeps_nothing(world: World, ana: Person, other: Caller) -> None:
    ana.clicks(ids.ASSIGNMENT_DONE)
    change_ids(ana, week=world.bot.coach.progress(other).week.id)
    _is_refused(world, ana, "field.learnt")


def test_a_form_for_somebody_elses_piece_changes_nothing(world: World, ana: Person, other: Caller) -> None:
    ana.clicks(ids.ASSIGNMENT_DONE)
    change_ids(ana, evidence=world.bot.coach.progress(other).evidence[0].id)
    _is_refused(world, ana, "field.learnt")


def _is_refused(world: World, ana: Person, field: str) -> None:
    before = rows(world)
    world.fills_compulsory(ana, "Mine.")
    assert ana.submits().errors == {field: NOT_YOURS}
    assert rows(world) == before


def test_a_form_for_somebody_elses_win_changes_nothing(world: World, ana: Person, other: Caller) -> None:
    world.hands_in(ana)
    ana.clicks(ids.WIN_EDIT)
    change_ids(ana, win=world.bot.coach.progress(other).wins[0].id)
    before = rows(world)
    assert ana.submits().errors == {ids.WIN_TEXT: NOT_YOURS}
    assert rows(world) == before


def test_a_channel_for_somebody_elses_win_changes_nothing(world: World, other: Caller) -> None:
    world.presets(None)
    ana = world.joined()
    world.hands_in(ana)
    ana.clicks(ids.WIN_CHANNEL)
    change_ids(ana, win=world.bot.coach.progress(other).wins[0].id)
    ana.chooses(ids.WIN_CHANNEL_CHOICE, "#wins")
    before = rows(world)
    assert ana.submits().errors == {ids.WIN_CHANNEL_CHOICE: NOT_YOURS}
    assert rows(world) == before


def test_a_text_of_somebody_else_cannot_be_kept_as_evidence(world: World, ana: Person) -> None:
    world.li.writes("word " * 70)
    theirs = next(m for m in world.li.messages("DM") if m.user == world.li.id)
    ana.writes("word " * 70)
    world.settle()
    week = progress_of(world, ana).week.id
    forge(ana.last("DM").blocks, ids.TEXT_KEEP, f"{theirs.ts}:{week}")
    ana.clicks(ids.TEXT_KEEP)
    assert ana.last("DM").visible.startswith(first(dm_views.gone()))
    assert progress_of(world, ana).evidence == ()


def test_a_value_that_is_no_id_changes_nothing_and_leaves_a_reference(world: World, ana: Person) -> None:
    forge(ana.last("DM").blocks, ids.ASSIGNMENT_DONE, "x")
    with capture_logs() as logs:
        ana.clicks(ids.ASSIGNMENT_DONE)
    answer = ana.last("DM").visible
    [failure] = [entry for entry in logs if entry.get("action") == "handler.failed"]
    assert answer.startswith(first(errors.broken("")))
    assert f"(Ref {failure['ref']})" in answer


# A trigger lives three seconds: docs.slack.dev/reference/methods/views.open.


def test_a_form_that_opened_too_late_can_be_opened_by_a_button(world: World, ana: Person) -> None:
    world.slack.faults.refuse("views.open", "expired_trigger_id")
    ana.clicks(ids.ASSIGNMENT_DONE)
    answer = ana.last("DM")
    assert answer.visible.startswith(first(errors.form_too_slow("Open it", "any")))
    assert answer.ephemeral_for == ana.id
    ana.clicks(ids.ASSIGNMENT_DONE)
    assert form(ana) == ids.HAND_IN_FORM


@pytest.mark.parametrize(("word", "opened"), [("settings", ids.SETTINGS_FORM), ("swap", ids.SWAP_FORM)])
def test_a_word_whose_form_opened_too_late_is_run_again(
    world: World, ana: Person, word: str, opened: str
) -> None:
    world.slack.faults.refuse("views.open", "expired_trigger_id")
    ana.types(f"/pm-progress {word}")
    ana.clicks(ids.WORD_RUN)
    assert form(ana) == opened


def test_a_choice_whose_form_opened_too_late_is_chosen_again(world: World, ana: Person) -> None:
    world.slack.faults.refuse("views.open", "expired_trigger_id")
    ana.chooses(ids.ASSIGNMENT_LATER, ids.LATER_AWAY)
    ana.clicks(ids.ASSIGNMENT_LATER)
    assert form(ana) == ids.AWAY_FORM


def test_a_join_form_that_opened_too_late_has_its_button_too(world: World) -> None:
    world.ana.types("/pm-progress")
    world.slack.faults.refuse("views.open", "expired_trigger_id")
    world.ana.clicks(ids.JOIN_OPEN)
    world.ana.clicks(ids.JOIN_OPEN)
    assert form(world.ana) == ids.JOIN_FORM


@pytest.mark.parametrize("method", ["views.open", "views.push"])
def test_on_home_or_in_a_modal_where_nothing_opens_the_dm_has_the_button(
    world: World, ana: Person, method: str
) -> None:
    ana.opens_home()
    world.settle()
    if method == "views.push":
        ana.clicks(ids.ASSIGNMENT_SWAP)
    world.slack.faults.refuse(method, "expired_trigger_id", times=2)
    act = ids.ASSIGNMENT_OWN if method == "views.push" else ids.ASSIGNMENT_DONE
    outcome = ana.clicks(act)
    assert not outcome.timed_out
    world.settle()
    ana.closes() if ana.modal else None
    assert ana.last("DM").visible.startswith(first(errors.form_too_slow("Open it", "any")))
    ana.clicks(act, in_="DM")
    assert form(ana) == ids.HAND_IN_FORM


def gives_up_soon(world: World) -> None:
    """Listeners wait less for Slack from now on."""
    line = world.bot._socket
    assert line
    line.app.client.timeout = scaled(0.5)  # type: ignore[assignment]


def test_the_product_gives_up_before_slack_does() -> None:
    assert max(ANSWER_TIMEOUT, BOUND) < ACT < Timings().trigger
    assert Timings().ack > ACT
    assert max(ANSWER_TIMEOUT, LOCK_TIMEOUT + SHORT_LOCK_TIMEOUT) < Timings().ack


def test_slack_hanging_while_a_form_opens_is_answered(world: World, ana: Person) -> None:
    gives_up_soon(world)
    world.slack.faults.hang("views.open")
    outcome = ana.clicks(ids.ASSIGNMENT_DONE)
    assert not outcome.timed_out
    assert ana.last("DM").visible.startswith(first(errors.form_unanswered("Open it", "any")))
    ana.clicks(ids.ASSIGNMENT_DONE)
    assert form(ana) == ids.HAND_IN_FORM


def test_an_event_that_fails_is_left_to_slack_to_deliver_again(world: World, ana: Person) -> None:
    usual, world.slack.timings.ack = world.slack.timings.ack, 0.3
    with renamed_table(world):
        assert ana.writes("hello").timed_out
    world.slack.timings.ack = usual
    said = next(m for m in ana.messages("DM") if m.user == ana.id)
    world.slack.user_actions._event(world.slack.events.said(said))
    world.settle()
    assert ana.last("DM").visible.startswith(first(dm_views.short([])))


def test_an_answer_that_slack_does_not_take_is_given_up(world: World, ana: Person) -> None:
    gives_up_soon(world)
    world.slack.faults.hang("response_url")
    with capture_logs() as logs:
        assert not ana.clicks(ids.HELP_STOP).timed_out
    assert "answer.lost" in [entry.get("action") for entry in logs]
    ana.clicks(ids.HELP_STOP)
    assert ana.last("DM").visible.startswith("There are four ways to stop.")


def test_the_same_persons_id_in_another_workspace_is_somebody_else(world: World) -> None:
    world.joined()
    with pytest.raises(NotJoined):
        world.bot.coach.progress(Caller("T0ELSEWHERE", world.ana.id))


def test_an_answer_that_slack_refuses_is_logged_with_its_reason(world: World, ana: Person) -> None:
    world.slack.faults.server_error("response_url", status=503)
    with capture_logs() as logs:
        assert ana.clicks(ids.HELP_STOP).ok
    [refused] = [entry for entry in logs if entry.get("action") == "answer.refused"]
    assert refused["status"] == 503


def test_a_press_while_another_holds_the_database_is_answered_in_time(world: World, ana: Person) -> None:
    with locked_database(world):
        assert not ana.chooses(ids.ASSIGNMENT_LATER, ids.LATER_SKIP).timed_out
    assert ana.last("DM").visible.startswith(first(errors.cant_save_message("")))
    assert progress_of(world, ana).week.state is WeekState.OPEN
