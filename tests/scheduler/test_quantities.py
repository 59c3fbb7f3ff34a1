"""Quantities as people write them, and text that is none."""

from __future__ import annotations

import json
import tempfile
from datetime import time, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from incidents.errors import ConfigError
from scheduler.config import load, quantities

NOT_QUANTITIES = [
    "",
    " ",
    "soon",
    "5",
    "-5 min",
    "5 mins ago",
    "1e9 h",
    "٣ min",
    "1,5 h",
    "min",
    "5 min 3 s",
    "∞ h",
]


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("15 min", 900),
        ("1 s", 1),
        ("1.5 s", 1.5),
        ("6 h", 21_600),
        ("6h", 21_600),
        ("1 day", 86_400),
        ("7 days", 604_800),
        ("2 weeks", 1_209_600),
        (" 12 hours ", 43_200),
        ("400 days", 34_560_000),
    ],
)
def test_lengths_of_time(text: str, seconds: float) -> None:
    assert quantities.duration(text) == timedelta(seconds=seconds)
    assert quantities.duration_or_forever(text) == timedelta(seconds=seconds)


def test_forever_is_no_length_but_may_be_kept() -> None:
    assert quantities.duration_or_forever("forever") is None
    with pytest.raises(ValueError, match="is no length of time"):
        quantities.duration("forever")


@pytest.mark.parametrize(
    ("text", "km"), [("60 km", 60), ("500 m", 0.5), ("10 miles", 16.09344), ("0.5km", 0.5)]
)
def test_distances(text: str, km: float) -> None:
    assert quantities.kilometres(text) == pytest.approx(km)


@pytest.mark.parametrize(
    ("text", "count", "minutes"),
    [
        ("10 per hour", 10, 60),
        ("1 per min", 1, 1),
        ("3/day", 3, 1440),
        ("20 an hour", 20, 60),
        ("5 a day", 5, 1440),
    ],
)
def test_rates(text: str, count: int, minutes: int) -> None:
    assert quantities.rate(text) == (count, timedelta(minutes=minutes))


@pytest.mark.parametrize(
    ("text", "at"), [("07:30", time(7, 30)), ("7:30", time(7, 30)), ("23:59", time(23, 59))]
)
def test_times_of_day(text: str, at: time) -> None:
    assert quantities.clock(text) == at


@pytest.mark.parametrize(
    "text", [*NOT_QUANTITIES, "24:00", "12:60", "0 h", "200 years", "0 per hour", None, 5, True, []]
)
def test_what_is_none_is_refused_by_each(text: object) -> None:
    readers = (quantities.duration, quantities.duration_or_forever, quantities.kilometres, quantities.rate)
    for read in (*readers, quantities.clock):
        with pytest.raises(ValueError, match="write for example"):
            read(text)


KEYS = st.sampled_from(
    ["database", "watches", "sources", "receivers", "smtp", "name", "notify", "a: b", "- x", "${V}"]
)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8) | KEYS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=4),
    max_leaves=12,
)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.one_of(st.binary(max_size=200), st.text(max_size=200).map(lambda t: t.encode("utf-8", "replace"))))
def test_any_bytes_are_a_config_or_a_config_error(body: bytes) -> None:
    assert_refused(body)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.dictionaries(KEYS, VALUES, max_size=6))
def test_any_values_are_a_config_or_a_config_error(data: dict[str, object]) -> None:
    assert_refused(json.dumps(data).encode())


def assert_refused(body: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "config.yaml"
        path.write_bytes(body)
        try:
            load(path, environ={"V": "v"})
        except ConfigError as error:
            assert error.problems
            assert all(problem.isprintable() for problem in error.problems)
