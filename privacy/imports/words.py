"""Search words: taken out of addresses, made alike, looked at for personal data."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from urllib.parse import unquote_to_bytes

import duckdb

from privacy import personal
from privacy.imports.encodings import decoded
from privacy.imports.reading.texts import visible
from privacy.storage.databases import fill_table

_LONGEST = 100
_MOST_DIGITS = 5
_WHOLE = re.compile(r"^[A-Za-z][\w+.-]*://[^/?#]*/?")
"""Scheme and host of an address; the rest begins with the page."""
_ESCAPED = re.compile(r"\\x([0-9a-fA-F]{2})")


def lay_out_words(connection: duckdb.DuckDBPyConnection) -> None:
    """Make export.words(word, personal): each distinct word looked at once."""
    words = [
        word
        for (word,) in connection.execute(
            "select distinct word from export.found_searches where word is not null"
        ).fetchall()
    ]
    connection.execute(
        "create or replace table export.words (word varchar, personal varchar)"
    )
    looked_at = [(word, kind_of(word)) for word in words]
    fill_table(connection, "export.words", looked_at)


def kind_of(word: str) -> str | None:
    """The kind of personal data in a word; six digits or more are some `number`."""
    has_number = sum(sign.isdigit() for sign in word) > _MOST_DIGITS
    return personal.kind_of(word) or ("number" if has_number else None)


def normalised(word: str) -> str:
    """A search word as it is counted: lower case, single spaces, at most 100 long."""
    composed = unicodedata.normalize("NFC", visible(word).replace("\0", " "))
    return " ".join(composed.lower().split())[:_LONGEST]


def word_in(target: str, parameters: Mapping[str, str]) -> str:
    """The word that a request searched for, '' when it is no search.

    `parameters` names the parameter of each search page, by path. The word may be
    percent-encoded as UTF-8 or Windows-1252, or escaped by the web server (`\\xc3`).
    """
    path, _, query = _WHOLE.sub("/", target).partition("?")
    wanted = parameters.get(path.rstrip("/"))
    for pair in re.split("[&;]", query.partition("#")[0]):
        name, _, value = pair.partition("=")
        if name == wanted:
            return normalised(_decoded(value))
    return ""


def parameters_of(pages: Iterable[Mapping[str, object]]) -> dict[str, str]:
    """The parameter of each search page by path, from the policy's `search_page`."""
    return {str(row["path"]).rstrip("/"): str(row["parameter"]) for row in pages}


def _decoded(value: str) -> str:
    escaped = _ESCAPED.sub(r"%\1", value).replace("+", " ")
    return decoded(unquote_to_bytes(escaped))
