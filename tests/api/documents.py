"""The operations that the tests send, as a client would write them."""

CREATE = """
mutation Book($input: CreateBookingInput!) {
  createBooking(input: $input) {
    __typename
    ... on BookingSaved {
      booking { id status startTime endTime version artist { id name } project { name } }
      warnings { code message }
      revision
    }
    ... on UserError { code message path }
    ... on BookingConflict { conflicts { id startTime endTime status } }
    ... on HigherHoldExists { holds { id } }
  }
}
"""

CONFIRM = """
mutation Confirm($input: ConfirmBookingInput!) {
  confirmBooking(input: $input) {
    __typename
    ... on BookingSaved { booking { id status } revision }
    ... on UserError { code message path }
    ... on BookingConflict { conflicts { id } }
  }
}
"""

BOOKING = "query Booking($id: ID!) { booking(id: $id) { id status artist { name } } }"

NODE = "query Node($id: ID!) { node(id: $id) { __typename id } }"

CANCEL = """
mutation Cancel($input: EndBookingInput!) {
  cancelBooking(input: $input) { __typename ... on UserError { code message path } }
}
"""

EVENTS = """
query Events($after: Int) {
  events(first: 200, after: $after) { nodes { revision type aggregateId } }
}
"""

WATCH = """
subscription Watch($after: Int, $epoch: ID, $artistIds: [ID!], $projectIds: [ID!]) {
  bookingEvents(after: $after, epoch: $epoch, artistIds: $artistIds, projectIds: $projectIds) {
    __typename
    revision
    ... on BookingEvent {
      type
      bookingId
      booking { id status version artist { name } }
      facts { startTime endTime status }
    }
    ... on BookingUpdated { previous { startTime endTime } }
    ... on BookingCancelled { reason }
    ... on BookingConflictDetected {
      actor { name }
      attempted { bookingId artistId projectId phaseId startTime endTime status }
      artist { name }
      booking { id }
      conflicts { id startTime status artist { name } project { name } }
    }
  }
}
"""
