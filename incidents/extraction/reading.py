"""Read an article into sentences that carry everything found in them: terms, places, dates and counts of
people.

It finds; what the findings mean together is decided by `acts`, `tolls`, `attribution` and `assemble`.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import lru_cache
from itertools import accumulate

from incidents.article import Draft, host
from incidents.extraction.dates import DateMention, find_dates
from incidents.extraction.numbers import Count, find_counts
from incidents.extraction.places import Located, locate
from incidents.extraction.places.outlets import home
from incidents.extraction.words.furniture import furniture, headline, lead_end
from incidents.extraction.words.headlines import cuts, parted
from incidents.extraction.words.lexicon import Hit, Lexicon
from incidents.extraction.words.sentences import Passage, Span, cut, paragraphs
from incidents.gazetteer import Gazetteer
from incidents.names import is_shouted
from incidents.remembered import Remembered

_TOLD = ("act.", "toll.", "mod.", "domain.", "status.")  # labels of what is told, not of who is named
_SAMPLE = 1200  # characters that show whether a text is written in capitals


@dataclass(slots=True)
class Sentence:
    """A sentence and what stands in it. `index` counts through title and report; the title comes first.

    `has`: whether any term with a label, or under it, stands here.
    """

    passage: Passage
    span: Span
    lexicon: Lexicon
    in_title: bool
    index: int = 0
    hits: list[Hit] = field(default_factory=list)
    labels: frozenset[str] = frozenset()
    has: Callable[[str], bool] = field(default=frozenset().__contains__, compare=False, repr=False)
    places: list[Located] = field(default_factory=list)
    dates: list[DateMention] = field(default_factory=list)
    counts: list[Count] = field(default_factory=list)
    lead: bool = False
    groups: tuple[int, ...] = ()  # where configured groups are named beyond doubt
    hashes: list[int] = field(default_factory=list)  # of its words, once asked for (`telling`)
    traces: object = None  # what `traces` finds in it, once asked for
    _under: dict[str, list[Hit]] = field(default_factory=dict)  # the terms by label, once asked for

    @property
    def names_group(self) -> bool:
        return bool(self.groups)

    @property
    def text(self) -> str:
        return self.passage.text[self.span.start : self.span.end]

    def word_at(self, offset: int) -> int:
        """The number of the word that holds or follows a character offset."""
        at, last = bisect_right(self.passage.starts, offset), self.span.last
        return (at if at < last else last) - 1 if offset else 0

    def dated(self, at: int) -> bool:
        """Whether a word is part of a date: the month in "14 May"."""
        return any(day.start <= self.passage.starts[at] < day.end for day in self.dates)

    def keep(self, hits: Iterable[Hit]) -> None:
        """Let these be the terms found here."""
        self.hits = list(hits)
        self.labels = frozenset().union(*[_PREFIXES[hit.label] for hit in self.hits])
        self.has = self.labels.__contains__
        self._under = {}

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

    def parted(self, cut: int) -> tuple[Sentence, Sentence]:
        """What stands before a word, and from it on, as two sentences."""
        start, span = self.passage.starts[cut], self.span
        spans = replace(span, last=cut, end=self.passage.ends[cut - 1]), replace(span, first=cut, start=start)
        one, other = (replace(self, span=part, groups=(), hashes=[]) for part in spans)
        one.keep(hit for hit in self.hits if hit.first < cut)
        other.keep(hit for hit in self.hits if hit.first >= cut)
        for name in ("places", "dates", "counts"):
            found = getattr(self, name)
            setattr(one, name, [finding for finding in found if finding.start < start])
            setattr(other, name, [finding for finding in found if finding.start >= start])
        return one, other

    def words(self, first: int, last: int) -> list[str]:
        """Folded words of a range, kept inside the sentence."""
        start, end = self.span.first, self.span.last
        return self.passage.words[first if first > start else start : last if last < end else end]

    def says(self, setting: str, first: int, last: int) -> bool:
        """Whether a word of one of the lexicon's plain lists stands in a range, kept inside the sentence."""
        return not self.lexicon.words(setting).isdisjoint(self.words(first, last))

    def has_any(self, *prefixes: str) -> bool:
        """Whether any term with one of these labels, or under one of them, stands here."""
        return not self.labels.isdisjoint(prefixes)

    def found(self, prefix: str) -> Sequence[Hit]:
        """The terms with this label, or under it."""
        if prefix not in self.labels:
            return []
        if not self._under:
            for hit in self.hits:
                for label in _PREFIXES[hit.label]:
                    self._under.setdefault(label, []).append(hit)
        return self._under[prefix]


