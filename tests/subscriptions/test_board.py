"""The two boards keep the same promises; of the one in Redis, what else may happen to it."""

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import pytest
from redis.asyncio import Redis

from app.embedded.redis import RedisServer
from domain.errors import TooManySessions
from domain.presence import (
    MOST_OF_A_PERSON,
    MOST_OF_A_STUDIO,
    NO_ATTENTION,
    Attention,
    Presence,
)
from domain.window import Window
from subscriptions.board import Board, MemoryBoard, Seat
from subscriptions.redis_board import PATIENCE, RedisBoard

STUDIO, OTHER_STUDIO = uuid4(), uuid4()
NOW = datetime(2027, 3, 1, 9, 30, 0, 250_000, UTC)
WEEK = Attention(Window(NOW, NOW + timedelta(days=7)), (uuid4(), uuid4()), uuid4())

Opening = Callable[[float], Board]


def seat(person: UUID | None = None) -> Seat:
    return person or uuid4(), uuid4()


def said(presence: Presence) -> tuple[Seat, Attention]:
    return (presence.user_id, presence.session), presence.attention


async def present(board: Board, studio: UUID = STUDIO) -> list[tuple[Seat, Attention]]:
    return [said(each) for each in (await board.look(studio)).present]


@pytest.fixture(params=["memory", "redis"])
async def opening(
    request: pytest.FixtureRequest, redis_server: RedisServer
) -> AsyncIterator[Opening]:
    """How to open a board of either kind, for a lifetime in seconds."""
    opened: list[Board] = []

    def open_board(lifetime: float) -> Board:
        in_redis = request.param == "redis"
        board: Board = RedisBoard(redis_server.url, lifetime) if in_redis else MemoryBoard(lifetime)
        opened.append(board)
        return board

    yield open_board
    for board in opened:
        await board.close()


@pytest.fixture
def board(opening: Opening) -> Board:
    return opening(30.0)


async def test_what_is_written_can_be_read_in_the_order_of_coming(board: Board) -> None:
    first, second = seat(), seat()
    assert await board.enter(STUDIO, first, WEEK)
    await asyncio.sleep(0.002)  # the boards' clocks go by the millisecond
    assert await board.enter(STUDIO, second, NO_ATTENTION)
    assert await board.enter(STUDIO, first, NO_ATTENTION)
    assert await board.enter(STUDIO, first, WEEK)
    assert await present(board) == [(first, WEEK), (second, NO_ATTENTION)]


async def test_it_is_only_news_when_anything_but_the_time_is_new(board: Board) -> None:
    someone = seat()
    assert await board.enter(STUDIO, someone, WEEK)
    (came,) = (await board.look(STUDIO)).present
    assert not await board.enter(STUDIO, someone, WEEK)
    assert await board.enter(STUDIO, someone, NO_ATTENTION)
    (moved,) = (await board.look(STUDIO)).present
    assert moved.since == came.since
    assert abs(came.since - datetime.now(UTC)) < timedelta(seconds=20)
    assert await board.leave(STUDIO, someone)
    assert not await board.leave(STUDIO, someone)
    assert await board.enter(STUDIO, someone, NO_ATTENTION)


async def test_no_studio_sees_another(board: Board) -> None:
    someone = seat()
    await board.enter(STUDIO, someone, WEEK)
    assert await present(board, OTHER_STUDIO) == []
    assert not await board.leave(OTHER_STUDIO, someone)
    assert await present(board) == [(someone, WEEK)]


async def test_it_ends_by_itself_unless_it_is_said_again(opening: Opening) -> None:
    board = opening(0.4)
    goes, stays = seat(), seat()
    await board.enter(STUDIO, goes, WEEK)
    look = await board.look(STUDIO)
    assert 0 < look.holds_for <= 0.4

    began = time.monotonic()
    while len(await present(board)) != 1 or time.monotonic() - began < 0.2:
        assert time.monotonic() - began < 5
        await board.enter(STUDIO, stays, WEEK)
        await asyncio.sleep(0.02)
    assert await present(board) == [(stays, WEEK)]
    # Who comes again after that has come anew.
    assert await board.enter(STUDIO, goes, WEEK)


async def test_a_person_and_a_studio_have_so_many_seats(board: Board) -> None:
    person = uuid4()
    for _ in range(MOST_OF_A_PERSON):
        mine = seat(person)
        await board.enter(STUDIO, mine, WEEK)
    with pytest.raises(TooManySessions):
        await board.enter(STUDIO, seat(person), WEEK)
    await board.enter(OTHER_STUDIO, seat(person), WEEK)
    await board.enter(STUDIO, mine, NO_ATTENTION)
    others = [seat() for _ in range(MOST_OF_A_STUDIO - MOST_OF_A_PERSON)]
    for other in others:
        await board.enter(STUDIO, other, WEEK)
    with pytest.raises(TooManySessions):
        await board.enter(STUDIO, seat(), WEEK)
    await board.leave(STUDIO, mine)
    await board.enter(STUDIO, seat(), WEEK)
    assert len(await present(board)) == MOST_OF_A_STUDIO


