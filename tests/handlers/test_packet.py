"""The packet: chosen in a form, built after the press, and sent as files."""

import json
from pathlib import Path
from threading import current_thread
from typing import Any

import pytest

from bot.domain.packet.choice import SO_FAR
from bot.domain.packet.packet import Packet
from bot.packet import html, markdown, pdf
from bot.packet.files import NOT_IN_A_FONT
from bot.sandbox.person import Person
from bot.store import member_records
from bot.views import ids
from tests.handlers.acts import acts_in, form, keeps
from tests.world import Snapshot, World, lived

STORIES = ("She calls the bank.", "He asked Marta Nunes at Acme GmbH before he paid.", "They never read it.")


OWN = ("I listen before I build.", "Give me one problem.\nAnd six weeks.", "A. S.")
"""A claim, an ask and a name."""


def said(packet: Packet) -> bytes:
    return "\n".join(exhibit.claim or exhibit.title for exhibit in packet.exhibits).encode()


def first_page(packet: Packet) -> bytes:
    return "|".join((packet.claim, packet.ask, packet.name, packet.author)).encode()


@pytest.fixture(autouse=True)
def _files_of_words(monkeypatch: pytest.MonkeyPatch) -> None:
    """What the files look like is tests/packet's business."""
    monkeypatch.setattr(html, "html", said)
    monkeypatch.setattr(markdown, "markdown", said)
    monkeypatch.setattr(pdf, "pdf", said)


