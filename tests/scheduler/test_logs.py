"""The log: one line an event, and no secret in any of them."""

from __future__ import annotations

import io
import json
import logging
from collections.abc import Iterator

import pytest
import structlog

from scheduler.logs import configure, hide


@pytest.fixture
def clean() -> Iterator[None]:
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    yield
    hide(str)
    root.handlers[:] = handlers
    root.setLevel(level)
    structlog.reset_defaults()


@pytest.mark.usefixtures("clean")
@pytest.mark.parametrize("style", ["json", "console"])
def test_a_secret_is_in_no_line_however_deep_it_stands(style: str) -> None:
    stream = io.StringIO()
    configure(style, stream)
    hide(lambda text: text.replace("hunter2", "***"))
    log = structlog.get_logger("x")
    log.warning(
        "with hunter2", url="https://hunter2.example", deep={"a": ["hunter2", ("hunter2",)]}, number=3
    )
    try:
        raise ValueError("hunter2 is wrong")
    except ValueError:
        log.exception("it failed")
        logging.getLogger("foreign").error("hunter2 of a library", exc_info=True)
    log.info("an object", thing=Exception("hunter2"))
    written = stream.getvalue()
    assert "hunter2" not in written
    assert written.count("***") >= 7
    assert "Traceback" in written


@pytest.mark.usefixtures("clean")
def test_json_lines_keep_numbers_and_lists() -> None:
    stream = io.StringIO()
    configure("json", stream)
    structlog.get_logger("y").info("event", count=3, names=["a", "b"], nothing=None, yes=True)
    line = json.loads(stream.getvalue())
    assert (line["count"], line["names"], line["nothing"], line["yes"]) == (3, ["a", "b"], None, True)
