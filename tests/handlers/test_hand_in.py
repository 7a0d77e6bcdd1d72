"""Handing in, in every way there is; and nothing that was typed is ever lost."""

from datetime import timedelta

import pytest
from structlog.testing import capture_logs

from bot.coach import hand_in as hand_in_coach
from bot.sandbox.person import Person
from bot.store.tables import Week
from bot.views import errors, ids
from bot.views.hand_in import form as hand_in
from tests.handlers.acts import caller, change_ids, first, form, keeps, progress_of, written
from tests.handlers.broken import full_disk, locked_database, renamed_table
from tests.world import World

STORY = "She calls the bank before she retries."


def test_one_line_is_enough_and_the_reply_quotes_it(world: World, ana: Person) -> None:
    world.hands_in(ana, STORY)
    nudge, kept = ana.messages("DM")[1:3]
    assert "You saved your evidence on Mon 11 Jan. Week 1 is done." in nudge.visible
    assert kept.visible.startswith(f"Week 1 is done: your first interview is saved.\nThis works:\n{STORY}")
    assert "This is your first piece of evidence." in kept.visible


def test_the_form_ends_in_a_view_that_says_what_was_kept(world: World, ana: Person) -> None:
    ana.clicks(ids.ASSIGNMENT_DONE)
    world.fills_compulsory(ana, STORY)
    ana.submits()
    assert "It is saved as version 1. Week 1 is done." in ana.sees("modal")
    ana.closes()
    assert ana.modal is None


def test_a_nul_and_half_a_character_in_a_form_cost_nothing_else(any_world: World) -> None:
    """PostgreSQL takes no NUL, and neither database a lone surrogate."""
    any_world.hands_in(any_world.joined(), "She\0 calls\ud83d the bank.")
    assert [piece.core for piece in written(any_world, any_world.ana)] == ["She calls the bank."]


@pytest.mark.parametrize("place", ["#general", "Home", "DM"])
def test_a_piece_can_be_handed_in_from_anywhere(world: World, ana: Person, place: str) -> None:
    if place == "#general":
        ana.types("/pm-progress")
    ana.opens(place)
    world.settle()
    ana.clicks(ids.ASSIGNMENT_DONE)
    world.fills_compulsory(ana, STORY)
    ana.submits()
    assert [piece.core for piece in written(world, ana)] == [STORY]


def test_something_of_ones_own_is_free_text_whatever_the_assignment_asks_for(
    world: World, ana: Person
) -> None:
    ana.clicks(ids.ASSIGNMENT_SWAP)
    ana.clicks(ids.ASSIGNMENT_OWN)
    assert "Your text, or a link" in ana.sees("modal")
    world.fills_compulsory(ana, "A talk at the meetup.")
    ana.submits()
    ana.closes()
    assert ana.modal is None
    [piece] = progress_of(world, ana).evidence
    assert (piece.kind.id, piece.week) == ("free-text", 1)


def test_late_work_keeps_the_closed_week_that_its_old_button_is_about(world: World, ana: Person) -> None:
    world.walk_to("2027-01-18 10:00")
    first = ana.messages("DM")[1]
    assert "Week 1 is over. Late is fine." in first.visible
    ana.types("/pm-progress evidence")
    ana.clicks(ids.ASSIGNMENT_DONE)
    assert "It counts for week 1" in ana.sees("modal")
    world.fills_compulsory(ana, STORY)
    ana.submits()
    world.settle()
    assert "Week 1 is done now:" in ana.sees("DM")
    assert "You saved your evidence on Mon 18 Jan. Week 1 is done." in ana.messages("DM")[1].visible
    assert [week.number for week in progress_of(world, ana).late] == []


def test_a_late_piece_can_count_for_the_open_week_instead(world: World, ana: Person) -> None:
    world.walk_to("2027-01-18 10:00")
    ana.types("/pm-progress evidence")
    ana.clicks(ids.ASSIGNMENT_DONE)
    world.fills_compulsory(ana, STORY)
    ana.chooses(ids.HAND_IN_OPTIONS, [])
    ana.submits()
    progress = progress_of(world, ana)
    assert [piece.week for piece in progress.evidence] == [2]
    assert [week.number for week in progress.late] == [1]


def test_the_open_week_has_no_box_for_what_it_counts_for(ana: Person) -> None:
    ana.clicks(ids.ASSIGNMENT_DONE)
    assert "Counts for week" not in ana.sees("modal")
    assert "This is the 15-minute option" in ana.sees("modal")


