"""Where an SQLite file lies, as far as the machine says."""

import re
from pathlib import Path

MOUNTS = Path("/proc/self/mounts")
NETWORKS = {
    "nfs", "nfs4", "cifs", "smb3", "smbfs", "9p", "afs", "ceph", "glusterfs", "lustre", "gpfs", "beegfs",
    "fuse.sshfs", "fuse.glusterfs", "fuse.s3fs", "fuse.rclone",
}  # fmt: skip
"""SQLite's locks don't hold there (https://www.sqlite.org/howtocorrupt.html, section 2.1)."""


def file_system(file: Path, mounts: Path = MOUNTS) -> str | None:
    """The kind of file system that a file lies on; None where the machine doesn't say (Linux does)."""
    try:
        lines = mounts.read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return None
    kinds = {_plain(fields[1]): fields[2] for fields in map(str.split, lines) if len(fields) > 2}
    path = file.absolute().resolve()
    return next((kinds[str(place)] for place in (path, *path.parents) if str(place) in kinds), None)


def _plain(mount_point: str) -> str:
    """The kernel writes a space as \\040."""
    return re.sub(r"\\([0-7]{3})", lambda octal: chr(int(octal[1], 8)), mount_point)
