"""Reports become incidents: what joins, what stays apart, what is merged, and why."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from incidents.article import Draft
from incidents.incident import (
    Attribution,
    Background,
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
)
from incidents.resolution import (
    Rarity,
    are_one,
    days_of,
    index_words,
    key_words,
    may_be,
    merge,
    neighbourhood,
    rank,
    resolve,
    retract,
)
from incidents.resolution.signs import targets
from incidents.resolution.victims import victims
from incidents.resolution.words import persons
from tests.incidents.desk import DAGESTAN, KASPIYSK, MONDAY, NOW, RUSSIA, STABBING, SURGUT, TOLLS, Desk, on


def test_an_incident_that_nothing_known_is_like_is_opened(desk: Desk) -> None:
    verdict = desk.hear("Police attacked with knives in Kaspiysk", STABBING)
    assert isinstance(verdict, Opened)
    assert verdict.known.origins == 1
    assert "no other one is near" in verdict.why


def test_the_id_comes_from_content(desk: Desk) -> None:
    first = desk.hear("Police attacked", STABBING)
    second = Desk().hear("Police attacked", STABBING)
    assert isinstance(first, Opened)
    assert first == second


def test_same_place_day_and_kind_is_one_incident(desk: Desk) -> None:
    desk.hear("Police attacked with knives in Kaspiysk", STABBING)
    verdict = desk.hear("Officer dies in Kaspiysk knife attack", STABBING, hours=2)
    assert isinstance(verdict, Joined)
    assert "same place Kaspiysk" in verdict.why
    assert verdict.known.origins == 2


@pytest.mark.parametrize(
    "other",
    [
        replace(STABBING, place=SURGUT),
        replace(STABBING, date=on(MONDAY - timedelta(days=10))),
        replace(STABBING, type=Type.AIRSTRIKE, killed=Toll.exactly(20)),
    ],
)
def test_another_place_day_or_kind_is_another_incident(desk: Desk, other: Incident) -> None:
    desk.hear("Police attacked with knives in Kaspiysk", STABBING)
    verdict = desk.hear("Unrelated words about something else entirely", other, hours=1)
    assert isinstance(verdict, Opened)
    assert "nearest not joined" in verdict.why


@pytest.mark.parametrize(("place", "joins"), [(KASPIYSK, "1 or more joins"), (SURGUT, "less than 1")])
def test_the_parts_of_a_score_add_up_as_written(desk: Desk, place: Place, joins: str) -> None:
    desk.hear("Police attacked with knives in Kaspiysk", STABBING)
    why = desk.hear("Officer dies in knife attack", replace(STABBING, place=place), hours=24).why
    said = re.search(r"score (-?[\d.]+), ([\w ]+): (.*)", why)
    assert said
    assert said[2] == joins
    assert round(sum(map(float, re.findall(r"\(([+-][\d.]+)\)", said[3]))), 1) == float(said[1])
    assert "reported 1 day apart" in why


SUNDAY = replace(STABBING, date=on(MONDAY - timedelta(days=1)))


def test_what_may_be_a_known_incident_but_is_not_like_it_enough_opens_in_doubt(desk: Desk) -> None:
    known = desk.hear("Police attacked with knives in Kaspiysk", STABBING)
    verdict = desk.hear("Man dies by the harbour", SUNDAY, hours=1)
    assert isinstance(known, Opened)
    assert isinstance(verdict, Opened)
    assert may_be(verdict.known, "") == (known.known.incident_id,)
    assert f"it may be {known.known.incident_id}" in verdict.why
    (line,) = verdict.known.history
    assert (line.reason, line.before, line.after) == (
        "doubt", verdict.known.incident_id, known.known.incident_id,
    )  # fmt: skip


def test_a_second_origin_ends_the_doubt_unless_it_is_like_both(desk: Desk) -> None:
    known = desk.hear("Police attacked with knives in Kaspiysk", STABBING)
    opened = desk.hear("Man dies by the harbour", SUNDAY, hours=1, text="He was stabbed by a lodger.")
    again = desk.hear("Lodger stabbed man by the harbour", SUNDAY, hours=2, text="The lodger fled.")
    both = replace(SUNDAY, date=None)
    third = desk.hear(
        "Lodger and police attacked with knives by the harbour", both, hours=3, text="The lodger."
    )
    assert isinstance(known, Opened)
    assert isinstance(opened, Opened)
    assert isinstance(again, Joined)
    assert isinstance(third, Joined)
    assert again.known.incident_id == third.known.incident_id == opened.known.incident_id
    assert may_be(again.known, "https://a.example/3") == ()
    assert may_be(third.known, "https://a.example/4") == (known.known.incident_id,)


@pytest.mark.parametrize(
    "other",
    [
        replace(SUNDAY, killed=Toll.exactly(2)),
        replace(SUNDAY, place=SURGUT),
        replace(SUNDAY, date=on(MONDAY - timedelta(days=3))),
        replace(SUNDAY, attribution=(Attribution("Lions", None, "claimed", None),)),
    ],
)
def test_more_victims_another_town_day_or_group_leave_no_doubt(desk: Desk, other: Incident) -> None:
    eagles = (Attribution("Eagles", None, "claimed", None),)
    desk.hear("Police attacked with knives in Kaspiysk", replace(STABBING, attribution=eagles))
    verdict = desk.hear("Man dies by the harbour", other, hours=1)
    assert isinstance(verdict, Opened)
    assert not may_be(verdict.known, "")


def test_what_happened_after_the_first_report_is_another_unless_told_of_its_aftermath(desk: Desk) -> None:
    desk.hear("Police attacked with knives in Kaspiysk", STABBING)
    tuesday = replace(STABBING, date=on(MONDAY + timedelta(days=1)))
    verdict = desk.hear("Man stabbed by the harbour", tuesday, hours=30)
    assert isinstance(verdict, Opened)
    assert not may_be(verdict.known, "")


def test_other_actors_and_targets_on_the_same_day_and_place_are_two_incidents(desk: Desk) -> None:
    lions = replace(
        STABBING,
        attribution=(Attribution("Lions", None, "claimed", None),),
        targets=("police patrol",),
        type=Type.BOMBING,
        killed=Toll.exactly(3),
    )
    eagles = replace(
        STABBING,
        attribution=(Attribution("Eagles", None, "claimed", None),),
        targets=("central market",),
        type=Type.SHOOTING,
        killed=Toll.exactly(1),
    )
    desk.hear("Bomb hits police patrol, Lions claim it", lions, text="A device went off beside a lorry.")
    assert isinstance(
        desk.hear("Gunmen open fire at central market", eagles, text="Two masked men fled on a motorbike."),
        Opened,
    )
    assert isinstance(
        desk.hear("Lions say they bombed patrol", lions, hours=3, text="A device beside a lorry went off."),
        Joined,
    )


STRAIT = Place("Narrow Strait", None, None, "OM", 26.5, 56.3, "place", 286621)
CLOSURE = Incident(Type.THREAT, "current", date=on(MONDAY), place=STRAIT)
PARAPHRASES = (
    (
        "Navy shuts Narrow Strait to all shipping",
        "The navy closed the Narrow Strait to merchant ships.",
    ),
    (
        "Tankers turned back as waterway is sealed off",
        "Six tankers were told to leave the Narrow Strait.",
    ),
    (
        "Oil route blocked: what we know",
        "The Narrow Strait, the way of a fifth of all oil, was closed.",
    ),
    ("Blockade begins in the strait", "Warships took up positions across the Narrow Strait, and closed it."),
    ("Shipping halted after military order", "Insurers halted cover for the Narrow Strait after the order."),
    ("Gulf crossing closed until further notice", "No ship may pass the Narrow Strait, the admiral said."),
)


def test_six_paraphrased_headlines_of_one_closure_are_one_incident(desk: Desk) -> None:
    verdicts = [
        desk.hear(title, CLOSURE, hours=number, text=text) for number, (title, text) in enumerate(PARAPHRASES)
    ]
    assert [type(v).__name__ for v in verdicts] == ["Opened"] + ["Joined"] * 5


def test_thirty_articles_on_one_attack_open_it_once(desk: Desk) -> None:
    verdicts = [
        desk.hear(f"Report {n}", replace(STABBING, killed=Toll.exactly(1 + n // 10)), hours=n / 180)
        for n in range(30)
    ]
    kinds = [type(v).__name__ for v in verdicts]
    assert kinds.count("Opened") == 1
    assert kinds.count("Updated") == 2


def test_the_second_language_joins(desk: Desk) -> None:
    desk.hear(
        "Two attack police in Kaspiysk", STABBING, text="Ruslan Magomedov, 24, died, the ministry said."
    )
    verdict = desk.hear(
        "Двое напали на полицейских",
        STABBING,
        hours=1,
        text="Погиб 24-летний Руслан Магомедов, сообщили в министерстве.",
        language="ru",
    )
    assert isinstance(verdict, Joined)
    assert verdict.known.origins == 2


ARRESTED = replace(STABBING, status="earlier", type=Type.ARREST, arrested=Toll.exactly(1))
CLAIMED = replace(STABBING, attribution=(Attribution("Lions", None, "claimed", None),))
VICTIM = "Officer Timur Abdulkerimov of the Lighthouse Street station was hit in the neck by a thrown axe."


@pytest.mark.parametrize(
    ("title", "days", "seen"),
    [
        ("Second officer dies in hospital", 9, replace(STABBING, status="earlier", killed=Toll.exactly(2))),
        (
            "Suspect arrested",
            20,
            replace(STABBING, status="earlier", type=Type.ARREST, arrested=Toll.exactly(1)),
        ),
        (
            "Group claims attack",
            3,
            replace(STABBING, attribution=(Attribution("Lions", None, "claimed", None),)),
        ),
        ("Court sentences attacker", 200, replace(STABBING, status="background")),
    ],
)
def test_a_late_follow_up_joins_without_opening(desk: Desk, title: str, days: int, seen: Incident) -> None:
    desk.hear("Police attacked", STABBING, text=VICTIM)
    verdict = desk.hear(title, seen, hours=24 * days, text=VICTIM)
    assert not isinstance(verdict, Opened | Background)
    assert len(desk.known) == 1


FORM = "Militants fired on the district of {} in the night, the staff said. Windows broke; nobody knows the weapon."


def test_the_same_form_of_words_for_two_places_is_two_incidents(desk: Desk) -> None:
    desk.hear("Militants fire on Kaspiysk", STABBING, text=FORM.format("Kaspiysk"))
    other = replace(STABBING, place=SURGUT)
    assert isinstance(
        desk.hear("Militants fire on Surgut", other, hours=1, text=FORM.format("Surgut")), Opened
    )


def test_what_happens_after_a_report_is_another_incident(desk: Desk) -> None:
    """The same town is hit again three days later, and told in the same words."""
    desk.hear("Militants fire on Kaspiysk", STABBING, text=FORM.format("Kaspiysk"))
    again = replace(STABBING, date=on(MONDAY + timedelta(days=3)), killed=Toll.exactly(4))
    verdict = desk.hear("Militants fire on Kaspiysk", again, hours=72, text=FORM.format("Kaspiysk"))
    assert isinstance(verdict, Opened)
    assert "before this happened" in verdict.why


BOMBING = replace(STABBING, type=Type.BOMBING, killed=None)


@pytest.mark.parametrize(
    ("text", "is_another"),
    [
        ("A bomb killed two in Kaspiysk on Monday.", False),
        ("A bomb killed two in Kaspiysk on Monday evening.", True),
        ("A bomb killed two in Kaspiysk, officials said on Monday evening.", False),
        ("Officials said this evening that a bomb killed two in Kaspiysk on Monday. They fled.", False),
    ],
)
def test_what_happens_later_in_the_day_than_a_report_is_another_incident(
    desk: Desk, text: str, is_another: bool
) -> None:
    day = Evidence("date", "text", text.index("Monday"), text.index("Monday") + 6)
    desk.hear("Bomb explodes in Kaspiysk", BOMBING, hours=-4)
    verdict = desk.hear("Two killed", replace(BOMBING, evidence=(day,)), hours=9, text=text)
    assert isinstance(verdict, Opened) == is_another


@pytest.mark.parametrize(("hours", "verdict"), [(3, Updated), (30, Opened)])
def test_a_report_of_a_bomb_without_its_day_joins_in_other_words_what_was_just_told(
    desk: Desk, hours: float, verdict: type
) -> None:
    desk.hear("Blast heard near harbour", BOMBING)
    undated = replace(BOMBING, date=None, killed=Toll.exactly(4))
    assert isinstance(desk.hear("Four die as device goes off", undated, hours=hours), verdict)


@pytest.mark.parametrize(
    ("mine", "theirs", "key"),
    [
        (("bazaar",), ("market",), "same target"),
        (("рынок",), ("market",), "same target"),
        (("mosque",), ("market",), "other target"),
        (("apartment block",), ("residential building",), "targets unknown"),
    ],
)
def test_what_is_hit_is_the_same_by_its_kind(mine: Sequence[str], theirs: Sequence[str], key: str) -> None:
    draft = Draft("https://a.example/1", "", "", NOW, "en", "a")
    one, other = replace(BOMBING, targets=tuple(mine)), replace(BOMBING, targets=tuple(theirs))
    assert targets(one, victims(draft, one), other, victims(draft, other)).key == key


def test_a_bomb_and_gunmen_at_one_hotel_are_one_attack(desk: Desk) -> None:
    hotel = replace(BOMBING, targets=("hotel",))
    gunmen = replace(hotel, type=Type.SHOOTING, targets=("Harbour Hotel",))
    desk.hear("Car bomb explodes at Kaspiysk hotel", hotel)
    one = desk.hear("Gunmen storm Kaspiysk hotel", gunmen, hours=1)
    other = desk.hear("Gunmen storm Kaspiysk school", replace(gunmen, targets=("school",)), hours=1)
    assert isinstance(one, Updated | Joined)
    assert isinstance(other, Opened)


def test_a_bomb_at_another_kind_of_place_leaves_no_doubt(desk: Desk) -> None:
    desk.hear("Bomb kills six at Kaspiysk market", replace(BOMBING, targets=("market",)))
    verdict = desk.hear("Bomb kills three at Kaspiysk mosque", replace(BOMBING, targets=("mosque",)), hours=7)
    assert isinstance(verdict, Opened)
    assert may_be(verdict.known, "") == ()


def test_two_nights_of_strikes_are_two_incidents_also_where_a_report_tells_of_both(desk: Desk) -> None:
    strike = replace(BOMBING, type=Type.AIRSTRIKE)
    first = desk.hear("Drones strike Kaspiysk harbour, governor says", strike, hours=-6)
    night = replace(strike, date=on(MONDAY + timedelta(days=1)))
    second = desk.hear("Drones strike Kaspiysk harbour, governor says", night, hours=18)
    assert isinstance(first, Opened)
    assert isinstance(second, Opened)
    assert are_one(first.known, second.known, Rarity()) is None


def test_articles_without_place_or_day_meet_by_their_words(desk: Desk) -> None:
    bare = replace(STABBING, place=None, date=None)
    desk.hear("Officer Abdulkerimov hit by axe", bare, text=VICTIM)
    assert isinstance(desk.hear("Axe thrown at officer", bare, hours=5, text=VICTIM[8:]), Joined)
    assert isinstance(desk.hear("Man held in cinema", bare, hours=5, text="A screening stopped."), Opened)


def test_an_unknown_earlier_incident_is_opened_as_earlier_and_woken_by_a_current_report(desk: Desk) -> None:
    earlier = replace(STABBING, status="earlier")
    assert isinstance(desk.hear("It recalls Kaspiysk", earlier), Opened)
    verdict = desk.hear("Police attacked in Kaspiysk", STABBING, hours=1)
    assert isinstance(verdict, Updated)
    assert verdict.known.incident.status == "current"


def test_unknown_background_opens_nothing(desk: Desk) -> None:
    assert isinstance(desk.hear("Ten years on", replace(STABBING, status="background")), Background)
    assert desk.known == {}


def test_background_joins_what_is_known_and_changes_nothing(desk: Desk) -> None:
    desk.hear("Police attacked", STABBING)
    told = replace(STABBING, status="background", killed=Toll.exactly(9))
    verdict = desk.hear("Police attacked: one year on", told, hours=5)
    assert isinstance(verdict, Joined)
    assert verdict.known.incident.killed == Toll.exactly(1)


def test_another_incident_of_the_same_article_is_never_the_same() -> None:
    draft = Draft("https://a.example/1", "Two attacks", "", NOW, "en", "a")
    first = resolve(STABBING, draft, [], NOW, origin="o", index=0)
    assert isinstance(first, Opened)
    taken = [first.known.incident_id]
    another = replace(STABBING, killed=None, injured=Toll.exactly(4))
    second = resolve(another, draft, [first.known], NOW, origin="o", index=1, taken=taken)
    assert isinstance(second, Opened)
    assert second.known.incident_id != first.known.incident_id


def test_what_an_article_says_a_second_time_is_not_another_incident() -> None:
    draft = Draft("https://a.example/1", "Police attacked", "", NOW, "en", "a")
    first = resolve(STABBING, draft, [], NOW, origin="o", index=0)
    assert isinstance(first, Opened)
    echo = replace(STABBING, killed=None, type=Type.ARREST, arrested=Toll.exactly(1))
    second = resolve(echo, draft, [first.known], NOW, origin="o", index=1, taken=[first.known.incident_id])
    assert second == Joined(first.known, "the article tells of it a second time")


# Fusion --------------------------------------------------------------------------------------------------


def test_merge_keeps_ids_reports_and_history() -> None:
    a = KnownIncident("i1", STABBING, NOW, NOW, (Report("u1", "a", NOW, "o1"),))
    later = NOW + timedelta(hours=1)
    b = KnownIncident(
        "i2", replace(STABBING, injured=Toll.exactly(4)), later, later, (Report("u2", "b", later, "o2"),)
    )
    survivor, gone = merge(b, a, later, "same attack")
    assert (survivor.incident_id, gone.incident_id, gone.merged_into) == ("i1", "i2", "i1")
    assert [r.url for r in survivor.reports] == ["u1", "u2"]
    assert survivor.incident.injured == Toll.exactly(4)
    assert survivor.history[-1].reason == gone.history[-1].reason == "merged"


def test_what_was_merged_away_takes_no_more_reports() -> None:
    gone = KnownIncident("i2", STABBING, NOW, NOW, (Report("u2", "b", NOW, "o2"),), merged_into="i1")
    draft = Draft("u3", "Police attacked", "", NOW, "en", "a")
    assert isinstance(resolve(STABBING, draft, [gone], NOW, origin="o", index=0), Opened)


def test_retract_keeps_all_and_says_why() -> None:
    known = retract(KnownIncident("i1", STABBING, NOW, NOW), NOW, "a drill")
    assert known.retracted
    assert known.history[-1].url == "a drill"


# Words and the question to the store ---------------------------------------------------------------------


def test_names_are_the_same_words_in_two_languages() -> None:
    english = key_words(Draft("u", "Timur Magomedov, 24, of Kaspiysk", "", language="en"), STABBING)
    russian = key_words(Draft("u", "24-летнего Тимура Магомедова из Каспийска", "", language="ru"), STABBING)
    assert {"timur", "magomedov", "24"} <= english & russian


def test_the_rarest_words_lead_to_an_incident() -> None:
    rarity = Rarity({"police": 900, "magomedov": 1}, 1000)
    assert index_words(frozenset({"police", "magomedov", ":en"}), rarity, most=1) == ("magomedov",)


def test_a_current_report_asks_for_its_days_and_division() -> None:
    draft = Draft("u", "Attack", "", NOW, "en", "a")
    asked = neighbourhood(STABBING, draft, key_words(draft, STABBING), NOW)
    assert (asked.country, asked.admin1_code) == ("RU", "RU-DA")
    assert asked.first_day < MONDAY < asked.last_day


def test_words_lead_to_an_incident_whatever_day_a_late_report_gives() -> None:
    told = replace(STABBING, status="background", date=on(date(2022, 3, 4)))
    draft = Draft("https://a.example/1", "Two sentenced for the Kaspiysk attack", "", NOW, "en", "a")
    hood = neighbourhood(told, draft, frozenset({"kaspiysk"}), NOW)
    assert hood.last_day < MONDAY <= hood.words_to
    assert hood.words_from <= date(2021, 6, 1)


def test_people_are_named_by_whoever_tells_their_age() -> None:
    text = (
        "Sheriff Nate Dreckman named the dead as Leah Lind, 22, of Montfort. Police hold 24-year-old Morgan Slate. "
        "Погиб 31-летний Иван Петров. On Main Street, 12 people saw it. Dr. J. Smith spoke."
    )
    draft = Draft("https://a.example/1", "", text, NOW, "en", "a")
    assert persons(key_words(draft, STABBING)) == {"leah lind", "morgan slate", "ivan petrov"}


def test_other_people_of_whom_the_age_is_told_speak_against_one_incident(desk: Desk) -> None:
    desk.hear("Man stabbed in Kaspiysk", STABBING, text="Ivan Petrov, 24, was stabbed at the market.")
    draft = Draft("https://a.example/2", "Man stabbed", "Anton Orlov, 51, was stabbed.", NOW, "en", "a")
    (score,) = rank(STABBING, draft, key_words(draft, STABBING), desk.known.values(), origin="o")
    assert "other people are named" in score.sentence()


def test_an_undated_incident_lies_before_its_first_report() -> None:
    known = KnownIncident("i1", replace(STABBING, date=None), NOW, NOW, (Report("u", "a", NOW, "o"),))
    first, last = days_of(known)
    assert first < last == MONDAY


# Laws ----------------------------------------------------------------------------------------------------
SEEN = st.builds(
    Incident,
    type=st.sampled_from([Type.STABBING, Type.SHOOTING, Type.ARREST, Type.OTHER]),
    status=st.sampled_from(["current", "earlier", "background"]),
    date=st.none() | st.integers(-20, 0).map(lambda n: on(MONDAY + timedelta(days=n))),
    place=st.sampled_from([None, KASPIYSK, DAGESTAN, SURGUT, RUSSIA]),
    killed=TOLLS,
    injured=TOLLS,
)


@given(st.lists(SEEN, max_size=8))
def test_whatever_comes_ids_stay_and_two_replays_are_equal(stream: Sequence[Incident]) -> None:
    desks = Desk(), Desk()
    for number, seen in enumerate(stream):
        verdicts = [desk.hear(f"Report {number}", seen, hours=number) for desk in desks]
        assert verdicts[0] == verdicts[1]
        for known in desks[0].known.values():
            assert known.history == tuple(sorted(known.history, key=lambda c: c.at))


# What most reports say -----------------------------------------------------------------------------------
