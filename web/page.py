"""The status page: plain HTML without a script, for phones too, light and dark. Everything is escaped."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from web.standing import Live, Standing


def _when(instant: datetime | None) -> str:
    return "never" if instant is None else f"{instant:%Y-%m-%d %H:%M} UTC"


_environment = Environment(
    loader=FileSystemLoader(Path(__file__).parent),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
)
_environment.filters["when"] = _when


def page(live: Live, standing: Standing) -> str:
    """The page of this moment; sources that fail come first."""
    values: dict[str, Any] = {
        "live": live,
        "standing": standing,
        "hindrances": live.hindrances(),
        "outcomes": list(standing.ever.outcomes),
        "failing": sum(line.failures > 0 for line in standing.sources),
        "adds_up": standing.today.adds_up and standing.ever.adds_up,
        "sources": sorted(standing.sources, key=lambda line: (not line.failures, line.name.casefold())),
    }
    return _environment.get_template("page.html").render(values)
