"""When a receiver is told: timelines of each rule."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alerts.receivers import Digest, File, Limit, Quiet, ReceiverSettings
from alerts.routing import (
    History,
    Hold,
    Holding,
    Send,
    Silence,
    Silenced,
    digest_after,
    digest_before,
    instant,
    quiet_until,
    route,
)
from incidents.incident import Toll
from incidents.watch import Thresholds
from tests.alerts.invented import NOW, STABBING, desk, known, notice

VIENNA = ZoneInfo("Europe/Vienna")
NIGHT = Quiet(time(22), time(7))
MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
MOMENTS = st.integers(0, 6 * 365 * 86400).map(
    lambda s: datetime(2024, 1, 1, tzinfo=UTC) + timedelta(seconds=s)
)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=VIENNA).astimezone(UTC)


def timeline(
    settings: ReceiverSettings, *moments: datetime, steps: timedelta = MINUTE, silences=(), until=None
) -> list[tuple[datetime, int, str]]:
    """Notices come at `moments`; what goes out when: (time, how many notices, why)."""
    coming = [notice(at=moment) for moment in sorted(moments)]
    waiting: list[tuple[datetime, object, str]] = []
    sent: list[datetime] = []
    found = []
    now = coming[0].at
    end = until or coming[-1].at + timedelta(days=2)
    while now <= end and (coming or waiting):
        due = [one for one in coming if one.at <= now] + [n for u, n, _ in waiting if u <= now]
        coming = [one for one in coming if one.at > now]
        waiting = [held for held in waiting if held[0] > now]
        holding = tuple({Holding(until, why) for until, _, why in waiting})
        if due:
            decisions = route(due, settings, History(tuple(sent), holding), silences, now)
            decided = [n.notice_id for d in decisions for n in d.notices]
            assert sorted(decided) == sorted(n.notice_id for n in due), "each notice is decided on once"
            for decision in decisions:
                match decision:
                    case Send(notices, why):
                        sent.append(now)
                        found.append((now, len(notices), why))
                    case Hold(notices, hold_until, why):
                        assert hold_until > now
                        waiting += [(hold_until, n, why) for n in notices]
        now += steps
    return found


def test_without_rules_each_goes_at_once_on_its_own():
    assert timeline(desk(), NOW, NOW, NOW + MINUTE) == [
        (NOW, 1, "at once"),
        (NOW, 1, "at once"),
        (NOW + MINUTE, 1, "at once"),
    ]


def test_notices_go_in_the_order_in_which_they_were_planned():
    early, late = notice(at=NOW - HOUR), notice(at=NOW)
    decisions = route([late, early], desk(), History(), (), NOW)
    assert [d.notices[0] for d in decisions] == [early, late]


# --- grouping


def test_many_within_the_window_become_one():
    moments = [NOW + n * timedelta(seconds=10) for n in range(6)]
    (sent,) = timeline(desk(group=2 * MINUTE), *moments, steps=timedelta(seconds=5))
    assert sent == (NOW + 2 * MINUTE, 6, "group: 6 notices as one")


def test_what_waited_longer_than_the_window_says_so():
    waited = [notice(at=NOW - timedelta(hours=7)), notice(at=NOW - timedelta(hours=3))]
    (sent,) = route(waited, desk(group=2 * MINUTE), History(), (), NOW)
    assert sent.why == "group: 2 notices as one; the first waited 7 h"


def test_thirty_updates_in_ten_minutes_are_at_most_one_message_a_window():
    moments = [NOW + n * timedelta(seconds=20) for n in range(30)]
    sent = timeline(desk(group=2 * MINUTE), *moments, steps=timedelta(seconds=5))
    assert len(sent) == 5
    assert sum(count for _, count, _ in sent) == 30


def test_a_hold_for_quiet_hours_opens_no_group():
    holding = (Holding(NOW + 8 * HOUR, "quiet: until 07:00 UTC"),)
    (hold,) = route([notice()], desk(group=2 * MINUTE), History((), holding), (), NOW)
    assert isinstance(hold, Hold)
    assert hold.until == NOW + 2 * MINUTE


def test_a_clock_that_went_back_does_not_stretch_the_window():
    (sent,) = route([notice(at=NOW + 30 * timedelta(days=1))], desk(group=2 * MINUTE), History(), (), NOW)
    assert isinstance(sent, Send)


# --- limit


def test_a_burst_beyond_the_limit_is_summed_up_in_the_last_message():
    sent = timeline(desk(limit=Limit(3, HOUR)), *[NOW] * 10)
    assert [count for _, count, _ in sent] == [1, 1, 8]
    assert sent[2][2] == "limit: 3 messages in 1 h; this one sums up the other 8"


def test_beyond_the_limit_they_wait_and_then_come_as_one():
    sent = timeline(desk(limit=Limit(3, HOUR)), *(NOW + n * MINUTE for n in range(20)))
    assert [(moment - NOW, count) for moment, count, _ in sent] == [
        (timedelta(), 1),
        (MINUTE, 1),
        (2 * MINUTE, 1),
        (HOUR, 17),
    ]


@given(
    st.integers(1, 5),
    st.lists(st.integers(0, 300), min_size=1, max_size=60),
    st.booleans(),
    st.sampled_from([None, 2 * MINUTE]),
)
def test_no_window_ever_holds_more_than_the_limit_and_nothing_is_lost(count, minutes, machine, group):
    settings = desk(limit=Limit(count, HOUR), group=group)
    if machine:
        settings = replace(settings, to=File("x"))
    sent = timeline(settings, *(NOW + n * MINUTE for n in minutes), until=NOW + timedelta(days=5))
    times = [moment for moment, _, _ in sent]
    assert sum(notices for _, notices, _ in sent) == len(minutes)
    for moment in times:
        assert sum(moment - HOUR < other <= moment for other in times) <= count


def test_a_machine_gets_every_notice_by_itself_whatever_the_rules():
    settings = ReceiverSettings("log", File("x"), limit=Limit(2, HOUR), group=MINUTE)
    sent = timeline(settings, *[NOW] * 5)
    assert [count for _, count, _ in sent] == [1] * 5
    assert [moment - NOW for moment, _, _ in sent] == [
        MINUTE,
        MINUTE,
        HOUR + MINUTE,
        HOUR + MINUTE,
        2 * HOUR + MINUTE,
    ]


# --- quiet hours


def test_quiet_hours_hold_and_then_send_in_order():
    settings = desk(quiet=NIGHT, zone="Europe/Vienna")
    moments = [at("2026-03-02T21:59"), at("2026-03-02T22:00"), at("2026-03-03T03:00"), at("2026-03-03T06:59")]
    sent = timeline(settings, *moments)
    assert [moment for moment, _, _ in sent] == [moments[0], *[at("2026-03-03T07:00")] * 3]
    assert [why for _, _, why in sent] == ["at once", "held for 9 h", "held for 4 h", "held for 1 min"]


def test_what_is_held_for_the_night_is_grouped_when_grouping_is_on():
    settings = desk(quiet=NIGHT, zone="Europe/Vienna", group=2 * MINUTE)
    sent = timeline(settings, at("2026-03-02T22:30"), at("2026-03-03T03:00"))
    assert [(moment, count) for moment, count, _ in sent] == [(at("2026-03-03T07:00"), 2)]


@pytest.mark.parametrize(
    ("killed", "held"), [(Toll.exactly(4), True), (Toll.exactly(5), False), (None, True)]
)
def test_an_exception_breaks_through_the_quiet(killed, held):
    settings = desk(quiet=replace(NIGHT, except_=Thresholds(killed=5)), zone="Europe/Vienna")
    of = notice(known(replace(STABBING, killed=killed)))
    (decision,) = route([of], settings, History(), (), at("2026-03-03T03:00"))
    assert isinstance(decision, Hold if held else Send)


def test_an_exception_without_any_threshold_excepts_nothing():
    settings = desk(quiet=replace(NIGHT, except_=Thresholds()), zone="Europe/Vienna")
    (decision,) = route([notice()], settings, History(), (), at("2026-03-03T03:00"))
    assert isinstance(decision, Hold)


@pytest.mark.parametrize(
    ("quiet", "now", "until"),
    [
        (NIGHT, "2026-03-02T21:59", None),
        (NIGHT, "2026-03-02T22:00", "2026-03-03T07:00"),
        (NIGHT, "2026-03-03T06:59", "2026-03-03T07:00"),
        (NIGHT, "2026-03-03T07:00", None),
        (Quiet(time(12), time(14)), "2026-03-02T13:00", "2026-03-02T14:00"),
        (Quiet(time(12), time(14)), "2026-03-02T14:00", None),
        (NIGHT, "2026-03-28T23:00", "2026-03-29T07:00"),  # the clocks go forward in this night
        (NIGHT, "2026-10-24T23:00", "2026-10-25T07:00"),  # and back in this one
        (Quiet(time(22), time(2, 30)), "2026-03-28T23:00", "2026-03-29T03:00"),  # 02:30 is skipped
    ],
)
def test_quiet_hours_are_by_the_wall_clock(quiet, now, until):
    assert quiet_until(quiet, VIENNA, at(now)) == (at(until) if until else None)


def test_a_night_in_which_the_clocks_change_is_an_hour_shorter_or_longer():
    def length(evening: str) -> timedelta:
        until = quiet_until(NIGHT, VIENNA, at(evening))
        assert until is not None
        return until - at(evening)

    assert length("2026-03-28T22:00") == 8 * HOUR
    assert length("2026-10-24T22:00") == 10 * HOUR


def test_an_end_that_occurs_twice_is_the_second():
    until = quiet_until(Quiet(time(22), time(2, 30)), VIENNA, at("2026-10-24T23:00"))
    assert until == datetime(2026, 10, 25, 1, 30, tzinfo=UTC)


@given(
    st.sampled_from(
        ["Europe/Vienna", "America/New_York", "Asia/Tehran", "Australia/Lord_Howe", "UTC", "Africa/Cairo"]
    ),
    MOMENTS,
    st.times(),
    st.times(),
)
def test_quiet_hours_always_end_within_a_day_and_a_bit(zone, moment, start, end):
    if start == end:
        return
    until = quiet_until(Quiet(start, end), ZoneInfo(zone), moment)
    if until is not None:
        assert moment < until <= moment + 26 * HOUR
        assert quiet_until(Quiet(start, end), ZoneInfo(zone), until) is None


# --- digests


def test_a_digest_holds_all_until_its_time():
    settings = desk(digest=Digest(time(7, 30)), zone="Europe/Vienna")
    (hold,) = route([notice(), notice()], settings, History(), (), NOW)
    assert isinstance(hold, Hold)
    assert hold.until == at("2026-03-03T07:30")
    (sent,) = route([notice(), notice()], settings, History(), (), NOW, digest_due=True)
    assert isinstance(sent, Send)
    assert len(sent.notices) == 2


@pytest.mark.parametrize(
    ("weekday", "before", "after"),
    [
        (None, "2026-03-02T07:30", "2026-03-03T07:30"),
        (0, "2026-03-02T07:30", "2026-03-09T07:30"),
        (6, "2026-03-01T07:30", "2026-03-08T07:30"),
    ],
)
def test_digest_times_are_local(weekday, before, after):
    digest = Digest(time(7, 30), weekday)
    assert digest_before(digest, VIENNA, NOW) == at(before)
    assert digest_after(digest, VIENNA, NOW) == at(after)


@given(
    MOMENTS,
    st.times(),
    st.sampled_from([None, 0, 3, 6]),
    st.sampled_from(["Europe/Vienna", "America/New_York", "Australia/Lord_Howe"]),
)
def test_now_lies_between_the_last_digest_and_the_next(moment, when, weekday, zone):
    digest, there = Digest(when, weekday), ZoneInfo(zone)
    before, after = digest_before(digest, there, moment), digest_after(digest, there, moment)
    assert before <= moment < after
    assert digest_after(digest, there, before) == after


@pytest.mark.parametrize(
    ("day", "local", "utc"),
    [
        (date(2026, 3, 29), time(2, 30), datetime(2026, 3, 29, 1, 0, tzinfo=UTC)),
        (date(2026, 10, 25), time(2, 30), datetime(2026, 10, 25, 0, 30, tzinfo=UTC)),
        (date(2026, 7, 1), time(2, 30), datetime(2026, 7, 1, 0, 30, tzinfo=UTC)),
    ],
)
def test_a_local_time_that_is_skipped_or_doubled_is_one_instant(day, local, utc):
    assert instant(day, local, VIENNA) == utc


# --- silences


def silence(**fields: object) -> Silence:
    return Silence("7", NOW + HOUR, "exercise in town", **fields)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("fields", "silenced"),
    [
        ({}, True),
        ({"watches": ("Attacks in Russia",)}, True),
        ({"watches": ("attacks in russia",)}, True),
        ({"watches": ("Another",)}, False),
        ({"receivers": ("desk",)}, True),
        ({"receivers": ("other",)}, False),
        ({"incidents": ("inc-x",)}, True),
        ({"groups": ("Islamic State",)}, True),
        ({"types": ("stabbing", "shooting")}, True),
        ({"types": ("bombing",)}, False),
        ({"countries": ("RU",)}, True),
        ({"places": ("RU-DA",)}, True),
        ({"places": ("Kaspiysk",), "types": ("bombing",)}, False),
        ({"reasons": ("toll",)}, False),
    ],
)
def test_a_silence_takes_what_all_its_matchers_match(fields, silenced):
    (decision,) = route([notice(known(incident_id="inc-x"))], desk(), History(), [silence(**fields)], NOW)
    assert isinstance(decision, Silenced if silenced else Send)
    if silenced:
        assert decision.why == "silence: 7 until 2026-03-02T15:05Z: exercise in town"


def test_a_silence_ends():
    (decision,) = route([notice()], desk(), History(), [silence()], NOW + HOUR)
    assert isinstance(decision, Send)
