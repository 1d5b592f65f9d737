"""Reads the policy files: the only place where a number from law or policy lives.

`data/law/*.toml` says what the law says, `<organisation>/policy/*.toml` what the
company says. Each `[[name]]` in them is one row of the table `policy.<name>s`.
"""

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path

from privacy.errors import BadPolicy, Message
from privacy.errors.explained import reason_of
from privacy.places import ROOT
from privacy.policy.faults import (
    Fault,
    Row,
    day_of,
    faults_of_references,
    faults_of_rows,
    faults_of_versions,
    read_file,
)
from privacy.policy.shapes import IDENTITY, SHAPES, json_schema
from privacy.policy.versions import in_force, stretches

__all__ = [
    "IDENTITY",
    "LAST_POLICY",
    "LAW",
    "PHRASES",
    "SHAPES",
    "TEMPLATES",
    "Fault",
    "Policy",
    "json_schema",
    "keep_policy",
    "law_files",
    "policy_files",
    "policy_in_force",
    "read_policy",
]

LAW = ROOT / "data" / "law"
TEMPLATES = LAW / "templates.toml"
PHRASES = LAW / "phrases.toml"
"""What the reader of policies knows; no policy rows."""

_READERS = (TEMPLATES, PHRASES)
LAST_POLICY = "The policy is wrong; the last good one stays in force until corrected:"
Tables = Mapping[str, tuple[tuple[object, ...], ...]]
"""Rows by the name of their table."""
KEPT = Path("build") / "policy"
"""Where the last policy that was whole is kept, in the organisation's folder."""


@dataclass(frozen=True)
class Policy:
    """What one organisation has promised and must keep.

    `rows[name]` are the rows of `policy.<name>s`, in the column order of SHAPES, every
    version of each. `faults` says why this is the last good policy and not the files.
    """

    organisation: str
    title: str
    folder: Path
    rows: Tables
    faults: tuple[Message | BadPolicy, ...] = ()
    about: Mapping[str, str] = field(default_factory=dict)
    """What `[organisation]` says of the organisation, by the keys of Organisation."""

    def constant(self, name: str, on: datetime.date) -> float:
        """The number in force on a day. Raises BadPolicy when none is."""
        return float(str(self._in_force("constant", name, on)))

    def choice(self, name: str, on: datetime.date) -> str:
        """The choice in force on a day. Raises BadPolicy when none is."""
        return str(self._in_force("choice", name, on))

    def table(self, name: str) -> list[dict[str, object]]:
        """Rows of one policy table as dicts, every version."""
        return [
            dict(zip(SHAPES[name], row, strict=True)) for row in self.rows.get(name, ())
        ]

    def stretches(self, name: str) -> list[tuple[object, ...]]:
        """Rows of one table with the days on which each is in force, none overlapping.

        In the column order of SHAPES.
        """
        return [tuple(r.values()) for r in stretches(self.table(name), IDENTITY[name])]

    def on(self, day: datetime.date) -> "Policy":
        """The policy with nothing but what is in force on a day."""
        rows = {
            name: tuple(
                tuple(row.values())
                for row in in_force(self.table(name), IDENTITY[name], day)
            )
            for name in self.rows
        }
        return replace(self, rows=rows)

    def _in_force(self, shape: str, name: str, on: datetime.date) -> object:
        named = [row for row in self.table(shape) if row["name"] == name]
        result = in_force(named, ("name",), on)
        if not result:
            raise BadPolicy(
                "The policy of {organisation} has no {shape} {name} valid on "
                "{on}; add one to {folder}.",
                organisation=self.organisation,
                shape=shape,
                name=name,
                on=on,
                folder=self.folder,
            )
        return result[0]["value"]


def law_files() -> list[Path]:
    """The files of `data/law` that hold policy rows."""
    return [file for file in sorted(LAW.glob("*.toml")) if file not in _READERS]


def policy_files(organisation_folder: Path) -> dict[Path, bytes]:
    """The policy files of an organisation, with what they hold.

    Raises BadPolicy when there is none or one cannot be opened.
    """
    folder = organisation_folder / "policy"
    try:
        files = {file: file.read_bytes() for file in sorted(folder.glob("*.toml"))}
    except OSError as error:
        raise BadPolicy(
            "A policy file in {folder} cannot be opened ({reason}); let "
            "this user read it.",
            folder=folder,
            reason=reason_of(error),
        ) from None
    if not files:
        raise BadPolicy(
            "There is no policy file in {folder}; see README.md.", folder=folder
        )
    return files


