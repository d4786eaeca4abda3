"""Importing a schedule that was uploaded before."""

import asyncio
from collections import Counter
from dataclasses import dataclass
from typing import Annotated, Any

import strawberry

from domain.errors import ErrorCode
from domain.roles import Scope
from domain.schedule_file import ScheduleFile
from resolvers.importing import MOST_ROWS, Imported, ImportResult, Outcome
from resolvers.importing import import_bookings as import_rows
from resolvers.uploads import upload
from schema.bookings import Booking
from schema.compiler.executor import Reference
from schema.context import Info
from schema.inputs import own_id
from schema.meter import EXPECTED_ITEMS
from schema.payloads import REVISION
from schema.permissions import needs
from schema.refusals import InvalidInput, NotFound, answering


@strawberry.input(description="A file to import, sent to `POST /uploads/bookings` before.")
class ImportBookingsInput:
    """What to import, and how."""

    upload_id: strawberry.ID = strawberry.field(description="What the upload was answered with.")
    time_zone: str = strawberry.field(
        description="The IANA name of the zone in which the file's times are local."
    )
    create_missing: bool = strawberry.field(
        default=False,
        description=(
            "Add artists and projects that are not there yet;"
            " needs the scopes artists:write and projects:write too."
        ),
    )
    dry_run: bool = strawberry.field(
        default=False, description="Write nothing, and say what would become of each row."
    )
    from_line: int = strawberry.field(
        default=1, description="Where to go on: the `nextLine` of the call before."
    )


@strawberry.type(description="What became of one row of the file.")
class ImportedRow:
    """A row and its result."""

    line: int = strawberry.field(description="Where it begins in the file; the header is line 1.")
    external_id: str = strawberry.field(description="What the file calls it.")
    result: ImportResult = strawberry.field(description="What became of it.")
    code: ErrorCode | None = strawberry.field(
        description="Why it was refused or is invalid, for programs."
    )
    reason: str | None = strawberry.field(
        description="The same for people, or what to know about the booking."
    )
    booking: Booking | None = strawberry.field(
        description="The booking made of it, or the one that there was; null in a dry run."
    )
    conflicts: list[Booking] = strawberry.field(
        description="The bookings that stand in its way.", metadata={EXPECTED_ITEMS: 2}
    )
    new_artist: str | None = strawberry.field(
        description="The artist that it adds, even where it is refused then; null: none."
    )
    new_project: str | None = strawberry.field(
        description="The project that it adds, the same way; null: none."
    )


@strawberry.type(description="Rows of the file were taken in, or in a dry run looked at.")
class BookingsImported:
    """Success of `importBookings`. The numbers are those of this call."""

    dry_run: bool = strawberry.field(description="Whether nothing was written.")
    total: int = strawberry.field(description="How many rows the whole file has.")
    created: int = strawberry.field(description="Rows of this call that became bookings.")
    exists: int = strawberry.field(description="Rows of this call that were booked already.")
    refused: int = strawberry.field(description="Rows of this call that the rules forbid.")
    invalid: int = strawberry.field(description="Rows of this call that cannot be meant so.")
    rows: list[ImportedRow] = strawberry.field(
        description=f"The rows of this call in the file's order, at most {MOST_ROWS}.",
        metadata={EXPECTED_ITEMS: MOST_ROWS},
    )
    next_line: int | None = strawberry.field(
        description="Where the next call has to go on; null once the whole file is through."
    )
    revision: int = strawberry.field(description=REVISION)


ImportBookingsResult = Annotated[
    BookingsImported | InvalidInput | NotFound,
    strawberry.union("ImportBookingsResult", description="What `importBookings` answers."),
]


@dataclass(frozen=True, slots=True)
class Import:
    """What a call has done, and of what."""

    file: ScheduleFile
    done: Imported
    dry_run: bool


def bookings_imported(imported: Import) -> BookingsImported:
    done = imported.done
    count = Counter(outcome.result for outcome in done.outcomes)
    return BookingsImported(
        dry_run=imported.dry_run,
        total=len(imported.file.rows),
        created=count[ImportResult.CREATED],
        exists=count[ImportResult.EXISTS],
        refused=count[ImportResult.REFUSED],
        invalid=count[ImportResult.INVALID],
        rows=[_row(outcome) for outcome in done.outcomes],
        next_line=done.next_line,
        revision=done.revision,
    )


def _row(outcome: Outcome) -> ImportedRow:
    booking: Any = Reference(outcome.booking_id) if outcome.booking_id else None
    conflicts: Any = Reference(list(outcome.conflicts)) if outcome.conflicts else []
    return ImportedRow(
        line=outcome.row.line,
        external_id=outcome.row.external_id,
        result=outcome.result,
        code=outcome.code,
        reason=outcome.reason,
        booking=booking,
        conflicts=conflicts,
        new_artist=outcome.new_artist,
        new_project=outcome.new_project,
    )


@answering(bookings_imported)
async def import_bookings(info: Info, input: ImportBookingsInput) -> Import:  # noqa: A002
    ctx = info.context.use_case
    text = await upload(ctx, own_id(input.upload_id, "upload", "uploadId"))
    file = await asyncio.to_thread(ScheduleFile.read, text)
    done = await import_rows(
        ctx,
        file.rows,
        input.time_zone,
        create_missing=input.create_missing,
        dry_run=input.dry_run,
        from_line=input.from_line,
    )
    return Import(file, done, input.dry_run)


@strawberry.type
class ImportMutations:
    """The part of Mutation that takes in files."""

    import_bookings: ImportBookingsResult = strawberry.field(
        resolver=import_bookings,
        graphql_type=ImportBookingsResult,
        metadata=needs(Scope.BOOKINGS_WRITE),
        description=(
            f"Book what an uploaded file asks for: at most {MOST_ROWS} rows per call, each in a"
            " transaction of its own. Call again from `nextLine` until it is null. Rows that are"
            " booked already are left alone, so any call may be sent again."
        ),
    )
