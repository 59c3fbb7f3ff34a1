"""The status page: plain HTML without a script, for phones too, light and dark. Everything is escaped."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from web.standing import Live, SourceLine, Standing, verdict


def _when(instant: datetime | None) -> str:
    return "never" if instant is None else f"{instant:%Y-%m-%d %H:%M} UTC"


_environment = Environment(
    loader=FileSystemLoader(Path(__file__).parent),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
)
_environment.filters["when"] = _when


def _worst_first(line: SourceLine) -> tuple[bool, bool, str]:
    return not line.failures, line.well, line.name.casefold()


def page(live: Live, standing: Standing) -> str:
    """The page of this moment; sources that fail come first, then those that are not well."""
    values: dict[str, Any] = {
        "live": live,
        "standing": standing,
        "verdict": verdict(live, standing),
        "outcomes": list(standing.ever.outcomes),
        "well": sum(line.well for line in standing.sources),
        "adds_up": standing.today.adds_up and standing.ever.adds_up,
        "sources": sorted(standing.sources, key=_worst_first),
    }
    return _environment.get_template("page.html").render(values)
