"""`pm-coach doctor`: everything that is worth checking, how it stands, and what to do about it."""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from sqlalchemy.exc import DBAPIError
from sqlmodel import Session

from bot.operate import (
    doctor_calendar,
    doctor_database,
    doctor_model,
    doctor_queue,
    doctor_slack,
    doctor_socket,
)
from bot.operate.finding import DoctorFinding, State, from_error, ok, warning, wrong
from bot.playbook.loader import PlaybookError
from bot.playbook.loader import load as load_playbook
from bot.runtime import zone_rules
from bot.settings import Needs, Settings, SettingsError, load
from bot.store import outbox_report, zones
from bot.store.database import Database
from bot.store.member_countries import places_of_members

SHOWN = 10
"""Of the last deliveries, and of the next."""
EXPLAINED = ".env.example explains each setting."


@dataclass
class Report:
    """The findings, in the order in which one would check; and the queue, if it could be read."""

    findings: list[DoctorFinding] = field(default_factory=list)
    depth: outbox_report.Depth | None = None
    dead: list[outbox_report.Failed] = field(default_factory=list)
    paused: list[outbox_report.Paused] = field(default_factory=list)
    last: list[outbox_report.QueueEntry] = field(default_factory=list)
    coming: list[outbox_report.QueueEntry] = field(default_factory=list)

    @property
    def state(self) -> State:
        """The worst of the findings."""
        return max((each.state for each in self.findings), key=list(State).index, default=State.OK)

    @property
    def exit_code(self) -> int:
        """Warnings are no failure."""
        return int(self.state is State.WRONG)


def examine(now: datetime) -> Report:
    """Examine everything as it is set up here; what can't be reached is reported, and the rest examined.

    `now` is programme time.
    """
    report = Report()
    settings = _settings(report)
    if settings:
        report.findings += [*_env_file(), _playbook(settings), _zone_rules(), doctor_model.examine(settings)]
        if settings.slack_bot_token.get_secret_value():
            report.findings += doctor_slack.examine(settings)
        _examine_database(Database(settings.database_url), now, report)
    return report


def _settings(report: Report) -> Settings | None:
    """What is set, though something may be missing; None if it can't be read."""
    try:
        settings = load(Needs.SOCKET)
    except SettingsError as error:
        report.findings += [from_error("settings", each, EXPLAINED) for each in error.faults]
        with suppress(SettingsError):
            return load()
        return None
    report.findings.append(_operators(settings))
    return settings


def _operators(settings: Settings) -> DoctorFinding:
    if settings.operators:
        return ok("settings", f"Complete. Told what needs mending: {', '.join(settings.operators)}.")
    return warning(
        "settings",
        "Complete, but OPERATORS is empty: nobody is told when something needs mending.",
        "Write your Slack id there.",
    )


def _env_file(file: Path = Path(".env")) -> Iterator[DoctorFinding]:
    try:
        others = file.stat().st_mode & 0o077
    except OSError:
        return  # everything is in the environment
    if others:
        said = f"Others on this machine can open {file.absolute()}, which holds the tokens."
        yield warning("env_file", said, "Run chmod 600 .env.")
    else:
        yield ok("env_file", ".env can be opened by its owner alone.")


def _zone_rules() -> DoctorFinding:
    rules = zone_rules.in_force()
    return ok(
        "zone_rules", f"Time zones by release {rules.version} of the IANA database, from {rules.source}."
    )


def _older_rules(session: Session) -> Iterator[DoctorFinding]:
    """Say so where another machine has newer rules: plans follow those, and new weeks here begin by old."""
    ours, newest = zone_rules.in_force().version, zones.newest_rules(session)
    if newest > ours:
        said = (
            f"A coach on another machine has started with the zones' rules {newest}, this machine has {ours}."
        )
        yield warning("zone_rules", said, "Upgrade tzdata, or the system's zone files, here.")


def _playbook(settings: Settings) -> DoctorFinding:
    try:
        playbook = load_playbook(settings.playbook)
    except PlaybookError as error:
        first = str(error).splitlines()[0].rstrip(":")
        return wrong("playbook", f"{first}.", "pm-coach playbook check FILE lists each.")
    return ok("playbook", f"{playbook.title}, version {playbook.version}.")


def _examine_database(database: Database, now: datetime, report: Report) -> None:
    """The database, and what it holds if it can be read."""
    try:
        report.findings += doctor_database.examine(database)
        with database.read() as session:
            report.depth = outbox_report.depth(session, now)
            report.dead = outbox_report.dead(session, outbox_report.WEEK)
            report.paused = outbox_report.paused(session, now)
            report.findings += [*doctor_socket.examine(session), *_older_rules(session)]
            report.findings.append(
                doctor_calendar.examine(places_of_members(session), (now.year, now.year + 1))
            )
            report.findings += doctor_queue.examine(session, now, report.depth, report.dead, report.paused)
            report.last, report.coming = (
                outbox_report.newest_sent(session, SHOWN),
                outbox_report.coming(session, SHOWN),
            )
    except doctor_database.Unusable:
        pass
    except DBAPIError as error:
        report.findings.append(from_error("database", str(database.fault(str(error.orig)))))
    finally:
        database.close()
