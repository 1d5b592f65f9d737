"""DuckDB connections as this program uses them: encrypted, quiet, sealed."""

import ctypes
import datetime
import importlib.abc
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from functools import cache
from importlib import resources
from pathlib import Path
from zoneinfo import ZoneInfo

import duckdb
import pyarrow

from privacy.errors import BadBuild

Connection = duckdb.DuckDBPyConnection

_QUIET = {
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
    "allow_community_extensions": "false",
    # No table is made of a variable of Python that happens to have its name.
    "python_enable_replacements": "false",
}
ZONE = "Europe/Stockholm"
"""The zone in which days are counted and instants are shown."""

_PLAIN = {"varchar", "bigint", "integer", "smallint", "tinyint", "boolean", "date"}
"""Types whose values are the same however they are fetched."""
_FEW, _MANY = 60, 10_000
_HEAPS = -8
"""M_ARENA_MAX of glibc's malloc.h."""


_THREADS: ContextVar[int | None] = ContextVar("_THREADS", default=None)


@contextmanager
def in_threads(number: int | None) -> Iterator[None]:
    """While it lasts, databases are opened to work in so many threads.

    Several threads cost a small import a fifth more than one.
    """
    before = _THREADS.set(number)
    try:
        yield
    finally:
        _THREADS.reset(before)


class _NoPandas(importlib.abc.MetaPathFinder):
    """Finds nothing, and lets no other finder look for pandas."""

    def find_spec(self, fullname: str, path: object, target: object = None) -> None:
        if fullname == "pandas":
            raise ModuleNotFoundError("pandas is not used here", name=fullname)


def leave_pandas_out() -> None:
    """Let Arrow do without pandas in this process, unless it is loaded already.

    Arrow loads it to see whether a list is a column of pandas, which none is: that
    takes a command longer than all it reads of a small file.
    """
    if "pandas" not in sys.modules:
        sys.meta_path.insert(0, _NoPandas())


def stay_small() -> None:
    """Take little memory and time in this process, which draws no page.

    It does without pandas, and its threads share two heaps: the C library of Linux
    would give each its own, and keep what each has freed.
    """
    leave_pandas_out()
    with suppress(AttributeError, OSError, TypeError):  # another C library
        ctypes.CDLL(None).mallopt(_HEAPS, 2)


def give_back_memory() -> None:
    """Let the system have what was freed: the C library of Linux keeps much of it."""
    with suppress(AttributeError, OSError, TypeError):  # another C library
        ctypes.CDLL(None).malloc_trim(0)


def create_in_force(
    connection: Connection, table: str, identity: Sequence[str], source: str = ""
) -> None:
    """Create the macro `<table>_on(day)`: of each thing the version in force that day.

    The table has valid_from and valid_to; `identity` are the columns that say which
    thing a row is a version of; `source` is where its rows are, when elsewhere.
    """
    connection.execute(
        f"create macro {table}_on(given_day) as table select * from {source or table} "
        "where coalesce(valid_from <= given_day, true) "
        "and coalesce(valid_to >= given_day, true) "
        f"qualify row_number() over (partition by {', '.join(identity)} "
        "order by valid_from desc nulls last, rowid desc) = 1"
    )


def quoted(text: object) -> str:
    """A value as an SQL literal: for the few places that take no parameter."""
    return "'" + str(text).replace("'", "''") + "'"


@cache
def _encryption() -> str:
    """The file of DuckDB's OpenSSL, as an SQL literal; without it nothing is encrypted.

    It is loaded from the package that brought it, whose hash was checked when it was
    installed. DuckDB's own way copies it into a folder of the account and checks its
    signature in each process, which takes three times as long as connecting does.
    """
    package = resources.files("duckdb_extension_httpfs")
    version = f"v{duckdb.__version__}"
    return quoted(package / "extensions" / version / "httpfs.duckdb_extension")


def local_time(at: str) -> datetime.datetime:
    """An instant (ISO, with its zone) as the clock shows it in ZONE."""
    return datetime.datetime.fromisoformat(at).astimezone(ZoneInfo(ZONE))


