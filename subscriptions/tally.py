"""What live delivery counts of itself, for whoever watches over it."""

from subscriptions.histogram import Histogram

LAG = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0, 60.0)
"""Bounds in seconds: from what is steady over the pace of the poll to what is amiss."""


class Tally:
    """Plain numbers, counted where things happen: `groups` and `members` are of the present.

    `caught_up` counts events delivered to clients that come back for them, `fell_behind` members
    that did not keep up with their group; `lag` are the seconds from an event to its delivery.
    """

    def __init__(self) -> None:
        self.groups = 0
        self.members = 0
        self.delivered = 0
        self.caught_up = 0
        self.fell_behind = 0
        self.lag = Histogram(LAG)

    def deliver(self, lag: float, *, members: int = 1) -> None:
        """Count an event that went to `members` clients, `lag` seconds after it happened."""
        self.delivered += members
        # Of two machines' clocks the one that tells when it happened may be ahead.
        self.lag.observe(max(lag, 0.0), times=members)
