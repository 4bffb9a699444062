"""Prometheus figures: what came in, what went out, what waits, and the state of LINE."""

from __future__ import annotations

from collections.abc import Iterator

from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.core import GaugeMetricFamily, Metric

from bot.process.clock import Clock
from models.store import Database, Transaction

_SECONDS = (0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 1800, 7200)


class _Shared:
    """Reads what all processes share from the database on request."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    def collect(self) -> Iterator[Metric]:
        """The queue, due reminders, the circuit, the quota."""
        with self._database.read() as tx:
            yield from self._outbox(tx)
            yield from self._line(tx)

    def describe(self) -> list[Metric]:
        """Nothing, so that registering reads nothing."""
        return []

    def _outbox(self, tx: Transaction) -> Iterator[Metric]:
        messages = GaugeMetricFamily("rapsamak_outbox_messages", "Messages by state", labels=["state"])
        for state, count in tx.outbox.by_state().items():
            messages.add_metric([state], count)
        yield messages
        now, oldest = self._clock.now(), tx.outbox.oldest_waiting()
        age = max((now - oldest).total_seconds(), 0.0) if oldest else 0.0
        yield GaugeMetricFamily(
            "rapsamak_outbox_oldest_seconds", "Age of the message that waits longest", value=age
        )
        yield GaugeMetricFamily(
            "rapsamak_reminders_due", "Reminders whose time has come", value=tx.reminders.count_due(now)
        )

    def _line(self, tx: Transaction) -> Iterator[Metric]:
        quota, circuit = tx.channel.quota(), tx.channel.circuit()
        dying = tx.channel.tokens_dying(self._clock.machine())
        refused = circuit.trouble is not None or bool(tx.channel.refuses_all())
        for name, what, value in (
            ("rapsamak_circuit_open", "LINE does not answer and is left alone", circuit.open),
            ("rapsamak_channel_refused", "LINE serves nothing of this channel, and all waits", refused),
            ("rapsamak_reply_tokens_dying", "Reply tokens die early, answers are pushed", dying),
            ("rapsamak_quota_exhausted", "The month's messages are used up", quota.out),
            ("rapsamak_quota_limit", "Messages a month, as last read", quota.limit),
            ("rapsamak_quota_used", "Messages used this month, as last read", quota.used),
            ("rapsamak_quota_left", "Messages left this month, as last read", quota.left),
        ):
            if value is not None:
                yield GaugeMetricFamily(name, what, value=float(value))


class Metrics:
    """One process's counters, plus what the database holds for all processes."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._registry = CollectorRegistry()
        self._registry.register(_Shared(database, clock))
        self.events = self._counter("rapsamak_events", "Webhook events", "kind", "outcome")
        self.handling = self._histogram("rapsamak_event_seconds", "Time to handle one event")
        self.deliveries = self._counter("rapsamak_deliveries", "Calls to LINE", "by", "status")
        self.calls = self._histogram("rapsamak_call_seconds", "Time of one call to LINE", "by")
        self.delivery = self._histogram(
            "rapsamak_delivery_seconds", "From queueing a message to LINE's having it"
        )
        self.unknown = self._counter(
            "rapsamak_replies_unknown", "Replies cut off whose fate cannot be known, pushed"
        )
        self.failures = self._counter("rapsamak_due_failures", "Due things that failed, put off", "what")
        self.reminders = self._counter("rapsamak_reminders", "Reminders by what became of them", "outcome")

    def text(self) -> bytes:
        """The figures in Prometheus format."""
        return generate_latest(self._registry)

    def _counter(self, name: str, what: str, *labels: str) -> Counter:
        return Counter(name, what, labels, registry=self._registry)

    def _histogram(self, name: str, what: str, *labels: str) -> Histogram:
        return Histogram(name, what, labels, registry=self._registry, buckets=_SECONDS)
