"""The project as it was at another commit, to be measured beside this one."""

import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).parents[1]
"""This checkout, with whatever isn't committed yet."""


class UnknownCommit(LookupError):  # noqa: N818 - it is a wrong argument, not a fault
    """The repository doesn't know the commit that was named."""


@contextmanager
def checkout(commit: str) -> Iterator[Path]:
    """Yield a folder with the project at `commit`; it is deleted at the end.

    It is a clone that shares this repository's objects: a worktree would leave a trace in the repository
    when the run is killed. Raises UnknownCommit for what isn't a commit.
    """
    full = commit_id(commit)
    with tempfile.TemporaryDirectory(prefix="pm-coach-bench-against-") as name:
        _git("clone", "--quiet", "--shared", "--no-checkout", str(ROOT), name)
        _git("-C", name, "checkout", "--quiet", "--detach", full)
        yield Path(name)


def commit_id(commit: str) -> str:
    """Return the full id of a commit, which may be named by a branch, a tag or the beginning of its id."""
    try:
        return _git("-C", str(ROOT), "rev-parse", "--verify", "--quiet", f"{commit}^{{commit}}")
    except (subprocess.CalledProcessError, FileNotFoundError) as error:
        raise UnknownCommit(f"{commit} is no commit of the repository at {ROOT}") from error


def _git(*arguments: str) -> str:
    return subprocess.run(["git", *arguments], check=True, capture_output=True, text=True).stdout.strip()
