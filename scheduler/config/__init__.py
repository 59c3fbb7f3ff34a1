"""config.yaml -> `Config`: every problem with its line, all in one run, and no secret in any message.

    document    YAML -> plain values, each with line and column
    secrets     ${VAR} and *_file
    shape       the keys and what each may hold (pydantic)
    faults      what pydantic found, in words
    references  names, places and files that lead nowhere
    resolve     -> domain values of the packages that they configure
    schema      the JSON Schema for editors

It opens no database and makes no connection.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from scheduler.config import document as documents
from scheduler.config import faults, references
from scheduler.config.places import Places
from scheduler.config.resolve import resolve
from scheduler.config.secrets import expand
from scheduler.config.settings import Backup, Config, NetworkSettings, ServiceSettings
from scheduler.config.shape import ConfigShape

__all__ = ["Backup", "Config", "NetworkSettings", "ServiceSettings", "load"]

# Parts that may be left out, and so may also stand there with nothing behind them.
_OPTIONAL = frozenset({"languages", "max_age", "keep", "regions", "groups", "smtp", "network", "service"})


def load(path: Path, *, secrets: bool = True, environ: Mapping[str, str]) -> Config:
    """Read, check and resolve the config at `path`. Raise ConfigError with all its problems.

    With `secrets` false neither the environment nor a secret file is read: for commands that send nothing.
    """
    path = path.absolute()
    document = documents.read(path)
    data, taken = expand(document, environ, resolve=secrets)
    shape = _shaped(document, data)
    places = Places()
    warnings = references.check(document, places, secrets=secrets)
    document.refuse()
    assert shape is not None  # or there were problems
    return resolve(path, shape, places, taken, warnings, secrets=secrets)


def _shaped(document: documents.Document, data: Any) -> ConfigShape | None:
    if not isinstance(data, dict):
        return None
    try:
        return ConfigShape.model_validate(
            {key: value for key, value in data.items() if value is not None or key not in _OPTIONAL}
        )
    except ValidationError as error:
        faults.report(document, error, ConfigShape)
        return None
