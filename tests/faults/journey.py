"""One of every payload that a person can send to the coach, in an order in which each has its effect.

A step brings one payload; choices in a form bring none.
"""

import json
from collections.abc import Callable

from bot.domain.commands import SUBCOMMANDS
from bot.domain.progress import Sharing
from bot.sandbox.person import Person
from bot.views import ids, kit
from bot.views.wins import parts
from tests.handlers.acts import caller, keeps, progress_of
from tests.world import World

Step = Callable[[World, Person], object]
LEAVES, RETURNS = "2027-02-01", "2027-02-08"
NAMED = "She asked Marta Nunes at Acme GmbH first."
NOTES = "She told me how it went the last time. " * 12


def types(words: str) -> Step:
    return lambda world, ana: ana.types(f"/pm-progress {words}".strip())


def clicks(label: str, place: str | None = None, value: str | None = None) -> Step:
    return lambda world, ana: ana.clicks(label, in_=place, value=value)


def writes(text: str) -> Step:
    return lambda world, ana: ana.writes(text)


def submits(*choices: Step) -> Step:
    def step(world: World, ana: Person) -> None:
        for choice in choices:
            choice(world, ana)
        refused = ana.submits().errors
        assert not refused, refused

    return step


def chooses(control: str, option: str | list[str], place: str | None = None) -> Step:
    return lambda world, ana: ana.chooses(control, option, in_=place)


def fills(label: str, text: str) -> Step:
    return lambda world, ana: ana.fills(label, text)


def learns(text: str) -> Step:
    return lambda world, ana: world.fills_compulsory(ana, text)


def closes(world: World, ana: Person) -> None:
    ana.closes(all_views=True)


AGAIN = json.dumps({"variant": "internal", "chosen": None, "formats": ["md"]})
"""What a format that didn't come out says of itself in its button."""


def presses(action: str, value: Callable[[World, Person], int | str]) -> Step:
    """Press a button that stands in none of the messages as they are now: an old one, or one to come."""

    def step(world: World, ana: Person) -> None:
        button = kit.actions(kit.button("Old button", action, value(world, ana)), name="old")
        blocks = kit.message("Old.", [kit.plain("Old.", name="said"), button]).blocks
        workspace, bot = world.slack.workspace, world.slack.app.bot_user_id
        workspace.post(workspace.dm(ana.id).id, bot, "Old.", blocks=blocks, by_app=True)
        ana.clicks("Old button", in_="DM")

    return step


def week(world: World, ana: Person) -> int:
    return progress_of(world, ana).week.id


def win(world: World, ana: Person) -> int:
    return progress_of(world, ana).wins[-1].id


def sealed(world: World, ana: Person) -> str:
    """The value of a button that posts."""
    return parts.sealed(progress_of(world, ana).wins[-1])


def nobody_knows_whether_it_was_posted(world: World, ana: Person) -> None:
    _set(world, ana, Sharing.UNKNOWN)


def it_is_posted(world: World, ana: Person) -> None:
    _set(world, ana, Sharing.POSTED)


def _set(world: World, ana: Person, state: Sharing) -> None:
    with world.bot.coach.acting(caller(world, ana)) as member:
        member.change_win(member.state.records.wins[0], state=state)


def it_says_less_than_is_true(world: World, ana: Person) -> None:
    with world.bot.coach.acting(caller(world, ana)) as member:
        member.change_win(member.state.records.wins[0], text="Asked nobody.", template="Asked nobody.")


def moves(zone: str) -> Step:
    def step(world: World, ana: Person) -> None:
        world.slack.user_actions.move(ana.id, zone)
        world.bot.directory.look_up(world.bot.team, ana.id)

    return step


HAVE_STEPS = {
    "join",
    "plan",
    "done",
    "swap",
    "skip",
    "away",
    "mirror",
    "settings",
    "pace",
    "leave",
    "packet",
    "erase",
    "drill",
}
"""The subcommands with steps of their own, as they open a form or change what comes after."""
ANSWERED = tuple(command.word for command in SUBCOMMANDS if command.word not in HAVE_STEPS)
"""The others: typing them is all there is to it."""

