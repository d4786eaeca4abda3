"""Live calendars over WebSockets, against servers that are really killed."""

import asyncio
from typing import Any

import pytest
from websockets.exceptions import ConnectionClosed

from domain.booking import BookingStatus
from domain.roles import Role
from tests.api.documents import CREATE, EVENTS, WATCH
from tests.factories import Studio, hours
from tests.server import Client, Server
from tests.subscriptions.conditions import until


async def book(client: Client, artist: object, day: int) -> Any:
    slot = {
        name: moment.isoformat()
        for name, moment in zip(
            ("startTime", "endTime"), hours(0, 8, day=day).values(), strict=True
        )
    }
    given = {"artistId": str(artist), "status": "CONFIRMED", **slot}
    return (await client.data(CREATE, input=given))["createBooking"]


async def logged(client: Client) -> list[tuple[int, str, str]]:
    nodes = (await client.data(EVENTS))["events"]["nodes"]
    return [
        (node["revision"], node["type"], node["aggregateId"])
        for node in nodes
        if node["type"].startswith("BOOKING")
    ]


async def test_an_event_arrives_with_the_booking_as_it_is(server: Server, studio: Studio) -> None:
    manager = await server.client(studio.email(Role.MANAGER))
    viewer = await server.client(studio.email(Role.VIEWER))
    artist = await studio.artist()
    async with viewer.live() as live:
        await live.subscribe(WATCH, after=0)
        saved = await book(manager, artist, 0)
        event = (await live.next())["bookingEvents"]
    assert event["__typename"] == "BookingCreated"
    assert event["revision"] == saved["revision"]
    assert event["bookingId"] == saved["booking"]["id"]
    assert event["booking"]["artist"] == {"name": "Änne Berg"}
    assert event["facts"]["status"] == "CONFIRMED"


async def test_a_booking_made_on_one_server_reaches_a_calendar_on_another(
    pair: tuple[Server, Server], studio: Studio
) -> None:
    here, there = [await server.client(studio.email(Role.MANAGER)) for server in pair]
    artist = await studio.artist()
    async with there.live() as live:
        await live.subscribe(WATCH)
        saved = None
        # Without `after` the stream begins at now: book until it has begun.
        receiving = asyncio.create_task(live.next())
        for day in range(60):
            saved = await book(here, artist, day)
            done, _ = await asyncio.wait({receiving}, timeout=0.2)
            if done:
                break
        event = (await receiving)["bookingEvents"]
    assert saved is not None
    assert event["revision"] <= saved["revision"]


async def test_each_event_is_told_as_what_it_is_whatever_came_before(
    server: Server, studio: Studio
) -> None:
    """An event like the last one is read together with the log, any other after it."""
    manager = await server.client(studio.email(Role.MANAGER))
    artist = await studio.artist()
    change = "mutation($i: UpdateBookingInput!) { updateBooking(input: $i) { __typename } }"
    async with manager.live() as live:
        await live.subscribe(WATCH, after=1)
        booked: list[str] = []
        version = 0
        for revision, kind in enumerate(
            ["created", "created", "updated", "updated", "created", "updated"], 2
        ):
            if kind == "created":
                booked.append((await book(manager, artist, revision))["booking"]["id"])
                version = 1
            else:
                await manager.data(change, i={"id": booked[-1], "notes": f"{revision}"})
                version += 1
            event = (await live.next())["bookingEvents"]
            assert (event["__typename"], event["revision"]) == (f"Booking{kind.title()}", revision)
            assert event["bookingId"] == event["booking"]["id"] == booked[-1]
            assert event["booking"]["version"] == version
            assert ("previous" in event) == (kind == "updated")


async def test_the_other_studio_hears_nothing(
    server: Server, studio: Studio, other_studio: Studio
) -> None:
    manager = await server.client(studio.email(Role.MANAGER))
    stranger = await server.client(other_studio.email(Role.OWNER))
    theirs, ours = await other_studio.artist("Theirs"), await studio.artist()
    async with stranger.live() as live:
        await live.subscribe(WATCH, after=0)
        for day in range(5):
            await book(manager, ours, day)
        own = await other_studio.book(theirs)
        event = (await live.next())["bookingEvents"]
    assert event["bookingId"] == str(own)


