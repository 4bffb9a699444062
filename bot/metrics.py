"""Prometheus figures: what came in, what went out, what waits."""

from __future__ import annotations

from collections.abc import Iterator

from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.core import GaugeMetricFamily, Metric

from models.store import Database


class _Outbox:
    """Reads the outbox when asked: any process may have changed it."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def collect(self) -> Iterator[Metric]:
        """Messages by state."""
        gauge = GaugeMetricFamily("rapsamak_outbox_messages", "Messages by state", labels=["state"])
        with self._database.read() as tx:
            for state, count in tx.outbox.by_state().items():
                gauge.add_metric([state], count)
        yield gauge

    def describe(self) -> list[Metric]:
        """Nothing is read before it is asked for."""
        return []


class Metrics:
    """One process's counters, and the outbox's depth."""

    def __init__(self, database: Database) -> None:
        self._registry = CollectorRegistry()
        self._registry.register(_Outbox(database))
        self.events = Counter(
            "rapsamak_events", "Webhook events", ["kind", "outcome"], registry=self._registry
        )
        self.handling = Histogram(
            "rapsamak_event_seconds", "Time to handle one event", registry=self._registry
        )
        self.deliveries = Counter(
            "rapsamak_deliveries", "Calls to LINE", ["by", "status"], registry=self._registry
        )
        self.unknown = Counter(
            "rapsamak_replies_unknown",
            "Replies cut off whose fate cannot be known, pushed",
            registry=self._registry,
        )
        self.reminders = Counter(
            "rapsamak_reminders", "Reminders by what became of them", ["outcome"], registry=self._registry
        )

    def text(self) -> bytes:
        """The figures in Prometheus' form."""
        return generate_latest(self._registry)
