"""The same page, a revised page, a copied text, a new text: each told from the others."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import permutations

from hypothesis import given
from hypothesis import strategies as st

from incidents.agencies import credited
from incidents.article import Draft
from incidents.duplicates import (
    Candidate,
    Copy,
    Decision,
    Duplicate,
    New,
    Revision,
    common_origin,
    decide,
    headline,
    origin_of,
    shingles,
    sketch,
)

DAY = datetime(2024, 3, 4, tzinfo=UTC)
WIRE = (
    "Two men with knives attacked a police post in the harbour quarter on Monday morning, the ministry said. "
    "One officer died on the spot and another was taken to hospital with a wound in the arm. Both attackers "
    "were shot dead by a patrol that was called from the neighbouring street. Witnesses spoke of shouting "
    "and then of several shots. The quarter was closed for four hours, and schools sent the children home."
)


def draft(text: str = WIRE, title: str = "Knife attack on police", url: str = "https://a.example/1") -> Draft:
    return Draft(url, title, text, DAY, source="a.example")


def stored(number: int, other: Draft, new: Draft, published: datetime | None = DAY) -> Candidate:
    mine = sketch(other)
    return Candidate(
        number,
        other.url,
        other.url,
        other.content_hash(),
        origin_of(other.content_hash(), credited(other.text)),
        len(set(mine) & set(sketch(new))),
        len(mine),
        published,
        other.source,
    )


def judge(new: Draft, *known: Candidate) -> Decision:
    return decide(new, new.url, new.content_hash(), len(sketch(new)), known)


def test_a_text_not_seen_before_is_new() -> None:
    other = draft(
        "The council met on Tuesday and spoke for three hours of the new tram line.",
        url="https://a.example/2",
    )
    assert judge(draft(), stored(1, other, draft())) == New(origin_of(draft().content_hash()))


def test_the_same_page_unchanged_is_a_duplicate() -> None:
    assert isinstance(judge(draft(), stored(1, draft(), draft())), Duplicate)


def test_the_same_page_with_another_title_is_a_revision_and_keeps_its_origin() -> None:
    old, new = draft(), draft(title="Police attacked: one officer dead")
    decision = judge(new, stored(1, old, new))
    assert isinstance(decision, Revision)
    assert decision.origin == origin_of(old.content_hash())


def test_a_page_that_goes_back_and_forth_between_two_texts_is_a_duplicate_each_time() -> None:
    first, second = draft(), draft(title="Police attacked: one officer dead")
    for new in (first, second):
        assert isinstance(judge(new, stored(1, first, new), stored(2, second, new)), Duplicate)


def test_the_same_text_elsewhere_is_a_copy_with_the_same_origin() -> None:
    new = draft(title="Officer killed", url="https://b.example/9")
    decision = judge(new, stored(1, draft(), new))
    assert isinstance(decision, Copy)
    assert decision.origin == origin_of(draft().content_hash())
    assert "100%" in decision.why


def test_a_copy_with_a_paragraph_more_is_still_a_copy() -> None:
    new = draft(
        WIRE + " The mayor asked for calm and will visit the families tomorrow.", url="https://b.example/9"
    )
    assert isinstance(judge(new, stored(1, draft(), new)), Copy)


def test_of_one_agency_a_much_shorter_text_is_a_copy_too() -> None:
    sentences = WIRE.split(". ")
    short, long = ". ".join(sentences[:2]) + ". It was calm later.", f"DERBENT (Reuters) - {WIRE}"
    bare = draft(short, url="https://b.example/2")
    assert isinstance(judge(bare, stored(1, draft(long), bare)), New)
    credited_too = draft(f"{short}\n\nReuters", url="https://b.example/2")
    copy = judge(credited_too, stored(1, draft(long), credited_too))
    assert isinstance(copy, Copy)
    other = draft(f"{short}\n\nAFP", url="https://b.example/2")
    assert isinstance(judge(other, stored(1, draft(long), other)), New)


def test_beside_a_report_of_the_same_agency_a_text_has_that_ones_origin() -> None:
    tass, reuters = origin_of("a" * 64, "tass"), origin_of("b" * 64, "reuters")
    assert common_origin(origin_of("c" * 64, "tass"), [reuters, tass]) == tass
    assert common_origin(origin_of("c" * 64, "afp"), [reuters, tass]) == origin_of("c" * 64, "afp")
    assert common_origin(origin_of("c" * 64), [origin_of("d" * 64)]) == origin_of("c" * 64)


def test_a_long_text_that_quotes_a_short_one_is_no_copy() -> None:
    long = " ".join(f"word{i} other{i * 7} third{i * 3}" for i in range(300))
    new = draft(f"{WIRE} {long}", url="https://b.example/9")
    assert isinstance(judge(new, stored(1, draft(), new)), New)


def test_a_daily_bulletin_with_other_numbers_is_new_after_some_days() -> None:
    """The form is the same; only the numbers change."""
    form = "During the day {} strikes hit the district of {} and {} people were hurt, the staff said. " * 6
    old, new = (
        draft(form.format(*range(n, n + 18)), url=f"https://a.example/bulletin-{n}") for n in (10, 40)
    )
    decision = judge(new, stored(1, old, new, DAY - timedelta(days=7)))
    assert isinstance(decision, New)


def test_labels_and_publishers_around_a_headline_do_not_count() -> None:
    """Two listings of one column, of which the feeds carry the headline alone."""
    one = draft("", "Opinion | When the ferry stops - The Times", "https://a.example/1")
    two = draft("", "Op-Ed: When the ferry stops", "https://b.example/2")
    assert headline(one) == headline(two) == "when the ferry stops"
    assert isinstance(judge(two, stored(1, one, two)), Copy)


def test_a_dash_in_a_headline_is_not_a_publisher() -> None:
    assert headline(draft(title="Bomb in Kabul - five killed")) == "bomb in kabul - five killed"


def test_a_bare_headline_that_returns_a_month_later_is_new() -> None:
    one, two = (draft("", "What to know this morning", f"https://{n}.example/1") for n in "ab")
    assert isinstance(judge(two, stored(1, one, two, DAY - timedelta(days=30))), New)


def test_a_text_without_words_is_nobodys_copy() -> None:
    new = draft("", "…", "https://b.example/1")
    assert sketch(new) == ()
    assert isinstance(judge(new, stored(1, draft(), new)), New)


def test_shingles_are_the_same_in_every_run() -> None:
    assert shingles("one two three four") == (4676576328373256, 5913192888555298405)


def test_the_order_of_candidates_does_not_matter() -> None:
    new = draft(url="https://z.example/1")
    known = [
        stored(3, draft(url="https://c.example/1"), new),
        stored(1, draft(WIRE + " More to follow.", url="https://d.example/1"), new),
        stored(2, draft(url="https://e.example/1"), new, DAY - timedelta(hours=2)),
    ]
    assert len({judge(new, *order) for order in permutations(known)}) == 1


def test_the_address_that_is_named_is_the_one_that_was_read() -> None:
    first = draft(WIRE, url="http://a.example/x")
    for again in (
        first,
        draft(WIRE, url="http://b.example/y"),
        draft(f"{WIRE} More.", url="http://a.example/x"),
    ):
        known = replace(stored(1, first, again), canonical_url="https://a.example/x")
        decision = decide(
            again, again.url.replace("http:", "https:"), again.content_hash(), len(sketch(again)), [known]
        )
        assert not isinstance(decision, New)
        assert "http://a.example/x" in decision.why


@given(st.permutations(range(10)))
def test_one_agency_text_on_ten_feeds_is_one_origin_in_any_order(order: list[int]) -> None:
    copies = [draft(f"CITY {n} - {WIRE}", f"Headline {n}", f"https://feed{n}.example/x") for n in range(10)]
    known: list[tuple[Draft, str]] = []
    for n in order:
        new = copies[n]
        candidates = [
            Candidate(
                i,
                d.url,
                d.url,
                d.content_hash(),
                origin,
                len(set(sketch(d)) & set(sketch(new))),
                len(sketch(d)),
                DAY,
                "",
            )
            for i, (d, origin) in enumerate(known)
        ]
        decision = judge(new, *candidates)
        assert not isinstance(decision, Duplicate)
        known.append((new, decision.origin))
    assert len({origin for _, origin in known}) == 1
