"""Every article ends with exactly one outcome, and the outcomes add up (acceptance cases 4, 7, 16, 17, 18)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from incidents.article import Draft, Outcome
from incidents.incident import Toll
from incidents.presets import groups
from incidents.watch import Area, Region, Watch
from scheduler.pipeline import Arrival, Pipeline, Settled
from scheduler.reader import Reader
from scheduler.reading import Bound
from store.articles import ArticleFilter
from store.database import MEMORY, Database
from store.sources import NewEntry

NOW = datetime(2026, 3, 3, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)
RUSSIA = Watch("Russia", ("desk",), regions=(Region("Russia", (Area("RU"),)),))

ATTACK = Draft(
    "https://news.example/derbent?utm_source=feed",
    "Gunmen kill two at market in Derbent",
    "Gunmen opened fire at a market in Derbent, in the Russian republic of Dagestan, on Monday and killed two people, "
    "the interior ministry said. Traders ran for the gates when the first shots rang out, and a row of stalls was "
    "overturned. Doctors at the central hospital treated five wounded shoppers through the afternoon.\n\n"
    "The attackers got away in a white car. Police put up road blocks on the way to Makhachkala and asked drivers for "
    "recordings of their cameras.",
    published=NOW - HOUR,
    language="en",
    source="News",
)


class Desk:
    """A pipeline into memory that reads what it is given."""

    def __init__(self, *watches: Watch) -> None:
        self.db = Database.open(MEMORY)
        self.reader = Reader(groups(), ("en", "ru"))
        self.pipeline = Pipeline(self.db, watches or (RUSSIA,), groups(), timedelta(days=7))

    def take(self, draft: Draft, at: datetime = NOW, **arrival: object) -> Settled:
        return self.pipeline.settle(self.reader.read(draft), Arrival(at, **arrival), at)  # type: ignore[arg-type]


@pytest.fixture
def desk() -> Iterator[Desk]:
    made = Desk()
    yield made
    account = made.db.articles.account()
    assert account["read"] == account["pending"] + sum(account[outcome] for outcome in Outcome)
    made.db.close()


def test_what_an_article_says_twice_alerts_once(desk: Desk) -> None:
    once = desk.reader.read(ATTACK)
    twice = replace(once, incidents=once.incidents * 2, quotes=once.quotes * 2, words=once.words * 2)
    settled = desk.pipeline.settle(twice, Arrival(NOW), NOW)
    assert [notice.reason for notice in settled.notices] == ["new"]
    assert len(settled.incident_ids) == 1


def test_a_new_attack_opens_and_alerts(desk: Desk) -> None:
    settled = desk.take(ATTACK)
    assert settled.outcome is Outcome.OPENED
    assert [(n.reason, n.receiver, n.watches) for n in settled.notices] == [("new", "desk", ("Russia",))]


def test_the_same_page_again_is_a_duplicate_whatever_its_tracking_parameters(desk: Desk) -> None:
    desk.take(ATTACK)
    again = desk.take(replace(ATTACK, url="https://news.example/derbent?utm_source=mail"))
    assert again.outcome is Outcome.DUPLICATE
    assert not again.notices


def test_the_same_page_with_a_new_title_and_date_is_a_revision_and_no_new_incident(desk: Desk) -> None:
    first = desk.take(ATTACK)
    later = replace(ATTACK, title="Market shooting in Derbent leaves two dead", published=NOW)
    settled = desk.take(later, NOW + HOUR)
    assert settled.outcome is Outcome.REVISION
    assert settled.incident_ids == first.incident_ids
    assert not settled.notices


def test_a_revision_with_a_higher_toll_updates(desk: Desk) -> None:
    first = desk.take(ATTACK)
    later = replace(
        ATTACK, text=ATTACK.text.replace("killed two people", "killed four people"), published=NOW
    )
    settled = desk.take(later, NOW + HOUR)
    assert settled.outcome is Outcome.REVISION
    assert settled.incident_ids == first.incident_ids
    assert [n.reason for n in settled.notices] == ["toll"]


def test_one_text_on_ten_feeds_is_ten_articles_and_one_origin(desk: Desk) -> None:
    first = desk.take(ATTACK)
    for number in range(9):
        copy = replace(ATTACK, url=f"https://paper{number}.example/x", source=f"Paper {number}")
        settled = desk.take(copy, NOW + number * timedelta(minutes=1))
        assert settled.outcome is Outcome.COPY
        assert not settled.notices
    known = desk.db.incidents.get(first.incident_ids[0])
    assert known is not None
    assert len(known.reports) == 10
    assert known.origins == 1


def test_an_article_without_a_date_is_undated_until_a_poll_bounds_it(desk: Desk) -> None:
    undated = replace(ATTACK, published=None)
    assert desk.take(undated).outcome is Outcome.UNDATED
    other = replace(
        undated,
        url="https://news.example/2",
        title="Bomb kills three at Buynaksk bus station",
        text="A bomb killed three people at the bus station of Buynaksk, Dagestan, Russia, on Monday, police said.",
    )
    settled = desk.take(Bound(after=NOW - HOUR, by=NOW).on(other))
    assert settled.outcome is Outcome.OPENED
    assert settled.notices


def test_what_bounds_the_day_of_an_article_is_never_told_as_its_date(desk: Desk) -> None:
    """It is reckoned with, so "on Monday" has a day; the contract's `published` stays null everywhere."""
    settled = desk.take(Bound(after=NOW - HOUR, by=NOW).on(replace(ATTACK, published=None)))
    known = desk.db.incidents.get(settled.incident_ids[0])
    assert known is not None
    assert known.incident.date is not None
    assert str(known.incident.date.start) == "2026-03-02"
    assert [report.published for report in known.reports] == [None]
    [article] = desk.db.articles.find(ArticleFilter())
    assert article.draft.published is None
    assert "appeared after the poll of 2026-03-03 11:00 UTC" in article.draft.notes[0]


