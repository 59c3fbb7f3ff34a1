"""Read a YAML file into plain values, each with the line and column it stands on.

Made from the YAML nodes rather than by a constructor, so that duplicate keys are seen, nothing is executed,
and anchors cannot multiply without bound. It knows nothing of what the keys mean.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from incidents.errors import ConfigError

Path_ = tuple[str | int, ...]
Mark = tuple[int, int]

MAX_BYTES = 4 * 1024 * 1024
MAX_VALUES = 400_000
MAX_DEPTH = 40

_TAG = "tag:yaml.org,2002:"
_KINDS = frozenset({"null", "bool", "int", "float", "str", "timestamp", "merge", "value", "map", "seq"})
_INTEGER = re.compile(r"[-+]?[0-9]{1,18}")
_DECIMAL = re.compile(r"[-+]?(?:[0-9]+\.[0-9]*|\.[0-9]+|[0-9]+)(?:[eE][-+]?[0-9]+)?")


@dataclass(slots=True)
class Document:
    """The values of a YAML file; `marks` says where each value stands, `keys` where its key does (from 1)."""

    path: Path
    data: Any
    marks: dict[Path_, Mark]
    keys: dict[Path_, Mark]
    problems: list[Problem] = field(default_factory=list)
    unreadable: set[Path_] = field(default_factory=set)  # a problem says so already

    def add(self, path: Path_, text: str, *, at_key: bool = False) -> None:
        """Note a problem at `path`; of a path that is not in the file, at its nearest parent."""
        self.problems.append(Problem(path, text, at_key))

    def value(self, path: Path_) -> Any:
        """The value at `path`, or None."""
        here = self.data
        for step in path:
            here = child(here, step)
        return here

    def mark(self, path: Path_, *, at_key: bool = False) -> Mark:
        while path:
            where = self.keys if at_key else self.marks
            if path in where or path in self.marks:
                return where.get(path) or self.marks[path]
            path, at_key = path[:-1], True
        return self.marks.get((), (1, 1))

    def refuse(self) -> None:
        """Raise ConfigError with every problem, in the order of the file, if there is any."""
        if not self.problems:
            return
        lines = {}
        for problem in self.problems:
            line, column = self.mark(problem.path, at_key=problem.at_key)
            where = f"{name_of(problem.path)}: " if problem.path else ""
            lines[f"{self.path.name}:{line}:{column}: {where}{problem.text}"] = (line, column)
        raise ConfigError(sorted(lines, key=lambda text: lines[text]))


@dataclass(frozen=True, slots=True)
class Problem:
    path: Path_
    text: str
    at_key: bool


def child(value: Any, step: str | int) -> Any:
    """The item of a mapping or list, or None."""
    if isinstance(value, dict):
        return value.get(step)
    if isinstance(value, list) and isinstance(step, int) and step < len(value):
        return value[step]
    return None


def name_of(path: Path_) -> str:
    """`("watches", 0, "notify", 1)` as a reader writes it: `watches[0].notify[1]`."""
    parts = [f"[{step}]" if isinstance(step, int) else f".{printable(step)}" for step in path if step != ""]
    return "".join(parts).removeprefix(".")


def place_of(document: Document, path: Path_) -> str:
    """Where a value stands, as problems and warnings begin."""
    line, column = document.mark(path, at_key=True)
    return f"{document.path.name}:{line}:{column}: {name_of(path)}"


def mapping(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def texts(document: Document, path: Path_) -> Iterator[tuple[Path_, str]]:
    """The texts in the list at `path`."""
    value = document.value(path)
    for at, item in enumerate(value if isinstance(value, list) else ()):
        if isinstance(item, str):
            yield (*path, at), item


def items(document: Document, section: str) -> Iterator[tuple[Path_, dict[str, Any]]]:
    """The mappings in a list or mapping of the top level, each with its path."""
    value = document.value((section,))
    pairs = enumerate(value) if isinstance(value, list) else mapping(value).items()
    for key, item in pairs:
        if isinstance(item, dict):
            yield (section, key), item


def printable(text: object, limit: int = 60) -> str:
    """`text` on one line, without control characters, cut to `limit`."""
    flat = "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in str(text))
    return flat if len(flat) <= limit else f"{flat[: limit - 1]}…"


def read(path: Path) -> Document:
    """Read the YAML file at `path`. Raise ConfigError where nothing can be read at all."""
    text = _text(path)
    try:
        # A new object each time: ruamel keeps state between documents.
        node = YAML(typ="safe", pure=True).compose(text)
    except MarkedYAMLError as error:
        raise ConfigError([f"{path.name}:{_explained(error)}"]) from None
    except RecursionError:
        raise ConfigError([f"{path.name}:1:1: nested too deeply (more than {MAX_DEPTH} levels)"]) from None
    except (YAMLError, ValueError) as error:
        first = str(error).strip().splitlines()[:1] or ["cannot be read"]
        raise ConfigError([f"{path.name}:1:1: not YAML: {_harmless(first[0])}"]) from None
    if node is None:
        raise ConfigError([f"{path.name}:1:1: the file is empty"])
    document = Document(path=path, data=None, marks={}, keys={})
    document.data = _Builder(document).build(node, ())
    if not isinstance(document.data, dict) and not document.problems:
        document.add((), "a mapping of settings was expected, such as 'database: dateline.db'")
    return document


# What the parser says, in words for a person, by a part of it; the first that fits.
_IN_WORDS = (
    ("character '\\t'", "a tab stands here; indent with spaces"),
    ("cannot start any token", "a text that begins with this sign must stand in quotes"),
    ("undefined alias", "'*' begins an alias that is not defined; put the text in quotes"),
    (
        "mapping values are not allowed",
        "no ': ' can stand here; put the text in quotes, look at the indentation, or for a colon without a"
        " space behind it in the line before",
    ),
    ("another document", "a second document begins here; take out the line of three hyphens"),
)
_OPENED = (("flow sequence", "'['"), ("flow mapping", "'{'"), ("quoted scalar", "quote"))


def _explained(error: MarkedYAMLError) -> str:
    """Where and what: what never ends is shown where it began, and the parser's "block" is an indentation."""
    mark, begun = error.problem_mark or error.context_mark, error.context_mark
    problem = error.problem or error.context or "cannot be read"
    opened = next((sign for part, sign in _OPENED if part in (error.context or "")), "")
    words = next((words for part, words in _IN_WORDS if part in problem), None)
    if words is not None:
        problem = words
    elif "find expected ':'" in problem and begun is not None:
        mark, problem = begun, "a colon and a space are missing behind the key that begins here"
    elif "end of stream" in problem and begun is not None:
        mark, problem = begun, f"the {opened or 'text'} that begins here is never closed"
    elif opened and begun is not None:
        line = begun.line + 1
        problem = f"a comma or a quote is missing before this, or the {opened} of line {line} is not closed"
    elif "block" in problem:
        problem += "; look at the indentation of this line"
    at = f"{mark.line + 1}:{mark.column + 1}" if mark else "1:1"
    return f"{at}: not YAML: {_harmless(problem)}"


