"""Bookings by the words of the contract: what they count as, how holds rank, which are listed."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any

from tests.schema.oracle.rows import Question, Refused, Row

LIVE = ("HOLD", "PENCIL", "CONFIRMED")


def instant(text: str) -> datetime:
    """An instant as an argument brings it."""
    return datetime.fromisoformat(text)


def is_expired(booking: Row, now: datetime) -> bool:
    return (
        booking["status"] == "hold"
        and booking["expires_at"] is not None
        and booking["expires_at"] <= now
    )


def status(booking: Row, now: datetime) -> str:
    return "CANCELLED" if is_expired(booking, now) else str(booking["status"]).upper()


def end_reason(booking: Row, now: datetime) -> str | None:
    return "expired" if is_expired(booking, now) else booking["end_reason"]


def hold_rank(hold: Row, everybodys: Iterable[Row], now: datetime) -> int | None:
    """Count, at every instant at which anything begins, who is in front; the worst is the rank."""
    if status(hold, now) != "HOLD":
        return None
    in_front = [
        other
        for other in everybodys
        if other["artist_id"] == hold["artist_id"]
        and status(other, now) in ("HOLD", "PENCIL")
        and (other["project_id"] is None or other["project_id"] != hold["project_id"])
        and (other["queued_at"], other["id"]) < (hold["queued_at"], hold["id"])
    ]
    instants = {hold["start_time"], *(other["start_time"] for other in in_front)}
    counts: Iterable[int] = (
        sum(other["start_time"] <= at < other["end_time"] for other in in_front)
        for at in instants
        if hold["start_time"] <= at < hold["end_time"]
    )
    return 1 + max(counts)


def window(question: Question, bookings: Iterable[Row], given: Mapping[str, Any]) -> list[Row]:
    """The bookings that the arguments `from`, `to` and `statuses` let through."""
    start, end = given.get("from"), given.get("to")
    if start is not None and end is not None:
        length = instant(end) - instant(start)
        if not timedelta(0) < length <= timedelta(days=400):
            raise Refused
    wanted = given.get("statuses")
    return [
        booking
        for booking in bookings
        if (start is None or booking["end_time"] > instant(start))
        and (end is None or booking["start_time"] < instant(end))
        and status(booking, question.now) in (LIVE if wanted is None else wanted)
    ]
