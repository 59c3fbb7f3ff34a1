"""A sentence and what stands in it: terms, places, days, counts of people, names of groups.

It holds what was found and answers where; what the findings mean is not its business.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import Literal

from incidents.extraction.dates import DateMention
from incidents.extraction.numbers import Count
from incidents.extraction.places import Located
from incidents.extraction.reading.traces import Traces, find_traces
from incidents.extraction.words.lexicon import Hit, Lexicon
from incidents.extraction.words.sentences import Passage, Span
from incidents.remembered import Remembered

Finding = Located | DateMention | Count

_TOLD = ("act.", "toll.", "mod.", "domain.", "status.")  # labels of what is told, not of who is named
# Labels of what says who did an act, told here or elsewhere.
CLAIMS = ("claim.claimed", "claim.avowed", "claim.blamed", "claim.denied", "claim.suspected.deed")
_FIRST = 3  # the border before the first word of a sentence
_NOTHING: Callable[[str], Sequence[Hit]] = defaultdict[str, Sequence[Hit]](tuple).__getitem__


@dataclass(slots=True)
class Sentence:
    """A sentence and what stands in it. `index` counts through title and report; the title comes first.

    `has`: whether any term with a label, or under it, stands here; `found`: the terms with that label, or
    under it; `fits`: how far each place is where it happened, once asked for (`local_places`); `by_town`:
    it is the part of one that counts people town by town; `fates`: what befell those whom it counts, as the
    part before tells ("nine in Homs").
    """

    passage: Passage
    span: Span
    lexicon: Lexicon
    in_title: bool
    index: int = 0
    hits: list[Hit] = field(default_factory=list)
    labels: frozenset[str] = frozenset()
    has: Callable[[str], bool] = field(default=frozenset().__contains__, compare=False, repr=False)
    found: Callable[[str], Sequence[Hit]] = field(default=_NOTHING, compare=False, repr=False)
    places: list[Located] = field(default_factory=list)
    dates: list[DateMention] = field(default_factory=list)
    counts: list[Count] = field(default_factory=list)
    lead: bool = False
    by_town: bool = False
    fates: tuple[Literal["killed", "injured"], ...] = ()
    groups: tuple[int, ...] = ()  # where configured groups are named beyond doubt
    hashes: list[int] = field(default_factory=list)  # of its words, once asked for (`telling`)
    fits: dict[int, float] = field(init=False, default_factory=dict, compare=False, repr=False)
    _traces: Traces | None = None  # once asked for
    _capitals: Sequence[int] | None = field(init=False, default=None, compare=False, repr=False)  # the same

    @property
    def names_group(self) -> bool:
        return bool(self.groups)

    @property
    def tells_another(self) -> bool:
        """Whether words say that another act is told: "meanwhile", "in another attack"; not "hours later"."""
        later = {(hit.first, hit.last) for hit in self.found("cue.next")}
        return any((hit.first, hit.last) not in later for hit in self.found("cue.another"))

    @property
    def text(self) -> str:
        return self.passage.text[self.span.start : self.span.end]

    @property
    def traces(self) -> Traces:
        """By what those it tells of are known again."""
        if self._traces is None:
            taken = self.words_of(*self.places, *self.dates)
            years = self.lexicon.words("years_of_age")
            self._traces = find_traces(self.passage, self.span, self.capitals, taken, years)
        return self._traces

    @property
    def capitals(self) -> Sequence[int]:
        """The numbers of its words with a capital."""
        if self._capitals is None:
            text, first = self.passage.text, self.span.first
            starts = self.passage.starts[first : self.span.last]
            self._capitals = [at for at, start in enumerate(starts, first) if text[start].isupper()]
        return self._capitals

    def word_at(self, offset: int) -> int:
        """The number of the word that holds or precedes a character offset, kept inside the sentence."""
        span = self.span
        return bisect_right(self.passage.starts, offset, span.first + 1, span.last) - 1

    def range_of(self, finding: Finding) -> tuple[int, int]:
        """The half-open range of a finding's words; empty, at the nearer end, of one lent from beside it."""
        if finding.start >= self.span.end:
            return self.span.last, self.span.last
        if finding.end <= self.span.start:
            return self.span.first, self.span.first
        return self.word_at(finding.start), self.word_at(finding.end - 1) + 1

    def words_of(self, *findings: Finding) -> set[int]:
        """The numbers of all words of some findings."""
        return {at for finding in findings for at in range(*self.range_of(finding))}

    def dated(self, at: int) -> bool:
        """Whether a word is part of a date: the month in "14 May"."""
        return any(day.start <= self.passage.starts[at] < day.end for day in self.dates)

    def is_since(self, day: DateMention) -> bool:
        """Whether a day is when a state began: "the group, which has fought the army since April 2023"."""
        first = self.word_at(day.start)
        return self.says("since", first - 1, first)

    def keep(self, hits: Iterable[Hit]) -> None:
        """Let these be the terms found here."""
        self.hits = list(hits)
        under = defaultdict[str, list[Hit]](list)
        for hit in self.hits:
            for label in _PREFIXES[hit.label]:
                under[label].append(hit)
        self.labels = frozenset(under)
        self.has = self.labels.__contains__
        self.found = under.__getitem__

    def leave_out(self, names: Sequence[tuple[int, int]]) -> None:
        """Leave out the acts, days, places and numbers that are words of names: "Libyan Islamic *Fighting*
        Group", "Движение *23 марта*".
        """

        def free(start: int) -> bool:
            return not any(first <= start < end for first, end in names)

        starts = self.passage.starts
        self.keep(hit for hit in self.hits if not hit.label.startswith(_TOLD) or free(starts[hit.first]))
        self.dates = [day for day in self.dates if free(day.start)]
        self.counts = [count for count in self.counts if free(count.start)]
        self.places = [place for place in self.places if free(place.start)]

    def parted(self, *cuts: int) -> list[Sentence]:
        """What stands before, between and behind these words, each as a sentence of its own; no term of one
        goes on in the next.
        """
        passage, borders = self.passage, list(self.passage.borders)
        for cut in cuts:
            borders[cut] = _FIRST
        passage = replace(passage, borders=borders)
        return [
            self._part(passage, first, last)
            for first, last in pairwise((self.span.first, *cuts, self.span.last))
        ]

    def _part(self, passage: Passage, first: int, last: int) -> Sentence:
        """What stands in a range of its words."""
        opens, ends = first == self.span.first, last == self.span.last
        start = self.span.start if opens else passage.starts[first]
        end = self.span.end if ends else passage.ends[last - 1]
        span = replace(self.span, first=first, last=last, start=start, end=end)
        part = replace(self, passage=passage, span=span)
        part.keep(hit for hit in self.hits if first <= hit.first and hit.last <= last)

        def holds(finding: Finding) -> bool:
            return (opens or start <= finding.start) and (ends or finding.start < passage.starts[last])

        part.places = list(filter(holds, self.places))
        part.dates = list(filter(holds, self.dates))
        part.counts = list(filter(holds, self.counts))
        part.groups, part.hashes, part._traces = (), [], None
        return part

    def words(self, first: int, last: int) -> list[str]:
        """Folded words of a range, kept inside the sentence."""
        span = self.span
        first = first if first > span.first else span.first
        return self.passage.words[first : last if last < span.last else span.last]

    def says(self, setting: str, first: int, last: int) -> bool:
        """Whether a word of one of the lexicon's plain lists, or of several ("by|of"), stands in a range,
        kept inside the sentence.
        """
        span = self.span
        first = first if first > span.first else span.first
        words = self.passage.words[first : last if last < span.last else span.last]
        return not self.lexicon.words(setting).isdisjoint(words)

    def has_any(self, *prefixes: str) -> bool:
        """Whether any term with one of these labels, or under one of them, stands here."""
        return not self.labels.isdisjoint(prefixes)

    def found_any(self, *prefixes: str) -> Sequence[Hit]:
        """The terms with each of these labels, or under it, in the order of the labels."""
        if self.labels.isdisjoint(prefixes):
            return ()
        return [hit for prefix in prefixes for hit in self.found(prefix)]


def _prefixes(label: str) -> tuple[str, ...]:
    """A label and all labels that it lies under: "act", "act.bombing", "act.bombing.strong"."""
    parts = label.split(".")
    return tuple(".".join(parts[:length]) for length in range(1, len(parts) + 1))


_PREFIXES = Remembered(_prefixes)
