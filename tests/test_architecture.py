"""The layout holds: who imports whom, one library in one home, small files and functions, a pure core.

Read from the sources with `ast`; nothing is imported. Each rule is also shown to catch a planted violation.
"""

from __future__ import annotations

import ast
import re
import statistics
import sys
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGES = ("incidents", "crawler", "store", "alerts", "web", "scheduler")

MAY_IMPORT = {
    "incidents": {"incidents"},
    "crawler": {"crawler", "incidents"},
    "store": {"store", "incidents"},
    "alerts": {"alerts", "incidents"},
    "web": {"web", "store", "incidents"},
    "scheduler": set(PACKAGES),
}

# The rooms of `incidents/extraction`, each above all that it may know, beside itself and the like.
FLOORS = (
    {"words"}, {"dates", "numbers", "places"}, {"reading"}, {"acts", "ranking"}, {"stories"},
    {"scene", "judging", "harm", "actors"}, {"timing"}, {"assemble"}, {"__init__"},
)  # fmt: skip
FLOOR = {room: floor for floor, rooms in enumerate(FLOORS) for room in rooms}

# One library, one home. A library that is not here has none, and whoever brings it decides.
HOMES = {
    "incidents": {"ahocorasick_rs", "anyascii", "marisa_trie", "py3langid", "rapidfuzz"},
    "crawler": {
        "scrapy", "twisted", "zope", "OpenSSL", "protego", "w3lib", "itemadapter", "parsel", "feedparser",
        "trafilatura", "charset_normalizer", "htmldate", "courlan", "dateparser", "lxml", "cssselect",
        "service_identity",
    },
    "store": {"sqlite_utils", "sqlite3", "isal"},
    "alerts": {
        "aiosmtplib", "aiohttp", "standardwebhooks", "apprise", "jinja2", "smtplib", "email",
    },
    "scheduler": {
        "apscheduler", "ruamel", "pydantic", "pydantic_core", "click", "rich", "pebble", "sdnotify",
        "structlog",
    },
    "web": {"prometheus_client"},
}  # fmt: skip
HOME = {library: package for package, libraries in HOMES.items() for library in libraries}

# `email.utils` reads the dates of HTTP headers, which have the form of mail's (RFC 9110, 5.6.7).
FREE = {"email.utils"}
# The status page is made and served with what mails and webhooks are made and sent with.
SHARED = {"web": {"aiohttp", "jinja2"}}
# The demo plays the other side, the site and the mail server, and so needs what the other side needs.
OTHER_SIDE = ("scheduler/demo/", {"email", "aiosmtpd"})

# Nothing in `incidents` may touch the world, or ask what time it is.
IMPURE_MODULES = {
    "asyncio", "concurrent", "http", "logging", "multiprocessing", "os", "random", "requests", "secrets",
    "select", "shutil", "signal", "socket", "ssl", "subprocess", "tempfile", "threading", "time", "uuid",
    "urllib.request",
}  # fmt: skip
CLOCKS = {"now", "utcnow", "today", "fromtimestamp", "localtime", "gmtime"}

NAMELESS = {"utils", "util", "common", "core", "helpers", "helper", "base", "manager", "types", "misc"}
MAX_FILE, MAX_FUNCTION = 500, 60


@dataclass(frozen=True)
class Module:
    """One source file: its path from the root, and what it says."""

    path: str
    text: str

    @property
    def package(self) -> str:
        return self.path.split("/")[0]

    @property
    def tree(self) -> ast.Module:
        return _parsed(self.text)


@cache
def _parsed(text: str) -> ast.Module:
    return ast.parse(text)


@cache
def modules() -> tuple[Module, ...]:
    files = sorted(file for package in PACKAGES for file in (ROOT / package).rglob("*.py"))
    return tuple(Module(str(file.relative_to(ROOT)), file.read_text(encoding="utf-8")) for file in files)


