"""Who takes part in a trial: fifty readers of every kind, and writers in each studio."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from domain.roles import Role
from tests.factories import Studio
from tests.server import Server
from tests.soak.ground import Ground
from tests.soak.reader import BOARD, Habits, Reader
from tests.soak.tally import Tally
from tests.soak.writer import Writer

READERS = 50
SECRETIVE = "tidewater"
"""The studio whose artists see nothing of the others."""


@dataclass(frozen=True)
class Cast:
    """All who take part."""

    readers: Sequence[Reader]
    writers: Sequence[Writer]


async def assemble(ground: Ground, tally: Tally) -> Cast:
    """Give each studio artists, writers and readers; the readers start half at each server."""
    readers: list[Reader] = []
    writers: list[Writer] = []
    await ground.superuser.execute(
        "update tenants set artists_see_busy = false where slug = $1", SECRETIVE
    )
    for studio in ground.studios:
        own = await studio.artist("Own", user_id=studio.members[Role.ARTIST])
        artists = [own, *[await studio.artist(name) for name in ("Bo", "Cy", "Di")]]
        for pair in (artists[:2], artists[2:]):
            writers.append(Writer(_from(ground.servers, len(writers)), studio, pair, tally))
        head = await ground.superuser.fetchrow(
            "select revision, epoch from tenant_revisions where tenant_id = $1", studio.id
        )
        for habits in _kinds(studio, artists):
            servers = _from(ground.servers, len(readers))
            readers.append(Reader(studio, habits, head["revision"], head["epoch"], servers, tally))
    return Cast(readers[:READERS], writers)


def _from(servers: Sequence[Server], place: int) -> list[Server]:
    turn = place % len(servers)
    return [*servers[turn:], *servers[:turn]]


def _kinds(studio: Studio, artists: Sequence[UUID]) -> Iterator[Habits]:
    manager, viewer = Habits(studio.email(Role.MANAGER)), Habits(studio.email(Role.VIEWER))
    own = artists[:1]
    artist = replace(manager, email=studio.email(Role.ARTIST))
    if studio.slug == SECRETIVE:
        artist = replace(artist, sees_all=False, owns=own)
    yield from (manager, viewer, artist)
    for kind in (manager, viewer, artist):
        yield replace(kind, query=BOARD)
        yield replace(kind, silence=2.5, forgets=5)
    for kind in (manager, viewer):
        yield replace(kind, query=BOARD, compression="deflate", forgets=3)
        yield replace(kind, dozes=2.0)
        yield replace(kind, fickle=40, silence=2.5)
        yield replace(kind, artists=own, sees_all=False)
    yield replace(manager, artists=artists[1:3], sees_all=False, silence=4.0, forgets=3)
