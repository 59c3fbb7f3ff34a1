"""What a message says, and that nothing from the web can break it."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, timedelta
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alerts import message, wording
from alerts.receivers import Account, Digested
from alerts.story import tell
from incidents.incident import Attribution, Incident, Place, Report, Toll, Type, When
from incidents.notices import Quote
from tests.alerts.invented import KASPIYSK, NOW, QUOTES, REPORTS, STABBING, change, draft, known, notice

BLNS = Path(__file__).parents[3] / "shared" / "data" / "hostile" / "blns.json"
VOID = {"meta", "br", "img", "link", "hr", "input"}


class Page(HTMLParser):
    """The tags, links and text of a page; fails on tags that do not nest."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.links: list[str] = []
        self.marked: list[str] = []
        self.shown = ""
        self._open: list[str] = []
        self.feed(html)
        assert self._open == []

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.links += [value for name, value in attrs if name in ("href", "src") and value[:1] != "#"]
        assert not [name for name, _ in attrs if name.startswith("on")]
        if tag not in VOID:
            self._open.append(tag)

    def handle_endtag(self, tag):
        assert self._open.pop() == tag

    def handle_data(self, data):
        self.shown += data
        if self._open and self._open[-1] == "mark":
            self.marked.append(data)


def incident(**fields: object) -> Incident:
    return replace(STABBING, **fields)  # type: ignore[arg-type]


def subject(reason: str = "new", changes=(), **fields: object) -> str:
    return message.subject(notice(known(incident(**fields)), reason=reason, changes=changes))


def test_the_subject_says_place_type_tolls_and_group():
    assert subject() == "Kaspiysk, Dagestan (RU): stabbing, 1 killed, 1 injured, claimed by Islamic State"


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"place": None}, "Place unknown: stabbing, 1 killed"),
        (
            {"place": Place("Dagestan", "Dagestan", "RU-DA", "RU", 1, 2, "admin", None)},
            "Dagestan (RU): stabbing",
        ),
        ({"place": Place("Moscow", "Moscow", "RU-MOW", "RU", 1, 2, "place", 1)}, "Moscow (RU): stabbing"),
        ({"place": Place("Strait", None, None, None, 1, 2, "place", 1)}, "Strait: stabbing"),
        ({"type": Type.SUICIDE_BOMBING}, "Kaspiysk, Dagestan (RU): suicide bombing"),
        ({"killed": Toll(24, 24, None)}, "stabbing, at least 24 killed"),
        ({"killed": Toll(None, 5, 5)}, "stabbing, up to 5 killed"),
        ({"killed": Toll(3, 4, 5)}, "stabbing, 3 to 5 killed"),
        ({"killed": Toll(None, None, None)}, "an unknown number killed"),
        ({"killed": None, "injured": None}, "stabbing, 2 attackers killed"),
        (
            {"killed": Toll.exactly(0), "injured": Toll.exactly(0)},
            "stabbing, nobody injured, 2 attackers killed",
        ),
        ({"killed": Toll.exactly(0), "perpetrators_killed": None}, "stabbing, nobody killed, 1 injured"),
        ({"killed": Toll.exactly(3)}, "stabbing, 3 killed, 1 injured, claimed by"),
        ({"killed": None, "perpetrators_killed": Toll.exactly(1)}, "1 attacker killed"),
        ({"type": Type.RAID}, "raid, 1 killed, 1 injured, 2 attackers killed, claimed by"),
        (
            {"type": Type.CLASH, "attribution": (Attribution("X", None, "stated", None),)},
            "clash, 1 killed, 1 injured, 2 fighters killed, with X",
        ),
        ({"attribution": (Attribution("X", None, "suspected", None),)}, "X suspected"),
        ({"attribution": (Attribution("X", None, "denied", None),)}, "denied by X"),
        ({"attribution": (Attribution("X", None, "blamed", None),)}, "blamed on X"),
        ({"attribution": ()}, "1 injured"),
    ],
)
def test_the_subject_says_what_is_known_and_no_more(fields, expected):
    assert expected in subject(**fields)


CLAIM = change(
    "attribution", [], [{"group": "Islamic State", "part": None, "basis": "claimed", "via": None}], "claim"
)


