"""Bookings by the words of the contract: what they count as, how holds rank, which are listed."""

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

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


def in_front_of(hold: Row, everybodys: Iterable[Row], now: datetime) -> list[Row]:
    """The artist's holds and pencils of other work that queued up before."""
    return [
        other
        for other in everybodys
        if other["artist_id"] == hold["artist_id"]
        and status(other, now) in ("HOLD", "PENCIL")
        and (other["project_id"] is None or other["project_id"] != hold["project_id"])
        and (other["queued_at"], other["id"]) < (hold["queued_at"], hold["id"])
    ]


def overlap(one: Row, other: Row) -> bool:
    return bool(one["start_time"] < other["end_time"] and other["start_time"] < one["end_time"])


def is_backup(hold: Row, everybodys: Iterable[Row], now: datetime) -> bool | None:
    if status(hold, now) != "HOLD":
        return None
    return any(
        other["status"] == "confirmed"
        and other["artist_id"] == hold["artist_id"]
        and overlap(other, hold)
        for other in everybodys
    )


def rivals(booking: Row, everybodys: Iterable[Row], now: datetime) -> list[dict[str, Any]]:
    """Better holds of other work, and what blocks, with the time that both want."""
    if status(booking, now) not in ("HOLD", "PENCIL"):
        return []
    there = list(everybodys)
    better = [o for o in in_front_of(booking, there, now) if status(o, now) == "HOLD"]
    blocking = [
        other
        for other in there
        if other["artist_id"] == booking["artist_id"]
        and other["id"] != booking["id"]
        and other["status"] in ("pencil", "confirmed")
    ]
    found = [other for other in (*better, *blocking) if overlap(other, booking)]
    return [
        {
            "booking": other,
            "start_time": max(other["start_time"], booking["start_time"]),
            "end_time": min(other["end_time"], booking["end_time"]),
        }
        for other in sorted(found, key=lambda other: (other["queued_at"], other["id"]))
    ]


def day_ranks(
    hold: Row, everybodys: Iterable[Row], zone: str, now: datetime
) -> list[dict[str, Any]]:
    """The rank of each day's part of a hold, as days pass in `zone`."""
    if status(hold, now) != "HOLD":
        return []
    there = list(everybodys)
    first, last = (
        at.astimezone(ZoneInfo(zone)).date()
        for at in (hold["start_time"], hold["end_time"] - timedelta(microseconds=1))
    )
    ranks = []
    for number in range((last - first).days + 1):
        day = first + timedelta(days=number)
        start, end = (
            datetime.combine(each, time.min, ZoneInfo(zone))
            for each in (day, day + timedelta(days=1))
        )
        part = {
            **hold,
            "start_time": max(start.astimezone(UTC), hold["start_time"]),
            "end_time": min(end.astimezone(UTC), hold["end_time"]),
        }
        ranks.append({"day": day, "rank": hold_rank(part, there, now)})
    return ranks


def hold_rank(hold: Row, everybodys: Iterable[Row], now: datetime) -> int | None:
    """Count, at every instant at which anything begins, who is in front; the worst is the rank."""
    if status(hold, now) != "HOLD":
        return None
    in_front = in_front_of(hold, everybodys, now)
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
