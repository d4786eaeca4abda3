"""The floors: one message to all, as it comes from Redis. They know no users and keep no log."""

import sys
from collections.abc import Mapping, Sequence
from typing import Any

import orjson

from bench.contestants.uvicorn import uvicorn
from bench.fanout import graphql
from bench.fanout.calls import Handshake
from bench.fanout.live import Live, News


class Floor(Live):
    """`bench/floor/broadcast.py`: Starlette and uvicorn."""

    name = "Floor: bare Starlette"
    channel = "floor"

    def __init__(self, redis_url: str, text: str) -> None:
        """`text` is a message of ours, which is what everybody is sent."""
        self._redis_url = redis_url
        self._text = text

    def command(self) -> Sequence[str]:
        return uvicorn("bench.floor.broadcast:from_env")

    def environ(self, port: int) -> Mapping[str, str]:
        return {"PORT": str(port), "REDIS_URL": self._redis_url, "CHANNEL": self.channel}

    def handshake(self) -> Handshake:
        return Handshake("/")

    def news(self) -> News:
        return self.channel, self._text.encode().decode("latin-1")

    def event(self, text: str) -> Mapping[str, Any]:
        return graphql.event(orjson.loads(text)["payload"])


class RawFloor(Floor):
    """`bench/floor/frames.py`: the least that there is to do."""

    name = "Raw frames"
    channel = "raw"

    def command(self) -> Sequence[str]:
        return [sys.executable, "-m", "bench.floor.frames"]
