"""Reads the policy files: the only place where a number from law or policy lives.

`data/law/*.toml` says what the law says, `<organisation>/policy/*.toml` what the
company says. Each `[[name]]` in them is one row of the table `policy.<name>s`.
"""

import datetime
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from privacy.errors import BadPolicy

LAW = Path(__file__).parent.parent / "data" / "law"

_CITED = {"citation": "varchar", "valid_from": "date"}

SHAPES: Mapping[str, Mapping[str, str]] = {
    # One number: how many days, how many persons, which month of the year.
    "constant": {"name": "varchar", "value": "double", "unit": "varchar", **_CITED},
    # A choice that the law leaves open, made by the organisation.
    "choice": {"name": "varchar", "value": "varchar", **_CITED},
    # How long, counted from which event.
    "retention_rule": {
        "rule_id": "varchar",
        "kind": "varchar",  # maximum, while_needed, statutory ...
        "method": "varchar",  # how the due day is computed, see queries/register
        "base": "varchar",  # the date column counted from
        "period": "integer",
        "unit": "varchar",  # days, months, years, none
        "gloss_sv": "varchar",
        "gloss_en": "varchar",
        **_CITED,
    },
    # Which rules govern a kind of record in a system; no rules = period not stated.
    "record_kind": {
        "system": "varchar",
        "record_type": "varchar",
        "rules": "varchar[]",
        "is_aml": "boolean",
        **_CITED,
    },
    # A word of a ticket system, and what it means to us.
    "word": {"field": "varchar", "word": "varchar", "meaning": "varchar"},
    # A column of a ticket system, by its title, that holds one of our fields.
    "ticket_field": {"system": "varchar", "field": "varchar", "title": "varchar"},
    # How a ticket system writes its days, where the export does not show it.
    "ticket_system": {
        "system": "varchar",
        "day_order": "varchar",  # day first, month first
        "time_zone": "varchar",
    },
    # How a telephone exchange writes its days, where the export does not show it.
    "call_system": {
        "system": "varchar",  # the name of the format, as asterisk
        "day_order": "varchar",  # day first, month first
        "time_zone": "varchar",
    },
    # A table of a system that no format knows, and what its rows become.
    "mapping": {
        "name": "varchar",
        "source": "varchar",  # a table with a neutral form, as records
        "day_order": "varchar",  # day first, month first
    },
    # A column of ours in such a table: its title there, or what it always is.
    "mapped_column": {
        "mapping": "varchar",
        "field": "varchar",
        "title": "varchar",
        "value": "varchar",
    },
    # A number that callers dial, or an inside number, and the queue it leads to.
    "dialled_queue": {"dialled": "varchar", "queue": "varchar"},
    # A source that is expected, and how often.
    "source": {
        "source": "varchar",
        "title_sv": "varchar",
        "title_en": "varchar",
        "every_days": "integer",
        **_CITED,
    },
    # A page of the web site where visitors search, and the query parameter they use.
    "search_page": {"path": "varchar", "parameter": "varchar"},
    # A telephone queue that the policy promises to count anonymously only.
    "guidance_queue": {"queue": "varchar", **_CITED},
    # A sentence of the policy.
    "promise": {
        "promise_id": "varchar",
        "area": "varchar",
        "quote": "varchar",
        "gloss_en": "varchar",
        "gloss_sv": "varchar",
        "kind": "varchar",  # measured, attested, stated
        "checks": "varchar[]",
        "target": "varchar",
        "answers": "varchar",
        "review_days": "integer",
        "remedy_sv": "varchar",
        "remedy_en": "varchar",
        **_CITED,
    },
    # Something the texts themselves say that the DPO should know .
    "text_finding": {
        "finding_id": "varchar",
        "sentence_sv": "varchar",
        "sentence_en": "varchar",
        **_CITED,
    },
    # A value that a check compares with: a country, a recipient, a data category.
    "listed": {"list": "varchar", "value": "varchar", **_CITED},
}
"""Columns of each policy table, with their DuckDB types."""

