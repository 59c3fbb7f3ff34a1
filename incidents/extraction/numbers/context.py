"""What a number counts: people, other things, or nothing because it is an age, an hour, a price or a label.

Pure; it looks at the words around the number, within the sentence.
"""

from __future__ import annotations

import re

from incidents.extraction.numbers.expressions import Number
from incidents.extraction.numbers.words import NumberWords
from incidents.extraction.words.tokens import Tokens

SPACES = re.compile(r"(?!\s-\s)[\s\-\"'“”«»„(]*")
REACH = 6  # words from a number to its noun
_HOTLINES = ("911", "999")  # "the 911 caller": whom one calls, in any news
GLUED = tuple("%°_$€£₽")
LABEL_MARKS = ("", ".", "№", "#", "№.")  # what may stand between "room" and its number


def is_part_of_other(tokens: Tokens, number: Number, words: NumberWords) -> bool:
    """Part of a calibre, a price, a clock time, a date, a label, a numbered list, a word."""
    first, last, before = number.first, number.last - 1, number.first - 1
    digits = next((i for i in range(first, number.last) if tokens.is_digits(i)), None)
    if digits is not None and _is_part_of_token(tokens, digits, last):
        return True
    label = tokens.word(before) in words.label
    if label and tokens.is_digits(first) and tokens.gaps[before].strip() in LABEL_MARKS:
        return True
    if label and len(tokens.words[before]) > 2 and tokens.is_capital(first) and tokens.joins(before):
        return True
    if (
        tokens.word(before) in words.of
        and tokens.is_digits(before - 1)
        and tokens.word(before - 2) in words.label
    ):
        return True  # "image 3 of 10"
    gap = tokens.gaps[last]
    if gap[:1] == "-" and (len(gap) == 1 or tokens.is_digits(last)):
        return True
    if tokens.word(number.last) in ("a", "p") and gap == " " and tokens.gaps[number.last][:1] == ".":
        return tokens.word(number.last + 1) == "m"
    ended = before > 0 and "." in tokens.gaps[before] and tokens.is_digits(before - 1)  # "14 мая. Трое …"
    return _is_month(tokens, number.last, words) or (not ended and _is_month(tokens, before, words))


def _is_part_of_token(tokens: Tokens, first: int, last: int) -> bool:
    """Digits that are glued to something, or that number the items of a list."""
    start, gap = tokens.starts[first], tokens.gaps[last]
    in_front = tokens.folded[max(0, start - 2) : start]
    if in_front[-1:] and (in_front[-1] in "$€£#№.:/_|[" or in_front[-1].isalnum()):
        return True
    if in_front[-1:] in ("-", "–") and in_front[0].isalnum():
        return True
    if gap.lstrip()[:1] in GLUED or (not gap and last + 1 < len(tokens.words)):
        return True
    if gap[:1] in (":", "/", "–") and len(gap) == 1:
        return True
    before = tokens.gaps[first - 1] if first else "\n"
    if before.strip()[-1:] in ("№", "#"):
        return True
    return gap[:1] in (".", ")") and ("\n" in before or before.strip()[-1:] in (".", ":", ";"))


def is_year_or_call(tokens: Tokens, number: Number) -> bool:
    """Digits that name a year, a channel or a hotline beside a noun that is no person's."""
    if not tokens.is_digits(number.last - 1):
        return False
    value, before = tokens.words[number.last - 1], number.first - 1
    if value in _HOTLINES or (len(value) == 4 and value[:2] in ("18", "19", "20")):
        return True
    return _is_name(tokens, before)


def _is_name(tokens: Tokens, before: int) -> bool:
    """ "News 12": a name that opens no sentence stands in front, in a text that is not all capitals."""
    if before < 1 or tokens.gaps[before] != " " or not tokens.is_capital(before):
        return False
    inside = tokens.gaps[before - 1].strip(" \"'“”«»") == ""
    return (
        inside
        and not tokens.text[max(0, tokens.starts[before] - 200) : tokens.starts[before] + 200].isupper()
    )


def _is_month(tokens: Tokens, index: int, words: NumberWords) -> bool:
    """A month's name, and not the verb "may"."""
    word = tokens.word(index)
    return word in words.months and (word not in words.needs_capital or tokens.is_capital(index))