@pytest.mark.parametrize(
    ("reason", "changes", "expected"),
    [
        ("toll", (change(),), "Toll 1 -> 3: Kaspiysk"),
        ("toll", (change(before=None),), "Toll ? -> 3: Kaspiysk"),
        ("toll", (change("injured", 1, 8),), "Injured 1 -> 8: Kaspiysk"),
        ("toll", (change("perpetrators_killed", 0, 2),), "Attackers killed nobody -> 2: Kaspiysk"),
        ("toll", (change("arrested", 0, 1, "field"), change("injured", 1, 8)), "Injured 1 -> 8: Kaspiysk"),
        ("toll", (change(), change("injured", 2, 0), change(before=3, after=4)), "Toll 3 -> 4: Kaspiysk"),
        ("toll", (change("killed", 1, 0, "field"), change("injured", 1, 8)), "Injured 1 -> 8: "),
        ("toll", (change("injured", 1, 8), change()), "Toll 1 -> 3: Kaspiysk"),
        ("toll", (change(), change("injured", 1, 8)), "Toll 1 -> 3: Kaspiysk"),
        ("toll", (change(before=10, after=6),), "Toll corrected 10 -> 6: Kaspiysk"),
        ("toll", (change("injured", 1, 0),), "Injured corrected 1 -> nobody: Kaspiysk"),
        ("toll", (change("injured", 1, 0, "field"), change()), "Toll 1 -> 3: Kaspiysk"),
        ("toll", (change("injured", 1, 8), CLAIM), "Now claimed by Islamic State: Kaspiysk"),
        ("toll", (CLAIM, change()), "Toll 1 -> 3: Kaspiysk"),
        ("toll", (change(), change("denied", [], ["police"], "claim")), "Denied by police: Kaspiysk"),
        ("toll", (), "Toll changed: Kaspiysk"),
        ("claim", (), "Now claimed by Islamic State: Kaspiysk"),
        ("place", (), "Place changed: Kaspiysk"),
        ("merged", (), "Merged with another incident: Kaspiysk"),
        ("retracted", (), "Retracted: Kaspiysk"),
    ],
)
def test_the_subject_of_an_update_begins_with_what_changed(reason, changes, expected):
    assert subject(reason, changes).startswith(expected)


def test_the_subject_of_a_claim_names_the_claimant_once():
    assert (
        subject("claim")
        == "Now claimed by Islamic State: Kaspiysk, Dagestan (RU): stabbing, 1 killed, 1 injured"
    )


def test_what_a_person_corrected_says_why():
    taken_back = replace(change("retracted", False, True, "retracted"), url="it was a gas bottle")
    text = message.text([notice(reason="retracted", changes=(taken_back,))])
    assert "What changed:\n  Retracted: it was a gas bottle" in text


def test_a_place_that_moved_is_named_before_and_after():
    before = {"name": "Dagestan", "admin1": "Dagestan", "admin1_code": "RU-DA", "country": "RU"}
    before |= {"lat": 1.0, "lon": 2.0, "precision": "admin", "geonameid": None}
    after = {name: getattr(KASPIYSK, name) for name in Place.__slots__}
    changes = (change("place", before, after, "place"),)
    assert subject("place", changes).startswith("Place Dagestan (RU) -> Kaspiysk, Dagestan (RU): ")


def test_a_subject_is_one_line_of_at_most_200_characters():
    line = subject(place=replace(KASPIYSK, name="Very\r\nBcc: x@example.org long " * 30))
    assert len(line) <= 200
    assert "\n" not in line and "\r" not in line


def test_the_text_says_all_an_analyst_asks():
    of = known()
    text = message.text(
        [notice(of), notice(of, reason="toll", version=1, changes=(change(),))], "Europe/Vienna"
    )
    for said in (
        "What: stabbing; knives",
        "Where: Kaspiysk, Dagestan (RU); 42.8916 N, 47.6367 E; the town or place is named",
        "https://www.openstreetmap.org/?mlat=42.89160&mlon=47.63670#map=12/42.89160/47.63670",
        "When: Mon 2 March 2026; counted from the day of the report",
        "Who: claimed by Islamic State (Caucasus Province) via Amaq",
        "Killed: 1",
        "Attackers killed: 2",
        "How sure: 2 independent origins; confidence 87%",
        "> Two men with *knives* *attacked* a police post in *Kaspiysk* on Monday.",
        "Hill Courier, Mon 2 March 2026, 14:05 CET",
        "Why you get this:\n  Attacks in Russia\n  region Russia: Kaspiysk, Dagestan; group Islamic State: claimed",
    ):
        assert said in text