def test_a_form_that_was_open_while_the_week_closed_counts_for_that_week(world: World, ana: Person) -> None:
    ana.clicks(ids.ASSIGNMENT_DONE)
    world.fills_compulsory(ana, STORY)
    world.walk_to("2027-01-18 09:30")
    ana.submits()
    assert progress_of(world, ana).evidence[0].week == 1


def test_the_15_minute_version_counts_in_full(world: World, ana: Person) -> None:
    world.hands_in(ana, STORY)
    ana.clicks(ids.EVIDENCE_REVISE)
    ana.closes()
    ana.types("/pm-progress done")
    world.fills_compulsory(ana, "The short one.")
    ana.chooses(ids.HAND_IN_OPTIONS, [ids.HAND_IN_SHORT])
    ana.submits()
    world.settle()
    assert (
        "You did the 15-minute option. It counts in full, and you can add to it later."
        in ana.last("DM").visible
    )


def test_every_kind_has_a_form_whose_one_compulsory_field_slack_insists_on(world: World, ana: Person) -> None:
    ana.clicks(ids.ASSIGNMENT_DONE)
    assert ana.modal
    for kind in world.bot.coach.playbook.kinds:
        form = hand_in.form(kind, None, progress_of(world, ana).week.id, 1, {}, 1, False, None)
        assert world.bot.bolt().client.views_update(view_id=ana.modal.id, view=form)["ok"]
        assert ana.submits().errors == {f"field.{kind.compulsory.id}": "Please complete this required field."}


@pytest.mark.parametrize("nothing", ["  \n ", "\u200b\u2060\ufeff", "\u3164", "\u202e \u00ad"])
def test_what_shows_nothing_is_asked_about_and_the_other_fields_stay(
    world: World, ana: Person, nothing: str
) -> None:
    ana.clicks(ids.ASSIGNMENT_DONE)
    world.fills_compulsory(ana, nothing)
    ana.fills("A quote", "I just call them.")
    assert ana.submits().errors == {"field.learnt": "One line is enough here: what did you learn?"}
    assert "I just call them." in ana.sees("modal")
    assert progress_of(world, ana).evidence == ()


def test_emoji_are_kept_as_they_stood_in_the_field(world: World, ana: Person) -> None:
    """A field is plain text: it shows ":+1:" as these characters (soxtoby/SlackNet#162), so they are kept."""
    ana.clicks(ids.ASSIGNMENT_DONE)
    world.fills_compulsory(ana, "She said :+1: at 10:30:45, then 👍🏽.")
    ana.submits()
    [piece] = written(world, ana)
    assert piece.core == "She said :+1: at 10:30:45, then 👍🏽."


def test_a_field_keeps_all_of_its_3000_characters(world: World, ana: Person) -> None:
    text = "x" * 2999 + "Ω"
    world.hands_in(ana, text)
    ana.clicks(ids.EVIDENCE_SEE)
    assert text in ana.sees("modal").replace("\n", "")
    assert written(world, ana)[0].core == text


def test_a_revision_begins_with_what_was_sent_and_leaves_the_first_version_beside_it(
    world: World, ana: Person
) -> None:
    world.hands_in(ana, STORY)
    ana.clicks(ids.EVIDENCE_REVISE)
    seen = ana.sees("modal")
    assert STORY in seen
    assert "This becomes version 2. Version 1 stays." in seen
    world.fills_compulsory(ana, "She retries after calling.")
    ana.submits()
    ana.closes()
    world.settle()
    assert "Week 1 is done: version 2 of your interview is saved.\n" in ana.last("DM").visible
    assert "Version 1 stays too." in ana.last("DM").visible
    assert "You saved your evidence on Mon 11 Jan, version 2." in ana.messages("DM")[1].visible
    ana.clicks(ids.EVIDENCE_SEE)
    assert "She retries after calling." in ana.sees("modal")
    assert f"Version 1, Mon 11 Jan: {STORY}" in ana.sees("modal")


def test_a_revision_without_a_change_is_no_new_version(world: World, ana: Person) -> None:
    world.hands_in(ana, STORY)
    ana.clicks(ids.EVIDENCE_REVISE)
    ana.submits()
    assert "It is saved as version 1." in ana.sees("modal")
    world.settle()
    assert progress_of(world, ana).evidence[0].version == 1
    assert len(ana.messages("DM")) == 4


def test_the_same_words_twice_for_a_week_are_one_piece(world: World, ana: Person) -> None:
    for _ in range(2):
        ana.types("/pm-progress done")
        world.fills_compulsory(ana, STORY)
        ana.submits()
        ana.closes(all_views=True)
    assert len(progress_of(world, ana).evidence) == 1


