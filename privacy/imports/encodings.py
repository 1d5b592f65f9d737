"""Text whose letters cannot be read surely, and signs that are written in two ways."""

import codecs
import re
import unicodedata

from privacy.errors import BadExport

_INVISIBLE = tuple(sign.encode() for sign in "\ufeff\u200b\u200e\u200f\u061c\u2060")
_COMBINING = (0xCC, 0xCD)
"""The first bytes of marks that stand behind their letter, as a ring above."""
_TWICE = re.compile(
    b"|".join(
        {
            letter.encode().decode(encoding, errors="ignore").encode()
            for letter in "åäöÅÄÖéüøæØÆÃ"
            for encoding in ("cp1252", "latin-1", "mac_roman", "cp437", "cp850")
        }
        - {"Ã".encode()}
    )
    + rb"|\xc3\x82\xc2[\x80-\xbf]"
)
"""Letters of UTF-8 that were read in another encoding and then saved as UTF-8."""
_FIRST_OF_TWICE = tuple(sign.encode() for sign in "Ã√├")
_ONCE = re.compile(rb"\xc3[\x80-\xbf]|(?<![\x80-\xff])[\xc0-\xff](?![\x80-\xff])")
"""Letters of UTF-8 or Windows-1252."""
_NO_SYLLABLE = (
    rb"(?=[bdfghjqswxz]|pp|tt|k[dnstv]|l[bcdfghkmnpqstvwxz]|m[bcdfghjknpqrstvwxz]"
    rb"|n[bcdfghjklmnpqrstvwxz]|r[bcdfghjklmnpqstvwxz]|rende|ven\b"
    rb"|[nr](?![A-Za-z\x80-\xff]))"
)
"""What follows ä, å or ö in Swedish, and not Š, Ž or a quote that opens."""
_IN_WORDS = re.compile(
    rb"(?<![\x80-\xff])[\x81\x8d\x8f\x90\x9d](?![\x80-\xbf])"
    rb"|(?<=[A-Za-z])[\x82\x84\x86-\x88\x8b\x8c\x93-\x95\x98\x99\x9b](?=[A-Za-z])"
    rb"|(?<=[A-Za-z])[\x8a\x8e\xae\xaf\xbe\xbf](?=[a-z])"
    rb"|(?<=[a-z])[\x84\x8a\x8e\xaf\xbe\xbf](?![\x80-\xff])"
    rb"|(?<=[A-Za-z])[\x86\x8c](?![\x80-\xff])"
    # a vowel, or a capital among capitals
    rb"|(?<=[bcdfghjklmnpqstvwxzBDFGHJKLMNPQSTVWXZ])\x9a(?=[bcdfghjklmnpqrstvwxz])"
    rb"|(?<=[rR])\x9a(?=[bcdfghjmnpqrsvwxz])"
    rb"|(?<=[bcdfghjkpqtvwxzBDFGHJKPQTVWXZ])\x9a(?![A-Za-z\x80-\xff])"
    rb"|(?<=[A-Z])[\x80\x85](?=[A-Z])"
    # the first letter of a word
    rb"|(?<![A-Za-z\x80-\xff])(?:[\x80\x86\x99\x9a\x9f\xae\xaf](?=[a-z])"
    rb"|[\x8a\x8e\xbe\xbf]" + _NO_SYLLABLE + rb"|\x8c(?=[bfghjklmpqrtvwxz]|ng)"
    # a quote that nothing closes or opens
    rb"|[\x84\x94](?=[a-z])(?![^\r\n]*[\x93\x94](?![A-Za-z]))"
    rb"|\x91(?=[a-z])" + _NO_SYLLABLE + rb"(?![^\r\n]*[\x91\x92])"
    rb"|\x9b(?=[a-z])(?![^\r\n]*\x8b))"
    # a cell of one word
    rb'|(?:^|(?<=[\n,;\t|"]))\x85[a-z]+(?=[\r\n,;\t|"]|$)'
)
"""Bytes that are letters in DOS' or the Mac's encodings, and in Windows-1252 nothing,
no letter, a capital within a word, or what begins or ends no such word."""
_MAYBE = re.compile(rb"[\x80-\x9f\xae\xaf\xbe\xbf]")
"""Bytes that may be letters of those."""
_OPENED = re.compile(rb"[\x84\x93]|(?<![A-Za-z\x80-\xff])\x94(?=[A-Za-z\xc0-\xff])")
_CLOSED = re.compile(rb"(?<=[A-Za-z])\x94(?![A-Za-z])")
"""Quotes, of which the closing one is the ö of DOS at the end of a word."""


def composed(content: bytes) -> bytes:
    """UTF-8 with each letter as one sign (NFC), without invisible marks."""
    if content.isascii():
        return content
    for mark in _INVISIBLE:
        if _holds(content, mark):
            content = content.replace(mark, b"")
    if any(first in content for first in _COMBINING):
        return unicodedata.normalize("NFC", content.decode()).encode()
    return content


def _holds(content: bytes, sign: bytes) -> bool:
    """Whether a sign is there; that a byte of it is nowhere is seen much sooner."""
    return all(byte in content for byte in sign) and sign in content


def decoded(content: bytes) -> str:
    """Text of UTF-8 in which single bytes are not: those are read as Windows-1252."""
    codecs.register_error("windows-1252", _read_as_windows)
    return content.decode("utf-8", errors="windows-1252")


def _read_as_windows(error: UnicodeError) -> tuple[str, int]:
    assert isinstance(error, UnicodeDecodeError)
    wrong = error.object[error.start : error.end]
    return wrong.decode("cp1252", errors="replace"), error.end


def as_utf8(content: bytes, name: str) -> bytes:
    """A text in UTF-8, letters as one sign; raises BadExport as `refuse_misread`."""
    if content.isascii():
        return content
    if not refuse_misread(content, name):
        content = decoded(content).encode()
    return composed(content)


def refuse_misread(content: bytes, name: str) -> bool:
    """Raise BadExport for text most of whose letters are in an encoding not known here.

    Nothing in the bytes says surely which it is: cp437, cp850, MacRoman, or UTF-8 that
    was saved as UTF-8 a second time. Returns whether the text is valid UTF-8.
    """
    if any(_holds(content, first) for first in _FIRST_OF_TWICE):
        others, twice = _TWICE.subn(b"", content)
        if twice > len(_ONCE.findall(others)):
            raise BadExport(
                f"{name} was saved as UTF-8 twice: letters such as å are two other "
                "signs in it; export it again, and save it as UTF-8 once."
            )
    if _is_utf8(content):
        return True
    wrong = letters_of_others(content)
    if wrong and wrong > len(_ONCE.findall(content)):
        raise BadExport(
            f"{name} is neither UTF-8 nor Windows-1252: letters such as å are written "
            "as in DOS or on an old Mac; save it as UTF-8 and import it again."
        )
    return False


def letters_of_others(content: bytes) -> int:
    """How many bytes are letters of DOS or of an old Mac, as what stands around shows.

    None in UTF-8 that is valid: a byte that begins no letter there stands behind one
    that does, and here behind ASCII or nothing.
    """
    unopened = len(_CLOSED.findall(content)) - len(_OPENED.findall(content))
    places = (maybe.start() for maybe in _MAYBE.finditer(content))
    wrong = sum(_IN_WORDS.match(content, place) is not None for place in places)
    return wrong + max(0, unopened)


def _is_utf8(content: bytes) -> bool:
    try:
        content.decode()
    except UnicodeDecodeError:
        return False
    return True
