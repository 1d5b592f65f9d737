"""Changes policy files as the officer says, and touches nothing else in them.

A changed thing gets a new version: a row at the end of `changes.toml`, with its
citation and its first day. What stood before stays, for it was in force; only to end
a thing adds a `valid_to` to its row. Comments and order of every file stay.
"""

import datetime
import hashlib
import json
import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from privacy.errors import BadPolicy
from privacy.policy import policy_files
from privacy.policy.faults import Row, day_of, read_file
from privacy.policy.shapes import IDENTITY, SHAPES
from privacy.policy.versions import folded

CHANGES = "changes.toml"
_HEAD = """\
# What was changed on the page Policy rules, the newest last. Every row may be changed
# here too; docs/policy.md has all keys.
"""
_BEGINS = re.compile(r"\s*\[")
_QUIET = re.compile(r"\s*(#.*)?")

Said = Mapping[str, object]


def seal_of(folder: Path) -> str:
    """What tells whether any policy file of an organisation is as it was."""
    digest = hashlib.sha256()
    for file, content in policy_files(folder).items():
        digest.update(f"{file.name} {len(content)} ".encode() + content)
    return digest.hexdigest()


def write_whole(file: Path, content: bytes) -> None:
    """Write a file so that it is there whole, or as it was."""
    unfinished = file.with_suffix(".new")
    unfinished.write_bytes(content)
    unfinished.replace(file)


def own_rows(folder: Path, table: str) -> list[Row]:
    """The rows of a table that the organisation's files hold, every version."""
    return [
        row
        for file, content in policy_files(folder).items()
        for row in read_file(file, _text(content), is_law=False)[0]
        if row.table == table
    ]


def new_version(folder: Path, table: str, values: Said) -> dict[Path, bytes]:
    """The files that change when a row becomes the version in force from its day.

    One of the same day that was changed on the page is replaced. Raises BadPolicy when
    one of that day stands in another file.
    """
    file = folder / "policy" / CHANGES
    text = _text(policy_files(folder).get(file, _HEAD.encode()))
    lines = list(row_lines(table, values))
    same = next((r for r in own_rows(folder, table) if _is_same_day(r, values)), None)
    if same is None:
        return {file: f"{text.rstrip()}\n\n{_joined(lines)}".encode()}
    if same.file != file:
        raise BadPolicy(
            "{file}, line {line}, has a version from that day already. "
            "Choose another day, or change that line.",
            file=same.file.name,
            line=same.line(),
        )
    before = text.split("\n")
    start = same.line() - 1
    end = _end_of(before, start)
    return {file: "\n".join([*before[:start], *lines, *before[end:]]).encode()}


def ended(row: Row, last_day: datetime.date) -> dict[Path, bytes]:
    """The file that changes when a row has a last day in force.

    Raises BadPolicy when the row is written so that no day can be added to it.
    """
    lines = row.text.split("\n")
    at = row.line() - 1
    sentence = f"valid_to = {last_day.isoformat()}"
    if (line := row.line("valid_to") - 1) > at or "valid_to" in row.values:
        stood = day_of(row.values.get("valid_to"))
        line = line if line > at else at
        lines[line] = re.sub(
            rf'valid_to\s*=\s*"?{stood}"?', sentence, lines[line], count=1
        )
    elif lines[at].lstrip().startswith("[["):
        lines.insert(_end_of(lines, at), sentence)
    else:
        lines[at] = re.sub(r"\s*\}(?=[^}]*$)", f", {sentence} }}", lines[at], count=1)
    text = "\n".join(lines)
    if not _is_ended(row, text, last_day):
        raise BadPolicy(
            "{file}, line {line}: the row is written so that its last day "
            "cannot be added here; add valid_to in the file.",
            file=row.file.name,
            line=row.line(),
        )
    return {row.file: text.encode()}


def without_mapping(folder: Path, name: str) -> dict[Path, bytes]:
    """The file that changes when a mapping is taken away.

    Raises BadPolicy when its file holds more than the mapping.
    """
    rows = [*own_rows(folder, "mapping"), *own_rows(folder, "mapped_column")]
    own = [
        row
        for row in rows
        if name in (row.values.get("name"), row.values.get("mapping"))
    ]
    files = {row.file: row for row in own}
    for file, row in files.items():
        here = tomllib.loads(row.text)
        held = sum(len(listed) for listed in here.values())
        if held != sum(one.file == file for one in own):
            raise BadPolicy(
                "{file}, line {line}: the file holds more than the mapping that "
                "is to be removed; remove its rows there.",
                file=file.name,
                line=row.line(),
            )
    text = f"# The mapping {name} was removed here on the page Policy rules.\n"
    return {file: text.encode() for file in files}


def changed_mapping(
    folder: Path, name: str, text: str, on: datetime.date
) -> dict[Path, bytes]:
    """The files that change when a mapping becomes what a text says, from a day.

    What stood before stays below as a comment. Raises BadPolicy when its file holds
    more than the mapping.
    """
    first, *others = sorted(without_mapping(folder, name))
    before = [
        line if line.startswith("#") or not line else f"# {line}"
        for line in _text(policy_files(folder)[first]).strip().split("\n")
    ]
    lines = [text.rstrip(), "", f"# Until {on}:", *before]
    moved = f"# The mapping {name} stands in {first.name}.\n".encode()
    return {first: _joined(lines).encode(), **dict.fromkeys(others, moved)}


def row_lines(table: str, values: Said) -> Iterator[str]:
    """One row as TOML, its keys in the order of the table, without those left empty."""
    yield f"[[{table}]]"
    for key in SHAPES[table]:
        if values.get(key) not in (None, [], ()) or (key == "rules" and key in values):
            yield f"{key} = {_value(values[key])}"


def identity_of(table: str, values: Said) -> tuple[object, ...]:
    """Which thing a row is a version of."""
    return tuple(folded(values.get(key)) for key in IDENTITY[table])


def _value(value: object) -> str:
    if isinstance(value, datetime.date):
        return value.isoformat()
    if isinstance(value, list | tuple):
        return f"[{', '.join(_value(part) for part in value)}]"
    if isinstance(value, str):
        value = re.sub(r"[\x00-\x1f\x7f]", " ", value)
    return json.dumps(value, ensure_ascii=False)


def _is_same_day(row: Row, values: Said) -> bool:
    same = identity_of(row.table, row.values) == identity_of(row.table, values)
    return same and day_of(row.values.get("valid_from")) == values.get("valid_from")


def _is_ended(row: Row, text: str, last_day: datetime.date) -> bool:
    """Whether a text says what the row's file says, and its last day besides."""
    try:
        now, before = tomllib.loads(text), tomllib.loads(row.text)
    except tomllib.TOMLDecodeError:
        return False
    before[row.table][row.place]["valid_to"] = last_day
    return bool(now == before)


def _end_of(lines: Sequence[str], start: int) -> int:
    """The place after the last line of the row that begins at a line."""
    end = start + 1
    while end < len(lines) and not _BEGINS.match(lines[end]):
        end += 1
    while end > start + 1 and _QUIET.fullmatch(lines[end - 1]):
        end -= 1
    return end


def _joined(lines: Sequence[str]) -> str:
    return "\n".join(lines) + "\n"


def _text(content: bytes) -> str:
    return content.decode("utf-8-sig").replace("\r\n", "\n")