STEPS: dict[str, Step] = {
    "a stranger asks": types(""),
    "a stranger reads what it is": clicks(ids.JOIN_ABOUT),
    "and closes it": closes,
    "a stranger opens Home": lambda world, ana: ana.opens_home(),
    "a stranger writes": writes("hello"),
    "joining at first": types("join"),
    "with nothing yet": submits(chooses(ids.JOIN_FIRST, ids.JOIN_WAIT)),
    "the word erase": types("erase"),
    "erased": submits(fills(ids.ERASE_WORD, "erase")),
    "erasing closed": closes,
    "the join form opens": types("join"),
    "the join form by its button": clicks(ids.JOIN_OPEN, "DM"),
    "joining": submits(chooses(ids.JOIN_FIRST, ids.JOIN_WAIT)),
    "starting now": clicks(ids.WEEK_START, "DM"),
    "looking at the DM": lambda world, ana: ana.opens("DM"),
    "how to do it": clicks(ids.ASSIGNMENT_HOW, "DM"),
    "seen how": closes,
    "settings by their button": clicks(ids.SETTINGS_OPEN, "DM"),
    "settings saved": submits(chooses(ids.SETTINGS_HOUR, "10:00")),
    "back to the settings": clicks(ids.SETTINGS_OPEN),
    "muted in the settings": clicks(ids.MUTE_ON),
    "unmuted in the settings": clicks(ids.MUTE_OFF),
    "settings closed": closes,
    "how to stop": clicks(ids.HELP_STOP, "DM"),
    "mute by a button that stands for the word": clicks(ids.WORD_RUN, value="mute"),
    "unmute under the answer": clicks(ids.MUTE_OFF),
    "leave by a button": presses(ids.WORD_LEAVE, lambda world, ana: "leave"),
    "staying": clicks(ids.LEAVE_CANCEL),
    **{f"the word {word or 'alone'}": types(word) for word in (*ANSWERED, "unmute", "stop", "sawp")},
    "all that can be done": clicks(ids.HELP_OPEN, "#general"),
    "the word settings": types("settings"),
    "those settings closed": closes,
    "the word pace": types("pace"),
    "the pace closed": closes,
    "moved to tomorrow": chooses(ids.ASSIGNMENT_LATER, "tomorrow", "DM"),
    "moved back by two hours": presses(ids.ASSIGNMENT_LATER, lambda world, ana: f"hours:{week(world, ana)}"),
    "fewer messages": presses(
        ids.ASSIGNMENT_LATER, lambda world, ana: f"fewer/every_week/normal:{week(world, ana)}"
    ),
    "as many as before": presses(ids.FEWER_UNDO, lambda world, ana: f"every_week:normal:{week(world, ana)}"),
    "skipped by the word": types("skip"),
    "why it was skipped": chooses(ids.WEEK_SKIP_REASON, "time", "DM"),
    "the word plan": types("plan"),
    "a first act typed": fills(ids.PLAN_ACT, "call her <!here>"),
    "planned": submits(),
    "the plan closed": closes,
    "the plan again": clicks(ids.PLAN_OPEN, "DM"),
    "another act typed": fills(ids.PLAN_ACT, "write to her"),
    "not sent": closes,
    "the plan with its draft": clicks(ids.PLAN_OPEN, "DM"),
    "started empty": clicks(ids.PLAN_EMPTY),
    "not changed": closes,
    "put off by two hours": presses(ids.PLAN_MOVE, lambda world, ana: f"hours:{week(world, ana)}"),
    "not this week": presses(ids.PLAN_SKIP, week),
    "the short version": presses(ids.ASSIGNMENT_SHORT, week),
    "and not now": closes,
    "the word swap": types("swap"),
    "swap closed": closes,
    "the swap form": presses(ids.ASSIGNMENT_SWAP, week),
    "another taken": clicks(ids.ASSIGNMENT_TAKE),
    "on, quieter": presses(ids.FINISH_QUIETER, week),
    "a private one": presses(ids.ASSIGNMENT_PRIVATE, week),
    "that closed": closes,
    "the swap form again": presses(ids.ASSIGNMENT_SWAP, week),
    "something of their own": clicks(ids.ASSIGNMENT_OWN),
    "no, nothing": closes,
    "the receipt: partly": presses(ids.RECEIPT_PARTLY, week),
    "what got in the way": presses(ids.RECEIPT_OBSTACLE, lambda world, ana: f"time:{week(world, ana)}"),
    "the receipt: not yet": presses(ids.RECEIPT_NOT_YET, week),
    "in own words": presses(ids.RECEIPT_OBSTACLE, lambda world, ana: f"words:{week(world, ana)}"),
    "those words": submits(fills(ids.RECEIPT_OBSTACLE, "The release.")),
    "a line to send": presses(ids.LINE_OPEN, week),
    "in own words, too": submits(fills(ids.LINE_TEXT, "Ask me on Friday.")),
    "the line closed": closes,
    "the receipt: done": presses(ids.RECEIPT_DONE, week),
    "not now after all": closes,
    "back from time away": presses(ids.AWAY_END, week),
    "staying away": presses(ids.AWAY_STAY, week),
    "picked up again": presses(ids.WEEK_PICK_UP, week),
    "the word away": types("away"),
    "a first day": chooses(ids.AWAY_FROM, LEAVES),
    "the day of the return": chooses(ids.AWAY_BACK, RETURNS),
    "no such day": chooses(ids.AWAY_ENDLESS, ["I don't know yet"]),
    "one after all": chooses(ids.AWAY_ENDLESS, []),
    "time away": submits(),
    "the days closed": closes,
    "the days by a button": presses(ids.AWAY_OPEN, week),
    "no other days": closes,
    "days that were typed": presses(ids.AWAY_TAKE, lambda world, ana: f"{LEAVES}/{RETURNS}"),
    "the word mirror": types("mirror"),
    "looked at": submits(),
    "the mirror closed": closes,
    "the mirror by its button": presses(ids.MIRROR_OPEN, week),
    "and not now either": closes,
    "not this time": presses(ids.MIRROR_SKIP, week),
    "the mirror in two hours": presses(ids.MIRROR_LATER, lambda world, ana: f"hours:{week(world, ana)}"),
    "its thing to try planned": presses(ids.MIRROR_PLAN, week),
    "enough of it": presses(ids.MIRROR_ENOUGH, week),
    "where they go on": presses(ids.TRACK_CHOOSE, lambda world, ana: "internal"),
    "the word done": types("done"),
    "not now": closes,
    "the form for the week": presses(ids.ASSIGNMENT_DONE, week),
    "words for it": learns("She calls."),
    "not sent yet": closes,
    "another form beside it": presses(ids.ASSIGNMENT_OWN, week),
    "leads to the draft": clicks(ids.HAND_IN_OTHER),
    "and is closed": closes,
    "the form with its draft": presses(ids.ASSIGNMENT_DONE, week),
    "the form emptied": clicks(ids.HAND_IN_EMPTY),
    "better words": learns("She calls the bank before she retries."),
    "handed in": submits(),
    "the form closed": closes,
    "what was sent": clicks(ids.EVIDENCE_SEE, "DM"),
    "that again": clicks(ids.EVIDENCE_REVISE),
    "words for a second version": learns("She calls the bank, and then her sister."),
    "a second version": submits(),
    "all of it closed": closes,
    "a long text": writes(NOTES),
    "is kept": clicks(ids.TEXT_KEEP, "DM"),
    "another long text": writes(NOTES + "And more."),
    "isn't": clicks(ids.TEXT_DROP, "DM"),
    "a model as well": clicks(ids.READING_OPEN, "DM"),
    "asked": submits(),
    "the question closed": closes,
    "a drill": types("drill"),
    "answered": submits(learns("What happened the last time you did it?")),
    "another drill": clicks(ids.DRILL_ANOTHER),
    "drills closed": closes,
    "a drill from a comeback": presses(ids.DRILL_OPEN, week),
    "that drill closed": closes,
    "a word in the DM": writes("next"),
    "one that acts": writes("mute"),
    "and one that undoes it": writes("unmute"),
    "a story reaches a milestone": lambda world, ana: keeps(world, ana, "interview", learnt="She calls."),
    "a finding taken back": clicks(ids.FEEDBACK_MISSED, "DM"),
    "a story that names somebody": lambda world, ana: keeps(world, ana, "interview", learnt=NAMED),
    "the word packet": types("packet"),
    "its formats": chooses(ids.PACKET_FORMATS, ["md"]),
    "a claim of her own": lambda world, ana: ana.fills(f"{ids.PACKET_CLAIM}internal", "I ask first."),
    "closed before it is built": closes,
    "the packet with her claim": types("packet"),
    "the programme's claim again": clicks(ids.PACKET_EMPTY),
    "formats once more": chooses(ids.PACKET_FORMATS, ["md"]),
    "who is named in it": submits(),
    "built all the same": submits(),
    "building closed": closes,
    "the packet by a button": presses(ids.PACKET_OPEN, week),
    "for readers elsewhere": chooses(ids.PACKET_VARIANT, "external"),
    "not built": closes,
    "the other version": presses(ids.PACKET_OTHER, lambda world, ana: "internal"),
    "nor that": closes,
    "a format again": presses(ids.PACKET_AGAIN, lambda world, ana: AGAIN),
    "who saw what": presses(ids.WHO_SAW_OPEN, week),
    "the export": presses(ids.EXPORT_SEND, week),
    "erase by a button": presses(ids.ERASE_OPEN, week),
    "nothing erased": closes,
    "the DM again": lambda world, ana: ana.opens("DM"),
    "a win kept private": clicks(ids.WIN_KEEP, "DM"),
    "the wins": types("wins"),
    "a look at it": clicks(ids.WIN_OPEN),
    "its channel": presses(ids.WIN_CHANNEL, win),
    "another channel": submits(chooses(ids.WIN_CHANNEL_CHOICE, "#shown")),
    "its words": presses(ids.WIN_EDIT, win),
    "own words": submits(fills(ids.WIN_TEXT, "I asked her.")),
    "shared": presses(ids.WIN_SHARE, sealed),
    "the post looked at": clicks(ids.WIN_SEE, "DM"),
    "an answer that was lost": nobody_knows_whether_it_was_posted,
    "it is there": presses(ids.WIN_THERE, win),
    "one more such answer": nobody_knows_whether_it_was_posted,
    "it isn't there": presses(ids.WIN_NOT_THERE, sealed),
    "posted": it_is_posted,
    "its words grow old": it_says_less_than_is_true,
    "corrected": presses(ids.WIN_CORRECT, win),
    "they grow old again": it_says_less_than_is_true,
    "left as it is": presses(ids.WIN_LEAVE, win),
    "taken down": presses(ids.WIN_TAKE_DOWN, win),
    "Home": lambda world, ana: ana.opens_home(),
    "a goal": chooses(ids.GOAL_CHOOSE, "1:milestone/five-stories", "Home"),
    "a second goal": chooses(ids.GOAL_CHOOSE, "1:skill/", "Home"),
    "no goal": clicks(ids.GOAL_CLEAR, "Home"),
    "more": clicks(ids.MORE_OPEN, "Home"),
    "all weeks": clicks(ids.WEEKS_OPEN),
    "weeks closed": closes,
    "more again": clicks(ids.MORE_OPEN, "Home"),
    "the months": clicks(ids.MONTHS_OPEN),
    "more of the trap": clicks(ids.MONTHS_PART, value="trap"),
    "months closed": closes,
    "more at last": clicks(ids.MORE_OPEN, "Home"),
    "all evidence": clicks(ids.EVIDENCE_ALL),
    "evidence closed": closes,
    "a journey to Berlin": moves("Europe/Berlin"),
    "on Berlin time": presses(ids.ZONE_SWITCH, lambda *_: "Europe/Berlin:1"),
    "a journey to New York": moves("America/New_York"),
    "staying on Berlin time": presses(ids.ZONE_STAY, lambda *_: "Europe/Berlin~America/New_York:1"),
    "a button of an older coach": presses("gone.long_ago", week),
    "the word leave": types("leave"),
    "left": clicks(ids.LEAVE_CONFIRM),
    "left with the data": presses(ids.LEAVE_WITH_DATA, week),
    "one that left asks": types(""),
    "back again": clicks(ids.JOIN_AGAIN),
}
