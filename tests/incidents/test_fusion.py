"""What reports of one incident make of its fields: what a later one changes, what it does not, and why."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given

from incidents.incident import (
    Attribution,
    Background,
    Evidence,
    Incident,
    Joined,
    KnownIncident,
    Place,
    Toll,
    Type,
    Updated,
    When,
)
from incidents.resolution import (
    merge,
    signs,
)
from incidents.resolution.fusion import better_date, better_place, fuse_attribution, fuse_toll
from tests.incidents.desk import DAGESTAN, KASPIYSK, MONDAY, NOW, RUSSIA, STABBING, SURGUT, TOLLS, Desk, on


def test_a_revised_page_keeps_one_report(desk: Desk) -> None:
    desk.hear("Police attacked", STABBING, url="https://a.example/x")
    verdict = desk.hear("Police attacked: two dead", STABBING, hours=1, url="https://a.example/x")
    assert isinstance(verdict, Joined)
    assert len(verdict.known.reports) == 1


def test_a_rising_toll_is_a_change_with_its_reason(desk: Desk) -> None:
    desk.hear("One dead", STABBING)
    verdict = desk.hear("Three dead", replace(STABBING, killed=Toll.exactly(3)), hours=2)
    assert isinstance(verdict, Updated)
    (change,) = verdict.changes
    assert (change.reason, change.field, change.after) == ("toll", "killed", {"low": 3, "best": 3, "high": 3})
    assert verdict.known.history == (change,)


def test_an_older_article_never_changes_a_toll(desk: Desk) -> None:
    desk.hear("Three dead", replace(STABBING, killed=Toll.exactly(3)))
    assert isinstance(desk.hear("One dead", STABBING, hours=-2), Joined)


@pytest.mark.parametrize(
    ("old", "new", "fused"),
    [
        (None, Toll.exactly(2), Toll.exactly(2)),
        (Toll.exactly(2), None, Toll.exactly(2)),
        (Toll(12, 12, None), Toll.exactly(12), Toll.exactly(12)),
        (Toll(12, 12, None), Toll.exactly(15), Toll.exactly(15)),
        (Toll.exactly(15), Toll(12, 12, None), Toll.exactly(15)),
        (Toll.exactly(0), Toll.exactly(1), Toll.exactly(1)),
    ],
)
def test_a_later_toll(old: Toll | None, new: Toll | None, fused: Toll | None) -> None:
    assert fuse_toll(old, new, newer=True) == fused


def test_a_recalled_toll_only_fills_a_gap() -> None:
    assert fuse_toll(Toll.exactly(1), Toll.exactly(4), newer=True, recalled=True) == Toll.exactly(1)
    assert fuse_toll(None, Toll.exactly(4), newer=True, recalled=True) == Toll.exactly(4)


def test_a_place_becomes_more_exact_and_never_less(desk: Desk) -> None:
    desk.hear("Police attacked in Dagestan", replace(STABBING, place=DAGESTAN))
    verdict = desk.hear("Police attacked in Kaspiysk", STABBING, hours=1)
    assert isinstance(verdict, Updated)
    assert [c.reason for c in verdict.changes] == ["place"]
    assert better_place(KASPIYSK, DAGESTAN) == KASPIYSK
    assert better_place(KASPIYSK, SURGUT) == KASPIYSK
    assert better_place(RUSSIA, SURGUT) == SURGUT


def test_a_date_becomes_more_exact_within_the_old_one() -> None:
    march = When(date(2024, 3, 1), date(2024, 3, 31), "month", "stated")
    assert better_date(march, on(MONDAY)) == on(MONDAY)
    assert better_date(march, on(date(2024, 5, 1))) == march
    assert better_date(on(MONDAY), march) == on(MONDAY)


def test_competing_claims_stand_side_by_side(desk: Desk) -> None:
    desk.hear("Attack", replace(STABBING, attribution=(Attribution("Lions", None, "claimed", None),)))
    eagles = replace(STABBING, attribution=(Attribution("Eagles", None, "claimed", "Nest Radio"),))
    verdict = desk.hear("Eagles claim the attack too", eagles, hours=2)
    assert isinstance(verdict, Updated)
    assert [a.group for a in verdict.known.incident.attribution] == ["Lions", "Eagles"]
    assert [c.reason for c in verdict.changes] == ["claim"]


def test_of_one_group_the_strongest_basis_stays_and_its_denial_beside_it() -> None:
    fused = fuse_attribution(
        [Attribution("Lions", None, "suspected", None)],
        [Attribution("Lions", "North", "claimed", "Den"), Attribution("Lions", None, "denied", None)],
    )
    assert [(a.part, a.basis, a.via) for a in fused] == [("North", "claimed", "Den"), (None, "denied", None)]


def test_a_kind_becomes_more_exact(desk: Desk) -> None:
    desk.hear("Attack on police", replace(STABBING, type=Type.ARMED_ATTACK))
    verdict = desk.hear("Knife attack on police", STABBING, hours=1)
    assert verdict.known.incident.type == Type.STABBING  # type: ignore[union-attr]


@given(TOLLS, TOLLS)
def test_an_older_report_never_raises_or_lowers_an_exact_toll(old: Toll | None, new: Toll | None) -> None:
    fused = fuse_toll(old, new, newer=False)
    if old is not None and old.high is not None:
        assert fused == old


def _heard(desk: Desk, others: Sequence[Incident]) -> KnownIncident:
    """What is known of one incident after a first report and these, told in the same words."""
    desk.hear("Policeman stabbed at Kaspiysk traffic post", STABBING)
    for hours, other in enumerate(others, 1):
        desk.hear("Policeman stabbed at Kaspiysk traffic post", other, hours=hours)
    (known,) = desk.known.values()
    return known


def test_a_day_that_only_the_first_report_gives_is_put_right(desk: Desk) -> None:
    sunday = replace(STABBING, date=on(MONDAY - timedelta(days=1)))
    once = _heard(desk, [sunday])
    assert once.incident.date == STABBING.date
    assert [change.reason for change in once.history] == ["dissent"]
    twice = _heard(Desk(), [sunday, sunday])
    assert (twice.incident.date, twice.history[-1].reason) == (sunday.date, "field")


def test_a_lower_toll_of_several_origins_corrects_a_higher_one(desk: Desk) -> None:
    first = replace(STABBING, killed=Toll.exactly(3))
    two = replace(STABBING, killed=Toll.exactly(2))
    for hours, seen in enumerate((first, two, two, two)):
        desk.hear("Police killed at Kaspiysk traffic post", seen, hours=hours)
    (known,) = desk.known.values()
    assert (known.incident.killed, known.history[-1].reason) == (Toll.exactly(2), "toll")


HEADLINE = Evidence("killed", "title", 0, 5)


DEEP = Evidence("killed", "text", 2_000, 2_005)


def _dead(number: int, evidence: Evidence) -> Incident:
    return replace(STABBING, killed=Toll.exactly(number), evidence=(evidence,))


def test_a_number_deep_in_a_report_does_not_raise_that_of_a_headline_until_another_says_so() -> None:
    headline, deep = _dead(1, HEADLINE), _dead(7, DEEP)
    tolls = []
    desk = Desk()
    for hours, seen in enumerate((headline, deep, deep)):
        verdict = desk.hear("Police killed at Kaspiysk traffic post", seen, hours=hours)
        assert not isinstance(verdict, Background)
        tolls.append(verdict.known.incident.killed)
    assert tolls == [Toll.exactly(1), Toll.exactly(1), Toll.exactly(7)]


def test_a_headline_puts_right_at_once_what_was_read_deep_in_a_report(desk: Desk) -> None:
    for hours, seen in enumerate((_dead(7, DEEP), _dead(2, HEADLINE))):
        desk.hear("Police killed at Kaspiysk traffic post", seen, hours=hours)
    (known,) = desk.known.values()
    assert (known.incident.killed, known.history[-1].reason) == (Toll.exactly(2), "toll")


HURT = replace(STABBING, killed=None, injured=Toll.exactly(3), evidence=(Evidence("injured", "title", 0, 5),))


def test_dead_deep_in_a_report_whom_headlines_of_the_hurt_do_not_know_wait_for_another(desk: Desk) -> None:
    tolls = []
    for hours, seen in enumerate((HURT, _dead(1, DEEP), _dead(1, DEEP))):
        verdict = desk.hear("Police killed at Kaspiysk traffic post", seen, hours=hours)
        assert not isinstance(verdict, Background)
        tolls.append(verdict.known.incident.killed)
    assert tolls == [None, None, Toll.exactly(1)]


def test_dead_read_deep_in_a_report_give_way_to_a_headline_that_knows_of_hurt_only(desk: Desk) -> None:
    for hours, seen in enumerate((_dead(1, DEEP), HURT)):
        desk.hear("Police killed at Kaspiysk traffic post", seen, hours=hours)
    (known,) = desk.known.values()
    assert (known.incident.killed, known.incident.injured) == (None, Toll.exactly(3))


def test_a_rising_toll_in_headlines_is_followed_at_once(desk: Desk) -> None:
    for hours, number in enumerate((1, 3, 12)):
        desk.hear("Police killed at Kaspiysk traffic post", _dead(number, HEADLINE), hours=hours)
    (known,) = desk.known.values()
    assert known.incident.killed == Toll.exactly(12)


def test_who_was_hurt_and_has_died_is_hurt_no_more(desk: Desk) -> None:
    hurt = replace(STABBING, killed=None, injured=Toll.exactly(1))
    dead = replace(STABBING, killed=Toll.exactly(1), injured=None)
    for hours, seen in enumerate((hurt, dead)):
        desk.hear("Policeman stabbed at Kaspiysk traffic post", seen, hours=hours)
    (known,) = desk.known.values()
    assert (known.incident.killed, known.incident.injured) == (Toll.exactly(1), Toll.exactly(0))


def test_a_town_that_only_the_first_report_gives_is_put_right(desk: Desk) -> None:
    beside = replace(KASPIYSK, name="Turali", geonameid=2, lat=42.9, lon=47.6)
    assert _heard(desk, [replace(STABBING, place=beside)] * 2).incident.place == beside


def test_a_town_that_has_no_geonames_number_is_the_same_place_twice() -> None:
    toone = Place("Toone", "Tennessee", "US-TN", "US", 35.35, -88.95, "place", None)
    beside = replace(toone, name="Bolivar", lat=35.26, lon=-88.99)
    assert signs.place(toone, toone).key == "same place"
    assert signs.place(toone, beside).key == "within 12 km"


BOMB = replace(STABBING, type=Type.BOMBING, weapon="bomb")
GAS = replace(STABBING, type=Type.DISASTER, weapon=None, corrects=frozenset({"type"}))


@pytest.mark.parametrize(
    "stale",
    [
        BOMB,
        replace(BOMB, weapon="explosives"),
        replace(BOMB, type=Type.SUICIDE_BOMBING),
        replace(BOMB, type=Type.DISASTER),
    ],
)
def test_what_was_said_to_be_no_bomb_stays_none_and_is_told_once(stale: Incident) -> None:
    desk = Desk()
    for hours, seen in enumerate((BOMB, GAS, stale, GAS)):
        desk.hear("Blast kills one at Kaspiysk traffic post", seen, hours=hours)
    (known,) = desk.known.values()
    assert (known.incident.type, known.incident.weapon) == (Type.DISASTER, None)
    assert [change.after for change in known.history if change.reason == "claim"] == ["disaster"]


def test_a_disaster_that_was_never_said_to_be_no_bomb_becomes_a_bombing(desk: Desk) -> None:
    for hours, seen in enumerate((replace(GAS, corrects=frozenset()), BOMB)):
        desk.hear("Blast kills one at Kaspiysk traffic post", seen, hours=hours)
    (known,) = desk.known.values()
    assert (known.incident.type, known.incident.weapon) == (Type.BOMBING, "bomb")


AT_LEAST_SIX = replace(STABBING, killed=Toll(6, 6, None), corrects=frozenset({"killed"}))
SIX_DEEP = replace(_dead(6, DEEP), corrects=frozenset({"killed"}))


@pytest.mark.parametrize("six", [AT_LEAST_SIX, SIX_DEEP])
def test_a_number_that_was_taken_back_returns_only_by_a_second_origin(six: Incident) -> None:
    desk, tolls = Desk(), []
    for hours, seen in enumerate((_dead(10, HEADLINE), six, _dead(10, HEADLINE), _dead(10, HEADLINE))):
        desk.hear("Police killed at Kaspiysk traffic post", seen, hours=hours)
        (known,) = desk.known.values()
        tolls.append(known.incident.killed)
    assert tolls == [Toll.exactly(10), six.killed, six.killed, Toll.exactly(10)]


def test_a_number_above_the_one_that_was_taken_back_is_followed_at_once(desk: Desk) -> None:
    for hours, seen in enumerate((_dead(10, HEADLINE), AT_LEAST_SIX, _dead(11, HEADLINE))):
        desk.hear("Police killed at Kaspiysk traffic post", seen, hours=hours)
    (known,) = desk.known.values()
    assert known.incident.killed == Toll.exactly(11)


@pytest.mark.parametrize(
    ("killed", "injured", "left"),
    [(1, 2, 2), (3, 0, 0), (1, None, 3), (1, 1, 3), (1, 5, 5), (None, 2, 3)],
)
def test_whoever_was_hurt_and_died_is_hurt_no_more_once_a_report_counts_both(
    desk: Desk, killed: int | None, injured: int | None, left: int
) -> None:
    desk.hear("Three stabbed at Kaspiysk harbour", replace(STABBING, killed=None, injured=Toll.exactly(3)))
    tolls = {
        name: None if number is None else Toll.exactly(number)
        for name, number in (("killed", killed), ("injured", injured))
    }
    verdict = desk.hear("One of three stabbed at Kaspiysk harbour dies", replace(STABBING, **tolls), hours=3)  # type: ignore[arg-type]
    assert verdict.known.incident.injured == Toll.exactly(left)  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("first", "second", "becomes"),
    [
        (None, (Type.SHELLING, "rockets"), Type.SHELLING),
        (None, (Type.AIRSTRIKE, "drone"), Type.AIRSTRIKE),
        (None, (Type.AIRSTRIKE, None), Type.BOMBING),
        ("car bomb", (Type.AIRSTRIKE, "drone"), Type.BOMBING),
    ],
)
def test_a_bare_explosion_was_of_the_rockets_that_are_told_of_later(
    desk: Desk, first: str | None, second: tuple[Type, str | None], becomes: Type
) -> None:
    blast = replace(STABBING, type=Type.BOMBING, killed=None, weapon=first)
    desk.hear("Explosion in Kaspiysk harbour", blast)
    strike = replace(blast, type=second[0], weapon=second[1])
    verdict = desk.hear("Kaspiysk harbour under attack, explosion", strike, hours=1)
    assert verdict.known.incident.type is becomes  # type: ignore[union-attr]


def test_most_reports_lower_the_number_of_the_abducted_too(desk: Desk) -> None:
    taken = replace(STABBING, type=Type.KIDNAPPING, killed=None, abducted=Toll.exactly(73))
    desk.hear("Pupils abducted in Kaspiysk", taken)
    for hour in range(3):
        fewer = replace(taken, abducted=Toll.exactly(58))
        verdict = desk.hear("Pupils abducted in Kaspiysk", fewer, hours=hour + 1)
        assert verdict.known.incident.abducted == Toll.exactly(58 if hour == 2 else 73)  # type: ignore[union-attr]


@pytest.mark.parametrize("swapped", [False, True])
def test_a_merge_does_not_bring_back_a_number_that_was_corrected(swapped: bool) -> None:
    ten = replace(STABBING, killed=Toll.exactly(10))
    corrected, other = Desk(), Desk()
    corrected.hear("Ten dead in Kaspiysk", ten, url="https://a.example/x")
    six = replace(STABBING, killed=Toll.exactly(6), corrects=frozenset({"killed"}))
    one = corrected.hear("Six, not ten, dead in Kaspiysk", six, hours=2).known  # type: ignore[union-attr]
    two = other.hear("Ten dead in Kaspiysk", ten, hours=-1 if swapped else 1, url="https://b.example/y").known  # type: ignore[union-attr]
    survivor, _ = merge(*((two, one) if swapped else (one, two)), NOW, "one attack")
    assert survivor.incident.killed == Toll.exactly(6)


@pytest.mark.parametrize("swapped", [False, True])
def test_a_merge_does_not_bring_back_a_bomb_of_which_there_was_none(swapped: bool) -> None:
    bomb = replace(STABBING, type=Type.BOMBING, weapon="bomb")
    corrected, other = Desk(), Desk()
    corrected.hear("Bomb in Kaspiysk", bomb, url="https://a.example/x")
    gas = replace(bomb, type=Type.DISASTER, weapon=None, corrects=frozenset({"type"}))
    one = corrected.hear("Gas leak, not a bomb, in Kaspiysk", gas, hours=2).known  # type: ignore[union-attr]
    two = other.hear("Bomb in Kaspiysk", bomb, hours=-1 if swapped else 1, url="https://b.example/y").known  # type: ignore[union-attr]
    survivor, _ = merge(*((two, one) if swapped else (one, two)), NOW, "one attack")
    assert (survivor.incident.type, survivor.incident.weapon) == (Type.DISASTER, None)
