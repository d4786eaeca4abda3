"""The studios that a token opens, for people to choose from."""

from collections.abc import Iterable

from graphql import GraphQLError
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from app.api_keys import KeyClaims
from app.auth import Authenticator
from app.credentials import Credentials
from app.graphql_response import JSON, refuse
from db.queries import identity
from db.queries.identity import Place
from db.session import Database
from domain.errors import Unauthenticated


class Studios:
    """Answers whoever has signed in, also before they have said which studio they mean."""

    def __init__(self, db: Database, authenticator: Authenticator) -> None:
        self._db = db
        self._authenticator = authenticator

    async def list(self, request: Request) -> Response:
        """All of the person's studios, or the one that the token names or the key is for."""
        credentials = Credentials(request.headers.get("authorization"))
        try:
            sign_in = await self._authenticator.read(credentials)
            if isinstance(sign_in, KeyClaims):
                return _answer([await self._keys_studio(sign_in, request)])
        except Unauthenticated as refused:
            error = GraphQLError(refused.message, extensions={"code": refused.code.value})
            return refuse([error], 401, JSON)
        async with self._db.system() as session:
            places = await identity.places(session, user_id=sign_in.user_id, studio=sign_in.studio)
        return _answer(places)

    async def _keys_studio(self, key: KeyClaims, request: Request) -> Place:
        actor = await self._authenticator.actor(key, request.state.request_id)
        assert actor.user_id, "a key acts for its maker"
        async with self._db.system() as session:
            (place,) = await identity.places(session, user_id=actor.user_id, studio=actor.tenant_id)
        return place


def _answer(places: Iterable[Place]) -> Response:
    studios = [{"slug": place.slug, "name": place.name, "role": place.role} for place in places]
    return JSONResponse({"studios": studios}, headers={"cache-control": "no-store"})