def test_handing_in_twice_makes_two_pieces_and_both_are_fine(world: World, ana: Person) -> None:
    for text in ("One.", "Two."):
        ana.types("/pm-progress done")
        world.fills_compulsory(ana, text)
        ana.submits()
        ana.closes(all_views=True)
    assert [piece.core for piece in written(world, ana)] == ["Two.", "One."]


def test_from_a_list_in_a_modal_one_can_look_and_go_on_to_add_to_a_piece(world: World, ana: Person) -> None:
    world.hands_in(ana, STORY)
    ana.opens_home()
    world.settle()
    ana.clicks(ids.MORE_OPEN)
    ana.clicks(ids.EVIDENCE_ALL)
    ana.clicks(ids.EVIDENCE_SEE)
    ana.clicks(ids.EVIDENCE_REVISE)
    assert form(ana) == ids.HAND_IN_FORM
    world.fills_compulsory(ana, "More of it.")
    ana.submits()
    assert "It is saved as version 2." in ana.sees("modal")
    ana.closes()
    assert ana.modal is None, "the views underneath show the piece as it was"


def test_a_form_pressed_in_a_third_modal_takes_its_place(world: World, ana: Person) -> None:
    world.hands_in(ana, STORY)
    ana.opens_home()
    world.settle()
    ana.clicks(ids.MORE_OPEN)
    ana.clicks(ids.WORD_RUN, value="wins")
    ana.clicks(ids.WIN_OPEN)
    ana.clicks(ids.WIN_EDIT)
    assert len(world.slack.workspace.views(ana.id)) == 3
    ana.closes(all_views=True)
    ana.clicks(ids.MORE_OPEN, in_="Home")
    ana.clicks(ids.EVIDENCE_ALL)
    ana.clicks(ids.EVIDENCE_SEE)
    ana.clicks(ids.EVIDENCE_REVISE)
    assert len(world.slack.workspace.views(ana.id)) == 3


def test_a_text_longer_than_its_field_stays_when_the_piece_is_revised(world: World, ana: Person) -> None:
    long = " ".join(["word"] * 1000)
    ana.writes(long)
    world.settle()
    ana.clicks(ids.TEXT_KEEP)
    world.settle()
    ana.clicks(ids.EVIDENCE_REVISE)
    assert "Your 4,999 characters stay as they are unless you write here." in ana.sees("modal")
    ana.fills("A quote", "I just call them.")
    ana.submits()
    ana.closes()
    [piece] = written(world, ana)
    assert piece.version == 2
    assert piece.core == long
    assert piece.fields["quote"] == "I just call them."


def test_a_long_text_is_replaced_by_what_is_written_in_its_field(world: World, ana: Person) -> None:
    ana.writes("word " * 1000)
    world.settle()
    ana.clicks(ids.TEXT_KEEP)
    world.settle()
    ana.clicks(ids.EVIDENCE_REVISE)
    ana.fills("What did you learn?", "Short now.")
    ana.submits()
    assert written(world, ana)[0].core == "Short now."


@pytest.mark.parametrize("broken", [renamed_table, full_disk, locked_database])
def test_while_the_database_fails_the_form_stays_open_with_its_text_and_a_reference_that_the_log_has(
    world: World, ana: Person, broken: object
) -> None:
    ana.clicks(ids.ASSIGNMENT_DONE)
    world.fills_compulsory(ana, STORY)
    with broken(world), capture_logs() as logs:  # type: ignore[operator]
        refused = ana.submits()
    sentence = refused.errors["field.learnt"]
    assert sentence.startswith(
        "I can't save right now. Your text is in this form. Try again in a minute. (Ref "
    )
    [failure] = [entry for entry in logs if entry.get("action") == "handler.failed"]
    assert sentence.endswith(f"(Ref {failure['ref']})")
    assert STORY not in str(failure["exc_info"])
    assert STORY in ana.sees("modal")
    ana.submits()
    assert "It is saved as version 1." in ana.sees("modal")
    assert [piece.core for piece in written(world, ana)] == [STORY]


def test_a_press_while_the_database_fails_says_that_nothing_changed(world: World, ana: Person) -> None:
    with renamed_table(world):
        ana.clicks(ids.ASSIGNMENT_SWAP)
    seen = ana.last("DM").visible
    assert seen.startswith(first(errors.cant_save_message("")))


def test_a_form_of_somebody_who_left_meanwhile_stays_open_and_says_so(world: World, ana: Person) -> None:
    ana.clicks(ids.ASSIGNMENT_DONE)
    world.fills_compulsory(ana, STORY)
    modal = ana.modal
    assert modal
    ana.types("/pm-progress leave")
    ana.clicks(ids.LEAVE_CONFIRM, in_="#general")
    refused = world.slack.user_actions.submit(ana.id, modal.id)
    assert refused.errors["field.learnt"].startswith("You have left.")
    assert STORY in ana.sees("modal")


