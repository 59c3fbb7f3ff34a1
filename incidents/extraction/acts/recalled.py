"""What a report recalls of another act beside its own: "a doctor was shot dead, hours after two policemen
were killed", "it is not linked to Sunday's shooting". It lends the report's own act neither day nor toll nor
victim.

That the report so says that its own act is another, or that it is one of several, is kept with the reading.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from incidents.extraction.acts.mentions import is_violent, tier_of, type_of
from incidents.extraction.reading import Reading, Sentence
from incidents.extraction.words.lexicon import Hit

_OPENING = 5  # sentences in which a report says which act its own is
_LINK = 4  # words from "to", "with" to the act with which there is a link


def leave_recalled(reading: Reading) -> None:
    """Leave out what is told of another act beside the report's own."""
    kept: list[Sentence] = []
    told: Sentence | None = None  # the first that tells an act with its day
    changed = False
    for sentence in reading.sentences:
        if reading.today is not None and len(sentence.dates) > 1:
            _leave_then(sentence, reading.today)
        left = list(_without_recalled(sentence, told=bool(kept)))
        less = len(left) != 1 or left[0] is not sentence
        changed |= less
        if sentence.index < _OPENING:
            reading.another |= less or sentence.has("cue.series")
            reading.another |= told is not None and _goes_back(sentence, told)
        kept += left
        if told is None and _days(sentence) and any(map(_is_act, sentence.found("act"))):
            told = sentence
    if changed or reading.another:
        reading.sentences = kept
        reading.number()


def _without_recalled(sentence: Sentence, *, told: bool) -> Iterator[Sentence]:
    """A sentence without what it recalls; below the opening, where a report gives its background, what has a
    place of its own stays, as an incident that can be told apart.
    """
    if told and not sentence.in_title and _is_unlinked(sentence):
        return
    cut = _recalls(sentence)
    if cut is None:
        yield sentence
        return
    own, other = sentence.parted(cut)
    yield sentence if sentence.index >= _OPENING and other.places else own


def _recalls(sentence: Sentence) -> int | None:
    """The word at which a sentence that told its act goes on to what happened before: "two days *after* a
    judge was shot", "five years after the *last* such killing". What is told of the same people or of the act
    already told is no other act.
    """
    if not sentence.has("cue.answered"):
        return None
    cues = (hit for hit in sentence.found("cue.answered") if sentence.says("then", hit.last - 1, hit.last))
    cue = next(cues, None)
    if cue is None:
        return None
    acts = [hit for hit in sentence.found("act") if _is_act(hit)]
    if not any(hit.last <= cue.first for hit in acts):
        return None
    behind = next((hit for hit in acts if hit.first >= cue.last), None)
    if behind is None or sentence.says("pronouns", cue.last, behind.first):
        return None
    known = sentence.says("articles", cue.last, behind.first)
    if known and not sentence.says("of_before", cue.last, behind.first):
        return None
    opens = (at for at in (cue.first, cue.first - 1) if sentence.passage.borders[at])
    return next(opens, cue.first)  # ", *eight* years after"


_LONG_AGO = timedelta(days=92)
_FRESH = timedelta(days=14)
_OF_COURT = ("status.trial", "status.legal", "act.arrest", "toll.arrested")
_NAMING = (
    "articles|indefinite|prepositions|of|possessives"  # before a noun for an act: "over *the* killing of"
)


def _leave_then(sentence: Sentence, today: date) -> None:
    """Leave out what a relative clause tells of long ago, beside an act of these days: "shot dead near a
    school *where ten pupils were killed in 2018*", "a man *who was jailed for a bombing in 1996* was shot";
    and what is named with its year: "opened fire on a vigil for victims of *the 2019 mosque shootings*".
    """
    clause = _clause_of_then(sentence, today) or _name_of_then(sentence, today)
    if clause is None:
        return
    first, last = clause
    acts = [hit for hit in sentence.found("act") if _is_act(hit)]
    inside = any(first <= hit.first < last for hit in (*acts, *sentence.found("toll")))
    own = any(
        not (first <= hit.first < last or sentence.says(_NAMING, hit.first - 1, hit.first)) for hit in acts
    )
    tried = any(not first <= hit.first < last for hit in sentence.found_any(*_OF_COURT))
    if inside and own and not tried:
        starts, ends = sentence.passage.starts, sentence.passage.ends
        sentence.leave_out([(starts[first], ends[last - 1])])


def _clause_of_then(sentence: Sentence, today: date) -> tuple[int, int] | None:
    """The words from "who", "where" or "which" to the one day of long ago in a sentence that gives one of
    these days, too; None where nothing is so told.
    """
    words = sentence.lexicon
    whose = words.words("relatives") - words.words("conjunctions") - words.words("that")
    old = [day for day in sentence.dates if today - day.when.end > _LONG_AGO]
    fresh = [day for day in sentence.dates if day.when.precision == "day" and today - day.when.end <= _FRESH]
    if not (words.words("patients") and len(old) == 1 and fresh) or sentence.is_since(old[0]):
        return None
    start, last = sentence.range_of(old[0])
    before = range(start - 1, sentence.span.first, -1)
    first = next((at for at in before if sentence.passage.words[at] in whose), None)
    if first is None or any(sentence.passage.borders[first + 1 : start + 1]):
        return None
    parted = any(first < sentence.word_at(day.start) < start for day in fresh)
    return None if parted else (first, last)


_NAME = 3  # words from a year to the act that it names


def _name_of_then(sentence: Sentence, today: date) -> tuple[int, int] | None:
    """The words from an article to an act that is named by its year of long ago, "the 1998 bombing", in a
    sentence that gives one of these days, too; None where nothing is so told.
    """
    if not any(day.when.precision == "day" and today - day.when.end <= _FRESH for day in sentence.dates):
        return None
    for day in sentence.dates:
        first, last = sentence.range_of(day)
        old = day.when.precision == "year" and today - day.when.end > _LONG_AGO
        if not (old and sentence.says("articles|indefinite", first - 1, first)):
            continue
        acts = [hit for hit in sentence.found("act") if last <= hit.first < last + _NAME]
        named = [hit.last for hit in acts if not any(sentence.passage.borders[first : hit.last])]
        if named:
            return first - 1, max(named)
    return None


def _is_unlinked(sentence: Sentence) -> bool:
    """Whether a sentence says no more than that an act has nothing to do with another one."""
    return sentence.has("cue.unlinked") and any(
        sentence.says("link_to", hit.first - _LINK, hit.first)
        for _ in sentence.found("cue.unlinked")
        for hit in sentence.found("act")
        if is_violent(type_of(hit)) and not sentence.says("terrorism", hit.first, hit.last)
    )


def _goes_back(sentence: Sentence, told: Sentence) -> bool:
    """Whether a sentence tells an act anew, of a day before that of the act already told."""
    days = _days(sentence)
    if not days:
        return False
    anew = [
        hit
        for hit in sentence.found("act")
        if _is_act(hit) and not sentence.says("articles", hit.first - 2, hit.first)
    ]
    return bool(anew) and max(days) < min(_days(told))


def _days(sentence: Sentence) -> list[date]:
    """The days that a sentence gives, if no other dates."""
    whole = all(one.when.precision == "day" and not one.future for one in sentence.dates)
    return [one.when.end for one in sentence.dates] if whole else []


def _is_act(hit: Hit) -> bool:
    return is_violent(type_of(hit)) and tier_of(hit) in ("strong", "medium")