def test_one_origin_is_labelled_unconfirmed_and_several_are_counted():
    of = notice(known(reports=REPORTS[:1]))
    assert "How sure: unconfirmed (one origin)" in message.text([of])
    assert "unconfirmed (one origin)</span>" in (message.html([of]) or "")
    assert "2 independent origins</span>" in (message.html([notice()]) or "")


def test_what_no_report_says_is_said_to_be_unsaid():
    text = message.text([notice(known(incident(attribution=(), date=None, place=None)))])
    for said in ("Who: Not stated", "When: Day not stated", "Where: Place unknown"):
        assert said in text


def test_the_weapon_is_not_said_twice():
    bombed = incident(type=Type.BOMBING, weapon="Bomb")
    assert "What: bombing\n" in message.text([notice(known(bombed))])


def test_a_number_that_is_not_exact_shows_its_bounds():
    text = message.text([notice(known(incident(killed=Toll(24, 24, None), injured=Toll(3, 4, 6))))])
    assert "Killed: at least 24\n" in text
    assert "Injured: 3 to 6; best estimate 4\n" in text


def test_an_update_says_old_and_new_and_a_first_notice_does_not():
    of = known()
    update = message.text([notice(of, reason="toll", version=1, changes=(change(),))])
    assert "What changed:\n  Killed: 1 -> 3" in update
    assert "What changed" not in message.text([notice(of, changes=(change(),))])


def test_several_incidents_are_listed_and_then_told():
    drafted = draft(notice(), notice(known(incident(type=Type.SHOOTING))))
    rendered = message.render(drafted, "UTC")
    assert (
        rendered.subject == "2 incidents: Kaspiysk (RU) stabbing, 1 killed; Kaspiysk (RU) shooting, 1 killed"
    )
    assert "1. Kaspiysk, Dagestan (RU): stabbing" in rendered.text
    assert "2. Kaspiysk, Dagestan (RU): shooting" in rendered.text


def test_a_subject_names_as_many_incidents_as_it_has_room_for():
    towns = (
        "Kizilyurt",
        "Makhachkala",
        "Derbent",
        "Khasavyurt",
        "Buynaksk",
        "Izberbash",
        "Kaspiysk",
        "Kizlyar",
    )
    places = [replace(KASPIYSK, name=town) for town in towns]
    line = message.render(draft(*(notice(known(incident(place=place))) for place in places)), "UTC").subject
    assert line.startswith(
        "8 incidents: Kizilyurt (RU) stabbing, 1 killed; Makhachkala (RU) stabbing, 1 killed; "
    )
    assert line.endswith("; and 4 more")


def test_several_incidents_say_which_are_news_and_what_changed():
    risen = notice(reason="toll", version=1, changes=(change(),))
    line = message.render(draft(notice(), risen), "UTC").subject
    assert (
        line == "2 incidents: Kaspiysk (RU) stabbing, 1 killed; Toll 1 -> 3: Kaspiysk (RU) stabbing, 1 killed"
    )


def test_the_sentences_of_all_reports_are_shown_those_of_the_last_first():
    of, later = known(), Quote("Two officers died.", ((0, 3),), "Ridge Observer", "https://ridge.example/1")
    notices = [notice(of), notice(of, reason="toll", version=1, changes=(change(),), quotes=(later, *QUOTES))]
    (told,) = tell(notices, wording.ZoneInfo("UTC"))
    assert [quote.source for quote in told.quotes] == ["Ridge Observer", "Hill Courier"]


def test_each_watch_is_told_once_with_its_rule():
    why = "Attacks in Russia: region Russia | The group: group Islamic State: claimed"
    of, watches = known(), ("Attacks in Russia", "The group", "By hand")
    notices = [
        notice(of, why=why, watches=watches),
        notice(of, reason="toll", version=1, why=why, watches=watches),
    ]
    (told,) = tell(notices, wording.ZoneInfo("UTC"))
    assert told.why == (
        "By hand",
        "Attacks in Russia: region Russia",
        "The group: group Islamic State: claimed",
    )


