"""`explain`: why an article, an incident or a notice ended as it did, in words or as JSON."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import click

from alerts.wording import one_line, value_words
from scheduler.commands.options import config_option, json_option, load_config, print_json
from scheduler.commands.suggesting import Suggesting
from scheduler.explain import Account, Explainer
from store.database import Database

_WIDE = 2000


@click.group(cls=Suggesting)
def explain() -> None:
    """Say why: what was found, decided and sent, and why not more."""


def _explaining(
    config_path: Path,
    as_json: bool,
    find: Callable[[Explainer], Account],
    words: Callable[[Account], Iterator[str]],
) -> None:
    config = load_config(config_path)
    with Database.open(config.database, read_only=True) as db:
        account = find(Explainer(db, config))
    if as_json:
        print_json(account)
        return
    for line in words(account):
        indent = len(line) - len(line.lstrip(" "))
        click.echo(" " * indent + one_line(line, _WIDE))


@explain.command("article")
@config_option
@json_option
@click.argument("article")
def explain_article(config_path: Path, as_json: bool, article: str) -> None:
    """Explain what became of ARTICLE, its id or its URL."""
    _explaining(config_path, as_json, lambda explainer: explainer.article(article), article_words)


@explain.command("incident")
@config_option
@json_option
@click.argument("incident_id")
def explain_incident(config_path: Path, as_json: bool, incident_id: str) -> None:
    """Explain which reports an incident is made of, who wants it, and who was told."""
    _explaining(config_path, as_json, lambda explainer: explainer.incident(incident_id), incident_words)


@explain.command("notice")
@config_option
@json_option
@click.argument("notice_id")
def explain_notice(config_path: Path, as_json: bool, notice_id: str) -> None:
    """Explain why a notice was planned, and what became of it."""
    _explaining(config_path, as_json, lambda explainer: explainer.notice(notice_id), notice_words)


# In words ------------------------------------------------------------------------------------------------


def article_words(account: Account) -> Iterator[str]:
    """The account of an article, line by line."""
    article = account["article"]
    yield f"Article {article['id']}: {article['title']}"
    yield f"  {article['url']}"
    yield (
        f"  {article['source']}, published {article['published'] or 'at an unknown time'}, first seen "
        f"{article['first_seen']}, language {article['language'] or 'unknown'}"
    )
    yield from (f"  note: {note}" for note in article["notes"])
    yield f"  outcome: {account['outcome']}, for {account['reason'] or 'no other reason'}"
    yield f"  origin of its text: {account['origin']}{_shared(account['same_origin'])}"
    if not account["incidents"]:
        yield "  no incident was found in it"
        if article["language"] not in account["languages"]:
            yield f"  it is not in a configured language ({', '.join(account['languages'])})"
    for number, told in enumerate(account["incidents"], 1):
        yield ""
        yield from _told_words(number, told)
    if account["places"]:
        yield ""
        yield "Places that it names:"
        yield from (f"  {_place_line(place)}" for place in account["places"])


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"


def _shared(urls: Sequence[str]) -> str:
    return f", shared with {', '.join(urls)}" if urls else ""


def _told_words(number: int, told: Account) -> Iterator[str]:
    seen = told["seen"]
    became = (
        f"{told['verdict']} {told['incident_id']}" if told["incident_id"] else "opened and joined nothing"
    )
    yield f"Incident {number}: {seen['type']}, {became}"
    if told["now_known_as"] != told["incident_id"]:
        yield f"  it has since been merged into {told['now_known_as']}"
    yield f"  status: {told['status_why']}"
    yield f"  place: {_place_path(seen['place'])}"
    yield f"  date: {told['date_why']}"
    yield from _who_and_how_many(seen)
    yield f"  confidence: {seen['confidence']:.2f}"
    yield f"  words: {_quoted(told['words'])}"
    yield from (f"  > {quote}" for quote in told["quotes"])
    yield f"  resolution: {told['why']}"
    yield from _watch_words(told["watches"])
    for notice in told["notices"]:
        yield from _delivery_words(notice, "  ")


def _who_and_how_many(incident: Account) -> Iterator[str]:
    for field in ("attribution", "killed", "injured", "abducted", "arrested", "perpetrators_killed"):
        if incident[field]:
            yield f"  {field.replace('_', ' ')}: {value_words(incident[field])}"


def _quoted(words: Sequence[Account]) -> str:
    return ", ".join(f"{word['field']} “{word['words']}”" for word in words) or "none noted"


def _place_path(place: dict[str, Any] | None) -> str:
    if place is None:
        return "none was found that the text puts the act in"
    path = [place["country"], place["admin1"], place["name"]]
    steps = [step for n, step in enumerate(path) if step and step not in path[:n]]
    number = f", GeoNames {place['geonameid']}" if place["geonameid"] else ""
    return f"{' / '.join(steps)} (known to the {place['precision']}{number})"


def _place_line(place: Account) -> str:
    taken = ", ".join(f"incident {n + 1}" for n in place["taken_for"])
    verdict = f"taken for {taken}" if taken else "not taken"
    kind = "" if place["kind"] == "mention" else f", {place['kind']}"
    return (
        f"“{place['words']}” in the {place['in']}{kind}: {_place_path(place['place'])}, "
        f"sure to {place['score']:.0%}: {verdict}"
    )


def _watch_words(watches: Sequence[Account]) -> Iterator[str]:
    for judged in watches:
        if not judged["wants"]:
            yield f"  watch “{judged['watch']}” does not want it: {judged['why']}"
            continue
        yield f"  watch “{judged['watch']}” wants it: {judged['why']}"
        if judged.get("held_back"):
            yield f"    and is not told: {judged['held_back']}"
        yield from (f"    {receiver}: {answer}" for receiver, answer in judged.get("told", {}).items())


def incident_words(account: Account) -> Iterator[str]:
    """The account of an incident, line by line."""
    known = account["incident"]
    yield f"Incident {known['incident_id']}: {known['type']}, {known['status']}"
    if known["merged_into"]:
        yield f"  merged into {known['merged_into']}"
    if known["retracted"]:
        yield "  retracted"
    yield from (f"  {other} was merged into it" for other in account["merged_here"])
    yield f"  place: {_place_path(known['place'])}"
    yield f"  date: {value_words(known['date'])}"
    yield from _who_and_how_many(known)
    articles, origins = len(known["articles"]), known["origins"]
    yield f"  told by {_count(articles, 'article')} of {_count(origins, 'independent origin')}"
    yield ""
    yield "Reports, in the order they were read:"
    for report in account["reports"]:
        yield f"  {report['verdict']} by article {report['article_id']} ({report['source']}): {report['url']}"
        yield f"    {report['why']}"
        yield f"    {report['status_why']}"
        yield f"    words: {_quoted(report['words'])}"
    if known["history"]:
        yield ""
        yield "Changes:"
        for change in known["history"]:
            values = f"{value_words(change['from'])} -> {value_words(change['to'])}"
            yield f"  {change['at']} {change['reason']}: {change['field']} {values} ({change['url']})"
    yield ""
    yield "Watches:"
    yield from _watch_words(account["watches"])
    yield ""
    yield "Notices:" if account["notices"] else "Notices: none"
    for notice in account["notices"]:
        yield from _delivery_words(notice, "  ")
    yield from (f"Acknowledged {a['at']}: {a['comment']}" for a in account["acknowledged"])


def notice_words(account: Account) -> Iterator[str]:
    """The account of a notice, line by line."""
    yield from _delivery_words(account, "")
    known = account["incident"]
    yield f"  incident {known['incident_id']}, as it stood: {known['type']} at {_place_path(known['place'])}"
    if account["now_known_as"] != known["incident_id"]:
        yield f"  it has since been merged into {account['now_known_as']}"
    yield f"  watches: {', '.join(account['watches'])}"
    yield f"  rule: {account['why']}"
    yield f"  caused by {account['url']}"
    for change in account["changes"]:
        yield f"  changed: {change['field']} {value_words(change['from'])} -> {value_words(change['to'])}"
    for quote in account["quotes"]:
        yield f"  > {quote['text']}"
        yield f"    words: {', '.join(quote['words'])}"
    if account["resolution"]:
        found = account["resolution"]
        yield f"  resolution: article {found['article_id']} {found['verdict']}: {found['why']}"


def _delivery_words(notice: Account, indent: str) -> Iterator[str]:
    """A notice with its state, and each message that carries it with what the server said."""
    after = f" until {notice['until']}" if notice["until"] else ""
    reason = f": {notice['state_reason']}" if notice["state_reason"] else ""
    yield (
        f"{indent}notice {notice['notice_id']} to {notice['receiver']}, {notice['at']}: {notice['reason']}, "
        f"{_STATES[notice['state']]}{after}{reason}"
    )
    for message in notice["messages"]:
        again = f", again at {message['next_at']}" if message["next_at"] else ""
        reply = f": {message['reply']}" if message["reply"] else ""
        to = f"{message['state']} to {message['recipient']}"
        yield f"{indent}  {to}{again}{reply} ({message['message_id']})"
        for attempt in message["attempts"]:
            yield (
                f"{indent}    attempt {attempt['attempt']} at {attempt['at']}: "
                f"{attempt['status']} {attempt['reply']}"
            )


_STATES = {
    "planned": "planned, not yet routed",
    "primed": "primed: seen, and never sent",
    "routed": "routed into messages",
    "held": "held",
    "silenced": "silenced",
}

COMMANDS = (explain,)