async def test_seats_that_have_ended_take_no_room(opening: Opening) -> None:
    board, person = opening(0.3), uuid4()
    stays = seat()
    for _ in range(MOST_OF_A_PERSON):
        await board.enter(STUDIO, seat(person), WEEK)
    with pytest.raises(TooManySessions):
        await board.enter(STUDIO, seat(person), WEEK)
    async with asyncio.timeout(5):
        while len(await present(board)) != 1:
            await board.enter(STUDIO, stays, WEEK)
            await asyncio.sleep(0.02)
    await board.enter(STUDIO, seat(person), WEEK)


# In memory ---------------------------------------------------------------------------------------


@dataclass
class Clock:
    now: float = 0.0

    def __call__(self) -> float:
        return self.now


async def test_in_memory_nothing_is_left_of_who_left_or_was_not_heard_of() -> None:
    clock = Clock()
    board = MemoryBoard(30.0, clock=clock)
    seats = [seat() for _ in range(10)]
    for each in seats:
        await board.enter(STUDIO, each, WEEK)
    for each in seats:
        await board.leave(STUDIO, each)
    assert len(board) == 0

    for _ in range(100):
        await board.enter(uuid4(), seat(), WEEK)
    clock.now = 20.0
    await board.enter(STUDIO, seat(), WEEK)
    assert len(board) == 101
    clock.now = 31.0
    await board.enter(OTHER_STUDIO, seat(), WEEK)
    assert len(board) == 2


# In Redis ----------------------------------------------------------------------------------------


@asynccontextmanager
async def in_redis(server: RedisServer, lifetime: float = 30.0) -> AsyncIterator[RedisBoard]:
    board = RedisBoard(server.url, lifetime)
    try:
        yield board
    finally:
        await board.close()


async def test_in_redis_nothing_is_left_of_who_left_or_was_not_heard_of(
    redis_server: RedisServer,
) -> None:
    async with (
        in_redis(redis_server, 0.3) as board,
        Redis.from_url(redis_server.url, protocol=2) as admin,
    ):
        someone = seat()
        await board.enter(STUDIO, someone, WEEK)
        await board.leave(STUDIO, someone)
        assert await admin.keys() == []
        await board.enter(STUDIO, someone, WEEK)
        assert await admin.keys() != []
        async with asyncio.timeout(5):
            while await admin.keys():  # noqa: ASYNC110 - Redis announces nothing
                await asyncio.sleep(0.02)


async def test_what_nobody_understands_hides_nobody(redis_server: RedisServer) -> None:
    async with (
        in_redis(redis_server) as board,
        Redis.from_url(redis_server.url, protocol=2) as admin,
    ):
        someone = seat()
        await board.enter(STUDIO, someone, WEEK)
        (key,) = await admin.keys()
        good = f"{uuid4()}/{uuid4()}"
        poison: dict[str, str | bytes] = {
            "": "",
            "\xff": b"\xff\xfe",
            f"{uuid4()}": "9999999999999 1 [null,[],null]",
            good: "9999999999999 99999999999999999999999 [null,[],null]",
            f"{uuid4()}/{uuid4()}": "9999999999999 1 [[1,2],[],null]",
            f"{uuid4()}/{uuid4()}/": "soon",
        }
        for field, value in poison.items():
            await admin.hset(key, field, value)
        assert await present(board) == [(someone, WEEK)]
        await board.enter(STUDIO, seat(), WEEK)
        assert len(await present(board)) == 2


async def test_a_redis_that_is_silent_is_waited_for_once(redis_server: RedisServer) -> None:
    async with in_redis(redis_server) as board:
        before, meanwhile = seat(), seat()
        await board.enter(STUDIO, before, WEEK)
        redis_server.pause()
        try:
            began = time.monotonic()
            assert await board.enter(STUDIO, meanwhile, WEEK)
            assert PATIENCE <= time.monotonic() - began < 2 * PATIENCE
            began = time.monotonic()
            for _ in range(10):
                assert not await board.enter(STUDIO, meanwhile, WEEK)
            assert await board.leave(STUDIO, before)
            assert await present(board) == [(meanwhile, WEEK)]
            assert time.monotonic() - began < PATIENCE
        finally:
            redis_server.resume()


async def test_a_redis_that_comes_back_is_asked_again(redis_server: RedisServer) -> None:
    async with in_redis(redis_server) as here, in_redis(redis_server) as there:
        mine, theirs = seat(), seat()
        await here.enter(STUDIO, mine, WEEK)
        redis_server.kill()
        await there.enter(STUDIO, theirs, WEEK)
        assert await present(here) == [(mine, WEEK)]
        assert (await here.look(STUDIO)).holds_for <= 1
        redis_server.start()
        async with asyncio.timeout(10):
            while len(await present(here)) < 2:
                await here.enter(STUDIO, mine, WEEK)
                await there.enter(STUDIO, theirs, WEEK)
                await asyncio.sleep(0.05)


async def test_many_at_once_share_a_few_connections(redis_server: RedisServer) -> None:
    async with in_redis(redis_server) as board:
        seats = [seat() for _ in range(300)]
        await asyncio.gather(*(board.enter(STUDIO, each, WEEK) for each in seats))
        assert len(await present(board)) == 300