async def test_filters_tell_the_calendar_that_a_booking_leaves_too(
    server: Server, studio: Studio
) -> None:
    manager = await server.client(studio.email(Role.MANAGER))
    watched, another, third = [await studio.artist(name) for name in ("A", "B", "C")]
    booking = await studio.book(watched)
    await studio.book(third)
    move = "mutation($i: UpdateBookingInput!) { updateBooking(input: $i) { __typename } }"
    await manager.data(move, i={"id": str(booking), "artistId": str(another)})
    await manager.data(move, i={"id": str(booking), "notes": "elsewhere now"})
    last = await studio.book(watched, **hours(3, 4))
    async with manager.live() as live:
        await live.subscribe(WATCH, after=0, artistIds=[str(watched)])
        seen = [(await live.next())["bookingEvents"] for _ in range(3)]
    assert [(e["__typename"], e["bookingId"]) for e in seen] == [
        ("BookingCreated", str(booking)),
        ("BookingUpdated", str(booking)),
        ("BookingCreated", str(last)),
    ]


@pytest.mark.parametrize("after", [10_000, -1])
async def test_a_cursor_that_the_log_does_not_know_is_refused(
    server: Server, studio: Studio, after: int
) -> None:
    await studio.book(await studio.artist())
    manager = await server.client(studio.email(Role.MANAGER))
    async with manager.live() as live:
        await live.subscribe(WATCH, after=after)
        message = await live.receive()
    assert message["type"] == "error", message
    assert message["payload"][0]["extensions"] == {"code": "CURSOR_EXPIRED", "revision": 2}


async def test_a_cursor_of_another_history_is_refused(server: Server, studio: Studio) -> None:
    await studio.book(await studio.artist())
    manager = await server.client(studio.email(Role.MANAGER))
    epoch = (await manager.data("{ viewer { tenant { epoch } } }"))["viewer"]["tenant"]["epoch"]
    async with manager.live() as live:
        await live.subscribe(WATCH, after=0, epoch=epoch)
        assert (await live.next())["bookingEvents"]["revision"] == 2
        await live.subscribe(WATCH, operation="2", after=0, epoch=str(studio.id))
        message = await live.receive()
    assert (message["id"], message["type"]) == ("2", "error")
    assert message["payload"][0]["extensions"]["code"] == "CURSOR_EXPIRED"


async def test_a_subscriber_that_loses_its_server_resumes_without_loss_or_double(
    mortal: Server, studio: Studio
) -> None:
    """The server is killed twice while bookings are made; the client comes back by revision."""
    artist = await studio.artist()
    manager = await mortal.client(studio.email(Role.MANAGER))
    seen: list[tuple[int, str, str]] = []
    written = asyncio.Event()

    async def write() -> None:
        for day in range(60):
            await studio.book(artist, status=BookingStatus.CONFIRMED, **hours(0, 8, day=day))
            await asyncio.sleep(0.02)
        written.set()

    async def watch() -> None:
        while not written.is_set() or len(seen) < 60:
            try:
                async with manager.live() as live:
                    await live.subscribe(WATCH, after=seen[-1][0] if seen else 0)
                    while len(seen) < 60:
                        event = (await live.next())["bookingEvents"]
                        seen.append((event["revision"], event["type"], event["bookingId"]))
            except (ConnectionClosed, OSError):
                await asyncio.sleep(0.05)

    async def reap() -> None:
        await until(lambda: len(seen) >= 10, within=60)
        await mortal.kill()
        await mortal.start()
        await until(lambda: len(seen) >= 30, within=60)
        await mortal.kill()
        await mortal.start()

    async with asyncio.timeout(90):
        await asyncio.gather(write(), watch(), reap())
    assert seen == await logged(manager)
    assert len(seen) == 60
