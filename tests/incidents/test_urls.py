"""Two addresses of one page have one canonical form."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from incidents.urls import canonical


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("http://Example.ORG/a", "https://example.org/a"),
        ("https://www.example.org/a/", "https://example.org/a"),
        ("https://example.org:443/a#top", "https://example.org/a"),
        ("https://example.org:8443/a", "https://example.org:8443/a"),
        ("https://m.example.org/a", "https://example.org/a"),
        ("https://amp.example.org/a", "https://example.org/a"),
        ("https://example.org/a/amp/", "https://example.org/a"),
        ("https://example.org/a.amp.html", "https://example.org/a.html"),
        ("https://example.org/a?outputType=amp", "https://example.org/a"),
        ("https://example.org/a?utm_source=x&fbclid=y&gclid=z", "https://example.org/a"),
        ("https://example.org/s?storyId=7&utm_medium=rss", "https://example.org/s?storyId=7"),
        ("https://example.org/s?b=2&a=1", "https://example.org/s?a=1&b=2"),
        ("https://example.org/news?sid=12", "https://example.org/news?sid=12"),
        ("https://example.org/n?from=rss", "https://example.org/n"),
        ("https://example.org/n?from=20", "https://example.org/n?from=20"),
        ("https://example.org/a;jsessionid=1A2B", "https://example.org/a"),
        ("https://example.org/index.html", "https://example.org"),
        ("https://example.org//a//b", "https://example.org/a/b"),
        ("https://example.org/%7Eann", "https://example.org/~ann"),
        (
            "https://пример.рф/ё",
            "https://xn--e1afmkfd.xn--p1ai/%D1%91",
        ),
        ("http://[::1]:8080/x", "https://[::1]:8080/x"),
        ("https://user:pass@example.org/a", "https://example.org/a"),
        ("urn:uuid:1", "urn:uuid:1"),
        ("http://[broken", "http://[broken"),
        ("  https://t.co  ", "https://t.co"),
    ],
)
def test_the_canonical_form(url: str, expected: str) -> None:
    assert canonical(url) == expected


ADDRESS = st.builds(
    "{}://{}{}{}{}".format,
    st.sampled_from(["http", "https", "HTTP"]),
    st.sampled_from(["example.org", "www.m.example.org", "AMP.example.org", "м.рф", "1.2.3.4", "a.b"]),
    st.sampled_from(["", ":80", ":443", ":8080", ":x"]),
    st.text(alphabet="/amp.html;%ё?=&jsessionid7 index", max_size=40),
    st.text(alphabet="?&=;utm_ref%#/ё\udc80", max_size=30),
)


@given(ADDRESS | st.text(max_size=80))
@example("http://example.org ?")
@example("http://example.org. ./")
def test_canonical_is_idempotent_and_never_raises(url: str) -> None:
    once = canonical(url)
    assert canonical(once) == once
