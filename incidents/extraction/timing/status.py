"""Current, earlier or background: read from days, tense, and the words with which history and courts are
told.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from incidents.extraction.acts.answered import is_answered
from incidents.extraction.acts.clauses import is_told_in_clause, told_by_verb
from incidents.extraction.acts.mentions import Mention, is_violent, tier_of, type_of
from incidents.extraction.reading import Sentence
from incidents.extraction.timing.anew import told_anew
from incidents.extraction.timing.trials import is_aside, is_tried
from incidents.extraction.words.lexicon import Hit
from incidents.incident import Status, When

EARLIER = timedelta(days=92)
FRESH = timedelta(days=14)
FOLLOWED = timedelta(days=7)  # what an arrest or a hearing is news of is no longer news itself

_OF_COURT_AND_PAST = ("status.legal", "status.history")


def status(
    mentions: Sequence[Mention],
    when: When | None,
    today: date | None,
    *,
    main: bool,
    newest: date | None,
    listed: bool = False,
) -> Status:
    """How an article tells of an incident.

    `today` is the day of publication; where it is unknown, `newest`, the latest day that the article's own
    lead gives, stands for it. `main` is the incident that the article is about, `listed` a further one that
    it tells as news, too: an entry of a list, or "another" that has no day.
    """
    reference = today or newest
    sentences = [mention.sentence for mention in mentions]
    lead = any(sentence.lead for sentence in sentences)
    opening = [sentence for sentence in sentences if sentence.lead] or sentences
    anniversary = any(_is_remembered(one, mentions) for one in opening) or any(
        sentence.has("status.epoch") for sentence in sentences
    )
    tried = all(sentence.has("status.epoch") or is_tried(sentence, mentions) for sentence in sentences)
    judged = main and _judged(mentions)
    if (tried or anniversary or judged) and reference and any(told_anew(one, reference) for one in mentions):
        tried = anniversary = judged = False
    history = any(sentence.has("status.history") for sentence in sentences)
    if judged or (main and _told_of_then(sentences, when)):
        return "background"
    if when is not None and reference is not None:
        if reference - when.end > EARLIER or tried or (anniversary and when.basis == "relative"):
            return "background"
        if main and lead and not (anniversary and when.precision in ("month", "year")):
            followed = any(sentence.has_any("status.legal", "act.arrest") for sentence in sentences)
            return "current" if reference - when.end <= (FOLLOWED if followed else FRESH) else "earlier"
        same_news = newest is not None and timedelta(0) <= when.end - newest <= FRESH
        age = FRESH if listed else timedelta(days=1)
        if (reference - when.end <= age or same_news) and not history:
            return "current"
        return "earlier"
    if anniversary or tried:
        return "background"
    if when is not None and history:
        return "background"
    if main:  # without a day, it is told as old where it is first told, not where the article goes on
        first = sentences[:2]
        old = all(any(sentence.has(label) for sentence in first) for label in _OF_COURT_AND_PAST)
        return "background" if old else "current"
    if history:
        return "background"
    if any(sentence.has("status.earlier") for sentence in sentences) or all(map(is_answered, mentions)):
        return "earlier"
    if any(map(_is_of_court, sentences)):
        return "background"
    return "current" if lead or listed else "earlier"


_WHOSE = 8  # words from an anniversary to what it is of


def _is_remembered(sentence: Sentence, mentions: Sequence[Mention]) -> bool:
    """Whether an anniversary is told that may be the acts' own, and not what those hit were marking: "police
    fired at protesters *who marked* the anniversary *of the first rallies*", nor of what else was years
    before: "killed two, *years after* the city disbanded its unit".
    """
    if not sentence.has_any("status.anniversary", "status.long_after"):
        return False
    own = [one for one in mentions if one.sentence is sentence]
    last = max((one.last for one in own), default=sentence.span.last)
    return any(
        not _is_of_before(hit, sentence, own)
        and (
            hit.first < last
            or not sentence.says("marking", last, hit.first)
            or not _is_of_peace(hit, sentence)
        )
        for hit in sentence.found("status.anniversary")
    ) or any(
        own and hit.first < min(one.first for one in own) and not _is_of_before(hit, sentence, own)
        for hit in sentence.found("status.long_after")
    )


def _is_of_before(hit: Hit, sentence: Sentence, mentions: Sequence[Mention]) -> bool:
    """Whether years have passed since something else than the acts: they stand before "years after", and no
    violence behind it, or the clause behind what it opens tells them ("a year after the war began, *a rocket
    hit a market*").
    """
    if not sentence.says("then|years_since", hit.first, hit.last) or hit.last == sentence.span.last:
        return False
    acts = [one for one in sentence.found("act") if tier_of(one) != "generic"]
    if any(one.first < hit.first for one in acts):
        return not any(one.first >= hit.last for one in (*acts, *sentence.found("toll")))
    borders = sentence.passage.borders
    main = next((at for at in range(hit.last, sentence.span.last) if borders[at]), sentence.span.last)
    main = min([main, *_told_behind(hit, sentence, mentions)])
    return any(is_told_in_clause(one, main) for one in mentions if one.first >= main)


def _told_behind(hit: Hit, sentence: Sentence, mentions: Sequence[Mention]) -> list[int]:
    """Where an act is told by a verb behind years gone by, with no violence and no relative clause between:
    "спустя пять лет после переезда семью *расстреляли*".
    """
    first = min(
        (one.first for one in (*sentence.found("act"), *sentence.found("toll")) if one.first >= hit.last),
        default=0,
    )
    behind = [one for one in mentions if one.sentence is sentence and one.first <= first < one.last]
    return [
        one.first
        for one in behind
        if told_by_verb(one) and not sentence.says("relatives|clauses", hit.last, one.first)
    ]


def _is_of_peace(anniversary: Hit, sentence: Sentence) -> bool:
    """Whether it is told of what an anniversary is, and that is no violence."""
    borders, span = sentence.passage.borders, sentence.span
    end = min(anniversary.last + _WHOSE, span.last)
    end = next((at for at in range(anniversary.last, end) if borders[at]), end)
    of = sentence.lexicon.words("of")
    if anniversary.last >= end or (of and not sentence.says("of", anniversary.last, anniversary.last + 2)):
        return False
    inside = range(anniversary.last, end)
    return not any(hit.first in inside for hit in sentence.found("toll")) and not any(
        hit.first in inside and is_violent(type_of(hit)) for hit in sentence.found("act")
    )


def _is_of_court(sentence: Sentence) -> bool:
    """Whether words of a court tell more than whom the act befell: "gunmen shot dead a *judge*"."""
    people = sentence.found("person.official")
    return sentence.has("status.legal") and any(
        not any(one.first <= hit.first and hit.last <= one.last for one in people)
        for hit in sentence.found("status.legal")
    )


def _told_of_then(sentences: Sequence[Sentence], when: When | None) -> bool:
    """Whether no sentence that tells the act gives its day, and each tells it as history: "the father was
    shot *at that time*", under a report of the sons' release.
    """
    own = any(day.when == when for sentence in sentences for day in sentence.dates)
    return when is not None and not own and all(sentence.has("status.history") for sentence in sentences)


def _judged(mentions: Sequence[Mention]) -> bool:
    """Whether the headline, or the lead where it tells no act, is of a judgement on the act: "sentenced for
    killing", told before the act, or "man who killed two gets life", and the text goes on with a court.
    "Gunmen attack court after militant is sentenced" is not.
    """
    titles = [mention for mention in mentions if mention.sentence.in_title]
    heading = titles or [mention for mention in mentions[:1] if mention.sentence.lead]
    judged = any(
        (hit.first < mention.first and not is_aside(hit, mention, mention.sentence)) or _did_it(mention, hit)
        for mention in heading
        for hit in mention.sentence.found("status.judged")
    )
    others = [mention.sentence for mention in mentions if not mention.sentence.in_title]
    return judged and any(
        sentence.has_any("status.judged", "status.trial", "status.legal") for sentence in others
    )


_RELATIVE = 3  # words from "who" to the act


def _did_it(mention: Mention, judgement: Hit) -> bool:
    """Whether who is judged is told as the one who did the act: "man *who killed* two gets life"."""
    sentence = mention.sentence
    told = sentence.says("relatives", mention.first - _RELATIVE, mention.first + 1)
    return told and not sentence.says("clauses", mention.last, judgement.first)
