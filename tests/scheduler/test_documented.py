"""What can be typed is explained: every command, every key of the configuration, every exit status."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import get_args

import click
import pytest
from pydantic import BaseModel

from scheduler.cli import EXIT_CODES, dateline
from scheduler.config.shape import ConfigShape

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def pages() -> str:
    paths = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
    return "\n".join(path.read_text(encoding="utf-8") for path in paths)


def commands(group: click.Group, path: str = "") -> Iterator[str]:
    for name, command in group.commands.items():
        if isinstance(command, click.Group):
            yield from commands(command, f"{path}{name} ")
        else:
            yield f"{path}{name}"


def keys(shape: type[BaseModel]) -> Iterator[str]:
    for name, field in shape.model_fields.items():
        yield field.alias or name
        for part in parts(field.annotation):
            yield from keys(part)


def parts(annotation: object) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for inner in get_args(annotation):
        yield from parts(inner)


def test_every_command_is_explained(pages: str) -> None:
    words = set(re.findall(r"[a-z-]+", pages))
    missing = [command for command in commands(dateline) if not set(command.split()) <= words]
    assert missing == []
    tops = {command.split()[0] for command in commands(dateline)}
    assert [name for name in sorted(tops) if f"dateline {name}" not in pages] == []


def test_every_command_has_a_help_that_says_what_it_does() -> None:
    def described(group: click.Group) -> Iterator[bool]:
        for command in group.commands.values():
            yield bool(command.help and len(command.help) > 20)
            if isinstance(command, click.Group):
                yield from described(command)

    assert all(described(dateline))


def test_every_key_of_the_configuration_is_explained(pages: str) -> None:
    words = set(re.findall(r"[a-z_]+", pages))
    found = set(keys(ConfigShape))
    assert len(found) > 60
    assert sorted(found - words) == []


def test_every_exit_status_is_explained(pages: str) -> None:
    (line,) = re.findall(r"Exit status: .*?\n\n", pages, re.DOTALL)
    assert [code for _, code in EXIT_CODES if str(code) not in line] == []
