"""What mutations answer when they went through."""

from collections.abc import Callable, Mapping, Sequence
from typing import cast

import strawberry

from domain import lifecycle
from domain.lifecycle import WarningCode
from resolvers.bulk import MOST_BOOKINGS
from resolvers.change import Saved, SavedBookings
from schema.artists import Artist
from schema.bookings import Booking
from schema.compiler.executor import Reference
from schema.meter import EXPECTED_ITEMS
from schema.projects import Phase, Project

REVISION = (
    "Where the studio's log stands after it: recognise your own event by it when it comes live."
)


@strawberry.type(description="What to know about a change that went through.")
class Warning:  # noqa: A001 - the contract's name
    """A remark."""

    code: WarningCode = strawberry.field(description="What it is about, for programs.")
    message: str = strawberry.field(description="What it is about, for people.")
    bookings: list[Booking] = strawberry.field(description="The bookings that it is about.")


@strawberry.type(description="The booking was saved.")
class BookingSaved:
    """Success of every mutation of one booking."""

    booking: Booking = strawberry.field(description="The booking as it is now.")
    warnings: list[Warning] = strawberry.field(description="What to know about it.")
    revision: int = strawberry.field(description=REVISION)


@strawberry.type(description="The bookings were saved, all of them at once.")
class BookingsSaved:
    """Success of every mutation of several bookings."""

    bookings: list[Booking] = strawberry.field(
        description="The bookings as they are now.", metadata={EXPECTED_ITEMS: MOST_BOOKINGS}
    )
    warnings: list[Warning] = strawberry.field(description="What to know about them.")
    revision: int = strawberry.field(description=REVISION)


@strawberry.type(description="The artist was saved.")
class ArtistSaved:
    """Success of every mutation of one artist."""

    artist: Artist = strawberry.field(description="The artist as it is now.")
    warnings: list[Warning] = strawberry.field(description="What to know about it.")
    revision: int = strawberry.field(description=REVISION)


@strawberry.type(description="The project was saved.")
class ProjectSaved:
    """Success of every mutation of one project."""

    project: Project = strawberry.field(description="The project as it is now.")
    warnings: list[Warning] = strawberry.field(description="What to know about it.")
    revision: int = strawberry.field(description=REVISION)


@strawberry.type(description="The phase was saved.")
class PhaseSaved:
    """Success of every mutation of one phase."""

    phase: Phase = strawberry.field(description="The phase as it is now.")
    warnings: list[Warning] = strawberry.field(description="What to know about it.")
    revision: int = strawberry.field(description=REVISION)


def booking_saved(saved: Saved) -> BookingSaved:
    return BookingSaved(
        booking=cast("Booking", Reference(saved.id)),
        warnings=warnings_of(saved.warnings),
        revision=saved.revision,
    )


def bookings_saved(saved: SavedBookings) -> BookingsSaved:
    return BookingsSaved(
        bookings=cast("list[Booking]", Reference(list(saved.ids))),
        warnings=warnings_of(saved.warnings),
        revision=saved.revision,
    )


def artist_saved(saved: Saved) -> ArtistSaved:
    return ArtistSaved(
        artist=cast("Artist", Reference(saved.id)),
        warnings=warnings_of(saved.warnings),
        revision=saved.revision,
    )


def project_saved(saved: Saved) -> ProjectSaved:
    return ProjectSaved(
        project=cast("Project", Reference(saved.id)),
        warnings=warnings_of(saved.warnings),
        revision=saved.revision,
    )


def phase_saved(saved: Saved) -> PhaseSaved:
    return PhaseSaved(
        phase=cast("Phase", Reference(saved.id)),
        warnings=warnings_of(saved.warnings),
        revision=saved.revision,
    )


PAYLOADS: Mapping[Callable[[Saved], object], type] = {
    booking_saved: BookingSaved,
    artist_saved: ArtistSaved,
    project_saved: ProjectSaved,
    phase_saved: PhaseSaved,
}
"""Of the mutations that save one thing, what they answer."""


def warnings_of(warnings: Sequence[lifecycle.Warning]) -> list[Warning]:
    """Remarks as the API shows them."""
    return [_warning(warning) for warning in warnings]


def _warning(warning: lifecycle.Warning) -> Warning:
    return Warning(
        code=warning.code,
        message=warning.message,
        bookings=cast("list[Booking]", Reference(list(warning.bookings))),
    )
