"""The connections to PostgreSQL, and how they are lent."""

from collections.abc import Awaitable, Callable
from typing import Any, TypeVar, cast

import asyncpg
from sqlalchemy import PoolProxiedConnection
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine
from sqlalchemy.pool import QueuePool

from db.migrate import driver_url

T = TypeVar("T")


class Connections:
    """The pool of an engine, and one connection of it that stays at hand.

    The pool's own bookkeeping takes longer than many a statement. So the connection that is given
    back first is kept for who asks next; as far as the pool knows it is in use.
    """

    def __init__(self, engine: AsyncEngine) -> None:
        self.engine = engine
        self._at_hand: PoolProxiedConnection | None = None
        self._waiting = 0
        self._closed = False

    @property
    def in_use(self) -> int:
        """How many are lent."""
        return self._pool.checkedout() - (self._at_hand is not None)

    @property
    def most(self) -> int:
        """How many there may be."""
        return self._pool.size()

    @property
    def _pool(self) -> QueuePool:
        return cast("QueuePool", self.engine.pool)

    async def asked(self, ask: Callable[[Any], Awaitable[T]]) -> tuple[PoolProxiedConnection, T]:
        """A connection, and what it answers to the first that is asked of it."""
        unasked = self.most  # as many may wait in the pool that PostgreSQL has ended
        while True:
            lent = await self._lend()
            driver: Any = lent.driver_connection
            try:
                return lent, await ask(driver)
            except BaseException as error:
                if not isinstance(error, asyncpg.PostgresError) or driver.is_in_transaction():
                    drop(lent, driver)
                self.give_back(lent)
                # PostgreSQL has said that it ends this one, and the line is not closed yet: nothing
                # was asked of it, so another one can be.
                if not isinstance(error, asyncpg.InternalClientError) or not unasked:
                    raise
                unasked -= 1

    async def _lend(self) -> PoolProxiedConnection:
        while True:
            lent, self._at_hand = self._at_hand, None
            if lent is None:
                self._waiting += 1
                try:
                    lent = await self.engine.raw_connection()
                finally:
                    self._waiting -= 1
            driver: Any = lent.driver_connection
            if not driver.is_closed():
                return lent
            lent.invalidate()  # lost while nobody used it
            lent.close()

    def give_back(self, lent: PoolProxiedConnection) -> None:
        """Take a connection back on which nothing is under way, or that was dropped."""
        is_wanted = self._at_hand is None and not self._waiting and not self._closed
        if is_wanted and lent.is_valid:
            self._at_hand = lent
        else:
            lent.close()

    async def close(self) -> None:
        """End those that nobody uses, and the others as they are given back."""
        self._closed = True
        if self._at_hand:
            self._at_hand.close()
            self._at_hand = None
        await self.engine.dispose()


def drop(lent: PoolProxiedConnection, driver: Any) -> None:
    """End a connection instead of lending it on."""
    driver.terminate()
    if lent.is_valid:
        lent.invalidate()


def make_engine(url: str, pool_size: int, cache: int, timeout: float) -> AsyncEngine:
    """An engine whose connections log in at `url`; `timeout` is in seconds."""
    return create_async_engine(
        driver_url(url),
        pool_size=pool_size,
        max_overflow=0,
        pool_use_lifo=True,  # the one that was used last is warm: its plans and its memory
        pool_timeout=timeout,
        isolation_level="AUTOCOMMIT",  # transactions begin and end by `Database._transaction`
        hide_parameters=True,  # an error's text goes to the log, and e-mails must not
        connect_args={
            "timeout": 5,
            "statement_cache_size": cache,
            "prepared_statement_cache_size": cache,
            "server_settings": {
                "application_name": "production-tool",
                "timezone": "UTC",
                "jit": "off",
                # What is asked outside of a transaction only reads.
                "default_transaction_read_only": "on",
                # To plan a calendar takes longer than to read it. The compiler spells out the joins
                # that matter, so that what PostgreSQL would guess from the values is not needed.
                "plan_cache_mode": "force_generic_plan",
                "statement_timeout": str(int(timeout * 1000)),
                "idle_in_transaction_session_timeout": str(int(timeout * 3000)),
            },
        },
    )
