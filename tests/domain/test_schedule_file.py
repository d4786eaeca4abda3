from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from domain.booking import BookingStatus
from domain.errors import InvalidInput
from domain.schedule_file import COLUMNS, PlannedBooking, ScheduleFile, ScheduleRow, decoded
from tests.schedule import INVALID, LINES, REMARKS, TIME_ZONE, schedule

NEW_YORK = ZoneInfo(TIME_ZONE)
HEADER = ",".join(COLUMNS)
GOOD = {
    "external_id": "A-1",
    "artist": "Änne Berg",
    "project": "Tidepool",
    "client": "Harbor Games",
    "start": "2023-02-06T09:00:00",
    "end": "2023-02-06T18:00:00",
    "status": "pencil",
    "notes": "Red tent",
}


def row(**values: str) -> ScheduleRow:
    cells = ",".join(f'"{value}"' for value in {**GOOD, **values}.values())
    (found,) = ScheduleFile.read(f"{HEADER}\n{cells}\n").rows
    return found


def plan(**values: str) -> PlannedBooking:
    return row(**values).plan(NEW_YORK)


def why(**values: str) -> str:
    """Why a row is invalid."""
    with pytest.raises(InvalidInput) as refused:
        plan(**values)
    return refused.value.message


def test_a_row_asks_for_a_booking_in_local_time() -> None:
    planned = plan()
    assert (planned.external_id, planned.artist) == ("A-1", "Änne Berg")
    assert (planned.project, planned.client) == ("Tidepool", "Harbor Games")
    assert (planned.status, planned.notes) == (BookingStatus.PENCIL, "Red tent")
    assert planned.window.start == datetime(2023, 2, 6, 14, tzinfo=UTC)
    assert planned.window.end == datetime(2023, 2, 6, 23, tzinfo=UTC)
    assert planned.remarks == ()


def test_project_client_and_notes_may_be_missing() -> None:
    planned = plan(project="", client=" ", notes="")
    assert (planned.project, planned.client, planned.notes) == (None, None, None)


def test_columns_come_in_any_order_beside_others_and_in_capitals() -> None:
    values = {"Colour": "red", **dict(reversed(GOOD.items()))}
    header = ",".join(name.title() for name in values)
    file = ScheduleFile.read(f"{header}\n{','.join(values.values())}")
    assert file.rows[0].plan(NEW_YORK) == plan()


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"], ids=["bare", "marked"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"], ids=["unix", "windows", "old"])
def test_lines_end_as_they_like_even_within_quotes(mark: bytes, end: str) -> None:
    notes = f'"Red tent,{end}""new"""'
    lines = [HEADER, ",".join({**GOOD, "notes": notes}.values()), "", ",".join(GOOD.values())]
    file = ScheduleFile.read(decoded(mark + end.join(lines).encode()))
    assert [found.line for found in file.rows] == [2, 5]
    assert file.rows[0].plan(NEW_YORK).notes == 'Red tent,\n"new"'


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "does not name the columns external_id, artist"),
        ("\n" + HEADER, "does not name the columns external_id, artist"),
        (HEADER.replace("status,", ""), "does not name the columns status."),
        (HEADER.replace(",", ";"), "does not name the columns"),
        (f"{HEADER},Start", "names twice: start."),
        (f'{HEADER}\nA-1,"Änne', "no CSV from line 2 on"),
        (f"{HEADER}\n\n{'x' * 200_000}", "no CSV from line 3 on"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_as_a_whole(text: str, reason: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        ScheduleFile.read(text)
    assert reason in refused.value.message


@pytest.mark.parametrize("content", [b"\xff\xfea\x00", "Änne".encode("latin-1"), b"a\0b"])
def test_what_is_no_text_in_utf_8_is_refused(content: bytes) -> None:
    with pytest.raises(InvalidInput, match=r"not text"):
        decoded(content)


@pytest.mark.parametrize("text", ["2023-02-06 09:00", "2023-02-06T09:00", "2023-02-06T09:00:00.0"])
def test_a_time_may_be_short_or_fine(text: str) -> None:
    assert plan(start=text) == plan()


@pytest.mark.parametrize(
    "text",
    [
        "",
        "tomorrow",
        "2023-02-06",
        "06/02/2023 09:00",
        "2023-02-30T09:00",
        "2023-02-06T24:00",
        "2023-02-06T09:00:00Z",
        "2023-02-06T09:00:00-05:00",
        "2023-W06-1T09:00",
        "٢٠٢٣-02-06T09:00",
        "0001-01-01T00:00",
        "9999-12-31T23:00",
    ],
)
def test_what_is_no_local_time_is_invalid(text: str) -> None:
    for column in ("start", "end"):
        assert why(**{column: text}).startswith(f"{column} is a local time such as")


@pytest.mark.parametrize("text", ["2023-03-12T02:00", "2023-03-12T02:59:59"])
def test_a_time_that_the_clocks_skip_is_invalid(text: str) -> None:
    reason = why(start=text, end="2023-03-12T09:00")
    assert reason == f"start does not exist: clocks in America/New_York skip {text}."


def test_the_times_around_a_skip_are_an_hour_nearer_than_they_look() -> None:
    window = plan(start="2023-03-12T01:59", end="2023-03-12T03:00").window
    assert window.end - window.start == timedelta(minutes=1)


def test_of_a_time_that_comes_twice_the_first_is_meant() -> None:
    planned = plan(start="2023-11-05T01:30", end="2023-11-05T02:00")
    assert planned.window.start == datetime(2023, 11, 5, 5, 30, tzinfo=UTC)
    assert planned.window.end == datetime(2023, 11, 5, 7, tzinfo=UTC)
    assert planned.remarks == (
        "start comes twice in America/New_York, and the first one is meant.",
    )


@pytest.mark.parametrize(
    ("values", "reason"),
    [
        ({"status": "cancelled"}, "status is one of hold, pencil, confirmed."),
        ({"status": ""}, "status is one of hold, pencil, confirmed."),
        ({"end": "2023-02-06T08:00"}, "A booking ends after it starts."),
        ({"end": "2023-02-06T09:00"}, "A booking ends after it starts."),
        ({"end": "2024-02-07T09:01"}, "A booking lasts at most 366 days."),
        ({"artist": " "}, "artist must not be empty."),
        ({"external_id": ""}, "external_id must not be empty."),
        ({"project": "x" * 201}, "project has at most 200 characters."),
        ({"notes": "x" * 10_001}, "notes has at most 10000 characters."),
        ({"client": "\a"}, "client must not be empty."),
        ({"artist": "An\ane"}, "artist must not hold control characters."),
    ],
)
def test_a_row_that_cannot_be_meant_so_says_why(values: dict[str, str], reason: str) -> None:
    assert why(**values) == reason


def test_the_sample_is_what_it_is_meant_to_be() -> None:
    reasons: dict[int, str] = {}
    remarks: dict[int, str] = {}
    for found in schedule().rows:
        try:
            said = found.plan(NEW_YORK).remarks
        except InvalidInput as refused:
            reasons[found.line] = refused.message
        else:
            if said:
                remarks[found.line] = " ".join(said)
    assert [found.line for found in schedule().rows] == LINES
    assert reasons == INVALID
    assert remarks == REMARKS
