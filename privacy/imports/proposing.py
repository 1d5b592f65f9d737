"""Proposes how a table that nobody recognises is read: by its titles and its cells.

Titles are known from data/titles.toml; that a column's cells can be read as what its
title says is tried with the readers that an import uses. Nothing is read by a proposal:
the officer sees it, changes it and saves it as a mapping.
"""

import csv
import difflib
import re
import tomllib
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path, PurePath

from privacy.contracts.tables import Field, tables
from privacy.imports.columns import readable_share
from privacy.imports.files import Content, sample_lines
from privacy.imports.formats import Recognised
from privacy.imports.mapping import ColumnMapping, columns_of, heads_of, mappable
from privacy.personal import FOR_THE_OFFICER, kind_of
from privacy.places import ROOT
from privacy.policy import Policy

TITLES = ROOT / "data" / "titles.toml"

KINDS = (
    "empty",
    "personal",
    "flag",
    "day",
    "instant",
    "count",
    "id",
    "word",
    "text",
)
"""What the cells of a column may look like."""

_PERSONAL = (*FOR_THE_OFFICER, "name")
_MOST_CELLS = 200
_SOME_PERSONAL = 0.1
"""So large a share of cells with a person's data make a column personal."""
_MOST_READ = 0.8
"""So large a share of cells must be readable as what the title says."""
_FEW_WORDS, _LONGEST_WORD = 20, 40
_EXACT, _STEM, _NEAR, _BY_CELLS = 1.0, 0.9, 0.7, 0.3
_KEY, _FILE, _RIGHTS, _USUAL = 0.5, 1.5, 3.0, 0.25
"""What speaks for a table beside its titles: a key, the file's name, rights named in
it, and that it is the one most inventories are."""
_LEAST_NEAR, _NEAR_ENOUGH = 7, 0.88
_IDS, _WORDS = ("id", "number", "person"), ("word", "term", "list")
_DAYS = ("day", "instant")
_DAY_WORDS = re.compile(
    r"(?:datum|date|tidpunkt|dag|day|den|at|on)$|^(?:datumför|datum|dateof|date)"
)
_FILLERS = frozenset(
    "ärende ärendet ärendets post posten postens kund kundens objekt objektets "
    "dokument dokumentets akt akten aktens uppgift uppgiften uppgiftens av för i "
    "the of record case customer document".split()
)


@dataclass(frozen=True)
class Head:
    """The titles of a table as `head_names` gives them, and some rows below."""

    titles: Sequence[str]
    rows: Sequence[Sequence[str]]

    @cached_property
    def cells(self) -> Mapping[str, list[str]]:
        """The cells of each title that are not empty."""
        result: dict[str, list[str]] = {title: [] for title in self.titles if title}
        for row in self.rows[:_MOST_CELLS]:
            for title, cell in zip(self.titles, row, strict=False):
                if title and cell.strip():
                    result[title].append(cell.strip())
        return result

    @cached_property
    def kinds(self) -> Mapping[str, str]:
        """What the cells of each title look like, one of KINDS."""
        return {title: _kind_of(cells) for title, cells in self.cells.items()}

    @cached_property
    def looks(self) -> Mapping[str, str]:
        """What each column looks like, by its title too: one of KINDS."""
        personal = {_plain(title) for title in _titles().personal}
        return {
            title: "personal" if _plain(title) in personal else kind
            for title, kind in self.kinds.items()
        }

    def is_dropped(self, title: str) -> bool:
        """Whether a title or its cells name persons, or are free text."""
        is_known = _plain(title) in _left_out()
        return is_known or self.kinds[title] == "personal"

    def can_be(self, title: str, table: str, column: str) -> bool:
        """Whether most cells of a title can be read as a column of ours."""
        field = _field(table, column)
        if field is None or not self.cells[title]:
            return True
        return readable_share(field, self.cells[title]) >= _MOST_READ


def find_head(path: Path) -> tuple[Recognised, Head] | None:
    """The widest likely head of an export: where it stands and what divides it.

    None where no line has two titles. Raises BadExport when it cannot be opened.
    """
    lines = sample_lines(Content(path))
    heads = sorted(
        heads_of(lines), key=lambda head: (-sum(map(bool, head[2])), head[0])
    )
    if not heads:
        return None
    row, delimiter, titles = heads[0]
    below = [line for line in lines[row + 1 :] if line.strip()]
    rows = [r for r in csv.reader(below, delimiter=delimiter) if len(r) == len(titles)]
    return Recognised("", delimiter, row), Head(titles, rows)


