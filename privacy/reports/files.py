"""Answers as files: what the screen says, to the cell, in the form asked for.

Columns are named as the query names them, in every language and every release. Total
cells are '*' and words stay as the query gives them; the data dictionary says what
each is called on the screen.
"""

import csv
import datetime
import io
import json
from collections.abc import Mapping, Sequence
from decimal import ROUND_HALF_EVEN, Decimal
from enum import StrEnum

import pyarrow
import pyarrow.parquet

from privacy.contracts import Contract
from privacy.wording import decimal_sign, escape_formula, withheld_word, write_value

Row = Mapping[str, object]

_TYPES: Mapping[str, pyarrow.DataType] = {
    "bigint": pyarrow.int64(),
    "boolean": pyarrow.bool_(),
    "date": pyarrow.date32(),
    "double": pyarrow.float64(),
    "integer": pyarrow.int32(),
    "timestamptz": pyarrow.timestamp("us", "UTC"),
    "varchar": pyarrow.string(),
    "varchar[]": pyarrow.list_(pyarrow.string()),
}


class Form(StrEnum):
    """A form in which figures can be taken away."""

    XLSX = "xlsx"
    SEMICOLONS = "semicolons"
    COMMAS = "commas"
    CSV = "csv"
    PARQUET = "parquet"

    @property
    def suffix(self) -> str:
        """How the file's name ends."""
        return str(self) if self in (Form.XLSX, Form.PARQUET) else "csv"

    @property
    def mime(self) -> str:
        """What a browser takes it for."""
        return {
            "csv": "text/csv",
            "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            "parquet": "application/vnd.apache.parquet",
        }[self.suffix]


def excel_csv(language: str) -> Form:
    """The CSV that Excel opens with a double click where the language is spoken."""
    return Form.SEMICOLONS if decimal_sign(language) == "," else Form.COMMAS


def csv_text(
    contract: Contract, rows: Sequence[Row], language: str, form: Form | None = None
) -> str:
    """Rows as CSV that Excel opens with a double click.

    Which cells it parts is for Windows' region to say, not for the reader's language:
    Form.SEMICOLONS has semicolons and decimal commas, Form.COMMAS commas and points.
    Without one, what fits the language. Begins with a byte order mark, so that Excel
    takes it for UTF-8.
    """
    names = contract.column_names
    form = form or excel_csv(language)
    decimal = "," if form is Form.SEMICOLONS else "."
    lines = [[_written(row, name, language, decimal) for name in names] for row in rows]
    return excel_csv_text([list(names), *lines], language, form)


def excel_csv_text(
    lines: Sequence[Sequence[str]], language: str, form: Form | None = None
) -> str:
    """Lines of written cells, the heads first, as CSV that Excel opens as a table."""
    mark = ";" if (form or excel_csv(language)) is Form.SEMICOLONS else ","
    return "\ufeff" + _csv(lines, mark, "\r\n")


def reading_cell(row: Row, name: str, language: str) -> str:
    """A cell in the words of the reader's language; numbers stay numbers."""
    value = row[name]
    if isinstance(value, str):
        return escape_formula(write_value(value, language, name))
    if isinstance(value, list):
        return escape_formula(", ".join(write_value(v, language, name) for v in value))
    return _written(row, name, language, decimal_sign(language))


def plain_csv_text(contract: Contract, rows: Sequence[Row]) -> str:
    """Rows as CSV for programs: commas, points, ISO days, true and false.

    Words are as they are, also those that a spreadsheet would take for formulas. A
    withheld cell is empty and its `is_withheld` is true.
    """
    names = contract.column_names
    lines = [[_plain(row[name]) for name in names] for row in rows]
    return _csv([list(names), *lines], ",", "\n")


def json_lines(lines: Sequence[Row]) -> bytes:
    """Lines as JSON for programs, every cell as it is."""
    return json.dumps(list(lines), ensure_ascii=False, indent=1).encode()


def parquet_bytes(
    contract: Contract, rows: Sequence[Row], method: Sequence[Row] = ()
) -> bytes:
    """Rows as Parquet; each column carries its unit and meaning, the file its method.

    A withheld cell is null and its `is_withheld` is true.
    """
    fields = [
        pyarrow.field(
            column.name,
            _TYPES[column.type],
            metadata={"unit": column.unit, "meaning": column.meaning},
        )
        for column in contract.columns
    ]
    about = {"query": contract.name, "what": contract.what}
    if method:
        about["method"] = json.dumps(list(method), ensure_ascii=False)
    schema = pyarrow.schema(fields, about)
    columns = [
        pyarrow.array([exact(row[field.name]) for row in rows], field.type)
        for field in fields
    ]
    sink = io.BytesIO()
    table = pyarrow.Table.from_arrays(columns, schema=schema)
    pyarrow.parquet.write_table(table, sink, compression="zstd")
    return sink.getvalue()


def is_withheld(row: Row, name: str) -> bool:
    """Whether a cell is empty because it is withheld, not because there is nothing."""
    text = row.get(f"is_{name}_withheld", row.get("is_withheld"))
    return row[name] is None and bool(text)


def exact(value: object) -> object:
    """A value as the screen rounds it: at most one decimal, halves to even."""
    if isinstance(value, float):
        one = Decimal(str(value)).quantize(Decimal("0.1"), ROUND_HALF_EVEN)
        return float(one)
    return value


def _written(row: Row, name: str, language: str, decimal: str) -> str:
    """A cell as a person reads it; only words can be formulas."""
    value = exact(row[name])
    if value is None:
        return withheld_word(language) if is_withheld(row, name) else ""
    if isinstance(value, bool):
        return write_value(value, language)
    if isinstance(value, int | float):
        return _number(value).replace(".", decimal)
    if isinstance(value, datetime.datetime):
        return value.strftime("%Y-%m-%d %H:%M")
    return escape_formula(_text(value))


def _plain(value: object) -> str:
    """A cell as a program reads it."""
    value = exact(value)
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return _number(value)
    if isinstance(value, datetime.date):
        return value.isoformat()
    return _text(value)


def _number(value: float) -> str:
    return str(value).removesuffix(".0")


def _text(value: object) -> str:
    if isinstance(value, list):
        return ", ".join(str(part) for part in value)
    return str(value)


def _csv(lines: Sequence[Sequence[str]], mark: str, end: str) -> str:
    text = io.StringIO()
    csv.writer(text, delimiter=mark, lineterminator=end).writerows(lines)
    return text.getvalue()
