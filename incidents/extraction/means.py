"""With what an act was done, where a sentence names several means: "hacked and shot", "grenades and rifles".

Who came with knives and guns alike neither stabbed nor shot: it is an armed attack. It decides no type.
"""

from __future__ import annotations

from incidents.extraction.reading import Sentence

_MEANS = {
    "act.shooting": "gun",
    "act.stabbing": "knife",
    "weapon.gun": "gun",
    "weapon.knife": "knife",
    "weapon.bomb": "bomb",
}
_APART = 3  # words between two means that are told in a row


def is_mixed(sentence: Sentence) -> bool:
    """Whether attackers used different means: told in a row, or guns beside knives."""
    if sentence.has("weapon.knife") and sentence.has("weapon.gun") and sentence.has("person.attacker"):
        return True
    means = sorted(
        (hit.first, hit.last, mean) for label, mean in _MEANS.items() for hit in sentence.found(label)
    )
    links = sentence.lexicon.words("rows")
    for at, (_, last, mean) in enumerate(means):
        for first, _, other in means[at + 1 :]:
            if first - last > _APART:
                break
            if other != mean and not links.isdisjoint(sentence.words(last, first)):
                return True
    return False