def test_several_notices_about_one_incident_are_one_story_as_it_stands_last():
    first = known()
    last = replace(first, incident=incident(killed=Toll.exactly(3)))
    notices = [notice(first), notice(last, reason="toll", version=1, changes=(change(),))]
    (told,) = tell(notices, wording.ZoneInfo("UTC"))
    assert told.subject.startswith("Kaspiysk, Dagestan (RU): stabbing, 3 killed")


@pytest.mark.parametrize(
    ("when", "expected"),
    [
        (None, "Day not stated"),
        (When(date(2026, 3, 1), date(2026, 3, 31), "month", "stated"), "March 2026"),
        (When(date(2026, 1, 1), date(2026, 12, 31), "year", "stated"), "2026"),
        (
            When(date(2026, 3, 2), date(2026, 3, 8), "week", "relative"),
            "Mon 2 March 2026 to Sun 8 March 2026",
        ),
    ],
)
def test_a_day_is_said_as_precisely_as_it_is_known(when, expected):
    assert wording.when_words(when) == expected


def test_the_page_marks_the_telling_words_and_links_to_map_and_sources():
    page = Page(message.html([notice()]) or "")
    assert page.marked == ["knives", "attacked", "Kaspiysk"]
    assert page.links[0].startswith("https://www.openstreetmap.org/")
    assert REPORTS[1].url in page.links


def test_text_from_right_to_left_keeps_its_direction():
    quote = Quote("هاجم رجلان مركز شرطة", ((0, 4),), "صحيفة", "https://sahifa.example/1")
    html = message.html([notice(quotes=(quote,))]) or ""
    assert '<blockquote dir="auto"><mark>هاجم</mark> رجلان' in html
    assert "<bdi>صحيفة</bdi>" in html


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "JaVaScRiPt:x"]
)
def test_only_web_addresses_become_links(url):
    of = notice(known(reports=(Report(url, "S", None, "o"),)), quotes=(Quote("x", (), "S", url),))
    page = Page(message.html([of]) or "")
    assert url not in page.links
    assert all(link.startswith("https://") for link in page.links)


@pytest.mark.parametrize(
    ("marks", "pieces"),
    [
        (((0, 3),), (("abc", True), ("def", False))),
        (((0, 4), (2, 6)), (("abcd", True), ("ef", True))),
        (((4, 2), (9, 12), (-3, 1)), (("a", True), ("bcdef", False))),
        ((), (("abcdef", False),)),
    ],
)
def test_marks_that_overlap_or_lie_outside_do_no_harm(marks, pieces):
    (told,) = tell([notice(quotes=(Quote("abcdef", marks, "S", ""),))], wording.ZoneInfo("UTC"))
    assert told.quotes[0].pieces == pieces


def test_a_failing_template_leaves_the_plain_text():
    def template(**_: object) -> str:
        raise RuntimeError("broken template")

    rendered = message.render(draft(), "UTC", template)
    assert rendered.html is None
    assert rendered.subject.startswith("Kaspiysk")
    assert "Where: Kaspiysk" in rendered.text


def test_what_cannot_be_told_at_all_still_goes_out_as_bare_facts():
    broken = notice(known(incident(place=replace(KASPIYSK, precision="nowhere"))), url="https://a.example/1")
    rendered = message.render(draft(broken), "UTC")
    assert rendered.html is None
    assert broken.known.incident_id in rendered.text
    assert "https://a.example/1" in rendered.text


def everywhere(text: str):
    place = Place(text, text, text, text, 1.0, 2.0, "place", 1)
    who = (Attribution(text, text, "claimed", text),)
    fields = {"place": place, "attribution": who, "targets": (text,), "weapon": text}
    reports = (Report(text, text, NOW, "o"),)
    quote = Quote(text, ((0, 2),), text, text)
    return notice(
        known(incident(**fields), incident_id=text, reports=reports),
        reason="toll",
        changes=(change(text, text, [text, {"k": text}]),),
        quotes=(quote,),
        why=text,
        watches=(text,),
        url=text,
    )


def assert_harmless(text: str) -> None:
    rendered = message.render(draft(everywhere(text), note=text, why=text, recipient=text), "UTC")
    assert rendered.html is not None
    page = Page(rendered.html)
    assert set(page.tags) <= set(PLAIN_TAGS)
    assert all(link.startswith(("http://", "https://", "HTTP")) or link == text for link in page.links)
    assert "\n" not in rendered.subject and len(rendered.subject) <= 200
    rendered.text.encode("utf-8")
    rendered.html.encode("utf-8")
    json.loads(message.as_json(message.body(draft(everywhere(text)))))


