"""What a reply means for a message."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alerts.receivers import Kind, Reply
from alerts.retry import SCHEDULES, Again, Dead, Done, decide, jitter
from tests.alerts.invented import NOW

LATER = Reply("temporary", "451 later")


def pauses(kind: Kind, reply: Reply = LATER, fraction: float = 0.0) -> tuple[list[float], Dead]:
    """The pauses in seconds until the message is given up."""
    found: list[float] = []
    now, attempt = NOW, 1
    while not isinstance(decision := decide(reply, kind, attempt, NOW, now, fraction), Dead):
        assert isinstance(decision, Again)
        found.append((decision.at - now).total_seconds())
        now, attempt = decision.at, attempt + 1
    return found, decision


def test_webhooks_follow_standard_webhooks():
    found, dead = pauses("webhook")
    hours = [5, 300, 1800, *(3600 * n for n in (2, 5, 10, 14, 20, 24))]
    assert found == hours
    assert dead.why.startswith("given up after 10 attempts in 3.1 days: 451 later")


def test_mail_is_tried_quickly_and_then_hourly_for_five_days():
    found, _ = pauses("email")
    assert found[:6] == [60, 300, 900, 1800, 3600, 3600]
    assert timedelta(seconds=sum(found)) >= timedelta(days=5)
    assert timedelta(seconds=sum(found)) < timedelta(days=5, hours=2)


@pytest.mark.parametrize("fraction", [0.0, 0.3, 1.0])
@pytest.mark.parametrize("kind", ["webhook", "chat"])
def test_jitter_changes_no_number_of_attempts(kind, fraction):
    found, _ = pauses(kind, fraction=fraction)
    assert len(found) == 9
    assert found[0] == pytest.approx(5 * (1 + 0.2 * fraction))


@given(st.lists(st.floats(0, 1), min_size=9, max_size=9))
def test_a_webhook_that_is_down_for_three_days_outlasts_no_message(fractions):
    now = NOW
    for attempt, fraction in enumerate(fractions, 1):
        decision = decide(LATER, "webhook", attempt, NOW, now, fraction)
        assert isinstance(decision, Again)
        now = decision.at
    assert now - NOW > timedelta(days=3)
    assert isinstance(decide(LATER, "webhook", 10, NOW, now), Dead)


def test_done_and_permanent_and_gone_end_it():
    assert decide(Reply("done", "250"), "email", 1, NOW, NOW) == Done()
    assert decide(Reply("permanent", "550 no"), "email", 1, NOW, NOW) == Dead("550 no")
    assert decide(Reply("gone", "410"), "webhook", 1, NOW, NOW) == Dead("410")


def test_ambiguous_is_tried_again():
    assert isinstance(decide(Reply("ambiguous", "cut"), "email", 1, NOW, NOW), Again)


@pytest.mark.parametrize(("asked", "given_"), [(0, 1), (120, 120), (1e9, 6 * 3600)])
def test_retry_after_is_honoured_within_bounds(asked, given_):
    decision = decide(Reply("temporary", "429", asked), "webhook", 1, NOW, NOW, 1.0)
    assert isinstance(decision, Again)
    assert decision.at == NOW + timedelta(seconds=given_)


def test_a_server_that_asks_for_a_second_for_ever_gets_neither_a_flood_nor_an_early_end():
    found, dead = pauses("webhook", Reply("temporary", "503", 1))
    assert found[:9] == [1] * 9
    assert set(found[9:]) == {300}
    assert timedelta(seconds=sum(found)) > timedelta(days=2)
    assert "503" in dead.why


def test_a_machine_that_was_off_for_a_week_still_tries():
    decision = decide(LATER, "email", 1, NOW, NOW + timedelta(days=7))
    assert isinstance(decision, Again)
    assert decision.at == NOW + timedelta(days=7, minutes=1)


@given(st.text(), st.integers(1, 1000))
def test_jitter_depends_on_the_message_and_the_attempt_alone(key, attempt):
    assert jitter(key, attempt) == jitter(key, attempt)
    assert 0 <= jitter(key, attempt) <= 1


@given(
    st.sampled_from(sorted(SCHEDULES)),
    st.integers(1, 10_000),
    st.timedeltas(timedelta(0), timedelta(days=4000)),
    st.none() | st.floats(0, 1e12),
    st.floats(0, 1),
)
def test_the_next_attempt_is_always_later_and_never_more_than_a_day_and_a_bit(
    kind, attempt, age, wait, fraction
):
    decision = decide(Reply("temporary", "x", wait), kind, attempt, NOW - age, NOW, fraction)
    if isinstance(decision, Again):
        assert timedelta(seconds=1) <= decision.at - NOW <= timedelta(hours=29)
