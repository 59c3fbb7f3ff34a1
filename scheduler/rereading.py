"""Reads stored articles again for the groups that they were read without: who did it may be another then.

Only articles that name such a group, or were attributed to it, are read, on as many processes as there are
processors. What an article tells of stays as it was; only the attributions are taken from the new reading.
"""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass

from incidents.article import Draft
from incidents.extraction import Extractor
from incidents.incident import Attribution, Incident
from incidents.names import Name, Names
from incidents.watch import Group
from store.past import Telling

# Fewer are read sooner than processes are started.
FEW = 40


@dataclass(frozen=True, slots=True)
class Again:
    """One article with all that it told of, by position."""

    article_id: int
    draft: Draft
    seen: Mapping[int, Incident]


class Suspects:
    """Tells which articles a change of groups may concern. `stale`: groups, with the article before which."""

    def __init__(self, groups: Iterable[Group], stale: Mapping[str, int]) -> None:
        self._stale = stale
        changed = [group for group in groups if group.name in stale]
        self._names = Names(
            {
                (text, group.name): Name(text, group.name) for group in changed for text in _words(group)
            }.values()
        )

    def concerns(self, telling: Telling) -> bool:
        """Whether the telling may have another attribution by the groups as they are now."""
        named = {a.group for a in telling.seen.attribution}
        named.update(
            span.payload
            for text in (telling.draft.title, telling.draft.text)
            for span in self._names.find(text, overlaps=True, shouted=False)
        )
        return any(telling.article_id < self._stale.get(name, 0) for name in named)


def _words(group: Group) -> Iterator[str]:
    yield from (group.name, *group.aliases, *group.weak, *group.media)
    for part, aliases in group.parts.items():
        yield from (part, *aliases)


def gather(tellings: Iterable[Telling], suspects: Suspects) -> Iterator[Again]:
    """The articles to be read again, each once with all that it told of; `tellings` come by article."""
    held: list[Telling] = []
    for telling in tellings:
        if held and telling.article_id != held[0].article_id:
            yield from _again(held, suspects)
            held = []
        held.append(telling)
    yield from _again(held, suspects)


def _again(held: Sequence[Telling], suspects: Suspects) -> Iterator[Again]:
    if any(suspects.concerns(telling) for telling in held):
        yield Again(held[0].article_id, held[0].draft, {t.position: t.seen for t in held})


def reread(
    articles: Sequence[Again],
    groups: Sequence[Group],
    languages: Sequence[str],
    step: Callable[[], None],
) -> dict[int, tuple[tuple[Attribution, ...], ...]]:
    """The attributions of each article's incidents by position, as read with these groups."""
    found = {}
    for article_id, attributions in _readings(articles, groups, languages):
        found[article_id] = attributions
        step()
    return found


def _readings(
    articles: Sequence[Again], groups: Sequence[Group], languages: Sequence[str]
) -> Iterator[tuple[int, tuple[tuple[Attribution, ...], ...]]]:
    if len(articles) < FEW:
        _prepare(groups, languages)
        yield from map(_read, articles)
        return
    context = multiprocessing.get_context("forkserver")
    workers = len(os.sched_getaffinity(0))
    with ProcessPoolExecutor(workers, context, _prepare, (groups, languages)) as pool:
        yield from pool.map(_read, articles, chunksize=16)


_extractor: Extractor | None = None


def _prepare(groups: Sequence[Group], languages: Sequence[str]) -> None:
    """Make this process's extractor."""
    global _extractor
    _extractor = Extractor(groups, languages=languages)


def _read(article: Again) -> tuple[int, tuple[tuple[Attribution, ...], ...]]:
    assert _extractor is not None, "_prepare() comes first"
    found = _extractor.extract(article.draft)
    return article.article_id, tuple(
        _attribution(article.seen.get(position), position, found) for position in range(max(article.seen) + 1)
    )


def _attribution(seen: Incident | None, position: int, found: Sequence[Incident]) -> tuple[Attribution, ...]:
    """Who did it by the new reading: of the incident that is most like the old one; else as it was."""
    if seen is None:
        return ()
    like = [one for one in found if one.type == seen.type and one.place == seen.place]
    if len(like) > 1 or not like:
        like = [one for one in found[position : position + 1] if one.type == seen.type] or like
    return like[0].attribution if like else seen.attribution
