"""What the owner is told of the service itself, and when an outage is ours."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from crawler.sources import FetchState, Status
from scheduler.health import Condition, condition, silence_news, sources_news
from scheduler.outage import RETRY, WINDOW, Outage
from store.sources import SourceRow

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)
AFTER = 12 * HOUR


def failing(name: str, since: datetime, state: str = "failing") -> Condition:
    return Condition(name, f"https://{name}.example/rss", state, "http: HTTP 500", since)


def well(name: str) -> Condition:
    return Condition(name, f"https://{name}.example/rss", "ok")


def test_a_source_that_fails_for_long_is_told_once_and_again_when_it_is_well() -> None:
    news, told = sources_news([failing("a", NOW - 13 * HOUR), well("b")], {}, NOW, AFTER)
    assert [one.subject for one in news] == ["1 source cannot be read"]
    assert "a, failing since" in news[0].note
    again, told = sources_news([failing("a", NOW - 13 * HOUR), well("b")], told, NOW + HOUR, AFTER)
    assert again == []
    relief, told = sources_news([well("a"), well("b")], told, NOW + 2 * HOUR, AFTER)
    assert [one.subject for one in relief] == ["1 source is well again"]
    assert told == {}


@pytest.mark.parametrize("state", ["failing", "empty"])
def test_what_may_pass_by_itself_is_not_told_at_once(state: str) -> None:
    assert sources_news([failing("a", NOW - HOUR, state)], {}, NOW, AFTER) == ([], {})


@pytest.mark.parametrize("state", ["broken", "gone", "silent", "undated"])
def test_what_does_not_pass_by_itself_is_told_at_once_and_once(state: str) -> None:
    (news,), told = sources_news([failing("a", NOW - HOUR, state)], {}, NOW, AFTER)
    assert f"a, {state} since" in news.note
    assert sources_news([failing("a", NOW - HOUR, state)], told, NOW + HOUR, AFTER) == ([], told)


def test_one_that_gave_nothing_and_now_cannot_be_read_is_told_of_again() -> None:
    _, told = sources_news([failing("a", NOW - HOUR, "silent")], {}, NOW, AFTER)
    (news,), told = sources_news([failing("a", NOW - HOUR, "broken")], told, NOW, AFTER)
    assert news.subject == "1 source cannot be read"
    (relief,), _ = sources_news([well("a")], told, NOW, AFTER)
    assert "a, which was broken since" in relief.note


def test_sources_that_answer_and_give_nothing_are_told_apart_from_those_that_do_not() -> None:
    ill = [failing("a", NOW - HOUR, "broken"), failing("b", NOW - HOUR, "silent")]
    news, _ = sources_news(ill, {}, NOW, AFTER)
    assert [one.subject for one in news] == ["1 source cannot be read", "1 source gives too little"]


def test_the_condition_of_a_source_is_what_its_state_says() -> None:
    def row(state: FetchState) -> SourceRow:
        return SourceRow("a", "https://a.example/", "feed", state.to_dict(), NOW, True, True, NOW, None)

    silent = FetchState(Status.OK, listed=3, last_new=NOW - 300 * HOUR, last_ok=NOW)
    assert condition(row(silent), NOW).since == NOW - 300 * HOUR
    broken = FetchState(Status.FAILING, failures=9, same=9, error="http", error_text="HTTP 404")
    assert condition(row(broken), NOW) == Condition(
        "a", "https://a.example/", "broken", "http: HTTP 404; 9 times running", NOW
    )
    assert condition(row(FetchState(Status.OK, listed=3, last_new=NOW, last_ok=NOW)), NOW).well
    assert condition(row(FetchState()), NOW).well


def test_many_sources_come_in_one_message_with_a_bound() -> None:
    (news,), _ = sources_news([failing(f"s{n}", NOW - 20 * HOUR) for n in range(50)], {}, NOW, AFTER)
    assert news.subject == "50 sources cannot be read"
    assert "and 30 more" in news.note


def test_a_second_spell_of_the_same_source_is_told_under_another_key() -> None:
    (first,), _ = sources_news([failing("a", NOW - 13 * HOUR)], {}, NOW, AFTER)
    (second,), _ = sources_news([failing("a", NOW + 13 * HOUR)], {}, NOW + 30 * HOUR, AFTER)
    assert first.key != second.key


def test_a_source_that_was_removed_is_forgotten() -> None:
    assert sources_news([], {"https://a.example/rss": "failing since 2026-03-01"}, NOW, AFTER) == ([], {})


def test_silence_is_told_once_and_its_end_too() -> None:
    started, last = NOW - 50 * HOUR, NOW - 13 * HOUR
    news, told = silence_news(last, started, None, NOW, AFTER)
    assert news is not None
    assert news.subject == "nothing read for 13 hours"
    assert silence_news(last, started, told, NOW + HOUR, AFTER) == (None, told)
    relief, told = silence_news(NOW + HOUR, started, told, NOW + 2 * HOUR, AFTER)
    assert relief is not None
    assert told is None


def test_a_service_that_was_down_for_days_does_not_complain_before_it_has_looked() -> None:
    assert silence_news(NOW - 72 * HOUR, NOW, None, NOW, AFTER) == (None, None)
    assert silence_news(None, NOW - HOUR, None, NOW, AFTER) == (None, None)


# --- whose fault an outage is


def url(n: int) -> str:
    return f"https://site{n}.example/rss"


def test_when_all_hosts_are_lost_nothing_counts_and_what_was_counted_is_taken_back() -> None:
    outage: Outage[str] = Outage(5)
    assert not outage.failed(url(1), NOW, "one")
    assert not outage.failed(url(2), NOW, "two")
    assert outage.failed(url(3), NOW, "three")
    assert outage.since == NOW
    assert outage.taken_back(NOW) == ["one", "two", "three"]
    assert outage.taken_back(NOW) == []


def test_one_host_that_answers_among_few_makes_it_the_sources_own_fault() -> None:
    outage: Outage[str] = Outage(5)
    outage.reached(url(0), NOW)
    assert not any(outage.failed(url(n), NOW, "x") for n in range(1, 5))


def test_nearly_all_of_many_is_all() -> None:
    outage: Outage[str] = Outage(40)
    outage.reached(url(0), NOW)
    assert [outage.failed(url(n), NOW, "x") for n in range(1, 20)][-1]


def test_a_single_source_cannot_tell_an_outage_from_its_own_death() -> None:
    outage: Outage[str] = Outage(1)
    assert not any(outage.failed(url(1), NOW + n * RETRY, "x") for n in range(20))


def test_it_ends_when_a_host_answers_and_says_how_long_it_was() -> None:
    outage: Outage[str] = Outage(3)
    for n in range(3):
        outage.failed(url(n), NOW, "x")
    assert outage.reached(url(1), NOW + HOUR) == HOUR
    assert outage.since is None
    assert outage.reached(url(1), NOW + HOUR) is None


def test_what_failed_long_before_is_not_excused() -> None:
    outage: Outage[str] = Outage(3)
    outage.failed(url(9), NOW - 2 * WINDOW, "old")
    for n in range(3):
        outage.failed(url(n), NOW, f"new {n}")
    assert outage.taken_back(NOW) == ["new 0", "new 1", "new 2"]


@pytest.mark.parametrize("step", [timedelta(days=-400), timedelta(days=30)])
def test_a_step_of_the_clock_breaks_nothing(step: timedelta) -> None:
    outage: Outage[str] = Outage(3)
    outage.failed(url(1), NOW, "x")
    outage.reached(url(2), NOW + step)
    assert outage.since is None
