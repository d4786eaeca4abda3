"""A studio's schedule as a CSV file: what each of its rows asks for, or why it asks for nothing.

Times in the file are wall-clock times of one time zone. What is wrong with the file as a whole, or
with one row, is raised as `InvalidInput` with a sentence for whoever keeps the file.
"""

import csv
import io
import re
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Self
from zoneinfo import ZoneInfo

from domain import checks
from domain.booking import BookingStatus
from domain.errors import InvalidInput
from domain.window import FIRST_INSTANT, LAST_INSTANT, Window, bookable

COLUMNS = ("external_id", "artist", "project", "client", "start", "end", "status", "notes")
"""The columns that a file has to have, in any order; others may stand beside them."""

STATUSES = (BookingStatus.HOLD, BookingStatus.PENCIL, BookingStatus.CONFIRMED)

_LOCAL_TIME = re.compile(
    r"\d{4}-\d\d-\d\d[T ](?:[01]\d|2[0-3]):[0-5]\d(?::[0-5]\d(?:\.\d{1,6})?)?", re.ASCII
)


@dataclass(frozen=True, slots=True)
class PlannedBooking:
    """A booking as a row asks for it: names where a booking has ids, instants in UTC."""

    external_id: str
    artist: str
    project: str | None
    client: str | None
    window: Window
    status: BookingStatus
    notes: str | None
    remarks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ScheduleRow:
    """A row, which begins in `line` of the file; the header is line 1.

    `cells` is the row as it stands there, `values` the columns that we know, trimmed. `fault` is
    what is wrong with it as a row of this file.
    """

    line: int
    cells: Sequence[str]
    values: Mapping[str, str]
    fault: str | None

    @property
    def external_id(self) -> str:
        return self.values["external_id"]

    def plan(self, zone: ZoneInfo) -> PlannedBooking:
        """What the row asks for, its times taken in `zone`. Raises `InvalidInput`."""
        if self.fault:
            raise InvalidInput(self.fault)
        start, about_start = _instant(self.values["start"], "start", zone)
        end, about_end = _instant(self.values["end"], "end", zone)
        return PlannedBooking(
            external_id=checks.text(self.external_id, "external_id"),
            artist=checks.text(self.values["artist"], "artist"),
            project=checks.optional_text(self.values["project"], "project"),
            client=checks.optional_text(self.values["client"], "client"),
            window=bookable(start, end),
            status=_status(self.values["status"]),
            notes=checks.notes(self.values["notes"]),
            remarks=about_start + about_end,
        )


@dataclass(frozen=True, slots=True)
class ScheduleFile:
    """A file whose header has all the columns."""

    columns: Sequence[str]
    rows: Sequence[ScheduleRow]

    @classmethod
    def read(cls, text: str) -> Self:
        """Read a file whose lines end as they like. Raises `InvalidInput`."""
        # What a line ends with is nobody's meaning, not even within quotes.
        lines = io.StringIO(text.replace("\r\n", "\n").replace("\r", "\n"))
        reader = csv.reader(lines, strict=True)
        begins = 1
        try:
            columns = next(reader, [])
            places = _places(columns)
            rows: list[ScheduleRow] = []
            seen: dict[str, int] = {}
            begins = reader.line_num + 1
            for cells in reader:
                if cells:
                    rows.append(_row(begins, cells, columns, places, seen))
                begins = reader.line_num + 1
        except csv.Error as error:
            message = f"The file is no CSV from line {begins} on: {error}."
            raise InvalidInput(message) from None
        return cls(columns, rows)


def decoded(content: bytes) -> str:
    """The text of a file in UTF-8, without the byte-order mark. Raises `InvalidInput`."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise InvalidInput("The file is not text in UTF-8.") from None
    if "\0" in text:
        raise InvalidInput("The file is not text: it holds zero bytes.")
    return text


def _places(columns: Sequence[str]) -> dict[str, int]:
    names = [name.strip().lower() for name in columns]
    if missing := [name for name in COLUMNS if name not in names]:
        raise InvalidInput(f"The first line does not name the columns {', '.join(missing)}.")
    if twice := [name for name in COLUMNS if names.count(name) > 1]:
        raise InvalidInput(f"The first line names twice: {', '.join(twice)}.")
    return {name: names.index(name) for name in COLUMNS}


def _row(
    line: int,
    cells: Sequence[str],
    columns: Sequence[str],
    places: Mapping[str, int],
    seen: dict[str, int],
) -> ScheduleRow:
    """The row of that line; `seen` has the lines of the external ids so far, and learns its own."""
    values = {
        name: cells[place].strip() if place < len(cells) else "" for name, place in places.items()
    }
    fault = None
    first = seen.setdefault(values["external_id"], line)
    if len(cells) != len(columns):
        fault = f"The row has {len(cells)} fields, the header {len(columns)}."
    elif values["external_id"] and first != line:
        fault = f"external_id stands in line {first} already."
    return ScheduleRow(line, cells, values, fault)


def _status(text: str) -> BookingStatus:
    for status in STATUSES:
        if text.lower() == status.value:
            return status
    raise InvalidInput(f"status is one of {', '.join(STATUSES)}.")


def _instant(text: str, column: str, zone: ZoneInfo) -> tuple[datetime, tuple[str, ...]]:
    """The instant of a local time, and what to remark about it."""
    local = _local_time(text, column)
    first, second = (local.replace(tzinfo=zone, fold=fold).astimezone(UTC) for fold in (0, 1))
    if first.astimezone(zone).replace(tzinfo=None) != local:
        raise InvalidInput(f"{column} does not exist: clocks in {zone.key} skip {text}.")
    if first != second:
        return first, (f"{column} comes twice in {zone.key}, and the first one is meant.",)
    return first, ()


def _local_time(text: str, column: str) -> datetime:
    if _LOCAL_TIME.fullmatch(text):
        with suppress(ValueError):  # 30 February
            local = datetime.fromisoformat(text)
            if FIRST_INSTANT.year <= local.year <= LAST_INSTANT.year:
                return local
    raise InvalidInput(f"{column} is a local time such as 2027-03-01T09:00, without an offset.")
