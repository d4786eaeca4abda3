"""Interleaved rounds: every contestant has its turn before so many subscribers once a round."""

import time
from collections.abc import Mapping, Sequence
from contextlib import ExitStack

from app.output import say
from bench import cpu
from bench.fanout.audience import Audience, audience
from bench.fanout.calls import Heard
from bench.fanout.live import Entrant, Live, serving
from bench.fanout.results import Results, Turn
from bench.options import Options

PAUSE = 0.01  # seconds after an event for the server to have done with it
PASSES = 4  # in which a turn is taken, for a machine has faster and slower seconds
LONGEST = 3.0  # seconds that a burst may be expected to take


def run(lives: Sequence[Live], redis_port: int, options: Options) -> Results:
    """Start all servers, seat the subscribers of all, and measure one at a time.

    All of it anew in each round: where a server's memory comes to lie, and where its clients'
    does, makes a difference that lasts as long as they do. Raises `Refusal` where one of them
    does not hear every event just once.
    """
    results = Results([live.name for live in lives])
    for number in range(1, options.rounds + 1):
        with ExitStack() as up:
            entrants = [up.enter_context(serving(live)) for live in lives]
            for level in options.subscribers:
                say(f"Round {number} of {options.rounds} with {level:,}")
                with ExitStack() as held:
                    seated = [
                        (entrant, held.enter_context(audience(entrant, level, redis_port)))
                        for entrant in entrants
                        if level <= entrant.live.most
                    ]
                    for name, turn in _round(seated, options).items():
                        results.add(name, turn)
    return results


def _round(seated: Sequence[tuple[Entrant, Audience]], options: Options) -> Mapping[str, Turn]:
    """Give each its turn, a part of it at a time."""
    turns = {entrant.live.name: Turn(audience.listeners) for entrant, audience in seated}
    for each in seated:
        _one_by_one(*each, options.pace.warm_up)
    for _ in range(PASSES):
        for entrant, listening in options.random.sample(seated, len(seated)):
            turn = turns[entrant.live.name]
            _one_by_one(entrant, listening, 0)  # once at least, to be back in the caches
            _one_by_one(entrant, listening, options.pace.seconds / PASSES, turn)
            if turn.middle() * options.burst <= LONGEST:
                heard = _hear(entrant, listening, options.burst)
                if not heard.early:
                    turn.bursts.append(len(heard.times) / heard.last)
    return turns


def _one_by_one(
    entrant: Entrant, listening: Audience, seconds: float, turn: Turn | None = None
) -> None:
    """Publish an event, wait until the last client has it, and so on for some seconds."""
    told, end = 0, time.monotonic() + seconds
    while time.monotonic() < end or not told:
        used = cpu.of_process(entrant.server.pid)
        heard = _hear(entrant, listening, 1)
        time.sleep(PAUSE)
        if heard.early:
            continue
        told += 1
        if turn:
            turn.lasts.append(heard.last)
            turn.server_cpu += cpu.of_process(entrant.server.pid) - used
            turn.listening += heard.times[-1] - heard.began
            turn.listeners_idle += heard.times[0] - heard.began + heard.idle


def _hear(entrant: Entrant, listening: Audience, events: int) -> Heard:
    listening.expect(events)
    return listening.publish(*(entrant.live.news() for _ in range(events)))
