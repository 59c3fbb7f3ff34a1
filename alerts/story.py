"""A story: all that one message says about one incident, as plain strings ready to be laid out. Pure.

Several notices about the same incident in one message become one story, told as it stands at the last one.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from alerts import wording
from incidents.incident import DENIED, Change, KnownIncident, Place, Report
from incidents.notices import Notice, Quote

SOURCES_SHOWN = 40
QUOTES_SHOWN = 12

_REASONS = {
    "new": "New incident",
    "toll": "Toll changed",
    "claim": "Attribution changed",
    "place": "Place changed",
    "merged": "Merged: two incidents turned out to be one",
    "retracted": "Retracted: this turned out to be no incident",
}
_DENIED = "Denied: somebody says that this did not happen"
_CORRECTED = "Corrected: a report takes back what was told"
_BASES = {"stated": "the reports state the day", "relative": "counted from the day of the report"}
_PRECISIONS = {
    "place": "the town or place is named",
    "admin": "only the province is known",
    "country": "only the country is known",
}


@dataclass(frozen=True, slots=True)
class Row:
    """A fact: what it is, what it says, and on what it rests. `link` is http(s) or None.

    A source's link is its own page; of a place it leads to the map.
    """

    label: str
    value: str
    note: str = ""
    link: str | None = None


@dataclass(frozen=True, slots=True)
class Words:
    """A sentence cut where its telling words begin and end."""

    pieces: tuple[tuple[str, bool], ...]
    source: str
    link: str | None


@dataclass(frozen=True, slots=True)
class Story:
    """One incident in one message."""

    subject: str
    headline: str
    brief: str
    reason: str
    sure: str
    uncertain: bool
    changes: tuple[str, ...]
    rows: tuple[Row, ...]
    quotes: tuple[Words, ...]
    sources: tuple[Row, ...]
    left_out: int
    why: tuple[str, ...]
    incident_id: str


def tell(notices: Sequence[Notice], zone: ZoneInfo) -> tuple[Story, ...]:
    """One story an incident, in the order of the first notice about each."""
    by_incident: dict[str, list[Notice]] = {}
    for notice in sorted(notices, key=lambda n: (n.at, n.version, n.notice_id)):
        by_incident.setdefault(notice.known.incident_id, []).append(notice)
    return tuple(_story(group, zone) for group in by_incident.values())


def subject(notices: Sequence[Notice]) -> str:
    """The subject of one message about these notices of one incident: at most 200 characters, one line."""
    last = notices[-1]
    reason = "new" if any(n.reason == "new" for n in notices) else last.reason
    changes = [change for notice in notices for change in notice.changes]
    prefix = wording.update_prefix(reason, changes, last.known.incident)
    named = wording.names_claimant(prefix)
    line = wording.headline(last.known.incident, blame=not named)
    return wording.one_line(f"{prefix}: {line}" if prefix else line)


def _story(notices: list[Notice], zone: ZoneInfo) -> Story:
    last, known = notices[-1], notices[-1].known
    reason = "new" if any(n.reason == "new" for n in notices) else last.reason
    changes = () if reason == "new" else tuple(c for notice in notices for c in notice.changes)
    return Story(
        subject=subject(notices),
        headline=wording.headline(known.incident),
        brief=_brief(reason, changes, known),
        reason=_reason(reason, changes),
        sure=wording.sure_words(known),
        uncertain=known.origins <= 1,
        changes=_unique(wording.change_words(change) for change in changes),
        rows=tuple(_rows(known, zone)),
        quotes=tuple(_words(quote) for quote in _quotes(notices)),
        sources=(*_deniers(notices), *(_source(report, zone) for report in known.reports[:SOURCES_SHOWN])),
        left_out=max(0, len(known.reports) - SOURCES_SHOWN),
        why=_why(notices),
        incident_id=known.incident_id,
    )


def _reason(reason: str, changes: Sequence[Change]) -> str:
    """Why it is told, in a line; what its subject says is taken back is so whatever else changed."""
    if reason in ("merged", "retracted"):
        return _REASONS[reason]
    if any(change.field == DENIED for change in changes):
        return _DENIED
    if any(wording.is_corrected(change) or change.field == "type" for change in changes):
        return _CORRECTED
    return _REASONS.get(reason, reason)


def _deniers(notices: Sequence[Notice]) -> Iterable[Row]:
    """The articles that deny it, which are no reports of it."""
    for notice in notices:
        if any(change.field == DENIED and change.url == notice.url for change in notice.changes):
            source = next((quote.source for quote in notice.quotes), "")
            yield Row(source, notice.url, "denies it", web_link(notice.url))


def _brief(reason: str, changes: Sequence[Change], known: KnownIncident) -> str:
    prefix = wording.update_prefix(reason, changes, known.incident)
    line = wording.brief(known.incident)
    return f"{prefix}: {line}" if prefix else line


def _quotes(notices: list[Notice]) -> tuple[Quote, ...]:
    """The sentences of all these notices, those of the last report first."""
    told = [quote for notice in reversed(notices) for quote in notice.quotes]
    return tuple(dict.fromkeys(told))[:QUOTES_SHOWN]


def _why(notices: list[Notice]) -> tuple[str, ...]:
    """Each watch with its rule on a line of its own; a watch that no rule names stands alone."""
    rules = _unique(rule for notice in notices for rule in notice.why.split(" | ") if rule)
    watches = _unique(watch for notice in notices for watch in notice.watches)
    unnamed = tuple(name for name in watches if not any(rule.startswith(f"{name}: ") for rule in rules))
    return (*unnamed, *rules)


def _rows(known: KnownIncident, zone: ZoneInfo) -> Iterable[Row]:
    incident = known.incident
    yield Row("What", wording.type_words(incident), wording.weapon_words(incident))
    if incident.targets:
        yield Row("Target", "; ".join(incident.targets))
    yield Row("Where", wording.place_words(incident.place), _place_note(incident.place), _map(incident.place))
    if incident.date is None:
        yield Row("When", wording.when_words(None), "no report gives the day")
    else:
        yield Row("When", wording.when_words(incident.date), _BASES[incident.date.basis])
    for attribution in incident.attribution:
        yield Row("Who", wording.who_words(attribution))
    if not incident.attribution:
        yield Row("Who", "Not stated", "no report names anyone")
    for field, toll in wording.tolls(incident):
        yield Row(wording.field_words(field), wording.number(toll), wording.toll_detail(toll))
    if known.denied_by:
        yield Row("Denied", f"by {', '.join(known.denied_by)}", "they say that it did not happen")
    yield Row("How sure", wording.sure_words(known), f"confidence {incident.confidence:.0%}")
    yield Row("First seen", wording.local(known.first_seen, zone))


def _place_note(place: Place | None) -> str:
    if place is None:
        return "no report names the place"
    where = wording.coordinates(place)
    precision = _PRECISIONS[place.precision]
    return f"{where}; {precision}" if where else precision


def _map(place: Place | None) -> str | None:
    return wording.map_link(place)


def _source(report: Report, zone: ZoneInfo) -> Row:
    return Row(report.source, report.url, wording.local(report.published, zone), web_link(report.url))


def web_link(url: str) -> str | None:
    """`url` when it may become a link: http or https only."""
    return url if url.lower().startswith(("http://", "https://")) else None


def _words(quote: Quote) -> Words:
    """Cut at the marks; overlapping or impossible ones are joined or dropped."""
    pieces: list[tuple[str, bool]] = []
    at = 0
    for start, end in sorted(quote.marks):
        start, end = max(start, at), min(end, len(quote.text))
        if start >= end:
            continue
        if start > at:
            pieces.append((quote.text[at:start], False))
        pieces.append((quote.text[start:end], True))
        at = end
    if at < len(quote.text):
        pieces.append((quote.text[at:], False))
    return Words(tuple(pieces), quote.source, web_link(quote.url))


def _unique(items: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(items))
