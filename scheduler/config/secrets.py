"""Secrets: values from the environment or from a file, which never print.

`Secrets` remembers what was taken in, so that a log can be rid of it (`redact`). The type that holds one and
prints as `***` belongs to those who use it: `alerts.receivers.Secret`.
"""

from __future__ import annotations

import re
import stat
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from alerts.receivers import Secret
from scheduler.config.document import Document, Path_

_REFERENCE = re.compile(r"\$\{(?P<name>[A-Za-z_][A-Za-z0-9_]*)(?P<default>:-[^${}]*)?\}")
_SHORTEST = 4
_SHORTEST_PIECE = 8  # shorter ones are words: "/hook", "json"
_PLAIN = re.compile("/[a-z]{1,12}/?")  # a path that says what is there, as "/dateline": no token
MAX_SECRET_BYTES = 64 * 1024

# What stands under these keys may be secret: no message quotes it.
SECRET_KEYS = frozenset({"password", "secret", "headers", "webhook", "chat", "proxy", "heartbeat_url"})


@dataclass(frozen=True, slots=True)
class Secrets:
    """Every secret text that the config took in."""

    texts: frozenset[str] = field(default=frozenset(), repr=False)

    def redact(self, text: str) -> str:
        """`text` with every secret in it replaced by `***`."""
        for secret in sorted(self.texts, key=len, reverse=True):
            text = text.replace(secret, "***")
        return text


def expand(document: Document, environ: Mapping[str, str], *, resolve: bool) -> tuple[Any, Secrets]:
    """The document's data with `${VAR}` and `${VAR:-default}` filled in, and what was filled in.

    With `resolve` false nothing is looked up: a default is used, any other reference stays as it is written.
    A variable that is not set becomes a problem of the document.
    """
    taken: set[str] = set()

    def fill(text: str, path: Path_) -> str:
        def one(match: re.Match[str]) -> str:
            name, default = match["name"], match["default"]
            value = environ.get(name, "") if resolve else ""
            if value:
                taken.add(value)
                return value
            if default is not None:
                return default[2:]
            if resolve:
                what = "is set, but empty" if name in environ else "is not set"
                document.add(path, f"the environment variable {name} {what}; ${{{name}:-}} would allow that")
            return match[0]

        if "${" in _REFERENCE.sub("", text):
            document.add(path, "'${' begins no reference such as ${VAR} or ${VAR:-default}")
        return _REFERENCE.sub(one, text)

    def walk(value: Any, path: Path_) -> Any:
        if isinstance(value, str):
            return fill(value, path) if "${" in value else value
        if isinstance(value, list):
            return [walk(item, (*path, at)) for at, item in enumerate(value)]
        if isinstance(value, dict):
            return {key: walk(item, (*path, key)) for key, item in value.items()}
        return value

    data = walk(document.data, ())
    return data, Secrets(frozenset(text for text in taken if len(text) >= _SHORTEST))


def is_reference(text: object) -> bool:
    """Whether an unresolved `${VAR}` stands in it (only where secrets are not resolved)."""
    return isinstance(text, str) and "${" in text


def read_file(base: Path, name: str) -> str:
    """The secret in a file, without the line break at its end. Raise ValueError, which never quotes it.

    A file that every user of the machine may read keeps no secret, and is refused.
    """
    path = base / Path(name).expanduser()
    try:
        mode = path.stat().st_mode
        if not stat.S_ISREG(mode):
            raise ValueError(f"{name!r} is not a file")
        if mode & stat.S_IROTH:
            raise ValueError(f"{name!r} can be read by every user of this machine; run: chmod o-rwx {name}")
        if path.stat().st_size > MAX_SECRET_BYTES:
            raise ValueError(f"{name!r} is too large for a secret")
        text = path.read_text(encoding="utf-8").rstrip("\r\n")
    except OSError as error:
        raise ValueError(f"the file {name!r} cannot be read: {error.strerror}") from None
    except UnicodeDecodeError:
        raise ValueError(f"the file {name!r} is not UTF-8") from None
    if not text:
        raise ValueError(f"the file {name!r} is empty")
    return text


def check_signing(secret: str) -> None:
    """Raise ValueError, which never quotes it, when a webhook cannot be signed with this secret."""
    from alerts.webhook import signer  # not at the top: most commands have no use for a web client

    signer(Secret(secret))


class Vault:
    """Where secrets come from; it remembers each for `redact`."""

    def __init__(self, base: Path, taken: Secrets, *, open_: bool) -> None:
        self._base, self._open = base, open_
        self._texts = set(taken.texts)

    def secret(self, value: str | None, file: str | None = None) -> Secret | None:
        """The secret given as text or by a file; None if there is none, or none may be resolved."""
        if not self._open:
            return None
        text = read_file(self._base, file) if file is not None else value
        return self._keep(text) if text else None

    def known(self, value: str) -> Secret:
        """A value that may hold a secret, and is needed in any case."""
        return Secret(value) if is_reference(value) else self._keep(value)

    def beside(self, name: str) -> Path:
        """A path of the config, which is relative to its file."""
        return self._base / Path(name).expanduser()

    def _keep(self, text: str) -> Secret:
        self._texts.update(piece for piece in _pieces(text) if len(piece) >= _SHORTEST)
        return Secret(text)

    def all(self) -> Secrets:
        return Secrets(frozenset(self._texts))


def _pieces(text: str) -> list[str]:
    """A secret, and what a server may echo of one that is an address: all behind its host, who asks, and the
    values of its query. A mere host is no secret.
    """
    if "://" not in text:
        return [text]
    try:
        address = urlsplit(text)
        who = [address.username or "", address.password or ""]
    except ValueError:
        return [text]
    target = f"{address.path}?{address.query}".removesuffix("?")
    if target in ("", "/") and not any(who):
        return []
    values = [value for _, value in parse_qsl(address.query)]
    if _PLAIN.fullmatch(target):
        target = ""
    return [text, *who, *(piece for piece in (target, *values) if len(piece) >= _SHORTEST_PIECE)]
