"""Notices rendered: a subject, a plain text, an HTML page, a JSON body. Pure; sending is not its business.

Everything that came from the web is escaped, and nothing in it can make rendering raise: when a template
fails, a plainer rendering takes its place.
"""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

from jinja2 import Environment, PackageLoader, StrictUndefined

from alerts import story, wording
from alerts.receivers import Account, Digested, Draft
from alerts.story import Story
from incidents.article import rfc3339
from incidents.incident import change_to_dict, known_to_dict
from incidents.notices import Notice

LISTED_CHARACTERS = 150  # of incidents in a subject
TOLD_WHOLE = 25  # beyond that a message only lists them: mail readers cut at about 100 kB
Template = Callable[..., str]
log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Rendered:
    """One message, ready to be put into an envelope. `html` is None when the template failed."""

    subject: str
    text: str
    html: str | None


def subject(notice: Notice) -> str:
    """One line of at most 200 characters: place, type, tolls, group; for an update, first what changed."""
    return story.subject([notice])


def webhook_body(notice: Notice) -> dict[str, Any]:
    """The webhook body of the contract."""
    return {
        "notice_id": notice.notice_id,
        "at": rfc3339(notice.at),
        "reason": notice.reason,
        "watches": list(notice.watches),
        "changes": [change_to_dict(change) for change in notice.changes],
        "incident": known_to_dict(notice.known),
    }


def body(draft: Draft) -> dict[str, Any]:
    """The JSON object for a machine: of one notice as the contract says, else of the digest or service."""
    if draft.kind == "alert" and len(draft.notices) == 1:
        return webhook_body(draft.notices[0])
    return {
        "kind": draft.kind,
        "message_id": draft.message_id,
        "at": rfc3339(draft.at),
        "subject": draft_subject(draft),
        "note": draft.note,
        "notices": [webhook_body(notice) for notice in draft.notices],
        "digest": None if draft.digest is None else _digest_body(draft.digest),
    }


