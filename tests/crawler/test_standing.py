"""A source's rhythm, what it says of silence, and bodies that are put aside."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from crawler.responses import Failure, FailureKind, Response
from crawler.sources import (
    BROKEN_AFTER,
    MAX_POISONS,
    UNCONDITIONAL_EVERY,
    FetchState,
    Source,
    after_failure,
    after_kill,
    after_success,
    after_unchanged,
    poisonous,
    silent_after,
    standing,
)

NOW = datetime(2031, 3, 3, 6, tzinfo=UTC)  # a Monday
HOUR = timedelta(hours=1)
SOURCE = Source("Example Times", "feed", "https://times.example/feed")


def polled(state: FetchState, now: datetime, new: int, total: int = 20, dated: bool = True) -> FetchState:
    answer = Response(SOURCE.url, 200, {}, str(now).encode())
    if not new and state.polls:
        return after_unchanged(SOURCE, state, answer, now)
    return after_success(SOURCE, state, answer, new, total, now, newest=now if dated else None)


def days(count: int, state: FetchState | None = None, start: datetime = NOW) -> tuple[FetchState, datetime]:
    """`count` days of hourly polls, with news from 6 to 18 h."""
    state = state or FetchState()
    now = start
    for hour in range(count * 24):
        now = start + hour * HOUR
        state = polled(state, now, new=1 if 6 <= now.hour < 18 else 0)
    return state, now


def test_a_night_that_comes_every_day_is_no_silence() -> None:
    state, now = days(5)
    assert standing("feed", state, now).state in ("ok", "unchanged")
    assert timedelta(hours=11) < timedelta(seconds=state.pause) < timedelta(hours=14)


def test_nothing_new_far_beyond_the_rhythm_is_silence_and_news_ends_it() -> None:
    state, now = days(5)
    for _ in range(48):
        now += HOUR
        state = polled(state, now, new=0)
    said = standing("feed", state, now)
    assert said.state == "silent"
    assert "nothing new for 2 days" in said.note
    state = polled(state, now + HOUR, new=2)
    assert standing("feed", state, now + HOUR).state == "ok"
    assert silent_after(state) > 48 * 3600  # it has learnt


def test_a_source_whose_rhythm_is_not_known_has_a_week() -> None:
    state = polled(FetchState(), NOW, 20)
    state = polled(state, NOW + 6 * 24 * HOUR, 0)
    assert standing("feed", state, NOW + 6 * 24 * HOUR).state == "unchanged"
    state = polled(state, NOW + 8 * 24 * HOUR, 0)
    assert standing("feed", state, NOW + 8 * 24 * HOUR).state == "silent"


def test_a_feed_that_ended_years_ago_is_silent_from_the_first_poll() -> None:
    answer = Response(SOURCE.url, 200, {}, b"x")
    state = after_success(SOURCE, FetchState(), answer, 9, 9, NOW, newest=NOW - 700 * 24 * HOUR)
    assert standing("feed", state, NOW).state == "silent"


def test_what_came_while_nobody_asked_teaches_no_pause() -> None:
    state, now = days(5)
    later = polled(state, now + 20 * 24 * HOUR, new=5)
    assert later.pause < 14 * 3600


def test_valid_but_empty_and_all_undated_are_said() -> None:
    assert standing("feed", polled(FetchState(), NOW, 0, 0), NOW).state == "empty"
    undated = polled(FetchState(), NOW, 3, 3, dated=False)
    assert standing("feed", undated, NOW).state == "undated"
    assert standing("section", undated, NOW).state == "ok"
    assert standing("feed", polled(undated, NOW + HOUR, 1), NOW + HOUR).state == "ok"


def test_a_single_entry_without_a_date_among_many_is_no_state() -> None:
    state = polled(FetchState(), NOW, 20)
    for hour in range(1, 5):
        state = polled(state, NOW + hour * HOUR, 1, dated=False)
        assert standing("feed", state, NOW + hour * HOUR).state == "ok"
    state = polled(state, NOW + 5 * HOUR, 1, dated=False)
    assert standing("feed", state, NOW + 5 * HOUR).state == "undated"


def test_a_feed_that_is_empty_keeps_since_when_until_it_lists_again() -> None:
    state = polled(polled(FetchState(), NOW, 3), NOW + HOUR, 0)
    state = after_success(SOURCE, state, Response(SOURCE.url, 200, {}, b"a"), 0, 0, NOW + 2 * HOUR)
    state = after_success(SOURCE, state, Response(SOURCE.url, 200, {}, b"b"), 0, 0, NOW + 3 * HOUR)
    assert standing("feed", state, NOW + 4 * HOUR).since == NOW + 2 * HOUR
    assert polled(state, NOW + 5 * HOUR, 1).empty_since is None


def test_the_same_error_many_times_running_is_a_state_and_another_one_starts_anew() -> None:
    state = polled(FetchState(), NOW, 3)
    for _ in range(BROKEN_AFTER):
        assert standing("feed", state, NOW).state != "broken"
        state = after_failure(SOURCE, state, Failure(FailureKind.HTTP, "HTTP 404", 404), NOW + HOUR)
    said = standing("feed", state, NOW + HOUR)
    assert (said.state, said.since) == ("broken", NOW)
    assert said.note == "http: HTTP 404; 8 times running"
    other = after_failure(SOURCE, state, Failure(FailureKind.DNS, "no such host"), NOW + HOUR)
    assert standing("feed", other, NOW + HOUR).state == "failing"
    assert standing("feed", polled(other, NOW + 2 * HOUR, 1), NOW + 2 * HOUR).state == "ok"


def test_a_failing_source_is_failing_and_a_304_does_not_heal_it() -> None:
    """Acceptance case 11: a 304 after a failed fetch does not turn a source healthy."""
    state = polled(FetchState(), NOW, 3)
    broken = after_failure(SOURCE, state, Failure(FailureKind.HTTP, "HTTP 500", 500), NOW + HOUR)
    still = after_unchanged(SOURCE, broken, Response(SOURCE.url, 304), NOW + 2 * HOUR)
    said = standing("feed", still, NOW + 2 * HOUR)
    assert said.state == "failing"
    assert "304" in said.note
    assert standing("feed", FetchState(), NOW).state == "new"


def test_a_clock_that_was_set_back_is_no_silence() -> None:
    state, now = days(5)
    assert standing("feed", state, now - 400 * 24 * HOUR).state != "silent"


def test_a_body_that_kills_twice_is_put_aside_and_a_changed_one_is_not() -> None:
    """Faults F05 and F08."""
    state = after_kill(FetchState(polls=1), "one")
    assert not poisonous(state, "one")
    state = after_kill(state, "one")
    assert poisonous(state, "one")
    assert not poisonous(state, "other")


def test_now_and_then_it_is_tried_once_more() -> None:
    state = after_kill(after_kill(FetchState(), "one"), "one")
    tried = [polls for polls in range(100) if not poisonous(replace(state, polls=polls), "one")]
    assert len(tried) == 100 // UNCONDITIONAL_EVERY


def test_few_hashes_are_kept() -> None:
    state = FetchState()
    for number in range(50):
        state = after_kill(state, str(number))
    assert list(state.kills) == [str(n) for n in range(50 - MAX_POISONS, 50)]


@pytest.mark.parametrize("state", [days(2)[0], after_kill(FetchState(), "one"), FetchState()])
def test_a_state_survives_its_storage(state: FetchState) -> None:
    assert FetchState.from_dict(json.loads(json.dumps(state.to_dict()))) == state
