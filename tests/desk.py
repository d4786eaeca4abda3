"""Desks at which people say that they are there, in one process and without a database."""

from collections.abc import Collection, Mapping
from uuid import UUID

from subscriptions.backend import MemoryBackend
from subscriptions.board import Board, MemoryBoard
from subscriptions.presence import Desk


class Members:
    """Everybody is a member and called by the start of their id, unless they are taken out."""

    def __init__(self) -> None:
        self.removed: set[UUID] = set()
        self.access = 0

    async def names(self, tenant_id: UUID, people: Collection[UUID]) -> Mapping[UUID, str]:
        return {person: str(person)[:8] for person in people if person not in self.removed}

    async def counts(self, tenants: Collection[UUID]) -> Mapping[UUID, int]:
        return dict.fromkeys(tenants, self.access)

    def remove(self, person: UUID) -> None:
        self.removed.add(person)
        self.access += 1


def new_desk(
    board: Board | None = None, members: Members | None = None, *, poll_every: float = 60.0
) -> Desk:
    """A desk that nobody has started yet."""
    members = members or Members()
    return Desk(
        board or MemoryBoard(30.0),
        MemoryBackend(),
        names=members.names,
        access=members.counts,
        poll_every=poll_every,
    )
