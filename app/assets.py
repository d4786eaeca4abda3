"""The files that the pages load."""

import re
from pathlib import Path

from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.responses import Response
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

ENCODINGS = {"br": ".br", "gzip": ".gz"}
"""How files may be compressed, the smallest first, and what their names then end in."""


class Assets(StaticFiles):
    """Files with a digest of their content in the name: a browser never has to ask twice.

    Beside a file may lie the same compressed, as web/compress.mjs leaves it.
    """

    def __init__(self, folder: Path) -> None:
        super().__init__(directory=folder, check_dir=False)

    async def check_config(self) -> None:
        """The folder may come later: the page says how."""

    async def get_response(self, path: str, scope: Scope) -> Response:
        response = await self._smallest(path, scope)
        response.headers["cache-control"] = "public, max-age=31536000, immutable"
        response.headers["vary"] = "accept-encoding"
        return response

    async def _smallest(self, path: str, scope: Scope) -> Response:
        for encoding in _accepted(Headers(scope=scope).get("accept-encoding", "")):
            try:
                response = await super().get_response(path + ENCODINGS[encoding], scope)
            except HTTPException:
                continue
            response.headers["content-encoding"] = encoding
            return response
        return await super().get_response(path, scope)


def _accepted(header: str) -> list[str]:
    offered = (offer.partition(";") for offer in header.lower().split(","))
    good = {
        name.strip() for name, _, weight in offered if not re.match(r"\s*q=0(\.0*)?\s*$", weight)
    }
    return [encoding for encoding in ENCODINGS if encoding in good]
