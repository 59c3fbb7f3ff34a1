"""Who is told what: once for each incident, then of real changes only."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from incidents.incident import (
    Background,
    Change,
    Evidence,
    Incident,
    Joined,
    KnownIncident,
    Opened,
    Place,
    Report,
    Toll,
    Type,
    Updated,
    Verdict,
    When,
)
from incidents.matching import Want
from incidents.notices import Notice, Quote, Told, is_news, plan, plan_correction
from incidents.watch import ALERT_ON, Reason, Watch

NOW = datetime(2024, 3, 4, 12, tzinfo=UTC)
KNOWN = KnownIncident(
    "i1",
    Incident(Type.STABBING, "current", killed=Toll.exactly(1)),
    NOW,
    NOW,
    (Report("https://a.example/1", "a", NOW, "o1"),),
)


def change(reason: str) -> Change:
    return Change(NOW, reason, "killed", None, {"low": 1, "best": 1, "high": 1}, "https://a.example/2")


def want(name: str = "w", *, notify: tuple[str, ...] = ("desk",), on: tuple[Reason, ...] = ALERT_ON) -> Want:
    return Want(Watch(name, notify, alert_on=on), f"region {name}")


def updated(*reasons: str) -> Updated:
    return Updated(KNOWN, tuple(change(reason) for reason in reasons), "score 3")


def planned(
    verdict: Verdict,
    wants: Sequence[Want] = (want(),),
    told: Sequence[Told] = (),
    *,
    primed: bool = False,
    news: bool = True,
    told_of_like: Sequence[Told] = (),
    quotes: Sequence[Quote] = (),
) -> tuple[Notice, ...]:
    more = {"url": "https://a.example/2", "quotes": quotes, "told_of_like": told_of_like}
    return plan(verdict, wants, told, NOW, primed=primed, news=news, **more)


def test_an_opened_incident_is_told_once_for_each_receiver() -> None:
    wants = [want("b", notify=("desk", "hook")), want("a", notify=("hook",))]
    notices = planned(Opened(KNOWN, "nothing like it"), wants)
    assert [(n.receiver, n.reason, n.watches) for n in notices] == [
        ("desk", "new", ("b",)),
        ("hook", "new", ("b", "a")),
    ]
    assert "region b" in notices[0].why
    assert "nothing like it" not in notices[0].why


def test_nobody_is_told_of_what_no_watch_wants() -> None:
    assert planned(Opened(KNOWN, ""), []) == ()


@pytest.mark.parametrize("status", ["earlier", "background"])
def test_only_a_current_incident_is_told(status: Literal["earlier", "background"]) -> None:
    known = replace(KNOWN, incident=replace(KNOWN.incident, status=status))
    assert planned(Opened(known, "")) == ()


def test_background_retracted_and_merged_are_not_told() -> None:
    assert planned(Background("")) == ()
    assert planned(Joined(replace(KNOWN, retracted=True), "")) == ()
    assert planned(Joined(replace(KNOWN, merged_into="i0"), "")) == ()


def test_an_article_that_only_recalls_it_is_nobodys_first_notice() -> None:
    assert planned(Opened(KNOWN, ""), news=False) == ()


def test_a_change_is_told_by_its_reason_if_a_watch_asks_for_it() -> None:
    told = [Told("desk", "new", 1, spared=False)]
    assert [n.reason for n in planned(updated("toll"), told=told)] == ["toll"]
    assert planned(updated("place"), told=told) == ()
    assert [n.reason for n in planned(updated("place"), [want(on=("new", "place"))], told)] == ["place"]
    assert planned(updated("field"), told=told) == ()
    assert planned(Joined(KNOWN, ""), told=told) == ()


def test_several_changes_of_one_report_are_one_notice() -> None:
    (notice,) = planned(updated("claim", "toll"), told=[Told("desk", "new", 1, spared=False)])
    assert notice.reason == "toll"
    assert len(notice.changes) == 2


def test_a_claim_is_told_before_the_number_of_the_hurt_and_behind_that_of_the_dead() -> None:
    told = [Told("desk", "new", 1, spared=False)]
    hurt, claimed = replace(change("toll"), field="injured"), replace(change("claim"), field="attribution")
    for changes, reason in (((hurt, claimed), "claim"), ((change("toll"), hurt, claimed), "toll")):
        (notice,) = planned(Updated(KNOWN, changes, "score 3"), told=told)
        assert notice.reason == reason


def test_whoever_was_told_is_told_that_it_is_denied_and_nobody_else() -> None:
    told = [Told("desk", "new", 1, spared=False), Told("hook", "new", 1, spared=True)]
    wants = [want(notify=("desk", "hook", "other"), on=("new",))]
    denial = Change(NOW, "claim", "denied", [], ["police"], "https://a.example/2")
    (notice,) = plan_correction(KNOWN, "claim", wants, told, NOW, change=denial, url=denial.url)
    assert (notice.receiver, notice.reason, notice.url) == ("desk", "claim", denial.url)


def test_only_the_watches_that_ask_for_the_reason_are_named() -> None:
    wants = [want("a", on=("new",)), want("b", on=("new", "toll"))]
    (notice,) = planned(updated("toll"), wants, [Told("desk", "new", 1, spared=False)])
    assert notice.watches == ("b",)


def test_each_further_toll_has_the_next_version_and_another_id() -> None:
    told = [Told("desk", "new", 1, spared=False), Told("desk", "toll", 1, spared=False)]
    (notice,) = planned(updated("toll"), told=told)
    assert notice.version == 2
    (first,) = planned(updated("toll"), told=told[:1])
    assert notice.notice_id != first.notice_id


def test_a_second_update_within_the_window_waits_and_takes_in_what_follows() -> None:
    told = [Told("desk", "new", 1, False, NOW), Told("desk", "toll", 1, False, NOW - timedelta(minutes=4))]
    (waits,) = planned(updated("toll"), told=told)
    assert waits.until == NOW + timedelta(minutes=6)
    told.append(Told("desk", "toll", 2, False, NOW, waits))
    claim = Updated(KNOWN, (replace(change("claim"), field="attribution"),), "")
    (amended,) = planned(claim, told=told)
    assert (amended.notice_id, amended.until, amended.version) == (waits.notice_id, waits.until, 2)
    assert {c.reason for c in amended.changes} == {"toll", "claim"}


def test_of_a_number_that_rose_twice_in_a_window_the_first_and_the_last_are_told() -> None:
    def rose(old: int, new: int) -> Updated:
        return Updated(KNOWN, (replace(change("toll"), before=old, after=new),), "")

    told = [Told("desk", "new", 1, False, NOW), Told("desk", "toll", 1, False, NOW)]
    (waits,) = planned(rose(2, 3), told=told)
    (amended,) = planned(rose(3, 7), told=[*told, Told("desk", "toll", 2, False, NOW, waits)])
    assert [(c.before, c.after) for c in amended.changes] == [(2, 7)]


def test_what_waited_is_told_in_the_words_of_the_latest_article_and_of_those_whose_changes_stand() -> None:
    def words(number: int) -> Quote:
        return Quote(f"sentence {number}", (), "a", f"https://a.example/{number}")

    def brought(number: int, field: str, old: int, new: int) -> Updated:
        brings = Change(NOW, "toll", field, old, new, f"https://a.example/{number}")
        return Updated(KNOWN, (brings,), "")

    told = [Told("desk", "new", 1, False, NOW), Told("desk", "toll", 1, False, NOW)]
    (waits,) = planned(brought(2, "killed", 2, 3), told=told, quotes=[words(2)])
    for number, field, old, new in ((3, "injured", 1, 5), (4, "killed", 3, 7)):
        waiting = [*told, Told("desk", "toll", 2, False, NOW, waits)]
        (waits,) = planned(brought(number, field, old, new), told=waiting, quotes=[words(number)])
    assert waits.quotes == (words(4), words(3))


def test_a_number_that_returns_to_what_was_told_is_not_told() -> None:
    def rose(old: int, new: int) -> Updated:
        return Updated(KNOWN, (replace(change("toll"), before=old, after=new),), "")

    told = [Told("desk", "new", 1, False, NOW), Told("desk", "toll", 1, False, NOW)]
    (waits,) = planned(rose(4, 10), told=told)
    told.append(Told("desk", "toll", 2, False, NOW, waits))
    (amended,) = planned(rose(10, 4), told=told)
    assert (amended.notice_id, amended.withdrawn) == (waits.notice_id, True)
    lesser = replace(change("field"), field="weapon")
    back = rose(10, 4)
    (amended,) = planned(replace(back, changes=(*back.changes, lesser)), told=told)
    assert amended.withdrawn
    claim = replace(change("claim"), field="attribution")
    (amended,) = planned(replace(back, changes=(*back.changes, claim)), told=told)
    assert amended.changes == (claim,)


def test_a_correction_tells_all_that_changed_and_what_waited_is_not_sent_after_it() -> None:
    toll = replace(change("toll"), before=3, after=4)
    told = [Told("desk", "new", 1, False, NOW), Told("desk", "toll", 1, False, NOW)]
    (waits,) = planned(Updated(KNOWN, (toll,), ""), told=told)
    told.append(Told("desk", "toll", 2, False, NOW, waits))
    kind = Change(NOW, "claim", "type", "suicide_bombing", "disaster", "https://a.example/2")
    both = (replace(toll, before=4, after=9), kind)
    notice, gone = plan_correction(
        KNOWN, "claim", [want()], told, NOW, change=kind, changes=both, url=kind.url
    )
    assert [(c.field, c.before, c.after) for c in notice.changes] == [
        ("type", "suicide_bombing", "disaster"),
        ("killed", 3, 9),
    ]
    assert notice.until is None
    assert notice.why == "it was no suicide bombing"
    assert (gone.notice_id, gone.withdrawn) == (waits.notice_id, True)
    back, gone = plan_correction(KNOWN, "retracted", [want()], told, NOW, change=change("retracted"))
    assert (back.reason, gone.notice_id, gone.withdrawn) == ("retracted", waits.notice_id, True)
    over = NOW + timedelta(minutes=10)
    (late,) = plan_correction(KNOWN, "claim", [want()], told, over, change=kind, changes=both, url=kind.url)
    assert [c.before for c in late.changes] == ["suicide_bombing", 4]
    asked = [want(on=("new", "merged"))]
    (merged,) = plan_correction(KNOWN, "merged", asked, told, NOW, change=change("merged"))
    assert merged.reason == "merged"  # what waits is still to be told


def test_an_update_goes_at_once_when_the_window_is_over_and_after_the_first_notice() -> None:
    new = Told("desk", "new", 1, False, NOW)
    late = Told("desk", "toll", 1, False, NOW - timedelta(minutes=10))
    assert [n.until for n in planned(updated("toll"), told=[new])] == [None]
    assert [n.until for n in planned(updated("toll"), told=[new, late])] == [None]


def test_the_first_notice_is_new_even_when_a_toll_brings_it() -> None:
    """A threshold of the watch was first met by a later toll."""
    assert [n.reason for n in planned(updated("toll"))] == ["new"]
    assert [n.reason for n in planned(Joined(KNOWN, ""))] == ["new"]


def test_what_a_first_poll_finds_is_primed() -> None:
    (notice,) = planned(Opened(KNOWN, ""), primed=True)
    assert notice.primed


def test_a_primed_incident_stays_silent_until_it_changes_and_is_then_new() -> None:
    told = [Told("desk", "new", 1, spared=True)]
    assert planned(Joined(KNOWN, ""), told=told) == ()
    (notice,) = planned(updated("toll"), told=told)
    assert (notice.reason, notice.version, notice.primed) == ("new", 2, False)


def test_priming_again_spares_nobody_twice() -> None:
    assert planned(updated("toll"), told=[Told("desk", "new", 1, spared=True)], primed=True) == ()
    assert planned(updated("toll"), told=[Told("desk", "new", 1, spared=False)], primed=True) == ()


def test_whoever_was_told_is_told_that_it_was_taken_back() -> None:
    told = [Told("desk", "new", 1, spared=False), Told("hook", "new", 1, spared=True)]
    for on in (("new",), ("new", "retracted")):
        wants = [want(notify=("desk", "hook", "other"), on=on)]
        notices = plan_correction(KNOWN, "retracted", wants, told, NOW, change=change("retracted"))
        assert [(n.receiver, n.reason) for n in notices] == [("desk", "retracted")]


def test_that_two_incidents_are_one_is_told_to_those_who_were_told_and_ask_for_it() -> None:
    told = [Told("desk", "new", 1, spared=False)]
    asked, silent = [want(on=("new", "merged"))], [want()]
    (notice,) = plan_correction(KNOWN, "merged", asked, told, NOW, change=change("merged"))
    assert (notice.receiver, notice.reason) == ("desk", "merged")
    assert plan_correction(KNOWN, "merged", silent, told, NOW, change=change("merged")) == ()


VERDICTS = st.one_of(
    st.just(Joined(KNOWN, "")),
    st.lists(st.sampled_from(["toll", "claim", "place", "field"]), min_size=1, max_size=3).map(
        lambda reasons: updated(*reasons)
    ),
)


@given(st.lists(st.tuples(VERDICTS, st.booleans()), max_size=12))
def test_whatever_comes_a_receiver_hears_new_first_and_no_notice_twice(
    events: list[tuple[Verdict, bool]],
) -> None:
    told: list[Told] = []
    ids: set[str] = set()
    for verdict, primed in [(Opened(KNOWN, ""), False), *events]:
        for notice in planned(verdict, told=told, primed=primed):
            assert notice.notice_id not in ids
            ids.add(notice.notice_id)
            if not any(not t.spared for t in told):
                assert notice.reason == "new"
            else:
                assert notice.reason in ("toll", "claim")
            told.append(Told("desk", notice.reason, notice.version, notice.primed))


def test_who_was_told_of_what_it_may_be_hears_no_second_first_notice() -> None:
    wants, before = [want(notify=("desk", "hook"))], [Told("desk", "new", 1, False)]
    assert [n.receiver for n in planned(Opened(KNOWN, ""), wants, told_of_like=before)] == ["hook"]
    assert planned(updated("toll"), told_of_like=before) == ()
    assert [n.reason for n in planned(updated("toll"), told=before, told_of_like=before)] == ["toll"]


IN_DERBENT = Incident(
    Type.SHOOTING,
    "current",
    date=When(date(2024, 3, 4), date(2024, 3, 4), "day", "stated"),
    place=Place("Derbent", "Dagestan", "RU-DA", "RU", 42.1, 48.3, "place", 566532),
    killed=Toll.exactly(1),
)


def test_who_was_only_spared_of_what_it_may_be_hears_of_it_at_once() -> None:
    spared = [Told("desk", "new", 1, spared=True)]
    assert [n.reason for n in planned(Opened(KNOWN, ""), told_of_like=spared)] == ["new"]


def test_what_is_read_far_apart_in_an_article_may_be_of_two_acts_and_waits() -> None:
    told = replace(IN_DERBENT, injured=Toll.exactly(2), confidence=0.9)

    def at(**starts: int) -> Incident:
        found = {"type": 900, "place": 930, "date": 960, "killed": 990, **starts}
        return replace(told, evidence=tuple(Evidence(f, "text", n, n + 5) for f, n in found.items()))

    assert is_news(at(), 1)
    assert is_news(at(injured=2_000), 1)
    for field in ("type", "place", "date", "killed"):
        assert not is_news(at(**{field: 2_000}), 1)
        assert is_news(at(**{field: 2_000}), 0)


def test_what_an_article_may_tell_by_the_way_waits_for_a_report_of_its_own() -> None:
    told = IN_DERBENT
    sure, unsure = (replace(told, confidence=value) for value in (0.9, 0.3))
    assert is_news(unsure, 0)
    for gap in ("date", "place", "killed"):
        assert not is_news(replace(sure, **{gap: None}), 1)
    assert is_news(sure, 1)
    assert not is_news(unsure, 1)
    assert not is_news(Incident(Type.SHOOTING, "earlier", confidence=0.9), 0)


def test_a_second_incident_that_says_no_more_than_the_first_waits_for_a_report_of_its_own() -> None:
    day = date(2024, 3, 4)
    when = When(day, day, "day", "stated")
    here = Place("Derbent", "Dagestan", "RU-DA", "RU", 42.1, 48.3, "place", 566532)
    there = Place("Astrakhan", "Astrakhan", "RU-AST", "RU", 46.3, 48.0, "place", 580497)
    main = Incident(Type.SHOOTING, "current", when, here, killed=Toll.exactly(3), confidence=0.9)
    same = replace(main, place=there)
    worse = replace(same, killed=Toll.exactly(5))
    other = replace(same, type=Type.KIDNAPPING, abducted=Toll.exactly(2))
    assert not is_news(same, 1, [main])
    assert not is_news(replace(same, killed=Toll.exactly(1)), 1, [main])
    assert is_news(worse, 1, [main])
    assert is_news(other, 1, [main])
    again = replace(worse, place=here)
    assert not is_news(again, 1, [main])
    assert is_news(again, 1, [replace(main, status="earlier")])
    assert is_news(again, 1, [replace(main, date=When(date(2024, 3, 5), date(2024, 3, 5), "day", "stated"))])
    arrest = replace(main, type=Type.ARREST, killed=Toll.exactly(4), arrested=Toll.exactly(1))
    assert not is_news(arrest, 1, [main])
    assert is_news(arrest, 1, [replace(main, status="earlier")])
    assert is_news(replace(arrest, place=there), 1, [main])
    assert is_news(same, 1, [replace(main, status="background")])
    assert is_news(replace(same, date=When(date(2024, 3, 1), date(2024, 3, 1), "day", "stated")), 1, [main])
    # A man who died on the day of the report in a hospital's town was hurt three days before.
    died = replace(main, date=When(date(2024, 3, 1), date(2024, 3, 1), "day", "stated"))
    assert not is_news(same, 1, [died], published=day)
