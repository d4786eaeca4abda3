"""The studios that a token opens, for people to choose from."""

from uuid import UUID

from graphql import GraphQLError
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from app.api_keys import KeyClaims
from app.contexts import Contexts
from app.credentials import Credentials
from app.graphql_request import too_many
from app.graphql_response import JSON, refuse
from app.origin import Origins
from db.queries import identity
from db.queries.identity import Place
from db.session import Database
from domain.errors import RateLimited, Unauthenticated


class Studios:
    """Answers whoever has signed in, also before they have said which studio they mean."""

    def __init__(self, db: Database, contexts: Contexts, origins: Origins) -> None:
        self._db = db
        self._contexts = contexts
        self._origins = origins

    async def answer(self, request: Request) -> Response:
        """All of the person's studios, or the one that the token names or the key is for."""
        try:
            places = await self._places(request)
        except Unauthenticated as refused:
            error = GraphQLError(refused.message, extensions={"code": refused.code.value})
            return refuse([error], 401, JSON)
        except RateLimited as limited:
            refusal = too_many(limited)
            return refuse([refusal.error], refusal.status, JSON, refusal.headers)
        studios = [{"slug": place.slug, "name": place.name, "role": place.role} for place in places]
        return JSONResponse({"studios": studios}, headers={"cache-control": "no-store"})

    async def _places(self, request: Request) -> list[Place]:
        origin = self._origins.of(request)
        credentials = Credentials(request.headers.get("authorization"))
        sign_in = await self._contexts.read(credentials, origin)
        user_id: UUID | None
        studio: UUID | str | None
        if isinstance(sign_in, KeyClaims):
            _, actor = await self._contexts.sign_in(credentials, origin)
            user_id, studio = actor.user_id, actor.tenant_id
        else:
            user_id, studio = sign_in.user_id, sign_in.studio
        assert user_id, "a key acts for its maker"
        async with self._db.system() as session:
            return await identity.places(session, user_id=user_id, studio=studio)
