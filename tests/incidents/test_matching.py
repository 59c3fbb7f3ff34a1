"""Which watches want an incident, and the reasons that people are given."""

from dataclasses import replace

import pytest

from incidents.article import Draft
from incidents.geometry import inside, kilometres
from incidents.incident import Attribution, AttributionBasis, Incident, Place, Toll, Type
from incidents.matching import NOTHING, Matches, compile
from incidents.watch import Area, Circle, Group, Region, Thresholds, Watch

KASPIYSK = Place("Kaspiysk", "Dagestan", "RU-DA", "RU", 42.88, 47.64, "place", 551847)
DAGESTAN = Place("Dagestan", "Dagestan", "RU-DA", "RU", 43.1, 46.9, "admin", None)
SOMEWHERE = Place("Russia", None, None, "RU", 60.0, 100.0, "country", None)
RUSSIA = Region("Russia", areas=(Area("RU"),))
CAUCASUS = Region("North Caucasus", areas=(Area("RU", "RU-DA"),), names=("North Caucasus", "Северный Кавказ"))
GROUP = Group("Islamic State", ("ISIS", "Daesh"), parts={"Caucasus Province": ("Vilayat Kavkaz",)})
STABBING = Incident(
    Type.STABBING,
    "current",
    place=KASPIYSK,
    attribution=(Attribution("Islamic State", None, "claimed", "Amaq"),),
    killed=Toll.exactly(1),
)


def watch(**fields: object) -> Watch:
    return replace(Watch("w", ("desk",)), **fields)  # type: ignore[arg-type]


def wanted(a_watch: Watch, incident: Incident, matches: Matches = NOTHING, origins: int = 1) -> bool:
    matcher = compile([a_watch], [GROUP])
    wants = matcher.wants(incident, matches, origins=origins)
    refusals = matcher.refuses(incident, matches, origins=origins)
    assert len(wants) + len(refusals) == 1
    return bool(wants)


def test_the_reason_names_each_rule_and_what_met_it() -> None:
    matcher = compile([watch(regions=(RUSSIA,), groups=("Islamic State",))], [GROUP])
    (want,) = matcher.wants(STABBING, NOTHING, origins=1)
    assert want.why == (
        "region Russia: Kaspiysk (RU-DA) lies in RU; group Islamic State: claimed via Amaq; type stabbing"
    )


def test_the_refusal_names_each_rule_that_was_not_met() -> None:
    asked = watch(
        regions=(Region("Spain", (Area("ES"),)),),
        groups=("Lions",),
        types=frozenset({Type.RIOT}),
        when=Thresholds(killed=2, injured=1),
    )
    (refusal,) = compile([asked]).refuses(STABBING, NOTHING, origins=1)
    assert refusal.why == (
        "Kaspiysk (RU-DA) is not in Spain; attributed to Islamic State (claimed), not to Lions; "
        "type stabbing is not asked for; killed 1 is below 2; injured is not stated, 1 asked for"
    )


def test_watches_come_in_the_order_of_the_configuration() -> None:
    matcher = compile([watch(name=name) for name in "cab"])
    assert [want.watch.name for want in matcher.wants(STABBING, NOTHING, origins=1)] == ["c", "a", "b"]


@pytest.mark.parametrize(
    ("region", "place", "expected"),
    [
        (RUSSIA, KASPIYSK, True),
        (RUSSIA, SOMEWHERE, True),
        (RUSSIA, None, False),
        (CAUCASUS, KASPIYSK, True),
        (CAUCASUS, DAGESTAN, True),
        (CAUCASUS, SOMEWHERE, False),
        (Region("Town", (Area("RU", "RU-DA", 551847),)), KASPIYSK, True),
        (Region("Town", (Area("RU", "RU-DA", 551847),)), DAGESTAN, False),
        (Region("Near", circle=Circle(42.98, 47.50, 60)), KASPIYSK, True),
        (Region("Near", circle=Circle(42.98, 47.50, 60)), replace(KASPIYSK, lat=44.0), False),
        (Region("Near", circle=Circle(43.1, 46.9, 60)), DAGESTAN, False),
        (Region("Box", polygons=(((47, 42), (48, 42), (48, 43), (47, 43)),)), KASPIYSK, True),
        (Region("Box", polygons=(((46, 42), (47, 42), (47, 43), (46, 43)),)), KASPIYSK, False),
        (Region("Box", polygons=(((46, 42), (48, 42), (48, 44), (46, 44)),)), DAGESTAN, False),
    ],
)
def test_a_region_is_met_by_where_it_happened(region: Region, place: Place | None, expected: bool) -> None:
    assert wanted(watch(regions=(region,)), replace(STABBING, place=place)) is expected


