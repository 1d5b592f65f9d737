"""The one place where errors of libraries become sentences: what, where, what to do.

What an error says itself is shown to nobody, for it may quote the value it failed on.
"""

import errno
import re
import traceback
from collections.abc import Mapping
from pathlib import Path

from privacy.errors import Message

_PACKAGE = Path(__file__).parent.parent

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

_REASONS: Mapping[str, str] = {
    "ENOENT": "No such file or directory",
    "EACCES": "Permission denied",
    "EPERM": "Operation not permitted",
    "ENOSPC": "No space left on device",
    "EDQUOT": "Disk quota exceeded",
    "EROFS": "Read-only file system",
    "EISDIR": "Is a directory",
    "ENOTDIR": "Not a directory",
    "EEXIST": "File exists",
    "ENOTEMPTY": "Directory not empty",
    "EBUSY": "Device or resource busy",
    "EIO": "Input/output error",
    "EFBIG": "File too large",
    "ELOOP": "Too many levels of symbolic links",
    "ENAMETOOLONG": "File name too long",
    "EMFILE": "Too many open files",
    "ESTALE": "Stale file handle",
    "SQLITE_BUSY": "another program uses it",
    "SQLITE_LOCKED": "another program uses it",
    "SQLITE_READONLY": "it may not be written to",
    "SQLITE_CANTOPEN": "it cannot be opened",
    "SQLITE_FULL": "No space left on device",
    "SQLITE_IOERR": "Input/output error",
    "SQLITE_CORRUPT": "it is damaged",
    "SQLITE_NOTADB": "it is no database",
}
"""What the system and SQLite say most often, by the names of their numbers."""

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
        if result := _BY_KIND.get(f"{module}.{kind.__name__}"):
            return result
    return UNFORESEEN


def places_of(error: BaseException, *, with_file: bool = False) -> dict[str, object]:
    """What fills the places of its sentence: kind, where in the program, and why.

    `with_file` names the file as well, for the administrator.
    """
    file = getattr(error, "filename", None) if with_file else None
    why: object = ""
    if getattr(error, "strerror", None):
        reason = reason_of(error)
        why = Message(" ({file}: {reason})", file=file, reason=reason)
        why = why if file else Message(" ({reason})", reason=reason)
    return {"kind": type(error).__name__, "place": _place(error), "why": why}


def reason_of(error: BaseException) -> Message:
    """Why the system, SQLite or a reader of TOML would not: a part of a sentence.

    What is seldom said is as they say it; of others only the kind is.
    """
    number = errno.errorcode.get(getattr(error, "errno", None) or 0, "")
    name = getattr(error, "sqlite_errorname", None) or number
    for known, reason in _REASONS.items():
        if name == known or name.startswith(f"{known}_"):
            return Message(reason)
    if isinstance(error, UnicodeError):
        return Message("it is no UTF-8")
    if at := re.search(r"at line (\d+), column (\d+)", str(error)):
        line, column = at.groups()
        return Message("line {line}, column {column}", line=line, column=column)
    return Message(getattr(error, "strerror", None) or type(error).__name__)


def explain(error: BaseException) -> str:
    """What an error means for the administrator, and what to do."""
    return str(Message(meaning_of(error), **places_of(error, with_file=True)))


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