_OPTIONAL = {
    "retention_rule": {"base", "period", "gloss_en"},
    "record_kind": {"is_aml"},
    "ticket_system": {"day_order", "time_zone"},
    "call_system": {"day_order", "time_zone"},
    "mapping": {"day_order"},
    "mapped_column": {"title", "value"},
    "promise": {"checks", "target", "answers", "review_days", "gloss_sv"}
    | {"remedy_sv", "remedy_en"},
}


@dataclass(frozen=True)
class Policy:
    """What one organisation has promised and must keep.

    `rows[name]` are the rows of `policy.<name>s`, in the column order of SHAPES.
    """

    organisation: str
    title: str
    folder: Path
    rows: Mapping[str, tuple[tuple[object, ...], ...]]

    def constant(self, name: str, on: datetime.date) -> float:
        """The number in force on a day. Raises BadPolicy when none is."""
        return float(str(self._in_force("constant", name, on)))

    def choice(self, name: str, on: datetime.date) -> str:
        """The choice in force on a day. Raises BadPolicy when none is."""
        return str(self._in_force("choice", name, on))

    def table(self, name: str) -> list[dict[str, object]]:
        """Rows of one policy table as dicts."""
        return [
            dict(zip(SHAPES[name], row, strict=True)) for row in self.rows.get(name, ())
        ]

    def _in_force(self, shape: str, name: str, on: datetime.date) -> object:
        found = [
            (row["valid_from"], row["value"])
            for row in self.table(shape)
            if row["name"] == name and str(row["valid_from"]) <= on.isoformat()
        ]
        if not found:
            raise BadPolicy(
                f"The policy of {self.organisation} has no {shape} {name} "
                f"valid on {on}; add one to {self.folder}."
            )
        return max(found, key=lambda pair: str(pair[0]))[1]


def read_policy(organisation_folder: Path) -> Policy:
    """Read the policy of one organisation, law included.

    A `[[constant]]` or `[[choice]]` of the organisation stands beside the law's of
    the same name; the one with the latest `valid_from` that has come is in force.
    Raises BadPolicy with file and row when a row lacks a column or its citation.
    """
    folder = organisation_folder / "policy"
    files = sorted(folder.glob("*.toml"))
    if not files:
        raise BadPolicy(f"There is no policy file in {folder}; see README.md.")
    rows: dict[str, list[tuple[object, ...]]] = {}
    title = organisation_folder.name
    for file in [*sorted(LAW.glob("*.toml")), *files]:
        said = _read_toml(file)
        head = said.pop("organisation", None)
        if isinstance(head, dict):
            title = str(head.get("title", title))
        for name, listed in said.items():
            rows.setdefault(name, []).extend(_read_rows(file, name, listed))
    return Policy(
        organisation=organisation_folder.name,
        title=title,
        folder=folder,
        rows={name: tuple(found) for name, found in rows.items()},
    )


def _read_toml(file: Path) -> dict[str, object]:
    try:
        return tomllib.loads(file.read_text(encoding="utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise BadPolicy(f"{file} is not valid TOML: {error}. Mend that line.") from None


def _read_rows(file: Path, name: str, listed: object) -> list[tuple[object, ...]]:
    shape = SHAPES.get(name)
    if shape is None or not isinstance(listed, list):
        raise BadPolicy(
            f"{file}: there is no policy table [[{name}]]; use one of "
            f"{', '.join(sorted(SHAPES))}."
        )
    rows = []
    for number, row in enumerate(listed, start=1):
        unknown = row.keys() - shape.keys()
        missing = shape.keys() - row.keys() - _OPTIONAL.get(name, set())
        if unknown or missing:
            raise BadPolicy(
                f"{file}: [[{name}]] number {number} "
                + (f"has no column {sorted(unknown)}" if unknown else "")
                + (f"lacks {sorted(missing)}" if missing else "")
                + "; every number needs its citation and valid_from."
            )
        rows.append(tuple(row.get(column) for column in shape))
    return rows
