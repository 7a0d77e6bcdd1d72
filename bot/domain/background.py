"""Work that an act asks for and that takes longer than an answer may: a process does it afterwards."""

from enum import StrEnum


class Work(StrEnum):
    """What is to be done; the value stands in the database."""

    PACKET = "packet"
    """Build the packet that a member chose, and send its files."""
    EXPORT = "export"
    """Send everything that is kept of a member, as a file."""
    OVERWRITE = "overwrite"
    """Leave nothing in the database's files of what was erased."""
