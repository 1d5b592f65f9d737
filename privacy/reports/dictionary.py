"""The data dictionary of the released statistics, made from the queries themselves."""

from collections.abc import Iterable, Mapping, Sequence

from privacy.contracts import Column, Contract
from privacy.policy import Policy
from privacy.reports.files import Row
from privacy.reports.workbook import Sheet
from privacy.wording import define, name_column, write_value

PUBLIC_RULES = ("min_persons", "min_networks", "min_agents", "grace_days")
"""The constants that may be published; how dominance is tested stays secret (R2)."""


def columns_sheet(contracts: Iterable[Contract], language: str) -> Sheet:
    """Each column of each statistic: its type, unit and definition."""
    rows = [
        {
            "statistic": contract.name.split("/")[-1],
            "what": define(contract.what, language),
            "column": column.name,
            "heading": name_column(column.name, language),
            "type": column.type,
            "unit": _unit(column, language),
            "definition": define(column.meaning, language),
        }
        for contract in contracts
        for column in contract.columns
    ]
    return _sheet("dictionary", "Each column of each statistic.", rows)


def words_sheet(
    figures: Mapping[str, Sequence[Row]], contracts: Iterable[Contract], language: str
) -> Sheet:
    """Each word that stands in a file, and what the screen calls it."""
    words = {
        (column.name, str(row[column.name]))
        for contract in contracts
        for column in contract.columns
        if column.type == "varchar" and column.name != "release_id"
        for row in figures[contract.name]
    }
    rows = [
        {"column": name, "word": word, "screen": write_value(word, language, name)}
        for name, word in sorted(words)
        if write_value(word, language, name) != word
    ]
    return _sheet("words", "Words of the files, and what the screen says.", rows)


def rules_sheet(policy: Policy) -> Sheet:
    """The numbers by which figures are withheld, each with its citation."""
    rows = [
        {
            "rule": row["name"],
            "value": row["value"],
            "unit": row["unit"],
            "valid_from": row["valid_from"],
            "citation": row["citation"],
        }
        for name in PUBLIC_RULES
        for row in policy.table("constant")
        if row["name"] == name
    ]
    return _sheet("rules", "The rules that figures are withheld by.", rows)


def _unit(column: Column, language: str) -> str:
    if column.unit == "-":
        return ""
    return define(f"unit {column.unit}", language).removeprefix("unit ")


def _sheet(name: str, what: str, rows: Sequence[Row]) -> Sheet:
    kinds = {"value": "double", "valid_from": "date"}
    columns = tuple(
        Column(column, kinds.get(column, "varchar"), "-", column)
        for column in (rows[0] if rows else {"word": ""})
    )
    contract = Contract(name, what, "one row", (), (), (), columns, {}, "")
    return Sheet(contract, rows)
