"""Credit lines: which agency a text is from, and what only looks like it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from incidents.agencies import closing, credited

BODY = "Two men were killed in Derbent on Monday, the police said."


@pytest.mark.parametrize(
    ("text", "agency"),
    [
        (f"KABUL, March 4 (Reuters) - {BODY}", "reuters"),
        (f"MOSCOW (AP) — {BODY}", "ap"),
        (f"Berlin (dpa) - {BODY}", "dpa"),
        ("МАХАЧКАЛА, 3 марта. /ТАСС/. Двое мужчин погибли в Дербенте.", "tass"),
        ("МОСКВА, 3 мар - РИА Новости. Двое мужчин погибли в Дербенте.", "ria"),
        ("Махачкала. 3 марта. ИНТЕРФАКС - Двое мужчин погибли в Дербенте.", "interfax"),
        ("ТАСС, 3 марта. Двое мужчин погибли в Дербенте.", "tass"),
        ("КИЇВ, 3 березня (Укрінформ) - Двоє чоловіків загинули.", "ukrinform"),
        ("新华社北京3月3日电 两名男子死亡。", "xinhua"),
        (f"{BODY}\n\nReuters", "reuters"),
        (f"{BODY}\n\n— AFP", "afp"),
        (f"{BODY}\n\nSource: Anadolu Agency", "anadolu"),
        (f"{BODY}\n\nИсточник: ТАСС", "tass"),
        (f"{BODY} (AFP)", "afp"),
        (f"{BODY}\n\n(Reporting by A. Writer in Derbent; Editing by B. Editor)", "reuters"),
        (f"{BODY}\n\ndpa/lby", "dpa"),
    ],
)
def test_a_credit_at_the_start_or_end_is_read(text: str, agency: str) -> None:
    assert credited(text) == agency


@pytest.mark.parametrize(
    "text",
    [
        BODY,
        f"{BODY} He told TASS that he had seen it.",
        f"{BODY} A witness said so, Reuters reported.",
        "Двое мужчин погибли в Дербенте, сообщает РИА Новости.",
        f"A picture (Reuters photo) shows it. {BODY}",
        f"{BODY}\n\nReuters/AFP",
        f"BERLIN (dpa/AFP) - {BODY}",
        f"{BODY}\n\nAmaq",
        f"DERBENT (Amaq) - {BODY}",
        f"MOSCOW (CNN) - {BODY}",
        "",
    ],
)
def test_what_only_names_an_agency_or_names_two_is_no_credit(text: str) -> None:
    assert credited(text) is None


def test_a_byline_counts_where_it_is_the_agency_alone_and_so_does_its_own_site() -> None:
    assert credited(BODY, ["Reuters"]) == "reuters"
    assert credited(BODY, ["A. Writer", "Reuters"]) is None
    assert credited(BODY, [], "ТАСС") == credited(BODY, [], "tass.example") == "tass"
    assert credited(BODY, [], "Example Times") is None
    assert credited(f"{BODY} (AFP)", ["Reuters"], "ТАСС") == "afp", "the text's own line says it best"


@given(st.text(max_size=400))
def test_no_text_raises(text: str) -> None:
    assert credited(text, [text], text) is None or isinstance(credited(text, [text], text), str)
    closing(text)
