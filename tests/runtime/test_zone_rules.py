"""The newer rules of time zones are used, the system's or the package's, and named."""

import subprocess
import sys
import zoneinfo
from collections.abc import Iterator
from pathlib import Path

import pytest
import tzdata

from bot.runtime.zone_rules import PACKAGE, ZoneRules, in_force, use_newest


@pytest.fixture(autouse=True)
def _as_before() -> Iterator[None]:
    before = zoneinfo.TZPATH
    yield
    zoneinfo.reset_tzpath(before)


@pytest.mark.parametrize(
    ("file", "line", "version"),
    [
        pytest.param("tzdata.zi", "# version 2999a", "2999a", id="Debian, newer"),
        pytest.param("+VERSION", "2999b", "2999b", id="BSD, newer"),
        pytest.param("tzdata.zi", "# version 2025b", None, id="older than the package"),
        pytest.param("tzdata.zi", "# redundant", None, id="doesn't say its version"),
        pytest.param("zone.tab", "#", None, id="no version at all"),
    ],
)
def test_the_newer_rules_are_used(tmp_path: Path, file: str, line: str, version: str | None) -> None:
    (tmp_path / file).write_text(f"{line}\nR A 1942\n", encoding="ascii")
    package = ZoneRules(tzdata.IANA_VERSION, PACKAGE)
    expected = ZoneRules(version, str(tmp_path)) if version else package
    assert use_newest((str(tmp_path),)) == expected
    assert in_force() == expected
    assert ((str(tmp_path),) if version else ()) == zoneinfo.TZPATH


def test_a_system_without_zones_takes_the_package(tmp_path: Path) -> None:
    assert use_newest((str(tmp_path / "nowhere"),)).source == PACKAGE


def test_what_countries_decided_lately_holds_on_every_machine() -> None:
    """Casablanca has been on UTC all year since September 2026: tzdata 2026's news file says so."""
    code = (
        "from bot.runtime.zone_rules import use_newest; print(use_newest().version);"
        "from zoneinfo import ZoneInfo; from datetime import datetime;"
        "print(datetime(2027, 1, 11, tzinfo=ZoneInfo('Africa/Casablanca')).utcoffset())"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    version, offset = ran.stdout.split()
    assert version >= tzdata.IANA_VERSION
    assert offset == "0:00:00"
