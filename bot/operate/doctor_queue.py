"""How the queue stands: what is late, unknown, dead or held back, and whether weeks open."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from sqlmodel import Session

from bot.operate import reasons
from bot.operate.finding import DoctorFinding, ok, warning, wrong
from bot.slack import errors
from bot.store import accounts, outbox_report, slack_limits
from bot.store.real_time import milliseconds

LATE, TOO_LATE = timedelta(minutes=1), timedelta(minutes=15)
OVERDUE = timedelta(minutes=10)
RUNNING = "See that the coach is running (pm-coach run), and read its log."
LOOKING = "Nothing yet: the coach looks in Slack's history, and sends what isn't there."
RATIONED_LATELY = timedelta(days=7)
SELF_MADE = "Make the app in your own workspace from manifest.yml: what a company makes for itself is exempt."
STUCK = "Nobody looks in Slack's history, or Slack is away or refuses the token: mend that."


def examine(
    session: Session,
    now: datetime,
    depth: outbox_report.Depth,
    dead: Sequence[outbox_report.Failed],
    paused: Sequence[outbox_report.Paused],
) -> Iterator[DoctorFinding]:
    """What the queue was found to hold, and what else it tells; `now` is programme time."""
    yield _late(depth, outbox_report.late(session, now))
    yield _unknown(depth)
    yield from _rationed(session)
    yield from _dead(session, dead)
    yield from _repeated(session)
    yield from map(_paused, paused)
    yield _members(session, now)
    yield from _forgotten(session)


def _late(depth: outbox_report.Depth, late: timedelta) -> DoctorFinding:
    counts = f"{depth.planned} planned, {depth.due} of them due, {depth.sending} on their way"
    if late < LATE:
        return ok("queue", f"{counts}.")
    said = f"{counts}; the oldest is {spell(late)} late."
    return (wrong if late > TOO_LATE else warning)("queue", said, RUNNING)


def _unknown(depth: outbox_report.Depth) -> DoctorFinding:
    said = f"{spell_count(depth.unknown)} got no clear answer from Slack"
    if depth.stuck:
        ago = spell(outbox_report.LOOKED_UP)
        return wrong("unknown", f"{said}, {depth.stuck} of them over {ago} ago.", f"{STUCK} {RUNNING}")
    if depth.unknown:
        return warning("unknown", f"{said}.", LOOKING)
    return ok("unknown", "No outcome is unknown.")


def _rationed(session: Session) -> Iterator[DoctorFinding]:
    for team_id in slack_limits.rationed(session, milliseconds(RATIONED_LATELY)):
        said = f"In {team_id} Slack gives 15 messages of a history a minute, so look-ups take many minutes."
        yield warning("history_ration", said, SELF_MADE)


def _dead(session: Session, groups: Sequence[outbox_report.Failed]) -> Iterator[DoctorFinding]:
    if not groups:
        yield ok("dead", "Nothing was given up in the last seven days.")
    for each in groups:
        lasts = errors.remedy(each.reason) is not None and not outbox_report.got_through_since(session, each)
        said = f"{spell_count(each.count)} given up in {each.team_id}: {reasons.why(each.reason)}."
        yield (wrong if lasts else warning)("dead", said, reasons.todo(each.reason))


def _repeated(session: Session) -> Iterator[DoctorFinding]:
    for each in outbox_report.to_be_repeated(session):
        said = f"{spell_count(each.count)} in {each.team_id} will be tried again: {reasons.why(each.reason)}."
        if remedy := reasons.remedy(each.reason):
            yield wrong("waiting", said, remedy)
        else:
            yield warning("waiting", said, "Nothing, unless it stays so; then read the coach's log.")


def _paused(queue: outbox_report.Paused) -> DoctorFinding:
    left, late = spell(queue.left), spell(queue.late)
    return warning(
        "paused",
        f"{queue.team_id} is paused for {left} more; its oldest message is {late} late.",
        "Nothing, if Slack had too much (429); if it refuses the token, mend that.",
    )


def _members(session: Session, now: datetime) -> DoctorFinding:
    enrolled, muted = outbox_report.people(session)
    counts = f"{enrolled} enrolled, {muted} of them muted"
    if overdue := outbox_report.overdue(session, now - OVERDUE):
        return wrong(
            "members",
            f"{counts}; for {overdue} the week should have opened over {spell(OVERDUE)} ago.",
            f"Scheduled work isn't done. {RUNNING}",
        )
    return ok("members", f"{counts}.")


def _forgotten(session: Session) -> Iterator[DoctorFinding]:
    """Name whom Slack has erased on request, and the coach hasn't."""
    for member, forgotten in accounts.switched_off(session):
        if forgotten:
            said = f"Slack has erased {member.user_id} ({member.team_id}), who is still kept here."
            erase = f"pm-coach member erase {member.user_id} --team {member.team_id} --yes"
            yield warning("forgotten", said, f"Run: {erase}")


def spell(span: timedelta) -> str:
    """Such as 12 s, 5 min, 3 h or 2 days: whole, and rounded down."""
    seconds = int(span.total_seconds())
    for size, unit in ((86400, "days"), (3600, "h"), (60, "min")):
        if seconds >= 2 * size:
            return f"{seconds // size} {unit}"
    return f"{seconds} s"


def spell_count(count: int) -> str:
    """Such as 1 message or 3 messages."""
    return "1 message" if count == 1 else f"{count} messages"
