"""What clocks show, and when they show it."""

from bisect import bisect_left
from datetime import UTC, datetime
from math import ceil, floor
from zoneinfo import ZoneInfo


def shown(moment: datetime, zone: str) -> datetime:
    """What clocks in `zone` show at an instant, without an offset."""
    return moment.astimezone(ZoneInfo(zone)).replace(tzinfo=None)


def instant(local: datetime, zone: str) -> datetime:
    """The instant at which clocks in `zone` show `local`, in UTC.

    Where they skip it, the first instant after the gap; where they show it twice, the first. So an
    earlier time of day is never a later instant.
    """
    there = ZoneInfo(zone)
    one, other = (local.replace(tzinfo=there, fold=fold).astimezone(UTC) for fold in (0, 1))
    # In a gap the two are told by the offset before and after it, which makes the first the later.
    return one if one <= other else _change_between(other, one, there)


def _change_between(before: datetime, after: datetime, zone: ZoneInfo) -> datetime:
    """The instant within `(before, after]` at which clocks in `zone` change. They do at seconds."""
    offset = after.astimezone(zone).utcoffset()
    seconds = range(floor(before.timestamp()), ceil(after.timestamp()))
    found = bisect_left(
        seconds, True, key=lambda s: datetime.fromtimestamp(s, zone).utcoffset() == offset
    )
    return datetime.fromtimestamp(seconds.start + found, UTC)
