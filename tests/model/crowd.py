"""Fifty people at one calendar: random operations over HTTP, all at once."""

import asyncio
import random
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from tests.api.moving import ANSWERS, INPUTS
from tests.server import Client

WHICH = "{ id version startTime endTime }"
MANY = f"... on BookingsSaved {{ bookings {WHICH} revision }} ... on UserError {{ code }}"
ONE = f"... on BookingSaved {{ booking {WHICH} revision }} ... on UserError {{ code }}"
DOCUMENTS = {
    field: f"mutation Do($input: {INPUTS.get(field, field[0].upper() + field[1:] + 'Input')}!)"
    f" {{ {field}(input: $input)"
    f" {{ __typename {MANY if 'BookingsSaved' in answer else ONE} }} }}"
    for field, answer in ANSWERS.items()
}
WEIGHTS = {
    "createBooking": 24,
    "updateBooking": 24,
    "pencilBooking": 8,
    "confirmBooking": 8,
    "releaseBooking": 5,
    "declineBooking": 3,
    "holdBooking": 6,
    "cancelBooking": 8,
    "restoreBooking": 4,
    "splitBooking": 4,
    "duplicateBooking": 5,
    "bulkUpdateBookings": 5,
    "undo": 5,
}
NEWEST = 400
"""Bookings that people still work on."""


@dataclass(frozen=True)
class Saved:
    """What somebody was told of a change that went through."""

    field: str
    revision: int
    versions: dict[UUID, int]
    expected: dict[UUID, int]


@dataclass
class Crowd:
    """People with their chances, the bookings they know, and what they were answered."""

    clients: Sequence[Client]
    artists: Sequence[UUID]
    projects: Sequence[UUID]
    seen: dict[UUID, int] = field(default_factory=dict)
    middles: dict[UUID, str] = field(default_factory=dict)
    saved: list[Saved] = field(default_factory=list)
    answers: Counter[str] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)
    _left: int = 0

    async def work(self, operations: int, *, people: int = 50) -> None:
        """Run so many operations, by so many people at once."""
        self._left = operations
        await asyncio.gather(*(self._person(number) for number in range(people)))

    async def _person(self, number: int) -> None:
        chance = random.Random(number)
        client = self.clients[number % len(self.clients)]
        while self._left > 0:
            self._left -= 1
            (field,) = chance.choices(list(WEIGHTS), weights=list(WEIGHTS.values()))
            values, expected = self._wish(field, chance)
            answer = await client.post(DOCUMENTS[field], {"input": values})
            body = answer.json()
            if answer.status_code != 200 or "errors" in body:
                self.faults.append(f"{field}: {answer.status_code} {answer.text[:500]}")
            else:
                self._note(field, body["data"][field], expected)

    def _note(self, field: str, answer: dict[str, Any], expected: dict[UUID, int]) -> None:
        self.answers[f"{field} {answer.get('code', 'saved')}"] += 1
        if "revision" in answer:
            rows = answer["bookings"] if "bookings" in answer else [answer["booking"]]
            versions = {UUID(row["id"]): row["version"] for row in rows}
            self.seen |= versions
            self.middles |= {UUID(row["id"]): _middle(row) for row in rows}
            self.saved.append(Saved(field, answer["revision"], versions, expected))

    def _wish(self, field: str, chance: random.Random) -> tuple[dict[str, Any], dict[UUID, int]]:
        """An input, and the versions that it expects."""
        known = list(self.seen)[-NEWEST:]
        one = chance.choice(known) if known else uuid4()
        expected = {one: self.seen[one]} if known and chance.random() < 0.4 else {}
        own: dict[str, Any] = {"id": str(one)}
        if expected and field != "duplicateBooking":
            own["expectedVersion"] = expected[one]
        override = {"override": {"reason": "By phone"}} if chance.random() < 0.5 else {}
        match field:
            case "createBooking":
                work = chance.choice([None, *map(str, self.projects)])
                status = chance.choice(["HOLD", "HOLD", "PENCIL", "CONFIRMED"])
                new = {"artistId": self._artist(chance), "status": status, "projectId": work}
                return {**new, **_time(chance), **override}, {}
            case "updateBooking":
                who = {"artistId": self._artist(chance)} if chance.random() < 0.3 else {}
                time = _time(chance) if not who or chance.random() < 0.5 else {}
                return {**own, **who, **time, **override}, expected
            case "pencilBooking":
                return {**own, "reason": "Rain", **override}, expected
            case "confirmBooking":
                return {**own, **override}, expected
            case "splitBooking":
                return {**own, "at": self.middles.get(one, "2027-01-15T12:00:00Z")}, expected
            case "duplicateBooking":
                return {**own, "artistId": self._artist(chance), **override}, {}
            case "bulkUpdateBookings":
                some = chance.sample(known, min(len(known), chance.randint(1, 12))) or [one]
                shift = {"shiftDays": chance.randint(-7, 7) or 1}
                return {"bookings": [{"id": str(i)} for i in some], **shift, **override}, {}
            case "undo":
                recent = [saved.revision for saved in self.saved[-20:]] or [1]
                return {"revision": chance.choice(recent), "reason": "A slip"}, {}
        return {**own, "reason": "Rain"}, expected

    def _artist(self, chance: random.Random) -> str:
        return str(chance.choice(self.artists))


def _middle(booking: dict[str, str]) -> str:
    start, end = (datetime.fromisoformat(booking[name]) for name in ("startTime", "endTime"))
    return (start + (end - start) / 2).isoformat()


def _time(chance: random.Random) -> dict[str, str]:
    """Some hours, or whole days."""
    month, day = 1 + chance.randrange(2), 1 + chance.randrange(25)
    if chance.random() < 0.3:
        last = day + chance.randint(0, 3)
        return {
            "startDate": f"2027-{month:02}-{day:02}",
            "endDate": f"2027-{month:02}-{last:02}",
        }
    start = chance.randrange(20)
    end = start + chance.randint(1, 3)
    return {
        "startTime": f"2027-{month:02}-{day:02}T{start:02}:00:00Z",
        "endTime": f"2027-{month:02}-{day:02}T{end:02}:00:00Z",
    }
