"""When a source is asked again, and what a poll leaves behind."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.responses import Failure, FailureKind, Response
from crawler.sources import (
    DAY,
    GONE_INTERVAL,
    HOUR,
    JITTER,
    MINUTE,
    START_INTERVAL,
    UNCONDITIONAL_EVERY,
    FetchState,
    Source,
    Status,
    after_failure,
    after_leaf,
    after_success,
    after_unchanged,
    body_hash,
    cache_seconds,
    conditional,
    next_due,
)

NOW = datetime(2026, 2, 17, 12, 0, tzinfo=UTC)
SOURCE = Source("Example Times", "feed", "https://times.example/feed")
OK = Response(SOURCE.url, 200, {"etag": '"one"', "last-modified": "Tue, 17 Feb 2026 11:00:00 GMT"}, b"<rss/>")
NOT_MODIFIED = Response(SOURCE.url, 304)
DOWN = Failure(FailureKind.TIMEOUT, "no complete answer in time")


def polled(**fields: object) -> FetchState:
    state = after_success(SOURCE, FetchState(), OK, 20, 20, NOW)
    return replace(state, **fields)  # type: ignore[arg-type]


def wait(state: FetchState, source: Source = SOURCE) -> float:
    return (next_due(source, state, NOW) - NOW).total_seconds()


def test_a_new_source_is_due_at_once() -> None:
    assert next_due(SOURCE, FetchState(), NOW) == NOW


def test_the_first_poll_keeps_the_starting_interval_whatever_is_new() -> None:
    state = polled()
    assert state.interval == START_INTERVAL
    assert abs(wait(state) - START_INTERVAL) <= START_INTERVAL * JITTER
    assert (state.status, state.polls, state.last_ok, state.body_hash) == (
        Status.OK,
        1,
        NOW,
        body_hash(b"<rss/>"),
    )


def test_many_new_entries_shorten_the_interval_and_none_lengthens_it() -> None:
    state = polled()
    assert after_success(SOURCE, state, OK, 15, 20, NOW).interval == START_INTERVAL / 2
    assert after_success(SOURCE, state, OK, 1, 20, NOW).interval == START_INTERVAL
    assert after_success(SOURCE, state, OK, 0, 20, NOW).interval == START_INTERVAL * 1.5
    assert after_unchanged(SOURCE, state, NOT_MODIFIED, NOW).interval == START_INTERVAL * 1.5


@given(st.lists(st.sampled_from(["all", "some", "none", "304", "fail"]), max_size=60))
def test_the_interval_never_leaves_its_bounds_and_no_source_is_given_up(polls: list[str]) -> None:
    state = FetchState()
    for poll in polls:
        if poll == "304":
            state = after_unchanged(SOURCE, state, NOT_MODIFIED, NOW)
        elif poll == "fail":
            state = after_failure(SOURCE, state, DOWN, NOW)
        else:
            state = after_success(SOURCE, state, OK, {"all": 20, "some": 1, "none": 0}[poll], 20, NOW)
        assert 5 * MINUTE <= state.interval <= HOUR
        assert 5 * MINUTE * (1 - JITTER) <= wait(state) <= DAY * (1 + JITTER)
    assert FetchState.from_dict(json.loads(json.dumps(state.to_dict()))) == state


@pytest.mark.parametrize(
    ("headers", "ttl", "expected"),
    [
        ({"cache-control": "public, max-age=3600"}, None, HOUR),
        ({"expires": "Tue, 17 Feb 2026 14:00:00 GMT"}, None, 2 * HOUR),
        ({"cache-control": "max-age=60", "expires": "Tue, 17 Feb 2026 14:00:00 GMT"}, None, START_INTERVAL),
        ({}, HOUR, HOUR),
        ({"cache-control": "max-age=31536000"}, None, 6 * HOUR),
        ({"cache-control": "max-age=banana"}, None, START_INTERVAL),
        ({"expires": "0"}, None, START_INTERVAL),
        ({}, 1e9, 6 * HOUR),
    ],
)
def test_the_publishers_wishes_count_within_the_bounds(
    headers: dict[str, str], ttl: float | None, expected: float
) -> None:
    state = after_success(SOURCE, FetchState(), replace(OK, headers=headers), 20, 20, NOW, ttl=ttl)
    assert state.wait == expected
    assert state.interval == START_INTERVAL


@pytest.mark.parametrize(("longest", "expected"), [(20 * MINUTE, 20 * MINUTE), (12 * HOUR, 10 * HOUR)])
def test_a_longest_interval_that_is_configured_bounds_the_wishes_too(longest: float, expected: float) -> None:
    source = replace(SOURCE, every_max=timedelta(seconds=longest))
    wishes = replace(OK, headers={"cache-control": "max-age=36000"})
    assert after_success(source, FetchState(), wishes, 20, 20, NOW).wait == expected


def test_freshness_is_never_negative() -> None:
    assert cache_seconds({"expires": "Mon, 01 Jan 1990 00:00:00 GMT"}, NOW) == 0


def test_errors_back_off_linearly_to_a_day() -> None:
    state, waits = polled(), []
    for _ in range(120):
        state = after_failure(SOURCE, state, DOWN, NOW)
        waits.append(state.wait)
    assert waits[:3] == [15 * MINUTE, 30 * MINUTE, 45 * MINUTE]
    assert waits[-1] == DAY
    assert (state.status, state.failures, state.error) == (Status.FAILING, 120, "timeout")
    assert state.interval == START_INTERVAL
    assert after_success(SOURCE, state, OK, 0, 20, NOW).wait <= 6 * HOUR


@pytest.mark.parametrize(("asked", "expected"), [(7200.0, 2 * HOUR), (1.0, START_INTERVAL), (1e12, DAY)])
def test_retry_after_is_clamped(asked: float, expected: float) -> None:
    busy = Failure(FailureKind.HTTP, "HTTP 503", 503, retry_after=asked)
    assert after_failure(SOURCE, polled(), busy, NOW).wait == expected


def test_gone_is_asked_again_after_a_week() -> None:
    state = after_failure(SOURCE, polled(), Failure(FailureKind.HTTP, "HTTP 410", 410), NOW)
    assert (state.status, state.wait) == (Status.GONE, GONE_INTERVAL)


def test_a_304_after_a_failure_heals_nothing() -> None:
    failing = after_failure(SOURCE, polled(), DOWN, NOW)
    assert conditional(failing, NOW) == (None, None)
    state = after_unchanged(SOURCE, failing, NOT_MODIFIED, NOW)
    assert (state.status, state.failures) == (Status.FAILING, 2)


def test_a_304_with_nothing_remembered_is_a_failure() -> None:
    assert after_unchanged(SOURCE, FetchState(), NOT_MODIFIED, NOW).status is Status.FAILING


def test_a_304_to_a_full_poll_is_a_failure() -> None:
    """A server that says so to everything is found out at its first full poll."""
    state = after_unchanged(SOURCE, polled(), NOT_MODIFIED, NOW, asked=False)
    assert (state.status, state.error_text) == (Status.FAILING, "HTTP 304 although no validators were sent")


def test_the_same_body_after_a_failure_does_heal() -> None:
    failing = after_failure(SOURCE, polled(), DOWN, NOW)
    assert after_unchanged(SOURCE, failing, OK, NOW).status is Status.UNCHANGED


def test_validators_are_sent_but_for_every_nth_poll() -> None:
    state, sent = polled(), 0
    for _ in range(UNCONDITIONAL_EVERY * 3):
        sent += conditional(state, NOW) == ('"one"', OK.headers["last-modified"])
        state = after_unchanged(SOURCE, state, NOT_MODIFIED, NOW)
    assert sent == UNCONDITIONAL_EVERY * 3 - 3


def test_once_a_day_a_body_is_asked_for_however_seldom_the_source_is_polled() -> None:
    state, now = polled(), NOW
    for _ in range(3):
        now += timedelta(hours=6)
        assert conditional(state, now) != (None, None)
        state = after_unchanged(SOURCE, state, NOT_MODIFIED, now)
    now += timedelta(hours=6)
    assert conditional(state, now) == (None, None)
    whole = after_unchanged(SOURCE, state, OK, now)
    assert conditional(whole, now + timedelta(hours=6)) != (None, None)


def test_a_server_whose_validators_stood_over_other_news_is_not_asked_by_them_again() -> None:
    other = replace(OK, body=b"other")
    lied = after_success(SOURCE, polled(), other, 1, 20, NOW)
    assert conditional(lied, NOW) == (None, None)
    assert conditional(after_success(SOURCE, lied, replace(OK, body=b"more"), 1, 20, NOW), NOW) == (
        None,
        None,
    )
    honest = replace(other, headers={**OK.headers, "etag": '"two"'})
    assert conditional(after_success(SOURCE, polled(), honest, 1, 20, NOW), NOW) != (None, None)
    assert conditional(after_success(SOURCE, polled(), other, 0, 20, NOW), NOW) != (None, None), (
        "only a clock in it"
    )


def test_news_under_an_unchanged_index_leave_its_validators_as_they_were() -> None:
    index = polled()
    leaf = Response(f"{SOURCE.url}/news.xml", 200, {"etag": '"leaf"'}, b"<urlset/>")
    index = after_leaf(index, leaf.url, leaf, body_hash(leaf.body), ("a", "b"))
    state = after_success(SOURCE, index, NOT_MODIFIED, 2, 2, NOW)
    assert conditional(state, NOW) == ('"one"', OK.headers["last-modified"])
    assert (state.body_hash, state.lies, state.known) == (index.body_hash, False, {"a", "b"})
    assert FetchState.from_dict(json.loads(json.dumps(state.to_dict()))) == state


def test_a_leaf_whose_validators_stood_over_other_news_is_found_out() -> None:
    leaf = Response(f"{SOURCE.url}/news.xml", 200, {"etag": '"leaf"'}, b"<urlset/>")
    state = after_leaf(polled(), leaf.url, leaf, "1", ("a",))
    assert not after_leaf(state, leaf.url, leaf, "2", ("a",)).lies
    assert after_leaf(state, leaf.url, leaf, "2", ("b", "a")).lies


def test_a_permanent_redirect_is_remembered() -> None:
    moved = replace(OK, permanent_url="https://times.example/new")
    assert after_success(SOURCE, FetchState(), moved, 0, 0, NOW).moved_to == "https://times.example/new"


def test_two_sources_polled_together_are_not_due_together_and_the_jitter_is_reproducible() -> None:
    dues = {wait(polled(), replace(SOURCE, url=f"https://times.example/{n}")) for n in range(50)}
    assert len(dues) > 45
    assert wait(polled()) == wait(polled())


def test_a_clock_that_was_ahead_does_not_silence_a_source() -> None:
    state = polled(last_poll=NOW + timedelta(days=30))
    assert next_due(SOURCE, state, NOW) <= NOW + timedelta(hours=1)


def test_a_state_of_another_release_is_read() -> None:
    assert FetchState.from_dict({"polls": 3, "invented": True}).polls == 3
    assert FetchState.from_dict(None) == FetchState()


def test_headers_of_a_source_stay_out_of_its_repr() -> None:
    assert "secret" not in repr(replace(SOURCE, headers={"Cookie": "secret"}))
