"""Whether a title or lead tells an act in plain words: in its main clause, of these days, in a town, with
whom it befell. Whatever else the article then speaks of, flowers or chess, it is a report.
"""

from __future__ import annotations

from datetime import date, timedelta

from incidents.extraction.acts.mentions import Mention
from incidents.extraction.dates import DateMention
from incidents.extraction.reading import Reading, Sentence
from incidents.extraction.stories import Story
from incidents.incident import Type

FRESH = timedelta(days=14)

_UNLIKE = -1.5  # log odds of words that are hardly a report's: "planted a bomb under the budget deal"

_ON_THINGS = (Type.ARSON, Type.SABOTAGE, Type.ROBBERY)
_ON_PERSONS = (Type.SHOOTING, Type.STABBING, Type.KIDNAPPING, Type.ASSASSINATION)
_QUOTES = ('"', "“", "„", "«", "'", "‘")

# What says of an act that it is recalled, tried, written or laughed about, or befell nobody by force.
_OTHERWISE = (
    *("status.anniversary", "status.history", "status.quotation", "status.trial", "status.epoch"),
    *("status.judged", "status.report", "status.legal", "domain.hoax", "domain.science", "toll.none"),
    *("act.disaster", "act.arrest.strong", "cause.bursts", "cause.crash", "cue.accident"),
)


def told_plainly(story: Story, reading: Reading) -> bool:
    """Whether the title or lead tells a story's act in plain words."""
    if story.plain is None:
        today, placed = reading.today, bool(reading.datelines) and not reading.shouted
        story.plain = today is not None and any(
            is_plain(mention, today, placed=placed) for mention in story.mentions
        )
    return story.plain


def told_undated(story: Story, today: date) -> bool:
    """Whether the lead tells in plain words how many a story's act hit, if without its day."""
    return any(
        mention.sentence.counts and is_plain(mention, today, dated=False) for mention in story.mentions
    )


def is_plain(mention: Mention, today: date, *, placed: bool = False, dated: bool = True) -> bool:
    """Whether a mention of an act is the report itself: nothing in its sentence speaks against it, and its
    day is the article's news. `placed`: a dateline says where; `dated`: a day must be given.
    """
    sentence = mention.sentence
    if not sentence.lead:
        return False
    means = {"weapon", "attacker"} & mention.why.keys() or mention.kind is not Type.ARMED_ATTACK
    blast = sentence.says("mere_blast", mention.first, mention.last)
    if blast and not {"weapon", "toll"} & mention.why.keys():
        return False
    sure = mention.tier == "strong" or (mention.tier == "medium" and means and "toll" in mention.why)
    if not sure or not (placed or "place" in mention.why) or mention.vetoed or _is_quoted(mention):
        return False
    if any(weight < 0 for weight in mention.why.values()) or sentence.has_any(*_OTHERWISE):
        return False
    if mention.told is not None and mention.told < _UNLIKE and "toll" not in mention.why:
        return False
    return _befell_somebody(mention) and _is_fresh(sentence, today, dated) and _is_main(mention)


def _is_quoted(mention: Mention) -> bool:
    """Whether an act's first word stands behind a mark of quotation: it is somebody's word for it."""
    passage = mention.sentence.passage
    at = passage.starts[mention.first]
    return passage.text[max(0, at - 1) : at] in _QUOTES


def _befell_somebody(mention: Mention) -> bool:
    """Whether whom or what an act hit is told, or can only be somebody; what stands there needs somebody who
    did it.
    """
    why, sentence = mention.why, mention.sentence
    person = "toll" in why or "victim" in why or sentence.has("toll.shot")
    if person or (mention.tier == "strong" and mention.kind in _ON_PERSONS):
        return True
    return "target" in why and (
        "attacker" in why or (mention.tier == "strong" and mention.kind in _ON_THINGS)
    )


def _is_fresh(sentence: Sentence, today: date, dated: bool) -> bool:
    """Whether a sentence gives a day of these days, if it must, and none of long ago or ahead, but for what
    was last before: "the first such attack *since* the truce of 2011".
    """
    days = [day for day in sentence.dates if not _is_since(sentence, day)]
    if any(day.future or today - day.when.end > FRESH for day in days):
        return False
    return not dated or any(day.when.precision == "day" for day in sentence.dates)


_SINCE = 5  # words from "since" to the day


def _is_since(sentence: Sentence, day: DateMention) -> bool:
    first, _ = sentence.range_of(day)
    since = next(
        (at for at in range(first - 1, first - _SINCE - 1, -1) if sentence.says("since", at, at + 1)), None
    )
    return since is not None and not any(sentence.passage.borders[since + 1 : first + 1])


def _is_main(mention: Mention) -> bool:
    """Whether nothing before an act makes it a mere name for one, or who somebody is: "a man *who* shot",
    "talks *on* the killing"; but "clerks were shaken *when* …", "police are hunting a man *who* …".
    """
    sentence, first = mention.sentence, mention.first
    harms = {hit.last for hit in sentence.found("toll")}  # "killed *when*" goes on with the act
    words = range(sentence.span.first, first)
    if any(at not in harms and _is_relative(sentence, at) for at in words):
        return False
    if mention.tier == "strong" and sentence.says("auxiliary", first + 1, mention.last):
        return True  # "lost in *a blaze that police are treating as deliberate*"
    before = first - sentence.says("articles", first - 1, first) - 1
    return not (sentence.says("prepositions", before, before + 1) or sentence.says("of", before, before + 1))


def _is_relative(sentence: Sentence, at: int) -> bool:
    """Whether a word makes what follows say no more than who, which or where something is; whom the police
    seek, and where they were called, is the report.
    """
    if not sentence.says("relatives", at, at + 1) or sentence.says("conjunctions", at, at + 1):
        return False
    return not sentence.says("sought", sentence.span.first, at)
