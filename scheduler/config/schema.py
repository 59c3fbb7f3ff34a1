"""The JSON Schema of config.yaml, for editors: made from the shape, so that both say the same.

`python -m scheduler.config.schema > docs/schema/config.schema.json` writes it anew.
"""

from __future__ import annotations

import ast
import inspect
import json
import sys
from itertools import pairwise
from typing import Any

from scheduler.config import shape


def config_schema() -> dict[str, Any]:
    """JSON Schema, draft 2020-12. Optional parts may stand there with nothing behind them."""
    schema = shape.ConfigShape.model_json_schema(by_alias=True, mode="validation")
    spoken = _descriptions()
    for name, definition in (*schema["$defs"].items(), ("ConfigShape", schema)):
        for key, description in spoken.get(name, {}).items():
            definition["properties"][key]["description"] = description
    needed = set(schema["required"])
    for name, part in schema["properties"].items():
        if name not in needed:
            schema["properties"][name] = {"anyOf": [part, {"type": "null"}]}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "config.schema.json",
        **_without_titles(schema),
        "title": "config.yaml of Dateline",
    }


def _descriptions() -> dict[str, dict[str, str]]:
    """The sentence under each key of each shape. Read here, for pydantic would read it at each start."""
    found: dict[str, dict[str, str]] = {}
    for node in ast.parse(inspect.getsource(shape)).body:
        if isinstance(node, ast.ClassDef):
            found[node.name] = {
                key.target.id: text.value.value
                for key, text in pairwise(node.body)
                if isinstance(key, ast.AnnAssign)
                and isinstance(key.target, ast.Name)
                and isinstance(text, ast.Expr)
                and isinstance(text.value, ast.Constant)
                and isinstance(text.value.value, str)
            }
    return found


def _without_titles(value: Any, *, names: bool = False) -> Any:
    """Without pydantic's titles, which repeat the keys. `names`: the keys are names, not JSON Schema's."""
    if isinstance(value, list):
        return [_without_titles(item) for item in value]
    if not isinstance(value, dict):
        return value
    return {
        key: _without_titles(item, names=not names and key in ("properties", "$defs"))
        for key, item in value.items()
        if names or (key != "title" and not (key == "default" and _is_made(item)))
    }


def _is_made(default: Any) -> bool:
    """A default that pydantic writes in a form that the config does not take, such as "PT5M"."""
    return isinstance(default, dict) or (isinstance(default, str) and default.startswith("P"))


if __name__ == "__main__":
    json.dump(config_schema(), sys.stdout, indent=2, ensure_ascii=False)
    sys.stdout.write("\n")
