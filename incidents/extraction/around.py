"""The words beside a place's name, as they bear on what it names.

It only looks; what they say of the name is judged in `place_context`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from incidents.extraction.context_words import ContextWords
from incidents.gazetteer import Mention

_BEFORE: Final = re.compile(r"([^\W\d_][\w’'.-]*)([ \u00a0\"“«(-]{1,3})$")


_AFTER: Final = re.compile(r"([ \u00a0-])((?:the\s)?[^\W_][\w’'-]*)")


_TITLED: Final = re.compile(r": |, \d{1,2} [а-яіїє]{3,}\b")


_JOINED: Final = re.compile(r"[a-z]-$")


_QUOTES: Final = frozenset('«»"“”„')


_QUOTED: Final = re.compile(r"[«\"“„][^\W\d_]+ $")


_INITIAL: Final = 4  # letters at most of what is abbreviated with a dot before a name


_AGE: Final = re.compile(r",?\s\(?\d{1,2}(?:,|\)| years?\b|-year| лет|-летн| рок)")


_DECLINED_ADJECTIVE: Final = re.compile(r"[а-яёіїєґ'’-]{3,}(?:ому|ого|ім|ій|ої|ом|ой|ем|ей|им|ым|их|ых)")


_SENTENCE_END: Final = re.compile(r"(?:^|[.!?…:;\n\"“”»])\s*$")


_HEADLINE: Final = 160  # characters of the longest headline


@dataclass(slots=True)
class Around:
    """The words beside a mention, in lower case without dots; empty where there is none in its line."""

    before: str
    before_before: str
    after: str
    before_capital: bool  # the word before has a capital that no sentence's beginning explains
    before_acronym: bool
    before_given: bool  # the word before is a given name with a capital: "Carlos Salinas"
    name_goes_on: bool  # the word after is part of a proper name
    aged: bool  # an age follows, as after a person's name
    hyphened: bool  # a hyphen follows: "Tulsa-based"
    doubled: bool  # a hyphen joins it to another name: "Robinson-Wright", "Miami-Dade"
    possessive: bool  # "Tulsa's"
    titled: bool  # a colon follows, or a day, as in a chronicle: "Джибо, 12 мая. …"
    quoted: bool  # the name, or it and a word before it, stand in quotation marks: «Анжи», «Эхо Москвы»
    described: bool  # an adjective parts it from the word before a place: "у прикордонному Вовчанську"
    honoured: bool  # it is called after whoever bears the name: "имени Чехова"
    next_word: str  # the word after as it is written

    @classmethod
    def of(cls, text: str, mention: Mention, line: int, words: ContextWords, shouted: bool) -> Around:
        left = _BEFORE.search(text, max(line, mention.start - 30), mention.start)
        right = _AFTER.match(text, mention.end)
        before_before, capital = "", False
        if left:
            rest = text[max(line, left.start() - 20) : left.start()].rstrip(" \u00a0")
            before_before = rest.rsplit(" ", 1)[-1]
            ended = bool(words.spaced) and left.group(1)[-1] == "." and len(left.group(1)) > _INITIAL
            opens = bool(words.spaced) and left.group(1).lower() in words.before  # "… — В Ницце"
            capital = (
                left.group(1)[0].isupper()
                and not (shouted or ended or opens)
                and _SENTENCE_END.search(rest) is None
            )
        spaced = right is not None and right.group(1) != "-"
        goes_on = spaced and right is not None and (shouted or right.group(2)[0].isupper())
        if (capital or goes_on) and not shouted and not words.spaced and is_headline(text, line):
            capital = goes_on = False
        title_of = text[mention.end : mention.end + 1] in _QUOTES and _QUOTED.search(
            text, max(line, mention.start - 30), mention.start
        )
        return cls(
            before=_small(left.group(1)) if left else "",
            before_before=_small(before_before),
            after=_small(right.group(2)) if right else "",
            before_capital=capital,
            before_acronym=left is not None and left.group(1).isupper(),
            before_given=left is not None
            and left.group(1)[0].isupper()
            and left.group(1).lower() in words.given
            and left.group(1).lower() not in words.compass,
            name_goes_on=goes_on,
            aged=_AGE.match(text, mention.end) is not None,
            hyphened=right is not None and right.group(1) == "-",
            doubled=(right is not None and right.group(1) == "-" and right.group(2)[0].isupper())
            or _JOINED.search(text, max(line, mention.start - 2), mention.start) is not None,
            quoted=(text[mention.start - 1 : mention.start] in _QUOTES or bool(title_of))
            and text[mention.end : mention.end + 1] in _QUOTES,
            described=left is not None
            and before_before in words.before - words.faint
            and _DECLINED_ADJECTIVE.fullmatch(left.group(1)) is not None,
            honoured=left is not None and left.group(1).lower() in words.honoured,
            next_word=right.group(2) if right else "",
            titled=_TITLED.match(text, mention.end) is not None,
            possessive=text[mention.end : mention.end + 2] in ("'s", "’s", "'S", "’S"),
        )


def _small(word: str) -> str:
    """A word as the lists hold it: in lower case, without a dot, ё as е."""
    return word.lower().strip(".").replace("ё", "е")


def is_headline(text: str, line: int) -> bool:
    """Whether a line has Capitals On Most Words, so that they say nothing."""
    end = text.find("\n", line)
    end = len(text) if end < 0 else end
    if end - line > _HEADLINE:
        return False
    words = [word for word in text[line:end].split() if len(word) > 3 and word[0].isalpha()]
    return len(words) > 2 and sum(word[0].isupper() for word in words) >= 0.7 * len(words)
