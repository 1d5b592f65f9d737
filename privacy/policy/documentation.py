"""The keys of policy files in words, as docs/policy.md has them."""

import datetime
import inspect
from collections.abc import Iterator

from privacy.policy.shapes import (
    TABLES,
    Organisation,
    description_of,
    fields_of,
    plain_type,
)

_KINDS = {str: "text", int: "whole number", float: "number", bool: "true or false"}


def keys_in_words() -> str:
    """Every table of a policy file with its keys, as Markdown."""
    return "\n".join(_lines()) + "\n"


def _lines() -> Iterator[str]:
    tables = {f"[[{name}]]": shape for name, shape in TABLES.items()}
    for name, shape in {"[organisation]": Organisation, **tables}.items():
        yield f"\n### `{name}`\n"
        yield f"{inspect.getdoc(shape)}\n"
        yield "| key | what it is | needed | what may stand there |"
        yield "|---|---|---|---|"
        for field in fields_of(shape):
            kind, words = plain_type(field.type)
            needed = "yes" if field.required else ""
            allowed = ", ".join(f"`{word}`" for word in words) or _in_words(kind)
            yield f"| `{field.name}` | {description_of(field)} | {needed} | {allowed} |"


def _in_words(kind: type) -> str:
    if kind is datetime.date:
        return "day, as `2026-07-01`"
    return "list of texts" if kind is list else _KINDS[kind]
