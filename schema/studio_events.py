"""Every event of the log by the type that it has live."""

from schema.artist_events import ARTIST_EVENTS
from schema.booking_events import BOOKING_EVENTS
from schema.hold_events import HOLD_EVENTS
from schema.live_events import StreamPosition
from schema.project_events import PROJECT_EVENTS

STUDIO_EVENTS = ARTIST_EVENTS | PROJECT_EVENTS | BOOKING_EVENTS | HOLD_EVENTS
LIVE_EVENTS = (*STUDIO_EVENTS.values(), StreamPosition)
"""All that a subscription brings. GraphQL knows them by their interface only."""
