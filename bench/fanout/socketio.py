"""Socket.IO 4 with its Redis adapter: the usual choice."""

import base64
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import orjson

from bench.contestants.node import fetch_node, fetch_packages
from bench.fanout import graphql
from bench.fanout.calls import Handshake
from bench.fanout.live import Live, News

SOURCES = Path(__file__).parent.parent / "socketio"
ROOM, EVENT = "studio", "next"
HEAD = len(f'42["{EVENT}",]')
PACKAGES = ("socket.io", "@socket.io/redis-adapter", "redis")


class SocketIO(Live):
    """`bench/socketio`; the news is what the emitter for other processes makes of a payload."""

    name = "Socket.IO 4"

    def __init__(self, cache: Path, redis_url: str, text: str) -> None:
        """Fetch what is not in the folder `cache` yet; `text` is a message of ours."""
        self._node = fetch_node(cache)
        self._folder = fetch_packages(self._node, SOURCES, cache / "socketio")
        self._redis_url = redis_url
        self._news = self._emitted(padded(orjson.loads(text)["payload"], len(text.encode())))

    def command(self) -> Sequence[str]:
        return [str(self._node), str(self._folder / "server.mjs")]

    def environ(self, port: int) -> Mapping[str, str]:
        environ = {"NODE_ENV": "production", "REDIS_URL": self._redis_url, "ROOM": ROOM}
        return {**environ, "PORT": str(port)}

    def handshake(self) -> Handshake:
        return Handshake(
            "/socket.io/?EIO=4&transport=websocket",
            # It says how it pings, we enter the namespace, it gives us a number there.
            opening=[None, "40", None],
            replies={"2": "3"},
        )

    def news(self) -> News:
        return self._news

    def event(self, text: str) -> Mapping[str, Any]:
        return graphql.event(orjson.loads(text.removeprefix("42"))[1])

    def versions(self) -> str:
        """Which packages serve."""
        lock = orjson.loads((SOURCES / "package-lock.json").read_bytes())["packages"]
        return ", ".join(f"{name} {lock[f'node_modules/{name}']['version']}" for name in PACKAGES)

    def _emitted(self, payload: Any) -> News:
        said = subprocess.run(  # noqa: S603 - our own
            [self._node, self._folder / "emitted.mjs", ROOM, EVENT],
            input=orjson.dumps(payload),
            stdout=subprocess.PIPE,
            check=True,
        )
        channel, message = orjson.loads(said.stdout)
        return channel, base64.b64decode(message).decode("latin-1")


def padded(payload: dict[str, Any], size: int) -> dict[str, Any]:
    """Make a payload so long that its message has `size` bytes."""
    empty = {**payload, "padding": ""}
    return {**payload, "padding": "-" * (size - HEAD - len(orjson.dumps(empty)))}
