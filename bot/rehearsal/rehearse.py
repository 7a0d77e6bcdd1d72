"""`pm-coach rehearse`: from what was typed to what is printed, with a progress bar if it takes a while."""

import json
from collections.abc import Callable
from datetime import datetime
from zoneinfo import ZoneInfo

from rich.console import Console

from bot.domain.countries import is_known
from bot.domain.playbook import Playbook
from bot.domain.slots import zone_named
from bot.rehearsal.play import Plan, Rehearsal, rehearse
from bot.rehearsal.report import as_json as data_of
from bot.rehearsal.report import in_full, render
from bot.runtime import logs
from bot.runtime.delayed_progress import delayed_progress

UNDECIDED = "undecided"


def plan(
    playbook: Playbook,
    persona: str,
    track: str,
    start: str,
    zone: str,
    weeks: int,
    seed: int,
    holidays: str | None = None,
) -> Plan:
    """The plan that was typed; `start` is local to `zone`. ValueError says what to write instead."""
    tracks = [UNDECIDED, *(t.id for t in playbook.tracks), *(["both"] if len(playbook.tracks) > 1 else [])]
    if track not in tracks:
        raise ValueError(f"--track {track} isn't one of this playbook's. Write {' or '.join(tracks)}.")
    if not (named := zone_named(zone)):
        raise ValueError(f"--zone {zone} isn't known. Write one such as Europe/Lisbon.")
    if holidays and not is_known(holidays):
        raise ValueError(f"--holidays {holidays} isn't known. Write one such as PT or DE-BY.")
    chosen = None if track == UNDECIDED else track
    return Plan(_local(start, named), persona, chosen, named, weeks, seed, holidays)


def _local(start: str, zone: str) -> datetime:
    wrong = ValueError(f"--start {start} is no local time. Write 2027-01-11T10:12; --zone says where.")
    try:
        at = datetime.fromisoformat(start)
    except ValueError:
        raise wrong from None
    if at.tzinfo is not None:
        raise wrong
    return at.replace(tzinfo=ZoneInfo(zone))


def play(
    playbook: Playbook,
    planned: Plan,
    console: Console | None = None,
    leave_if_told: Callable[[], None] = lambda: None,
) -> Rehearsal:
    """Rehearse; on a terminal (standard error) with a bar if it takes longer than two seconds.

    `leave_if_told` is called between two happenings, and may raise.
    """
    logs.set_up(level="WARNING")
    with delayed_progress("Rehearsing", console) as show_share:

        def passed(share: float) -> None:
            leave_if_told()
            show_share(share)

        return rehearse(playbook, planned, passed)


def show(played: Rehearsal, *, message: int | None, edits: bool, as_json: bool) -> None:
    """Print one message, JSON, or all of it. LookupError if there is no such message."""
    if message is not None:
        print(in_full(played, message))
    elif as_json:
        print(json.dumps(data_of(played), indent=2, ensure_ascii=False))
    else:
        render(played, Console(), edits=edits)