def test_a_backtest_reckons_with_the_same_bound(desk: Desk) -> None:
    feed, before = "https://news.example/rss", NOW - HOUR
    desk.db.sources.sync([("News", feed, "feed")], before)
    desk.db.sources.save_poll(feed, {}, NOW, True, [], before)
    desk.db.sources.save_poll(feed, {}, NOW, True, [NewEntry("one", {})], NOW)
    [waiting] = desk.db.entries.waiting(1)
    [entry] = desk.db.entries.pending([waiting.entry_id])
    assert entry.previous_poll == before
    undated = Bound(after=before, by=NOW).on(replace(ATTACK, published=None))
    settled = desk.take(undated, source_url=feed, entry_id=entry.id)
    [telling] = desk.db.past().tellings(texts=False)
    assert telling.incident_id == settled.incident_ids[0]
    assert (telling.draft.published, telling.draft.stated) == (NOW, None)


def test_an_old_article_is_stored_and_never_alerted(desk: Desk) -> None:
    settled = desk.take(replace(ATTACK, published=NOW - timedelta(days=20)))
    assert settled.outcome is Outcome.TOO_OLD
    assert settled.incident_ids
    assert all(notice.primed for notice in settled.notices)


def test_an_article_that_only_recalls_a_known_incident_is_nobodys_first_notice(desk: Desk) -> None:
    first = desk.take(replace(ATTACK, published=NOW - timedelta(days=9)))
    recalls = replace(
        ATTACK,
        url="https://other.example/buynaksk",
        title="Bomb kills three at Buynaksk bus station",
        text="A bomb killed three people at the bus station of Buynaksk, Dagestan, on Monday, the interior ministry said. "
        "It came a week after gunmen killed two people at a market in Derbent on February 22.",
    )
    settled = desk.take(recalls)
    assert [
        notice.known.incident.place.name for notice in settled.notices if notice.known.incident.place
    ] == ["Buynaksk"]
    assert first.incident_ids[0] not in {notice.known.incident_id for notice in settled.notices}


def test_an_incident_that_no_watch_wants_is_stored_as_unmatched(desk: Desk) -> None:
    elsewhere = replace(
        ATTACK,
        title="Gunmen kill two at market in Kano",
        text=ATTACK.text.replace(
            "Derbent, in the Russian republic of Dagestan,", "Kano, in northern Nigeria,"
        ).replace("Makhachkala", "Kaduna"),
    )
    settled = desk.take(elsewhere)
    assert settled.outcome is Outcome.UNMATCHED
    assert settled.incident_ids
    assert not settled.notices


def test_an_article_that_tells_of_nothing_is_no_incident(desk: Desk) -> None:
    quiet = replace(ATTACK, title="Library opens", text="The library of Derbent opened its doors again. " * 5)
    assert desk.take(quiet).outcome is Outcome.NO_INCIDENT


