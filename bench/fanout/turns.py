"""Interleaved rounds: before so many subscribers every contestant has its turn once a round."""

import time
from collections.abc import Sequence
from contextlib import ExitStack

from app.output import say
from bench import cpu
from bench.fanout.audience import Audience, audience
from bench.fanout.calls import Heard
from bench.fanout.live import Entrant
from bench.fanout.results import Results, Turn
from bench.options import Options

FEWEST = 2  # events of a turn, however slow
PAUSE = 0.01  # seconds after an event for the server to have done with it
BURSTS = 2  # of a turn
LONGEST = 3.0  # seconds that a burst may be expected to take


def run(entrants: Sequence[Entrant], redis_port: int, options: Options) -> Results:
    """Seat the subscribers of all, and measure one at a time.

    Raises `Refusal` where one of them does not hear every event just once.
    """
    results = Results([entrant.live.name for entrant in entrants])
    for level in options.subscribers:
        with ExitStack() as held:
            say(f"Seating {level:,} subscribers before each server")
            seated = [
                (entrant, held.enter_context(audience(entrant, level, redis_port)))
                for entrant in entrants
                if level <= entrant.live.most
            ]
            for number in range(1, options.rounds + 1):
                say(f"Round {number} of {options.rounds} with {level:,}")
                for entrant, listening in options.random.sample(seated, len(seated)):
                    results.add(entrant.live.name, _turn(entrant, listening, options))
    return results


def _turn(entrant: Entrant, listening: Audience, options: Options) -> Turn:
    _one_by_one(entrant, listening, options.pace.warm_up, at_least=1)
    turn = _one_by_one(entrant, listening, options.pace.seconds, at_least=FEWEST)
    for _ in range(BURSTS):
        if turn.middle() * options.burst <= LONGEST:
            heard = _hear(entrant, listening, options.burst)
            if not heard.early:
                turn.bursts.append(len(heard.times) / heard.last)
    return turn


def _one_by_one(entrant: Entrant, listening: Audience, seconds: float, *, at_least: int) -> Turn:
    """Publish an event, wait until the last client has it, and so on for some seconds."""
    turn, end = Turn(listening.listeners), time.monotonic() + seconds
    while time.monotonic() < end or len(turn.lasts) < at_least:
        used = cpu.of_process(entrant.server.pid)
        heard = _hear(entrant, listening, 1)
        time.sleep(PAUSE)
        if heard.early:
            continue
        turn.lasts.append(heard.last)
        turn.server_cpu += cpu.of_process(entrant.server.pid) - used
        turn.listening += heard.ended - heard.began
        turn.listeners_cpu += heard.cpu
    return turn


def _hear(entrant: Entrant, listening: Audience, events: int) -> Heard:
    listening.expect(events)
    return listening.publish(*(entrant.live.news() for _ in range(events)))
