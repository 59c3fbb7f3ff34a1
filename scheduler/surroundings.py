"""What a configuration needs of the machine: directories that can be written, files, optional packages.

For `dateline check`: it says beforehand what the service would stumble over. It makes and changes nothing.
"""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

from alerts.receivers import Chat, File
from incidents.errors import ConfigError, DatabaseRefused
from scheduler.config import Config
from scheduler.config.document import Path_, place_of, read
from store.opening import inspect


def require_surroundings(config: Config) -> None:
    """Raise ConfigError with everything that is missing, each with the line that asks for it."""
    found = [*_database(config), *_receivers(config), *_service(config)]
    if found:
        document = read(config.path)
        raise ConfigError([f"{place_of(document, path)}: {text}" for path, text in found])


Lack = tuple[Path_, str]


def _database(config: Config) -> Iterator[Lack]:
    where: Path_ = ("database",)
    if (fault := _beyond_reach(config.database)) is not None:
        yield where, fault
    elif config.database.is_dir():
        yield (
            where,
            f"{config.database} is a directory; name a file in it, such as {config.database}/dateline.db",
        )
    elif (fault := _no_room(config.database.parent)) is not None:
        yield where, fault
    elif config.database.exists():
        try:
            inspect(config.database)
        except DatabaseRefused as error:
            yield where, str(error)


def _receivers(config: Config) -> Iterator[Lack]:
    for name, receiver in config.receivers.items():
        where: Path_ = ("receivers", name)
        if isinstance(receiver.to, File) and receiver.to.path != "-":
            fault = _no_file(Path(receiver.to.path))
            if fault is not None:
                yield (*where, "file"), fault
        elif isinstance(receiver.to, Chat) and find_spec("apprise") is None:
            yield (*where, "chat"), f"needs Apprise; run: {sys.executable} -m pip install apprise"
    if (
        config.smtp is not None
        and config.smtp.ca_file is not None
        and not os.access(config.smtp.ca_file, os.R_OK)
    ):
        yield ("smtp", "ca_file"), f"the file {config.smtp.ca_file} cannot be read"


def _service(config: Config) -> Iterator[Lack]:
    if config.service.backup is None:
        return
    directory = config.service.backup.to
    fault = _beyond_reach(directory)
    while fault is None and not directory.exists() and directory != directory.parent:
        directory = directory.parent  # the rest is made when the first copy is
    fault = fault or _no_room(directory)
    if fault is not None:
        yield ("service", "backup", "to"), fault


def _beyond_reach(path: Path) -> str | None:
    """Why it cannot even be asked what a path is: a directory above it is closed to this user."""
    try:
        path.stat()
    except PermissionError:
        return f"{path} cannot be reached by this user; look at the owner and mode of what it lies in"
    except OSError:
        return None
    return None


def _no_room(directory: Path) -> str | None:
    """Why no file can be made in a directory."""
    if (fault := _beyond_reach(directory)) is not None:
        return fault
    if not directory.exists():
        return f"the directory {directory} does not exist; make it: mkdir -p '{directory}'"
    if not directory.is_dir():
        return f"{directory} is no directory"
    if not os.access(directory, os.W_OK | os.X_OK):
        return f"the directory {directory} cannot be written by this user; look at its owner and mode"
    return None


def _no_file(path: Path) -> str | None:
    """Why nothing can be appended to a file."""
    if (fault := _beyond_reach(path)) is not None:
        return fault
    if not path.exists():
        return _no_room(path.parent)
    if not stat.S_ISREG(path.stat().st_mode):
        return f"{path} is no file; name one, such as alerts.jsonl"
    return (
        None
        if os.access(path, os.W_OK)
        else f"{path} cannot be written by this user; look at its owner and mode"
    )
