"""Drills: asked for by a word, answered in a modal; which one and how is kept, and no word of it."""

import json

from bot.coach import own_data
from bot.domain.drills import DoneDrill
from bot.sandbox.person import Person
from bot.store import drill_answers, findings
from bot.views import ids
from tests.handlers.acts import acts_in, caller, form, progress_of
from tests.world import World

OPEN = "When did you last do that, and what happened?"


def kept(world: World, person: Person) -> list[DoneDrill]:
    with world.bot.coach.reading(caller(world, person)) as (line, member):
        return drill_answers.done(line, member.member.id)


def shown(person: Person) -> str:
    """Return the id of the drill in the open form."""
    assert form(person) == ids.DRILL_FORM
    assert person.modal
    return str(json.loads(person.modal.view["private_metadata"])["drill"])


def fill(world: World, person: Person, *, well: bool) -> None:
    """Answer the drill that is open, with its sample or badly."""
    drill = world.bot.coach.playbook.drill[shown(person)]
    person.fills(ids.DRILL_TEXT, drill.sample if well else _badly(drill.kind, drill.sample))
    if drill.kind == "score":
        person.fills(ids.DRILL_WHY, drill.why if well else "It feels right.")
    person.submits()


def _badly(kind: str, sample: str) -> str:
    return sample if kind == "score" else "Maybe. Would you like it?"


def test_the_word_opens_a_drill_and_the_answer_is_said_in_its_place(world: World, ana: Person) -> None:
    before = len(ana.messages("DM"))
    ana.types("/pm-progress drill")
    first = shown(ana)
    fill(world, ana, well=True)
    assert "I found nothing to improve." in ana.sees("modal")
    assert "One good answer:" in ana.sees("modal")
    assert acts_in(ana.modal) == [ids.DRILL_ANOTHER]
    assert kept(world, ana) == [DoneDrill(first, clean=True)]
    ana.clicks(ids.DRILL_ANOTHER)
    drill = world.bot.coach.playbook.drill
    assert drill[shown(ana)].kind != drill[first].kind
    world.settle()
    assert len(ana.messages("DM")) == before
    assert progress_of(world, ana).evidence == ()
    with world.bot.database.connect() as line:
        assert findings.counts(line) == []


def test_home_has_a_drill_behind_more(world: World, ana: Person) -> None:
    ana.clicks(ids.MORE_OPEN, in_="Home")
    ana.clicks(ids.WORD_RUN)
    assert shown(ana) in world.bot.coach.playbook.drill


def test_a_comeback_offers_a_drill_as_the_smallest_beginning(world: World, ana: Person) -> None:
    ana.types("/pm-progress drill")
    first = shown(ana)
    fill(world, ana, well=True)
    world.walk_to("2027-01-18 09:00")
    before = len(ana.messages("DM"))
    ana.clicks(ids.DRILL_OPEN, in_="DM")
    second = shown(ana)
    drill = world.bot.coach.playbook.drill
    assert drill[second].kind != drill[first].kind
    fill(world, ana, well=True)
    assert kept(world, ana) == [DoneDrill(first, clean=True), DoneDrill(second, clean=True)]
    world.settle()
    assert len(ana.messages("DM")) == before
    assert progress_of(world, ana).evidence == ()


def test_a_drill_that_is_left_gives_way_to_another_and_nothing_is_kept(world: World, ana: Person) -> None:
    ana.types("/pm-progress drill")
    seen = [shown(ana)]
    for _ in range(3):
        ana.clicks(ids.DRILL_ANOTHER)
        seen.append(shown(ana))
    assert len(set(seen)) == len(seen)
    assert kept(world, ana) == []


def test_what_is_found_is_said_with_a_trend_after_three(world: World, ana: Person) -> None:
    ana.types("/pm-progress drill")
    for well in (False, True, False):
        assert "of your last" not in ana.sees("modal")
        fill(world, ana, well=well)
        if not well:
            assert "could be better" in ana.sees("modal")
        ana.clicks(ids.DRILL_ANOTHER)
    fill(world, ana, well=True)
    assert "I found nothing to improve in two of your last four drills." in ana.sees("modal")


def test_scores_that_cannot_be_read_stay_in_the_form(world: World, ana: Person) -> None:
    ana.types("/pm-progress drill")
    drill = world.bot.coach.playbook.drill
    for _ in drill:
        if drill[shown(ana)].kind == "score":
            break
        ana.clicks(ids.DRILL_ANOTHER)
    ana.fills(ids.DRILL_TEXT, "Five for all of them")
    ana.fills(ids.DRILL_WHY, "It feels right.")
    [said] = ana.submits().errors.values()
    assert said.startswith("I need each option on its own line")
    assert kept(world, ana) == []


def test_what_is_kept_has_no_word_of_an_answer_and_goes_out_and_away(world: World, ana: Person) -> None:
    ana.types("/pm-progress drill")
    fill(world, ana, well=False)
    attachment = own_data.build(world.bot.coach, caller(world, ana))[0]
    [row] = json.loads(attachment.content)["drill_answer"]
    assert row["codes"]
    assert set(row) == {
        "id",
        "team_id",
        "enterprise_id",
        "member_id",
        "drill",
        "clean",
        "codes",
        "answered_at",
    }
