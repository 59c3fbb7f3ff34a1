"""In which country: neither that of the victims' passports nor of whoever spoke of the act, in plain letters and
in capitals; and that of a foreign bureau or of a foreigner's home stays where the act was there.
"""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from incidents import presets
from incidents.article import Draft
from incidents.extraction import Extractor

# The country, and the report.
ELSEWHERE = """PE :: LIMA, 3 Jan 90 -- [Text] Two Spanish priests were shot dead last night by gunmen, Peruvian police said. The Peruvian president deplored the murder. The Spanish ambassador arrived at the scene. Peru has seen four such murders.
CO :: BOGOTA, 9 Sep 89 -- [Text] Unknown persons yesterday murdered a judge in Colombia who had dealt with two men from the United States. Colombian judges went on strike. Colombia has lost twenty judges. The U.S. embassy condemned the crime.
HN :: TEGUCIGALPA, 5 May 89 -- [Text] Five German engineers were kidnapped by armed men this morning near Choluteca, Honduras, the Honduran army said. The Honduran police are searching for them. The German embassy has no comment.
KE :: GENEVA (Agency) - Gunmen killed three aid workers in Garissa, Kenya, on Tuesday, the organisation said at its headquarters. The three were Kenyans. Kenya's government promised an inquiry.
PH :: Manila, 4 March (Agency) - A Japanese businessman was kidnapped on Monday by armed men outside his factory in Davao. Philippine police said that the Japanese embassy had been told. The Philippines has seen eleven kidnappings this year.
GT :: CARACAS (VENEZUELA), 2 Jun 89 -- [Text] The murder of a Guatemalan student leader, who was shot dead on Thursday in Guatemala by hooded men, was condemned by a congress of students today. The Guatemalan government denies that its police killed him. Guatemala buried him on Saturday."""
# Where a conference stands in the act's own sentence: in capitals alone, as yet.
FORUM = """BZ :: BELMOPAN, 18 NOV 89 -- [TEXT] THE BELIZEAN GOVERNMENT, WHICH WILL HOLD TALKS WITH THE REBELS IN HAVANA, CUBA, SAID THAT FOUR FARMERS WERE KILLED BY THE REBELS LAST WEEK. THE REBELS DO NOT WANT PEACE IN BELIZE. THE TALKS IN HAVANA WILL BE HELD ON MONDAY. BELIZE HAS ASKED FOR A DELAY."""
THERE = """VE :: CARACAS (VENEZUELA), 2 Jun 89 -- [Text] A Guatemalan student was shot dead on Thursday by hooded men in Maracaibo, Venezuelan police said. His body will be flown to Guatemala. The Guatemalan embassy asked for an inquiry. Venezuela regretted his death.
ES :: MADRID (Agency) - Two Peruvian waiters were stabbed to death in Seville on Sunday, Spanish police said. They came from Arequipa in Peru. The Peruvian consul identified them.
PK :: Gunmen shot dead a Chinese engineer in Quetta, Pakistan, on Friday. China demanded an inquiry, and Chinese workers left the site. Pakistani police arrested two men.
US :: WASHINGTON (Agency) - A Somali taxi driver was shot dead in Minneapolis on Monday. He had left Somalia in 2009. Somali elders in Minnesota called for calm.
DE :: VIENNA (Agency) - An Austrian tourist was stabbed in Munich on Saturday night, German police said. The Austrian is in hospital. Austria's foreign ministry is in touch with her family.
LB :: BEIRUT (Agency) - Three Palestinian fighters were killed on Monday when a bomb went off in Sidon, Lebanon. Palestinian officials blamed Israel. Israel did not comment. Lebanese troops closed the roads."""


def reports() -> list[tuple[str, ...]]:
    rows = [row.split(" :: ") for row in f"{ELSEWHERE}\n{THERE}".splitlines()]
    both = [(code, form) for code, text in rows for form in (text, text.upper())]
    return [*both, *(tuple(row.split(" :: ")) for row in FORUM.splitlines())]


@pytest.mark.parametrize("code,text", reports())
def test_an_act_is_in_the_country_that_its_report_is_about(code: str, text: str) -> None:
    published = datetime(1990, 1, 3, 12, tzinfo=UTC)
    draft = Draft(url="https://example.org/1", title="", text=text, published=published)
    found = Extractor(presets.groups()).extract(draft)
    if not (found or text.isupper()):
        pytest.fail("no incident")
    assert {one.place and one.place.country for one in found[:1]} <= {code}
