"""With which groups what is stored was read: noted beside it, so that a change of groups is known later.

Of each group a fingerprint, and the first article that was read with it. What follows is decided elsewhere.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from hashlib import blake2b

from incidents.watch import Group
from store.database import Database

_KEY = "groups_read_with"
ALWAYS = 1 << 62


def fingerprint(group: Group) -> str:
    """A short name for all the words by which a group is found."""
    parts = sorted((part, list(aliases)) for part, aliases in group.parts.items())
    content = [group.name, list(group.aliases), list(group.weak), list(group.media), parts]
    return blake2b(json.dumps(content).encode(), digest_size=8).hexdigest()


def note(database: Database, groups: Iterable[Group]) -> None:
    """Note that articles from now on are read with these groups; within a transaction."""
    known, coming = _noted(database), database.articles.newest() + 1
    noted = {}
    for group in groups:
        mark, since = known.get(group.name, ("", 0))
        same = mark == fingerprint(group)
        noted[group.name] = (fingerprint(group), since if same else coming)
    if noted != known:
        database.meta.set(_KEY, json.dumps(noted))


def stale(database: Database, groups: Iterable[Group]) -> Mapping[str, int]:
    """The groups that some articles were read without, or with other words, by name; those before this id."""
    known = _noted(database)
    mine = {group.name: fingerprint(group) for group in groups}
    before = {}
    for name in {*known, *mine}:
        mark, since = known.get(name, ("", 0))
        until = since if mine.get(name) == mark else ALWAYS
        if until > 1:
            before[name] = until
    return before


def _noted(database: Database) -> dict[str, tuple[str, int]]:
    stored = database.meta.get(_KEY)
    return {name: (mark, since) for name, (mark, since) in json.loads(stored).items()} if stored else {}