@pytest.fixture(scope="module")
def three_pieces(empty_database: Path, tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    """The world in which Ana has handed in three pieces of evidence."""
    return lived(tmp_path_factory.mktemp("three"), empty_database, with_evidence)


@pytest.fixture
def past(request: pytest.FixtureRequest, past: Snapshot | None) -> Snapshot | None:
    """A world goes on from there where a test asks for who has `told` so much."""
    return request.getfixturevalue("three_pieces") if "told" in request.fixturenames else past


@pytest.fixture
def told(world: World) -> Person:
    """Ana with three pieces of evidence."""
    world.ana.opens("DM")
    return world.ana


def with_evidence(world: World) -> Person:
    ana = world.joined()
    for story in STORIES:
        keeps(world, ana, "interview", learnt=story)
    return ana


def files_of(world: World, person: Person) -> dict[str, str]:
    """Return the newest files in her direct messages, by name."""
    [shared] = [message for message in person.messages("DM") if message.files][-1:]
    uploads = world.slack.workspace.uploads
    return {each["name"]: (uploads[each["id"]].content or b"").decode() for each in shared.files}


def test_under_three_pieces_it_says_what_is_missing_and_offers_the_way_all_the_same(
    world: World, ana: Person
) -> None:
    ana.types("/pm-progress packet")
    assert "from three on" in ana.last("#general").visible
    keeps(world, ana, "interview", learnt=STORIES[0])
    ana.types("/pm-progress packet")
    assert acts_in(ana.last("#general")) == [ids.PACKET_OPEN]
    ana.clicks(ids.PACKET_OPEN, in_="#general")
    assert form(ana) == ids.PACKET_FORM


def test_lines_that_name_somebody_are_shown_before_anything_is_built(world: World, told: Person) -> None:
    told.types("/pm-progress packet")
    told.submits()
    assert form(told) == ids.PACKET_NAMES_FORM
    assert STORIES[1] in told.sees("modal")
    world.settle()
    assert not [message for message in told.messages("DM") if message.files]
    told.submits()
    world.settle()
    assert sorted(files_of(world, told)) == ["ana.html", "ana.pdf"]


def test_what_was_chosen_is_in_it_and_nothing_else_and_the_note_is_in_no_file(
    world: World, told: Person
) -> None:
    told.types("/pm-progress packet")
    menu = f"{ids.PACKET_PIECES}other"
    [first, _, third] = [o["value"] for o in element(told, menu)["options"]][::-1]
    told.chooses(menu, [first, third])
    told.chooses(ids.PACKET_FORMATS, ["md"])
    told.submits()
    told.closes(all_views=True)
    world.settle()
    assert files_of(world, told) == {"ana.md": f"{STORIES[0]}\n{STORIES[2]}"}
    note = next(m for m in told.messages("DM")[::-1] if ids.PACKET_OTHER in acts_in(m))
    assert "This is for you alone, and in no file." in note.visible
    assert "Your packet." in told.last("DM").visible


def test_words_that_were_taken_out_are_shown_only_where_the_member_ticks_it(
    world: World, told: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(html, "html", lambda packet: repr(packet).encode())
    told.types("/pm-progress packet")
    assert element(told, ids.PACKET_DRAFTS) is None  # there is no later draft
    told.closes(all_views=True)
    keeps(world, told, "interview", learnt="She calls the bank and then the shop.")
    told.clicks(ids.EVIDENCE_REVISE, in_="DM")
    world.fills_compulsory(told, "She calls the bank and then nobody.")
    told.submits()
    world.settle()
    for ticked in (False, True):
        told.types("/pm-progress packet")
        assert "with a line through them" in told.sees("modal")
        if ticked:
            told.chooses(ids.PACKET_DRAFTS, ["shown"])
        builds(world, told)
        assert ("the shop" in files_of(world, told)["ana.html"]) is ticked


def test_the_form_loads_its_member_once(world: World, told: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    loads: list[str] = []
    load = member_records.load

    def noting(*which: Any, **how: Any) -> Any:
        loads.append(current_thread().name)
        return load(*which, **how)

    told.types("/pm-progress packet")
    menu = f"{ids.PACKET_PIECES}other"
    told.chooses(menu, [element(told, menu)["options"][-1]["value"]])  # it names nobody, so it is built
    monkeypatch.setattr(member_records, "load", noting)
    told.submits()
    assert len([name for name in loads if name != "background"]) == 1
    told.closes(all_views=True)
    world.settle()
    assert files_of(world, told)["ana.html"] == STORIES[0]


def test_what_a_member_says_of_themselves_is_on_the_page_and_in_the_form_from_then_on(
    any_world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(html, "html", first_page)
    world, ana = any_world, with_evidence(any_world)
    ana.types("/pm-progress packet")
    assert opening_in(ana) == (SO_FAR, programme_asks(world, "internal"), "Ana")
    says(ana, *OWN)
    builds(world, ana)
    assert files_of(world, ana)["a.html"] == "|".join((*OWN, OWN[2]))
    ana.types("/pm-progress packet")
    assert opening_in(ana) == OWN
    assert "Draft from" not in ana.sees("modal")
    ana.types("/pm-progress export")
    world.settle()
    assert files_of(world, ana)["a.html"] == "|".join((*OWN, OWN[2]))
    held = json.loads(files_of(world, ana)["export.json"])["member"][0]["openings"]
    assert held == {"internal": dict(zip(("claim", "ask", "name"), OWN, strict=True))}


def test_words_of_one_variant_arent_offered_for_the_other_but_the_name_is(world: World, told: Person) -> None:
    told.types("/pm-progress packet")
    says(told, *OWN)
    told.chooses(ids.PACKET_VARIANT, "external")
    assert opening_in(told)[:2] == (SO_FAR, programme_asks(world, "external"))
    told.chooses(ids.PACKET_VARIANT, "internal")
    assert opening_in(told) == OWN  # the draft
    builds(world, told)
    told.types("/pm-progress packet")
    told.chooses(ids.PACKET_VARIANT, "external")
    assert opening_in(told) == (SO_FAR, programme_asks(world, "external"), OWN[2])


def test_left_empty_the_page_has_the_programmes_words_and_no_author(
    world: World, told: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(html, "html", first_page)
    told.types("/pm-progress packet")
    says(told, "", " \u200b ", "\u202e")
    builds(world, told)
    asks = programme_asks(world, "internal")
    assert files_of(world, told)["ana.html"] == f"{SO_FAR}|{asks}|Ana|"
    told.types("/pm-progress packet")
    assert opening_in(told) == (SO_FAR, asks, "Ana")


def test_what_was_typed_survives_closing_the_form_and_start_empty_empties_it(
    world: World, told: Person
) -> None:
    told.types("/pm-progress packet")
    told.closes(all_views=True)
    told.types("/pm-progress packet")
    assert "Draft from" not in told.sees("modal")  # nothing was typed
    says(told, *OWN)
    told.closes(all_views=True)
    told.types("/pm-progress packet")
    assert opening_in(told) == OWN
    assert "Draft from Mon" in told.sees("modal")
    told.clicks(ids.PACKET_EMPTY)
    assert opening_in(told) == ("", "", "")
    says(told, "Something else.", "", "")
    told.closes(all_views=True)
    told.types("/pm-progress leave")
    told.clicks(ids.LEAVE_CONFIRM)
    told.types("/pm-progress packet")
    assert opening_in(told) == ("Something else.", "", "")
    told.clicks(ids.PACKET_EMPTY)
    assert opening_in(told) == ("", "", "")


def test_names_in_the_members_own_words_are_shown_before_anything_is_built(
    world: World, told: Person
) -> None:
    told.types("/pm-progress packet")
    menu = f"{ids.PACKET_PIECES}other"
    told.chooses(menu, [element(told, menu)["options"][-1]["value"]])  # it names nobody
    says(told, "I worked with Marta Nunes.", "Write to ana@acme.example.", "Ana at Acme GmbH")
    told.submits()
    assert form(told) == ids.PACKET_NAMES_FORM
    seen = told.sees("modal")
    assert "Your claim: I worked with Marta Nunes." in seen
    assert "What you ask for: Write to ana@acme.example." in seen
    told.closes(all_views=True)
    told.types("/pm-progress packet")
    assert opening_in(told)[0] == "I worked with Marta Nunes."


def test_with_no_piece_the_form_stays(told: Person) -> None:
    told.types("/pm-progress packet")
    told.chooses(f"{ids.PACKET_PIECES}other", [])
    says(told, *OWN)
    assert list(told.submits().errors) == [f"{ids.PACKET_PIECES}other"]
    assert opening_in(told) == OWN


def test_pressed_twice_it_is_built_once(world: World, told: Person) -> None:
    told.types("/pm-progress packet")
    told.submits()
    world.slack.faults.repeat_payloads()
    told.submits()
    world.settle()
    assert len([message for message in told.messages("DM") if message.files]) == 1


def test_the_note_says_how_many_pages_the_pdf_has(
    world: World, told: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pdf, "page_count", lambda content: len(content.split(b"\n")))
    build(world, told)
    note = next(m for m in told.messages("DM")[::-1] if ids.PACKET_OTHER in acts_in(m))
    assert "Your packet is ready: a PDF of three pages, built from three pieces of evidence." in note.visible


def test_a_format_that_fails_keeps_back_none_of_the_others_and_can_be_tried_again(
    world: World, told: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(_packet: Packet) -> bytes:
        raise RuntimeError("no fonts")

    told.types("/pm-progress packet")
    menu = f"{ids.PACKET_PIECES}other"
    told.chooses(menu, [element(told, menu)["options"][-1]["value"]])
    with monkeypatch.context() as patch:
        patch.setattr(pdf, "pdf", broken)
        told.submits()
        told.closes(all_views=True)
        world.settle()
    assert list(files_of(world, told)) == ["ana.html"]
    assert any("The PDF didn't come out" in message.visible for message in told.messages("DM"))
    told.clicks(ids.PACKET_AGAIN, in_="DM")
    world.settle()
    assert files_of(world, told) == {"ana.pdf": STORIES[0]}


@pytest.mark.parametrize("where", ["the dashboard", "Home", "help"])
def test_it_is_one_press_away(world: World, told: Person, where: str) -> None:
    if where == "Home":
        told.opens("Home")
        world.settle()
        told.clicks(ids.MORE_OPEN, in_="Home")
        told.clicks(ids.PACKET_OPEN)
    elif where == "the dashboard":
        told.types("/pm-progress")
        told.clicks(ids.PACKET_OPEN, in_="#general")
    else:
        told.types("/pm-progress help")
        assert "/pm-progress packet" in told.last("#general").visible
        told.types("/pm-progress packet")
    assert form(told) == ids.PACKET_FORM


def test_where_no_font_has_a_character_the_page_comes_once_and_the_note_says_so(
    world: World, told: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    def boxes(_packet: Packet) -> bytes:
        raise pdf.NotInAnyFont("\u5c71")

    monkeypatch.setattr(pdf, "pdf", boxes)
    build(world, told)
    [shared] = [message for message in told.messages("DM") if message.files]
    assert [each["name"] for each in shared.files] == ["ana.html"]
    note = next(m for m in told.messages("DM")[::-1] if ids.PACKET_OTHER in acts_in(m))
    assert NOT_IN_A_FONT.format("\u5c71") in note.visible
    assert "didn't come out" not in note.visible


def test_what_cant_be_built_at_all_is_tried_three_times_and_then_said(
    world: World, told: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    tries: list[Packet] = []

    def broken(packet: Packet) -> bytes:
        tries.append(packet)
        raise RuntimeError

    for module, name in ((html, "html"), (pdf, "pdf")):
        monkeypatch.setattr(module, name, broken)
    monkeypatch.setattr("bot.store.background.AGAIN_AFTER", type(world.bot.delivery._timing.lease)(0))
    build(world, told)
    assert len(tries) == 6
    assert "I couldn't make your packet." in told.last("DM").visible


def test_without_the_scope_the_member_is_told_kindly_and_can_ask_again(world: World, told: Person) -> None:
    world.slack.faults.refuse("files.getUploadURLExternal", "missing_scope")
    build(world, told)
    world.settle()
    assert "Slack doesn't let me send files yet" in told.last("DM").visible
    told.clicks(ids.PACKET_OPEN, in_="DM")
    told.submits()
    told.submits()
    world.settle()
    assert sorted(files_of(world, told)) == ["ana.html", "ana.pdf"]


def test_for_elsewhere_the_form_shows_what_may_go_there(told: Person) -> None:
    told.types("/pm-progress packet")
    told.chooses(ids.PACKET_VARIANT, "external")
    assert element(told, ids.PACKET_VARIANT)["initial_option"]["value"] == "external"


def build(world: World, person: Person) -> None:
    person.types("/pm-progress packet")
    person.submits()
    person.submits()
    person.closes(all_views=True)
    world.settle()


def builds(world: World, person: Person) -> None:
    """Press [Build it], and [Build it as it is] behind it."""
    person.submits()
    person.submits()
    person.closes(all_views=True)
    world.settle()


def says(person: Person, claim: str, ask: str, name: str) -> None:
    """Write over what stands in the three fields of the open form."""
    for (_, action), text in zip(lines(person), (claim, ask, name), strict=True):
        person.fills(action, text)


def opening_in(person: Person) -> tuple[str, ...]:
    """Return the claim, the ask and the name that stand in the open form."""
    assert person.modal
    values = person.modal.values
    return tuple(values[block][action]["value"] or "" for block, action in lines(person))


def lines(person: Person) -> list[tuple[str, str]]:
    """Return the block_ids and the action_ids of the three fields."""
    assert person.modal
    fields = (ids.PACKET_CLAIM, ids.PACKET_ASK, ids.PACKET_NAME)
    inputs = [block for block in person.modal.blocks if block["type"] == "input"]
    return [
        (block["block_id"], block["element"]["action_id"])
        for field in fields
        for block in inputs
        if block["element"]["action_id"].startswith(field)
    ]


def programme_asks(world: World, track: str) -> str:
    return next(each.ask for each in world.bot.coach.playbook.tracks if each.id == track)


def element(person: Person, action: str) -> Any:
    """Return an element of the open form; None where there is none."""
    assert person.modal
    elements = (block.get("element", {}) for block in person.modal.blocks)
    return next((each for each in elements if each.get("action_id") == action), None)
