"""How long delivery waits for what, in real time."""

from dataclasses import dataclass
from datetime import timedelta


@dataclass(frozen=True)
class Timing:
    """The defaults fit Slack; tests that kill and freeze processes shorten them."""

    lease: timedelta = timedelta(seconds=120)
    """From the claim on, nobody else touches the message."""
    fresh: timedelta = timedelta(seconds=1)
    """From the claim on, what was read with it is taken for true."""
    call: timedelta = timedelta(seconds=25)
    """The longest that may follow the send deadline: two calls with the client's time-out of 10 s."""
    grace: timedelta = timedelta(seconds=60)
    """After the lease, before somebody else verifies what became of it."""
    settle: timedelta = timedelta(seconds=10)
    """After a call without an answer, before it is verified: Slack may still be at it."""
    between_verifications: timedelta = timedelta(seconds=30)
    """The history may be behind; only what is missing twice, so far apart, wasn't sent."""

    @property
    def send_deadline(self) -> timedelta:
        """From the claim on, a call may begin."""
        return self.lease - self.call