def test_an_empty_article_is_rejected_with_its_reason(desk: Desk) -> None:
    settled = desk.take(replace(ATTACK, title="", text=" "))
    assert settled.outcome is Outcome.REJECTED
    assert settled.reason


def test_a_primed_incident_alerts_as_new_when_it_changes(desk: Desk) -> None:
    first = desk.take(ATTACK, primed=True)
    assert [n.primed for n in first.notices] == [True]
    later = replace(
        ATTACK,
        url="https://other.example/derbent",
        source="Other",
        title="Toll of Derbent market shooting rises to six",
        text="Six people have now died of the shooting at the market of Derbent, Dagestan, on Monday, doctors said. "
        "The attackers are still at large, the governor told reporters on a visit to the hospital.",
    )
    second = desk.take(later, NOW + HOUR)
    assert second.outcome is Outcome.UPDATED
    assert [(n.reason, n.primed) for n in second.notices] == [("new", False)]


DENIAL = Draft(
    "https://post.example/denial",
    "Police deny shooting in Derbent",
    "Dagestan police on Tuesday denied reports that gunmen killed two people at a market in Derbent on Monday.",
    published=NOW,
    language="en",
    source="Post",
)
BLAST = Draft(
    "https://news.example/blast",
    "Bomb kills three at a market in Volgograd",
    "A bomb exploded at a market in Volgograd, Russia, on Monday. Three people were killed in the explosion, police said.",
    published=NOW - HOUR,
    language="en",
    source="News",
)
GAS = Draft(
    "https://post.example/gas",
    "Volgograd market explosion",
    "A gas leak and not a bomb caused the explosion that killed three people at a market in Volgograd, Russia, on Monday, "
    "police said.",
    published=NOW,
    language="en",
    source="Post",
)


@pytest.mark.parametrize(("told", "correction"), [(ATTACK, DENIAL), (BLAST, GAS)])
@pytest.mark.parametrize("late", [True, False])
def test_a_correction_that_was_never_sent_silences_no_later_one(
    desk: Desk, told: Draft, correction: Draft, late: bool
) -> None:
    desk.take(told)
    unsent = replace(correction, url="https://archive.example/x", source="Archive")
    assert not desk.take(unsent, NOW + 8 * 24 * HOUR * late, primed=not late).notices
    assert [n.reason for n in desk.take(correction, NOW + HOUR).notices] == ["claim"]


def test_of_denials_that_are_sent_the_first_alone_is_told(desk: Desk) -> None:
    desk.take(ATTACK)
    other = DENIAL.text.replace("Dagestan police on Tuesday", "The interior ministry")
    for number, text in enumerate((DENIAL.text, other, DENIAL.text)):
        denial = replace(DENIAL, text=text, url=f"https://post.example/{number}")
        told = desk.take(denial, NOW + number * HOUR, primed=number == 1).notices
        assert [n.reason for n in told] == ["claim"] * (number == 0)


def test_planning_twice_tells_nobody_twice(desk: Desk) -> None:
    settled = desk.take(ATTACK)
    assert desk.db.outbox.add(settled.notices) == 0


def test_thirty_articles_in_ten_minutes_are_one_alert_and_then_one_update_a_window(desk: Desk) -> None:
    """Case 16: the toll rises with every third report; each further window has one update, with all of it."""
    told = []
    for number in range(30):
        toll = ("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven")[number // 3]
        at = NOW + timedelta(seconds=20 * number)
        report = replace(
            ATTACK,
            url=f"https://paper{number}.example/derbent",
            title=f"Gunmen kill {toll} at market in Derbent",
            text=ATTACK.text.replace("killed two", f"killed {toll}"),
            published=at,
            source=f"Paper {number}",
        )
        told += [notice for notice in desk.take(report, at).notices if not notice.primed]
    assert [notice.reason for notice in told] == ["new", "toll", "toll"]
    assert len({notice.known.incident_id for notice in told}) == 1
    waits = desk.db.outbox.notices.get(told[2].notice_id)
    assert waits is not None
    assert waits.until == told[1].at + timedelta(minutes=10)
    (change,) = waits.notice.changes
    assert (change.before["best"], change.after["best"]) == (3, 11)
    assert waits.notice.known.incident.killed == Toll.exactly(11)
