"""What every contestant of the fan-out has: a server, a way to subscribe, and news to publish."""

import math
from abc import abstractmethod
from collections.abc import Mapping
from typing import Any, ClassVar, NamedTuple, TypeAlias

from bench.contestants.contestant import Served
from bench.fanout.calls import Handshake
from bench.servers import Server

News: TypeAlias = tuple[str, str]
"""A channel of Redis, and a message on it as Latin-1."""


class Live(Served):
    """A way to tell the subscribers of one studio what happens in it."""

    most: ClassVar[float] = math.inf
    """So many subscribers are the most that it can serve."""

    @abstractmethod
    def handshake(self) -> Handshake:
        """How one subscribes."""

    @abstractmethod
    def news(self) -> News:
        """One more event, and what is published in Redis for it to be told."""

    @abstractmethod
    def event(self, text: str) -> Mapping[str, Any]:
        """What a message that arrives says of the event, as the calendar asks for it."""


class Entrant(NamedTuple):
    """A contestant whose server is up."""

    live: Live
    server: Server
