"""The one place where errors of libraries become sentences: what, where, what to do.

What an error says itself is shown to nobody, for it may quote the value it failed on.
"""

import errno
import traceback
from collections.abc import Mapping
from pathlib import Path

_PACKAGE = Path(__file__).parent

DISK = (
    "A file cannot be read or written{why}: see that the disk has room and that this "
    "user may read and write there. What was there before still holds; try again."
)
MEMORY = (
    "There is not enough memory. Close other programs, or take in fewer or smaller "
    "files at once. What was there before still holds; try again."
)
DAMAGED = (
    "Something that was kept cannot be read: it is damaged, or its key is another. "
    "`python -m privacy check` names it; restore it from a backup."
)
CLOSED = "The database was closed while it was asked. Try again."
VALUE = (
    "A value that was given cannot be read as what it should be: a day is written "
    "2026-11-23, a number 12. Correct it and try again."
)
FORM = (
    "A file is not in the form that its name or beginning says: it is damaged, cut off "
    "or of another kind. Make it again and retry."
)
JOURNAL = (
    "The journal or the list of sign-ins cannot be read or written. See that the disk "
    "has room, and run `python -m privacy check`."
)
NETWORK = (
    "Another machine did not answer as it should. See that it runs, and try again."
)
UNFORESEEN = (
    "Something happened that the program does not foresee ({kind} in {place}). What "
    "was there before still holds. Try again; if it stays so, report this line."
)

_BY_KIND: Mapping[str, str] = {
    "builtins.OSError": DISK,
    "_duckdb.IOException": DISK,
    "_duckdb.TransactionException": DISK,
    "_duckdb.FatalException": DISK,
    "builtins.MemoryError": MEMORY,
    "_duckdb.OutOfMemoryException": MEMORY,
    "pyarrow.lib.ArrowMemoryError": MEMORY,
    "concurrent.futures.process.BrokenProcessPool": MEMORY,
    "_duckdb.InvalidInputException": DAMAGED,
    "_duckdb.SerializationException": DAMAGED,
    "_duckdb.InternalException": DAMAGED,
    "cryptography.fernet.InvalidToken": DAMAGED,
    "cryptography.exceptions.InvalidTag": DAMAGED,
    "cryptography.exceptions.InvalidSignature": DAMAGED,
    "_duckdb.ConnectionException": CLOSED,
    "_duckdb.DataError": VALUE,
    "builtins.UnicodeError": FORM,
    "builtins.EOFError": FORM,
    "json.decoder.JSONDecodeError": FORM,
    "tomllib.TOMLDecodeError": FORM,
    "msgspec.MsgspecError": FORM,
    "pyarrow.lib.ArrowException": FORM,
    "zipfile.BadZipFile": FORM,
    "zipfile.LargeZipFile": FORM,
    "zlib.error": FORM,
    "_lzma.LZMAError": FORM,
    "xml.etree.ElementTree.ParseError": FORM,
    "openpyxl.utils.exceptions.InvalidFileException": FORM,
    "sqlite3.Error": JOURNAL,
    "builtins.ConnectionError": NETWORK,
    "builtins.TimeoutError": NETWORK,
    "smtplib.SMTPException": NETWORK,
}
"""What each kind of error means; of an error's kinds the most particular counts."""

_FULL = {
    getattr(errno, name)
    for name in ("ENOSPC", "EDQUOT", "EROFS", "EFBIG", "EMFILE", "ENFILE")
    if hasattr(errno, name)
}
_INTERRUPTED = "Query interrupted"
"""What DuckDB says when Ctrl-C is pressed within a query."""


def meaning_of(error: BaseException) -> str:
    """The sentence for the kind of an error; its places are still to be filled."""
    for kind in type(error).__mro__:
        module = kind.__module__.replace("tomllib._parser", "tomllib")
        if found := _BY_KIND.get(f"{module}.{kind.__name__}"):
            return found
    return UNFORESEEN


def places_of(error: BaseException, *, with_file: bool = False) -> dict[str, object]:
    """What fills the places of its sentence: kind, where in the program, and why.

    `with_file` names the file as well, for who keeps the installation.
    """
    file = getattr(error, "filename", None) if with_file else None
    said = [str(part) for part in (file, getattr(error, "strerror", None)) if part]
    why = f" ({': '.join(said)})" if said else ""
    return {"kind": type(error).__name__, "place": _place(error), "why": why}


def explain(error: BaseException) -> str:
    """What an error means for who keeps the installation, and what to do."""
    return meaning_of(error).format(**places_of(error, with_file=True))


def is_of_the_disk(error: BaseException) -> bool:
    """Whether nothing can be written, rather than one file that cannot be read."""
    if isinstance(error, OSError):
        return error.errno in _FULL
    return meaning_of(error) == DISK


def is_interrupted(error: BaseException) -> bool:
    """Whether Ctrl-C ended it, also within a query."""
    kinds = {kind.__name__ for kind in type(error).__mro__}
    within = isinstance(error, RuntimeError) and str(error) == _INTERRUPTED
    return within or bool(kinds & {"KeyboardInterrupt", "InterruptException"})


def _place(error: BaseException) -> str:
    """The last line of this program that an error came through."""
    for frame in reversed(traceback.extract_tb(error.__traceback__)):
        file = Path(frame.filename)
        if file.is_relative_to(_PACKAGE):
            return f"{file.relative_to(_PACKAGE).as_posix()}:{frame.lineno}"
    return "a library"
