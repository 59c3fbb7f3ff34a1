"""How a lexicon's terms are written, and where they are found."""

from __future__ import annotations

import pytest

from incidents.extraction.words.lexicon import Lexicon
from incidents.extraction.words.sentences import cut


def found(term: str, text: str) -> list[str]:
    """What a term is found in, each time as the words of the text."""
    passage = cut("text", text)
    hits = Lexicon("xx", {"act": term}).scan(passage.words, passage.borders)
    return [" ".join(passage.words[hit.first : hit.last]) for hit in hits]


@pytest.mark.parametrize(
    ("term", "text", "expected"),
    [
        ("bomb*", "Bombs and a bomber", ["bombs", "bomber"]),
        ("shot|stabbed dead", "shot dead, stabbed dead, shot", ["shot dead", "stabbed dead"]),
        ("set ~2 on fire", "set the old house on fire, set on fire", ["set on fire"]),
        ("set ~3 on fire", "set the old house on fire", ["set the old house on fire"]),
        ("set ~2 on fire", "set it. On fire", []),
        ("set ~1 house ~1 fire", "set a house on fire and a fire", ["set a house on fire"]),
        ("machine gun|guns? fire", "machine gun fire, machine fire, gun fire", ["machine gun fire", "machine fire"]),
        ("open fire, open fire on", "they open fire on him", ["open fire on", "open fire"]),
        ("open fire", "open, fire", []),
    ],
)  # fmt: skip
def test_a_term_is_found_where_its_words_stand(term: str, text: str, expected: list[str]) -> None:
    assert found(term, text) == expected


def test_a_list_of_words_has_a_name() -> None:
    passage = cut("text", "knives and a dagger")
    lexicon = Lexicon("xx", {"set": {"blades": "knife, knives, dagger*"}, "weapon": {"knife": "<blades>"}})
    assert [(hit.label, hit.first) for hit in lexicon.scan(passage.words, passage.borders)] == [
        ("weapon.knife", 0),
        ("weapon.knife", 3),
    ]


ENDINGS = {"it": "il, ila, ili, ivsh*, en(y)", "y": "y, aya, ye"}


@pytest.mark.parametrize(
    ("term", "text", "expected"),
    [
        ("ran(it)", "ranil ranila ranit", ["ranil", "ranila"]),
        ("ran(it)", "ranivshego raneny rana", ["ranivshego", "raneny"]),
        ("ran(it)|ubi(it) ~1 ego", "ranili vchera ego", ["ranili vchera ego"]),
        ("<harm>", "ranila, rezali", ["ranila", "rezali"]),
    ],
)
def test_a_word_is_found_in_all_forms_that_its_endings_have(
    term: str, text: str, expected: list[str]
) -> None:
    data = {"endings": ENDINGS, "set": {"harm": "ran(it)|rezali"}, "act": term}
    passage = cut("text", text)
    hits = Lexicon("xx", data).scan(passage.words, passage.borders)
    assert [" ".join(passage.words[hit.first : hit.last]) for hit in hits] == expected


def test_a_setting_may_name_a_list_and_endings() -> None:
    data = {
        "endings": ENDINGS,
        "set": {"harm": "ran(it)|rezali"},
        "settings": {"done": "<harm>, bil(y)"},
    }
    lexicon = Lexicon("xx", data)
    assert {"ranila", "raneny", "rezali", "bilye"} <= lexicon.words("done")


@pytest.mark.parametrize("term", ["~2", "open fire?"])
def test_a_term_ends_with_a_word_that_must_stand(term: str) -> None:
    with pytest.raises(ValueError, match="must end with a word"):
        Lexicon("xx", {"act": term})