def imports(module: Module) -> Iterator[tuple[str, int]]:
    """Each imported module by its full name, wherever the import stands, with its line."""
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Import):
            yield from ((name.name, node.lineno) for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{module.path}:{node.lineno}: a relative import"
            yield node.module or "", node.lineno
            # `from email import utils` imports email.utils
            yield from (
                (f"{node.module}.{name.name}", node.lineno) for name in node.names if node.module == "email"
            )


def wrong_directions(module: Module) -> list[str]:
    return [
        f"{module.path}:{line}: {module.package} must not know {name}"
        for name, line in imports(module)
        if name.split(".")[0] in PACKAGES and name.split(".")[0] not in MAY_IMPORT[module.package]
    ]


def wrong_floors(module: Module) -> list[str]:
    """What a room of the extraction takes from one that does not lie beneath it."""
    own = room(module.path.removesuffix(".py").replace("/", "."))
    if own is None:
        return []
    if own not in FLOOR:
        return [f"{module.path}: {own} has no floor"]
    return [
        f"{module.path}:{line}: {own} must not know {name}"
        for name, line in imports(module)
        if (other := room(name)) is not None and other != own and FLOOR.get(other, 99) >= FLOOR[own]
    ]


def room(name: str) -> str | None:
    """The room of the extraction in which a module lies; None outside of them."""
    parts = name.split(".")
    return parts[2] if parts[:2] == ["incidents", "extraction"] and len(parts) > 2 else None


def wrong_homes(module: Module) -> list[str]:
    found = []
    for name, line in imports(module):
        library = name.split(".")[0]
        if library in PACKAGES or library == "__future__" or name in FREE or _only_free(module, name, line):
            continue
        if library in SHARED.get(module.package, ()):
            continue
        if module.path.startswith(OTHER_SIDE[0]) and library in OTHER_SIDE[1]:
            continue
        home = HOME.get(library, None if library in sys.stdlib_module_names else "nowhere yet")
        if home not in (None, module.package):
            found.append(f"{module.path}:{line}: {library} is at home in {home}")
    return found


def _only_free(module: Module, name: str, line: int) -> bool:
    """Whether this is the `email` of `from email import utils`."""
    taken = {other for other, at in imports(module) if at == line and other.startswith(f"{name}.")}
    return bool(taken) and taken <= FREE


def impurities(module: Module) -> list[str]:
    """What reaches into the world, or asks for the time, in a module of `incidents`."""
    if module.package != "incidents":
        return []
    found = [
        f"{module.path}:{line}: {name} is not pure"
        for name, line in imports(module)
        if name in IMPURE_MODULES or name.split(".")[0] in IMPURE_MODULES
    ]
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in CLOCKS:
            found.append(f"{module.path}:{node.lineno}: {node.func.attr}() asks for the time")
        if (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Name)
            and node.func.id in ("print", "input")
        ):
            found.append(f"{module.path}:{node.lineno}: {node.func.id}() talks")
    return found


def oversized(module: Module) -> list[str]:
    lines = len(module.text.splitlines())
    found = [f"{module.path}: {lines} lines"] if lines > MAX_FILE else []
    return found + [
        f"{module.path}:{node.lineno}: {node.name} has {length} lines"
        for node, length in functions(module)
        if length > MAX_FUNCTION
    ]


