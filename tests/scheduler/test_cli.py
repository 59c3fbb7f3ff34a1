"""Every command is found in its home, and says what it is for."""

from __future__ import annotations

import pkgutil
from importlib import import_module

import click
import pytest
from click.testing import CliRunner

import scheduler.commands
from scheduler.cli import HOMES, dateline


def test_every_command_of_every_module_is_reached_and_no_other_is_named() -> None:
    found = {}
    for module in pkgutil.iter_modules(scheduler.commands.__path__):
        for command in getattr(import_module(f"scheduler.commands.{module.name}"), "COMMANDS", ()):
            found[command.name] = module.name
    assert found == HOMES


@pytest.mark.parametrize("name", HOMES)
def test_each_command_has_help(name: str) -> None:
    result = CliRunner().invoke(dateline, [name, "--help"])
    assert result.exit_code == 0, result.output
    assert len(result.output.split("\n\n")) >= 2


def test_an_unknown_command_is_a_usage_error_that_names_it() -> None:
    result = CliRunner().invoke(dateline, ["incident"])
    assert result.exit_code == 2
    assert "incident" in result.output
    assert isinstance(dateline, click.Group)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["chek"], "No such command 'chek'; did you mean 'check'?"),
        (["incident"], "did you mean 'incidents'?"),
        (["silence", "ad"], "No such command 'ad'; did you mean 'add'?"),
        (["explain", "artikle"], "did you mean 'article'?"),
        (["brew"], "No such command 'brew'."),
    ],
)
def test_a_misspelt_command_is_answered_with_the_one_that_is_near(arguments: list[str], said: str) -> None:
    result = CliRunner().invoke(dateline, arguments)
    assert result.exit_code == 2
    assert said in result.output
