"""A desk that reads made-up reports one after the other, with the incidents and places that they tell of."""

from datetime import UTC, date, datetime, timedelta

from hypothesis import strategies as st

from incidents.article import Draft
from incidents.incident import (
    Background,
    Incident,
    KnownIncident,
    Place,
    Toll,
    Type,
    Verdict,
    When,
)
from incidents.resolution import (
    Rarity,
    resolve,
)

MONDAY = date(2024, 3, 4)
NOW = datetime(2024, 3, 4, 12, tzinfo=UTC)
KASPIYSK = Place("Kaspiysk", "Dagestan", "RU-DA", "RU", 42.88, 47.64, "place", 551847)
DAGESTAN = Place("Dagestan", "Dagestan", "RU-DA", "RU", 43.1, 46.9, "admin", None)
SURGUT = Place("Surgut", "Khanty-Mansia", "RU-KHM", "RU", 61.25, 73.42, "place", 1490624)
RUSSIA = Place("Russia", None, None, "RU", 60.0, 100.0, "country", None)

TOLLS = st.none() | st.integers(0, 9).map(Toll.exactly) | st.integers(1, 9).map(lambda n: Toll(n, n, None))


def on(day: date) -> When:
    return When(day, day, "day", "relative")


STABBING = Incident(Type.STABBING, "current", date=on(MONDAY), place=KASPIYSK, killed=Toll.exactly(1))


class Desk:
    """Reads articles one after the other and keeps what is known, as the store would."""

    def __init__(self) -> None:
        self.known: dict[str, KnownIncident] = {}
        self.read = 0

    def hear(
        self,
        title: str,
        seen: Incident,
        *,
        hours: float = 0,
        text: str = "",
        language: str = "en",
        url: str = "",
    ) -> Verdict:
        self.read += 1
        now = NOW + timedelta(hours=hours)
        where = url or f"https://a.example/{self.read}"
        draft = Draft(where, title, text, now, language, "a")
        verdict = resolve(
            seen, draft, list(self.known.values()), now, origin=f"o{self.read}", index=0, rarity=Rarity()
        )
        if not isinstance(verdict, Background):
            self.known[verdict.known.incident_id] = verdict.known
        return verdict
