"""Which rules of time zones are in force: the newer of the system's files and the tzdata package.

Python takes the system's files first, however old they are (https://docs.python.org/3/library/zoneinfo.html).
A system of early 2025 knows nothing of what countries have decided since, and some members' weeks would open
an hour off.
"""

import re
import sysconfig
import zoneinfo
from dataclasses import dataclass
from pathlib import Path

import tzdata

PACKAGE = "the tzdata package"
RELEASE = re.compile(r"\d{4}[a-z]")
"""What every release begins with. "unknown" is what a build from the sources may call itself."""


@dataclass(frozen=True)
class ZoneRules:
    """A release of the IANA time zone database, such as 2026b, and where it was found."""

    version: str
    source: str


def use_newest(places: tuple[str, ...] | None = None) -> ZoneRules:
    """Make `zoneinfo` read the newer rules from now on, and return which they are.

    To be called before the first zone is used: zones that exist keep their rules. `places` are the folders of
    the system, as `zoneinfo` names them; a folder that doesn't say its version counts as older.
    """
    folders = _system_folders() if places is None else places
    known = [found for folder in folders if (found := _of_folder(Path(folder)))]
    package = ZoneRules(tzdata.IANA_VERSION, PACKAGE)
    newest = max([package, *known], key=lambda rules: (rules.version, rules != package))
    # Python reads the first folder that has a zone, whichever is the newest.
    zoneinfo.reset_tzpath(() if newest == package else (newest.source,))
    return newest


def in_force() -> ZoneRules:
    """Return the rules that `zoneinfo` reads now."""
    for folder in zoneinfo.TZPATH:
        if found := _of_folder(Path(folder)):
            return found
    return ZoneRules(tzdata.IANA_VERSION, PACKAGE)


def _system_folders() -> tuple[str, ...]:
    return tuple(folder for folder in (sysconfig.get_config_var("TZPATH") or "").split(":") if folder)


def _of_folder(folder: Path) -> ZoneRules | None:
    """Return the rules in a folder of zone files; None if there are none, or it doesn't say which.

    Debian and others ship the compact form, whose first line is "# version 2025b"; BSD and macOS ship a file
    for it: https://data.iana.org/time-zones/tz-link.html.
    """
    for name, words in (("tzdata.zi", "# version "), ("+VERSION", "")):
        try:
            with (folder / name).open(encoding="ascii", errors="replace") as file:
                first = file.readline().strip()
        except OSError:
            continue
        if first.startswith(words) and RELEASE.match(version := first.removeprefix(words)):
            return ZoneRules(version, str(folder))
    return None
