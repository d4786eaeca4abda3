"""Who may read our metrics, and what they get."""

import asyncio
import hmac
from collections.abc import Iterable, Mapping, Sequence

import orjson
from prometheus_client import Metric, generate_latest
from prometheus_client.exposition import CONTENT_TYPE_PLAIN_0_0_4
from prometheus_client.registry import Collector
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from app.metrics import of_process
from app.origin import parsed
from app.siblings import Siblings

PROXIED = ("forwarded", "via", "x-forwarded-for", "x-forwarded-host", "x-real-ip")
"""What tells that a proxy on this machine speaks for somebody who is elsewhere."""


class Scrapes:
    """Answers in Prometheus' text format whoever has the token; without one, this machine alone.

    With `siblings` it answers for each of them, told apart by the label `process`.
    """

    def __init__(self, figures: Collector, *, token: str, siblings: Siblings | None) -> None:
        self._figures = figures
        self._of_process = of_process()
        self._token = token.encode()
        self._siblings = siblings

    async def answer(self, request: Request) -> Response:
        self._refuse_strangers(request)
        if self._siblings:
            families = _merged(await self._siblings.ask())
        else:
            families = await self._families()
        return PlainTextResponse(
            generate_latest(_Collected(families)),
            headers={"cache-control": "no-store", "content-type": CONTENT_TYPE_PLAIN_0_0_4},
        )

    async def tell(self) -> bytes:
        """Our own part, for a sibling to merge."""
        return orjson.dumps(
            [
                (
                    family.name,
                    family.documentation,
                    family.type,
                    [each[:3] for each in family.samples],
                )
                for family in await self._families()
            ]
        )

    async def _families(self) -> Sequence[Metric]:
        # The operating system takes its time over who has thousands of files open.
        of_process = await asyncio.to_thread(lambda: list(self._of_process.collect()))
        return [*self._figures.collect(), *of_process]

    def _refuse_strangers(self, request: Request) -> None:
        if self._token:
            scheme, _, token = request.headers.get("authorization", "").partition(" ")
            good = hmac.compare_digest(token.strip().encode(), self._token)
            if not good or scheme.lower() != "bearer":
                raise HTTPException(401, headers={"www-authenticate": "Bearer"})
        elif not _is_local(request):
            raise HTTPException(404)


class _Collected(Collector):
    """Families that have been collected."""

    def __init__(self, families: Iterable[Metric]) -> None:
        self._families = families

    def collect(self) -> Iterable[Metric]:
        return self._families


def _is_local(request: Request) -> bool:
    address = parsed(request.client.host) if request.client else None
    if address is None or not address.is_loopback:
        return False
    return not any(header in request.headers for header in PROXIED)


def _merged(told: Mapping[str, bytes]) -> Iterable[Metric]:
    families: dict[str, Metric] = {}
    for process, text in told.items():
        for name, meaning, kind, samples in orjson.loads(text):
            family = families.setdefault(name, Metric(name, meaning, kind))
            for sample, labels, value in samples:
                family.add_sample(sample, {**labels, "process": process}, value)
    return families.values()
