"""Whether the sentence of an act tells it with a day of long ago, whatever days the article gives for a
hearing, a ceremony or a release.
"""

from __future__ import annotations

from datetime import date, timedelta

from incidents.extraction.acts.mentions import Mention
from incidents.extraction.dates import DateMention
from incidents.extraction.reading import Sentence
from incidents.extraction.stories import Story
from incidents.extraction.stories.local_days import LONG_PAST
from incidents.extraction.timing.anew import told_anew
from incidents.extraction.words.lexicon import Hit

OF_THE_PAGE = ("anniversary", "stamp")
# Words between an act and the year or month it is told with.
_BESIDE, _RIGHT_BEHIND, _RIGHT_AHEAD = 5, 1, 3
_WEEKS = timedelta(days=14)
_SHORTEST = 4  # letters of a word with a participle's ending that is none ("feed")
_HELD = 7  # words from an arrest to what it is for
_JUDGED = 4  # words from a judgement to its day
_HEAD = 3  # words with which a clause may open before its day: "в этот день 1945 года"
_OPENING = 2  # mentions that show what a story is about
_NO_VIOLENCE = ("act.arrest", "act.protest", "act.threat", "act.disaster")


def past(story: Story, today: date) -> tuple[Sentence, DateMention] | None:
    """The month or year just behind the first words of the act, long before publication: "over a bombing in
    1974" is of 1974, whatever day the sentence gives for the arrest; right behind them, some weeks are
    enough: "hurt in an attack last month". So it is right before them in their clause, where commas part
    clauses: "возложили цветы там, где два года назад упала бомба". Where the story is first told with any
    day, and that is one of long ago, or a month of weeks ago, it is the act's, too.
    """
    mention = story.mentions[0]
    if told_anew(mention, today):
        return None
    for day in mention.sentence.dates:
        sentence, beside = mention.sentence, mention.sentence.word_at(day.start) - mention.last
        age = today - day.when.end
        old = (age > LONG_PAST and beside <= _BESIDE) or (age > _WEEKS and beside <= _RIGHT_BEHIND)
        ahead = range(sentence.word_at(day.end - 1) + 1, mention.first + 1)
        before = age > LONG_PAST and 0 < len(ahead) <= _RIGHT_AHEAD
        before = before and bool(sentence.lexicon.words("clauses_apart"))
        before = before and not any(sentence.passage.borders[at] for at in ahead)
        told = (old and beside >= 0) or before
        if told and day.when.precision in ("month", "year") and _is_of_act(mention, day, today):
            return sentence, day
    dated = next((one for one in story.mentions[:_OPENING] if one.sentence.dates), None)
    return (_told_as_past(dated, today) or _in_clause_of_then(dated, today)) if dated else None


def _in_clause_of_then(mention: Mention, today: date) -> tuple[Sentence, DateMention] | None:
    """The one day of long ago with which a clause of the act ends, whatever commas part them, where all acts
    stand in that clause and a new day before it: "wreaths were laid *on Wednesday* for 43 students *who* were
    abducted and, …, killed in *2014*".
    """
    sentence = mention.sentence
    old = [one for one in sentence.dates if today - one.when.end > LONG_PAST]
    new = [one for one in sentence.dates if today - one.when.end <= _WEEKS]
    if len(old) != 1 or len(new) != 1 or sentence.is_since(old[0]):
        return None
    acts = [hit for hit in sentence.found("act") if not hit.label.startswith(_NO_VIOLENCE)]
    start, first = sentence.range_of(old[0])[0], min((hit.first for hit in acts), default=0)
    inside = sentence.range_of(new[0])[1] <= first and all(hit.first < start for hit in acts)
    last = acts[-1].last if acts else start
    near = not any(sentence.passage.borders[last : start + 1])
    return (sentence, old[0]) if inside and near and _opens_relative(sentence, new[0], first) else None


def _told_as_past(mention: Mention, today: date) -> tuple[Sentence, DateMention] | None:
    """The day of long ago with which a sentence tells an act, if it is the nearest to it; none with which a
    state began ("held since 2017"), nor where another act is nearer to a new day.
    """
    sentence = mention.sentence
    told = [
        (apart, day)
        for day in sentence.dates
        if (apart := _apart(sentence, mention.first, mention.last, day)) is not None
    ]
    if not told:
        return None
    behind = [(apart, day) for apart, day in told if sentence.range_of(day)[0] >= mention.last]
    if behind:  # "on Tuesday *who* were killed in 2016"
        told = [one for one in told if one in behind or not _opens_relative(sentence, one[1], mention.first)]
    apart, day = min(told, key=lambda one: one[0])
    tried = sentence.has_any("status.trial", "status.legal")
    least = _WEEKS if day.when.precision == "month" and not tried else LONG_PAST
    old = day.kind not in OF_THE_PAGE and today - day.when.end > least
    if not old or sentence.is_since(day) or not _is_of_act(mention, day, today):
        return None
    return sentence, day


def _is_of_act(mention: Mention, day: DateMention, today: date) -> bool:
    """Whether a day of long ago is the act's: not that of what somebody in its sentence did, nor where
    another act stands nearer to a new day.
    """
    sentence = mention.sentence
    if day.when.precision == "year" and _is_parted(sentence, mention.first, mention.last, day):
        return False
    if sentence.has_any("status.trial", "status.legal"):
        return True  # the new day is the court's
    if sentence.has("act.arrest.strong") and _is_held_for(sentence):
        return True  # the new day is the arrest's
    fresh = [one for one in sentence.dates if today - one.when.end <= _WEEKS]
    others = [
        hit
        for hit in sentence.found("act")
        if not hit.label.startswith(_NO_VIOLENCE) and (hit.last <= mention.first or mention.last <= hit.first)
    ]
    return not any(
        _words_between(sentence, hit, new) < _words_between(sentence, hit, day)
        and not _opens_relative(sentence, new, hit.first)
        for hit in others
        for new in fresh
    )


