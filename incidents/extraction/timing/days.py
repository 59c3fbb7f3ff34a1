"""Which of the days that an article names is the act's: the day it happened, not that of a hearing, an
arrest, a death in hospital or a news conference.

Every day is a candidate; its signs are those of its sentence and of the words beside it, how long before
publication it lies, and how often it is named. The weights are fitted (`ranking`). It finds no dates itself.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Sequence, Set
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache, lru_cache
from math import log1p

from incidents.extraction.dates import DateMention, find_hour
from incidents.extraction.judging.plainly import FRESH, told_plainly, told_undated
from incidents.extraction.ranking import chances
from incidents.extraction.reading import Reading, Sentence
from incidents.extraction.stories import Story
from incidents.extraction.stories.local_days import NO_ACT, of_speech
from incidents.extraction.timing.past import OF_THE_PAGE, of_another, past
from incidents.extraction.words.calendar_words import calendar_words

_CLOCK = re.compile(r"\b\d{1,2}(?:[:.]\d\d)?\s?[ap]\.?\s?m\b|\b\d{1,2}[:.]\d\d\b", re.IGNORECASE)
_CLOCK_REACH = 34  # characters between a day and the hour that goes with it
_BACK, _FORE = 12, 6  # words in which the deed of a day is looked for
_AGES = ((0, "0"), (1, "1"), (3, "3"), (7, "7"), (30, "30"), (92, "92"), (366, "366"))
_LABELS = (
    *("toll.killed", "toll.injured", "toll.shot", "toll.hospital", "toll.arrested", "toll.implied"),
    *("status.legal", "status.trial", "status.history", "status.report", "status.earlier", "cue.police"),
    *("cue.occurred", "cue.another", "target", "weapon", "person.attacker", "person.victim", "claim"),
)
_DEEDS = (
    *(
        ("status.legal", "court"),
        ("status.trial", "court"),
        ("toll.arrested", "arrest"),
        ("cue.occurred", "act"),
    ),
    *(
        ("toll.shot", "shot"),
        ("toll.killed", "death"),
        ("toll.hospital", "care"),
        ("toll", "harm"),
        ("act", "act"),
    ),
)
_OPENING = 3  # sentences that show what an article is about
_FINER = 0.5  # a day inside the likeliest month or week is taken if it is half as likely


@dataclass(frozen=True, slots=True)
class Dated:
    """A day with the sentence in which it stands."""

    sentence: Sentence
    day: DateMention


def candidates(
    reading: Reading,
    story: Story,
    *,
    main: bool,
    taken: Set[int] = frozenset(),
    others: Set[int] = frozenset(),
) -> list[Dated]:
    """The days that may be the story's: any of the article for the main one, else those of its sentences.
    Those in the sentences `taken`, which tell other stories, are candidates only where there is no other and
    no history is told, and no day of weeks ago where the lead tells the act as news; in English, which the
    weights were fitted on, another story is too often the same act, unless it is surely one of the `others`
    or told as one before.
    """
    told = reading.sentences if main else story.sentences
    known, today = reading.published is not None, reading.today or date.max
    found = [
        Dated(sentence, day)
        for sentence in told
        for day in sentence.dates
        if day.kind not in OF_THE_PAGE
        and day.when.start <= today
        and not (known and of_another(story, sentence, day, today))
        and not _is_of_a_state(story, sentence, day)
    ]
    if _is_fitted(reading):
        mine = {sentence.index for sentence in story.sentences}
        dated = any(_is_plain(one.day) for one in found if one.sentence.index in mine)
        return [one for one in found if not _is_others(one.sentence, taken, others)] if dated else found
    own = [one for one in found if one.sentence.index not in taken]
    if own or not found:
        return own
    fresh = main and known and told_undated(story, today)
    return [
        one
        for one in found
        if not (one.sentence.has("status.history") or (fresh and today - one.day.when.end > FRESH))
    ]


def _is_of_a_state(story: Story, sentence: Sentence, day: DateMention) -> bool:
    """Whether it is told only since when something is so: "they have blocked the road *since September*"."""
    coarse = day.when.precision in ("month", "year")
    return coarse and sentence.is_since(day) and all(one.sentence is not sentence for one in story.mentions)


def _is_others(sentence: Sentence, taken: Set[int], others: Set[int]) -> bool:
    """Whether a sentence tells of surely another act, or another story as one before this: "the *second
    shooting within a week*, after two were killed last Monday".
    """
    return sentence.index in others or (sentence.index in taken and sentence.has("cue.series"))


def act_day(
    reading: Reading,
    story: Story,
    *,
    main: bool,
    taken: Set[int] = frozenset(),
    others: Set[int] = frozenset(),
    listed: Dated | None = None,
    before: Dated | None = None,
) -> Dated | None:
    """The story's day, or the week, month or year where the text gives nothing finer; None without any.
    `taken` are sentences that tell other stories, `others` those of surely other acts; `listed` is the day
    that a round-up announces for all, `before` that of the act told before, where several are told as of one
    time.
    """
    found = candidates(reading, story, main=main, taken=taken, others=others)
    if not main and before and not any(_may_date_act(one, story) for one in found):
        found = []
    if not found and (listed or before):
        # An English first paragraph too often dates something else, but where a list of places follows.
        sure = bool(story.section) or not _is_fitted(reading)
        return _of_the_list(story, listed if listed and sure else before)
    if not any(_is_plain(one.day) for one in found) and (hour := _by_hour(reading, main=main)):
        return hour
    if not found:
        return None
    if reading.today is not None and (told := past(story, reading.today)) is not None:
        return _finest(Dated(*told), found)
    if reading.today is not None and told_plainly(story, reading):
        found = [one for one in found if reading.today - one.day.when.end <= FRESH] or found
    day = (
        found[0]
        if len(found) == 1
        else _likeliest(found, chances("day", signs(found, reading, story, main=main)))
    )
    return None if _is_of_something_else(day, reading, story) else day


def _likeliest(found: Sequence[Dated], ranked: Sequence[float]) -> Dated:
    """Of the days with their chances the likeliest, each day's mentions together; of a month or week a day in
    it that is likely enough.
    """
    mass: dict[tuple[date, date, str], float] = {}
    best: dict[tuple[date, date, str], tuple[float, Dated]] = {}
    for one, chance in zip(found, ranked, strict=True):
        key = (one.day.when.start, one.day.when.end, one.day.when.precision)
        mass[key] = mass.get(key, 0.0) + chance
        if key not in best or chance > best[key][0]:
            best[key] = (chance, one)
    top = max(mass, key=mass.__getitem__)
    if top[2] != "day":
        inside = [key for key in mass if key[2] == "day" and top[0] <= key[0] and key[1] <= top[1]]
        finer = max(inside, key=mass.__getitem__, default=top)
        top = finer if mass[finer] >= _FINER * mass[top] else top
    return best[top][1]


def _finest(told: Dated, found: Sequence[Dated]) -> Dated:
    """A day, month or year, or a finer one that lies in it."""
    when = told.day.when
    return next(
        (
            one
            for one in found
            if when.precision != "day" == one.day.when.precision
            and when.start <= one.day.when.start
            and one.day.when.end <= when.end
        ),
        told,
    )


def announced(reading: Reading, acts: Set[int]) -> Dated | None:
    """The one day that the title and first paragraph of a round-up give for all that it tells: "what
    Wednesday brought"; `acts` are the sentences that tell one of its acts. When something is said, or the
    round-up appears, is not it.
    """
    opening = [
        one for one in reading.sentences if one.in_title or not (one.span.paragraph or one.index in acts)
    ]
    plain = [
        Dated(sentence, day)
        for sentence in opening
        for day in sentence.dates
        if _is_plain(day) and day.when.start == day.when.end
        if not (day.future or of_speech(sentence, day))
    ]
    days = {one.day.when.start for one in plain}
    today = reading.today
    if len(days) > 1 or any(one.day.when.basis == "stated" for one in plain if one.day.when.start == today):
        days -= {today}  # the day of the page
    return next((one for one in plain if days == {one.day.when.start}), None)


_TOLD_AS_OLD = ("status.history", "status.earlier", "status.anniversary", "status.trial")


def _of_the_list(story: Story, day: Dated | None) -> Dated | None:
    """The day announced for all, unless the story is told as one before it."""
    old = any(one.sentence.has_any(*_TOLD_AS_OLD) for one in story.mentions)
    return None if old else day


_OLDER_TIMES = timedelta(days=3 * 365)


def _is_of_something_else(one: Dated, reading: Reading, story: Story) -> bool:
    """Whether a month or year of an older time stands where the act is not told: "since the protests of
    2012"; a trial's report may name the month of the act anywhere. Judged for English alone: in our Russian
    articles such a year was the act's own, eight times of eight.
    """
    if reading.today is None or one.day.when.precision not in ("month", "year"):
        return False
    if not _is_fitted(reading):
        return False
    return not _tells_act(one, story) and reading.today - one.day.when.end > _OLDER_TIMES


def _tells_act(one: Dated, story: Story) -> bool:
    return any(mention.sentence.index == one.sentence.index for mention in story.mentions)


def _may_date_act(one: Dated, story: Story) -> bool:
    """Whether a day may be an act's that is told as of the time of the one before: it is no month or year in
    a paragraph in which the act is not told ("talks were broken off *in April*").
    """
    told = {mention.sentence.span.paragraph for mention in story.mentions}
    return one.day.when.precision not in ("month", "year") or one.sentence.span.paragraph in told


def _is_fitted(reading: Reading) -> bool:
    """Whether the choice among days was fitted on many texts of the language."""
    return "day" in reading.lexicon.words("fitted")


def _is_plain(day: DateMention) -> bool:
    return day.when.precision == "day" and day.kind not in NO_ACT


def _by_hour(reading: Reading, *, main: bool) -> Dated | None:
    """The day of an hour, where a report of the day gives no day: "about 2 a.m.", "in the early morning"."""
    if not main or reading.published is None or any(_is_old(one) for one in reading.sentences[:_OPENING]):
        return None
    for sentence in reading.sentences:
        if sentence.in_title or not sentence.has_any("act", "cue.occurred", "cue.police"):
            continue
        if any(reading.published.date() - day.when.end > FRESH for day in sentence.dates):
            continue  # an hour of that day
        span, text = sentence.span, sentence.passage.text
        hour = find_hour(text, span.start, span.end, reading.published, sentence.lexicon.language)
        if hour:
            return Dated(sentence, hour)
    return None


def _is_old(sentence: Sentence) -> bool:
    """Whether a sentence tells what follows an act by weeks: a court, an arrest, an anniversary."""
    return sentence.has_any("status.legal", "status.trial", "status.anniversary", "toll.arrested")


def signs(found: Sequence[Dated], reading: Reading, story: Story, *, main: bool) -> list[dict[str, float]]:
    """The signs of each candidate by name, each about 0 to 3."""
    article = _article(reading, story, main=main)
    acts = {mention.sentence.index: mention for mention in story.mentions}
    own = {sentence.index for sentence in story.sentences}
    rule = story.dates[0] if story.dates else None
    plain = [one.day.when for one in found if one.day.kind != "dateline" and one.day.when.precision == "day"]
    often, starts = Counter(plain), sorted({w.start for w in plain})
    first, last = (starts[0], starts[-1]) if starts else (None, None)
    rows = []
    for number, one in enumerate(found):
        sentence, day, when = one.sentence, one.day, one.day.when
        row = {f"kind {day.kind}": 1.0, f"precision {when.precision}": 1.0}
        row |= {label: 1.0 for label in _LABELS if label in sentence.labels}
        row["title"] = float(sentence.in_title)
        row["lead"] = float(sentence.lead)
        row["depth"] = log1p(sentence.index) / 2
        row["first"] = float(number == 0)
        row["own"] = float(sentence.index in own)
        row[f"rule, {when.precision}"] = float(rule is not None and rule.when == when)
        row["picked"] = float(rule is day)
        row["hour"] = float(_has_hour(sentence, day))
        row["speech"] = float(of_speech(sentence, day))
        row["placed"] = float(any(place.place.precision == "place" for place in sentence.places))
        row["earliest"] = float(when.start == first)
        row["latest"] = float(when.start == last)
        row["often"] = log1p(often[when])
        row["later ones"] = log1p(len(starts) - bisect_right(starts, when.end))
        row["earlier ones"] = log1p(bisect_left(starts, when.start))
        mention = acts.get(sentence.index)
        if mention is not None:
            row[f"act {mention.tier}"] = row[f"act, {when.precision}"] = 1.0
            away = abs(sentence.passage.starts[mention.first] - day.start) / 60
            row["by the act"] = 1 / (1 + away)
            row["behind the act"] = float(day.start > sentence.passage.starts[mention.first])
        row |= _deeds(sentence, day)
        age = _age(when.end, reading)
        row[f"age {age}"] = 1.0
        row |= {f"{name}, age {age}": 1.0 for name in article}
        row |= {f"{name}, {day.kind}": 1.0 for name in article}
        rows.append(row)
    return rows


def _age(day: date, reading: Reading) -> str:
    """How long before publication a day lies, in steps."""
    if reading.today is None:
        return "unknown"
    days = (reading.today - day).days
    if days < 0:
        return "future"
    return next((name for most, name in _AGES if days <= most), "older")


def _article(reading: Reading, story: Story, *, main: bool) -> list[str]:
    """What the article is about, as far as its title and first sentences show."""
    opening = reading.sentences[:_OPENING]
    found = []
    if any(sentence.has_any("status.legal", "status.trial") for sentence in opening):
        found.append("court")
    if any(sentence.has("toll.arrested") for sentence in opening):
        found.append("arrest")
    if not main:
        found.append("further")
    return found


@cache
def _deed(label: str) -> str | None:
    """What a term with this label tells of, if it is one that tells what a day is of."""
    return next((name for prefix, name in _DEEDS if label.startswith(prefix)), None)


def _deeds(sentence: Sentence, day: DateMention) -> dict[str, float]:
    """What the nearest telling words before and behind the day are of: the act, a death, a court, speech."""
    first, last = sentence.range_of(day)
    speaks = sentence.lexicon.words("speaks")
    deeds: dict[int, str] = {}
    for hit in sentence.hits:
        if name := _deed(hit.label):
            for index in range(hit.first, hit.last):
                deeds.setdefault(index, name)
    words, span = sentence.passage.words, sentence.span

    def nearest(indices: range) -> tuple[str, int]:
        for steps, index in enumerate(indices):
            if index in deeds:
                return deeds[index], steps
            if words[index] in speaks:
                return "speech", steps
        return "nothing", 0

    back, near = nearest(range(first - 1, max(span.first, first - _BACK) - 1, -1))
    fore, far = nearest(range(last, min(span.last, last + _FORE)))
    row = {f"back {back}": 1.0, f"fore {fore}": 1.0}
    if near <= 2:
        row[f"close behind {back}"] = 1.0
    if far == 0:
        row[f"right before {fore}"] = 1.0
    return row


@lru_cache(maxsize=16)
def _parts(language: str) -> re.Pattern[str]:
    """The words for parts of a day."""
    words = sorted(calendar_words(language)["slot"].get("part", ["\0"]), key=len, reverse=True)
    return re.compile(r"\b(?:" + "|".join(map(re.escape, words)) + r")\b", re.IGNORECASE)


def _has_hour(sentence: Sentence, day: DateMention) -> bool:
    """Whether an hour or a part of the day is given with it, as it is for acts rather than for hearings."""
    text = sentence.passage.text
    around = text[
        max(sentence.span.start, day.start - _CLOCK_REACH) : min(sentence.span.end, day.end + _CLOCK_REACH)
    ]
    said = text[day.start : min(sentence.span.end, day.end + 14)]
    return bool(_CLOCK.search(around) or _parts(sentence.lexicon.language).search(said))
