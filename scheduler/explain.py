"""Why an article, an incident or a notice ended as it did: what was found, decided, sent, and why not more.

It reads what is stored and judges it again by the watches as they are configured now; it changes nothing. The
accounts are plain values for JSON; `scheduler.commands.explaining` puts them into words.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from incidents.article import Article, Draft, Outcome, rfc3339
from incidents.errors import DatelineError
from incidents.extraction import quotes
from incidents.extraction.places import Located, locate
from incidents.gazetteer import Gazetteer
from incidents.incident import (
    Incident,
    KnownIncident,
    Place,
    change_to_dict,
    incident_to_dict,
    known_to_dict,
    place_to_dict,
)
from incidents.matching import Matcher, Matches, compile
from incidents.notices import is_news
from incidents.resolution import may_be
from incidents.watch import Watch
from scheduler.config import Config
from store.articles import ArticleFilter, Link
from store.database import Database
from store.notices import NoticeRow
from store.outbox import Message

Account = dict[str, Any]

# Outcomes of which no notice comes, whatever the watches want.
_TELLS_NOBODY = (Outcome.REJECTED, Outcome.DUPLICATE, Outcome.UNDATED, Outcome.TOO_OLD)


class Explainer:
    """Explains what is in `database` by the watches of `config`."""

    def __init__(self, database: Database, config: Config) -> None:
        self._db = database
        self._config = config
        self._matcher: Matcher = compile(config.watches, config.groups)

    # --- an article

    def article(self, key: str) -> Account:
        """By its id or URL. Raise DatelineError when it is not stored."""
        article = self._db.articles.get(int(key) if key.isdigit() else key)
        if article is None:
            raise DatelineError(
                f"there is no article {key}; `dateline articles` lists them, `search` finds them"
            )
        draft = article.draft
        links = self._db.articles.links(article.id)
        places = locate(draft.title, draft.text, draft.language, Gazetteer.open())
        return {
            "article": _article(article),
            "outcome": str(article.outcome),
            "reason": article.reason,
            "origin": article.origin,
            "same_origin": self._same_origin(article, links),
            "languages": list(self._config.languages),
            "places": [_named(draft, one, links) for one in places],
            "incidents": [self._told_of(article, link, links[:n]) for n, link in enumerate(links)],
        }

    def _same_origin(self, article: Article, links: Sequence[Link]) -> list[str]:
        """Other pages with the same text that tell of the same incidents."""
        urls: dict[str, None] = {}
        for link in links:
            known = self._known(link)
            for report in known.reports if known else ():
                if report.origin == article.origin and report.url != article.draft.url:
                    urls[report.url] = None
        return list(urls)

    def _told_of(self, article: Article, link: Link, before: Sequence[Link]) -> Account:
        """One incident of an article, told after those `before`: what became of it, and who was told."""
        published = article.draft.published and article.draft.published.date()
        news = is_news(link.seen, len(before), [one.seen for one in before], published)
        known = self._known(link)
        rows = self._notices(known)
        incident, origins = (known.incident, known.origins) if known else (link.seen, 1)
        matches = self._matcher.match(article.draft)
        return {
            "incident_id": link.incident_id,
            "now_known_as": known.incident_id if known else None,
            "verdict": link.verdict,
            "why": link.why,
            "seen": incident_to_dict(link.seen),
            "words": words_of(article.draft, link.seen),
            "quotes": [quote.text for quote in quotes(article.draft, link.seen)],
            "status_why": status_why(link.seen, article.draft.published),
            "date_why": date_why(link.seen, article.draft.published),
            "watches": [
                {**judged, "told": self._told(watch, judged, article, link, known, rows, news)}
                for watch, judged in self._judged(incident, matches, origins)
            ],
            "notices": [self._notice(row) for row in rows if row.notice.url == article.draft.url],
        }

    def _known(self, link: Link) -> KnownIncident | None:
        return self._db.incidents.get(link.incident_id, follow=True) if link.incident_id else None

    def _notices(self, known: KnownIncident | None) -> list[NoticeRow]:
        """All notices about an incident, those of incidents merged into it included, in order."""
        if known is None:
            return []
        ids = [known.incident_id, *self._db.incidents.merged_into(known.incident_id)]
        rows = [row for one in ids for row in self._db.outbox.notices.find(incident_id=one, limit=1000)]
        return sorted(rows, key=lambda row: (row.notice.at, row.notice.version))

    def _judged(self, incident: Incident, matches: Matches, origins: int) -> Iterable[tuple[Watch, Account]]:
        """Each watch, whether it wants the incident, and the rules that say so."""
        wants = {
            want.watch.name: want.why for want in self._matcher.wants(incident, matches, origins=origins)
        }
        refuses = {r.watch.name: r.why for r in self._matcher.refuses(incident, matches, origins=origins)}
        for watch in self._matcher.watches:
            wanted = watch.name in wants
            why = wants[watch.name] if wanted else refuses[watch.name]
            yield watch, {"watch": watch.name, "wants": wanted, "why": why}

    def _told(
        self,
        watch: Watch,
        judged: Account,
        article: Article,
        link: Link,
        known: KnownIncident | None,
        rows: Sequence[NoticeRow],
        news: bool,
    ) -> dict[str, str]:
        """For each receiver of the watch: by which notice it was told, or why it was not."""
        if not judged["wants"]:
            return {}
        told = {name: [row for row in rows if row.notice.receiver == name] for name in watch.notify}
        waits = self._waits(known, article.draft.url)
        return {
            name: _answer(watch, article, link, known, theirs, news, waits.get(name))
            for name, theirs in told.items()
        }

    def _waits(self, known: KnownIncident | None, url: str) -> dict[str, str]:
        """Which receivers do not hear of an incident by the article at `url`, and why: they may know it."""
        likes = may_be(known, url) if known is not None else ()
        told = {
            one.receiver: (like, one.waiting)
            for like in likes
            for one in self._db.outbox.told(like)
            if not one.spared
        }
        return {
            name: f"it may be {like}, of which {name} {'is to be' if waiting else 'was'} told"
            for name, (like, waiting) in told.items()
        }

    # --- an incident

    def incident(self, incident_id: str) -> Account:
        """By its id. Raise DatelineError when there is none."""
        known = self._db.incidents.get(incident_id)
        if known is None:
            raise DatelineError(f"there is no incident {incident_id}; `dateline incidents` lists them")
        ids = [incident_id, *self._db.incidents.merged_into(incident_id)]
        links = [link for one in ids for link in self._db.articles.links_to(one)]
        return {
            "incident": known_to_dict(known),
            "merged_here": ids[1:],
            "reports": [self._report(link) for link in links],
            "watches": self._wanted_by(known, links),
            "notices": [self._notice(row) for row in self._notices(known)],
            "acknowledged": [
                {"at": rfc3339(at), "comment": comment}
                for at, comment in self._db.meta.acknowledgements(incident_id)
            ],
        }

    def _report(self, link: Link) -> Account:
        article = self._db.articles.get(link.article_id)
        assert article is not None, "a link goes with its article"
        return {
            "article_id": article.id,
            "url": article.draft.url,
            "source": article.draft.source,
            "published": rfc3339(article.draft.published),
            "outcome": str(article.outcome),
            "origin": article.origin,
            "verdict": link.verdict,
            "why": link.why,
            "words": words_of(article.draft, link.seen),
            "status_why": status_why(link.seen, article.draft.published),
        }

    def _wanted_by(self, known: KnownIncident, links: Sequence[Link]) -> list[Account]:
        """Each watch's judgement of the incident as it stands; a watch wants it if by any article it does."""
        best: dict[str, Account] = {}
        for link in links:
            article = self._db.articles.get(link.article_id)
            if article is None:
                continue
            matches = self._matcher.match(article.draft)
            for watch, judged in self._judged(known.incident, matches, known.origins):
                if watch.name not in best or (judged["wants"] and not best[watch.name]["wants"]):
                    best[watch.name] = judged
        held = _held_back(known, None)
        notify = {watch.name: watch.notify for watch in self._matcher.watches}
        waits = self._waits(known, known.reports[-1].url) if known.reports else {}
        heard = {row.notice.receiver for row in self._notices(known)} if waits else set()
        for judged in best.values():
            mine = [waits[name] for name in notify[judged["watch"]] if name in waits and name not in heard]
            why = held or (f"{', '.join(mine)}; {_WAITS}" if mine else None)
            judged["held_back"] = why if judged["wants"] else None
        return list(best.values())

    # --- a notice

    def notice(self, notice_id: str) -> Account:
        """By its id. Raise DatelineError when there is none."""
        row = self._db.outbox.notices.get(notice_id)
        if row is None:
            raise DatelineError(
                f"there is no notice {notice_id}; `dateline explain incident ID` lists those of an incident"
            )
        notice = row.notice
        known = self._db.incidents.get(notice.known.incident_id, follow=True)
        return {
            **self._notice(row),
            "incident": known_to_dict(notice.known),
            "now_known_as": known.incident_id if known else None,
            "quotes": [
                {"text": q.text, "words": [q.text[a:b] for a, b in q.marks], "source": q.source, "url": q.url}
                for q in notice.quotes
            ],
            "resolution": self._resolution(notice.url, notice.known.incident_id),
        }

    def _resolution(self, url: str, incident_id: str) -> Account | None:
        """How the article that caused a notice was resolved."""
        for article in self._db.articles.find(ArticleFilter(incident_id=incident_id, limit=10_000)):
            if article.draft.url == url:
                link = next(k for k in self._db.articles.links(article.id) if k.incident_id == incident_id)
                return {"article_id": article.id, "verdict": link.verdict, "why": link.why}
        return None

    def _notice(self, row: NoticeRow) -> Account:
        notice = row.notice
        answer = self._db.outbox.answer(notice.notice_id)
        return {
            "notice_id": notice.notice_id,
            "at": rfc3339(notice.at),
            "reason": notice.reason,
            "version": notice.version,
            "receiver": notice.receiver,
            "watches": list(notice.watches),
            "why": notice.why,
            "url": notice.url,
            "changes": [change_to_dict(change) for change in notice.changes],
            "state": row.state,
            "until": rfc3339(row.until),
            "state_reason": row.state_reason,
            "messages": [self._message(message) for message in (answer.messages if answer else ())],
        }

    def _message(self, message: Message) -> Account:
        return {
            "message_id": message.message_id,
            "recipient": message.recipient,
            "state": message.state,
            "next_at": rfc3339(message.next_at) if message.state in ("pending", "deferred") else None,
            "reply": message.reply,
            "attempts": [
                {
                    "attempt": delivery.attempt,
                    "at": rfc3339(delivery.started_at),
                    "status": delivery.status,
                    "reply": delivery.reply,
                }
                for delivery in self._db.outbox.deliveries(message.message_id)
            ],
        }


