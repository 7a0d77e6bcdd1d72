"""`make smoke PYTHON=python3.13`: every command once, as a process on that Python, against a local Slack.

It needs nothing of what tests need, so a machine's other Pythons are tried in seconds. A command fails by its
exit code, by a traceback, or by a file or connection that it leaves open, where its Python says so.
"""

import os
import re
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from typer.main import get_command

from bot.cli import main as cli
from bot.sandbox import Sandbox
from bot.sandbox.person import Person
from bot.slack import manifest
from tests.slowness import LONG, until

FAULTS = ("Traceback", "ResourceWarning", "Exception ignored")
STAYS = {"run": '"action": "app.started"', "demo": "Ctrl-C stops it"}
"""What runs until it is stopped, and what it says once it is up."""
PIECE = "Six of ten reviewers stopped at the second step, so I moved the question there and asked again."
LINES = """\
playbook show
playbook schema
playbook copy own.toml
playbook check own.toml
rehearse own.toml --weeks 2
simulate --members 100 --workspaces 2
feedback piece.txt --kind vp_summary
demo --port 0
run
doctor
tick
outbox dead
outbox retry --all
backup coach.backup
member export {ana}
packet {ana} --out packet
member erase {ana} --yes
restore coach.backup
""".splitlines()


def commands(group: object = None, *before: str) -> Iterator[str]:
    """Yield every command there is, such as "outbox dead"."""
    group = group or get_command(cli.app)
    for name, command in getattr(group, "commands", {}).items():
        if hasattr(command, "commands"):
            yield from commands(command, *before, name)
        else:
            yield " ".join([*before, name])


def environment(slack: Sandbox, folder: Path) -> dict[str, str]:
    return {
        **{name: value for name, value in os.environ.items() if "proxy" not in name.lower()},
        "SLACK_BOT_TOKEN": slack.bot_token,
        "SLACK_APP_TOKEN": slack.app_token,
        "SLACK_API_URL": slack.api_url,
        "DATABASE_URL": f"sqlite:///{folder / 'coach.db'}",
        "LOG_FORMAT": "json",
        "PYTHONWARNINGS": "default::ResourceWarning",
    }


def main(folder: Path) -> bool:
    """Run them all in a folder; return whether nothing was wrong."""
    failed = [f"{name} isn't tried" for name in commands() if not any(map(re.compile(name).match, LINES))]
    (folder / "piece.txt").write_text(PIECE)
    slack = Sandbox(manifest.load())
    ana = slack.workspace.add_person("Ana", "Ana Sousa", tz="Europe/Lisbon")
    slack.start()
    for line in LINES:
        failed += runs(line.format(ana=ana.id), slack, folder)
    slack.stop()
    print(*failed, f"{len(LINES)} commands on Python {sys.version.split()[0]}: {len(failed)} wrong", sep="\n")
    return not failed


def runs(words: str, slack: Sandbox, folder: Path) -> Iterator[str]:
    """Run one command to its end; yield what was wrong."""
    output = folder / "output"
    with output.open("wb") as said:
        process = subprocess.Popen(
            [sys.executable, "-m", "bot", *words.split()],
            stdin=subprocess.DEVNULL,
            stdout=said,
            stderr=said,
            cwd=folder,
            env=environment(slack, folder),
        )
    try:
        if up := STAYS.get(words.split()[0]):
            until(lambda: up in output.read_text() or process.poll() is not None)
            if words == "run":
                join_and_hand_in(slack.person("Ana"))
            process.send_signal(signal.SIGTERM)
        code = process.wait(LONG)
    finally:
        process.kill()
    text = output.read_text(errors="replace")
    if code or any(fault in text for fault in FAULTS):
        yield f"{words}: exit code {code}\n{text}"


def join_and_hand_in(ana: Person) -> None:
    ana.types("/pm-progress join")
    ana.submits()
    ana.types("/pm-progress done")
    assert ana.modal
    [first, *_] = [each for each in ana.modal.blocks if each["type"] == "input" and not each.get("optional")]
    ana.fills(first["element"]["action_id"], PIECE)
    ana.submits()


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as made:
        sys.exit(not main(Path(made)))