def _is_held_for(sentence: Sentence) -> bool:
    """Whether somebody is told as arrested over, or for, an act: "*held over* the killing of a girl"."""
    held = sentence.found_any("act.arrest.strong", "toll.arrested")
    return any(sentence.says("held_for", hit.last, hit.last + _HELD) for hit in held)


def _opens_relative(sentence: Sentence, new: DateMention, first: int) -> bool:
    """Whether an act at word `first`, behind a new day, stands in a clause that only says who somebody is:
    "flowers were laid on Wednesday for two guards *who were shot dead* when …".
    """
    end = sentence.range_of(new)[1]
    whose = sentence.lexicon.words("relatives") - sentence.lexicon.words("conjunctions")
    return not whose.isdisjoint(sentence.words(end, first))


def _words_between(sentence: Sentence, hit: Hit, day: DateMention) -> int:
    """How many words stand between a term and a day."""
    start, end = sentence.range_of(day)
    return start - hit.last if hit.last <= start else hit.first - end


def _apart(sentence: Sentence, first: int, last: int, day: DateMention) -> int | None:
    """How many words stand between an act and a day with which it is told: one behind it in its clause, or
    one that opens its clause ("In 1989, soldiers shot six priests"); None for another ("a group founded in
    1990 killed a judge who had been appointed in 1985").
    """
    passage, words = sentence.passage, sentence.lexicon
    start, end = sentence.range_of(day)
    clauses, participles = words.words("clauses"), words.endings("participles")
    if end <= first:
        behind = _behind_relative(sentence, start, end)
        head = range(max(sentence.span.first, start - _HEAD), start + 1)
        opens = start - sentence.span.first <= 1 or any(passage.borders[at] for at in head)
        opens = opens or not clauses.isdisjoint(sentence.words(start - 2, start)) or behind > end
        between = range(behind, first)
        if not opens or any(passage.borders[at] for at in range(behind + 1, first + 1)):
            return None
        return None if any(passage.words[at] in clauses for at in between) else len(between)
    between = range(last, start)
    if any(passage.borders[at] for at in range(last, start + 1)):
        return None
    told = {
        at
        for hit in sentence.hits
        if hit.label.startswith(("act.", "toll."))
        for at in range(hit.first, hit.last)
    }
    for at in between:
        word = passage.words[at]
        if word in clauses or (at not in told and _is_done_then(sentence, at, participles)):
            return None
    return len(between)


def _is_done_then(sentence: Sentence, at: int, participles: tuple[str, ...]) -> bool:
    """Whether a word says what was done to somebody whom an act befell: "a judge *appointed* in 1985", not
    "in *crowded* clubs".
    """
    word = sentence.passage.words[at]
    done = len(word) > _SHORTEST and word.endswith(participles)
    return done and not sentence.says("prepositions|articles|determiners", at - 1, at)


def _behind_relative(sentence: Sentence, start: int, end: int) -> int:
    """The first word of what is told of something with a day: behind "which" in "a chase last autumn in which
    a boy was killed"; the word behind the day where nothing is, or where somebody is who was born or made
    something then.
    """
    relatives = sentence.lexicon.words("relatives")
    if _is_done(sentence, start):
        return end
    for at in (end, end + 1):
        if not relatives.isdisjoint(sentence.words(at, at + 1)):
            return at + 1
    return end


def of_another(story: Story, sentence: Sentence, day: DateMention, today: date) -> bool:
    """Whether a year of long ago in a sentence of the story's acts is told of somebody in it: "killed a judge
    who sentenced rebels in 2019", "a militia founded in 1990 killed five".
    """
    if (
        day.when.precision != "year"
        or today - day.when.end <= LONG_PAST
        or all(one.sentence is not sentence for one in story.mentions)
    ):
        return False
    acts = [hit for hit in sentence.found("act") if not hit.label.startswith(_NO_VIOLENCE)]
    return bool(acts) and all(_is_parted(sentence, hit.first, hit.last, day) for hit in acts)


def _is_parted(sentence: Sentence, first: int, last: int, day: DateMention) -> bool:
    """Whether a relative word stands between an act and a day behind it, and no harm is told behind it ("a
    bombing, in which nine died in 1994"), or what somebody was made or did with a day before it.
    """
    start, end = sentence.range_of(day)
    if end <= first:
        return _is_done(sentence, start)
    relatives = sentence.lexicon.words("relatives")
    opens = next((at for at in range(last, start) if sentence.passage.words[at] in relatives), None)
    if opens is None or any(hit.first > opens for hit in sentence.found("toll")):
        return False
    if not sentence.says("conjunctions", opens, opens + 1):
        return True
    return not any(opens < hit.first < start for hit in sentence.found("act"))  # "shot *when robbers came*"


def _is_done(sentence: Sentence, start: int) -> bool:
    """Whether a day is that of what somebody was born, made or judged with: "founded in 1990", "sentenced to
    ten years in 2019".
    """
    if any(start - _JUDGED <= hit.last <= start for hit in sentence.found("status.judged")):
        return True
    return sentence.says("made", start - 2, start) or any(
        word.endswith(sentence.lexicon.endings("participles")) for word in sentence.words(start - 2, start)
    )
