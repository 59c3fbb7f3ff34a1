"""Make domain values of a config whose shape and references are sound. It finds no faults of its own."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path

from crawler.sources import Source
from incidents import presets
from incidents.incident import VIOLENT
from incidents.text import fold
from incidents.watch import Area, Circle, Group, Region, Watch
from scheduler.config.places import Places, read_polygons
from scheduler.config.receivers import receiver, smtp, thresholds
from scheduler.config.secrets import Secrets, Vault
from scheduler.config.settings import Backup, Config, NetworkSettings, ServiceSettings
from scheduler.config.shape import (
    ConfigShape,
    GroupShape,
    NetworkShape,
    RegionShape,
    ServiceShape,
    SourceShape,
    WatchShape,
)


def resolve(
    path: Path, shape: ConfigShape, places: Places, taken: Secrets, warnings: Iterable[str], *, secrets: bool
) -> Config:
    """The config as domain values. With `secrets` false, no secret file is read and no secret filled in."""
    base = path.parent
    vault = Vault(base, taken, open_=secrets)
    regions = _Regions(shape.regions, places, base)
    receivers = {name: receiver(name, one, vault) for name, one in shape.receivers.items()}
    return Config(
        path=path,
        database=base / Path(shape.database).expanduser(),
        languages=tuple(dict.fromkeys(shape.languages)),
        max_age=shape.max_age,
        keep_articles=shape.keep.articles,
        watches=tuple(_watch(watch, regions) for watch in shape.watches),
        groups=_groups(shape.groups),
        sources=tuple(_source(source, shape.network) for source in shape.sources),
        receivers=receivers,
        smtp=None if shape.smtp is None else smtp(shape.smtp, vault),
        network=_network(shape.network, vault),
        service=_service(shape.service, base, vault),
        warnings=tuple(warnings),
        secrets=vault.all(),
    )


def _watch(shape: WatchShape, regions: _Regions) -> Watch:
    return Watch(
        name=shape.name,
        notify=tuple(dict.fromkeys(shape.notify)),
        regions=tuple(regions.named(name) for name in dict.fromkeys(shape.regions or ())),
        groups=tuple(dict.fromkeys(shape.groups or ())),
        types=VIOLENT if shape.types is None else frozenset(shape.types),
        exclude=tuple(shape.exclude),
        when=thresholds(shape.when),
        alert_on=tuple(dict.fromkeys(shape.alert_on)),
    )


class _Regions:
    """Regions by name: the config's own, the presets, and bare places."""

    def __init__(self, shapes: Mapping[str, RegionShape], places: Places, base: Path) -> None:
        self._shapes, self._places, self._base = shapes, places, base

    def named(self, name: str) -> Region:
        if name in self._shapes:
            return self._defined(name, self._shapes[name])
        if name in presets.regions():
            return self._preset(name)
        return Region(name=name, areas=(self._places.area(name),))

    def _preset(self, name: str) -> Region:
        preset = presets.regions()[name]
        return Region(name=name, areas=self._areas(preset.places), names=preset.names)

    def _areas(self, names: Iterable[str]) -> tuple[Area, ...]:
        return tuple(dict.fromkeys(self._places.area(name) for name in names))

    def _defined(self, name: str, shape: RegionShape) -> Region:
        parent = Region(name)
        if shape.extends is not None:
            parent = self._preset(name) if shape.extends == name else self.named(shape.extends)
        circle = parent.circle
        if shape.near is not None and shape.within is not None:
            lat, lon = self._places.point(shape.near)
            circle = Circle(lat, lon, shape.within)
        polygons = read_polygons(self._base / shape.polygon) if shape.polygon else ()
        return Region(
            name=name,
            areas=tuple(dict.fromkeys(parent.areas + self._areas(shape.places))),
            names=tuple(dict.fromkeys([*parent.names, *shape.names])),
            circle=circle,
            polygons=parent.polygons + polygons,
        )


def _groups(shapes: Mapping[str, GroupShape]) -> tuple[Group, ...]:
    """The config's groups, then the presets it does not replace, without names that the config took."""
    known = {group.name: group for group in presets.groups()}
    own = tuple(_group(name, shapes, known) for name in shapes)
    taken = {fold(word) for group in own for word in _strong(group)}
    rest = (group for name, group in known.items() if name not in shapes)
    return own + tuple(_without(group, taken) for group in rest)


def _strong(group: Group) -> list[str]:
    return [group.name, *group.aliases, *(alias for part in group.parts.values() for alias in part)]


def _without(group: Group, taken: set[str]) -> Group:
    if not any(fold(word) in taken for word in (*group.aliases, *group.weak)):
        return group
    return replace(
        group,
        aliases=tuple(word for word in group.aliases if fold(word) not in taken),
        weak=tuple(word for word in group.weak if fold(word) not in taken),
    )


def _group(name: str, shapes: Mapping[str, GroupShape], known: Mapping[str, Group]) -> Group:
    shape, parent = shapes[name], Group(name)
    if shape.extends is not None:
        from_preset = shape.extends == name or shape.extends not in shapes
        parent = known[shape.extends] if from_preset else _group(shape.extends, shapes, known)
    parts = dict(parent.parts)
    for part, aliases in shape.parts.items():
        parts[part] = tuple(dict.fromkeys([*parts.get(part, ()), *aliases]))
    return Group(
        name=name,
        aliases=tuple(dict.fromkeys([*parent.aliases, *shape.aliases])),
        weak=tuple(dict.fromkeys([*parent.weak, *shape.weak])),
        media=tuple(dict.fromkeys([*parent.media, *shape.media])),
        parts=parts,
    )


def _source(shape: SourceShape, network: NetworkShape) -> Source:
    """What kind of source it is, and its address; a spider's is the name of its class."""
    given = {"feed": shape.feed, "sitemap": shape.sitemap, "section": shape.section, "spider": shape.spider}
    kind, url = next((kind, url) for kind, url in given.items() if url is not None)
    return Source(
        name=shape.name,
        kind=kind,
        url=url,
        language=shape.language,
        every_min=shape.every.min,
        every_max=shape.every.max,
        headers=dict(shape.headers),
        follow=shape.follow,
        private=tuple(network.allow_private.sources),
    )


def _network(shape: NetworkShape, vault: Vault) -> NetworkSettings:
    return NetworkSettings(
        contact=shape.contact,
        delay=shape.delay,
        proxy=None if shape.proxy is None else vault.known(shape.proxy),
        private_sources=tuple(shape.allow_private.sources),
        private_receivers=tuple(shape.allow_private.receivers),
    )


def _service(shape: ServiceShape, base: Path, vault: Vault) -> ServiceSettings:
    host, _, port = shape.listen.rpartition(":") if shape.listen else ("", "", "")
    return ServiceSettings(
        owner=shape.owner,
        listen=(host.strip("[]"), int(port)) if shape.listen else None,
        silent_after=shape.silent_after,
        heartbeat_url=vault.secret(shape.heartbeat_url),
        backup=None
        if shape.backup is None
        else Backup(base / Path(shape.backup.to).expanduser(), shape.backup.keep),
    )
