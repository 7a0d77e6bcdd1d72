"""Work that an act asks for and that takes longer than an answer may: a process does it afterwards."""

from enum import StrEnum


class Work(StrEnum):
    """What is to be done; the value stands in the database."""

    PACKET = "packet"
    """Build the packet that a member chose, and send its files."""
    EXPORT = "export"
    """Send everything that is kept of a member, as a file."""
    READING = "reading"
    """Ask a model about one version of a piece, as its member agreed to."""
    OVERWRITE = "overwrite"
    """Leave nothing in the database's files of what was erased."""


OURS = (Work.PACKET, Work.EXPORT, Work.OVERWRITE)
"""What is done here."""
THEIRS = (Work.READING,)
"""What waits for somebody else's server, and so never stands before the rest."""
ALL = (*OURS, *THEIRS)
