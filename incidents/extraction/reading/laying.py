"""Lay what is found in a passage over its sentences, and leave out what only looks like a finding: words of
idioms, of dates, of the scene.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime
from functools import lru_cache
from typing import NamedTuple

from incidents.extraction.dates import find_dates
from incidents.extraction.numbers import find_counts
from incidents.extraction.places import Located
from incidents.extraction.reading.circumstances import settle
from incidents.extraction.reading.sentence import Finding, Sentence
from incidents.extraction.words.lexicon import Hit, Lexicon
from incidents.extraction.words.sentences import Passage, cut
from incidents.incident import Where

# What counts inside an idiom, too.
_KEPT = (
    *("swallow", "mod", "status", "cause.bursts", "cause.crash", "cause.nature"),
    *("cause.remnant", "cause.laid"),
)
_NO_NAMES = ("act", "person", "cue.police", "weapon", "toll")
_COUNTED = ("act", "toll", "multiple", "weapon", "person.bomber")  # what people are counted beside


def _leave_out_named(sentences: Iterable[Sentence]) -> None:
    """Leave out what an article seems to be about where it is a word of a name or a weapon: "Red *Deer*",
    "*bear* spray", "Андрей *Волков*".
    """
    for sentence in sentences:
        if sentence.has("act.shooting.medium") and sentence.lexicon.words("surnames"):
            sentence.keep([hit for hit in sentence.hits if not _is_shooters_name(hit, sentence)])
        if not sentence.has("domain"):
            continue
        if sentence.has("domain.animal") and sentence.lexicon.words("heads_first"):
            sentence.keep([hit for hit in sentence.hits if not _is_surname(hit, sentence)])
        named = [(sentence.word_at(one.start), sentence.word_at(one.end - 1) + 1) for one in sentence.places]
        named += [(hit.first, hit.last) for name in ("weapon", "tool") for hit in sentence.found(name)]
        if named:
            sentence.keep([hit for hit in sentence.hits if not _is_of_name(hit, named)])


def _is_surname(hit: Hit, sentence: Sentence) -> bool:
    """Whether the word for a beast has a capital inside its sentence, as only names have."""
    return hit.label == "domain.animal" and _has_capital_inside(hit, sentence)


def _is_shooters_name(hit: Hit, sentence: Sentence) -> bool:
    """Whether a word for who shoots is a name, with a capital in its clause: "депутат *Стрілець*"."""
    named = hit.last - hit.first == 1 and sentence.says("surnames", hit.first, hit.last)
    return named and not sentence.passage.borders[hit.first] and _has_capital_inside(hit, sentence)


def _has_capital_inside(hit: Hit, sentence: Sentence) -> bool:
    """Whether a word that does not open its sentence is written with a first capital alone."""
    word = sentence.passage.text[sentence.passage.starts[hit.first] :][:2]
    return hit.first > sentence.span.first and word[:1].isupper() and not word.isupper()


def _leave_out_staged(sentences: Iterable[Sentence]) -> None:
    """Leave out what was only staged to hide a death that is told as done: "зять зарезал тёщу и *инсценировал
    ограбление*".
    """
    for sentence in sentences:
        made = [hit for hit in sentence.found("denial.made") if sentence.says("staged", hit.first, hit.last)]
        if made and any(
            hit.last <= made[0].first or made[0].last <= hit.first for hit in sentence.found("toll.killed")
        ):
            named = [(hit.first, hit.last) for hit in made]
            sentence.keep([hit for hit in sentence.hits if not _is_inside(hit, named)])


def _is_inside(hit: Hit, ranges: Iterable[tuple[int, int]]) -> bool:
    """Whether a term stands within one of some ranges of words."""
    return any(first <= hit.first and hit.last <= last for first, last in ranges)


_ARMED = ("weapon", "toll.killed", "toll.injured")  # beside them nothing is struck in a figure of speech
_THINGS = ("weapon", "act.disaster", "cue.accident")


def _void_denied(sentences: Iterable[Sentence]) -> None:
    """Put the words for a thing that it was *not* under `void`: "a gas leak and *not a bomb*"."""
    for sentence in sentences:
        if not (sentence.has("mod.negation") and sentence.has_any(*_THINGS)):
            continue
        denied = [
            (hit.first, hit.last)
            for label in _THINGS
            for hit in sentence.found(label)
            if _is_denied_thing(hit, sentence)
        ]
        if denied:
            sentence.keep(
                [
                    replace(hit, label=f"void.{hit.label}") if _is_within(hit, denied) else hit
                    for hit in sentence.hits
                ]
            )


def _is_denied_thing(hit: Hit, sentence: Sentence) -> bool:
    """Whether a negation stands right before a thing, or parted from it by an article."""
    more = {one.first for one in sentence.found("mod.more")}
    return any(
        no.first not in more
        and no.last <= hit.first
        and all(word in sentence.lexicon.words("indefinite") for word in sentence.words(no.last, hit.first))
        for no in sentence.found("mod.negation")
    )


def _is_within(hit: Hit, ranges: Iterable[tuple[int, int]]) -> bool:
    return any(first <= hit.first and hit.last <= last for first, last in ranges)


def _is_of_name(hit: Hit, named: Iterable[tuple[int, int]]) -> bool:
    """Whether a term for what an article is about lies within one of some ranges of words."""
    return hit.label.startswith("domain") and _is_inside(hit, named)


# What an article is about, and the words of courts and memorials.
_NO_SCENES = ("domain", "status.anniversary", "status.trial", "status.judged", "status.legal")
_SCENE_REACH = 3  # words from "at" to the term, and from the act to "at"


class Scanned(NamedTuple):
    """A passage and the terms in it, in the order of the text."""

    passage: Passage
    terms: Sequence[Hit]


@lru_cache(maxsize=4)
def scan(where: Where, text: str, words: Lexicon) -> Scanned:
    """Cut a title or text and find its terms; kept for the next who asks for the same."""
    passage = cut(where, text, words.words("abbreviations"))
    return Scanned(passage, words.scan(passage.words, passage.borders))


def lay(
    scanned: Scanned,
    words: Lexicon,
    located: Iterable[Located],
    published: datetime | None,
    latest: date | None = None,
) -> list[Sentence]:
    """The sentences of a passage with what is found in each; `latest`: the last day of a weekday."""
    passage, terms = scanned
    titled = passage.where == "title"
    sentences = [Sentence(passage, span, words, titled, lead=titled) for span in passage.spans]
    _lay_hits(sentences, terms)
    places = [one for one in located if one.where == passage.where and one.kind != "dateline"]
    _lay(sentences, "places", places)
    _lay(sentences, "dates", find_dates(passage.text, published, words.language, latest))
    _leave_out_dated(sentences)
    _leave_out_words(sentences)
    _leave_out_named(sentences)
    _leave_out_staged(sentences)
    _void_denied(sentences)
    for sentence in sentences:
        settle(sentence)
    telling = [one.span for one in sentences if one.has_any(*_COUNTED)]
    if telling:
        parts = [(span.start, span.end) for span in telling]
        _lay(sentences, "counts", find_counts(passage.text, words.language, parts))
        _leave_out_years(sentences)
    return sentences


def _lay(sentences: Sequence[Sentence], name: str, findings: Iterable[Finding]) -> None:
    """Put each finding into the list `name` of the sentence in which it starts."""
    ends = [sentence.span.end for sentence in sentences]
    for finding in findings:
        at = bisect_left(ends, finding.start + 1)
        if at < len(sentences):
            getattr(sentences[at], name).append(finding)


def _lay_hits(sentences: Sequence[Sentence], hits: Sequence[Hit]) -> None:
    """Put each term into its sentence, but for those that an idiom or the scene makes void; `hits` are in the
    order of the text.
    """
    firsts = [hit.first for hit in hits]
    end = 0
    for sentence in sentences:
        start, end = end, bisect_left(firsts, sentence.span.last, end)
        sentence.keep(hits[start:end])
        covered = sentence.found("swallow")
        if covered and sentence.has("swallow.unarmed") and sentence.has_any(*_ARMED):
            covered = sentence.found("swallow.idiom")  # "дрон ударил по рынку"
        if covered:
            sentence.keep(
                hit
                for hit in sentence.hits
                if hit.label.startswith(_KEPT) or not any(_swallows(over, hit) for over in covered)
            )
        if sentence.has_any(*_NO_SCENES):
            sentence.keep([hit for hit in sentence.hits if not _names_scene(hit, sentence)])


def _swallows(over: Hit, hit: Hit) -> bool:
    """Whether an idiom makes a term void: not one of harm that holds it whole ("fighting for his life")."""
    if hit.first >= over.last or over.first >= hit.last:
        return False
    holds = hit.first <= over.first and over.last <= hit.last
    return not (holds and hit.label.startswith(("toll", "multiple")))


def _names_scene(hit: Hit, sentence: Sentence) -> bool:
    """Whether a term only says where the act was: "opened fire at a *film* festival", "a bomb exploded near
    the *court of appeal*", "claims attack on *concert* hall", "the Quetta *court* bombing".
    """
    if not hit.label.startswith(_NO_SCENES):
        return False
    if any(one.first <= hit.first and hit.last < one.last for one in sentence.found("target")):
        return True
    if sentence.says("scenes", hit.first, hit.last) and sentence.says("raids", hit.last, hit.last + 1):
        return True
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


def _leave_out_dated(sentences: Iterable[Sentence]) -> None:
    """Leave out the words of doubt that are part of a date: "on 14 *May*"."""
    for sentence in sentences:
        if sentence.dates and sentence.has("mod"):
            hits = sentence.hits
            sentence.keep(h for h in hits if not (h.label.startswith("mod") and sentence.dated(h.first)))


def _leave_out_years(sentences: Iterable[Sentence]) -> None:
    """Leave out the counts that are part of a date: "in *2021* gunmen killed"."""
    for sentence in sentences:
        if sentence.dates and sentence.counts:
            sentence.counts = [
                one for one in sentence.counts if not sentence.dated(sentence.word_at(one.start))
            ]


def _leave_out_words(sentences: Iterable[Sentence]) -> None:
    """Leave out a town that opens a sentence and is a term of its own: "Полиция" is not Police."""
    for sentence in sentences:
        first = sentence.places[0] if sentence.places else None
        at = sentence.span.first
        if first is None or first.place.precision != "place" or sentence.word_at(first.end - 1) != at:
            continue
        if any(hit.first == at == hit.last - 1 and hit.label.startswith(_NO_NAMES) for hit in sentence.hits):
            sentence.places = sentence.places[1:]