def noun_behind(tokens: Tokens, first: int, words: NumberWords, *, single: bool) -> tuple[str, int | None]:
    """What stands behind a number: ("people" | "unit" | "bare" | "measure", index of the noun).

    `single`: the noun may be in the singular ("one man", "двадцать один солдат").
    """
    first = _behind_number(tokens, first, words)
    if not (first < len(tokens.words) and _goes_with(tokens, first - 1, words)):
        return "bare", None
    if tokens.word(first) in words.of:
        return _noun_of(tokens, first + 1, words)
    if tokens.gaps[first - 1][:1] == "'":
        return "measure", None
    thing, harmed, index = None, False, first
    stop = min(first + REACH, len(tokens.words))
    while index < stop and (index == first or _goes_on(tokens, index - 1)):
        word = tokens.words[index]
        if (behind := _behind_adjective(tokens, index, words)) > index:
            harmed = harmed or word in words.harm
            index = behind
            continue
        if word in words.measure:
            return "measure", None
        if word in words.many or (single and word in words.one):
            return _people(tokens, index, words, single=single)
        counts = word.isdecimal() or word in words.cardinal or word in words.collective
        if counts or _ends_run(word, words) or thing is not None:
            break
        if _ends_phrase(word, words):
            thing = index
            if not words.noun_endings:
                break
        index += 1
    if thing is None and any(tokens.words[i] not in words.more for i in range(first, min(index, stop))):
        thing = first
    return ("bare", None) if thing is None or harmed else ("unit", thing)


def _behind_number(tokens: Tokens, first: int, words: NumberWords) -> int:
    """Where the noun is looked for, behind what goes on with a number: "3 миллиона *200 тысяч* сомов"."""
    goes_on = (
        tokens.word(first - 1) in words.multiplier
        and SPACES.fullmatch(tokens.gaps[first - 1]) is not None
        and tokens.word(first).isdecimal()
        and tokens.word(first + 1) in words.multiplier
    )
    return first + 2 if goes_on and first + 2 < len(tokens.words) else first


def _goes_on(tokens: Tokens, index: int) -> bool:
    """What follows word `index` belongs to the same phrase: "U.S. soldiers" does."""
    gap = tokens.gaps[index]
    return (
        gap == " "
        or SPACES.fullmatch(gap) is not None
        or (len(tokens.words[index]) == 1 and gap in (".", ". "))
    )


def _behind_adjective(tokens: Tokens, index: int, words: NumberWords) -> int:
    """The word behind "other", "U.S.", "16-year-old"; `index` itself where none of these stands."""
    word = tokens.words[index]
    if word in words.more or (len(word) == 1 and tokens.gaps[index][:1] == "."):
        return index + 1
    if not word.isdecimal() or tokens.gaps[index] != "-":
        return index
    while index + 1 < len(tokens.words) and tokens.gaps[index] == "-":
        index += 1
    return index + 1


def _ends_run(word: str, words: NumberWords) -> bool:
    return word in words.stop or word in words.harm or word in words.days


def _goes_with(tokens: Tokens, index: int, words: NumberWords) -> bool:
    """What follows word `index` may be its noun; "тыс." ends no sentence."""
    gap = tokens.gaps[index].lstrip("+")
    if gap == ") ":
        return is_repeated(tokens, index)
    return SPACES.fullmatch(gap) is not None or (gap == ". " and tokens.words[index] in words.multiplier)


def is_repeated(tokens: Tokens, index: int) -> bool:
    """Whether a word only says a number again, in digits between brackets: "seven *(07)* soldiers"."""
    if index >= len(tokens.words) or tokens.gaps[index - 1 : index + 1] != [" (", ") "]:
        return False
    return tokens.is_digits(index) and not tokens.is_digits(index - 1)


def _noun_of(tokens: Tokens, first: int, words: NumberWords) -> tuple[str, int | None]:
    """ "three of the victims": what stands behind "of", an article left out; "three of them" is bare."""
    known = tokens.word(first) in words.of_the
    if tokens.word(first) in words.pronoun and not (known and tokens.word(first + 1) in words.many):
        return "bare", None  # "three of those", but "three of those victims" are of the victims
    if known and tokens.joins(first - 1):
        first += 1
    while first < len(tokens.words) and (
        tokens.words[first] in words.cardinal or tokens.words[first].isdecimal()
    ):
        first += 1  # "five of the six monks"
    if first >= len(tokens.words) or tokens.words[first] in words.of:
        return "bare", None
    found = noun_behind(tokens, first, words, single=False)
    hurt = known and tokens.words[first] in words.harm and tokens.words[first] in words.more
    return ("people", first) if hurt and found[0] != "people" else found  # "one of the wounded"


def _ends_phrase(word: str, words: NumberWords) -> bool:
    """ "bombs" ends the search for a noun, "car" does not; "взрыва" does, "сильных" does not."""
    if words.noun_endings:
        return len(word) > 3 and word.endswith(words.noun_endings) and not word.endswith("ss")
    return not word.endswith(words.adjective_endings)


