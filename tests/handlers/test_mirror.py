"""The mirror: asked for or asked about, answered with boxes, found in words, one move for the plan."""

from datetime import timedelta

from bot.coach import mirror, plan
from bot.domain import slots
from bot.domain.messages import Kind
from bot.sandbox.person import Person
from bot.store import mirrors, outbox
from bot.store.tables import Message
from bot.views import ids, settings
from tests.handlers.acts import acts_in, caller, form, progress_of
from tests.world import World


def ticks(person: Person, stop: list[str], start: list[str]) -> None:
    person.chooses(ids.MIRROR_STOP, stop)
    person.chooses(ids.MIRROR_START, start)
    person.submits()


def asks(world: World, person: Person) -> None:
    """Queue the question as the closing slot does, in any week, and look at it."""
    coach = world.bot.coach
    with coach.acting(caller(world, person)) as member:
        end = member.state.end_of(member.state.open_week)
        at = slots.closing(end, member.state.schedule)
        answers = mirrors.newest(member.line, member.record.id)
        asked = mirror.invitation(member, at, end.at, answers)
        assert asked
        outbox.post_all(member.session, [asked])
    world.walk_to(f"{at:%Y-%m-%d %H:%M}", "UTC")
    person.opens("DM")


def messages(world: World) -> list[Message]:
    return [row for row in world.outbox() if row.kind == Kind.MIRROR and row.target_id is None]


def planned(world: World, person: Person) -> str:
    with world.bot.coach.reading(caller(world, person)) as (line, member):
        return mirror.to_try(line, member, 0)


def test_the_word_opens_the_form_and_the_answer_comes_as_one_message(world: World, ana: Person) -> None:
    ana.types("/pm-progress mirror")
    assert form(ana) == ids.MIRROR_FORM
    ana.fills(ids.MIRROR_WHEN, "Late, after <!channel> stand-up")
    ticks(ana, ["tuning-prompts"], ["writing-prds"])
    assert "Tuning prompts yourself" in ana.sees("modal")
    ana.closes()
    world.settle()
    found = ana.last("DM")
    assert found.visible.startswith("Here is your mirror for week 1")
    assert "Before you try a new wording, write down the answer that failed" in found.visible
    assert "Late, after <!channel> stand-up" in found.visible
    assert "<!channel>" not in found.text
    assert planned(world, ana) == ""

    # Once more in the same week: filled in as it was, and the same message changes.
    ana.types("/pm-progress mirror")
    ticks(ana, ["owning-the-how"], [])
    ana.closes()
    world.settle()
    assert len(messages(world)) == 1
    assert "Deciding how it is built" in ana.last("DM").visible
    ana.clicks(ids.MIRROR_PLAN, in_="DM")
    world.settle()
    assert "is in your next plan" in ana.last("DM").visible
    assert acts_in(ana.last("DM")) == []
    assert planned(world, ana).startswith("For one ticket, write which person needs it and why.")


def test_a_thing_to_try_is_in_the_next_plan_and_its_reminder_and_in_no_plan_after(
    world: World, ana: Person
) -> None:
    ana.types("/pm-progress mirror")
    ticks(ana, ["owning-the-how"], [])
    ana.closes()
    world.settle()
    ana.clicks(ids.MIRROR_PLAN, in_="DM")
    world.walk_to("2027-01-18 12:00")
    move = "For one ticket, write which person needs it and why."
    form_ = plan.form_for_week(world.bot.coach, caller(world, ana))
    assert form_.preset.response.startswith(move)
    plan.save(world.bot.coach, caller(world, ana), form_.week.id, form_.preset, form_.seen)
    world.walk_to("2027-01-20 15:00")
    assert "Your plan:" in ana.last("DM").visible
    assert move in ana.last("DM").visible
    world.walk_to("2027-01-25 12:00")
    assert plan.form_for_week(world.bot.coach, caller(world, ana)).preset.response == ""


def test_what_a_mirror_is_is_said_with_the_first_two_forms_and_in_no_answer(
    world: World, ana: Person
) -> None:
    said = []
    for monday in ("01-18", "01-25", "02-01"):
        ana.types("/pm-progress mirror")
        said.append("a mirror, not a score" in ana.sees("modal"))
        ticks(ana, ["tuning-prompts"], [])
        ana.closes()
        world.settle()
        answered = next(each for each in ana.messages("DM")[::-1] if "your mirror for week" in each.visible)
        assert "a mirror, not a score" not in answered.visible
        world.walk_to(f"2027-{monday} 09:00")
    assert said == [True, True, False]


