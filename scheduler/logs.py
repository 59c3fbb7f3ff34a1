"""The log: one line an event, for people on a terminal, JSON elsewhere. Secrets never come here.

Every text of a line, tracebacks and foreign libraries' lines included, passes `hide` before it is written.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from contextlib import suppress
from typing import Any, TextIO, cast

import structlog

Redact = Callable[[str], str]


class _Redaction:
    """The last step before a line is rendered: every text in it loses its secrets."""

    def __init__(self) -> None:
        self.redact: Redact = str

    def __call__(
        self, logger: Any, name: str, event: structlog.typing.EventDict
    ) -> structlog.typing.EventDict:
        return {key: self._cleaned(value) for key, value in event.items()}

    def _cleaned(self, value: Any) -> Any:
        if value is None or isinstance(value, bool | int | float):
            return value
        if isinstance(value, dict):
            return {self.redact(str(key)): self._cleaned(item) for key, item in value.items()}
        if isinstance(value, list | tuple | set | frozenset):
            return [self._cleaned(item) for item in value]
        return self.redact(str(value))


_redaction = _Redaction()


def hide(redact: Redact) -> None:
    """From now on, every text of the log passes `redact`."""
    _redaction.redact = redact


class _Sink:
    """Where lines go. A full disk or a reader that went away costs lines, never the service."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    def write(self, text: str) -> int:
        with suppress(OSError, ValueError):
            self._stream.write(text)
        return len(text)

    def flush(self) -> None:
        with suppress(OSError, ValueError):
            self._stream.flush()


def configure(style: str, stream: TextIO) -> None:
    """Set up structlog, and the standard library's logging under it. `style`: auto, console or json."""
    sink = cast(TextIO, _Sink(stream))
    console = style == "console" or (style == "auto" and stream.isatty())
    stamped: list[structlog.typing.Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    final: structlog.typing.Processor = (
        structlog.dev.ConsoleRenderer(
            colors=stream.isatty(), exception_formatter=structlog.dev.plain_traceback
        )
        if console
        else structlog.processors.JSONRenderer(ensure_ascii=False)
    )
    written: list[structlog.typing.Processor] = [structlog.processors.format_exc_info, _redaction, final]
    structlog.configure(
        processors=[*stamped, *written],
        logger_factory=structlog.PrintLoggerFactory(sink),
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
        cache_logger_on_first_use=True,
    )
    handler = logging.StreamHandler(sink)
    remove = structlog.stdlib.ProcessorFormatter.remove_processors_meta
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(processors=[remove, *written], foreign_pre_chain=stamped)
    )
    logging.basicConfig(handlers=[handler], level=logging.WARNING, force=True)
