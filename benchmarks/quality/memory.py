"""Known incidents in memory, found by place, day and word: to measure resolution without a store."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Container
from dataclasses import replace
from datetime import date, datetime

from incidents.article import Draft
from incidents.incident import Background, Incident, Joined, KnownIncident, Updated, Verdict
from incidents.resolution import (
    Neighbourhood,
    Rarity,
    are_one,
    days_of,
    key_words,
    merge,
    neighbourhood,
    resolve,
)

COMMON = 48  # a word that more incidents have leads to none


class Memory:
    """The incidents known so far, and how many have each word; `bridging` merges two that turn out to be
    one.
    """

    def __init__(self, *, bridging: bool = True) -> None:
        self._bridging = bridging
        self.known: dict[str, KnownIncident] = {}
        self.counts: Counter[str] = Counter()
        self.gone: dict[str, list[str]] = defaultdict(list)  # of an incident, those that went into it
        self._at: dict[tuple[str | None, str | None], dict[str, tuple[date, date]]] = defaultdict(dict)
        self._with: dict[str, dict[str, None]] = defaultdict(dict)

    def near(self, asked: Neighbourhood) -> list[KnownIncident]:
        """What the store answers to this question."""
        keys: list[tuple[str | None, str | None]] = []
        if asked.country is not None and asked.admin1_code is not None:
            keys = [(asked.country, asked.admin1_code), (asked.country, None)]
        elif asked.country is not None:
            keys = [key for key in self._at if key[0] == asked.country]
        hits = [
            (days[0], identity)
            for key in keys
            for identity, days in self._at[key].items()
            if days[0] <= asked.last_day and asked.first_day <= days[1]
        ]
        found = dict.fromkeys(identity for _, identity in sorted(hits, reverse=True)[: asked.most])
        shared: Counter[str] = Counter()
        for word in asked.words:
            if len(self._with[word]) <= COMMON:
                shared.update(self._with[word].keys())
        for identity, _ in sorted(shared.items(), key=lambda item: (-item[1], item[0]))[: asked.most]:
            first, last = days_of(self.known[identity])
            if first <= asked.words_to and asked.words_from <= last:
                found.setdefault(identity)
        known = (self.known[identity] for identity in found)
        return [one for one in known if one.merged_into is None]

    def rarity(self) -> Rarity:
        """How common words are now."""
        return Rarity(self.counts, len(self.known))

    def save(self, known: KnownIncident) -> None:
        """Keep an incident, new or changed."""
        old = self.known.get(known.incident_id)
        for word in known.words - (old.words if old else frozenset()):
            self.counts[word] += 1
            self._with[word][known.incident_id] = None
        if old is not None:
            self._at[_key(old.incident)].pop(known.incident_id)
        self._at[_key(known.incident)][known.incident_id] = days_of(known)
        self.known[known.incident_id] = known

    def settle(self, draft: Draft, seen: tuple[Incident, ...], origin: str) -> list[Verdict]:
        """Resolve the incidents of one article, as the pipeline does."""
        verdicts: list[Verdict] = []
        taken: list[str] = []
        now = draft.published
        assert now is not None
        for index, incident in enumerate(seen):
            words = key_words(draft, incident)
            asked = neighbourhood(incident, draft, words, now, self.rarity())
            verdict = resolve(
                incident,
                draft,
                self.near(asked),
                now,
                origin=origin,
                index=index,
                rarity=self.rarity(),
                taken=taken,
                words=words,
            )
            if isinstance(verdict, Updated | Joined):
                verdict = self._bridged(verdict, now)
            if not isinstance(verdict, Background):
                self.save(verdict.known)
                taken.append(verdict.known.incident_id)
            verdicts.append(verdict)
        return verdicts

    def _bridged(self, verdict: Updated | Joined, now: datetime) -> Updated | Joined:
        """After another known incident turned out to be the same, if one did."""
        for other in verdict.others if self._bridging else ():
            if are_one(verdict.known, other, self.rarity()):
                survivor, gone = merge(verdict.known, other, now, "")
                self.save(survivor)
                self.save(gone)
                self._at[_key(gone.incident)].pop(gone.incident_id)
                self.gone[survivor.incident_id].append(gone.incident_id)
                return replace(verdict, known=survivor)
        return verdict

    def is_told(self, incident_id: str | None, told: Container[str]) -> bool:
        """Whether it is among those `told`, or one that went into it."""
        return incident_id is not None and any(i in told for i in (incident_id, *self.gone[incident_id]))

    def survivor(self, incident_id: str) -> str:
        """The incident that it went into, or itself."""
        while into := self.known[incident_id].merged_into:
            incident_id = into
        return incident_id


def _key(incident: Incident) -> tuple[str | None, str | None]:
    place = incident.place
    if place is None:
        return None, None
    return place.country, place.admin1_code if place.precision != "country" else None