# What an article says ------------------------------------------------------------------------------------


def _article(article: Article) -> Account:
    draft = article.draft
    return {
        "id": article.id,
        "url": draft.url,
        "canonical_url": article.canonical_url,
        "title": draft.title,
        "source": draft.source,
        "published": rfc3339(draft.published),
        "first_seen": rfc3339(article.first_seen),
        "language": draft.language,
        "characters": len(draft.text),
        "notes": list(draft.notes),
    }


def words_of(draft: Draft, seen: Incident) -> list[Account]:
    """The words that each field of an incident rests on, as they stand in the article."""
    texts = {"title": draft.title, "text": draft.text}
    return [
        {"field": e.field, "in": e.where, "words": texts[e.where][e.start : e.end]} for e in seen.evidence
    ]


def _named(draft: Draft, one: Located, links: Sequence[Link]) -> Account:
    """A place that the article names, and whether an incident was put there."""
    taken = [n for n, link in enumerate(links) if link.seen.place and _same(link.seen.place, one.place)]
    text = draft.title if one.where == "title" else draft.text
    return {
        "words": text[one.start : one.end],
        "in": one.where,
        "place": place_to_dict(one.place),
        "kind": one.kind,
        "score": round(one.score, 3),
        "taken_for": taken,
    }


def _same(one: Place, other: Place) -> bool:
    return (one.name, one.admin1_code, one.country) == (other.name, other.admin1_code, other.country)