@dataclass(slots=True)
class Reading:
    """An article as read: its sentences, its datelines, and the language's lexicon.

    `aside` are the places in what is no part of the report: captions, headings, loose lines; `headings` are
    those lines of it that name a place, by the paragraph below them; `about` is how surely its words are
    those of a report of an act (`topic`), None where nothing says so; `several`: it says that it tells of
    several acts (`grouping`).
    """

    draft: Draft
    lexicon: Lexicon
    gazetteer: Gazetteer
    sentences: list[Sentence]
    datelines: list[Located]
    shouted: bool
    aside: list[Located] = field(default_factory=list)
    about: float | None = None
    headings: dict[int, Sentence] = field(default_factory=dict)
    several: bool = False

    @property
    def published(self) -> datetime | None:
        return self.draft.published


def _prefixes(label: str) -> frozenset[str]:
    """A label and all labels that it lies under: "act", "act.bombing", "act.bombing.strong"."""
    parts = label.split(".")
    return frozenset(".".join(parts[:length]) for length in range(1, len(parts) + 1))


_PREFIXES = Remembered(_prefixes)


@lru_cache(maxsize=16)
def _abbreviations(words: Lexicon) -> frozenset[str]:
    return words.words("abbreviations")


def read(draft: Draft, words: Lexicon, gazetteer: Gazetteer) -> Reading:
    """Cut the article and lay what is found over its sentences; furniture sentences are left out."""
    language = words.language
    sentences: list[Sentence] = []
    aside: list[Located] = []
    headings: dict[int, Sentence] = {}
    own = headline(draft.title, words)
    passages = [
        cut("title", draft.title[:own], _abbreviations(words)),
        cut("text", draft.text, _abbreviations(words)),
    ]
    shouted = is_shouted(draft.text[:_SAMPLE])
    located = [
        place
        for place in locate(draft.title, draft.text, language, gazetteer, home(host(draft.url), gazetteer))
        if place.where == "text" or place.end <= own
    ]
    if shouted:
        located = _at_home(_broadcast(located, draft.text))
    located = _as_divisions(_as_labels(located, draft.text), draft)
    for passage in passages:
        fresh = _laid(passage, words, located, draft.published)
        if passage.where == "title" and (seams := _seams(passage, fresh)):
            fresh = _laid(parted(passage, seams), words, located, draft.published)
        if passage.where == "title":
            sentences.extend(fresh)
            continue
        lines = paragraphs(passage)
        acts = {sentence.span.paragraph for sentence in fresh if sentence.has("act")}
        marked = furniture(lines, acts, words)
        end = lead_end(lines, marked)
        above = list(accumulate(marked, initial=0))
        for sentence in fresh:
            paragraph = sentence.span.paragraph
            sentence.lead = paragraph < end
            if marked[paragraph]:
                aside.extend(sentence.places)
                if sentence.places:
                    headings[paragraph - above[paragraph]] = sentence
            else:
                if above[paragraph]:
                    # How far apart two paragraphs stand is counted without what is no part of the report.
                    span = sentence.span
                    sentence.span = Span(
                        span.first, span.last, span.start, span.end, paragraph - above[paragraph]
                    )
                sentences.append(sentence)
    for number, sentence in enumerate(sentences):
        sentence.index = number
    datelines = [place for place in located if place.kind == "dateline"]
    return Reading(draft, words, gazetteer, sentences, datelines, shouted, aside, headings=headings)


