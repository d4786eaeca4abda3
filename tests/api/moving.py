"""Bookings that are divided, copied, moved and taken back, as a client of the API does it."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from tests.server import Client

BOOKING = """
fragment B on Booking {
  id startTime endTime startDate endDate status holdRank expiresAt endReason reason notes version
  artist { id } project { id }
}
"""
REFUSED = """
fragment E on UserError {
  code message path
  ... on BookingConflict { conflicts { id } }
  ... on HigherHoldExists { holds { id } }
  ... on StaleVersion { current { id } }
}
"""
ONE = "... on BookingSaved { booking { ...B } warnings { code } revision } ...E"
MANY = "... on BookingsSaved { bookings { ...B } warnings { code bookings { id } } revision } ...E"
BULK = "... on BulkRefused { refusals { bookingId code message inTheWay } bookings { id } }"

ANSWERS = {
    "createBooking": ONE,
    "updateBooking": ONE,
    "duplicateBooking": ONE,
    "pencilBooking": ONE,
    "confirmBooking": ONE,
    "releaseBooking": ONE,
    "declineBooking": ONE,
    "holdBooking": ONE,
    "cancelBooking": ONE,
    "restoreBooking": ONE,
    "splitBooking": MANY,
    "bulkUpdateBookings": f"{MANY} {BULK}",
    "undo": f"{MANY} {BULK} ... on UndoRefused {{ obstacle bookings {{ id }} }}",
}
INPUTS = {
    "pencilBooking": "PencilBookingInput",
    "confirmBooking": "ConfirmBookingInput",
    "releaseBooking": "EndBookingInput",
    "declineBooking": "EndBookingInput",
    "cancelBooking": "EndBookingInput",
}


@dataclass(frozen=True)
class Mover:
    """Somebody at the calendar."""

    client: Client

    async def do(self, field: str, **values: Any) -> dict[str, Any]:
        """Run a mutation, whatever it answers."""
        kind = INPUTS.get(field, f"{field[0].upper()}{field[1:]}Input")
        query = (
            f"mutation Do($input: {kind}!) {{ {field}(input: $input) {{ __typename {ANSWERS[field]}"
            f" }} }} {BOOKING} {REFUSED}"
        )
        answer: dict[str, Any] = (await self.client.data(query, input=_plain(values)))[field]
        return answer

    async def done(self, field: str, **values: Any) -> dict[str, Any]:
        """The same where it has to go through."""
        answer = await self.do(field, **values)
        assert answer["__typename"] in ("BookingSaved", "BookingsSaved"), answer
        return answer

    async def book(self, artist: UUID, **values: Any) -> dict[str, Any]:
        """Make a booking and answer it."""
        made = await self.done("createBooking", artistId=artist, **values)
        booking: dict[str, Any] = made["booking"]
        return booking

    async def see(self, booking_id: str) -> dict[str, Any]:
        """A booking as it is now."""
        query = f"query See($id: ID!) {{ booking(id: $id) {{ ...B }} }} {BOOKING}"
        booking: dict[str, Any] = (await self.client.data(query, id=booking_id))["booking"]
        return booking


def day(number: int, *, first: int = 9, last: int = 17) -> dict[str, str]:
    """Working hours of a day in March 2027, in UTC."""
    return {
        "startTime": f"2027-03-{number:02}T{first:02}:00:00Z",
        "endTime": f"2027-03-{number:02}T{last:02}:00:00Z",
    }


def _plain(values: Any) -> Any:
    match values:
        case dict():
            return {name: _plain(value) for name, value in values.items()}
        case list():
            return [_plain(value) for value in values]
        case UUID():
            return str(values)
    return values
