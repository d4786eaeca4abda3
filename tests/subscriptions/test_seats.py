"""Rows of seats: what is written straight to a file, and what is left to the line."""

import asyncio
import os
import socket
from collections.abc import AsyncIterator
from contextlib import suppress
from dataclasses import dataclass, field

import pytest

from subscriptions.line import NONE, Line
from subscriptions.payloads import Payload
from subscriptions.seats import AT_ONCE, Seat, Seats
from tests.subscriptions.following import Ears

PAYLOAD = Payload(b"news", {0: b"news"})


@dataclass(eq=False)
class Wire:
    """A socket pair: our end without waiting, and what was left to the line."""

    room: int = 4096
    left: list[bytes] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.ours, self.theirs = socket.socketpair()
        self.ours.setblocking(False)
        self.ours.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, self.room)
        self.line = Line(self.left.append, self.ours.fileno())

    def fill(self) -> None:
        """Write until the system takes no more."""
        with suppress(BlockingIOError):
            while os.write(self.ours.fileno(), b"x" * 1000):
                pass


@pytest.fixture
async def wire() -> AsyncIterator[Wire]:
    wire = Wire()
    with wire.ours, wire.theirs:
        yield wire


def seated(seats: Seats, line: Line, *, told: int = 0) -> Seat:
    ears = Ears()
    ears.line = line
    seat = Seat(ears, line, told, asyncio.get_running_loop().create_future())
    seats.take(seat)
    return seat


async def test_what_a_file_takes_goes_past_the_line(wire: Wire) -> None:
    seats = Seats()
    seated(seats, wire.line)
    (row,) = seats.rows(1)
    assert row.hand(1, PAYLOAD) == (1, [])
    assert (wire.theirs.recv(100), wire.left) == (b"news", [])


async def test_the_rest_of_what_a_file_does_not_take_is_the_lines(wire: Wire) -> None:
    seats = Seats()
    seated(seats, wire.line)
    long = b"x" * 1_000_000
    (row,) = seats.rows(1)
    assert row.hand(1, Payload(long, {0: long})) == (1, [])
    (rest,) = wire.left
    assert 0 < len(rest) < len(long)
    wire.ours.shutdown(socket.SHUT_WR)
    took = 0
    while chunk := wire.theirs.recv(1 << 16):
        took += len(chunk)
    assert took + len(rest) == len(long)


@pytest.mark.parametrize("full", [True, False])
async def test_what_a_file_refuses_is_the_lines_in_whole(wire: Wire, full: bool) -> None:
    seats = Seats()
    seated(seats, wire.line)
    if full:
        wire.fill()
    else:
        wire.theirs.close()
    (row,) = seats.rows(1)
    assert row.hand(1, PAYLOAD) == (1, [])
    assert wire.left == [b"news"]


async def test_nothing_is_written_to_the_file_of_a_line_that_is_shut(wire: Wire) -> None:
    seats = Seats()
    seat = seated(seats, wire.line)
    (row,) = seats.rows(1)
    wire.line.is_open = False
    assert row.hand(1, PAYLOAD) == (0, [seat])
    wire.line.is_open = True
    assert row.hand(1, PAYLOAD) == (1, [])
    wire.theirs.setblocking(False)
    assert (wire.theirs.recv(100), wire.left) == (b"news", [])


async def test_a_file_that_has_been_left_is_never_written_to_again(wire: Wire) -> None:
    """Its number may belong to somebody else by then."""
    seats = Seats()
    seat = seated(seats, wire.line)
    (row,) = seats.rows(1)
    seats.leave(seat)
    assert row.hand(1, PAYLOAD) == (0, [])
    wire.line.is_open = False
    wire.line.is_open = True
    assert (row.hand(2, PAYLOAD), row.descriptors, wire.line.followers) == ((0, []), [NONE], [])
    wire.theirs.setblocking(False)
    with pytest.raises(BlockingIOError):
        wire.theirs.recv(1)


