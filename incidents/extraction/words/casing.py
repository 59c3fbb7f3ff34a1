"""A headline in title case ("Army Plane Bombs Market In Nyala") as a sentence would write it, so that
capitals tell names again.

It changes letters one for one and never the length: offsets into the headline stay what they are.
"""

from __future__ import annotations

import re

from incidents.extraction.words.lexicon import Lexicon, fold
from incidents.gazetteer import Gazetteer

_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_WITHIN = re.compile(r"(?<=[\w,;] )[^\W\d_]+(?:-[^\W\d_]+)*")  # not the first word of a sentence
_LONG = 4  # letters: shorter words may be small in a title, too
_LEAST, _SHARE = 4, 0.8  # long words that a title must have, and how many of them have a capital


def sentence_case(title: str, text: str, words: Lexicon, gazetteer: Gazetteer) -> str:
    """The title with small letters for what the text or the lexicon knows as a common word, but for places of
    several words ("West Bank"); as it is where it is not in title case.
    """
    long = [word for word in _WORD.findall(title) if len(word) >= _LONG]
    capitals = [word for word in long if word[0].isupper() and word[1:].islower()]
    if len(long) < _LEAST or len(capitals) < _SHARE * len(long):
        return title
    within = _WITHIN.findall(text)
    names = {word.lower() for word in within if word[0].isupper()}
    common = {word for word in within if word[0].islower()} - names
    places = [
        (place.start, place.end)
        for place in gazetteer.find(title, words.language)
        if " " in title[place.start : place.end]
    ]

    def small(match: re.Match[str]) -> str:
        word, low = match[0], match[0].lower()
        known = low in common or (low not in names and words.fits(fold(low)))
        inside = any(start <= match.start() < end for start, end in places)
        return low if known and match.start() and not inside and len(low) == len(word) else word

    return _WORD.sub(small, title)
