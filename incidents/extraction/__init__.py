"""From one article to its incidents: what, where, when, who, how many, each with its evidence.

Stateless: an article is judged by its own words alone, whatever came before and whatever is watched.
The flow: read (sentences with what stands in them) -> acts -> stories -> incidents.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import replace

from incidents.article import Draft
from incidents.extraction.actors.namings import Groups, Naming
from incidents.extraction.acts import find_mentions
from incidents.extraction.acts.answered import part_answers
from incidents.extraction.acts.recalled import leave_recalled
from incidents.extraction.assemble import assemble
from incidents.extraction.assemble.denied import deny
from incidents.extraction.judging.topic import about
from incidents.extraction.reading import Reading, Sentence, may_tell, read
from incidents.extraction.stories import Story
from incidents.extraction.stories.grouping import group
from incidents.extraction.stories.joined import part_joined
from incidents.extraction.words.casing import sentence_case
from incidents.extraction.words.lexicon import Lexicon, lexicon_of
from incidents.extraction.words.quoting import quotes
from incidents.gazetteer import Gazetteer
from incidents.incident import Incident, Where
from incidents.language import detect, known_languages
from incidents.watch import Group

__all__ = ["Extractor", "known_languages", "quotes"]


class Extractor:
    """Finds the incidents of articles. Cheap to make in a worker; keeps nothing of an article.

    `groups` are the configured ones; `languages` those that may be expected (others give no incident).
    """

    def __init__(
        self,
        groups: Sequence[Group],
        gazetteer: Gazetteer | None = None,
        languages: Sequence[str] = ("en", "ru", "uk"),
    ) -> None:
        self._made_of = (tuple(groups), gazetteer, tuple(languages))
        self._groups = Groups(groups)
        self._gazetteer = gazetteer or Gazetteer.open()
        known = known_languages()
        self._languages = tuple(language for language in languages if language in known)

    def __reduce__(self) -> tuple[object, tuple[object, ...]]:
        return Extractor, self._made_of

    def language(self, draft: Draft) -> str | None:
        """The article's language: the stated one, else the detected one."""
        if draft.language:
            return draft.language
        return detect(f"{draft.title}\n{draft.text[:4000]}", self._languages)

    def extract(self, draft: Draft) -> tuple[Incident, ...]:
        """The incidents told in an article, the main one first; empty where there is none."""
        return tuple(one for one in self.find(draft) if one.denied is None)

    def find(self, draft: Draft) -> tuple[Incident, ...]:
        """The incidents told in an article, the main one first, and behind them those that it denies."""
        opened = self._open(draft)
        if opened is None or not may_tell(*opened):
            return ()
        told = self._read(*opened)
        return (*assemble(*told), *deny(*told, draft.source))

    def told(self, draft: Draft) -> tuple[Reading, list[Story], Mapping[Where, Sequence[Naming]]] | None:
        """The article as read, its stories and the groups named in it; None in a language that is not
        expected.
        """
        opened = self._open(draft)
        return self._read(*opened) if opened else None

    def _open(self, draft: Draft) -> tuple[Draft, Lexicon] | None:
        """An article with its headline as a sentence would write it, and its language's words."""
        language = self.language(draft)
        if language not in self._languages:
            return None
        words = lexicon_of(language)
        title = sentence_case(draft.title, draft.text, words, self._gazetteer)
        return (draft if title == draft.title else replace(draft, title=title)), words

    def _read(
        self, draft: Draft, words: Lexicon
    ) -> tuple[Reading, list[Story], Mapping[Where, Sequence[Naming]]]:
        reading = read(draft, words, self._gazetteer)
        part_answers(reading)
        part_joined(reading)
        leave_recalled(reading)
        namings: Mapping[Where, Sequence[Naming]] = {
            "title": self._groups.find(draft.title, shouted=reading.shouted or draft.title.isupper()),
            "text": self._groups.find(draft.text, shouted=reading.shouted),
        }
        for where, found in namings.items():
            _lay_groups([one for one in reading.sentences if one.passage.where == where], found)
        mentions = find_mentions(reading)
        reading.about = about(reading) if mentions else None
        return reading, group(reading, mentions), namings


def _lay_groups(sentences: Sequence[Sentence], namings: Sequence[Naming]) -> None:
    """Tell each sentence which names of groups stand in it beyond doubt; the words of a name tell nothing."""
    sure = sorted((one.start, one.end) for one in namings if not one.doubtful)
    for sentence in sentences if sure else ():
        first = bisect_left(sure, (sentence.span.start, 0))
        names = sure[first : bisect_left(sure, (sentence.span.end, 0))]
        sentence.groups = tuple(start for start, _ in names)
        if names:
            sentence.leave_out(names)
