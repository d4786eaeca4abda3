"""Those who are handed the same things, as close to each other in memory as they are in time.

Before thousands of clients the time goes into fetching from memory what is looked at for each of
them. So that is two things only, which lie beside those of the next one: where to write, and what.
"""

import asyncio
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Protocol

from subscriptions.line import NONE, Line
from subscriptions.payloads import Payload

AT_ONCE: Final = 250
"""Members who are handed a payload before anybody else of the process gets a turn."""


class Member(Protocol):
    """A client, as far as it is sent payloads.

    On its `line`, and only while that is open, it is written what `front` makes of a payload and
    then `own`, which is this client's alone.
    """

    line: Line
    own: bytes

    async def send(self, payloads: Sequence[Payload]) -> None:
        """Send, and wait while the client does not keep up."""

    def front(self, payload: Payload) -> bytes:
        """What all are written whose own is as long. Is kept in `Payload.fronts`."""


@dataclass(eq=False, slots=True)
class Seat:
    """A member's place in a group, which has been told of all up to `seen`.

    `told` is how far it had been told when it came, or when it left. `left` says whether the member
    kept up, and only its admission is in doubt.
    """

    member: Member
    line: Line
    told: int
    left: asyncio.Future[bool]
    row: "Row | None" = None
    place: int = 0

    @property
    def seen(self) -> int:
        """The last revision that the member was told of."""
        return max(self.told, self.row.seen) if self.row else self.told

    def look(self) -> None:
        """Take note of whether its line is open."""
        if self.row:
            line = self.line
            self.row.descriptors[self.place] = line.descriptor if line.is_open else NONE


class Row:
    """Seats that are served in one go: whoever sits there has been told of all up to `seen`.

    The lists go together, place by place. An empty place has no seat.
    """

    __slots__ = ("descriptors", "owns", "seats", "seen", "taken")

    def __init__(self) -> None:
        self.taken = 0
        self.seats: list[Seat | None] = []
        self.descriptors: list[int] = []
        self.owns: list[bytes] = []
        self.seen = -1

    def hand(self, revision: int, payload: Payload) -> tuple[int, list[Seat]]:
        """Write a payload to all whose line is open. Answers to how many, and who they are not.

        It is for the caller to say that the row has seen it, once those have left.
        """
        shut: list[Seat] = []
        place, length, front, write = 0, -1, b"", os.write
        try:
            for descriptor, own in zip(self.descriptors, self.owns, strict=True):
                if len(own) != length:
                    length = len(own)
                    front = payload.fronts.get(length, b"")
                if descriptor != NONE and front:
                    text = front + own
                    try:
                        written = write(descriptor, text)
                    except OSError:
                        written = 0  # what that means is for the line to find out
                    if written != len(text):
                        self._line(place).write(text[written:])
                elif seat := self.seats[place]:
                    if seat.line.is_open:
                        front = seat.member.front(payload)
                        seat.line.write(front + own)
                    else:
                        shut.append(seat)
                place += 1
        except BaseException:
            for seat in self.seats[:place]:
                if seat and seat not in shut:
                    seat.told = revision
            raise
        return self.taken - len(shut), shut

    def _line(self, place: int) -> Line:
        seat = self.seats[place]
        assert seat
        return seat.line


class Seats:
    """The seats of a group. Whoever comes waits in front until there is something new to them."""

    def __init__(self) -> None:
        self._rows: list[Row] = []
        self._empty: list[tuple[Row, int]] = []
        self._waiting: dict[Seat, None] = {}

    def __iter__(self) -> Iterator[Seat]:
        for row in self._rows:
            yield from (seat for seat in row.seats if seat)
        yield from self._waiting

    def take(self, seat: Seat) -> None:
        """Let a member in."""
        self._waiting[seat] = None

    def leave(self, seat: Seat) -> None:
        """Let a member out, if it has not left."""
        self._waiting.pop(seat, None)
        if row := seat.row:
            seat.told, seat.row = seat.seen, None
            row.seats[seat.place] = None
            row.descriptors[seat.place] = NONE
            row.owns[seat.place] = b""
            row.taken -= 1
            self._empty.append((row, seat.place))
            seat.line.followers.remove(seat)

    def rows(self, revision: int) -> list[Row]:
        """Where those sit who have not been told of a revision."""
        for seat in [seat for seat in self._waiting if seat.told < revision]:
            del self._waiting[seat]
            self._place(seat, revision)
        if not all(row.taken for row in self._rows):
            self._rows = [row for row in self._rows if row.taken]
            self._empty = [(row, place) for row, place in self._empty if row.taken]
        return [row for row in self._rows if row.seen < revision]

    def _place(self, seat: Seat, revision: int) -> None:
        """Place a seat in a row that has not seen the revision, which is all of them as a rule."""
        if not self._empty or self._empty[-1][0].seen >= revision:
            last = self._rows[-1] if self._rows else None
            if last is None or last.seen >= revision or len(last.seats) == AT_ONCE:
                self._rows.append(Row())
            last = self._rows[-1]
            self._empty.append((last, len(last.seats)))
            last.seats.append(None)
            last.descriptors.append(NONE)
            last.owns.append(b"")
        row, place = self._empty.pop()
        # A copy, for these are made one behind the other.
        row.seats[place], row.owns[place] = seat, bytes(bytearray(seat.member.own))
        row.taken += 1
        seat.row, seat.place = row, place
        seat.line.followers.append(seat)
        seat.look()
