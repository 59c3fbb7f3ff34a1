"""Drops from an article's paragraphs what is not its text.

That is the headline again, bylines, captions, "read more", newsletter and cookie texts, author boxes, tags:
line by line and by form, with the words of `data/boilerplate.toml`. It never rewrites a line. Pure.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from importlib.resources import files

from incidents.agencies import closing

_WORDS = tomllib.loads(files("crawler").joinpath("data/boilerplate.toml").read_text("utf-8"))


def _all(kind: str) -> tuple[str, ...]:
    """The entries of one kind in every language, longest first: a page's language is not always what it
    says."""
    return tuple(sorted({entry for table in _WORDS.values() for entry in table[kind]}, key=len, reverse=True))


_NOTICES = _all("notices")
_FLAGS = re.IGNORECASE
_LABELS = re.compile(
    rf"(?:{'|'.join(map(re.escape, _all('labels')))})(?:\s*[:：»→>|].{{0,200}}|\s*[.…]*)", _FLAGS
)
_BYLINE = re.compile(rf"(?:{'|'.join(map(re.escape, _all('bylines')))})\s*[:|]?\s+[^.!?]{{2,90}}", _FLAGS)
_STAMP = re.compile(
    r"(?:stand|updated|published|last updated|posted|veröffentlicht(?: am)?|aktualisiert|обновлено"
    r"|опубликовано"
    r"|publié(?: le)?|publicado|actualizado)?[\s:,|-]*(?:\w+[,.]?\s+)?\d{1,4}[./\s-]+(?:\w+|\d{1,2})[./\s-]+"
    r"\d{2,4}[\s,|·-]*(?:um|at|в)?\s*(?:\d{1,2}[:.]\d{2})?[^.]{0,25}",
    _FLAGS,
)
_ABOUT_AUTHOR = re.compile(
    r"is (?:an?|the) |has (?:been|covered|worked|written) |writes (?:about|for) |covers |является "
    r"|корреспондент|журналист|ist .{0,40}(?:reporter|korrespondent|redakteur|autor)",
    _FLAGS,
)
_COPYRIGHT = re.compile(
    r"(?:©|\(c\)|copyright\b|photo by |image: |foto: |фото: |bild: |getty images)", _FLAGS
)
_NOT_WORDS = re.compile(r"[\W\d_]*")


def _bare(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.lower()))


def _is_boilerplate(line: str) -> bool:
    """Whether the form of `line` says that it is not the article's text."""
    if _NOT_WORDS.fullmatch(line) or _LABELS.fullmatch(line):
        return True
    if len(line) < 400:
        lower = line.lower()
        if any(notice in lower for notice in _NOTICES):
            return True
    if len(line) < 200 and _COPYRIGHT.match(line):
        return True
    return len(line) < 100 and bool(_BYLINE.fullmatch(line) or _STAMP.fullmatch(line))


def _after_headline(lines: list[str], title: str) -> list[str]:
    """`lines` without the headline, and without what little stands before it (a kicker, a path of links)."""
    bare = _bare(title)
    for index, line in enumerate(lines[:8]):
        found = _bare(line)
        if found == bare or (bare and found.endswith(bare) and len(found) < len(bare) + 60):
            before = [kept for kept in lines[:index] if len(kept) > 120]
            return before + lines[index + 1 :]
    return lines


def _without_author_box(lines: list[str], authors: Sequence[str]) -> list[str]:
    """`lines` without a closing paragraph about one of the authors."""
    while len(lines) > 2:
        last = lines[-1]
        if (
            len(last) < 600
            and any(name and last.startswith(name) for name in authors)
            and _ABOUT_AUTHOR.search(last)
        ) or any(_bare(last) == _bare(name) for name in authors):
            lines = lines[:-1]
        else:
            break
    return lines


def _without_trailing_headings(lines: list[str]) -> list[str]:
    """`lines` without link lists and tags after the last sentence."""
    end = len(lines)
    while end > 2 and len(lines[end - 1]) < 60 and not re.search(r"[.!?…。»”\"’)]$", lines[end - 1]):
        end -= 1
    return lines[:end]


def tidy(paragraphs: Sequence[str], title: str, authors: Sequence[str] = ()) -> list[str]:
    """The paragraphs that are the article's text, in order, as they were; and the line behind the last one,
    if it credits the text to a news agency."""
    lines = _after_headline([p for p in paragraphs if p.strip()], title)
    kept = [line for line in lines if not _is_boilerplate(line)]
    kept = _without_author_box(_without_trailing_headings(kept), authors)
    kept = _without_trailing_headings(kept)
    return [*kept, *_credit_behind(kept, lines)]


def _credit_behind(kept: Sequence[str], lines: Sequence[str]) -> list[str]:
    """The line that stood behind the last one that is kept, if it is a credit."""
    if not kept or kept[-1] == lines[-1]:
        return []
    behind = lines[len(lines) - list(reversed(lines)).index(kept[-1])]
    return [behind] if closing(behind) else []


def with_lead(lines: list[str], lead: str, page: str) -> list[str]:
    """`lines` with the standfirst before them, when the page (its HTML) shows it and they lack it."""
    if not 60 <= len(lead) <= 700 or lead.endswith(("…", "...")) or not _shown(lead[:60], page):
        return lines
    if any(line.startswith(lead[:60]) for line in lines[:6]):
        return lines  # it is the beginning of a paragraph, in slightly other words
    return lines if _bare(lead) in _bare(" ".join(lines[:6])) else [lead, *lines]


def _shown(start: str, page: str) -> bool:
    """Whether a text of the page's body begins like this: `start` right behind a tag."""
    at = page.find("<body")
    while (at := page.find(start, at + 1)) >= 0:
        if page[max(0, at - 200) : at].rstrip().endswith(">"):
            return True
    return False
