"""`docs/incidents.md` says what holds: its table of codes, and commands and options that there are."""

from __future__ import annotations

import re
from pathlib import Path

import click
import pytest

from incidents.codes import CODES
from scheduler.cli import dateline
from scheduler.export import INCIDENT_COLUMNS

PAGE = (Path(__file__).parents[2] / "docs" / "incidents.md").read_text(encoding="utf-8")
OURS = {
    ("explain", "article"), ("explain", "incident"), ("explain", "notice"), ("backtest",), ("search",),
    ("incidents",), ("incidents", "merge"), ("incidents", "retract"), ("articles",),
    ("export", "incidents"), ("export", "articles"),
}  # fmt: skip


def test_the_table_is_that_of_the_code() -> None:
    rows = re.findall(r"^\| `(\w+)` \| (.*) \| (.*) \| (.*) \|$", PAGE, re.MULTILINE)
    assert {name: (event, sub, gtd.strip()) for name, event, sub, gtd in rows} == {
        str(kind): tuple(codes) for kind, codes in CODES.items()
    }


def test_the_columns_named_are_exported() -> None:
    part = PAGE[PAGE.index("In CSV a column") : PAGE.index("Two things to know")]
    assert set(re.findall(r"`(\w+)`", part)) <= set(INCIDENT_COLUMNS)


@pytest.mark.parametrize("path", sorted(OURS), ids=" ".join)
def test_every_command_is_shown(path: tuple[str, ...]) -> None:
    assert f"dateline {' '.join(path)} " in PAGE


def test_the_options_that_are_shown_exist() -> None:
    for line in re.findall(r"^dateline (.*)$", PAGE, re.MULTILINE):
        for shown in line.split(" | dateline "):
            words, command = shown.split(), dateline
            context = click.Context(command)
            while isinstance(command, click.Group) and words and command.get_command(context, words[0]):
                command = command.get_command(context, words.pop(0))  # type: ignore[assignment]
            known = {name for parameter in command.params for name in parameter.opts}
            assert set(re.findall(r"--\w+", shown)) <= known, shown