@pytest.mark.parametrize(
    ("title", "place", "expected"),
    [
        ("Attack in the North Caucasus", None, True),
        ("На Северном Кавказе напали на полицию", None, True),
        ("Attack in the North Caucasus", SOMEWHERE, True),
        ("Attack in the North Caucasus", replace(KASPIYSK, country="ES", admin1_code="ES-MD"), False),
        ("Attack in the North Caucasus", replace(DAGESTAN, admin1_code="RU-MOW"), False),
        ("Attack in the south", None, False),
    ],
)
def test_a_regions_own_name_counts_where_the_place_is_not_known_better(
    title: str, place: Place | None, expected: bool
) -> None:
    asked = watch(regions=(CAUCASUS,))
    matches = compile([asked]).match(Draft("u", title, "Police were attacked."))
    assert wanted(asked, replace(STABBING, place=place), matches) is expected


def test_a_regions_name_far_down_the_text_does_not_place_the_incident() -> None:
    asked = watch(regions=(CAUCASUS,))
    body = "Police were attacked. " * 60 + "It recalls the North Caucasus."
    assert not wanted(
        asked, replace(STABBING, place=None), compile([asked]).match(Draft("u", "Attack", body))
    )


@pytest.mark.parametrize("basis", ["claimed", "blamed", "suspected", "stated"])
def test_a_group_is_met_by_every_basis(basis: AttributionBasis) -> None:
    incident = replace(STABBING, attribution=(Attribution("Islamic State", None, basis, None),))
    assert wanted(watch(groups=("Islamic State",)), incident)


def test_a_group_that_denies_it_is_not_met() -> None:
    incident = replace(STABBING, attribution=(Attribution("Islamic State", None, "denied", None),))
    assert not wanted(watch(groups=("Islamic State",)), incident)


def test_a_part_counts_for_its_group_and_can_be_watched_alone() -> None:
    part = replace(
        STABBING, attribution=(Attribution("Islamic State", "Caucasus Province", "claimed", None),)
    )
    assert wanted(watch(groups=("Islamic State",)), part)
    assert wanted(watch(groups=("Caucasus Province",)), part)
    assert not wanted(watch(groups=("Caucasus Province",)), STABBING)


def test_a_group_in_the_texts_own_words_is_known_by_its_alias() -> None:
    incident = replace(STABBING, attribution=(Attribution("daesh", None, "stated", None),))
    assert wanted(watch(groups=("Islamic State",)), incident)


def test_a_watch_without_types_means_the_violent_ones() -> None:
    assert wanted(watch(), replace(STABBING, type=Type.RAID))
    assert not wanted(watch(), replace(STABBING, type=Type.DISASTER))


@pytest.mark.parametrize(
    ("when", "toll", "expected"),
    [
        (Thresholds(killed=1), None, False),
        (Thresholds(killed=0), None, False),
        (Thresholds(killed=1), Toll.exactly(0), False),
        (Thresholds(killed=3), Toll(3, 3, None), True),
        (Thresholds(killed=3), Toll(None, None, 5), False),
        (Thresholds(confidence=0.9), None, False),
        (Thresholds(origins=2), None, True),
        (Thresholds(origins=3), None, False),
    ],
)
def test_thresholds(when: Thresholds, toll: Toll | None, expected: bool) -> None:
    assert wanted(watch(when=when), replace(STABBING, killed=toll), origins=2) is expected


@pytest.mark.parametrize(
    ("title", "text", "expected"),
    [
        ("Film review: the harbour", "A thriller.", False),
        ("Attack", "Read our FILM REVIEW too.", False),
        ("Attack", "The film reviewers were there.", True),
        ("Обзор фильма", "Текст", True),
    ],
)
def test_an_excluded_phrase_refuses(title: str, text: str, expected: bool) -> None:
    asked = watch(exclude=("film review",))
    assert wanted(asked, STABBING, compile([asked]).match(Draft("u", title, text))) is expected


def test_mentions_carry_offsets_into_the_article() -> None:
    draft = Draft("u", "В Северном Кавказе", "The north caucasus.")
    matches = compile([watch(regions=(CAUCASUS,))]).match(draft)
    found = [(m.where, m.words) for m in matches.regions["North Caucasus"]]
    assert found == [("title", "Северном Кавказе"), ("text", "north caucasus")]


def test_a_ring_in_a_ring_is_a_hole() -> None:
    outer = ((0.0, 0.0), (9.0, 0.0), (9.0, 9.0), (0.0, 9.0), (0.0, 0.0))
    hole = ((3.0, 3.0), (6.0, 3.0), (6.0, 6.0), (3.0, 6.0), (3.0, 3.0))
    assert inside(1.0, 1.0, [outer, hole])
    assert not inside(4.0, 4.0, [outer, hole])


def test_distance_is_along_the_great_circle() -> None:
    assert kilometres(0, 0, 0, 180) == pytest.approx(20015, abs=1)
    assert kilometres(51.5, 0, 48.86, 2.35) == pytest.approx(337, abs=4)