def column_title(column: str) -> str:
    """The name of a column of ours in Swedish."""
    return _titles().columns[column][0]


def propose_tables(head: Head, file: str, policy: Policy) -> list[str]:
    """The tables that a head row could be, likeliest first.

    `file` is the file's name, which may say it; a column with the names of rights, by
    the policy's words, is one of requests.
    """
    scores = {table: _score(head, table, file, policy) for table in mappable()}
    return sorted(scores, key=lambda table: (-scores[table], table))


def propose_columns(head: Head, table: str) -> dict[str, str]:
    """Our columns of a table, each with the title that seems to hold it.

    A title comes before cells: only what no title says is proposed by what the cells
    look like, and only an id or a kind, never which event a day is of.
    """
    return {column: title for column, title, _ in _matches(head, table)}


def lacking(mapping: ColumnMapping) -> list[str]:
    """Columns that a row is nothing without, which a mapping does not fill."""
    filled = {*mapping.titles, *mapping.values}
    needed = _keys(mapping.table)
    return [c for c in constants_of(mapping.table, filled) if c in needed]


def constants_of(table: str, mapped: Collection[str]) -> list[str]:
    """Columns without which a row says nothing, and which may be the same in all."""
    if table not in tables():
        return []
    wanted = {*_keys(table), "system"}
    return [
        field.name
        for field in tables()[table].fields
        if field.kind in _WORDS and field.name in wanted - {*mapped}
    ]


def propose_name(file: str, taken: Collection[str]) -> str:
    """A name for the mapping of a file that none of those has."""
    plain = PurePath(file).stem.lower().translate(str.maketrans("åäöé", "aaoe"))
    words = [word for word in re.findall(r"[a-z]+", plain) if len(word) > 1]
    stem = "-".join(words)[:30].strip("-") or "tabell"
    number, name = 1, stem
    while name in taken:
        number += 1
        name = f"{stem}-{number}"
    return name


def _score(head: Head, table: str, file: str, policy: Policy) -> float:
    score = sum(
        quality + _KEY * (column in _keys(table))
        for column, _, quality in _matches(head, table)
    )
    words = _titles().tables.get(table, [])
    stem = _plain(PurePath(file).stem)
    if any(_plain(word) in stem for word in words):
        score += _FILE
    if table == "requests" and _names_rights(head, policy):
        score += _RIGHTS
    return score + _USUAL * (table == "records")


def _names_rights(head: Head, policy: Policy) -> bool:
    """Whether the words of some column are those of rights."""
    known = {
        str(row["word"]).strip().lower()
        for row in policy.table("word")
        if row["field"] == "right" and row["meaning"] != "fråga"
    }
    for title, cells in head.cells.items():
        if head.kinds[title] in ("word", "text"):
            named = [cell for cell in cells if cell.lower() in known]
            if len(named) * 2 > len(cells):
                return True
    return False


def _matches(head: Head, table: str) -> list[tuple[str, str, float]]:
    """Column, title and how well the one says the other; each column and title once."""
    result: list[tuple[str, str, float]] = []
    columns: set[str] = set()
    titles: set[str] = set()
    for quality, rank, title, column in sorted(
        _candidates(head, table), key=lambda one: (-one[0], one[1])
    ):
        del rank
        if column in columns or title in titles:
            continue
        is_personal = head.kinds[title] == "personal"
        if is_personal and column not in _marks(table):
            continue
        if not head.can_be(title, table, column):
            continue
        columns.add(column)
        titles.add(title)
        result.append((column, title, quality))
    result += [
        (column, title, _BY_CELLS)
        for column, title in _by_cells(head, table, columns, titles)
    ]
    order = list(columns_of(table))
    return sorted(result, key=lambda one: order.index(one[0]))


def _candidates(head: Head, table: str) -> Iterator[tuple[float, int, str, str]]:
    """How well each title says each column, and which of a column's titles it is."""
    for title in head.cells:
        for column in columns_of(table):
            likeness = _said(title, table, column)
            if likeness is None or (head.is_dropped(title) and likeness[0] < _EXACT):
                continue
            yield likeness[0], likeness[1], title, column