def test_the_question_of_a_closing_slot_becomes_its_answer_with_a_chart(world: World, ana: Person) -> None:
    ana.types("/pm-progress mirror")
    ticks(ana, ["reviewing-code"], [])
    ana.closes()
    world.walk_to("2027-01-18 09:00")
    asks(world, ana)
    asked = ana.last("DM")
    assert ids.MIRROR_SKIP in acts_in(asked)
    assert "in week 1" in asked.visible
    assert '"Reviewing code" took over an hour in week 1.' in asked.visible
    ana.clicks(ids.MIRROR_OPEN)
    ticks(ana, ["reviewing-code", "model-details"], ["talking-to-users"])
    ana.closes()
    world.settle()
    answered = ana.last("DM")
    assert answered.ts == asked.ts
    assert "You said in two of your last two answers that" in answered.visible
    assert "You said so the time before." in answered.visible
    assert "the habits that took over an hour: one then two" in answered.visible
    assert "data_visualization" in {block["type"] for block in answered.blocks}
    ana.clicks(ids.MIRROR_ENOUGH)
    world.settle()
    assert (acts_in(ana.last("DM")), planned(world, ana)) == ([], "")
    # What changes the week leaves its mirror as it is.
    world.hands_in(ana)
    shown = [message.visible for message in ana.messages("DM") if message.ts == asked.ts]
    assert [text.startswith("Here is your mirror for week 2") for text in shown] == [True]


def test_a_question_can_be_declined_and_answered_after_all(world: World, ana: Person) -> None:
    asks(world, ana)
    ana.clicks(ids.MIRROR_SKIP)
    world.settle()
    assert ana.last("DM").visible.startswith("There is no mirror for week 1")
    ana.clicks(ids.MIRROR_OPEN)
    ana.submits()
    world.settle()
    assert ana.last("DM").visible.startswith("Here is your mirror for week 1")


def test_a_question_that_is_moved_comes_back_once(world: World, ana: Person) -> None:
    asks(world, ana)
    ana.chooses(ids.MIRROR_LATER, "hours")
    world.settle()
    assert "I'll ask again Fri 16:30, Lisbon time." in ana.last("DM").visible
    world.passes(timedelta(hours=2, minutes=10))
    assert [row.purpose for row in messages(world)] == ["unasked", "asked"]
    assert ids.MIRROR_SKIP in acts_in(ana.last("DM"))
    # Both change, whichever is pressed; one that waits is called off.
    ana.chooses(ids.MIRROR_LATER, "hours")
    ana.clicks(ids.MIRROR_SKIP)
    world.passes(timedelta(days=2))
    assert [message.visible[:30] for message in ana.messages("DM")[-2:]] == [
        "There is no mirror for week 1,"
    ] * 2
    assert [row.end_reason for row in messages(world)] == [None, None, "called_off"]


def test_muting_calls_the_question_off(world: World, ana: Person) -> None:
    asks(world, ana)
    ana.chooses(ids.MIRROR_LATER, "hours", in_="DM")
    ana.types("/pm-progress mute")
    world.passes(timedelta(hours=3))
    assert [row.end_reason for row in messages(world)] == [None, "called_off"]
    assert settings.muted(progress_of(world, ana)).text.splitlines()[0] in ana.sees("#general")


def test_to_a_muted_member_the_question_does_not_come_back(world: World, ana: Person) -> None:
    asks(world, ana)
    ana.types("/pm-progress mute")
    ana.chooses(ids.MIRROR_LATER, "hours", in_="DM")
    assert ana.last("DM").visible.startswith("I'm muted, so I don't ask again.")
    assert ana.last("DM").ephemeral_for == ana.id
    world.passes(timedelta(hours=3))
    assert len(messages(world)) == 1


def test_a_question_moved_to_a_moment_that_has_passed_says_so(world: World, ana: Person) -> None:
    asks(world, ana)
    world.walk_to("2027-01-17 20:00")
    ana.chooses(ids.MIRROR_LATER, "hours", in_="DM")
    assert ana.last("DM").visible.startswith("That moment has passed, so I don't ask again then.")
    assert len(messages(world)) == 1


def test_somebody_elses_week_is_nobodys_mirror(world: World, ana: Person) -> None:
    asks(world, ana)
    world.joined(world.li)
    blocks = ana.last("DM").blocks
    li_week = progress_of(world, world.li).week.id
    for block in blocks:
        for element in block.get("elements", []):
            if element.get("action_id") in (ids.MIRROR_OPEN, ids.MIRROR_SKIP):
                element["value"] = str(li_week)
    before = len(messages(world))
    ana.clicks(ids.MIRROR_SKIP, in_="DM")
    ana.clicks(ids.MIRROR_OPEN, in_="DM")
    world.settle()
    assert ana.modal is None
    assert len(messages(world)) == before


def test_a_mirror_answered_beforehand_leaves_the_closing_slot_empty_and_the_next_line_says_so(
    world: World, ana: Person
) -> None:
    for _ in range(3):
        world.hands_in(ana)
        world.walk_to(f"{progress_of(world, ana).week.ends_at:%Y-%m-%d %H:%M}", "UTC")
    for first_act in ("mirror", "hand in"):  # in weeks 4 and 6
        world.hands_in(ana) if first_act == "hand in" else None
        ana.types("/pm-progress mirror")
        ticks(ana, ["reviewing-code"], [])
        ana.closes()
        world.hands_in(ana) if first_act == "mirror" else None
        progress = progress_of(world, ana)
        assert progress.reader.next_message == progress.week.ends_at
        for _ in range(2):
            world.walk_to(f"{progress_of(world, ana).week.ends_at:%Y-%m-%d %H:%M}", "UTC")
    assert [row.slot for row in messages(world) if row.slot] == []
