"""What goes into a packet, in which order, and what its author is told beside it."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

import pytest

from bot.domain.packet.choice import ASK_ME, SO_FAR, NothingToShow, choose, own_opening, shown_opening
from bot.domain.packet.difference import Difference, Fate, Run, difference
from bot.domain.packet.gaps import Gap, Lack, gaps, kept_back
from bot.domain.packet.material import Material, PacketOpening, Piece, Variant, may_go_in
from bot.domain.packet.names import names_in
from bot.domain.packet.packet import Mark, Packet
from bot.domain.playbook import BOLDEST
from bot.domain.scores import scores
from tests.packet.people import material, person, piece, playbook, saying

INSIDE, ELSEWHERE = Variant.INTERNAL, Variant.EXTERNAL
STORY = {"learnt": "She calls the bank first.", "quote": "I call first."}
PAGE = {"recommendation": "I recommend to wait.", "reader": "Head of sales", "answer": "A yes."}
PARTS = (
    "Problem identification",
    "User research",
    "Solution design",
    "Technical approach",
    "Launch",
    "Results",
)


def story(id_: int, **fields: str) -> Piece:
    return piece(id_, "interview-last-time", {**STORY, **fields}, week=id_)


def part(id_: int, name: str, **fields: str) -> Piece:
    return piece(id_, "five-strangers", {"part": name, "decided": f"{name}: this one.", **fields}, week=id_)


def asking(ask: str) -> Material:
    """A piece in a programme that has every packet ask for the same."""
    held = material(story(1))
    tracks = tuple(track.model_copy(update={"ask": ask}) for track in held.playbook.tracks)
    return replace(held, playbook=held.playbook.model_copy(update={"tracks": tracks}))


def test_what_stands_beside_an_answer_doesnt_speak_to_the_member() -> None:
    asked = story(1, questions="When was the last time?")
    [exhibit] = choose(material(asked), INSIDE).exhibits
    assert [row.label for row in exhibit.details] == ["What I asked"]
    for assignment in ("interview-last-time", "vp-page-decision-taken", "no-to-own-team", "two-top-threes"):
        kind = piece(1, assignment, {}).kind
        full = piece(
            1, assignment, {field.id: field.options[0] if field.options else "2 1" for field in kind.fields}
        )
        for each in choose(material(full), INSIDE).exhibits:
            labels = [row.label for row in (*each.forgone, *each.seen, *each.result, *each.details)]
            assert [label for label in labels if "you" in label.lower().split()] == []


def test_private_pieces_stay_out_of_either_packet() -> None:
    step, application = (
        {"step": "I asked the lead.", "text": "Mine.", "problem": "Slow."},
        "first-question-to-the-lead",
    )
    for assignment, inside, elsewhere in (
        ("interview-last-time", True, True),
        (application, False, False),
        ("twelve-companies", False, False),
        ("talk-with-your-manager", False, False),
        ("teardown-of-a-target", False, True),
        ("two-who-saw-it", False, False),
        ("six-stories", False, False),
    ):
        given = piece(1, assignment, {**STORY, **step})
        for variant, goes_in in ((INSIDE, inside), (ELSEWHERE, elsewhere)):
            held = material(given, story(2))
            shown = {each.id for each in choose(held, variant).exhibits}
            assert shown == ({1, 2} if goes_in else {2}), (assignment, variant)
            assert kept_back(held, variant) == (0 if goes_in else 1)
            if not goes_in:
                with pytest.raises(NothingToShow):
                    choose(held, variant, {1})


def test_fields_that_are_the_members_own_are_nowhere_in_it() -> None:
    log = {"others": "Launch; open", "part": "Launch", "decided": "Ten people."}
    course = {"step": "Taught it.", "gap": "I am thin at this.", "cost": "Ten hours."}
    packet = choose(
        material(piece(1, "launch-to-ten", log), piece(2, "teach-in-twenty-minutes", course)), ELSEWHERE
    )
    said = repr(packet)
    assert "Ten people." in said
    assert not any(secret in said for secret in ("open", "thin at", "Ten hours"))


def test_the_claim_is_the_members_or_the_playbooks_once_there_is_enough() -> None:
    few, many = material(story(1)), person("ravi")
    for held, claim, ask in (
        (few, SO_FAR, "I look for a product role"),
        (many, "I am an engineer who", "I look for a product role"),
        (saying(few, claim="I listen.", ask="Hire me."), "I listen.", "Hire me."),
        (saying(many, claim=" \u200b "), "I am an engineer who", "I look for a product role"),
    ):
        packet = choose(held, ELSEWHERE)
        assert packet.claim.startswith(claim)
        assert packet.ask.startswith(ask)
    bare = few.playbook.model_copy(update={"tracks": ()})
    packet = choose(type(few)(bare, few.name, many.pieces, ()), INSIDE)
    assert (packet.claim, packet.ask) == (SO_FAR, ASK_ME)


def test_what_was_typed_is_the_members_own_where_it_isnt_what_the_programme_says() -> None:
    many = person("ravi")
    claim, ask = (getattr(shown_opening(many, ELSEWHERE), what) for what in ("claim", "ask"))
    for typed, own in (
        (PacketOpening("Ravi", claim, ask), PacketOpening("Ravi")),
        (PacketOpening("Ravi", SO_FAR, f" {ask.replace(' ', chr(10))}"), PacketOpening("Ravi")),
        (
            PacketOpening("R.\n D.", "I listen.", "Hire me.\nSoon."),
            PacketOpening("R. D.", "I listen.", "Hire me.\nSoon."),
        ),
        (PacketOpening("\u202e", " \u200b ", "\x00"), PacketOpening()),
        (PacketOpening("n" * 3000, "c" * 30000, ""), PacketOpening("n" * 59 + "…", "c" * 239 + "…")),
    ):
        assert own_opening(many.playbook, ELSEWHERE, typed) == own


def test_a_form_begins_with_the_members_words_or_with_the_programmes_within_their_limits() -> None:
    few = material(story(1))
    shown = shown_opening(few, ELSEWHERE)
    assert (shown.name, shown.claim) == ("Ana Sousa", SO_FAR)
    assert shown.ask.startswith("I look for a product role")
    assert shown_opening(saying(few, "A. S.", "I listen.", "Hire me."), INSIDE) == PacketOpening(
        "A. S.", "I listen.", "Hire me."
    )
    long = asking("word " * 99)
    shown = shown_opening(long, ELSEWHERE)
    assert len(shown.ask) <= 240
    assert own_opening(long.playbook, ELSEWHERE, shown).ask == ""


def test_the_words_of_one_variant_arent_the_others_but_a_chosen_name_is() -> None:
    held = replace(person("ravi"), openings={ELSEWHERE: PacketOpening("R. D.", "I listen.", "Hire me.")})
    inside, elsewhere = (choose(held, variant) for variant in (INSIDE, ELSEWHERE))
    assert (elsewhere.name, elsewhere.author, elsewhere.claim, elsewhere.ask) == (
        "R. D.",
        "R. D.",
        "I listen.",
        "Hire me.",
    )
    assert (inside.name, inside.author) == ("R. D.", "R. D.")
    assert "listen." not in inside.claim
    assert "Hire" not in inside.ask
    cleared = replace(held, openings={**held.openings, INSIDE: PacketOpening()})
    assert (choose(cleared, INSIDE).name, choose(cleared, INSIDE).author) == ("Ravi Deshpande", "")


def test_the_proofs_are_what_somebody_saw_and_something_came_of_one_a_skill() -> None:
    no = {"refused": "Colours.", "reason": "Slots first.", "outcome": "Fine.", "later": "It held."}
    held = material(
        story(1),
        story(2, surprise="It is rare."),
        piece(3, "vp-page-decision-taken", PAGE),
        piece(4, "no-to-own-team", no),
        part(5, "Results", returned="Five or more, none asked as a favour"),
    )
    for variant, ids in ((INSIDE, [4, 3, 5]), (ELSEWHERE, [5, 4, 3])):
        assert [each.id for each in choose(held, variant).proofs] == ids
    assert [each.id for each in choose(held, INSIDE, {1, 2}).proofs] == [1, 2]  # 1 reached a milestone


def test_a_packet_is_in_the_order_in_which_it_is_read() -> None:
    own = piece(9, "interview-last-time", STORY, week=9)
    held = material(
        part(1, "Results"),
        part(2, "Problem identification"),
        story(3),
        piece(4, "vp-page-decision-taken", PAGE | {"trade-offs": "We give up speed."}, week=4),
        Piece(9, own.kind, None, 9, 3, own.day, own.versions),
    )
    packet = choose(held, ELSEWHERE)
    assert [(g.title, [e.id for e in g.exhibits]) for g in packet.skills] == [
        ("User research", [3]),
        ("Stakeholder communication", [4]),
        ("More of my work", [9]),
    ]
    assert [e.title for e in packet.case_study] == ["Results", "Problem identification"]  # as they came
    assert [g.title for g in packet.strengths] == ["A bridge, both ways"]
    assert [(d.decided, d.forgone) for d in packet.decisions] == [
        ("I recommend to wait.", ("We give up speed.",))
    ]
    assert {e.id for e in packet.exhibits} == {1, 2, 3, 4, 9}
    assert [(c.number, c.of) for c in packet.counts][:2] == [
        (2, "decision log entries"),
        (2, "user interviews"),
    ]
    assert [m.title for m in packet.milestones] == ["first story", "a decision on one page"]
    assert [e.proves for e in packet.exhibits if e.proves] == [("first story",), ("a decision on one page",)]


def test_the_word_for_a_members_own_kind_is_a_forms_and_isnt_in_it() -> None:
    note = {"text": "Nine of fifteen took the same detour."}
    bare, titled = (
        piece(n, "tickets-works-as-designed", note | more)
        for n, more in enumerate(({}, {"title": "Detours"}), 1)
    )
    shown = choose(material(bare, titled), INSIDE).exhibits
    assert [(each.title, each.kind) for each in shown] == [
        ("Nine of fifteen took the same detour.", ""),
        ("Detours", ""),
    ]


def test_a_piece_without_a_title_has_its_first_sentence_for_one() -> None:
    no = {
        "refused": "Colours.",
        "reason": "Slots come first; a colour can wait. It's prettier, and no emptier.",
    }
    for given, title, claim in (
        (no, "Slots come first; a colour can wait.", "It’s prettier, and no emptier."),
        (no | {"role": "Head of sales"}, "Head of sales", f"{no['reason'].replace(chr(39), '’')}"),
        (no | {"reason": "word " * 40 + "end."}, "Refusal", "word " * 40 + "end."),
        (no | {"reason": "Slots\nfirst."}, "Slots", "first."),
    ):
        [exhibit] = choose(material(piece(1, "no-to-own-team", given)), INSIDE).exhibits
        assert (exhibit.title, exhibit.claim) == (title, claim)
        assert exhibit.kind == "refusal"


def test_a_decision_is_one_sentence_that_nobody_else_said_and_isnt_cut() -> None:
    long = "word " * 60
    for said, decided in (
        ("I recommend to wait. It costs little.", "I recommend to wait."),
        ("'The list is real.' Reception reads two files.", "Reception reads two files."),
        ("'The list is real.'", None),
        (f"{long}. Later.", "Later."),
        (long, None),
    ):
        page = {"recommendation": said, "trade-offs": "Speed.", "decision": "The list"}
        decisions = choose(material(piece(1, "vp-page-decision-taken", page)), INSIDE).decisions
        assert [(each.decided, each.forgone) for each in decisions] == (
            [(decided, ("Speed.",))] if decided else []
        )


def test_only_what_the_playbook_takes_for_a_decision_is_listed_as_one() -> None:
    no = {"refused": "Colours.", "role": "Head of sales", "reason": "Slots come first. Colours can wait."}
    problem = {"problem": "Reception copies every patient to paper.", "non-goals": "Patients who cancel."}
    scored = {
        "options": "A; 4; 4; 3; 4; 5\nB; 3; 3; 4; 4; 4",
        "choice": "The list.",
        "disappointed": "Sales.",
    }
    for kind, fields, decided in (
        ("no", no, ["No. Slots come first."]),
        ("no", {"refused": "Colours.", "role": "Head of sales"}, []),
        ("mini-prd", problem, []),
        ("prioritisation", scored, ["The list."]),
        ("scope-decision", {"cut": "Export.", "stayed": "The list on paper."}, ["Kept: The list on paper."]),
    ):
        assignment = next(
            each.id for each in playbook().assignments if each.kind == kind and not each.private
        )
        for variant in Variant:
            held = material(piece(1, assignment, fields), story(2))
            assert [each.decided for each in choose(held, variant).decisions] == decided, kind


def test_a_packet_may_have_a_word_of_its_own_for_a_kind() -> None:
    for pieces, count in (
        ([story(1)], (1, "user interview")),
        ([story(1), story(2)], (2, "user interviews")),
    ):
        packet = choose(material(*pieces), INSIDE)
        assert [(each.number, each.of) for each in packet.counts] == [count]
        assert {each.kind for each in packet.exhibits} == {"user interview"}


def test_a_milestones_post_counts_the_pieces_up_to_it() -> None:
    held = material(*(story(number) for number in range(1, 9)))
    [text] = [mark.text for mark in choose(held, INSIDE).milestones if mark.title == "five stories"]
    assert text.startswith("I have collected five stories")


@pytest.mark.parametrize("variant", Variant)
def test_no_packet_names_a_phase_that_shows_a_move(variant: Variant) -> None:
    packet = choose(person("ravi"), variant)
    assert "More of my work" in {span.title for span in packet.spans}
    assert "Make the move" not in repr(packet)


@pytest.mark.parametrize("variant", Variant)
def test_a_piece_of_an_assignment_that_shows_a_wish_to_leave_stays_out(variant: Variant) -> None:
    given = story(1)
    assert given.assignment
    for exposure, goes_in in ((BOLDEST, True), (BOLDEST + 1, False)):
        shown = replace(given, assignment=given.assignment.model_copy(update={"exposure": exposure}))
        assert may_go_in(shown, variant) is goes_in


def test_only_a_packet_for_inside_says_that_colleagues_could_read_of_a_milestone() -> None:
    held = material(story(1))
    held = replace(held, milestones=[replace(each, posted=True) for each in held.milestones])
    for variant, here in ((INSIDE, True), (ELSEWHERE, False)):
        assert [mark.posted for mark in choose(held, variant).milestones] == [here]


def test_a_milestone_that_the_chosen_pieces_dont_prove_isnt_mentioned() -> None:
    held = material(story(1), piece(2, "vp-page-decision-taken", PAGE))
    assert [m.title for m in choose(held, INSIDE, {2}).milestones] == ["a decision on one page"]


def test_the_months_count_pieces_of_no_assignment_and_those_of_a_move_alike() -> None:
    own = replace(piece(2, "interview-last-time", STORY), assignment=None, month=2)
    held = material(story(1), own, replace(own, id=3, month=3))
    spans = choose(held, INSIDE).spans
    assert [(span.title, span.first, span.last, span.pieces) for span in spans][1:] == [
        ("More of my work", 2, 3, (2, 3))
    ]
    assert spans[0].pieces == (1,)


@pytest.mark.parametrize(
    ("reason", "decided"), [("No, we do the list first.",) * 2, ("It waits.", "No. It waits.")]
)
def test_a_no_that_begins_with_no_says_it_once(reason: str, decided: str) -> None:
    fields = {"reason": reason, "refused": "The list."}
    [row] = choose(material(piece(1, "no-to-own-team", fields)), INSIDE).decisions
    assert row.decided == decided


def test_the_newest_version_counts_and_the_difference_is_shown_where_the_member_wishes() -> None:
    first = {"recommendation": "I recommend that we should wait for the summer."}
    second = {"recommendation": "I recommend that we wait for spring.", "answer": "A yes."}
    held = material(piece(1, "vp-page-decision-taken", first, second))
    (exhibit,) = choose(held, INSIDE).exhibits
    assert (exhibit.title, exhibit.claim) == ("I recommend that we wait for spring.", "")
    assert exhibit.difference is None
    assert "summer" not in repr(choose(held, INSIDE))
    (exhibit,) = choose(held, INSIDE, drafts=True).exhibits
    assert exhibit.difference
    assert [(run.fate, run.words) for run in exhibit.difference.runs if run.fate is not Fate.KEPT] == [
        (Fate.OUT, "should"),
        (Fate.OUT, "the summer."),
        (Fate.IN, "spring."),
    ]


def test_a_difference_is_shown_where_it_can_be_read() -> None:
    for before, after, shown in (
        ("one two three", "one two four", True),
        ("one two three", "one two three", False),
        ("one two three", "one  two\nthree", False),
        ("", "one", False),
        ("one", "", False),
        ("one two three", "entirely other words", False),
        ("word " * 400, "word " * 401, False),
        ("a b " * 60, "a b " * 59 + "c d", True),
        ("a b " * 60, "a c " * 60, False),
    ):
        assert isinstance(difference(before, after), Difference) is shown, (before[:20], after[:20])


def test_a_difference_repeats_no_more_than_the_words_beside_a_change() -> None:
    text = "one two three four five six seven eight nine ten"
    for before, after, runs in (
        (text, f"{text} eleven", ["… five six seven eight nine ten", "+eleven"]),
        (text, f"zero {text}", ["+zero", "one two three four five six …"]),
        (
            f"a {text} {text} b",
            f"c {text} {text} d",
            [
                "-a",
                "+c",
                "one two three four five six … five six seven eight nine ten",
                "-b",
                "+d",
            ],
        ),
        ("a one two three b", "c one two three d", ["-a", "+c", "one two three", "-b", "+d"]),
    ):
        made = difference(before, after)
        assert made
        signs = {Fate.KEPT: "", Fate.OUT: "-", Fate.IN: "+"}
        assert [f"{signs[run.fate]}{run.words}" for run in made.runs] == runs


def test_a_prioritisation_is_a_table_only_where_every_line_can_be_read() -> None:
    good = "Marks; 5; 4; 3; 4; 4\nSpeed; 4; 4; 4; 3; 4\n"
    for options, weights, order in (
        (good, "", ["Marks", "Speed"]),
        (good, "1 1 9 1 1", ["Speed", "Marks"]),
        (f"\n{good}\nLanguages;1;1;1;1;1;", "3, 2, 2, 1, 2", ["Marks", "Speed", "Languages"]),
        (good, "3 2", None),
        (good, "99999 1 1 1 1", None),
        (good + "Fast and cheap", "", None),
        (good + "Marks; 1; 1; 1; 1; 1", "", None),
        (good + "Six; 6; 1; 1; 1; 1", "", None),
        ("Alone; 1; 1; 1; 1; 1", "", None),
        ("", "", None),
    ):
        read = scores(options, weights)
        assert (read and [row.name for row in read.rows]) == order, options
    read = scores(good, "")
    assert read
    assert read.flip
    assert (read.flip.option, read.flip.winner, read.winner) == ("Marks", "Speed", "Marks")


def test_lines_that_seem_to_name_somebody_are_pointed_out() -> None:
    for words, names in (
        ("I asked Maria how it went.", ["Maria"]),
        ("Maria told me.", ["Maria"]),
        ("They told me.", []),
        ("She works at Lindgren Ltd since May.", ["Lindgren Ltd"]),
        ("Dr. Weber said no, write to ana@harbour.example.", ["ana@harbour.example", "Dr. Weber"]),
        ("The head of sales, on Tuesdays in March.", []),
        ("A PM and the VP read the API docs. I did, too.", []),
        ("What people say: \u201cIf I\u2019m late, I\u2019d call.\u201d", []),
        ("- The first line\n- The second line: And a third", []),
        ("Die Leiterin der Praxis schreibt jeden Termin in den Kalender der Kollegin.", []),
        ("'I believe the numbers.' \"The rest I check.\"", []),
    ):
        found = names_in(choose(material(story(1, learnt=words)), INSIDE))
        assert [name for each in found for name in each.names] == names, words
        told = names_in(choose(saying(material(story(1)), "Maria Lindgren", words, words), INSIDE))
        assert {(each.piece, each.title) for each in told} == (
            {(None, "Your claim"), (None, "What you ask for")} if names else set()
        ), words
    acme = asking("Ask Maria of Acme GmbH.")
    assert names_in(choose(acme, INSIDE)) == ()  # the programme's words are its author's


def test_a_name_that_a_later_version_took_out_is_not_shown_as_taken_out() -> None:
    def told(first: str, then: str) -> Packet:
        versions = ({**STORY, "learnt": first}, {**STORY, "learnt": then})
        return choose(material(piece(1, "interview-last-time", *versions)), INSIDE, drafts=True)

    before = "She told a buyer, Sarah Lindgren of Acme GmbH, on Tuesday that nobody reads it at the door."
    packet = told(before, before.replace("Sarah Lindgren of Acme GmbH", "a buyer of a mill"))
    assert [each.difference for each in packet.exhibits] == [None]
    assert names_in(packet) == ()
    kept = told(before, before.replace("on Tuesday", "on Monday"))
    assert [bool(each.difference) for each in kept.exhibits] == [True]
    for first, then, shown in (
        ("We drop it since Anna asked on Monday.", "We drop it since Annabel asked on Monday.", False),
        ("We drop it since Anna asked on Monday.", "We drop it since Anna's boss asked on Monday.", True),
        ("We drop it since Siemens and Bosch pay.", "We drop it since Siemens pay.", False),
        ("I asked SIEMENS about it on Monday.", "I asked them about it on Monday.", False),
        ("It is long. Will never reads it at all.", "It is long. Nobody reads it at all.", False),
        ("I said that I wait until Monday.", "I said that we wait until Monday.", True),
    ):
        assert [bool(each.difference) for each in told(first, then).exhibits] == [shown], then


def test_a_name_among_the_words_that_were_taken_out_is_pointed_out() -> None:
    versions = ({**STORY, "learnt": "We drop it now."}, {**STORY, "learnt": "We drop it later."})
    packet = choose(material(piece(1, "interview-last-time", *versions)), INSIDE, drafts=True)
    [group], [exhibit] = packet.skills, packet.exhibits
    assert names_in(packet) == ()
    for runs, names in (
        ((Run(Fate.KEPT, "We drop it since"), Run(Fate.OUT, "Maria asked.")), [("Maria",)]),
        ((Run(Fate.KEPT, "We drop it since Maria"), Run(Fate.OUT, "asked.")), []),
        ((Run(Fate.KEPT, "We drop it"), Run(Fate.IN, "since Maria asked.")), []),
    ):
        shown = replace(exhibit, difference=Difference(runs))
        held = replace(packet, skills=(replace(group, exhibits=(shown,)),))
        assert [each.names for each in names_in(held)] == names


def test_names_among_options_and_in_a_milestones_own_words_are_pointed_out_too() -> None:
    options = "The portal of Acme GmbH; 4; 4; 3; 4; 5\nThe list; 3; 3; 4; 4; 4"
    scored = piece(1, "score-a-past-choice", {"options": options, "choice": "The list."})
    assert [each.names for each in names_in(choose(material(scored), INSIDE))] == [("Acme GmbH",)]
    held = choose(material(story(1)), INSIDE)
    mark = Mark("first story", "I asked Maria how it went.", date(2027, 1, 14), posted=False)
    assert [(each.piece, each.names) for each in names_in(replace(held, milestones=(mark,)))] == [
        (None, ("Maria",))
    ]


def test_an_answer_of_many_lines_and_a_long_option_are_cut_as_long_texts_are() -> None:
    lines = "\n".join(f"line {number}" for number in range(84))
    said = choose(saying(material(story(1, learnt=lines)), "", lines, lines), INSIDE)
    assert {text.count("\n") for text in (said.exhibits[0].claim, said.claim, said.ask)} == {11}
    assert said.exhibits[0].claim.endswith("line 12 …")
    name = "word " * 100
    scored = piece(1, "score-a-past-choice", {"options": f"{name}; 4; 4; 3; 4; 5\nThe list; 3; 3; 4; 4; 4"})
    [exhibit] = choose(material(scored), INSIDE).exhibits
    assert exhibit.scores
    assert max(len(row.name) for row in exhibit.scores.rows) <= 110


def test_gaps_come_gravest_first_and_are_what_nothing_was_handed_in_for() -> None:
    def lacks(*pieces: Piece) -> list[Gap]:
        return list(gaps(material(*pieces), INSIDE))

    assert lacks() == [Gap(Lack.PIECES, number=3)]
    assert lacks(story(1))[:4] == [
        Gap(Lack.PIECES, number=2),
        Gap(Lack.SEEN),
        Gap(Lack.RESULT),
        Gap(Lack.SKILL, "Stakeholder communication"),
    ]
    some = lacks(*(part(n, name) for n, name in enumerate(PARTS[:4], 1)))
    assert [gap.of for gap in some if gap.lack is Lack.PART] == ["Launch", "Results"]
    assert Gap(Lack.KIND, "design presentation") in some
    assert not [
        gap for gap in lacks(*person("noor").pieces) if gap.lack in (Lack.SKILL, Lack.SEEN, Lack.PIECES)
    ]


def test_texts_are_cut_at_a_word_and_what_shows_nothing_isnt_shown() -> None:
    long: Mapping[str, str] = {
        "learnt": "word " * 6000,
        "quote": "\u202e",
        "role": "nurse " * 6000,
        "surprise": "\x00",
    }
    (exhibit,) = choose(material(piece(1, "interview-last-time", long)), INSIDE).exhibits
    assert exhibit.claim.endswith("word…")
    assert len(exhibit.claim) <= 900
    assert exhibit.title.endswith("nurse…")
    assert (exhibit.quote, exhibit.result) == ("", ())