def read_policy(
    organisation_folder: Path,
    added: str | None = None,
    changed: Mapping[Path, bytes] | None = None,
) -> Policy:
    """Read the policy of one organisation, law included.

    `added` is the text of one more file, of a change that is only considered, and
    `changed` what files would hold instead of what they do. A row of
    the organisation stands beside the law's of the same name; of those in force the
    one that began last decides, the organisation's before the law's.
    Raises BadPolicy with every fault at once: file, line, key and what may stand there.
    """
    law = {file: file.read_bytes() for file in law_files()}
    own = {**policy_files(organisation_folder), **(changed or {})}
    if added is not None:
        own = {**own, Path("change.toml"): added.encode()}
    about, tables = _tables_of(
        tuple(_File(file.name, law[file], True, file) for file in law)
        + tuple(_File(file.name, own[file], False, file) for file in own)
    )
    name = organisation_folder.name
    folder, title = organisation_folder / "policy", about.get("title", name)
    return Policy(name, title, folder, tables, about=about)


def keep_policy(organisation_folder: Path) -> None:
    """Keep a copy of the policy files, which are sound, for when they no longer are."""
    kept = organisation_folder / KEPT
    kept.mkdir(parents=True, exist_ok=True)
    files = policy_files(organisation_folder)
    names = {file.name for file in files}
    for file, content in files.items():
        target = kept / file.name
        if not target.is_file() or target.read_bytes() != content:
            target.with_suffix(".new").write_bytes(content)
            target.with_suffix(".new").replace(target)
    for file in kept.glob("*.toml"):
        if file.name not in names:
            file.unlink()


def _faults_of(error: BadPolicy) -> tuple[Message | BadPolicy, ...]:
    """The faults of the files, or the one sentence of what is wrong with them."""
    faults = error.given.get("faults")
    return faults if isinstance(faults, tuple) else (error,)


def policy_in_force(organisation_folder: Path) -> Policy:
    """The policy of the files, or the last good one with the `faults` of the files.

    Raises BadPolicy when the files are wrong and there is no earlier policy.
    """
    try:
        return read_policy(organisation_folder)
    except BadPolicy as error:
        if not any((organisation_folder / KEPT).glob("*.toml")):
            raise
        last = read_policy((organisation_folder / KEPT).parent)
        name = organisation_folder.name
        return replace(
            last,
            organisation=name,
            title=name if last.title == last.organisation else last.title,
            folder=organisation_folder / "policy",
            faults=_faults_of(error),
        )


@dataclass(frozen=True)
class _File:
    """A policy file as it was read."""

    name: str
    content: bytes
    is_law: bool
    path: Path = field(compare=False)


@lru_cache(maxsize=8)
def _tables_of(files: tuple[_File, ...]) -> tuple[dict[str, str], Tables]:
    """The `[organisation]` and the tables of files, read once until one changes.

    Raises BadPolicy with every fault.
    """
    rows, faults, about = list[Row](), list[Fault](), dict[str, str]()
    for file in files:
        result, wrong, named = _read(file)
        rows += result
        faults += wrong
        about |= named
    is_whole = not faults
    unsound = list(faults_of_rows(rows))
    faults += unsound
    if not unsound:
        faults += faults_of_versions(rows)
        faults += faults_of_references(rows) if is_whole else ()
    if faults:
        faults.sort(key=lambda fault: fault.place)
        raise BadPolicy("{faults}", faults=tuple(faults))
    return about, _as_tables(rows)


def _read(file: _File) -> tuple[list[Row], list[Fault], dict[str, str]]:
    """The rows of a file, its faults of form, and its `[organisation]`."""
    try:
        text = file.content.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        line = file.content[: error.start].count(b"\n") + 1
        what = Message("is not UTF-8; save the file as UTF-8.")
        wrong = Fault(file.path, line, what)
        return [], [wrong], {}
    return read_file(file.path, text, is_law=file.is_law)


def _as_tables(rows: Sequence[Row]) -> Tables:
    result: dict[str, list[tuple[object, ...]]] = {}
    for row in rows:
        result.setdefault(row.table, []).append(
            tuple(
                day_of(row.values.get(name)) if kind == "date" else row.values.get(name)
                for name, kind in SHAPES[row.table].items()
            )
        )
    return {name: tuple(listed) for name, listed in result.items()}
