"""The figures for Prometheus, in its text format. Names and meanings are documented in docs/operations.md."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, HistogramMetricFamily
from prometheus_client.metrics_core import Metric

from web.standing import BUCKETS, Live, Standing

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"


class _Figures:
    def __init__(self, live: Live, standing: Standing) -> None:
        self._live, self._standing = live, standing

    def collect(self) -> Iterator[Metric]:
        yield from _process(self._live, self._standing)
        yield from _sources(self._live, self._standing)
        yield from _articles(self._live, self._standing)
        yield from _outbox(self._live, self._standing)


def metrics(live: Live, standing: Standing) -> bytes:
    """All figures of this moment."""
    registry = CollectorRegistry(auto_describe=False)
    registry.register(_Figures(live, standing))
    return generate_latest(registry)


def _gauge(name: str, text: str, value: float) -> GaugeMetricFamily:
    return GaugeMetricFamily(f"dateline_{name}", text, value=value)


def _process(live: Live, standing: Standing) -> Iterator[Metric]:
    version = GaugeMetricFamily(
        "dateline_build_info", "Always 1; the version is the label", labels=["version"]
    )
    version.add_metric([live.version], 1)
    yield version
    yield _gauge("start_time_seconds", "When this process started", live.started.timestamp())
    yield CounterMetricFamily("dateline_starts", "Starts on this database", value=standing.starts)
    yield _gauge("tick_age_seconds", "Since the last tick", live.tick_age)
    written = -1.0 if live.beat_age is None else live.beat_age
    yield _gauge("write_age_seconds", "Since the last proven write; -1 before it", written)
    yield _gauge("storage_works", "0 while the disk takes no writes", not live.storage_fault)
    yield _gauge("network_works", "0 while no source can be reached", live.outage_since is None)
    yield _gauge("database_bytes", "Bytes in use in the database", standing.size_bytes)
    yield CounterMetricFamily("dateline_workers_killed", "Calls ended by force", value=live.workers_killed)
    if standing.last_backup is not None:
        made = standing.last_backup.timestamp()
        yield _gauge("last_backup_time_seconds", "When the last good copy was made", made)


def _sources(live: Live, standing: Standing) -> Iterator[Metric]:
    states = GaugeMetricFamily("dateline_sources", "Sources by state", labels=["state"])
    for state, count in sorted(Counter(line.state for line in standing.sources).items()):
        states.add_metric([state], count)
    yield states
    late = max((live.now - line.next_due for line in standing.sources), default=None)
    lag = max(0.0, late.total_seconds()) if late is not None else 0.0
    yield _gauge("poll_lag_seconds", "How late the most overdue source is", lag)
    if (silent := standing.silent_for(live.now)) is not None:
        yield _gauge("silent_seconds", "Since a source last listed something new", silent.total_seconds())


def _articles(live: Live, standing: Standing) -> Iterator[Metric]:
    yield CounterMetricFamily("dateline_articles_read", "Articles read", value=standing.ever.read)
    outcomes = CounterMetricFamily("dateline_articles", "Articles by outcome", labels=["outcome"])
    for outcome, count in standing.ever.outcomes.items():
        outcomes.add_metric([outcome], count)
    yield outcomes
    yield _gauge("articles_pending", "Articles not settled yet", standing.ever.pending)
    oldest = standing.oldest_pending
    age = (live.now - oldest).total_seconds() if oldest else 0.0
    yield _gauge("articles_pending_age_seconds", "Age of the oldest that is not settled", age)
    yield _gauge("incidents", "Incidents known", standing.incidents_known)


def _outbox(live: Live, standing: Standing) -> Iterator[Metric]:
    notices = GaugeMetricFamily("dateline_notices", "Notices by state", labels=["state"])
    for state, count in standing.notices.items():
        notices.add_metric([state], count)
    yield notices
    oldest = GaugeMetricFamily(
        "dateline_notices_age_seconds", "Age of the oldest notice that waits", labels=["state"]
    )
    for state, since in standing.notices_waiting_since.items():
        oldest.add_metric([state], (live.now - since).total_seconds())
    yield oldest
    messages = GaugeMetricFamily("dateline_messages", "Messages by state", labels=["state"])
    for state, count in standing.messages.items():
        messages.add_metric([state], count)
    yield messages
    waiting = GaugeMetricFamily("dateline_outbox", "Unsent messages", labels=["receiver", "state"])
    ages = GaugeMetricFamily(
        "dateline_outbox_age_seconds", "Age of the oldest unsent", labels=["receiver", "state"]
    )
    for row in standing.waiting:
        waiting.add_metric([row.receiver, row.state], row.messages)
        ages.add_metric([row.receiver, row.state], (live.now - row.oldest).total_seconds())
    yield waiting
    yield ages
    seconds = HistogramMetricFamily(
        "dateline_delivery_seconds", "How long an attempt took, in this process", labels=["receiver"]
    )
    for receiver, timing in live.delivered.items():
        buckets = [(str(most), float(count)) for most, count in zip(BUCKETS, timing.within, strict=True)]
        seconds.add_metric([receiver], [*buckets, ("+Inf", float(timing.attempts))], timing.seconds)
    yield seconds
