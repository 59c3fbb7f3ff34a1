"""How single values are written in config.yaml: lengths of time, addresses, zones, each with its JSON Schema.

A fault is a sentence that follows the value ("'soon' is no length of time; ..."); it never quotes it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from datetime import time, timedelta
from difflib import get_close_matches
from typing import Annotated, Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

from pydantic import AfterValidator, BeforeValidator, Field, StringConstraints, WithJsonSchema

from incidents.incident import Type
from scheduler.config import quantities
from scheduler.config.secrets import is_reference

_MAILBOX = re.compile(r"[^\s@<>,;:\"()\x00-\x1f]{1,64}@[^\s@<>,;:\"()\x00-\x1f]{1,255}")
_HOST_AND_PORT = re.compile(r"(\[[0-9A-Fa-f:.]+\]|[A-Za-z0-9.-]+):([0-9]{1,5})")
_HEADER_NAME = re.compile(r"[A-Za-z0-9!#$%&'*+.^_`|~-]+")


def _whole(value: Any) -> int:
    if isinstance(value, str) and re.fullmatch(r"\s*[0-9]{1,9}\s*", value):
        value = int(value)
    if isinstance(value, bool) or not isinstance(value, int):
        raise ValueError("is no whole number")
    if value < 0:
        raise ValueError("is negative")
    return value


def _positive(value: Any) -> int:
    number = _whole(value)
    if number == 0:
        raise ValueError("is too little; one at least")
    return number


def _port(value: Any) -> int:
    number = _whole(value)
    if not 1 <= number <= 65535:
        raise ValueError("is no port; ports go from 1 to 65535")
    return number


def _share(value: Any) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= 1:
        raise ValueError("is no number from 0 to 1")
    return float(value)


def _address(value: Any) -> str:
    fault = "is no web address; it must begin with https:// or http://"
    if not isinstance(value, str) or re.search(r"[\s\x00-\x1f\x7f]", value) or len(value) > 2083:
        raise ValueError(fault)
    try:
        parts = urlsplit(value)
        good = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        good = False
    if not good:
        raise ValueError(fault)
    return value


def _mailbox(value: Any) -> str:
    if not isinstance(value, str) or not _MAILBOX.fullmatch(value):
        raise ValueError("is no mail address; write for example desk@example.org")
    return value


def _language(value: Any) -> str:
    if not isinstance(value, str) or not re.fullmatch(r"[a-z]{2}", value):
        raise ValueError("is no language; write its two letters (ISO 639-1) in lower case, such as en")
    return value


def _zone(value: Any) -> ZoneInfo:
    try:
        return ZoneInfo(value)
    except (ZoneInfoNotFoundError, ValueError, TypeError, AttributeError, OSError):
        raise ValueError(f"is no time zone; {_zone_meant(value)}") from None


def _zone_meant(value: Any) -> str:
    """The zone of a city by its name alone, or the one whose name is nearest."""
    city = str(value).strip().replace(" ", "_").casefold()
    zones = (zone for zone in available_timezones() if zone.rpartition("/")[2].casefold() == city)
    meant = min(zones, key=len, default=None)
    if meant is None:
        close = get_close_matches(str(value).strip(), available_timezones(), n=1, cutoff=0.8)
        meant = close[0] if close else None
    return f"did you mean {meant}?" if meant else "write for example Europe/Vienna or UTC"


def _listen(value: Any) -> str:
    match = _HOST_AND_PORT.fullmatch(value) if isinstance(value, str) else None
    if not match or int(match[2]) > 65535:
        raise ValueError("is no host and port; write for example 127.0.0.1:8200")
    return str(value)


def _header_lines(headers: dict[str, str]) -> dict[str, str]:
    for name, value in headers.items():
        if not _HEADER_NAME.fullmatch(name):
            raise ValueError("a header's name has letters, digits and hyphens only")
        if re.search(r"[\r\n\x00]", value):
            raise ValueError("a header's value is one line")
    return headers


def _one_line(text: str) -> str:
    """Names end up in subjects, logs and headers. Joiners, which Persian needs, are no control characters."""
    if any(unicodedata.category(char) in ("Cc", "Cs", "Zl", "Zp") for char in text):
        raise ValueError("has a line break, a control character or half a character in it")
    return text


def _written(read: Callable[[Any], Any], schema: dict[str, Any], unresolved: Any = None) -> tuple[Any, Any]:
    """How a value is read and described. `${VAR}`, where not resolved, is `unresolved` or itself."""

    def validate(value: Any) -> Any:
        if is_reference(value):
            return value if unresolved is None else unresolved
        return read(value)

    return BeforeValidator(validate), WithJsonSchema(schema)


def _text(pattern: str, description: str, *examples: str) -> dict[str, Any]:
    """The JSON Schema of a text; `${VAR}` is allowed in any."""
    pattern = re.sub(r"\?P<\w+>", "?:", pattern)
    schema = {"type": "string", "pattern": rf"{pattern}|\$\{{", "description": description}
    return {**schema, "examples": list(examples)} if examples else schema


def _quantity(pattern: str, description: str, *examples: str) -> dict[str, Any]:
    return _text(rf"^\s*(?:{pattern})\s*$", description, *examples)


def _number(least: float, most: float | None, kind: str, description: str) -> dict[str, Any]:
    bounds: dict[str, Any] = {"minimum": least} | ({} if most is None else {"maximum": most})
    number = {"type": kind, **bounds}
    return {"anyOf": [number, {"type": "string", "pattern": r"^[0-9]+$|\$\{"}], "description": description}


_DURATION = _quantity(quantities.DURATION.pattern, "A length of time.", "15 min", "6 h", "7 days")
_KEEPING = _quantity(rf"forever|{quantities.DURATION.pattern}", "A length of time.", "400 days", "forever")
_DISTANCE = _quantity(quantities.DISTANCE.pattern, "A distance.", "60 km")
_RATE = _quantity(quantities.RATE.pattern, "A rate.", "10 per hour")
_CLOCK = _quantity(quantities.CLOCK.pattern, "A time of day.", "07:30")
_A_MINUTE = timedelta(minutes=1)

Text = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=1, max_length=500), AfterValidator(_one_line)
]
Headers = Annotated[dict[Text, str], AfterValidator(_header_lines)]
Types = Annotated[list[Annotated[Type, Field(strict=False)]], Field(min_length=1)]
Whole = Annotated[int, *_written(_whole, _number(0, None, "integer", "A number, 0 or more."), 0)]
Positive = Annotated[int, *_written(_positive, _number(1, None, "integer", "A number, 1 or more."), 1)]
Port = Annotated[int, *_written(_port, _number(1, 65535, "integer", "A port."), 1)]
Share = Annotated[float, *_written(_share, _number(0, 1, "number", "From 0 to 1."), 0.0)]
Address = Annotated[str, *_written(_address, _text("^https?://", "An https or http address."))]
Mailbox = Annotated[str, *_written(_mailbox, _text("@", "A mail address."))]
Language = Annotated[str, *_written(_language, _text("^[a-z]{2}$", "ISO 639-1.", "en", "ru"))]
Listen = Annotated[
    str, *_written(_listen, _text(":[0-9]+$", "Host and port.", "127.0.0.1:8200"), "127.0.0.1:0")
]
Zone = Annotated[ZoneInfo, *_written(_zone, _text("^.", "A zone.", "Europe/Vienna", "UTC"), ZoneInfo("UTC"))]
Duration = Annotated[timedelta, *_written(quantities.duration, _DURATION, _A_MINUTE)]
Keeping = Annotated[timedelta | None, *_written(quantities.duration_or_forever, _KEEPING, _A_MINUTE)]
Distance = Annotated[float, *_written(quantities.kilometres, _DISTANCE, 1.0)]
Rate = Annotated[tuple[int, timedelta], *_written(quantities.rate, _RATE, (1, _A_MINUTE))]
Clock = Annotated[time, *_written(quantities.clock, _CLOCK, time(0))]
