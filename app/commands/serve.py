"""What serves in production: `serve --workers N`."""

import asyncio
import multiprocessing
import os
import signal
import threading
from pathlib import Path
from tempfile import TemporaryDirectory

import uvicorn
from starlette.applications import Starlette
from uvicorn.config import STARTUP_FAILURE
from uvicorn.supervisors import Multiprocess

from app.commands import database
from app.refusal import Refusal
from app.serving import config, listen
from app.settings import Settings
from app.siblings import Siblings

MEETING_PLACE = "PRODUCTION_TOOL_SIBLINGS"
"""The variable by which server processes learn where they meet."""


def serve(settings: Settings) -> None:
    """Serve until told to stop. Raises `Refusal` where something is in the way."""
    if settings.workers > 1 and not settings.redis_url:
        raise Refusal(
            f"{settings.workers} workers need REDIS_URL: "
            "events in memory do not reach from one process to another"
        )
    with listen(settings.host, settings.port) as door:
        asyncio.run(database.assert_fit(settings))
        if settings.workers == 1:
            from app.asgi import create_app

            uvicorn.Server(config(create_app(settings), settings)).run(sockets=[door])
            return
        with TemporaryDirectory(prefix="production-tool-") as folder:
            os.environ[MEETING_PLACE] = folder
            served = config(f"{__name__}:one_of_many", settings, workers=settings.workers)
            workers = Multiprocess(served, [door])
            workers.run()
        if any(process.exitcode == STARTUP_FAILURE for process in workers.processes):
            raise Refusal("a server process could not start; the reason is above")


def one_of_many() -> Starlette:
    """What each of several server processes serves, until the one that started them is gone."""
    from app.asgi import create_app

    threading.Thread(target=_end_with_parent, daemon=True).start()
    siblings = Siblings(Path(os.environ[MEETING_PLACE]))
    return create_app(Settings.from_env(os.environ), siblings=siblings)


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent:
        parent.join()
        os.kill(os.getpid(), signal.SIGTERM)
