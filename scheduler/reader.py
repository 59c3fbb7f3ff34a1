"""Reads articles: language, incidents, quotes, and what they are found again by.

Stateless between articles; it knows the configured groups and languages, and no watch.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from incidents.article import Draft
from incidents.duplicates import sketch
from incidents.extraction import Extractor, quotes
from incidents.incident import Incident
from incidents.resolution import key_words
from incidents.watch import Group
from scheduler.reading import Denial, Reading


class Reader:
    """Reads articles for one set of groups and languages."""

    def __init__(self, groups: Sequence[Group], languages: Sequence[str]) -> None:
        self._extractor = Extractor(groups, languages=languages)

    def extract(self, draft: Draft) -> tuple[Draft, tuple[Incident, ...]]:
        """The draft with its language known, and its incidents."""
        draft, found = self._find(draft)
        return draft, tuple(one for one in found if one.denied is None)

    def _find(self, draft: Draft) -> tuple[Draft, tuple[Incident, ...]]:
        draft = replace(draft, language=self._extractor.language(draft))
        return draft, self._extractor.find(draft)

    def read(self, draft: Draft) -> Reading:
        """All that the pipeline wants to know of a draft."""
        draft, found = self._find(draft)
        told = tuple(one for one in found if one.denied is None)
        return Reading(
            draft=draft,
            incidents=told,
            quotes=tuple(quotes(draft, incident) for incident in told),
            words=tuple(key_words(draft, incident) for incident in told),
            sketch=sketch(draft),
            denials=tuple(
                Denial(one, quotes(draft, one), key_words(draft, one))
                for one in found
                if one.denied is not None
            ),
        )