def as_json(value: Any) -> str:
    """One line of JSON; a lone surrogate, which UTF-8 cannot hold, is replaced."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return text.encode("utf-8", "replace").decode("utf-8")


def draft_subject(draft: Draft) -> str:
    """The subject of a message, whatever its kind."""
    return _subject(draft, story.tell(draft.notices, ZoneInfo("UTC")))


def _subject(draft: Draft, stories: tuple[Story, ...]) -> str:
    if draft.kind == "service":
        return wording.one_line(f"Dateline: {draft.subject}")
    if draft.kind == "digest":
        return wording.one_line(f"Digest: {_count(len(stories))}" + _listed(stories))
    if len(stories) == 1:
        return stories[0].subject
    return wording.one_line(_count(len(stories)) + _listed(stories))


def render(draft: Draft, zone: str, template: Template | None = None) -> Rendered:
    """Subject, text and HTML of a message, times in `zone` (IANA). Never raises on any text."""
    there = ZoneInfo(zone)
    page: str | None = None
    # Whatever fails here, the alert goes out: a fault in one message must not hold it, nor those behind it.
    try:
        stories = story.tell(draft.notices, there)
        line, plain = _subject(draft, stories), _clean(_text(draft, stories, there))
    except Exception:
        log.exception("rendering failed; the message goes out as bare facts")
        return _bare(draft)
    try:
        page = _clean((template or _template())(**_context(draft, stories, line, there)))
    except Exception:
        log.exception("the HTML template failed; the message goes out as plain text")
    return Rendered(line, plain, page)


def _bare(draft: Draft) -> Rendered:
    """What can be said without looking at any field that may be the trouble."""
    lines = [f"{n.reason} {n.known.incident_id} {wording.one_line(n.url, 2083)}" for n in draft.notices]
    note = "This message could not be laid out. See `dateline incidents show ID`."
    subject = wording.one_line(draft.subject) or f"{_count(len(draft.notices))} (not laid out)"
    return Rendered(subject, _clean("\n".join([note, *lines, draft.note, ""])), None)


def text(notices: Sequence[Notice], zone: str = "UTC") -> str:
    """The plain text of one message about these notices."""
    there = ZoneInfo(zone)
    return _clean("\n".join(_stories_text(story.tell(notices, there))))


def html(notices: Sequence[Notice], zone: str = "UTC") -> str | None:
    """The HTML page of one message about these notices, or None when the template failed."""
    last = max(notice.at for notice in notices)
    return render(Draft("", "", last, tuple(notices)), zone).html


@cache
def _template() -> Template:
    environment = Environment(
        loader=PackageLoader("alerts"),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
    )
    return environment.get_template("mail.html").render


def _context(draft: Draft, stories: tuple[Story, ...], line: str, zone: ZoneInfo) -> dict[str, Any]:
    counted = _count(len(stories))
    return {
        "subject": line,
        "lead": {"alert": counted, "digest": f"Digest: {counted}"}.get(draft.kind, line),
        "kind": draft.kind,
        "note": draft.note,
        "why_now": _timing(draft),
        "stories": stories,
        "told_whole": stories[:TOLD_WHOLE],
        "digest": None if draft.digest is None else _digest_lines(draft.digest, len(stories), zone),
        "written": wording.local(draft.at, zone),
        "several": len(stories) > 1,
    }


def _text(draft: Draft, stories: tuple[Story, ...], zone: ZoneInfo) -> str:
    lines: list[str] = []
    if draft.kind == "service":
        lines += [draft.subject, ""]
    if draft.note:
        lines += [draft.note, ""]
    if draft.digest is not None:
        lines += [*_digest_lines(draft.digest, len(stories), zone), ""]
    if len(stories) > 1:
        lines += [f"{index}. {told.subject}" for index, told in enumerate(stories, 1)] + [""]
    lines += _stories_text(stories[:TOLD_WHOLE])
    if timing := _timing(draft):
        lines += [f"Timing: {timing}"]
    lines += [f"Written {wording.local(draft.at, zone)} by Dateline."]
    return "\n".join(lines) + "\n"


def _timing(draft: Draft) -> str:
    """Why it comes now, where that is not plain."""
    return draft.why if draft.kind == "alert" and draft.why != "at once" else ""


def _stories_text(stories: tuple[Story, ...]) -> list[str]:
    lines: list[str] = []
    for told in stories:
        lines += [*_story_text(told), "", "-" * 60, ""]
    return lines


def _story_text(told: Story) -> list[str]:
    lines = [f"{told.reason} [{told.sure}]", told.headline, ""]
    if told.changes:
        lines += ["What changed:", *(f"  {change}" for change in told.changes), ""]
    for row in told.rows:
        lines.append(f"{row.label}: {row.value}" + (f"; {row.note}" if row.note else ""))
        if row.link:
            lines.append(f"  {row.link}")
    for quote in told.quotes:
        marked = "".join(f"*{piece}*" if is_marked else piece for piece, is_marked in quote.pieces)
        lines += ["", f"> {marked}", f"  ({quote.source})"]
    lines += ["", "Sources:"]
    for source in told.sources:
        lines += [f"  {source.label}, {source.note}", f"    {source.value}"]
    if told.left_out:
        lines.append(f"  and {told.left_out} more")
    lines += ["", "Why you get this:", *(f"  {why}" for why in told.why)]
    return [*lines, "", f"Incident {told.incident_id}"]


def _digest_lines(digest: Digested, incidents: int, zone: ZoneInfo) -> list[str]:
    since, until = wording.local(digest.since, zone), wording.local(digest.until, zone)
    lines = [f"{_count(incidents)} from {since} to {until}."]
    account = digest.account
    if account is None:
        return lines
    lines.append(f"{account.healthy} of {account.sources} sources healthy{_troubled(account)}.")
    by_outcome = ", ".join(f"{count:,} {name.replace('_', ' ')}" for name, count in account.outcomes.items())
    read = f"{sum(account.outcomes.values()):,} articles read"
    lines.append(f"{read}: {by_outcome}." if by_outcome else f"{read}.")
    return lines


def _troubled(account: Account) -> str:
    """ ", 1 silent (Valley Post), 1 failing (Hill Courier)"; at most 20 names of each."""
    unread = account.sources - account.healthy - len(account.silent) - len(account.failing)
    named = (("silent", account.silent), ("failing", account.failing))
    words = "".join(
        f", {len(names)} {what} ({', '.join(names[:20])}{', …' if len(names) > 20 else ''})"
        for what, names in named
        if names
    )
    return words + (f", {unread} not read yet" if unread else "")


def _digest_body(digest: Digested) -> dict[str, Any]:
    account = digest.account
    return {
        "since": rfc3339(digest.since),
        "until": rfc3339(digest.until),
        "sources": None if account is None else account.sources,
        "healthy": None if account is None else account.healthy,
        "silent": None if account is None else list(account.silent),
        "failing": None if account is None else list(account.failing),
        "outcomes": None if account is None else dict(account.outcomes),
    }


def _count(number: int) -> str:
    return f"{number} incident" if number == 1 else f"{number} incidents"


def _listed(stories: tuple[Story, ...]) -> str:
    """ ": Kaspiysk (RU) stabbing, 1 killed; Lahore (PK) bombing" and how many more, as a subject has room."""
    if len(stories) == 1:
        return f": {stories[0].headline}"
    line = ""
    for index, told in enumerate(stories):
        longer = f"{line}{'; ' if line else ': '}{told.brief}"
        if len(longer) > LISTED_CHARACTERS:
            return f"{line}; and {len(stories) - index} more" if line else ""
        line = longer
    return line


def _clean(rendered: str) -> str:
    """Without what UTF-8 or a mail body cannot carry."""
    kept = _DROPPED.sub("", _CONTROLS.sub(" ", rendered))
    return kept.encode("utf-8", "replace").decode("utf-8")


# Bidi controls and tag characters are dropped: they would turn or hide what follows.
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029]")
_DROPPED = re.compile(r"[\r\u202a-\u202e\u2066-\u2069\U000e0000-\U000e007f]")
