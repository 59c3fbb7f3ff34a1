"""Say what is wrong with a value in words for the person who wrote it, from what pydantic found."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from difflib import get_close_matches
from types import UnionType
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from scheduler.config.document import Document, Path_, printable
from scheduler.config.secrets import SECRET_KEYS

ALIKE = 0.74  # names of people's own are suggested only when close


def report(document: Document, error: ValidationError, model: type[BaseModel]) -> None:
    """Add each error of `model` to the document's problems, at its line."""
    for detail in error.errors(include_url=False, include_context=True, include_input=False):
        path = _in_document(document, detail["loc"])
        if path in document.unreadable:
            continue
        if detail["type"] == "missing":
            document.add(path, f"{str(detail['loc'][-1])!r} is missing", at_key=True)
        elif detail["type"] == "extra_forbidden":
            known = _keys_at(model, detail["loc"][:-1])
            key = str(detail["loc"][-1])
            document.add(path, _unknown_key(key, known), at_key=True)
        else:
            document.add(path, _sentence(detail, document.value(path), path))


def suggest(name: str, known: Iterable[str], *, alike: float = 0.6) -> str:
    """`; did you mean 'desk'?` or nothing; capital letters do not matter. `alike` goes from 0 to 1."""
    folded = {candidate.casefold(): candidate for candidate in known}
    close = get_close_matches(name.casefold(), list(folded), n=1, cutoff=alike)
    return f"; did you mean {folded[close[0]]!r}?" if close else ""


def unknown(what: str, name: str, known: Collection[str]) -> str:
    """That no such thing has that name, and which is near; all of them, where they are few."""
    hint = suggest(name, known, alike=ALIKE)
    if not hint and len(known) <= 12:
        hint = f"; known are {', '.join(sorted(known))}" if known else "; there is none"
    return f"no {what} is called {name!r}{hint}"


def _unknown_key(key: str, known: list[str]) -> str:
    hint = suggest(key, known)
    return f"unknown key {printable(key)!r}{hint or '; known are ' + ', '.join(known)}"


def _in_document(document: Document, loc: tuple[int | str, ...]) -> Path_:
    """The part of a pydantic location that is in the file: it adds steps of its own for unions and keys."""
    path: Path_ = ()
    for step in loc:
        if (*path, step) in document.marks:
            path = (*path, step)
    return path


def _keys_at(model: type[BaseModel], loc: tuple[int | str, ...]) -> list[str]:
    """The keys that the mapping at `loc` may have."""
    here: Any = model
    for step in loc:
        shape = _model_in(here)
        if shape is not None and not isinstance(here, _Items):
            fields = {field.alias or name: field.annotation for name, field in shape.model_fields.items()}
            here = fields.get(str(step), here)
            here = _Items(here) if _holds_many(here) else here
        elif isinstance(here, _Items):
            here = here.annotation
            here = shape or here
    shape = _model_in(here)
    return [field.alias or name for name, field in shape.model_fields.items()] if shape else []


class _Items:
    """A list or mapping of models: the next step is an index or a name."""

    def __init__(self, annotation: Any) -> None:
        self.annotation = annotation


def _holds_many(annotation: Any) -> bool:
    return get_origin(annotation) in (list, dict) and _model_in(annotation) is not None


def _model_in(annotation: Any) -> type[BaseModel] | None:
    if isinstance(annotation, _Items):
        return _model_in(annotation.annotation)
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    if get_origin(annotation) in (Union, UnionType, Annotated, list, dict):
        for argument in get_args(annotation):
            if (found := _model_in(argument)) is not None:
                return found
    return None


_NEEDED = frozenset({"database", "watches", "sources", "receivers", "name", "notify"})
_KINDS: Mapping[str, str] = {
    "string_type": "must be text",
    "list_type": "must be a list, such as [one, two]",
    "dict_type": "must be a mapping of names to values",
    "model_type": "must be a mapping of keys to values",
    "model_attributes_type": "must be a mapping of keys to values",
    "too_short": "is an empty list; fill it, or leave the key out",
    "string_too_short": "must not be empty",
    "string_unicode": "has half a character in it",
    "string_pattern_mismatch": "must name a class in a module, such as my_spiders.Interfax",
}


def _sentence(detail: ErrorDetails, value: Any, path: Path_) -> str:
    kind, context = detail["type"], detail.get("ctx", {})
    if value is None:
        needed = path and path[-1] in _NEEDED
        return "has no value; give it one" if needed else "has no value; give it one, or leave the key out"
    if kind in ("literal_error", "enum"):
        known = [word.strip("' ") for word in str(context["expected"]).replace(" or ", ", ").split(",")]
        return f"{_shown(value, path)} is none of {', '.join(known)}{suggest(str(value), known)}"
    if kind == "value_error":
        text = str(context["error"])
        plain = not text.startswith(("is ", "has "))
        return text if plain else f"{_shown(value, path)} {text}"
    if kind == "list_type" and isinstance(value, str):
        return "must be a list" if _is_secret(path) else f"must be a list, such as [{printable(value)}]"
    if kind == "list_type" and isinstance(value, dict):
        return "must be a list: begin each entry with '- '"
    if kind == "string_type" and isinstance(value, list) and not _is_secret(path):
        return f'must be text, not a list; write "{printable(", ".join(map(str, value)))}"'
    if kind == "string_type" and isinstance(value, int | float) and not _is_secret(path):
        return f"must be text; put {str(value).lower()} in quotes"
    return _KINDS.get(kind, detail["msg"])


def _shown(value: Any, path: Path_) -> str:
    """The value as it stands in the file: a reference stays one, and what may be secret is not shown."""
    if _is_secret(path):
        return "the value"
    if isinstance(value, list | dict):
        return "a list" if isinstance(value, list) else "a mapping of keys"
    if isinstance(value, bool):
        return str(value).lower()
    return repr(printable(value)) if isinstance(value, str) else printable(value)


def _is_secret(path: Path_) -> bool:
    return any(step in SECRET_KEYS for step in path)
