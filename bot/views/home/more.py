"""What stands behind Home's button More: everything that has no control on Home itself."""

from collections.abc import Iterator
from typing import Any

from slackblocks import Block

from bot.domain.closing import FIRST_MIRROR
from bot.domain.progress import Progress
from bot.views import finish, goals, ids, kit
from bot.views.home import milestones, record
from bot.views.home.asks import Ask, all_asks, waiting


def more(progress: Progress) -> dict[str, Any]:
    """Return what can be changed, decided, seen and shown, each with a sentence."""
    return kit.modal(
        "More and settings",
        [
            _row("Change your day, hour, pace and holidays.", "Settings", ids.SETTINGS_OPEN),
            *_away(progress),
            *_asked(progress),
            _row("See how each week went.", "All weeks", ids.WEEKS_OPEN),
            *_done(progress),
            *_mirror(progress),
            _row(
                "A drill is a five-minute practice: you write a short answer, and I check it.",
                "Start a drill",
                ids.WORD_RUN,
                "drill",
            ),
            _row(
                "A packet is a document that shows others your best work.", "Build my packet", ids.PACKET_OPEN
            ),
            _row("See where your posts and files went.", "Who saw what", ids.WHO_SAW_OPEN),
            _row("See what each month brings.", "See the programme", ids.MONTHS_OPEN),
            _row("Help lists the words that you can type to me.", "Help", ids.HELP_OPEN),
        ],
    )


def _row(says: str, label: str, action: str, value: str | int | None = None) -> Block:
    return kit.plain(says, kit.button(label, action, value))


def _away(progress: Progress) -> Iterator[Block]:
    if not progress.week.away:
        says = "While you are away, I send nothing and your programme waits."
        yield _row(says, "Take time away", ids.AWAY_OPEN, progress.week.id)


def _asked(progress: Progress) -> Iterator[Block]:
    """Yield whatever is asked for now, also what has its control on Home."""
    asked = frozenset(all_asks(progress))
    if progress.finish and Ask.QUIETER in asked:
        yield finish.pace(progress.finish, "more.pace")
    if Ask.TRACK in asked:
        yield from goals.track_question(progress.ways, "more.track")
    if Ask.GOALS in asked:
        yield from goals.month_goals(progress.goals, f"more.goals.{progress.goals.month}")
    for win in waiting(progress):
        yield milestones.waits(win, progress, asks=True, name=f"more.win.{win.id}")
    if Ask.CATCH_UP in asked:
        yield from record.catch_up(progress, asked, "more.catch_up")


def _done(progress: Progress) -> Iterator[Block]:
    if progress.pieces:
        yield _row("Read all that you saved.", "All evidence", ids.EVIDENCE_ALL)
    if progress.wins:
        yield _row("See what you reached.", "All milestones", ids.WORD_RUN, "wins")


def _mirror(progress: Progress) -> Iterator[Block]:
    if progress.has_mirror:
        comes = f" From week {FIRST_MIRROR} on I ask you." if progress.week.number < FIRST_MIRROR else ""
        says = f"The mirror shows how you spend your hours of product work.{comes}"
        yield _row(says, "Answer the questions", ids.MIRROR_OPEN, progress.week.id)
