"""Whoever runs the coach is told what needs mending: one message for each cause, workspace and day."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

import structlog
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col, select

from bot.coach.coach import Coach
from bot.domain.messages import Kind
from bot.operate import reasons
from bot.operate.doctor_queue import spell, spell_count
from bot.slack import errors, manifest
from bot.slack.calls import NOT_INSTALLED
from bot.slack.workspaces import Workspace
from bot.store import accounts, outbox, outbox_report
from bot.store.message_states import EndReason
from bot.store.tables import Message, SlackChannel
from bot.views.operator import operator_alarm

KIND = Kind.OPERATOR_ALARM
PILE = 5
"""So many messages refused in a day, for a reason that we don't know or for their blocks, are no accident."""
FRESH = timedelta(days=7)
"""As long as an account that was switched off is told of; for so long the message that told it is kept."""
STANDSTILL = timedelta(minutes=15)
BEFORE_MIDNIGHT = timedelta(minutes=2)
"""So that nothing falls between the last check of one day and the first of the next."""
SCOPES = errors.ERRORS[errors.Code.MISSING_SCOPE].todo
INVITE = "Write /invite and my name there, or correct WINS_CHANNEL."

log = structlog.get_logger()


@dataclass(frozen=True)
class Alarm:
    """`cause` is a short stable name; `what` and `todo` are sentences."""

    team_id: str
    cause: str
    what: str
    todo: str
    since: date | None = None
    """The day by which it is told once; without it, it is told every day that it lasts."""
    logged: str | None = None
    """What the log says, where `what` names a person."""


def gaps(workspace: Workspace, granted: str, *, sees_channel: bool) -> list[Alarm]:
    """What a start finds: scopes that the token lacks (`granted` as Slack lists them), and a WINS_CHANNEL
    that Slack doesn't show."""
    found = []
    if not sees_channel:
        what = f"I can't see WINS_CHANNEL, {workspace.wins_channel}."
        found.append(Alarm(workspace.team_id, "wins_channel", what, INVITE))
    if missing := manifest.lacking(granted):
        found.append(Alarm(workspace.team_id, "scopes", f"My token lacks {', '.join(missing)}.", SCOPES))
    return found


def tell_operators(
    coach: Coach, home: Workspace, operators: Iterable[str], known: Iterable[Alarm] = ()
) -> int:
    """Queue what the operators weren't told today (UTC); `home` is the workspace in which they are.

    `known` is what a start found, beside what delivery met. Returns how many messages that makes.
    """
    operators, now = list(operators), coach.now().astimezone(UTC)
    if not operators:
        return 0
    with coach.database.read() as session:
        alarms = [*known, *_preset(session, home), *_accounts(session, now), *_found(session, now)]
        due = {
            f"{home.team_id}:{KIND}:{each.team_id}:{each.cause}:{each.since or now.date()}:{user}": (
                user,
                each,
            )
            for each in alarms
            for user in operators
        }
        told = set(session.exec(select(Message.key).where(col(Message.key).in_(due))))
    return sum(_tell(coach, home, key, *due[key]) for key in due.keys() - told)


def _preset(session: Session, home: Workspace) -> Iterator[Alarm]:
    """A WINS_CHANNEL that Slack shows no longer: newcomers' forms leave it out."""
    known = session.get(SlackChannel, (home.team_id, home.wins_channel)) if home.wins_channel else None
    if known and known.private and known.joined is False:
        yield from gaps(home, " ".join(manifest.SCOPES), sees_channel=False)


def _accounts(session: Session, now: datetime) -> Iterator[Alarm]:
    """Members whose Slack account was switched off in the last week, and whom Slack has erased."""
    for member, forgotten in accounts.switched_off(session):
        who, when = member.user_id, member.deactivated_at
        if forgotten:
            what, todo = f"Slack has erased {who}.", f"Run: pm-coach member erase {who} --yes"
            yield Alarm(
                member.team_id, f"forgotten:{member.id}", what, todo, logged="Slack has erased a member"
            )
        elif when and now - when < FRESH:
            what = f"The Slack account of {who} is switched off, so I stopped."
            todo = f"Nothing: if it is on again, I go on. To erase it all: pm-coach member erase {who} --yes"
            logged = "a member's Slack account is switched off"
            yield Alarm(member.team_id, f"deactivated:{member.id}", what, todo, when.date(), logged)


def _tell(coach: Coach, home: Workspace, key: str, user: str, alarm: Alarm) -> bool:
    where = "" if alarm.team_id == home.team_id else f" (Workspace {alarm.team_id}.)"
    screen, now = operator_alarm(alarm.what + where, alarm.todo), coach.now()
    try:
        with coach.database.write() as session:
            outbox.post(
                session,
                team_id=home.team_id,
                enterprise_id=home.enterprise_id,
                channel=user,
                kind=KIND,
                key=key,
                screen=screen,
                run_at=now,
            )
    except IntegrityError:  # another replica was first
        return False
    log.warning(
        alarm.logged or alarm.what,
        action="operators.told",
        cause=alarm.cause,
        workspace=alarm.team_id,
    )
    coach.wake()
    return True


def _found(session: Session, now: datetime) -> Iterator[Alarm]:
    """What delivery met: what waits, what died today, and who stands still."""
    waiting = [_failure(each, reasons.remedy(each.reason)) for each in outbox_report.to_be_repeated(session)]
    today = now - datetime.combine(now.date(), time(), UTC) + BEFORE_MIDNIGHT
    dead = outbox_report.dead(session, today, except_kind=KIND)
    ended = [_failure(each, reasons.todo(each.reason)) for each in dead]
    found = [alarm for alarm in (*waiting, *ended) if alarm]
    explained = {alarm.team_id for alarm in found}
    yield from found
    for each in outbox_report.paused(session, now):
        if each.late > STANDSTILL and each.team_id not in explained:
            yield Alarm(
                each.team_id,
                "standstill",
                f"My messages are {spell(each.late)} late: Slack wants me to wait.",
                "See docs/scale.md for what helps, if it comes again.",
            )


def _failure(failed: outbox_report.Failed, todo: str) -> Alarm | None:
    """None for what mends itself, or is between Slack and one member."""
    count = spell_count(failed.count)
    if errors.remedy(failed.reason):
        what = f"Slack refuses what I send: {failed.reason} ({count})."
    elif failed.reason == NOT_INSTALLED:
        what = f"I'm not installed in this workspace any more, and {count} of mine can't go out there."
    elif failed.reason == EndReason.UNKNOWN:
        what = f"Slack didn't say whether it has {count} of mine, and I couldn't find out."
    elif todo in (reasons.STRANGE, errors.REPORT) and failed.count >= PILE:
        what = f"{count} of mine didn't go out: Slack says {failed.reason}."
    else:
        return None
    return Alarm(failed.team_id, failed.reason, what, todo)
