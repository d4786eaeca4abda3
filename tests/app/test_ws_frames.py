"""Frames that are put together here, and the ordinary way where they cannot be."""

import pytest
from websockets.frames import Frame, Opcode

from app import ws_frames
from app.settings import Settings
from app.ws_frames import header
from domain.roles import Role
from resolvers.bookings import update_booking
from tests.app.server import serving
from tests.factories import Studio, hours

WATCH = """
subscription ($after: Int) {
  bookingEvents(after: $after) { __typename revision ... on BookingEvent { booking { notes } } }
}
"""


@pytest.mark.parametrize("length", [0, 1, 125, 126, 127, 65_535, 65_536, 1_000_000])
def test_a_frame_is_what_the_library_makes_of_the_text(length: int) -> None:
    text = b"x" * length
    assert header(length) + text == Frame(Opcode.TEXT, text).serialize(mask=False)


@pytest.mark.parametrize("reached", [ws_frames.REACHED, (*ws_frames.REACHED, "something_else")])
async def test_events_arrive_in_order_whether_or_not_frames_can_be_written(
    settings: Settings, studio: Studio, monkeypatch: pytest.MonkeyPatch, reached: tuple[str, ...]
) -> None:
    monkeypatch.setattr(ws_frames, "REACHED", reached)
    artist = await studio.artist()
    async with serving(settings) as server:
        token = await server.token(studio.email(Role.MANAGER))
        async with server.sign_in(token) as one, server.sign_in(token) as other:
            for socket in (one, other):
                await socket.subscribe(WATCH, after=0)
            for day in range(30):
                notes = "long " * (20 * day)
                await studio.book(artist, notes=notes, **hours(0, 8, day=day))
            for socket in (one, other):
                events = [await socket.receive() for _ in range(30)]
                data = [event["payload"]["data"]["bookingEvents"] for event in events]
                assert [event["revision"] for event in data] == list(range(2, 32))


async def test_a_client_that_reads_slowly_gets_everything_and_holds_up_nobody(
    settings: Settings, studio: Studio
) -> None:
    """What is on its way to the slow one is far more than all buffers hold."""
    artist = await studio.artist()
    booking = await studio.book(artist, notes="n" * 9_900)
    text = WATCH.replace("notes }", "}").replace(
        "booking {", "booking { " + " ".join(f"n{i}: notes" for i in range(10))
    )
    async with serving(settings) as server:
        token = await server.token(studio.email(Role.MANAGER))
        async with server.sign_in(token, max_queue=1) as slow, server.sign_in(token) as quick:
            for socket in (slow, quick):
                await socket.subscribe(text, after=2)
            for number in range(100):
                changes = {"notes": f"{number} " + "n" * 9_900}
                await update_booking(studio.context(), booking, changes)
            for socket in (quick, slow):
                events = [await socket.receive() for _ in range(100)]
                data = [event["payload"]["data"]["bookingEvents"] for event in events]
                assert [event["revision"] for event in data] == list(range(3, 103))
