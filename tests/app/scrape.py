"""What a server tells at /metrics, read as Prometheus reads it."""

import asyncio
from collections.abc import Callable, Mapping
from typing import Any

import httpx
from prometheus_client.parser import text_string_to_metric_families

Figures = dict[tuple[str, frozenset[tuple[str, str]]], float]


class Scrape:
    """The samples of one scrape."""

    def __init__(self, text: str) -> None:
        self.samples: Figures = {}
        for family in text_string_to_metric_families(text):
            for sample in family.samples:
                key = (sample.name, frozenset(sample.labels.items()))
                assert key not in self.samples, "each series comes once"
                self.samples[key] = sample.value

    def __call__(self, name: str, **labels: str) -> float:
        return self.samples[name, frozenset(labels.items())]

    @property
    def series(self) -> set[tuple[str, frozenset[tuple[str, str]]]]:
        return set(self.samples)

    def since(self, before: "Scrape", name: str, **labels: str) -> float:
        """How much a counter has grown."""
        return self(name, **labels) - before(name, **labels)


async def scrape(http: httpx.AsyncClient, headers: Mapping[str, Any] | None = None) -> Scrape:
    answer = await http.get("/metrics", headers=headers)
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"] == "text/plain; version=0.0.4; charset=utf-8"
    return Scrape(answer.text)


async def scraped_until(http: httpx.AsyncClient, holds: Callable[[Scrape], bool]) -> Scrape:
    """Scrape until what it tells is so."""
    async with asyncio.timeout(30):
        while not holds(found := await scrape(http)):  # noqa: ASYNC110 - it announces nothing
            await asyncio.sleep(0.02)
    return found
