"""The parts of a run, in the order of its table. `bench/part.py` says what a part is."""

from pathlib import Path

from bench import (
    against,
    feedback,
    idling,
    latency,
    one_job_each,
    packets,
    packets_at_once,
    planning,
    presses,
    sending,
    starting,
    statements,
)
from bench.part import Effort, Part
from bench.stage import COMMAND


def parts(effort: Effort) -> list[Part]:
    """Everything that is measured beside the obvious alternative."""
    made = (
        _answering,
        _history,
        _statements,
        _starting,
        _sending,
        _idling,
        _planning,
        _jobs,
        _packets,
        _packets_at_once,
        _feedback,
    )
    return [part(effort) for part in made]


def parts_against(other: Path, effort: Effort) -> list[Part]:
    """What is measured beside another commit, whose checkout is in the folder `other`."""
    made = (
        _answering_against,
        _weeks_against,
        _sending_against,
        _starting_against,
        _commands_against,
    )
    return [part(other, effort) for part in made]


def _answering(effort: Effort) -> Part:
    return Part(
        "answering",
        tuple(f"{COMMAND} answered, {which}" for which in ("p50", "p95", "cpu")),
        effort.rounds,
        lambda folder, tick: latency.figures(folder, effort.rounds, effort.weeks, tick),
    )


def _history(effort: Effort) -> Part:
    return Part(
        "a year of history",
        presses.names(effort.histories),
        effort.rounds + len(effort.histories),
        lambda folder, tick: presses.figures(folder, effort.rounds, effort.histories, tick),
    )


def _statements(effort: Effort) -> Part:
    return Part(
        "counting statements",
        (
            f"{COMMAND}, {effort.weeks} weeks on",
            "form for handing in",
            "handing in",
            "form for a packet",
            "asking for a packet",
            "sending, per message",
            "nudging, per member",
            "nudging, per batch",
        ),
        0,
        lambda folder, _: statements.figures(folder, effort.weeks, effort.batches),
    )


def _starting(effort: Effort) -> Part:
    return Part(
        "starting",
        (
            "start to connected",
            "start, processor",
            "first start, database made",
            "memory once started (RSS)",
        ),
        effort.starts + effort.warm_up,
        lambda folder, tick: starting.figures(
            folder, effort.starts, effort.weeks, tick, warm_up=effort.warm_up
        ),
    )


def _sending(effort: Effort) -> Part:
    return Part(
        "sending a due batch",
        tuple(
            name
            for database in effort.databases
            for name in (f"{effort.messages:,} sent, {database}", f"processor, {database}")
        ),
        2 * len(effort.databases) * effort.sendings,
        lambda folder, tick: sending.figures(
            folder, effort.messages, effort.sendings, effort.databases, tick
        ),
    )


def _idling(effort: Effort) -> Part:
    few, many = effort.enrolled
    return Part(
        "doing nothing, with many",
        (f"idle beat, {many:,} members", "idle beat, by itself"),
        2,
        lambda folder, tick: idling.figures(folder, few, many, tick),
    )


def _planning(effort: Effort) -> Part:
    return Part(
        "planning a Monday",
        (
            f"planning {effort.due:,} members",
            "planning, each",
            "planning, processor time",
            "planning, memory",
        ),
        0,
        lambda folder, _: planning.figures(folder, effort.due),
    )


def _jobs(effort: Effort) -> Part:
    return Part(
        "keeping a job for each member",
        (f"{effort.jobs:,} times set", f"{effort.jobs:,} due at once", "memory at that peak"),
        0,
        lambda folder, _: one_job_each.figures(folder, effort.jobs),
    )


def _packets(effort: Effort) -> Part:
    return Part(
        "making a packet",
        ("packet, three files", "packet, processor", "packet, memory"),
        max(effort.packets, 1),
        lambda folder, tick: packets.figures(folder, effort.packets, tick),
    )


def _packets_at_once(effort: Effort) -> Part:
    return Part(
        "packets at once",
        packets_at_once.names(effort.at_once),
        0,
        lambda folder, _: packets_at_once.figures(folder, effort.at_once),
    )


def _feedback(effort: Effort) -> Part:
    return Part(
        "feedback on a text",
        feedback.names(),
        3,
        lambda folder, tick: feedback.figures(folder, effort.readings, tick),
    )


def _answering_against(other: Path, effort: Effort) -> Part:
    return Part(
        "answering",
        presses.names(effort.histories),
        effort.rounds + len(effort.histories),
        lambda folder, tick: presses.figures_against(other, folder, effort.rounds, effort.histories, tick),
    )


def _weeks_against(other: Path, effort: Effort) -> Part:
    turns = -(-effort.due // against.MEMBERS_A_TURN)
    return Part(
        "opening weeks and handing in",
        (f"opening {effort.due:,} weeks, each", "handing in"),
        turns + 2,
        lambda folder, tick: against.weeks(other, folder, effort.due, effort.handed_in, tick),
    )


def _sending_against(other: Path, effort: Effort) -> Part:
    return Part(
        "sending a due batch",
        ("sending, each message",),
        2 * effort.sendings,
        lambda folder, tick: against.sending(other, folder, effort.messages, effort.sendings, tick),
    )


def _starting_against(other: Path, effort: Effort) -> Part:
    return Part(
        "starting",
        (
            "start to connected",
            "start beside Bolt's hello",
            "memory once started (RSS)",
            "memory beside Bolt's hello",
        ),
        effort.starts + effort.warm_up,
        lambda folder, tick: against.starting(other, folder, effort.starts, effort.warm_up, tick),
    )


def _commands_against(other: Path, effort: Effort) -> Part:
    names = tuple(against.command_lines(effort.rehearsed))
    return Part(
        "commands",
        names,
        2 * len(names) * (effort.commands + effort.warm_up),
        lambda _, tick: against.commands(other, effort.rehearsed, effort.commands, effort.warm_up, tick),
    )