def _laid(
    passage: Passage, words: Lexicon, located: Sequence[Located], published: datetime | None
) -> list[Sentence]:
    """The sentences of a passage with what is found in each."""
    titled = passage.where == "title"
    fresh = [Sentence(passage, span, words, titled, lead=titled) for span in passage.spans]
    _lay_hits(fresh, words.scan(passage.words, passage.borders))
    _lay(
        fresh,
        "places",
        [place for place in located if place.where == passage.where and place.kind != "dateline"],
    )
    _lay(fresh, "dates", find_dates(passage.text, published, words.language))
    _leave_out_dated(fresh)
    _leave_out_words(fresh)
    _lay(fresh, "counts", find_counts(passage.text, words.language))
    return fresh


def _seams(title: Passage, sentences: Sequence[Sentence]) -> list[int]:
    """Where a title that tells several acts is to be cut."""
    acts = [
        hit.first
        for one in sentences
        for hit in one.found("act")
        if hit.label.endswith((".strong", ".medium"))
    ]
    if len(acts) < 2:
        return []
    towns = [
        one.word_at(place.start)
        for one in sentences
        for place in one.places
        if place.place.precision != "country"
    ]
    return cuts(title, acts, towns, sentences[0].lexicon.words("headline_joins"))


_STATION = re.compile(r"[\w .,'()-]{1,80}?--")  # behind a town, up to the report


def _broadcast(located: list[Located], text: str) -> list[Located]:
    """With the town of a station that opens a text in capitals as its dateline: "KABUL DOMESTIC SERVICE IN
    DARI, 15 MAY --"; the language spoken names no country.
    """
    first = next((place for place in located if place.where == "text"), None)
    if first is None or first.start or first.place.precision != "place":
        return located
    heading = _STATION.match(text, first.end)
    if heading is None or any(place.kind == "dateline" for place in located):
        return located
    rest = [place for place in located if place.where == "title" or place.start >= heading.end()]
    return sorted([replace(first, kind="dateline"), *rest], key=lambda place: (place.where, place.start))


def _as_labels(located: list[Located], text: str) -> list[Located]:
    """With what opens one of several lines like a dateline, but for the first, as a place that labels its
    line: "Shostka — …".
    """
    lines = {one.start: text.rfind("\n", 0, one.start) + 1 for one in located if one.kind == "dateline"}
    if len(set(lines.values())) < 2:
        return located
    return [
        replace(one, kind="mention") if one.kind == "dateline" and lines[one.start] else one
        for one in located
    ]


_STEM = 5  # letters in which a town's name and its division's agree: "Белгород", "Белгородской области"


def _as_divisions(located: list[Located], draft: Draft) -> list[Located]:
    """Read a title's town as the division of that name where the text names the division and not the town:
    "in Veracruz", over "in Poza Rica, in the state of Veracruz".
    """

    def name(one: Located) -> str:
        return (draft.title if one.where == "title" else draft.text)[one.start : one.end].lower()[:_STEM]

    body = [one for one in located if one.where == "text"]
    towns = {one.place for one in body if one.place.precision == "place"}
    divisions = {
        (one.place.admin1_code, name(one)): one.place for one in body if one.place.precision == "admin"
    }
    return [
        replace(one, place=divisions.get((one.place.admin1_code, name(one)), one.place))
        if one.where == "title" and one.place.precision == "place" and one.place not in towns
        else one
        for one in located
    ]


