"""A small schedule as a studio may have kept it, and what has to become of it in an empty one."""

from pathlib import Path

from domain.schedule_file import ScheduleFile, decoded

FILE = Path(__file__).parent / "data" / "schedule.csv"
TIME_ZONE = "America/New_York"

REFUSED = {6: "BOOKING_CONFLICT", 10: "HIGHER_HOLD_EXISTS"}
INVALID = {
    12: "start does not exist: clocks in America/New_York skip 2023-03-12T02:30:00.",
    13: "end does not exist: clocks in America/New_York skip 2023-03-12T02:00:00.",
    17: "status is one of hold, pencil, confirmed.",
    18: "start is a local time such as 2027-03-01T09:00, without an offset.",
    19: "start is a local time such as 2027-03-01T09:00, without an offset.",
    20: "A booking ends after it starts.",
    21: "A booking ends after it starts.",
    22: "A booking lasts at most 366 days.",
    23: "artist must not be empty.",
    24: "external_id must not be empty.",
    25: "external_id stands in line 2 already.",
    26: "The row has 8 fields, the header 9.",
}
REMARKS = {
    15: "start comes twice in America/New_York, and the first one is meant.",
    16: "end comes twice in America/New_York, and the first one is meant.",
}
LINES = [2, 3, *range(5, 29)]
"""Where the rows begin: the one in line 3 goes on in line 4."""


def expected(line: int) -> str:
    """The result of a row in a studio that is empty."""
    return "refused" if line in REFUSED else "invalid" if line in INVALID else "created"


def schedule() -> ScheduleFile:
    return ScheduleFile.read(decoded(FILE.read_bytes()))
