"""What happens to artists, as live events."""

import strawberry

from domain.event import EventType
from schema.artists import Artist
from schema.compiler.declare import column, one
from schema.live_events import StudioEvent


@strawberry.interface(
    description="Something that happened to an artist. Artists are told of themselves only."
)
class ArtistEvent(StudioEvent):
    """What all events of artists have."""

    artist_id: strawberry.ID = column(lambda t: t.c.aggregate_id, description="To which artist.")
    artist: Artist | None = one("aggregate_id", description="The artist as they are now.")


@strawberry.type(description="An artist was added.")
class ArtistCreated(ArtistEvent):
    """See `createArtist`."""


@strawberry.type(description="An artist's record was changed.")
class ArtistUpdated(ArtistEvent):
    """See `updateArtist` and `linkArtist`."""


@strawberry.type(description="An artist is not booked any more.")
class ArtistArchivedEvent(ArtistEvent):
    """See `archiveArtist`. `ArtistArchived` is a refusal."""


@strawberry.type(description="An archived artist can be booked again.")
class ArtistRestored(ArtistEvent):
    """See `restoreArtist`."""


ARTIST_EVENTS = {
    EventType.ARTIST_CREATED: ArtistCreated,
    EventType.ARTIST_UPDATED: ArtistUpdated,
    EventType.ARTIST_ARCHIVED: ArtistArchivedEvent,
    EventType.ARTIST_RESTORED: ArtistRestored,
}