def _at_home(located: list[Located]) -> list[Located]:
    """In a text in capitals any word may be some place's name: only those in countries that the text names
    count.
    """
    sure = [place for place in located if place.end - place.start > 3]
    named = {
        place.place.country
        for place in sure
        if place.place.precision == "country" or place.kind == "dateline"
    }
    return [
        place
        for place in sure
        if place.place.precision == "country" or place.kind == "dateline" or place.place.country in named
    ]


# What counts inside an idiom, too.
_KEPT = ("swallow", "mod", "status", "cause.bursts", "cause.crash", "cause.nature")


def _swallows(over: Hit, hit: Hit) -> bool:
    """Whether an idiom makes a term void: not one of harm that holds it whole ("fighting for his life")."""
    if hit.first >= over.last or over.first >= hit.last:
        return False
    holds = hit.first <= over.first and over.last <= hit.last
    return not (holds and hit.label.startswith(("toll", "multiple")))


def _lay_hits(sentences: Sequence[Sentence], hits: Iterable[Hit]) -> None:
    firsts = [sentence.span.first for sentence in sentences]
    for hit in hits:
        sentences[bisect_right(firsts, hit.first) - 1].hits.append(hit)
    for sentence in sentences:
        sentence.keep(sentence.hits)
        if covered := sentence.found("swallow"):
            sentence.keep(
                [
                    hit
                    for hit in sentence.hits
                    if not any(_swallows(over, hit) for over in covered) or hit.label.startswith(_KEPT)
                ]
            )
        if sentence.has_any(*_NO_SCENES):
            sentence.keep([hit for hit in sentence.hits if not _names_scene(hit, sentence)])


def _leave_out_dated(sentences: Iterable[Sentence]) -> None:
    """Leave out the words of doubt that are part of a date: "on 14 *May*"."""
    for sentence in sentences:
        if sentence.dates and sentence.has("mod"):
            sentence.keep(
                [
                    hit
                    for hit in sentence.hits
                    if not (hit.label.startswith("mod") and sentence.dated(hit.first))
                ]
            )


_NO_NAMES = ("act", "person", "cue.police", "weapon", "toll")


def _leave_out_words(sentences: Iterable[Sentence]) -> None:
    """Leave out a town that opens a sentence and is a term of its own: "Полиция" is not Police."""
    for sentence in sentences:
        first = sentence.places[0] if sentence.places else None
        at = sentence.span.first
        if first is None or first.place.precision != "place" or sentence.word_at(first.end - 1) != at:
            continue
        if any(hit.first == at == hit.last - 1 and hit.label.startswith(_NO_NAMES) for hit in sentence.hits):
            sentence.places = sentence.places[1:]


# What an article is about, and the words of courts and memorials.
_NO_SCENES = ("domain", "status.anniversary", "status.trial", "status.judged", "status.legal")
_SCENE_REACH = 3  # words from "at" to the term, and from the act to "at"


def _names_scene(hit: Hit, sentence: Sentence) -> bool:
    """Whether a term only says where the act was: "opened fire at a *film* festival", "a bomb exploded near
    the *court of appeal*".
    """
    if not hit.label.startswith(_NO_SCENES):
        return False
    words, borders = sentence.passage.words, sentence.passage.borders
    before = sentence.lexicon.words("scene_by")
    first = max(sentence.span.first, hit.first - _SCENE_REACH)
    at = next((at for at in range(hit.first - 1, first - 1, -1) if words[at] in before), None)
    return at is not None and any(
        act.first < at <= act.last + _SCENE_REACH
        and act.last <= hit.first
        and act.label.startswith("act.")
        and not any(borders[act.last : hit.first + 1])
        for act in sentence.hits
    )


def _lay(sentences: Sequence[Sentence], name: str, findings: Iterable[Located | DateMention | Count]) -> None:
    """Put each finding into the list `name` of the sentence in which it starts."""
    ends = [sentence.span.end for sentence in sentences]
    for finding in findings:
        at = bisect_left(ends, finding.start + 1)
        if at < len(sentences):
            getattr(sentences[at], name).append(finding)
