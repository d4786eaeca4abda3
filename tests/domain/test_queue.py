from dataclasses import replace
from datetime import timedelta

from hypothesis import given

from domain.booking import Booking, BookingStatus, hold_rank
from domain.challenge import contested_days, without
from domain.change import Change
from domain.days import Days
from domain.event import EventType
from domain.queue import IN_QUEUE, promotions
from domain.window import whole_days
from tests.domain.calendars import NOW, SERIES, TRAILER, booking, calendars


def ended(one: Booking) -> Change:
    after = replace(one, status=BookingStatus.CANCELLED)
    return Change(EventType.BOOKING_CANCELLED, one, after)


@given(calendars())
def test_whoever_is_promoted_has_a_better_rank_and_nobody_is_forgotten(
    calendar: list[Booking],
) -> None:
    gone, *others = calendar
    if not gone.is_live(NOW) or gone.status not in IN_QUEUE:
        return
    queue = [each for each in calendar if each.status in IN_QUEUE]
    found = {p.hold.id: (p.previous_rank, p.rank) for p in promotions(queue, [ended(gone)], at=NOW)}
    ranks = {
        hold.id: (hold_rank(hold, calendar, at=NOW), hold_rank(hold, others, at=NOW))
        for hold in others
        if hold.status is BookingStatus.HOLD and hold.is_live(NOW)
    }
    assert found == {key: (was, now) for key, (was, now) in ranks.items() if now < was}


def test_a_hold_that_ran_out_makes_way_when_it_is_ended() -> None:
    first = booking(1, queued=0, expires=59)
    second = booking(2, project=SERIES, queued=1)
    (promotion,) = promotions([first, second], [ended(first)], at=NOW)
    assert (promotion.hold, promotion.previous_rank, promotion.rank) == (second, 2, 1)


def test_what_is_contested_are_days_and_the_rest_keeps_its_place() -> None:
    zone = "Europe/Berlin"
    third = NOW.date().replace(day=3)
    week = Days(NOW.date(), NOW.date().replace(day=5))
    day = whole_days(third, third, zone)
    first = replace(booking(1, window=week.window(zone)), days=week)
    second = booking(2, project=TRAILER, window=replace(day, start=day.start.replace(minute=30)))
    days = contested_days(second, first, zone)
    assert days == Days(third, third)
    rest = booking(3).id
    before, after = without(first, days, zone, rest)
    assert (before.id, before.window.end) == (first.id, day.start)
    assert (after.id, after.window.start, after.queued_at) == (rest, day.end, first.queued_at)
    assert before.days == Days(week.first, third - timedelta(days=1))
    assert after.days == Days(third + timedelta(days=1), week.last)
    (nothing,) = without(replace(first, window=day), days, zone, rest)
    assert nothing.status is BookingStatus.CANCELLED
