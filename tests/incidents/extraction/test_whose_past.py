"""Where somebody once was is no scene ("a judge *who had studied in Spain*"); what lies at the entrance to a town or
on the road out of it is there.
"""

from __future__ import annotations

import pytest

from incidents import presets
from incidents.extraction import Extractor
from tests.incidents.extraction.tables import draft_of

PAST = [
    ("LIMA - A judge who had studied in Spain was shot dead outside his home on Tuesday, police said.", "PE"),
    ("LIMA (Agencia) - A businessman who once lived in Mexico was kidnapped by armed men on Tuesday.", "PE"),
    (
        "BOGOTA - A priest who had worked for years in Italy was killed by gunmen on Tuesday, the church said.",
        "CO",
    ),
    ("LAGOS - Two engineers whose company is based in China were kidnapped on Tuesday.", "NG"),
    (
        "ACCRA - Robbers who had fled from a prison in Togo attacked a bank on Tuesday and killed a guard.",
        "GH",
    ),
    ("QUITO - Gunmen on Tuesday killed a mayor who had served in the army of Peru.", "EC"),
    ("MANILA - A radio host whose brother was born in Canada was shot dead on Tuesday.", "PH"),
    # traps: it happened where they then were
    (
        "GENEVA - Gunmen shot dead four aid workers who were travelling in northern Yemen on Tuesday, the UN said.",
        "YE",
    ),
    ("PARIS - Two journalists who were kidnapped in Mali on Tuesday are French, the ministry said.", "ML"),
    ("MOSCOW - Rebels who attacked a post in Syria on Tuesday killed six soldiers, the ministry said.", "SY"),
    (
        "NAIROBI - A bomb killed six people who had gathered at a mosque in Somalia on Tuesday, police said.",
        "SO",
    ),
    ("GENEVA - Gunmen killed four nurses who worked in a clinic in Chad on Tuesday, the group said.", "TD"),
]
TOWNS = [
    (
        "MAKHACHKALA - A policeman was shot dead on Tuesday at a post at the entrance to Khasavyurt.",
        "Khasavyurt",
    ),
    (
        "QUETTA - Two policemen were killed on Tuesday when their van was attacked at the exit from Mastung.",
        "Mastung",
    ),
    ("GAO - Four lorry drivers were shot dead on Tuesday on the road out of Ansongo.", "Ansongo"),
    ("PESHAWAR - A bomb killed two soldiers on Tuesday at the approach to Hangu.", "Hangu"),
    # traps
    ("JOS - Gunmen blocked the highway to Abuja on Tuesday and kidnapped 12 travellers.", "Jos"),
    ("GAO - Two men were shot dead on Tuesday at the entrance to a market. They came from Timbuktu.", "Gao"),
    ("GOMA - A driver who was on his way to Rutshuru was shot dead in Goma on Tuesday.", "Goma"),
]


@pytest.fixture(scope="module")
def extractor() -> Extractor:
    return Extractor(presets.groups())


@pytest.mark.parametrize(("text", "country"), PAST)
def test_where_somebody_once_was_is_no_scene(extractor: Extractor, text: str, country: str) -> None:
    place = extractor.extract(draft_of(text))[0].place
    assert place is not None
    assert place.country == country


@pytest.mark.parametrize(("text", "town"), TOWNS)
def test_what_lies_at_the_entrance_to_a_town_is_there(extractor: Extractor, text: str, town: str) -> None:
    place = extractor.extract(draft_of(text))[0].place
    assert place is not None
    assert place.name == town
