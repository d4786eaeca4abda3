"""Frames that are put together here, and the ordinary way where they cannot be."""

import asyncio
import socket

import pytest
import uvicorn
from starlette.types import Receive, Scope, Send
from websockets.frames import Frame, Opcode

from app import ws_frames
from app.settings import Settings
from app.ws_frames import FrameProtocol, header
from domain.roles import Role
from resolvers.bookings import update_booking
from subscriptions.line import Line
from tests.app.server import serving
from tests.factories import Studio, hours
from tests.subscriptions.conditions import until

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


@pytest.mark.parametrize("size", [60_000, 4_000_000], ids=["that waits", "too large to wait"])
async def test_a_line_is_shut_while_an_earlier_answer_is_on_its_way(size: int) -> None:
    """What was written past the transport would land amid the answer."""
    lines = asyncio.Queue[tuple[Line, int]]()

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            length = (b"content-length", b"%d" % size)
            await send({"type": "http.response.start", "status": 200, "headers": [length]})
            await send({"type": "http.response.body", "body": b"x" * size})
            return
        line = scope["extensions"][ws_frames.LINE]
        lines.put_nowait((line, line.write.__self__.get_write_buffer_size()))
        await receive()
        await send({"type": "websocket.accept"})
        await receive()

    with socket.create_server(("127.0.0.1", 0)) as listening, socket.socket() as client:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 4_000)
        client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4_000)
        client.connect(listening.getsockname())
        config = uvicorn.Config(app, ws=FrameProtocol, lifespan="off", log_level="error")
        server = uvicorn.Server(config)
        running = asyncio.create_task(server.serve(sockets=[listening]))
        await until(lambda: server.started)
        reader, writer = await asyncio.open_connection(sock=client, limit=1_000)
        writer.write(b"GET / HTTP/1.1\r\nhost: x\r\n\r\n")
        await reader.readuntil(b"\r\n\r\n")
        writer.write(
            b"GET / HTTP/1.1\r\nhost: x\r\nupgrade: websocket\r\nconnection: upgrade\r\n"
            b"sec-websocket-version: 13\r\nsec-websocket-key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n"
        )
        line, on_its_way = await asyncio.wait_for(lines.get(), 10)
        assert on_its_way > 0
        assert not line.is_open
        await reader.readexactly(size)
        assert (await reader.readuntil(b"\r\n\r\n")).startswith(b"HTTP/1.1 101")
        await until(lambda: line.is_open)
        writer.close()
        server.should_exit = True
        await running
