"""The words beside a place's name, as they bear on what it names.

It only looks; what they say of the name is judged in `places.context`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from incidents.extraction.places.words import ContextWords
from incidents.gazetteer import Mention
from incidents.remembered import Remembered

# Backwards: what parts a name from the word before it, and that word.
_BEFORE: Final = re.compile(r"[ \u00a0\"“«(-]{1,3}?([\w’'.-]*[^\W\d_])")


_AFTER: Final = re.compile(r"([ \u00a0-])((?:the\s)?[^\W_][\w’'-]*)")


_TITLED: Final = re.compile(r": |, \d{1,2} [а-яіїє]{3,}\b")


_JOINED: Final = re.compile(r"[a-z]-$")


_QUOTES: Final = frozenset('«»"“”„')


_QUOTED: Final = re.compile(r"[«\"“„][^\W\d_]+ $")


_QUOTED_HALF: Final = re.compile(r"[-‐‑][^\W\d_]+[»\"“”]")


_INITIAL: Final = 4  # letters at most of what is abbreviated with a dot before a name


_AGE: Final = re.compile(r",?\s\(?\d{1,2}(?:,|\)| years?\b|-year| лет|-летн| рок)")


_DECLINED_ADJECTIVE: Final = re.compile(r"[а-яёіїєґ'’-]{3,}(?:ому|ого|ім|ій|ої|ом|ой|ем|ей|им|ым|их|ых)")


_SENTENCE_END: Final = re.compile(r"(?:^|[.!?…:;\n\"“”»])\s*$")


_HEADLINE: Final = 160  # characters of the longest headline


_FOLLOWING: Final = 60  # characters in which the next words stand


@dataclass(slots=True)
class Around:
    """The words beside a mention, in lower case without dots; empty where there is none in its line."""

    before: str
    before_before: str
    after: str
    before_capital: bool  # the word before has a capital that no sentence's beginning explains
    name_goes_on: bool  # the word after is part of a proper name
    hyphened: bool  # a hyphen follows: "Tulsa-based"
    described: bool  # an adjective parts it from the word before a place: "у прикордонному Вовчанську"
    word_before: str  # as it is written
    next_word: str  # the word after as it is written
    _text: str
    _mention: Mention
    _line: int
    _words: ContextWords

    @classmethod
    def of(cls, text: str, mention: Mention, line: int, words: ContextWords, shouted: bool) -> Around:
        left = _BEFORE.match(text[max(line, mention.start - 30) : mention.start][::-1])
        right = _AFTER.match(text, mention.end)
        word, (gap, next_word) = left[1][::-1] if left else "", right.groups() if right else ("", "")
        before_before, capital = "", False
        if left:
            start = mention.start - left.end()
            rest = text[max(line, start - 20) : start].rstrip(" \u00a0")
            before_before = rest.rsplit(" ", 1)[-1]
            ended = bool(words.spaced) and word[-1] == "." and len(word) > _INITIAL
            opens = bool(words.spaced) and word.lower() in words.before  # "… — В Ницце"
            plain = shouted or ended or opens
            capital = word[0].isupper() and not plain and _SENTENCE_END.search(rest) is None
        goes_on = right is not None and gap != "-" and (shouted or next_word[0].isupper())
        if (capital or goes_on) and not shouted and not words.spaced and is_headline(text, line):
            capital = goes_on = False
        return cls(
            before=_SMALL[word],
            before_before=_SMALL[before_before],
            after=_SMALL[next_word],
            before_capital=capital,
            name_goes_on=goes_on,
            hyphened=gap == "-",
            described=before_before in words.before
            and before_before not in words.faint
            and _DECLINED_ADJECTIVE.fullmatch(word) is not None,
            word_before=word,
            next_word=next_word,
            _text=text,
            _mention=mention,
            _line=line,
            _words=words,
        )

    @property
    def following(self) -> list[str]:
        """The next words, up to three, in the line."""
        end = self._text.find("\n", self._mention.end, self._mention.end + _FOLLOWING)
        stop = end if end >= 0 else self._mention.end + _FOLLOWING
        return [_SMALL[word.strip(",")] for word in self._text[self._mention.end : stop].split()[:3]]

    @property
    def before_acronym(self) -> bool:
        return self.word_before.isupper()

    @property
    def before_given(self) -> bool:
        """Whether the word before is a given name with a capital: "Carlos Salinas"."""
        small = self.word_before.lower()
        capital = self.word_before[:1].isupper()
        return capital and small in self._words.given and small not in self._words.compass

    @property
    def aged(self) -> bool:
        """Whether an age follows, as after a person's name."""
        return _AGE.match(self._text, self._mention.end) is not None

    @property
    def doubled(self) -> bool:
        """Whether a hyphen joins it to another name: "Robinson-Wright", "Miami-Dade"."""
        start = self._mention.start
        behind = self.hyphened and self.next_word[0].isupper()
        return behind or _JOINED.search(self._text, max(self._line, start - 2), start) is not None

    @property
    def possessive(self) -> bool:
        """ "Tulsa's"."""
        end = self._mention.end
        return self._text[end : end + 2] in ("'s", "’s", "'S", "’S")

    @property
    def titled(self) -> bool:
        """Whether a colon follows, or a day, as in a chronicle: "Джибо, 12 мая. …"."""
        return _TITLED.match(self._text, self._mention.end) is not None

    @property
    def quoted(self) -> bool:
        """Whether the name, or it with a word before it or another half, stands in quotation marks: «Анжи»,
        «Эхо Москвы», «Парсонс-Грин».
        """
        text, start, end = self._text, self._mention.start, self._mention.end
        if text[end : end + 1] not in _QUOTES:
            return text[start - 1 : start] in _QUOTES and _QUOTED_HALF.match(text, end) is not None
        return text[start - 1 : start] in _QUOTES or bool(
            _QUOTED.search(text, max(self._line, start - 30), start)
        )

    @property
    def clipped(self) -> bool:
        """Whether it is a word that shortens a state's name only behind a comma or before a dot: "at *Mass*",
        but "Salem, Mass.".
        """
        start, end = self._mention.start, self._mention.end
        short = self._text[start:end].lower() in self._words.clipped
        return short and self._text[end : end + 1] != "." and self._text[start - 2 : start] != ", "

    @property
    def honoured(self) -> bool:
        """Whether it is called after whoever bears the name: "имени Чехова"."""
        return self.word_before.lower() in self._words.honoured


def _as_listed(word: str) -> str:
    """A word as the lists hold it: in lower case, without a dot, ё as е."""
    return word.lower().strip(".").replace("ё", "е")


_SMALL: Final = Remembered(_as_listed)


@lru_cache(maxsize=32)
def is_headline(text: str, line: int) -> bool:
    """Whether a line has Capitals On Most Words, so that they say nothing."""
    end = text.find("\n", line)
    end = len(text) if end < 0 else end
    if end - line > _HEADLINE:
        return False
    words = [word for word in text[line:end].split() if len(word) > 3 and word[0].isalpha()]
    return len(words) > 2 and sum(word[0].isupper() for word in words) >= 0.7 * len(words)