def connect(
    *, memory: str = "1GB", spill: Path | None = None, threads: int | None = None
) -> Connection:
    """An in-memory database that can read and write encrypted files.

    What does not fit in `memory` is spilt, encrypted, into the folder `spill`; without
    one nothing is spilt. It works in as many `threads` as there are cores, if none are
    named here or by `in_threads`.
    """
    config: dict[str, str | bool | int | float | list[str]] = {
        **_QUIET,
        "memory_limit": memory,
        "allow_unsigned_extensions": "true",
    }
    if threads := threads or _THREADS.get():
        config["threads"] = threads
    connection = duckdb.connect(config=config)
    connection.execute(f"load {_encryption()}")
    connection.execute(f"set global TimeZone = {quoted(ZONE)}")
    connection.execute("set enable_progress_bar = false")
    connection.execute("set temp_file_encryption = true")
    connection.execute(f"set temp_directory = {quoted(spill or '')}")
    return connection


def attach(
    connection: Connection, file: Path, name: str, key: str, *, read_only: bool
) -> None:
    """Attach an encrypted database. Raises BadBuild when key or file is wrong."""
    options = f"encryption_key {quoted(key)}" + (", read_only" if read_only else "")
    try:
        connection.execute(f"attach {quoted(file)} as {name} ({options})")
    except (duckdb.IOException, duckdb.InvalidInputException, duckdb.BinderException):
        raise BadBuild(
            "The database {file} cannot be opened: it is damaged, or the "
            "key is not the one it was made with. Restore the key, or "
            "import again.",
            file=file.name,
        ) from None


def seal(connection: Connection) -> None:
    """Take from a connection every way to reach a file or change a setting."""
    connection.execute("set enable_external_access = false")
    connection.execute("set lock_configuration = true")


@contextmanager
def at_once(connection: Connection) -> Iterator[None]:
    """Make one transaction of small statements: to commit each costs more than it does.

    What fails undoes them all.
    """
    connection.execute("begin")
    try:
        yield
    except BaseException:
        with suppress(duckdb.Error):  # a fault may have ended it already
            connection.execute("rollback")
        raise
    connection.execute("commit")


def create_table(connection: Connection, table: str, columns: dict[str, str]) -> None:
    """Create an empty table with the columns given, name to DuckDB type."""
    described = ", ".join(f"{name} {kind}" for name, kind in columns.items())
    connection.execute(f"create table {table} ({described})")


def fill_table(
    connection: Connection,
    table: str,
    rows: Iterable[Sequence[object]],
    kinds: Iterable[str] | None = None,
) -> None:
    """Insert rows, each in the order of the table's columns, in one statement.

    `kinds` are the types of its columns; the table is asked when they are not given.
    """
    columns = list(zip(*rows, strict=True))
    if columns and (held := _as_arrow(columns)):
        connection.register("rows_in_memory", held)
        connection.execute(f"insert into {table} from rows_in_memory")
        connection.unregister("rows_in_memory")
    elif columns:
        if kinds is None:
            described = connection.execute(f"describe {table}").fetchall()
            kinds = [row[1] for row in described]
        lists = ", ".join(f"unnest(?::{kind}[])" for kind in kinds)
        connection.execute(
            f"insert into {table} select {lists}", [list(column) for column in columns]
        )


def _as_arrow(columns: Sequence[Sequence[object]]) -> pyarrow.Table | None:
    """Columns of many plain cells, each of one kind; None of any others.

    As parameters each cell would be asked whether it is one of pandas.
    """
    if len(columns) * len(columns[0]) < _FEW:
        return None
    try:
        arrays = [pyarrow.array(column) for column in columns]
    except (pyarrow.ArrowException, OverflowError):
        return None
    if any(pyarrow.types.is_struct(array.type) for array in arrays):
        return None
    return pyarrow.table(arrays, names=[f"cell_{n}" for n, _ in enumerate(columns)])


def fetch_rows(cursor: Connection, kinds: Sequence[str]) -> list[tuple[object, ...]]:
    """The rows that a cursor has found, its columns being of these types.

    A column of few values is fetched as their list and the places in it: a million
    rows in a third of the time, and each value once in memory.
    """
    if not set(kinds) <= _PLAIN:
        return cursor.fetchall()
    table = cursor.to_arrow_table()
    if table.num_rows < _MANY:
        return list(zip(*(c.to_pylist() for c in table.columns), strict=True))
    return list(zip(*(_values(c.combine_chunks()) for c in table.columns), strict=True))


def _values(column: pyarrow.Array) -> list[object]:
    coded = column.dictionary_encode(null_encoding="encode")
    values: list[object] = coded.dictionary.to_pylist()
    if len(values) > len(column) // 4:
        return list(column.to_pylist())
    return list(map(values.__getitem__, coded.indices.to_pylist()))
