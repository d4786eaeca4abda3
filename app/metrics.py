"""What this process tells of itself, by the names that docs/operations.md explains.

Nothing that a client sends becomes part of a name or a label, nor do studios or people: the number
of series is fixed, whoever calls.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from math import inf

from prometheus_client import CollectorRegistry, GCCollector, Metric, ProcessCollector
from prometheus_client.core import (
    CounterMetricFamily,
    GaugeMetricFamily,
    HistogramMetricFamily,
)
from prometheus_client.registry import Collector

from app.rate_limits import FailureLimit, RateLimits
from app.response_times import ResponseTimes
from app.ws_caps import Caps
from db.session import Database
from resolvers.auditor import Auditor
from resolvers.booking_attempts import BookingAttempts
from subscriptions.histogram import Histogram
from subscriptions.hub import Hub


@dataclass(frozen=True, slots=True)
class Figures(Collector):
    """Reads what the parts of one application count, at the moment somebody asks."""

    db: Database
    hub: Hub
    auditor: Auditor
    attempts: BookingAttempts
    times: ResponseTimes
    caps: Caps
    limits: RateLimits
    failures: FailureLimit

    def collect(self) -> Iterator[Metric]:
        yield from self._bookings()
        yield from self._answers()
        yield from self._live()
        yield from self._websockets()
        yield from self._database()

    def _bookings(self) -> Iterator[Metric]:
        attempts = self.attempts
        yield _counter("bookings_created", "Bookings that were made.", attempts.created)
        yield _counters(
            "booking_attempts",
            "Attempts to take an artist's time that got as far as to ask for it.",
            "outcome",
            {"saved": attempts.saved, "conflict": attempts.conflicts},
        )
        yield _gauge(
            "booking_conflict_rate",
            "Share of the attempts of the last five minutes that met a conflict.",
            attempts.conflict_rate,
        )

    def _answers(self) -> Iterator[Metric]:
        times = HistogramMetricFamily(
            "api_response_time_seconds",
            "From a GraphQL request to its answer; of a subscription, to its first one.",
            labels=("kind", "outcome"),
        )
        for labels, histogram in self.times:
            times.add_metric(labels, _buckets(histogram), histogram.sum)
        yield times
        yield _counters(
            "rate_limited",
            "Requests refused by a rate limit.",
            "limit",
            {**self.limits.refused, "failures": self.failures.refused},
        )
        yield _counter(
            "sign_in_failures",
            "Tokens that were not good, and unknown names.",
            self.failures.failures,
        )

    def _live(self) -> Iterator[Metric]:
        hub, tally = self.hub, self.hub.tally
        yield _gauge("live_listeners", "Readers of the logs of studios.", hub.listening)
        yield _gauge("live_groups", "Groups that share the work for an event.", tally.groups)
        yield _gauge("live_members", "Subscriptions that are in a group.", tally.members)
        yield _gauge(
            "live_lag_revisions", "Revisions that the slowest reader has yet to read.", hub.behind
        )
        lag = HistogramMetricFamily(
            "live_lag_seconds", "From what happened to its delivery, as far as it was live."
        )
        lag.add_metric((), _buckets(tally.lag), tally.lag.sum)
        yield lag
        yield _counters(
            "live_deliveries",
            "Events handed to clients: as they happen, and to those who come back for them.",
            "way",
            {"live": tally.delivered, "catch_up": tally.caught_up},
        )
        yield _counter(
            "live_fell_behind",
            "Members sent out of their group, to read by themselves: they did not keep up.",
            tally.fell_behind,
        )
        yield _gauge(
            "live_hint_channel_up", "1: hints travel; 0: the poll carries on.", hub.healthy
        )
        yield _counter(
            "live_hint_reconnects", "Times the way of hints had to be sought again.", hub.reconnects
        )
        yield _counter(
            "live_hint_publish_failures", "Hints that could not be sent.", hub.publish_failures
        )
        yield _counter(
            "live_poll_failures", "Looks for new revisions that failed.", hub.poll_failures
        )

    def _websockets(self) -> Iterator[Metric]:
        caps = self.caps
        yield _gauges(
            "websocket_connections",
            "Open WebSockets: of members, and of those who have yet to sign in.",
            "state",
            {"signed_in": caps.members.open, "waiting": caps.strangers.open},
        )
        yield _gauges(
            "websocket_operations",
            "Operations that run on WebSockets.",
            "kind",
            {"subscription": caps.subscriptions.open, "other": caps.brief.open},
        )
        yield _counter(
            "websocket_stalled", "Clients dropped: they had stopped reading.", caps.stalled
        )
        yield _counters(
            "websocket_refused",
            "Connections and subscriptions refused because too many were open.",
            "limit",
            {
                places.limit: places.refused
                for places in (caps.strangers, caps.members, caps.studios, caps.subscriptions)
            },
        )

    def _database(self) -> Iterator[Metric]:
        in_use, size = self.db.pool
        yield _gauge("database_pool_in_use", "Database connections that are lent out.", in_use)
        yield _gauge("database_pool_size", "Database connections that there may be.", size)
        yield _counter("audit_entries_lost", "Audit entries never written.", self.auditor.lost)


def of_process() -> CollectorRegistry:
    """What the operating system and the interpreter know of this process."""
    registry = CollectorRegistry()
    ProcessCollector(registry=registry)
    GCCollector(registry=registry)
    return registry


def _counter(name: str, meaning: str, value: int) -> Metric:
    return CounterMetricFamily(name, meaning, value)


def _gauge(name: str, meaning: str, value: float) -> Metric:
    return GaugeMetricFamily(name, meaning, value)


def _counters(name: str, meaning: str, label: str, values: Mapping[str, int]) -> Metric:
    return _labelled(CounterMetricFamily(name, meaning, labels=(label,)), values)


def _gauges(name: str, meaning: str, label: str, values: Mapping[str, int]) -> Metric:
    return _labelled(GaugeMetricFamily(name, meaning, labels=(label,)), values)


def _labelled(family: CounterMetricFamily | GaugeMetricFamily, values: Mapping[str, int]) -> Metric:
    for label, value in values.items():
        family.add_metric((label,), value)
    return family


def _buckets(histogram: Histogram) -> list[tuple[str, float]]:
    return [
        ("+Inf" if bound == inf else str(bound), count) for bound, count in histogram.cumulative()
    ]
