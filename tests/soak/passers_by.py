"""Clients that come, get somewhere, and are gone, in every way that clients are."""

import asyncio
import random
from collections import Counter, deque
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field

from tests.soak.line import Line
from tests.soak.waiting import PATIENCE

AT_A_TIME = 20

SILENT_AT_A_TIME = 50
"""Lines of whom nothing is heard any more and that have not been cut either."""

FOLLOW = """
subscription ($after: Int) {
  live: bookingEvents(after: $after) {
    revision
    ... on BookingEvent { type booking { id version artist { name } } }
  }
}
"""


@dataclass
class PassersBy:
    """Whom they say they are, what is in the log for them, and what they have done so far.

    `revision` is where the log stands: most come back for the last few events, some for all.
    """

    port: int
    tokens: Sequence[str]
    revision: int
    dice: random.Random
    done: Counter[str] = field(default_factory=Counter)
    silent: deque[Line] = field(default_factory=deque)

    async def come_and_go(self, count: int) -> None:
        """So many connections, some at a time."""
        remaining = iter(range(count))

        async def one_after_the_other() -> None:
            for _ in remaining:
                await self._pass_by()

        async with asyncio.TaskGroup() as tasks:
            for _ in range(AT_A_TIME):
                tasks.create_task(one_after_the_other())
        self._forget(0)

    def _forget(self, most: int) -> None:
        while len(self.silent) > most:
            self.silent.popleft().cut()

    async def _pass_by(self) -> None:
        stage, end = self.dice.choice(STAGES), self.dice.choice(ENDS)
        way = f"{stage.__name__}, {end.__name__}".replace("_", " ")
        self.done[way] += 1
        line = await Line.open(self.port)
        try:
            async with asyncio.timeout(PATIENCE):
                await stage(self, line)
                await end(self, line)
        except TimeoutError:
            raise TimeoutError(f"the server kept a client waiting: {way}") from None
        self._forget(SILENT_AT_A_TIME)

    def after(self) -> int:
        """Where somebody goes on: now and then far back, else close to the end."""
        return 0 if self.dice.random() < 0.05 else self.revision - self.dice.randint(1, 5)

    def authorization(self) -> dict[str, str]:
        return {"authorization": f"Bearer {self.dice.choice(self.tokens)}"}


# How far they get --------------------------------------------------------------------------------


async def within_the_handshake(_: PassersBy, line: Line) -> None:
    line.ask_for_upgrade(half=True)


async def before_the_handshake_is_answered(_: PassersBy, line: Line) -> None:
    line.ask_for_upgrade()


async def before_init(_: PassersBy, line: Line) -> None:
    line.ask_for_upgrade()
    await line.upgraded()


async def before_the_acknowledgement(those: PassersBy, line: Line) -> None:
    await before_init(those, line)
    line.say(type="connection_init", payload=those.authorization())


async def after_the_acknowledgement(those: PassersBy, line: Line) -> None:
    await before_the_acknowledgement(those, line)
    await line.hear(b"connection_ack")


async def within_a_message(those: PassersBy, line: Line) -> None:
    await after_the_acknowledgement(those, line)
    line.say(half=True, id="1", type="subscribe", payload={"query": FOLLOW})


async def while_catching_up(those: PassersBy, line: Line) -> None:
    await after_the_acknowledgement(those, line)
    subscribe(line, after=those.after())


async def while_nothing_happens(those: PassersBy, line: Line) -> None:
    await after_the_acknowledgement(those, line)
    subscribe(line, after=those.revision)
    line.say(type="ping")
    await line.hear(b"pong")


async def within_an_event(those: PassersBy, line: Line) -> None:
    await while_catching_up(those, line)
    await line.hear(b'"revision"')


async def after_unsubscribing(those: PassersBy, line: Line) -> None:
    await within_an_event(those, line)
    line.say(id="1", type="complete")


def subscribe(line: Line, *, after: int) -> None:
    line.say(id="1", type="subscribe", payload={"query": FOLLOW, "variables": {"after": after}})


STAGES: Sequence[Callable[[PassersBy, Line], Awaitable[None]]] = (
    within_the_handshake,
    before_the_handshake_is_answered,
    before_init,
    before_the_acknowledgement,
    after_the_acknowledgement,
    within_a_message,
    while_catching_up,
    while_nothing_happens,
    within_an_event,
    after_unsubscribing,
)


# How they end ------------------------------------------------------------------------------------


async def politely(_: PassersBy, line: Line) -> None:
    line.say_goodbye()
    line.close()


async def by_hanging_up(_: PassersBy, line: Line) -> None:
    line.hang_up()
    await line.ended()


async def by_reset(_: PassersBy, line: Line) -> None:
    line.cut()


async def by_falling_silent(those: PassersBy, line: Line) -> None:
    those.silent.append(line)


ENDS: Sequence[Callable[[PassersBy, Line], Awaitable[None]]] = (
    politely,
    by_hanging_up,
    by_reset,
    by_falling_silent,
)
