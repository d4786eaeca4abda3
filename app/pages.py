"""The pages, as Vite has built them into web/dist."""

from pathlib import Path

from starlette.responses import FileResponse, PlainTextResponse, Response
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

DIST = Path(__file__).parent.parent / "web" / "dist"
GRAPHIQL = DIST / "graphiql.html"
ASSETS = DIST / "assets"


def graphiql() -> Response:
    """The page to explore the API with."""
    if not GRAPHIQL.is_file():
        return PlainTextResponse("The page has not been built yet: run `make web`.\n", 503)
    return FileResponse(GRAPHIQL, headers={"cache-control": "no-cache"})


class Assets(StaticFiles):
    """Files with a digest of their content in the name: a browser never has to ask twice."""

    def __init__(self) -> None:
        super().__init__(directory=ASSETS)

    async def get_response(self, path: str, scope: Scope) -> Response:
        response = await super().get_response(path, scope)
        response.headers["cache-control"] = "public, max-age=31536000, immutable"
        return response
