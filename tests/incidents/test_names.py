"""Names are found as whole words, in their cases, and with an eye on capitals."""

import pytest

from incidents.names import Name, Names, is_shouted

GROUP = Names(
    [
        *(Name(text, "IS") for text in ("Islamic State", "ISIS", "ИГИЛ", "Исламское государство", "داعش")),
        *(Name(text, "IS", weak=True) for text in ("IS", "ИГ")),
        *(Name(text, "Assad") for text in ("Assad",)),
        *(Name(text, "HTS") for text in ("HTS",)),
        *(Name(text, "Taliban") for text in ("Taliban", "Талибан")),
        *(Name(text, "AQ") for text in ("al-Qaeda", "Аль-Каида")),
        *(Name(text, "ISKP") for text in ("Islamic State Khorasan Province",)),
    ]
)


def found(text: str) -> list[tuple[str, str | None]]:
    return [(span.payload, span.doubt) for span in GROUP.find(text)]


@pytest.mark.parametrize(
    "text",
    [
        "The ambassador spoke of rights, flights and insights.",
        "They walked along the isis at dawn.",
        "This is the verb, and so it is.",
        "The crisis deepened.",
        "Ассадов и игильский",
        "игры и иголки",
    ],
)
def test_a_name_inside_another_word_is_not_the_name(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "payload"),
    [
        ("Fighters of the Islamic State's branch", "IS"),
        ("the islamic-state group", "IS"),
        ("боевики ИГИЛа напали", "IS"),
        ("ответственность взяло на себя «Исламское государство»", "IS"),
        ("сторонников Исламского государства", "IS"),
        ("Исламским государством", "IS"),
        ("представитель Талибана", "Taliban"),
        ("переговоры с Талибаном", "Taliban"),
        ("ячейка Аль-Каиды", "AQ"),
        ("ячейка аль Каиды", "AQ"),
        ("al Qaeda", "AQ"),
        ("مقاتلو داعش", "IS"),
        ("وداعش", "IS"),
        ("ISIS-linked", "IS"),
        ("HTS fighters", "HTS"),
    ],
)
def test_a_name_is_found_in_its_spellings_and_cases(text: str, payload: str) -> None:
    assert found(text) == [(payload, None)]


def test_an_acronym_without_its_capitals_is_in_doubt() -> None:
    assert found("Isis said so") == [("IS", "case")]


def test_a_weak_name_is_in_doubt() -> None:
    assert found("IS said so") == [("IS", "weak")]


def test_capitals_prove_nothing_in_a_headline_of_capitals() -> None:
    assert found("THIS IS WHAT ISIS DOES TO RIGHTS") == [("IS", "weak"), ("IS", "case")]


def test_a_longer_name_swallows_the_shorter() -> None:
    assert found("Islamic State Khorasan Province") == [("ISKP", None)]


def test_overlaps_are_kept_on_request() -> None:
    payloads = [span.payload for span in GROUP.find("Islamic State Khorasan Province", overlaps=True)]
    assert sorted(payloads) == ["IS", "ISKP"]


def test_offsets_are_those_of_the_text_as_given() -> None:
    text = "Ёлка… “Талибана” ﬁn"
    (span,) = GROUP.find(text)
    assert text[span.start : span.end] == "Талибана"


def test_no_names_find_nothing() -> None:
    empty: Names[str] = Names([])
    assert empty.find("anything") == []


def test_shouting_needs_letters() -> None:
    assert is_shouted("IT IS SO")
    assert not is_shouted("IS group claims")
    assert not is_shouted("2015")
