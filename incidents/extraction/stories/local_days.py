"""Which day of one sentence is that of an act told in it: the nearest to its words, not that of who speaks of
it, of a court or of the paper.
"""

from __future__ import annotations

from datetime import timedelta

from incidents.extraction.acts.mentions import Mention
from incidents.extraction.dates import DateMention
from incidents.extraction.reading import Sentence

LONG_PAST = timedelta(days=60)
NO_ACT = ("dateline", "anniversary", "stamp")  # days of the paper, not of an act
_SPEECH_REACH = 6  # words from a word of speech to the day of the speech


def local_date(mention: Mention) -> DateMention | None:
    """The day that the mention's own sentence gives for it: the nearest to its words, a day before a mere
    year.

    A day beside a word of speech ("said today") is the day of the speech: it serves only where the act is
    new.
    """
    sentence = mention.sentence
    if mention.is_charge:
        return None
    at = sentence.passage.starts[mention.first]
    fitting = [
        day for day in sentence.dates if not (day.future or day.kind in NO_ACT or _is_state(day, sentence))
    ]
    if sentence.has("status.trial"):
        fitting = [day for day in fitting if day.when.basis == "stated"]  # "sentenced on Thursday"
    if sentence.has("status.anniversary") and len(fitting) > 1:
        days = sorted(fitting, key=lambda day: day.when.start)
        if days[-1].when.start - days[0].when.end > LONG_PAST:
            return days[0]
    acts = [day for day in fitting if not of_speech(sentence, day)]
    if not acts and (sentence.has("status.trial") or mention.is_definite):
        return None
    if not (acts or fitting):
        return None
    return min(
        acts or fitting, key=lambda day: (day.when.precision not in ("day", "week"), abs(day.start - at))
    )


def _is_state(day: DateMention, sentence: Sentence) -> bool:
    """Whether a month or year is when a state began: "a dog that had been missing *since March*"."""
    return day.when.precision in ("month", "year") and sentence.is_since(day)


def of_speech(sentence: Sentence, day: DateMention) -> bool:
    """Whether a day is that of a speech or a hearing: a word for it stands before, with no act between."""
    first, last = sentence.range_of(day)
    speaks = sentence.lexicon.words("speaks")
    if not speaks.isdisjoint(sentence.words(last, last + 1)):
        return True
    words, reach = sentence.passage.words, max(sentence.span.first, first - _SPEECH_REACH)
    said = next((index for index in range(first - 1, reach - 1, -1) if words[index] in speaks), None)
    return said is not None and not any(
        hit.first < first and said < hit.last and hit.label.startswith(("act", "toll"))
        for hit in sentence.hits
    )
