"""Answers as files: what the screen says, to the cell."""

import csv
import datetime
import io
import secrets
from collections.abc import Sequence

from privacy.contracts import Contract
from privacy.display.voice import Voice
from privacy.wording import WITHHELD

Row = dict[str, object]


def csv_text(voice: Voice, contract: Contract, rows: Sequence[Row]) -> str:
    """Rows as CSV for a Swedish or English Excel: semicolon, decimal comma, UTF-8."""
    text = io.StringIO()
    mark = ";" if voice.language == "sv" else ","
    writer = csv.writer(text, delimiter=mark, lineterminator="\r\n")
    names = contract.column_names
    writer.writerow(names)
    for row in rows:
        writer.writerow([_harmless(_cell(voice, row, name)) for name in names])
    return "\ufeff" + text.getvalue()


def file_name(contract: Contract, as_of: datetime.date) -> str:
    """A name that no other download has.

    Streamlit addresses a file by its name, length and ends: without the random part
    two files alike in these would share an address.
    """
    title = contract.name.split("/")[-1].replace("_", "-")
    return f"{title}-{as_of}-{secrets.token_hex(4)}.csv"


def _cell(voice: Voice, row: Row, name: str) -> str:
    value = row[name]
    if value is None:
        return WITHHELD[voice.language] if row.get("is_withheld") else ""
    if isinstance(value, bool):
        return voice.value(value)
    if isinstance(value, float):
        return f"{value:.1f}".removesuffix(".0").replace(
            ".", "," if voice.language == "sv" else "."
        )
    if isinstance(value, list):
        return ", ".join(str(part) for part in value)
    return str(value)


def _harmless(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula; a negative number is a number."""
    is_number = cell.lstrip("-").replace(",", "").replace(".", "").isdecimal()
    starts_formula = cell[:1] in ("=", "+", "-", "@", "\t", "\r")
    return f"'{cell}" if starts_formula and not is_number else cell
