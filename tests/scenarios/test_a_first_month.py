"""Ana's first month, message by message: what she gets, when by her own clock, and nothing besides."""

from zoneinfo import ZoneInfo

from sqlmodel import select

from bot.screen import Screen
from bot.store.tables import Message, Week
from bot.views import ids
from tests.copy_rules import faults, texts_of
from tests.world import World

LISBON = ZoneInfo("Europe/Lisbon")
STORY = "She calls the bank before she retries."
SECOND = "He prints the list each Monday and ticks by hand."
PAGE = "I recommend 1 March, because two practices ask for it."
PARKED = "The cache viewer: nobody outside would notice it this quarter."


def live(world: World) -> None:
    ana = world.joined()

    world.walk_to("2027-01-14 11:20")
    world.hands_in(ana, STORY)
    ana.clicks(ids.WIN_SHARE, in_="DM")
    world.settle()

    world.walk_to("2027-01-18 10:00")
    ana.chooses(ids.ASSIGNMENT_LATER, "tomorrow", in_="DM")

    world.walk_to("2027-01-26 10:30")  # week 2 has closed without evidence: late work counts
    ana.types("/pm-progress evidence")
    ana.clicks(ids.ASSIGNMENT_DONE)
    world.fills_compulsory(ana, PAGE)
    ana.submits()
    ana.closes(all_views=True)
    world.settle()
    world.walk_to("2027-01-26 17:20")
    ana.clicks(ids.EVIDENCE_REVISE, in_="DM")
    ana.fills("What your reader answered", "A yes, and one question about small screens.")
    ana.submits()
    ana.closes(all_views=True)
    world.settle()

    world.walk_to("2027-01-27 16:05")
    ana.types("/pm-progress done")
    world.fills_compulsory(ana, PARKED)
    ana.submits()
    ana.closes(all_views=True)
    world.settle()

    world.walk_to("2027-02-02 15:40")
    world.hands_in(ana, SECOND)

    world.walk_to("2027-02-08 09:00")


ON_A_PAGE = "This week: put a past technical decision on one page (80 min)."


def test_a_first_month_message_by_message(world: World) -> None:
    live(world)
    assert received(world) == [
        (
            "Mon 11 Jan 10:12",
            "Hello Ana, I'm PM Coach. I help you to do product work and to show it.",
        ),
        ("Mon 11 Jan 10:12", "This week: ask one person about the last time they used your work (45 min)."),
        ("Thu 14 Jan 11:20", "Week 1 is done: your first interview is saved."),
        ("Thu 14 Jan 11:20", "Milestone: first story. Share it in #wins, or keep it private?"),
        ("Mon 18 Jan 09:00", ON_A_PAGE),
        ("Tue 19 Jan 09:00", ON_A_PAGE),
        ("Fri 22 Jan 14:30", '"Put a past technical decision on one page": how far did you get?'),
        (
            "Mon 25 Jan 09:00",
            "This week: park a backlog item you like, and say when it returns (15 min will do).",
        ),
        ("Tue 26 Jan 10:30", "Week 2 is done now: your first page for a VP is saved."),
        ("Tue 26 Jan 17:20", "Week 2 is done: version 2 of your page for a VP is saved."),
        ("Tue 26 Jan 17:20", "Milestone: a decision on one page. Share it in #wins, or keep it private?"),
        ("Wed 27 Jan 16:05", "Week 3 is done: your first refusal is saved."),
        ("Mon 1 Feb 09:00", "This week: watch one person use your product on their own screen (45 min)."),
        ("Tue 2 Feb 15:40", "Week 4 is done: your second interview is saved."),
        ("Fri 5 Feb 14:30", "How did you spend your hours of product work?"),
        (
            "Mon 8 Feb 09:00",
            "This week: find out what people use instead of your product (75 min).",
        ),
    ]
    assert len(world.ana.messages("#wins")) == 1

    world.ana.types("/pm-progress")
    dashboard = world.ana.last("#general").visible
    assert "week 5" in dashboard
    assert "You have done all 4 weeks" in dashboard


def test_every_message_of_the_month_is_in_the_coachs_voice(world: World) -> None:
    live(world)
    quoted = {*texts_of(world.bot.coach.playbook), STORY, SECOND, PAGE, PARKED, win(world)}
    quoted |= set(reasons(world))
    sent = [row for row in world.outbox() if row.kind != "win"]  # a win is the member's own text
    wrong = {row.key: faults(screen(row), quoted) for row in sent}
    assert {key: said for key, said in wrong.items() if said} == {}


def received(world: World) -> list[tuple[str, str]]:
    """Every direct message that Ana got: her local time, and its first line as it was sent."""
    dm = world.slack.workspace.dm(world.ana.id)
    posts = [
        call
        for call in world.slack.calls
        if call.method == "chat.postMessage" and call.arguments["channel"] == dm.id and call.answer
    ]
    return [
        (
            local_time(world, dm.id, str(call.answer and call.answer["ts"])),
            call.arguments["text"].splitlines()[0],
        )
        for call in posts
    ]


def local_time(world: World, channel: str, ts: str) -> str:
    message = world.slack.workspace.message(channel, ts)
    assert message is not None
    local = message.shown_at.astimezone(LISBON)
    return f"{local:%a} {local.day} {local:%b %H:%M}"


def screen(row: Message) -> Screen | dict[str, object]:
    return row.blocks if row.method == "home" else Screen(row.text, row.blocks)


def win(world: World) -> str:
    return world.ana.last("#wins").visible.rpartition("\n")[0]


def reasons(world: World) -> list[str]:
    with world.bot.database.read() as session:
        return list(session.exec(select(Week.reason)))