def functions(module: Module) -> Iterator[tuple[ast.FunctionDef | ast.AsyncFunctionDef, int]]:
    for node in ast.walk(module.tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            assert node.end_lineno is not None
            yield node, node.end_lineno - node.lineno + 1


def unnamed(module: Module) -> list[str]:
    """A name that does not say what is inside, or no docstring that does."""
    parts = set(module.path.removesuffix(".py").split("/"))
    found = [f"{module.path}: {name!r} is no name" for name in sorted(parts & NAMELESS)]
    empty = not module.text.strip() and module.path.endswith("__init__.py")
    if not empty and ast.get_docstring(module.tree) is None:
        found.append(f"{module.path}: no docstring says what it is for")
    return found


def unfinished(module: Module) -> list[str]:
    marks = ("TO" + "DO", "FIX" + "ME", "XX" + "X:", "HA" + "CK")
    return [
        f"{module.path}:{number}: {mark}"
        for number, line in enumerate(module.text.splitlines(), 1)
        for mark in marks
        if mark in line
    ]


POSSESSIVE = re.compile(r"(?<!\()\)(?:[*+?]|\{[\d,]+\})\+")


def misread(module: Module) -> list[str]:
    """A group that is repeated possessively: `re` of Python 3.11.0 to 3.11.4 takes too little or too much there
    (gh-106052), and Debian 12 has 3.11.2.
    """
    lines = enumerate(module.text.splitlines(), 1)
    return [
        f"{module.path}:{number}: {found[0]}" for number, line in lines for found in POSSESSIVE.finditer(line)
    ]


RULES = [wrong_directions, wrong_floors, wrong_homes, impurities, oversized, unnamed, unfinished, misread]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_the_sources_keep_the_rule(rule) -> None:  # type: ignore[no-untyped-def]
    assert [fault for module in modules() for fault in rule(module)] == []


# Distributions whose import has another name, and libraries that one of ours brings and means to be imported.
DISTRIBUTIONS = {"ruamel": "ruamel.yaml", "apprise": "apprise"}
BROUGHT = {
    "scrapy": {"twisted", "zope", "OpenSSL", "protego", "w3lib", "itemadapter", "parsel"},
    "trafilatura": {"charset_normalizer", "htmldate", "courlan", "dateparser", "lxml"},
    "pydantic": {"pydantic_core"},
}


def declared() -> set[str]:
    """The imports that an installation without the development tools can make."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = [*project["dependencies"], *project["optional-dependencies"]["chat"]]
    names = {re.split(r"[<>=!~ \[;]", requirement)[0].lower().replace("-", "_") for requirement in wanted}
    return names | {library for owner in names & BROUGHT.keys() for library in BROUGHT[owner]}


def undeclared(module: Module, known: set[str]) -> list[str]:
    return [
        f"{module.path}:{line}: {name} is no dependency of the project"
        for name, line in imports(module)
        if (library := name.split(".")[0]) not in PACKAGES
        and library not in sys.stdlib_module_names
        and DISTRIBUTIONS.get(library, library) not in known
    ]


def test_what_is_imported_is_installed_without_the_development_tools() -> None:
    assert [fault for module in modules() for fault in undeclared(module, declared())] == []
    assert undeclared(Module("alerts/a.py", "import pytest"), declared())


def test_the_median_function_is_short() -> None:
    lengths = [length for module in modules() for _, length in functions(module)]
    assert statistics.median(lengths) <= 10
    assert statistics.quantiles(lengths, n=10)[-1] <= 30


def test_every_package_is_looked_at() -> None:
    assert {module.package for module in modules()} == set(PACKAGES)
    assert len(modules()) > 50


def test_the_demo_alone_plays_the_other_side() -> None:
    assert not wrong_homes(Module("scheduler/demo/mail.py", "import aiosmtpd.controller\nimport email"))
    assert wrong_homes(Module("scheduler/mail.py", "import email"))


DOC = '"""A module."""\n'
PLANTED = [
    (wrong_directions, "incidents/a.py", "from store import articles"),
    (wrong_directions, "incidents/a.py", "import scheduler.config"),
    (wrong_directions, "store/a.py", "from crawler.sources import Source"),
    (wrong_directions, "alerts/a.py", "from store.outbox import Outbox"),
    (wrong_directions, "crawler/a.py", "def late():\n    from scheduler.clock import Clock"),
    (wrong_directions, "crawler/a.py", "if TYPE_CHECKING:\n    import alerts"),
    (wrong_floors, "incidents/extraction/dates/a.py", "from incidents.extraction.reading import Sentence"),
    (wrong_floors, "incidents/extraction/harm/a.py", "from incidents.extraction.actors.doers import doers"),
    (wrong_floors, "incidents/extraction/another/a.py", "import re"),
    (wrong_homes, "incidents/a.py", "import sqlite3"),
    (wrong_homes, "scheduler/a.py", "from sqlite3 import connect"),
    (wrong_homes, "scheduler/a.py", "import twisted.internet"),
    (wrong_homes, "scheduler/a.py", "import smtplib"),
    (wrong_homes, "crawler/a.py", "from email.message import EmailMessage"),
    (wrong_homes, "crawler/a.py", "from email import message, utils"),
    (wrong_homes, "store/a.py", "import email"),
    (wrong_homes, "crawler/a.py", "import aiohttp"),
    (wrong_directions, "web/a.py", "from alerts.wording import headline"),
    (wrong_directions, "store/a.py", "from web.page import page"),
    (wrong_homes, "store/a.py", "import jinja2"),
    (wrong_homes, "scheduler/a.py", "import aiohttp"),
    (wrong_homes, "alerts/a.py", "from ruamel.yaml import YAML"),
    (wrong_homes, "alerts/a.py", "import requests"),
    (wrong_homes, "store/a.py", "try:\n    import lxml\nexcept ImportError:\n    pass"),
    (impurities, "incidents/a.py", "import socket"),
    (impurities, "incidents/a.py", "from urllib.request import urlopen"),
    (impurities, "incidents/a.py", "from datetime import datetime\nnow = datetime.now()"),
    (impurities, "incidents/a.py", "import datetime\nday = datetime.date.today()"),
    (impurities, "incidents/a.py", "print('hello')"),
    (oversized, "store/a.py", "x = 1\n" * 501),
    (oversized, "store/a.py", "def f():\n" + "    x = 1\n" * 60),
    (oversized, "store/a.py", "class A:\n    async def f(self):\n" + "        x = 1\n" * 60),
    (unnamed, "store/utils.py", "x = 1"),
    (unnamed, "store/base/rows.py", "x = 1"),
    (unfinished, "store/a.py", "x = 1  # TO" + "DO later"),
    (misread, "store/a.py", "x = re.compile(r'a(?:-b)*+')"),
    (misread, "store/a.py", "x = re.compile(r'a(?:-b){1,2}+')"),
]


@pytest.mark.parametrize(("rule", "path", "text"), PLANTED)
def test_a_planted_violation_is_found(rule, path: str, text: str) -> None:  # type: ignore[no-untyped-def]
    assert rule(Module(path, DOC + text))


def test_a_module_without_a_docstring_is_found() -> None:
    assert unnamed(Module("store/rows.py", "x = 1"))


def test_what_is_allowed_is_not_found() -> None:
    allowed = [
        (
            "scheduler/a.py",
            "import store.outbox, crawler.sources\nfrom alerts import mail\nimport apscheduler",
        ),
        (
            "crawler/a.py",
            "import scrapy\nfrom email.utils import parsedate_to_datetime\nfrom email import utils",
        ),
        (
            "alerts/a.py",
            "import smtplib\nfrom email.message import EmailMessage\nfrom incidents import watch",
        ),
        ("incidents/a.py", "import re\nfrom datetime import date\nday = date.fromisoformat('2031-03-04')"),
    ]
    for path, text in allowed:
        module = Module(path, DOC + text)
        assert [fault for rule in RULES for fault in rule(module)] == []
