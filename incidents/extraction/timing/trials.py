"""Whether words of a trial beside an act are of that act, or of another matter: "shot dead hours after he was
acquitted" is news.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from incidents.extraction.acts.clauses import is_told_in_clause, is_when
from incidents.extraction.acts.mentions import Mention
from incidents.extraction.reading import Sentence
from incidents.extraction.words.lexicon import Hit

_LONG = timedelta(days=92)  # from what a court said to the act of who was before it


def is_tried(sentence: Sentence, mentions: Sequence[Mention]) -> bool:
    """Whether words of a trial are of the acts, and do not only tell when or to whom these were done: "shot
    dead *hours after he was acquitted*", "a man *convicted of rape* was stabbed".
    """
    own = [one for one in mentions if one.sentence is sentence]
    return any(not any(is_aside(hit, one, sentence) for one in own) for hit in sentence.found("status.trial"))


def is_aside(hit: Hit, mention: Mention, sentence: Sentence) -> bool:
    """Whether a word of a trial only tells of which person ("a *convicted* killer", "a mayor *acquitted of
    fraud* was shot"), or stands in a clause behind an act that is told as the sentence's own ("before the
    *trial*"); not where the court had somebody put to death. Only where the order of words says whom an act
    befell; elsewhere verbs tell it (`anew`).
    """
    if not sentence.lexicon.words("patients") or sentence.says("penalties", mention.first, mention.last):
        return False
    if any(not is_when(heard, mention) for heard in sentence.found("cue.court_heard")):
        return False  # "a convicted killer stabbed …, *court hears*"
    if _is_epithet(hit, sentence) and not _names_doer(mention):
        return True
    if hit.last <= mention.first:
        forms = (_is_of_victim, _is_told_behind, _is_of_then)
        return any(one(hit, mention, sentence) for one in forms)
    told = is_told_in_clause(mention, sentence.span.first)
    return told and (_is_of_object(hit, mention, sentence) or is_when(hit, mention))


def _is_of_object(hit: Hit, mention: Mention, sentence: Sentence) -> bool:
    """Whether a word of a trial only tells of which person behind an act: "killed the brother of a man
    *jailed over a rape*", but not "was shot *by* a man jailed for life".
    """
    who = next((one for one in sentence.found("person") if one.last == hit.first), None)
    if who is None or who.first < mention.last or sentence.says("raids", mention.last - 1, mention.last):
        return False  # "court *bombing suspects* convicted"
    if any(sentence.passage.borders[mention.last : hit.first + 1]):
        return False
    return not sentence.says("agent", mention.last, who.first)


def _is_epithet(hit: Hit, sentence: Sentence) -> bool:
    """Whether a word of a judgement stands before a noun: "*a convicted* killer"."""
    before = "articles|indefinite|possessives"
    return sentence.says("judged_as", hit.first, hit.last) and sentence.says(before, hit.first - 1, hit.first)


def _names_doer(mention: Mention) -> bool:
    """Whether an act is told by what it made of who did it: "an armed *robber*"."""
    attackers = mention.sentence.found("person.attacker")
    return any(mention.first < one.last == mention.last for one in attackers)


def _is_of_victim(hit: Hit, mention: Mention, sentence: Sentence) -> bool:
    """Whether a word of a trial stands before "was shot", and nobody else between who may have been."""
    between = range(hit.last, mention.first)
    others = "clauses|conjunctions|pronouns|that"
    return (
        sentence.says("auxiliary", mention.first - 1, mention.last)
        and not sentence.says(others, between.start, between.stop)
        and not any(at in between for at in sentence.capitals)
        and not any(one.first in between for one in sentence.found("person"))
    )


def _is_of_then(hit: Hit, mention: Mention, sentence: Sentence) -> bool:
    """Whether a word of a trial stands with a day of long before right before the act, and the act's own day
    behind it: "a man *jailed in 2019* stabbed a guard on Tuesday".
    """
    ranges = [(*sentence.range_of(day), day.when) for day in sentence.dates]
    then = [when for start, end, when in ranges if hit.last <= start and end == mention.first]
    now = [when for start, _, when in ranges if mention.last <= start]
    return any(new.start - old.end > _LONG for old in then for new in now)


def _is_told_behind(hit: Hit, mention: Mention, sentence: Sentence) -> bool:
    """Whether a word of a trial stands in the clause that opens a sentence, and the act is told behind it:
    "three days after the *verdict*, gunmen shot a judge".
    """
    borders = sentence.passage.borders
    main = next((at for at in range(hit.last, mention.first + 1) if borders[at]), None)
    opened = sentence.says("then", sentence.span.first, hit.first)
    return opened and main is not None and is_told_in_clause(mention, main)
