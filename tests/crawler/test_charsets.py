"""A text is read whatever is said of its encoding: nothing, the truth, or something else."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.charsets import as_utf8, decode
from crawler.discovery import read_opml
from crawler.feeds import Feed
from crawler.pages import parse_page
from crawler.spiders import read_listing
from incidents.article import Draft

TEXTS = {
    "ru": "Во вторник в Северодоле закрыли два моста через реку, сообщили в администрации города.",
    "uk": "У вівторок у Північному закрили два мости через річку, повідомили в адміністрації міста.",
    "zh": "北港的两座桥梁因为维修而关闭，市长办公室星期二表示。",
    "ja": "北港の二つの橋が修理のために閉鎖されたと市長が火曜日に述べた。",
    "ko": "북항의 다리 두 개가 수리를 위해 폐쇄되었다고 시장이 화요일에 밝혔다.",
    "de": "Am Dienstag wurden in Nordhäfen zwei Brücken über den Fluß gesperrt, teilte das Bürgermeisteramt mit.",
    "ar": "أغلقت السلطات جسرين فوق النهر يوم الثلاثاء، حسبما أعلنت البلدية.",
    "pl": "We wtorek w Północnej zamknięto dwa mosty nad rzeką, poinformował urząd miejski, źródło wiadomości.",
}
# What each is written in, and what may be said of it all the same. Of Latin scripts the truth must be said.
WRONG = ("", "utf-8", "iso-8859-1", "windows-1251", "no-such-thing")
CASES = [
    *itertools.product(["ru"], ["koi8-r", "windows-1251", "iso-8859-5", "utf-16", "utf-16-le", "utf-16-be", "utf-32-be", "utf-8"], WRONG),
    *itertools.product(["uk"], ["koi8-u", "windows-1251", "utf-8"], WRONG),
    *itertools.product(["zh"], ["gb18030", "utf-16", "utf-8"], WRONG),
    *itertools.product(["de"], ["windows-1252"], ["", "utf-8", "iso-8859-1"]),
    ("ja", "shift_jis", "shift_jis"),
    ("ja", "euc-jp", "euc-jp"),
    ("ko", "euc-kr", "euc-kr"),
    ("ar", "windows-1256", "windows-1256"),
    ("pl", "iso-8859-2", "iso-8859-2"),
]  # fmt: skip
URL = "https://times.example/1"


@pytest.mark.parametrize("header", [False, True], ids=["in the body", "in the header"])
@pytest.mark.parametrize(("language", "encoding", "said"), CASES)
def test_pages_feeds_and_sitemaps_are_read(language: str, encoding: str, said: str, header: bool) -> None:
    text, charset = TEXTS[language], f"; charset={said}" if header and said else ""
    meta = f'<meta charset="{said}">' if said and not header else ""
    xml = f'<?xml version="1.0" encoding="{said}"?>' if said and not header else ""
    page = f"<html><head>{meta}<title>{text}</title></head><body><article><p>{text * 12}</p></article></body></html>"
    read = parse_page(page.encode(encoding), URL, f"text/html{charset}")
    assert isinstance(read, Draft)
    assert (read.title, read.text[: len(text)]) == (text, text)

    item = f"<item><guid>1</guid><title>{text}</title><description>{text * 3}</description></item>"
    entry = f"<url><loc>{URL}</loc><news><title>{text}</title></news></url>"
    for kind, body in (
        ("feed", f"{xml}<rss version='2.0'><channel><title>x</title>{item}</channel></rss>"),
        ("sitemap", f"{xml}<urlset>{entry}</urlset>"),
    ):
        listing = read_listing(kind, body.encode(encoding), URL, f"application/xml{charset}")
        assert isinstance(listing, Feed), kind
        assert [one.title for one in listing.entries] == [text], kind


def test_one_broken_byte_costs_one_character() -> None:
    body = f"<p>{TEXTS['ru'] * 4}</p>".encode().replace("мост".encode(), b"\xd0\xffmost", 1)
    assert "сообщили в администрации" in decode(body, "text/html; charset=windows-1251")


def test_a_text_in_hebrew_is_not_taken_for_cyrillic() -> None:
    """Its letters have the bytes of lower-case Cyrillic; only how they follow one another tells."""
    text = (
        "שני גשרים מעל הנהר נסגרו ביום שלישי לצורך תיקונים, כך נמסר מלשכת ראש העיר. התושבים התבקשו לנסוע בדרך "
        "אחרת עד סוף החודש, והמשטרה הודיעה כי תגביר את נוכחותה בצמתים הסמוכים בשעות הבוקר והערב."
    )
    assert text in decode(f"<p>{text * 3}</p>".encode("windows-1255"))


def test_an_escaping_encoding_is_read_as_declared() -> None:
    text = TEXTS["ja"]
    assert text in decode(f'<meta charset="iso-2022-jp"><p>{text}'.encode("iso-2022-jp"))


def test_ascii_is_left_as_it_is_and_other_xml_declares_nothing_any_more() -> None:
    plain = b'<?xml version="1.0" encoding="koi8-r"?><a/>'
    assert as_utf8(plain) is plain
    other = "<?xml version='1.0' encoding='koi8-r' standalone='yes'?><a>да</a>".encode("koi8-r")
    assert as_utf8(other) == "<?xml version='1.0' standalone='yes'?><a>да</a>".encode()


def test_a_list_of_feeds_in_windows_1251_keeps_its_names() -> None:
    outline = '<?xml version="1.0" encoding="windows-1251"?><outline text="Прибрежный вестник" xmlUrl="https://a.example/rss"/>'
    assert [source.name for source in read_opml(outline.encode("windows-1251"))] == ["Прибрежный вестник"]


@given(
    st.binary(max_size=300),
    st.sampled_from([None, "text/html; charset=utf-7", "a; charset=rot13", "x; charset=hex"]),
)
def test_no_bytes_raise(noise: bytes, content_type: str | None) -> None:
    assert isinstance(decode(noise, content_type), str)
    assert isinstance(as_utf8(b"<?xml encoding='idna'?>" + noise, content_type), bytes)
