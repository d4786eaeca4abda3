"""A client of somebody else's making, in a Node.js process of its own."""

import asyncio
import json
import os
from asyncio.subprocess import PIPE
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

from tests.clients.shown import FOLDER
from tests.npm import NPM


@dataclass
class Program:
    """What a program has shown so far: revisions and types."""

    name: str
    shown: list[tuple[int, str]] = field(default_factory=list)

    @property
    def last(self) -> int:
        """The revision it has shown last."""
        return self.shown[-1][0] if self.shown else 0


@asynccontextmanager
async def running(name: str, path: Path, host: str, email: str) -> AsyncIterator[Program]:
    """Run a program that follows the log at `host`; what it complains of goes to our own output."""
    process = await asyncio.create_subprocess_exec(
        *(NPM, "run", "--silent", "start", "--", path),
        cwd=FOLDER,
        stdin=PIPE,
        stdout=PIPE,
        env={**os.environ, "HOST": host, "EMAIL": email},
    )
    assert process.stdin
    assert process.stdout
    program = Program(name)
    listening = asyncio.create_task(_listen(process.stdout, program))
    try:
        yield program
    finally:
        process.stdin.close()
        await process.wait()
        await listening


async def _listen(output: asyncio.StreamReader, program: Program) -> None:
    async for line in output:
        revision, kind, _ = json.loads(line)
        program.shown.append((revision, kind))
