"""Messages to whoever runs the coach: once, that it runs; and once a day, what needs mending."""

from bot.screen import Screen
from bot.views import kit

LINE_TO_COPY = (
    "PM Coach sends engineers one concrete assignment a week and saves what comes of it. "
    "Type /pm-progress anywhere to see a sample; nobody else sees that you asked."
)


def operator_hello() -> Screen:
    """Return the only message before anybody joins: to the operators alone."""
    first = "I'm connected. I need two things from you, and then I'm ready for people."
    return kit.message(
        first,
        [
            kit.plain(first),
            kit.section(
                "*1. A channel for milestones* Write `/invite` and my name in the channel where people may "
                "share a milestone. Without one, people choose their own."
            ),
            kit.section(
                "*2. A line for telling people* I write to nobody who hasn't joined, "
                "so they hear of me from you:"
            ),
            kit.quote(LINE_TO_COPY),
            kit.context("Only the people who run PM Coach get this, and only once."),
        ],
    )


def operator_alarm(what: str, todo: str) -> Screen:
    """Return what needs mending, in two sentences. It may be read late, so it says "now" nowhere."""
    return kit.message(
        what,
        [
            kit.plain(what),
            kit.section(f"*What to do:* {todo}"),
            kit.context(
                "Run pm-coach doctor to see what is wrong. "
                "Only the people who run PM Coach get this, once a day at most."
            ),
        ],
    )
