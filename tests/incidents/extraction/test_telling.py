"""What the words of a sentence say about whether it tells of one particular act."""

from __future__ import annotations

import pytest

from incidents.article import Draft
from incidents.extraction.acts.telling import CAPITALS, features, together, told, unpack
from incidents.extraction.reading import Sentence, read
from incidents.extraction.words.lexicon import lexicon_of
from incidents.gazetteer import Gazetteer
from tests.incidents.extraction.tables import PUBLISHED


def sentence(text: str, language: str = "en") -> Sentence:
    draft = Draft("https://news.example/1", "", text, PUBLISHED, language, None)
    return read(draft, lexicon_of(language), Gazetteer.open()).sentences[0]


def test_a_deed_sounds_surer_than_talk_of_deeds() -> None:
    deed = told(sentence("Armed men killed two farmers and wounded a third on Monday, police said."))
    talk = told(sentence("If the rebels attacked again, many people would have to flee, he warned."))
    assert deed is not None and talk is not None and deed > talk


def test_places_and_numbers_decide_nothing() -> None:
    one = features(sentence("Gunmen killed 12 people in Multan on Tuesday."))
    assert one == features(sentence("Gunmen killed 31 people in Lahore on Friday."))


def test_a_language_without_weights_says_nothing() -> None:
    assert told(sentence("Вчера в Грозном был убит полицейский.", "ru")) is None


def test_one_sure_sentence_is_enough() -> None:
    assert together([3.0, -2.0]) > 3.0 > together([-2.0, -2.0])


@pytest.mark.parametrize("content", [b"", b"\x01\x00\x00\x00\x00\x00\x80\x3f"])
def test_stored_weights_are_keys_and_floats(content: bytes) -> None:
    assert unpack(content) == ({1: 1.0} if content else {})


def test_a_sentence_in_capitals_has_weights_of_its_own() -> None:
    plain = features(sentence("Gunmen killed two farmers near the river."))
    capitals = features(sentence("GUNMEN KILLED TWO FARMERS NEAR THE RIVER."))
    assert not plain & capitals
    assert {key ^ CAPITALS for key in capitals} == plain