def _people(tokens: Tokens, index: int, words: NumberWords, *, single: bool) -> tuple[str, int]:
    """The last of a run of persons ("police officers"); "police cars" are none."""
    while tokens.joins(index) and (
        tokens.words[index + 1] in words.many or (single and tokens.words[index + 1] in words.one)
    ):
        index += 1
    if tokens.gaps[index][:1] == "'":
        return "unit", index
    if tokens.words[index] in words.attributive and tokens.joins(index):
        following = tokens.words[index + 1]
        if following in words.collective or following in words.cardinal:
            return "people", index  # "among four dead two were children"
        if _ends_phrase(following, words) and following not in words.stop and following not in words.harm:
            return "unit", index + 1
    return "people", index


def _is_labelled(tokens: Tokens, first: int, words: NumberWords) -> bool:
    """ "ages 3, 5 and 9": a label stands in front of the row of numbers."""
    passed = words.range_and | words.range_to | words.range_between | words.of
    index = first - 1
    while index >= max(0, first - REACH) and (tokens.is_digits(index) or tokens.words[index] in passed):
        index -= 1
    return index >= 0 and index < first - 1 and tokens.words[index] in words.label


def is_no_count(tokens: Tokens, number: Number, words: NumberWords) -> bool:
    """A number without a noun that is an age, a year, an hour, or a mere pronoun."""
    first, last, before = number.first, number.last - 1, number.first - 1
    following = tokens.word(number.last)
    if tokens.words[first] in words.range_between and tokens.word(before) in words.label:
        return True  # "aged between 8 and 12"
    end = number.last
    if following in words.of and tokens.word(end + 1) in words.pronoun:
        end += 2  # "one of them"
    behind = tokens.word(end) in words.harm or tokens.word(end + 1) in words.harm
    in_front = any(tokens.word(i) in words.harm for i in (before, before - 1))
    if number.loose:
        return not (behind or in_front)
    if not tokens.is_digits(last):
        return False
    if tokens.words[last] in _HOTLINES:
        return True
    if _is_clock_or_year(tokens.words[last]) and (
        tokens.word(before) in words.of_the  # "the 2014 killing"
        or not (following in words.harm or tokens.word(before) in words.harm)
    ):
        return True
    if before < 0:
        return False
    if _is_age(tokens, number, words):
        return True
    if tokens.words[before] in words.clock and following not in words.harm:
        return not any(tokens.word(i) in words.toll for i in range(before - 5, before))
    if not (behind or in_front) and _is_name(tokens, before):
        return True
    return _is_labelled(tokens, first, words) or _ends_in_measure(tokens, number.last, words)


def _is_clock_or_year(digits: str) -> bool:
    """ "1310", "0030", "2008": four digits without a mark that can be an hour or a year."""
    if len(digits) != 4 or not digits.isdecimal():
        return False
    return digits[:2] in ("18", "19", "20") or (digits < "2400" and digits[2:] < "60" and digits[2:] != "00")


def _is_age(tokens: Tokens, number: Number, words: NumberWords) -> bool:
    """ "Ann Lee, 31," "(31)", "his son, 6,", "He was 24."."""
    before, gap = number.first - 1, tokens.gaps[number.last - 1]
    in_front = tokens.gaps[before]
    if in_front.endswith("(") and gap.startswith(")"):
        return True
    person = tokens.words[before] in words.one or tokens.words[before] in words.many
    if gap[:1] in (" ", ",", ".") and _is_of_somebody(tokens, before, words):
        return tokens.word(number.last) not in words.many  # "a man of 64"
    named = in_front.strip() in (",", ".,") and (person or tokens.is_capital(before))
    closed = gap[:1] in (",", ".", ";", ")", "\n", "") or tokens.word(number.last) in words.after_age
    if closed and (named or words.age_before.before(tokens.words, number.first)):
        return True
    if named and tokens.word(before - 2) in words.range_and and tokens.is_capital(before - 1):
        return True  # "Dennis Lee, 66, and Ginger Lee, 64 were …"
    return in_front == " " and gap[:1] == "," and tokens.words[before] in words.expressions.by_first


def _is_of_somebody(tokens: Tokens, before: int, words: NumberWords) -> bool:
    """Whether a number behind word `before` is how old somebody is: "a man of 64", "an Afghan of 24", "youths
    of 15 and 17".
    """
    if tokens.words[before] in words.range_and and tokens.is_digits(before - 1):
        before -= 2
    if tokens.word(before) not in words.of:
        return False
    noun = tokens.word(before - 1)
    return noun in words.one or noun in words.many or f"{noun}s" in words.many


def _ends_in_measure(tokens: Tokens, index: int, words: NumberWords) -> bool:
    """ "16 and 17 years old": the row that the number opens ends in a measure."""
    passed = words.range_and | words.range_to
    end = index
    while end < min(index + REACH, len(tokens.words)) and (
        tokens.words[end] in passed or tokens.words[end].isdecimal()
    ):
        end += 1
    return end > index + 1 and tokens.word(end) in words.measure
