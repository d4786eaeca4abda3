"""What a studio has already that the rows of a file may mean."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Self
from uuid import UUID

from db.queries import importing as queries
from db.session import AnyRow, Session
from domain.errors import InvalidInput
from domain.naming import name_key
from domain.project import ENDED
from domain.schedule_file import PlannedBooking


@dataclass(frozen=True, slots=True)
class Named:
    """An artist or a project. `ended` is its status where that takes no bookings any more."""

    id: UUID
    name: str
    ended: str | None = None


class Names:
    """Things of one kind, found by name whatever its case and accents."""

    def __init__(self, kind: str, things: Iterable[Named] = ()) -> None:
        self._kind = kind
        self._by_key: dict[str, list[Named]] = defaultdict(list)
        for thing in things:
            self.add(thing)

    def add(self, thing: Named) -> None:
        self._by_key[name_key(thing.name)].append(thing)

    def find(self, name: str) -> Named | None:
        """The thing of that name.

        Of several, those that take bookings are meant, and of these the one that is written just
        so. Raises `InvalidInput` where that still leaves a choice.
        """
        alike = self._by_key.get(name_key(name), [])
        bookable = [thing for thing in alike if thing.ended is None] or alike
        meant = [thing for thing in bookable if thing.name == name] or bookable
        if len(meant) > 1:
            raise InvalidInput(f"The studio has {len(meant)} {self._kind}s of this name.")
        return meant[0] if meant else None


@dataclass(frozen=True, slots=True)
class Known:
    """Artists and projects by name, bookings by external id."""

    artists: Names
    projects: Names
    booked: Mapping[str, AnyRow]

    @classmethod
    async def to(cls, session: Session, wanted: Iterable[PlannedBooking]) -> Self:
        """What the studio has of all that `wanted` names."""
        artist_keys, project_keys, external_ids = set(), set(), set()
        for plan in wanted:
            artist_keys.add(name_key(plan.artist))
            external_ids.add(plan.external_id)
            if plan.project:
                project_keys.add(name_key(plan.project))
        artists = await queries.artists_by_key(session, artist_keys)
        projects = await queries.projects_by_key(session, project_keys)
        booked = await queries.bookings_by_external_id(session, external_ids)
        return cls(
            Names("artist", (Named(a.id, a.name, a.archived_at and "archived") for a in artists)),
            Names(
                "project",
                (Named(p.id, p.name, p.status if p.status in ENDED else None) for p in projects),
            ),
            {booking.external_id: booking for booking in booked},
        )