def status_why(seen: Incident, published: datetime | None) -> str:
    """Why an incident is told as current, earlier or background: its day against the article's."""
    if seen.date is None:
        told = "it gives no day, so the words beside the act decide"
    elif published is None:
        told = "its day is known, the article's is not"
    else:
        days = (published.date() - seen.date.end).days
        told = f"it happened {days} day{'s' * (days != 1)} before publication"
        told = "it happened on the day of publication" if days == 0 else told
        told = "it is dated after publication" if days < 0 else told
    means = {
        "current": "what the article reports as news",
        "earlier": "a related incident of the last 92 days",
        "background": "older, or told as history",
    }
    return f"{seen.status} ({means[seen.status]}): {told}"


def date_why(seen: Incident, published: datetime | None) -> str:
    """On what the date rests. The publication's day is never put in its place silently."""
    if seen.date is None:
        return "the text gives no day"
    span = f"{seen.date.start}" + (f" to {seen.date.end}" if seen.date.end != seen.date.start else "")
    if seen.date.basis == "stated":
        return f"{span}, by the {seen.date.precision}, as stated"
    counted = f"counted from {published:%A %Y-%m-%d %z}" if published else "counted from the article's day"
    return f"{span}, by the {seen.date.precision}, {counted}"


# Why nobody was told -------------------------------------------------------------------------------------


