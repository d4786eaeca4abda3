"""What every contestant of the fan-out has: a server, a way to subscribe, and news to publish."""

import math
from abc import abstractmethod
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from typing import Any, ClassVar, NamedTuple, TypeAlias

from bench import processors
from bench.contestants.contestant import Served
from bench.fanout.calls import Handshake
from bench.servers import Server, running

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


@contextmanager
def serving(live: Live) -> Iterator[Entrant]:
    """Have the contestant's server up, on the processor for servers, until the block ends."""
    with ExitStack() as held:
        with processors.for_servers():
            server = held.enter_context(running(live))
        yield Entrant(live, server)
