"""Who of a sentence's persons may be those arrested: not whom the attack hurt, nor who makes the arrest.

Which of those left it was, `owners` decides.
"""

from __future__ import annotations

from collections.abc import Sequence

from incidents.extraction.harm.persons import Persons
from incidents.extraction.reading import Sentence
from incidents.extraction.words.lexicon import Hit


def may_be_held(
    hit: Hit, persons: Sequence[Persons], fates: Sequence[Hit], sentence: Sentence
) -> Sequence[Persons]:
    """The persons of a sentence that the arrest `hit` may be of."""
    attacked = any(one.role == "attacker" for one in persons)
    harms = [one for one in fates if one.label != hit.label]
    return [
        one
        for one in persons
        if one.role == "attacker"
        or not (_is_hurt(one, hit, harms, sentence) or (attacked and _arrests(one, hit, sentence)))
    ]


def _is_hurt(one: Persons, hit: Hit, harms: Sequence[Hit], sentence: Sentence) -> bool:
    """Whether they stand right behind another word, as whom it befell: "injuring *12*, and was arrested"."""
    return any(
        harm.last <= one.first < one.last <= hit.first
        and not sentence.passage.borders[one.first]  # "один застрелен, ещё один задержан"
        and sentence.lexicon.words("determiners").issuperset(sentence.words(harm.last, one.first))
        for harm in harms
    )


def _arrests(one: Persons, hit: Hit, sentence: Sentence) -> bool:
    """Whether they are the police who did it, in the words for it or, where nouns are declined, behind the
    verb: "is in *police* custody", "стрелка задержали *полицейские*".
    """
    if one.counted or one.role != "force":
        return False
    behind = hit.last <= one.first and bool(sentence.lexicon.words("heads_first"))
    return behind or hit.first < one.first < hit.last
