"""What came over the wire is clean after the one normaliser, and folding keeps offsets."""

import unicodedata
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from incidents.article import Draft
from incidents.text import (
    MAX_TEXT,
    MAX_TITLE,
    MAX_URL,
    fold,
    normalise,
    normalise_draft,
    normalise_title,
    normalise_url,
    word_list,
    words,
)

NOW = datetime(2024, 3, 4, 12, tzinfo=UTC)
WILD = st.text(
    alphabet=st.characters()
    | st.sampled_from("\x00\x0b\x1c\x85\u2028\u2029\u202e\ud800\U000e0041\r\n \t\u0301e"),
    max_size=120,
)


def is_clean(text: str, *, lines: bool) -> bool:
    forbidden = set("\u2028\u2029\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u061c")
    return unicodedata.is_normalized("NFC", text) and not any(
        (unicodedata.category(c) in ("Cc", "Cs") and not (lines and c == "\n"))
        or c in forbidden
        or 0xE0000 <= ord(c) <= 0xE007F
        for c in text
    )


@given(WILD)
def test_a_normalised_text_is_clean_and_stays_as_it_is(text: str) -> None:
    once = normalise(text)
    assert is_clean(once, lines=True)
    assert normalise(once) == once
    assert "\n\n\n" not in once
    assert "  " not in once


@given(WILD)
def test_a_normalised_title_is_one_clean_line(text: str) -> None:
    once = normalise_title(text)
    assert is_clean(once, lines=False)
    assert normalise_title(once) == once
    assert len(once) <= MAX_TITLE


@given(WILD)
def test_a_normalised_url_has_no_white_space(text: str) -> None:
    once = normalise_url(text)
    assert not any(c.isspace() for c in once)
    assert normalise_url(once) == once


def test_paragraphs_stay_and_lines_within_them_join() -> None:
    assert normalise("One\r\n two\t three \n \n\nFour\u2029Five") == "One two three\n\nFour\n\nFive"


def test_what_is_too_long_is_cut() -> None:
    assert len(normalise("a" * (MAX_TEXT + 5))) == MAX_TEXT
    assert len(normalise_url("https://example.org/" + "a" * 3000)) == MAX_URL


def test_nul_and_a_lone_surrogate_become_the_replacement_character() -> None:
    assert normalise_title("a\x00b\ud800c") == "a\ufffdb\ufffdc"


@pytest.mark.parametrize(
    "stamp",
    [
        datetime(1969, 12, 31, tzinfo=UTC),
        NOW + timedelta(hours=49),
        datetime.min.replace(tzinfo=UTC),
        datetime.max.replace(tzinfo=UTC),
        datetime(1, 1, 1, tzinfo=datetime.fromisoformat("2024-01-01T00:00:00+09:00").tzinfo),
    ],
)
def test_an_impossible_date_becomes_none_and_the_article_says_so(stamp: datetime) -> None:
    draft = normalise_draft(Draft("u", "t", "x", published=stamp), NOW)
    assert draft.published is None
    assert "outside 1970" in draft.notes[0]


def test_a_possible_date_keeps_its_offset() -> None:
    stamp = datetime.fromisoformat("2024-03-04T09:00:00+03:00")
    assert normalise_draft(Draft("u", "t", "x", published=stamp), NOW).published == stamp


@given(
    st.builds(
        Draft,
        url=WILD,
        title=WILD,
        text=WILD,
        published=st.none() | st.datetimes(timezones=st.just(UTC)),
        language=st.none() | WILD,
        source=WILD,
        id=st.none() | WILD,
        notes=st.tuples(WILD),
    )
)
def test_a_normalised_draft_stays_as_it_is_and_can_be_encoded(draft: Draft) -> None:
    once = normalise_draft(draft, NOW)
    assert normalise_draft(once, NOW) == once
    for value in (once.url, once.title, once.text, once.source, once.id or "", *once.notes):
        value.encode()


def test_a_language_tag_is_cut_to_its_code() -> None:
    codes = [
        normalise_draft(Draft("u", "", "", language=tag), NOW).language for tag in ("en-GB", "RU_ru", "x")
    ]
    assert codes == ["en", "ru", None]


@given(st.text(max_size=100))
def test_folding_keeps_every_offset(text: str) -> None:
    assert len(fold(text)) == len(text)


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Ёлка", "елка"),
        ("Йемен", "йемен"),
        ("Tëst’s – a", "test's - a"),
        ("ﬁn…", "fn."),
        ("İstanbul", "istanbul"),
        ("أحمد", "احمد"),
    ],
)
def test_folding(text: str, folded: str) -> None:
    assert fold(text) == folded


def test_words_come_with_their_offsets() -> None:
    text = "«Аль-Каида» isn’t U.S."
    assert [text[w.start : w.end] for w in words(text)] == ["Аль-Каида", "isn’t", "U", "S"]
    assert word_list(text) == ["аль-каида", "isn't", "u", "s"]
