"""Writing TOML: what the editor makes is the same text that the advanced view shows."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any


def toml_text(given: Mapping[str, Any]) -> str:
    """A mapping of plain values, lists and tables as TOML.

    >>> print(toml_text({"title": "表", "measures": {"回数": {"count": "events"}}}))
    title = "表"
    <BLANKLINE>
    [measures."回数"]
    count = "events"
    <BLANKLINE>
    """
    return "\n".join(_table(given, ())).lstrip("\n") + "\n"


def _table(given: Mapping[str, Any], path: tuple[str, ...]) -> list[str]:
    simple = {k: v for k, v in given.items() if not _is_table(v) and not _is_tables(v)}
    lines = [f"{_key(k)} = {_value(v)}" for k, v in simple.items() if v is not None]
    if path and (lines or not given):
        lines.insert(0, f"\n[{'.'.join(map(_key, path))}]")
    for key, value in given.items():
        if _is_table(value):
            lines += _table(value, (*path, key))
        elif _is_tables(value):
            for one in value:
                lines.append(f"\n[[{'.'.join(map(_key, (*path, key)))}]]")
                lines += [f"{_key(k)} = {_value(v)}" for k, v in one.items() if v is not None]
    return lines


def _is_table(value: Any) -> bool:
    return isinstance(value, Mapping)


def _is_tables(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(v, Mapping) for v in value)


def _key(key: str) -> str:
    return key if key.isascii() and key.replace("_", "").replace("-", "").isalnum() else _text(key)


def _text(text: str) -> str:
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def _value(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float | Decimal):
        return str(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        inner = ", ".join(f"{_key(k)} = {_value(v)}" for k, v in value.items() if v is not None)
        return f"{{ {inner} }}" if inner else "{}"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(_value(one) for one in value) + "]"
    return _text(str(value))