def _held_back(known: KnownIncident | None, article: Article | None) -> str | None:
    """What keeps every watch from being told of an incident, whatever it wants."""
    if article is not None and article.outcome in _TELLS_NOBODY:
        return f"the article is {article.outcome}: {article.reason}"
    if known is None:
        return "it was told as history and joined nothing; background opens no notice"
    if known.retracted:
        return "the incident was retracted"
    if known.merged_into is not None:
        return f"it was merged into {known.merged_into}"
    if known.incident.status != "current":
        return f"its status is {known.incident.status}; only a current incident is told"
    return None


_WAITS = "it waits for a second origin"
_SPARED = ("primed", "silenced")  # states of notices of which the receiver never hears
_HOW = {"silenced": "not told: silenced", "held": "held, to be told"}
_EARLIER = {"held": "is held, and will tell"}


def _is_of(row: NoticeRow, url: str) -> bool:
    """Whether the article at `url` caused a notice, or one of its changes while it waited."""
    return row.notice.url == url or any(change.url == url for change in row.notice.changes)


def _answer(
    watch: Watch,
    article: Article,
    link: Link,
    known: KnownIncident | None,
    rows: Sequence[NoticeRow],
    news: bool,
    waits: str | None,
) -> str:
    """What one receiver was told because of an article, or why it was not. `news`: it might be told of it;
    `waits`: why not by this article.
    """
    for row in rows:
        if _is_of(row, article.draft.url):
            if row.state == "primed":
                why = _held_back(known, article) or "it came with its source's first poll"
                return f"not told: seen and never sent (primed by notice {row.notice.notice_id}): {why}"
            after = f": {row.state_reason}" if row.state_reason else ""
            how = _HOW.get(row.state, "to be told" if row.until else "told")
            return f"{how} as {row.notice.reason} by notice {row.notice.notice_id} ({row.state}{after})"
    held = _held_back(known, article)
    if held:
        return f"not told: {held}"
    if not rows and link.seen.status != "current":
        return "not told: this article only recalls it, and that is nobody's first notice"
    if not rows and not news:
        return "not told: the article tells of it by the way, and it waits for a report of its own"
    heard = [row for row in rows if row.state not in _SPARED]
    if waits is not None:
        later = f"; notice {heard[0].notice.notice_id} told of it then" if heard else ""
        return f"not told at once: {waits}; {_WAITS}{later}"
    if link.verdict == "denied":
        return "not told: the article denies it, and whoever was told knew that, or nobody was"
    if not rows:
        return "not told: the watch wants it as it stands now, and did not when the article was read"
    if not heard:
        spared = f"notice {rows[-1].notice.notice_id} of it was {rows[-1].state}"
        return f"not told: {spared}, and this article changed nothing that is listed in alert_on"
    first = heard[0]
    told = f"notice {first.notice.notice_id} {_EARLIER.get(first.state, 'told')} of the incident before"
    told += f" ({first.state})"
    if link.verdict == "updated":
        return f"not told again: {told}, and what changed is not in alert_on ({', '.join(watch.alert_on)})"
    return f"not told again: {told}, and this article changed nothing"
