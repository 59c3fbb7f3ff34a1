"""`docs/watches.md` names every key that a config may have, and every preset; its examples load."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from pydantic import BaseModel

from incidents import presets
from incidents.incident import Type
from scheduler.config import load, shape

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "watches.md").read_text(encoding="utf-8")
WORDS = " ".join(PAGE.split())
SHAPES = [one for one in vars(shape).values() if isinstance(one, type) and issubclass(one, BaseModel)]
KEYS = sorted({f.alias or name for one in SHAPES for name, f in one.model_fields.items()})
REST = """
database: d.db
sources: [{name: S, feed: "https://a.example/rss"}]
smtp: {host: smtp.example.org, sender: dateline@example.org}
"""


def examples(section: str) -> str:
    """The YAML example that begins with `section`."""
    return next(block for block in re.findall(r"```yaml\n(.*?)```", PAGE, re.S) if block.startswith(section))


@pytest.mark.parametrize("key", KEYS)
def test_every_key_is_explained(key: str) -> None:
    if key in ("watches", "regions", "groups", "receivers"):
        assert f"{key}:\n" in PAGE
    else:
        assert f"`{key}`" in PAGE or re.search(rf"\b{key}: ", PAGE)


@pytest.mark.parametrize("kind", list(Type))
def test_every_type_is_named(kind: Type) -> None:
    assert f"`{kind}`" in PAGE


def test_every_preset_is_named() -> None:
    names = [group.name for group in presets.groups()] + list(presets.regions())
    assert [name for name in names if name not in WORDS] == []
    assert f"{len(presets.groups())} groups and {len(presets.regions())} regions come with Dateline" in WORDS


def test_the_examples_are_a_config_that_loads(tmp_path: Path) -> None:
    ring = "[[[37, 48], [38, 48], [38, 49], [37, 48]]]"
    (tmp_path / "contact-line.geojson").write_text(f'{{"type": "Polygon", "coordinates": {ring}}}')
    sections = ("watches:", "regions:", "groups:", "receivers:")
    path = tmp_path / "config.yaml"
    path.write_text(REST + "".join(map(examples, sections)), encoding="utf-8")
    config = load(path, environ={"HOOK_SECRET": "whsec_c2VjcmV0"})
    assert config.watches[0].notify == ("desk", "ops-hook")
    assert len(config.receivers) == 5
