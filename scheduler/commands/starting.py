"""`init`: four questions, and a commented configuration that works."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import click

from crawler.gate import Gate
from incidents import presets
from incidents.errors import DatelineError
from incidents.language import known_languages
from scheduler.config import load
from scheduler.config.places import Places

TEMPLATE = Path(__file__).with_name("starting.yaml")
_LANGUAGE = re.compile(r"[a-z]{2}")
_MAILBOX = re.compile(r"[^@\s,]+@[^@\s,]+\.[^@\s,]+")


def _items(text: str) -> list[str]:
    return [item.strip() for item in text.split(",") if item.strip()]


def read_regions(text: str) -> list[str]:
    """Places, or names of preset regions. Raise UsageError, saying which is unknown and what is near it."""
    places = Places()
    for name in _items(text):
        if name in presets.regions():
            continue
        try:
            places.area(name)
        except ValueError as error:
            raise click.UsageError(str(error)) from None
    if not _items(text):
        raise click.UsageError("name at least one country or region")
    return _items(text)


def read_languages(text: str) -> list[str]:
    """Codes of two letters."""
    languages = [item.lower() for item in _items(text)]
    for language in languages:
        if not _LANGUAGE.fullmatch(language):
            raise click.UsageError(f"{language!r} is no language code of two letters, such as en")
        if language not in known_languages():
            known = ", ".join(known_languages())
            raise click.UsageError(f"incidents are read in {known}; nothing would be found in {language!r}")
    if not languages:
        raise click.UsageError("name at least one language, such as en")
    return languages


def read_feeds(text: str) -> list[tuple[str, str]]:
    """Addresses of feeds, each with a name made of its host."""
    feeds: dict[str, str] = {}
    for url in _items(text):
        parts = urlsplit(url)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise click.UsageError(f"{url!r} is no address of a feed; it begins with https://")
        if (refusal := Gate().check_url(url)) is not None:
            raise click.UsageError(
                f"{refusal}; docs/sources.md says how such a source is written into the file"
            )
        name = parts.hostname.removeprefix("www.")
        while name in feeds:
            name += " (more)"
        feeds[name] = url
    if not feeds:
        raise click.UsageError("name at least one feed; newspapers link to theirs as RSS")
    return list(feeds.items())


def read_receiver(text: str) -> dict[str, Any]:
    """An e-mail address, a webhook's address, or nothing: a file beside the database."""
    text = text.strip()
    if not text:
        return {"file": "alerts.jsonl"}
    if _MAILBOX.fullmatch(text):
        return {"email": {"to": [text]}}
    if text.startswith(("https://", "http://")) and urlsplit(text).hostname:
        return {"webhook": {"url": text}}
    raise click.UsageError(f"{text!r} is neither an e-mail address nor the address of a webhook")


_QUESTIONS = (
    ("regions", "Which countries or regions do you watch (such as: Russia, ML, Sahel)", read_regions, None),
    ("languages", "In which languages are your sources", read_languages, "en"),
    ("feeds", "Which feeds are to be read (addresses, parted by commas)", read_feeds, None),
    (
        "receiver",
        "Who gets the alerts (an e-mail address, a webhook, or empty for a file)",
        read_receiver,
        "",
    ),
)


def written(answers: dict[str, Any]) -> str:
    """The configuration for these answers, with its comments."""

    def plain(value: Any) -> str:
        return json.dumps(value, ensure_ascii=False)

    receiver = answers["receiver"]
    smtp = (
        'smtp: {host: "${SMTP_HOST}", port: 587, security: starttls, username: "${SMTP_USER}", '
        f'password: "${{SMTP_PASSWORD}}", sender: {plain(receiver["email"]["to"][0])}}}'
        if "email" in receiver
        else "# smtp: {host: smtp.example.org, port: 587, security: starttls, sender: dateline@example.org}"
    )
    values = {
        "LANGUAGES": plain(answers["languages"]),
        "REGIONS": plain(answers["regions"]),
        "WATCH": plain(f"Attacks in {', '.join(answers['regions'])}"),
        "SOURCES": "\n".join(
            f"  - {{name: {plain(name)}, feed: {plain(url)}}}" for name, url in answers["feeds"]
        ),
        "RECEIVER": plain(receiver),
        "SMTP": smtp,
    }
    return re.sub(r"<<([A-Z]+)>>", lambda match: values[match[1]], TEMPLATE.read_text(encoding="utf-8"))


@click.command()
@click.option(
    "--regions", help="The answer to the first question; each may be given so, and is not asked then."
)
@click.option("--languages", help="The answer to the second.")
@click.option("--feeds", help="The answer to the third.")
@click.option("--receiver", help="The answer to the fourth.")
@click.argument("path", type=click.Path(path_type=Path, dir_okay=False), default="config.yaml")
def init(path: Path, **given: str | None) -> None:
    """Ask four questions, and write a commented configuration to PATH (config.yaml).

    A file that is there already is never overwritten.
    """
    if path.exists():
        raise DatelineError(f"{path} is there already; name another file, or move it away")
    answers = {name: _asked(given[name], text, read, default) for name, text, read, default in _QUESTIONS}
    try:
        with path.open("x", encoding="utf-8") as file:
            file.write(written(answers))
    except OSError as error:
        raise DatelineError(f"{path}: cannot be written ({error.strerror})") from None
    try:
        load(path, secrets=False, environ=os.environ)
    except DatelineError:
        path.unlink()
        raise
    click.echo(f"{path} is written. Next: dateline check --config {path}, then dateline run --config {path}")
    if "email" in answers["receiver"]:
        click.echo("Set SMTP_HOST, SMTP_USER and SMTP_PASSWORD in the environment first.")


def _asked(given: str | None, text: str, read: Any, default: str | None) -> Any:
    """The answer that was given, or is typed in; a typed one may be mended."""
    if given is not None:
        return read(given)
    while True:
        try:
            return read(click.prompt(text, default=default, show_default=bool(default)))
        except click.UsageError as error:
            click.echo(f"  {error.message}")


COMMANDS = (init,)