def test_a_form_with_a_kind_that_the_playbook_no_longer_has_keeps_the_text(world: World, ana: Person) -> None:
    ana.clicks(ids.ASSIGNMENT_DONE)
    change_ids(ana, kind="essay")
    world.fills_compulsory(ana, STORY)
    sentence = ana.submits().errors["field.learnt"]
    assert sentence.startswith("Something broke on my side. Your text is in this form")
    assert STORY in ana.sees("modal")


def test_a_piece_for_a_week_that_was_skipped_keeps_it(world: World, ana: Person) -> None:
    ana.chooses(ids.ASSIGNMENT_LATER, ids.LATER_SKIP)
    world.settle()
    world.hands_in(ana, STORY)
    assert "Week 1 is done." in ana.messages("DM")[1].visible
    world.passes(timedelta(days=7))
    assert progress_of(world, ana).record.kept == 1


def test_a_line_after_the_word_stands_in_the_form(world: World, ana: Person) -> None:
    ana.types('/pm-progress done She calls the bank, "always"; <b>')
    assert ana.submits().ok
    [piece] = written(world, ana)
    assert piece.core == 'She calls the bank, "always"; <b>'


def test_a_line_for_a_kind_that_begins_with_a_choice_stands_in_a_form_for_free_text(
    world: World, ana: Person
) -> None:
    logged = next(a for a in world.bot.coach.playbook.assignments if a.kind == "decision-log")
    with world.bot.database.write() as session:
        session.get_one(Week, progress_of(world, ana).week.id).assignment_id = logged.id
    ana.types("/pm-progress done We decided to wait.")
    ana.submits()
    assert [(p.kind.id, p.core) for p in written(world, ana)] == [("free-text", "We decided to wait.")]


def test_a_line_that_no_field_holds_is_given_back(world: World, ana: Person) -> None:
    ana.types("/pm-progress done " + "word " * 700)
    answer = ana.last("#general").visible
    assert answer.startswith("A field of the form takes up to 3,000 characters, and your text is longer.")
    assert answer.count("word") == 700
    assert ana.modal is None


def test_a_second_reading_counts_from_its_day_on(world: World, ana: Person) -> None:
    no = {"refused": "No to the export.", "later": "It held, and she used the report."}
    keeps(world, ana, "no", **no)
    early = ana.last("DM").visible
    assert 'You filled in "What was true a week later" early, and I keep it.' in early
    assert '"a refusal checked after a week", look again on Mon 18 Jan or later.' in early
    assert "When a week has passed" not in early
    assert progress_of(world, ana).wins == ()
    world.walk_to("2027-01-18 10:30")
    [piece] = written(world, ana)
    assert piece.fields["later"] == no["later"]
    again = hand_in_coach.revise(world.bot.coach, caller(world, ana), piece.id, no, False)
    assert again.evidence.version == 2
    assert [win.milestone.id for win in progress_of(world, ana).wins] == ["no-that-held"]
    same = hand_in_coach.revise(world.bot.coach, caller(world, ana), piece.id, no, False)
    assert same.evidence.version == 2


def test_an_old_week_s_second_reading_counts_at_once(world: World, ana: Person) -> None:
    week = progress_of(world, ana).week.id
    world.walk_to("2027-01-26 10:30")
    no = {"refused": "No to the export.", "later": "It held."}
    hand_in_coach.hand_in(world.bot.coach, caller(world, ana), week_id=week, kind="no", fields=no)
    assert [win.milestone.id for win in progress_of(world, ana).wins] == ["no-that-held"]


def test_late_work_says_that_a_freeze_is_there_again(world: World, ana: Person) -> None:
    for day in ("11", "18", "25"):
        world.walk_to(f"2027-01-{day} 12:00")
        keeps(world, ana, "free-text", text="One more.")
    world.walk_to("2027-02-01 12:00")
    keeps(world, ana, "free-text", text="One more.")
    world.walk_to("2027-02-08 12:00")
    week = progress_of(world, ana).week.id
    world.walk_to("2027-02-15 12:00")
    assert progress_of(world, ana).record.covered == {5}
    late = {"text": "A late one."}
    hand_in_coach.hand_in(world.bot.coach, caller(world, ana), week_id=week, kind="free-text", fields=late)
    world.settle()
    assert "Week 5 needs no freeze any more, so you have two freezes again." in ana.sees("DM")