def _text(path: Path) -> str:
    try:
        with path.open("rb") as file:
            body = file.read(MAX_BYTES + 1)
    except FileNotFoundError:
        way_out = "name it with --config, or let `dateline init FILE` write one"
        raise ConfigError([f"{path}: there is no such file; {way_out}"]) from None
    except OSError as error:
        raise ConfigError([f"{path}: cannot be read: {error.strerror or error}"]) from None
    if len(body) > MAX_BYTES:
        raise ConfigError([f"{path.name}:1:1: larger than {MAX_BYTES // 1024 // 1024} MiB"])
    try:
        return body.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = body[: error.start]
        line, column = before.count(b"\n") + 1, error.start - before.rfind(b"\n")
        raise ConfigError([f"{path.name}:{line}:{column}: not UTF-8; save the file as UTF-8"]) from None


def _whole(text: str) -> str:
    """Two halves of a character that JSON escapes apart (an emoji), joined."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "surrogatepass")


def _harmless(text: str) -> str:
    """A parser's message without what it quotes of the file, which may be a secret."""
    quoted = re.compile(r"'([^']*)'|\"([^\"]*)\"")
    text = quoted.sub(lambda m: m[0] if len(m[0]) <= 4 or m[0][1] == "<" else "…", text)
    return re.sub(r"\s+", " ", text).strip()[:160]


