"""Check what one part of a config says about another, and about the world: names, places, files, secrets.

It works on the values as they stand in the file, whatever their shape, so that these problems are told
together with those of shape, in one run.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from contextlib import suppress
from difflib import get_close_matches
from typing import Any

from crawler.gate import Gate, Target, literal_address, origin_of, read_target
from incidents import presets
from incidents.errors import BadInput
from incidents.text import fold
from scheduler.config.document import Document, Path_, items, mapping, place_of, texts
from scheduler.config.faults import ALIKE, suggest, unknown
from scheduler.config.oddities import oddities
from scheduler.config.places import Places, read_polygons
from scheduler.config.quantities import clock
from scheduler.config.secrets import check_signing, is_reference, read_file


def check(document: Document, places: Places, *, secrets: bool) -> list[str]:
    """Add a problem for each reference that leads nowhere; return warnings, which forbid nothing."""
    _once(document, "watches")
    _once(document, "sources")
    _receivers_known(document)
    _groups_known(document)
    _regions_known(document, places)
    _no_empty_choice(document)
    _mail_possible(document)
    _targets_readable(document)
    _addresses_allowed(document)
    _quiet_ends(document)
    warnings: list[str] = []
    for path, section in _with_secrets(document):
        warnings += _secrets_found(document, path, section, resolve=secrets)
    return warnings + oddities(document, places, thorough=secrets)


def _once(document: Document, section: str) -> None:
    first: dict[str, int] = {}
    for path, item in items(document, section):
        name = item.get("name")
        if not isinstance(name, str):
            continue
        line = document.mark((*path, "name"))[0]
        if first.setdefault(name, line) != line:
            document.add((*path, "name"), f"{name!r} is the name of another one, in line {first[name]}")


def _receivers_known(document: Document) -> None:
    known = mapping(document.value(("receivers",)))
    asked = [pair for path, _ in items(document, "watches") for pair in texts(document, (*path, "notify"))]
    owner = document.value(("service", "owner"))
    if isinstance(owner, str):
        asked.append((("service", "owner"), owner))
    for path, name in asked:
        if name not in known:
            document.add(path, unknown("receiver", name, known))


def _groups_known(document: Document) -> None:
    defined = mapping(document.value(("groups",)))
    preset = {group.name for group in presets.groups()}
    for path, _ in items(document, "watches"):
        for where, name in texts(document, (*path, "groups")):
            if name not in defined and name not in preset:
                document.add(where, _no_group(name, defined, preset))
    _extensions_end(document, "groups", "group", preset)


def _no_group(name: str, defined: Mapping[str, Any], preset: Collection[str]) -> str:
    """That there is no such group, or of which group it is another name."""
    aliases = {group.name: list(group.aliases) for group in presets.groups()}
    aliases |= {
        own: [one for one in mapping(entry).get("aliases") or () if isinstance(one, str)]
        for own, entry in defined.items()
    }
    for group, others in aliases.items():
        if fold(name) in map(fold, (group, *others)):
            return f"{name!r} is another name of the group {group!r}; write that"
    told = unknown("group", name, {*defined, *preset})
    if "did you mean" in told:
        return told
    owners = {alias.casefold(): group for group, others in aliases.items() for alias in others}
    close = get_close_matches(name.casefold(), owners, n=1, cutoff=0.85)
    return f"{told}; did you mean {owners[close[0]]!r}?" if close else told


def _regions_known(document: Document, places: Places) -> None:
    defined = mapping(document.value(("regions",)))
    preset = presets.regions()
    for path, _ in items(document, "watches"):
        for where, name in texts(document, (*path, "regions")):
            if name not in defined and name not in preset:
                _place_known(document, places, where, name, {*defined, *preset})
    _extensions_end(document, "regions", "region", preset)
    for path, region in items(document, "regions"):
        for where, name in texts(document, (*path, "places")):
            _place_known(document, places, where, name)
        if isinstance(region.get("near"), str):
            try:
                places.point(region["near"])
            except ValueError as error:
                document.add((*path, "near"), str(error))
        if isinstance(region.get("polygon"), str):
            try:
                read_polygons(document.path.parent / region["polygon"])
            except ValueError as error:
                document.add((*path, "polygon"), str(error))


def _place_known(
    document: Document, places: Places, path: Path_, name: str, regions: Collection[str] = ()
) -> None:
    try:
        places.area(name)
    except ValueError as error:
        hint = suggest(name, regions, alike=ALIKE)
        document.add(path, f"no region or place is called {name!r}{hint}" if hint else str(error))


def _extensions_end(document: Document, section: str, what: str, preset: Collection[str]) -> None:
    """Each `extends` leads to a preset in the end, or to an entry that extends nothing."""
    defined = mapping(document.value((section,)))
    for path, item in items(document, section):
        parent = item.get("extends")
        if not isinstance(parent, str):
            continue
        name, seen = path[1], [path[1]]
        if (parent not in defined and parent not in preset) or (parent == name and parent not in preset):
            document.add((*path, "extends"), unknown(what, parent, {*defined, *preset} - {name}))
            continue
        while isinstance(parent, str) and parent in defined and parent != seen[-1]:
            if parent in seen:
                document.add(
                    (*path, "extends"), f"goes in a circle: {' -> '.join(map(str, [*seen, parent]))}"
                )
                break
            seen.append(parent)
            parent = mapping(defined[parent]).get("extends")


def _no_empty_choice(document: Document) -> None:
    """`regions:` with nothing behind it would mean everywhere, which nobody writes like this."""
    meanings = {"regions": "anywhere", "groups": "by anyone", "types": "every violent type"}
    for path, watch in items(document, "watches"):
        for key, meaning in meanings.items():
            if key in watch and watch[key] is None:
                document.add((*path, key), f"names nothing; leave {key!r} out to mean {meaning}")


def _mail_possible(document: Document) -> None:
    if document.value(("smtp",)) is not None:
        return
    for path, receiver in items(document, "receivers"):
        if receiver.get("email") is not None:
            document.add((*path, "email"), "needs 'smtp', the mail server to send through", at_key=True)


def _targets_readable(document: Document) -> None:
    for kind in ("sources", "receivers"):
        for path, text in texts(document, ("network", "allow_private", kind)):
            try:
                read_target(text)
            except BadInput as error:
                document.add(path, str(error))


def _with_secrets(document: Document) -> Iterator[tuple[Path_, dict[str, Any]]]:
    if isinstance(smtp := document.value(("smtp",)), dict):
        yield ("smtp",), smtp
    for path, receiver in items(document, "receivers"):
        if isinstance(webhook := receiver.get("webhook"), dict):
            yield (*path, "webhook"), webhook


def _secrets_found(
    document: Document, path: Path_, section: Mapping[str, Any], *, resolve: bool
) -> list[str]:
    """`password` or `password_file`, not both; the file readable; a warning where it stands in the config."""
    warnings = []
    for key in ("password", "secret", "url"):
        value, file = section.get(key), section.get(f"{key}_file")
        if value is not None and file is not None:
            document.add((*path, f"{key}_file"), f"stands beside {key!r}; one of them is enough", at_key=True)
        if isinstance(file, str) and resolve:
            try:
                text = read_file(document.path.parent, file)
                if key == "secret":
                    check_signing(text)
            except ValueError as error:
                document.add((*path, f"{key}_file"), str(error))
        if isinstance(value, str) and value and "${" not in value and key != "url":
            where = place_of(document, (*path, key))
            warnings.append(
                f"{where}: stands in the config itself; ${{VARIABLE}} or '{key}_file' keeps it out"
            )
    if path != ("smtp",) and section.get("url") is None and section.get("url_file") is None:
        document.add(path, "'url' is missing", at_key=True)
    if path == ("smtp",) and section.get("username") and not {"password", "password_file"} & section.keys():
        document.add((*path, "username"), "needs 'password' or 'password_file'", at_key=True)
    return warnings


def _addresses_allowed(document: Document) -> None:
    """An address that the gate refuses as it stands would fail at each poll and each message."""
    asked = [
        ("sources", (*path, kind), source.get(kind))
        for path, source in items(document, "sources")
        for kind in ("feed", "sitemap", "section")
    ]
    asked += [
        ("receivers", (*path, "webhook", "url"), webhook.get("url"))
        for path, receiver in items(document, "receivers")
        if isinstance(webhook := receiver.get("webhook"), dict)
    ]
    for kind, path, address in asked:
        if isinstance(address, str) and not is_reference(address) and (origin := origin_of(address)):
            gate = Gate(tuple(_permissions(document, kind)))
            if (refusal := gate.check_url(address)) is not None:
                host = literal_address(origin[1]) or origin[1]
                way_out = f'; allow it: network: {{allow_private: {{{kind}: ["{host}:{origin[2]}"]}}}}'
                document.add(path, refusal + ("" if "user name" in refusal else way_out))


def _permissions(document: Document, kind: str) -> Iterator[Target]:
    for _, text in texts(document, ("network", "allow_private", kind)):
        with suppress(BadInput):
            yield read_target(text)


def _quiet_ends(document: Document) -> None:
    for path, receiver in items(document, "receivers"):
        quiet = mapping(receiver.get("quiet"))
        try:
            endless = clock(quiet.get("from")) == clock(quiet.get("to"))
        except ValueError:
            continue
        if endless:
            document.add(
                (*path, "quiet"),
                "'from' and 'to' are one time, so it would be quiet all day; name two, or leave 'quiet' out"
                " (`dateline silence` keeps quiet for a while)",
            )
