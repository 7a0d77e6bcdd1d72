"""Where an SQLite file lies, as far as the machine says."""

import re
from pathlib import Path

MOUNTS = Path("/proc/self/mounts")
SHARED = {
    "nfs",
    "nfs4",
    "cifs",
    "smb3",
    "smbfs",
    "ncpfs",
    "9p",
    "afs",
    "coda",
    "ceph",
    "glusterfs",
    "lustre",
    "gpfs",
    "beegfs",
    "orangefs",
    "davfs",
    "virtiofs",
    "fakeowner",
    "grpcfuse",
    "osxfs",
    "vboxsf",
    "prl_fs",
    "vmhgfs",
    "drvfs",
    "fuse",
}
"""Another machine has them, or the host of a virtual one: Docker Desktop, VirtualBox, WSL."""
LOCAL_FUSE = {
    "fuse.fuse-overlayfs",
    "fuse.gocryptfs",
    "fuse.encfs",
    "fuse.bindfs",
    "fuse.ntfs-3g",
    "fuse.ext2",
}


def is_shared(kind: str | None) -> bool:
    """Return whether SQLite's locks don't hold, or may not hold, on a file system of that kind.

    https://www.sqlite.org/howtocorrupt.html, section 2.1. What a program of its own serves (`fuse.*`) is most
    often something far away, so only those that are known to be local pass.
    """
    return kind is not None and (kind in SHARED or (kind.startswith("fuse.") and kind not in LOCAL_FUSE))


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
