"""The studios that a token opens, for people to choose from."""

from graphql import GraphQLError
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from app.auth import Authenticator
from app.credentials import Credentials
from app.graphql_response import JSON, refuse
from db.queries import identity
from db.session import Database
from domain.errors import Unauthenticated


class Studios:
    """Answers whoever has signed in, also before they have said which studio they mean."""

    def __init__(self, db: Database, authenticator: Authenticator) -> None:
        self._db = db
        self._authenticator = authenticator

    async def list(self, request: Request) -> Response:
        """All of the person's studios, or the one that the token itself names."""
        credentials = Credentials(request.headers.get("authorization"))
        try:
            sign_in = await self._authenticator.read(credentials)
        except Unauthenticated as refused:
            error = GraphQLError(refused.message, extensions={"code": refused.code.value})
            return refuse([error], 401, JSON)
        async with self._db.system() as session:
            places = await identity.places(session, user_id=sign_in.user_id, studio=sign_in.studio)
        studios = [{"slug": place.slug, "name": place.name, "role": place.role} for place in places]
        return JSONResponse({"studios": studios}, headers={"cache-control": "no-store"})
