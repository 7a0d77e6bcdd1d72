"""The recipes of CONTRIBUTING.md as data: which files to touch, in order, and what to do to each."""

import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.contract.reading import ROOT, read, tracked

PAGE = "CONTRIBUTING.md"
STEP = re.compile(r"^\d+\. ", re.MULTILINE)
BLOCK = re.compile(r"^   ```(\w+)\n(.*?)^   ```$", re.MULTILINE | re.DOTALL)
COMMAND = "console"
VERSIONS = Path("bot/store/migrations/versions")


@dataclass(frozen=True)
class Edit:
    """A code block of a step.

    `diff` changes a file and `console` has the command that writes it; any other language is the whole of a
    new one.
    """

    path: str
    language: str
    text: str

    def apply(self, folder: Path) -> None:
        """Make the edit in a copy of the repository."""
        file = folder / self.path
        if self.language == COMMAND:
            return
        if self.language != "diff":
            assert not file.exists(), f"{self.path} exists"
            file.write_text(self.text, encoding="utf-8")
            return
        before, after = self._without("+"), self._without("-")
        text = file.read_text(encoding="utf-8")
        assert text.count(before) == 1, f"{self.path} has these lines {text.count(before)} times:\n{before}"
        file.write_text(text.replace(before, after), encoding="utf-8")

    def fits_again(self, folder: Path) -> bool:
        """Return whether a diff that adds finds its place in a copy in which somebody has added there."""
        if self.language != "diff" or "\n-" in f"\n{self.text}":
            return True
        return (folder / self.path).read_text(encoding="utf-8").count(self._without("+")) == 1

    def _without(self, sign: str) -> str:
        """Return a diff's lines but for those that are added, or taken away."""
        lines = self.text.splitlines(keepends=True)
        return "".join(line[1:] or "\n" for line in lines if line[0] != sign)


def recipe(heading: str) -> str:
    """Return a recipe's text."""
    return read(PAGE).partition(f"### {heading}\n")[2].partition("\n### ")[0].partition("\n## ")[0]


def edits(heading: str) -> list[Edit]:
    """Return all edits of a recipe, in order."""
    return [edit for step in STEP.split(recipe(heading))[1:] for edit in _edits(step)]


def _edits(step: str) -> Iterator[Edit]:
    path = step.partition("`")[2].partition("`")[0]
    for language, block in BLOCK.findall(step):
        yield _numbered(Edit(path, language, _outdented(block)))


def _outdented(block: str) -> str:
    """Return a block without the list's indentation; an unchanged empty line of a diff is a space."""
    return "".join(line[3:] if line.strip() else "\n" for line in block.splitlines(keepends=True))


def _numbered(edit: Edit) -> Edit:
    """Fill in the numbers of migrations: NN is the next one's, MM that of the newest."""
    newest = max(int(path.name[:4]) for path in tracked() if path.parent == VERSIONS)
    numbers = {"00NN": f"{newest + 1:04d}", "00MM": f"{newest:04d}"}
    path, text = edit.path, edit.text
    for name, number in numbers.items():
        path, text = path.replace(name, number), text.replace(name, number)
    return Edit(path, edit.language, text)


def command(heading: str) -> list[str]:
    """Return the one command with which a recipe ends."""
    [line] = {edit.text.strip() for edit in edits(heading) if edit.language == COMMAND}
    return line.split()


def files(heading: str) -> list[str]:
    """Return the files that a recipe touches, each once."""
    return list(dict.fromkeys(edit.path for edit in edits(heading)))


def copy_repository(to: Path) -> Path:
    """Copy what git has, but for pictures, into an empty repository of its own."""
    subprocess.run(["git", "init", "-q", str(to)], check=True)
    for path in tracked():
        if path.suffix not in {".png"} and path.parts[0] not in {"findings"}:
            (to / path).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(ROOT / path, to / path)
    return to
