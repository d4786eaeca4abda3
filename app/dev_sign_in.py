"""Signing in without a password, on a server that issues its own tokens."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

import orjson
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from app.dev_issuer import ISSUER, DevIssuer
from app.graphql_request import RequestRefused, read_body
from app.origin import Origins
from app.rate_limits import FailureLimit
from db.queries import identity, joining
from db.session import Database
from domain.actor import Actor
from domain.audit import signed_in
from domain.errors import RateLimited
from domain.introduction import Introduction
from resolvers.joining import admit
from schema.context import Noting

PRIVATE = {"cache-control": "no-store"}


class DevSignIn:
    """Lists the members of all studios, and gives anyone the token of any of them.

    So it does with whoever is invited: they join as they would by a provider's token.
    """

    def __init__(
        self,
        db: Database,
        issuer: DevIssuer,
        origins: Origins,
        failures: FailureLimit,
        note: Noting,
    ) -> None:
        self._db = db
        self._issuer = issuer
        self._origins = origins
        self._failures = failures
        self._note = note

    def routes(self) -> list[Route]:
        return [
            Route("/auth/dev/users", self.users, methods=["GET"]),
            Route("/auth/dev/token", self.token, methods=["POST"]),
        ]

    async def users(self, _: Request) -> Response:
        async with self._db.system() as session:
            found = await identity.members(session)
            invited = await joining.invited(session)
        users = [
            {
                "email": person.email,
                "name": name,
                "role": person.role,
                "tenant": {"slug": person.tenant_slug, "name": person.tenant_name},
            }
            for person, name in [
                *((member, member.name) for member in found),
                *((invitation, invitation.email) for invitation in invited),
            ]
        ]
        return JSONResponse({"users": users}, headers=PRIVATE)

    async def token(self, request: Request) -> Response:
        origin = self._origins.of(request)
        try:
            self._failures.check(origin)
            email, tenant = _asked(await read_body(request))
        except RequestRefused as refused:
            return _refuse(refused.status, refused.error.message)
        except RateLimited as limited:
            return _refuse(429, limited.message, {"retry-after": str(limited.retry_after)})
        except ValueError:
            return _refuse(400, 'Send {"email": …}, and "tenant" with the slug of the studio.')
        async with self._db.system() as session:
            invited = await joining.invited(session, email)
        if invited:
            introduction = Introduction(ISSUER, email.lower(), email)
            await admit(self._db, introduction, now=datetime.now(UTC))
        async with self._db.system() as session:
            found = await identity.members(session, email=email, tenant_slug=tenant)
        if not found:
            self._failures.count(origin)
            return _refuse(404, "There is no such user.")
        if len(found) > 1:
            slugs = ", ".join(member.tenant_slug for member in found)
            return _refuse(400, f'This user has several studios: send "tenant", one of {slugs}.')
        member, request_id = found[0], request.state.request_id
        actor = Actor(member.tenant_id, member.user_id, member.role, request_id, origin)
        # Nobody keeps sessions here: each token is one.
        self._note(actor, signed_in(member.user_id, str(request_id)), at=datetime.now(UTC))
        return JSONResponse({"token": self._issuer.issue(member)}, headers=PRIVATE)


def _asked(body: bytes) -> tuple[str, str | None]:
    asked: Any = orjson.loads(body)
    if not isinstance(asked, dict):
        raise ValueError(asked)
    email, tenant = asked.get("email"), asked.get("tenant")
    if not isinstance(email, str) or not isinstance(tenant, str | None):
        raise ValueError(asked)
    # PostgreSQL does not take every character that JSON can hold.
    if not f"{email}{tenant}".isprintable():
        raise ValueError(asked)
    return email, tenant


def _refuse(status: int, error: str, headers: Mapping[str, str] | None = None) -> Response:
    return JSONResponse({"error": error}, status, {**PRIVATE, **(headers or {})})