def _said(title: str, table: str, column: str) -> tuple[float, int] | None:
    """How well a title says a column, and the place of the title that it is."""
    plain = _plain(title)
    known = _known_titles(column)
    if plain in known:
        return _EXACT, known[plain]
    field = _field(table, column)
    if field is not None and field.kind in _DAYS:
        stem = _stem(plain)
        for other, rank in known.items():
            if stem and stem == _stem(other):
                return _STEM, rank
    if plain in _left_out():
        return None
    words = [word for word in _words(title) if word not in _FILLERS]
    if words and (rest := "".join(words)) != plain and rest in known:
        return _NEAR, known[rest]
    if len(plain) >= _LEAST_NEAR:
        near = difflib.get_close_matches(plain, known, n=1, cutoff=_NEAR_ENOUGH)
        if near:
            return _NEAR, known[near[0]]
    return None


def _by_cells(
    head: Head, table: str, columns: Collection[str], titles: Collection[str]
) -> Iterator[tuple[str, str]]:
    """What no title says: the one column of ids, and the one of a few words."""
    if table not in tables():
        return
    left = [t for t in head.cells if t not in titles and not head.is_dropped(t)]
    for kinds, look in ((_IDS, "id"), (_WORDS, "word")):
        lacking = [
            field.name
            for field in tables()[table].fields
            if field.kind in kinds
            and field.name in _keys(table)
            and field.name not in (*columns, "system")
        ]
        alike = [title for title in left if head.kinds[title] == look]
        if len(alike) == 1 and lacking:
            yield lacking[0], alike[0]


def _kind_of(cells: Sequence[str]) -> str:
    if not cells:
        return "empty"
    personal = sum(kind_of(cell) in _PERSONAL for cell in cells)
    if personal > _SOME_PERSONAL * len(cells):
        return "personal"
    for kind in ("flag", "day", "count"):
        if readable_share(Field("", kind, "", _TYPES[kind]), cells) >= _MOST_READ:
            if kind == "day":
                return "instant" if any(":" in cell for cell in cells) else "day"
            is_number = all(cell.isdigit() for cell in cells)
            if kind == "count" and len(set(cells)) == len(cells):
                break  # numbers that never repeat are those of records
            if kind == "count" or not (is_number and len(set(cells)) == 1):
                return kind
    are_short = all(len(cell) <= _LONGEST_WORD for cell in cells)
    have_digits = sum(any(sign.isdigit() for sign in cell) for cell in cells)
    are_ids = have_digits >= _MOST_READ * len(cells) and are_short
    if len(set(cells)) == len(cells) and are_ids:
        return "id"
    few = min(_FEW_WORDS, max(2, len(cells) // 2))
    return "word" if are_short and len(set(cells)) <= few else "text"


_TYPES = {"flag": "boolean", "day": "date", "count": "bigint"}


def _field(table: str, column: str) -> Field | None:
    known = tables().get(table)
    fields = known.fields if known else ()
    return next((field for field in fields if field.name == column), None)


def _keys(table: str) -> tuple[str, ...]:
    """What identifies a row; where nothing does, what the table is recognised by."""
    known = tables().get(table)
    return (known.key or known.titles) if known else ()


def _marks(table: str) -> set[str]:
    """Columns of which only that they are filled is kept, not what they say."""
    known = tables().get(table)
    return {f.name for f in known.fields if f.kind == "mark"} if known else set()


def _words(title: str) -> list[str]:
    return re.findall(r"[^\W_]+", title.lower())


@cache
def _plain(title: str) -> str:
    """A title as it is compared: without spaces and signs, nr written out."""
    words = "".join(_words(title))
    return re.sub(r"nr$", "nummer", re.sub(r"dat$", "datum", words))


@cache
def _stem(plain: str) -> str:
    """A plain title without what says only that it is of a day."""
    rest = _DAY_WORDS.sub("", _DAY_WORDS.sub("", plain))
    return rest.removesuffix("s") if len(rest) > len("dag") else ""


@dataclass(frozen=True)
class _Titles:
    """What data/titles.toml says."""

    personal: Sequence[str]
    free_text: Sequence[str]
    tables: Mapping[str, Sequence[str]]
    columns: Mapping[str, Sequence[str]]


@cache
def _titles() -> _Titles:
    return _Titles(**tomllib.loads(TITLES.read_text("utf-8")))


@cache
def _left_out() -> frozenset[str]:
    """The plain titles of columns that name persons, or hold free text."""
    titles = _titles()
    return frozenset(_plain(t) for t in (*titles.personal, *titles.free_text))


@cache
def _known_titles(column: str) -> Mapping[str, int]:
    """The plain titles of a column of ours, its own name first, with their places."""
    listed = [column, *_titles().columns[column]]
    return {_plain(title): rank for rank, title in reversed([*enumerate(listed)])}
