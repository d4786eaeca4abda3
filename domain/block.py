"""Steps of many bookings that are taken at once, or not at all."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from domain import lifecycle
from domain.booking import Booking
from domain.errors import Refusal
from domain.lifecycle import Decision, WarningCode

Step = Callable[[Sequence[Booking]], Decision]
"""What somebody wants of a booking, decided against the others in its artist's calendar.

What it makes of the booking must not depend on the others, only whether it may.
"""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What becomes of each booking, or why it cannot be."""

    decisions: Mapping[UUID, Decision]
    refusals: Mapping[UUID, Refusal]


def together(steps: Mapping[UUID, Step], around: Sequence[Booking]) -> Verdict:
    """Hold each step against what the steps make of the others, so that neighbours may swap slots.

    `around` are the bookings in the way as they are now, with or without those that take a step.
    """
    made: dict[UUID, Booking] = {}
    refusals: dict[UUID, Refusal] = {}
    for booking_id, step in steps.items():
        try:
            made[booking_id] = step(()).booking
        except Refusal as refusal:
            refusals[booking_id] = refusal
    calendars: dict[UUID, list[Booking]] = defaultdict(list)
    for booking in (*(b for b in around if b.id not in made), *made.values()):
        calendars[booking.artist_id].append(booking)
    decisions: dict[UUID, Decision] = {}
    for booking_id, booking in made.items():
        near = [b for b in calendars[booking.artist_id] if b.window.overlaps(booking.window)]
        try:
            decisions[booking_id] = steps[booking_id](near)
        except Refusal as refusal:
            refusals[booking_id] = refusal
    return Verdict(decisions, refusals)


def summary(decisions: Mapping[UUID, Decision]) -> Sequence[lifecycle.Warning]:
    """What to know about a block: one remark of each kind, with the block's bookings it is about.

    A block of one is remarked on like that booking.
    """
    if len(decisions) == 1:
        (only,) = decisions.values()
        return only.warnings
    found: dict[WarningCode, list[tuple[UUID, lifecycle.Warning]]] = defaultdict(list)
    for booking_id, decision in decisions.items():
        for warning in decision.warnings:
            found[warning.code].append((booking_id, warning))
    return [
        lifecycle.Warning(
            code,
            f"{len(remarks)} of {len(decisions)} bookings; of the first: {remarks[0][1].message}",
            tuple(booking_id for booking_id, _ in remarks),
        )
        for code, remarks in found.items()
    ]
