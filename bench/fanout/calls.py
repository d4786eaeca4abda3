"""What the benchmark and the process of its listeners tell each other, as lines of JSON."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

ID = "{id}"


@dataclass(frozen=True)
class Handshake:
    """How one becomes a subscriber of a server."""

    path: str
    headers: Mapping[str, str] = field(default_factory=dict)
    opening: Sequence[str | None] = ()
    """What to say first, and after each message of the server; `{id}` is each one's own."""
    replies: Mapping[str, str] = field(default_factory=dict)
    """What to answer to messages that ask whether one is there."""


@dataclass(frozen=True)
class Job:
    """How many are to listen where."""

    port: int
    listeners: int
    redis_port: int
    handshake: Handshake


@dataclass(frozen=True)
class Call:
    """What to publish in Redis. Before it goes the number of events that everybody is to hear."""

    news: Sequence[tuple[str, str]]
    """Channels and messages, these as Latin-1. None, where events come by themselves."""
    patience: float
    """Seconds without a sound after which no more is expected."""


@dataclass(frozen=True)
class Heard:
    """What came of a call. Times in seconds of the monotonic clock."""

    began: float
    """Just before it was published."""
    times: Sequence[float]
    """When each event was complete at each of the clients, in order."""
    idle: float
    """Seconds, from the first message on, for which they looked for more and found nothing."""
    text: str
    """The last message to arrive."""
    missing: int
    """How many listeners have not heard just what they were to hear."""
    wrong: str = ""
    """Why they cannot go on."""

    @property
    def early(self) -> bool:
        """Whether somebody knew before it was published."""
        return self.times[0] < self.began

    @property
    def last(self) -> float:
        """Seconds until the last client had it all."""
        return self.times[-1] - self.began