class _Builder:
    """Turns nodes into values; counts them, for an alias may stand for many."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.count = 0
        self.open: list[int] = []

    def build(self, node: Node, path: Path_) -> Any:
        marks = self.document.marks
        marks[path] = (node.start_mark.line + 1, node.start_mark.column + 1)
        self.count += 1
        if self.count > MAX_VALUES:
            raise ConfigError([f"{self._here(node)}: more than {MAX_VALUES} values; do aliases multiply?"])
        if len(self.open) >= MAX_DEPTH:
            raise ConfigError([f"{self._here(node)}: nested too deeply (more than {MAX_DEPTH} levels)"])
        if id(node) in self.open:
            raise ConfigError([f"{self._here(node)}: an alias stands inside its own anchor"])
        if isinstance(node.tag, str) and node.tag.removeprefix(_TAG) not in _KINDS:
            self.document.unreadable.add(path)
            self.document.add(path, f"the tag {printable(node.tag, 40)!r} is not allowed")
            return None
        if isinstance(node, ScalarNode):
            return self._scalar(node, path)
        self.open.append(id(node))
        try:
            if isinstance(node, SequenceNode):
                return [self.build(item, (*path, at)) for at, item in enumerate(node.value)]
            return self._mapping(node, path)
        finally:
            self.open.pop()

    def _here(self, node: Node) -> str:
        mark = node.start_mark
        return f"{self.document.path.name}:{mark.line + 1}:{mark.column + 1}"

    def _mapping(self, node: Node, path: Path_) -> dict[str, Any]:
        result: dict[str, Any] = {}
        merged: dict[str, Any] = {}
        assert isinstance(node, MappingNode)
        for key_node, value_node in node.value:
            at = (key_node.start_mark.line + 1, key_node.start_mark.column + 1)
            if key_node.tag == f"{_TAG}merge":
                for parent in self._merged(value_node, path):
                    merged = parent | merged
                continue
            key = key_node.value if isinstance(key_node, ScalarNode) else None
            if not isinstance(key, str) or not key.strip():
                self.document.keys[(*path, "")] = at
                self.document.add((*path, ""), "a key must be text", at_key=True)
                continue
            where = (*path, key)
            if key in result:
                first = self.document.keys[where][0]
                again = f"the key {printable(key)!r} was given before, in line {first}"
                self.document.keys[(*path, key, "")] = at
                self.document.add((*path, key, ""), again, at_key=True)
                continue
            self.document.keys[where] = at
            result[key] = self.build(value_node, where)
        return merged | result

    def _merged(self, node: Node, path: Path_) -> Iterator[dict[str, Any]]:
        """The mappings that `<<` takes in."""
        parents = node.value if isinstance(node, SequenceNode) else [node]
        for parent in parents:
            if isinstance(parent, MappingNode):
                yield self.build(parent, path)
            else:
                self.document.add(path, "'<<' takes a mapping", at_key=True)

    def _scalar(self, node: ScalarNode, path: Path_) -> Any:
        kind, text = str(node.tag).removeprefix(_TAG), _whole(str(node.value))
        if kind == "null":
            return None
        if kind == "bool" and text.lower() in ("true", "false"):
            return text.lower() == "true"
        if kind == "int" and _INTEGER.fullmatch(text):
            return int(text)
        if kind in ("int", "float") and _DECIMAL.fullmatch(text):
            return float(text)
        return text  # also what YAML 1.1 would twist: NO, 22:22, 2015-01-01