PLAIN_TAGS = set(Page(message.html([everywhere("x"), everywhere("y")]) or "").tags) | {"a", "ol", "mark"}


def test_naughty_strings_are_harmless_everywhere():
    if not BLNS.exists():
        pytest.skip("shared/data is not here")
    for text in json.loads(BLNS.read_text("utf-8")):
        assert_harmless(text)


@given(st.text(st.characters()))
def test_any_text_is_harmless_everywhere(text):
    assert_harmless(text)


@given(st.text(st.characters(), max_size=400))
def test_one_line_is_one_line_and_stays_as_it_is(text):
    line = wording.one_line(text)
    assert len(line.splitlines()) <= 1
    assert wording.one_line(line) == line
    line.encode("utf-8")


def test_a_digest_says_what_was_read_even_when_nothing_happened():
    digest = Digested(NOW, NOW, Account(43, 40, ("A", "B"), ("C",), {"opened": 0, "no_incident": 1204}))
    rendered = message.render(replace(draft(), notices=(), kind="digest", digest=digest), "UTC")
    assert rendered.subject == "Digest: 0 incidents"
    assert "40 of 43 sources healthy, 2 silent (A, B), 1 failing (C)." in rendered.text
    assert "1,204 articles read: 0 opened, 1,204 no incident." in (rendered.html or "")


def test_many_sources_are_cut_and_counted():
    reports = tuple(Report(f"https://s{n}.example/", f"S{n}", NOW, f"o{n}") for n in range(60))
    assert "and 20 more" in message.text([notice(known(reports=reports))])


def test_the_webhook_body_is_the_contracts():
    of = notice(reason="toll", changes=(change(),))
    body = message.webhook_body(of)
    assert list(body) == ["notice_id", "at", "reason", "watches", "changes", "incident"]
    assert body["changes"][0] == {
        "at": "2026-03-02T14:05:00Z",
        "reason": "toll",
        "field": "killed",
        "from": {"low": 1, "best": 1, "high": 1},
        "to": {"low": 3, "best": 3, "high": 3},
        "url": "https://hill-courier.example/kaspiysk-2",
    }
    assert QUOTES[0].source == body["incident"]["articles"][0]["source"]


@pytest.mark.parametrize(
    ("place", "words"),
    [
        (
            Place("Cache County", "Utah", "US-UT", "US", 41.7, -111.7, "admin", None),
            "Cache County, Utah (US)",
        ),
        (Place("Dagestan", "Dagestan", "RU-DA", "RU", 43.1, 46.9, "admin", None), "Dagestan (RU)"),
        (Place("Mali", None, None, "ML", 17.0, -4.0, "country", None), "Mali (ML)"),
    ],
)
def test_a_part_of_a_division_is_named_with_it(place: Place, words: str) -> None:
    assert wording.place_words(place) == words


def test_a_denial_names_the_article_that_denies_it_and_a_correction_is_called_one():
    denial = replace(change("denied", [], ["police"], "claim"), url="https://valley.example/denial")
    denied = notice(
        reason="claim",
        changes=(denial,),
        url=denial.url,
        quotes=(Quote("Untrue.", (), "Valley Post", denial.url),),
    )
    text = message.text([denied])
    assert "Denied: somebody says that this did not happen" in text
    assert "  Valley Post, denies it\n    https://valley.example/denial" in text
    lowered = message.text([notice(reason="toll", changes=(change(before=10, after=6),))])
    assert "Corrected: a report takes back what was told" in lowered
    assert "Killed: 10 -> 6 (corrected)" in lowered


def test_a_retraction_told_with_a_denial_is_called_one():
    denial = replace(change("denied", [], ["police"], "claim"), url="https://valley.example/denial")
    told = known()
    denied = notice(told, reason="claim", changes=(denial,), url=denial.url)
    taken_back = notice(told, reason="retracted", version=2, at=NOW + timedelta(minutes=1))
    text = message.text([denied, taken_back])
    assert "Retracted: this turned out to be no incident" in text
    assert "somebody says" not in text
