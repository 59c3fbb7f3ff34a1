"""A file that alerts are appended to, one webhook body a line, and a line a person can read on the terminal.

A line is written with one `write` and is on the disk before the message counts as sent; a repeat after a
crash has the same `notice_id`.
"""

from __future__ import annotations

import asyncio
import os
import stat
import sys
from collections.abc import Callable
from pathlib import Path

from alerts import message
from alerts.receivers import Draft, File, Outgoing, ReceiverSettings, Reply
from alerts.wording import one_line

Echo = Callable[[str], None]


class FileReceiver:
    """Appends to one file. `echo` gets the subject of each message, if given."""

    width = 1
    deadline = 60.0

    def __init__(self, settings: ReceiverSettings, echo: Echo | None = None) -> None:
        if not isinstance(settings.to, File):
            raise TypeError(f"receiver {settings.name!r} is no file")
        self.settings = settings
        self._path = settings.to.path
        self._echo = echo

    def recipients(self) -> tuple[str, ...]:
        return (self.settings.name,)

    def compose(self, draft: Draft) -> tuple[str, bytes]:
        return message.draft_subject(draft), message.as_json(message.body(draft)).encode()

    async def send(self, message: Outgoing) -> Reply:
        line = message.payload + b"\n"
        try:
            if self._path == "-":
                sys.stdout.buffer.write(line)
                sys.stdout.buffer.flush()
            else:
                await asyncio.to_thread(append, Path(self._path), line)
        except (OSError, ValueError) as problem:
            return Reply("temporary", one_line(f"{self._path}: {problem}", 500), whole=True)
        if self._echo is not None:
            self._echo(one_line(message.subject))
        return Reply("done", f"written to {self._path}")

    async def close(self) -> None:
        """Nothing is kept open."""


def append(path: Path, line: bytes) -> None:
    """Append `line` durably. Raises OSError; then nothing of it is left where that can be helped."""
    new = not path.exists()
    handle = os.open(path, os.O_RDWR | os.O_APPEND | os.O_CREAT | os.O_CLOEXEC | os.O_NONBLOCK, 0o640)
    try:
        if not stat.S_ISREG(os.fstat(handle).st_mode):
            raise OSError("is not a regular file")
        size = os.fstat(handle).st_size
        if size and os.pread(handle, 1, size - 1) != b"\n":
            line = b"\n" + line  # a crash cut the line before
        if os.write(handle, line) != len(line):
            os.ftruncate(handle, size)
            raise OSError("the disk is full")
        os.fsync(handle)
    finally:
        os.close(handle)
    if new:
        _sync_directory(path.parent)


def _sync_directory(directory: Path) -> None:
    handle = os.open(directory, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
