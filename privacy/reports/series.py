"""All released statistics as one long table: a row for each measure of each cell."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from privacy.contracts import Column, Contract
from privacy.reports.files import Row, is_withheld
from privacy.reports.workbook import Sheet

_COLUMNS = (
    Column("statistic", "varchar", "-", "what is counted"),
    Column("month", "date", "-", "first day of the month, or of the period"),
    Column("last_on", "date", "-", "last day of the month, or of the period"),
    Column("cell", "varchar", "-", "the cell's place, column=value; * is the total"),
    Column("measure", "varchar", "-", "the column of the statistic that holds it"),
    Column("unit", "varchar", "-", "unit of the value"),
    Column("value", "double", "-", "the figure"),
    Column("is_withheld", "boolean", "-", "withheld so that nobody can be traced"),
    Column("release_id", "varchar", "-", "the release that the figures stand in"),
)
_NUMBERS = ("bigint", "integer", "double")


def series_sheet(
    contracts: Iterable[Contract], figures: Mapping[str, Sequence[Row]]
) -> Sheet:
    """Rows of some released statistics, by query name, as one sheet.

    Each number of each row is a row of its own, so that a time series is one filter
    away: statistic, cell and measure. The last column of a row says its release.
    """
    rows = [
        line
        for contract in contracts
        for row in figures[contract.name]
        for line in _lines(contract, row)
    ]
    what = "All released statistics in one table, a row for each figure."
    contract = Contract("series", what, "one row", (), (), (), _COLUMNS, {}, "")
    return Sheet(contract, rows)


def _lines(contract: Contract, row: Row) -> Iterator[dict[str, object]]:
    words = [c.name for c in contract.columns if c.type == "varchar"]
    cell = " ".join(f"{n}={row[n]}" for n in words if n != "release_id")
    for column in contract.columns:
        if column.type in _NUMBERS:
            yield {
                "statistic": contract.name.split("/")[-1],
                "month": row["month"],
                "last_on": row["last_on"],
                "cell": cell or "*",
                "measure": column.name,
                "unit": "" if column.unit == "-" else column.unit,
                "value": row[column.name],
                "is_withheld": is_withheld(row, column.name),
                "release_id": row["release_id"],
            }