async def test_a_line_is_shut_in_every_row_where_its_client_sits(wire: Wire) -> None:
    seats, others = Seats(), Seats()
    one, other = seated(seats, wire.line), seated(others, wire.line)
    rows = [*seats.rows(1), *others.rows(1)]
    wire.line.is_open = False
    assert [row.hand(1, PAYLOAD) for row in rows] == [(0, [one]), (0, [other])]


async def test_who_has_been_told_more_waits_until_there_is_something_new() -> None:
    seats = Seats()
    behind, ahead = seated(seats, Ears().line, told=4), seated(seats, Ears().line, told=6)
    for revision in (5, 6):
        (row,) = seats.rows(revision)
        assert row.hand(revision, PAYLOAD) == (1, [])
        row.seen = revision
    assert (behind.seen, ahead.seen) == (6, 6)
    (row,) = seats.rows(7)
    # It has a place, and has not been told yet.
    assert (behind.seen, ahead.seen) == (6, 6)
    assert row.hand(7, PAYLOAD) == (2, [])
    row.seen = 7
    assert (behind.seen, ahead.seen) == (7, 7)


async def test_who_comes_late_is_told_what_the_others_have_been_told_already() -> None:
    seats = Seats()
    first = seated(seats, Ears().line)
    (row,) = seats.rows(5)
    row.hand(5, PAYLOAD)
    row.seen = 5
    for leaves in (False, True):
        if leaves:
            seats.leave(first)
        late = seated(seats, Ears().line, told=3)
        (row,) = seats.rows(5)
        assert (row.hand(5, PAYLOAD), late.seen) == ((1, []), 3)
        row.seen = 5


async def test_whoever_leaves_knows_how_far_it_was_told() -> None:
    seats = Seats()
    seat, ahead = seated(seats, Ears().line), seated(seats, Ears().line, told=9)
    (row,) = seats.rows(3)
    row.hand(3, PAYLOAD)
    row.seen = 3
    for each in (seat, ahead):
        seats.leave(each)
        seats.leave(each)
    assert (seat.seen, ahead.seen, list(seats)) == (3, 9, [])
    row.seen = 5
    assert seat.seen == 3


async def test_places_are_given_again_before_there_are_new_ones() -> None:
    seats = Seats()
    sitting = [seated(seats, Ears().line) for _ in range(AT_ONCE + 1)]
    assert [len(row.seats) for row in seats.rows(1)] == [AT_ONCE, 1]
    for seat in sitting[: AT_ONCE // 2]:
        seats.leave(seat)
    come = [seated(seats, Ears().line, told=1) for _ in range(AT_ONCE // 2)]
    rows = seats.rows(2)
    assert [len(row.seats) for row in rows] == [AT_ONCE, 1]
    assert [row.hand(2, PAYLOAD) for row in rows] == [(AT_ONCE, []), (1, [])]
    assert {*seats} == {*sitting[AT_ONCE // 2 :], *come}


async def test_a_row_that_everybody_has_left_is_gone() -> None:
    seats = Seats()
    sitting = [seated(seats, Ears().line) for _ in range(3 * AT_ONCE)]
    assert len(seats.rows(1)) == 3
    for seat in sitting[:-1]:
        seats.leave(seat)
    (row,) = seats.rows(2)
    assert row.hand(2, PAYLOAD) == (1, [])
    # Nobody is placed in a row that is gone.
    come = [seated(seats, Ears().line) for _ in range(AT_ONCE)]
    assert [row.hand(2, PAYLOAD)[0] for row in seats.rows(2)] == [AT_ONCE, 1]
    assert {*seats} == {sitting[-1], *come}


async def test_when_a_line_fails_those_before_it_have_been_told() -> None:
    def fail(_: bytes) -> None:
        raise RuntimeError

    seats = Seats()
    first, broken, last = (seated(seats, line) for line in (Ears().line, Line(fail), Ears().line))
    (row,) = seats.rows(1)
    with pytest.raises(RuntimeError):
        row.hand(1, PAYLOAD)
    assert (first.seen, broken.seen, last.seen) == (1, 0, 0)
