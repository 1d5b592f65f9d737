"""Reads flags, ids, words and addresses."""

import ipaddress
import re

from privacy.imports.reading.lexicon import lexicon
from privacy.imports.reading.outcome import UNREADABLE, Unread
from privacy.imports.reading.texts import has_control, plain, unread
from privacy.personal import is_persons_number

LONGEST_WORD = 200
"""Signs; what is longer is free text, which is not kept."""

_PORT = re.compile(r"\[([0-9a-fA-F:.%]+)\](?::[0-9]{1,5})?|([0-9.]+):[0-9]{1,5}")


def read_flag(text: str) -> bool | Unread:
    """Yes or no, as one of the words of data/reading.toml."""
    text = plain(text)
    if (outcome := unread(text, "flag")) is not None:
        return outcome
    value = lexicon().flags.get(text.lower())
    return UNREADABLE if value is None else value


def read_id(text: str, *, may_be_personal: bool = True) -> str | Unread:
    """An id as it stands; one that is a person's number or address is unreadable.

    Ten or twelve digits are a person's only when date and check digit say so. With
    `may_be_personal` false the column is known to hold no such numbers.
    """
    text = plain(text)
    if (outcome := unread(text, "id")) is not None:
        return outcome
    if len(text) > LONGEST_WORD or has_control(text) or "@" in text:
        return UNREADABLE
    return UNREADABLE if may_be_personal and is_persons_number(text) else text


def read_word(text: str, *, most: int = LONGEST_WORD) -> str | Unread:
    """A word or short phrase as it stands; longer than `most` signs is unreadable."""
    text = plain(text)
    if (outcome := unread(text, "word")) is not None:
        return outcome
    return UNREADABLE if len(text) > most or has_control(text) else text


def read_address(text: str) -> str | Unread:
    """An IP address in its canonical form, brackets and port apart."""
    text = plain(text)
    if (outcome := unread(text, "address")) is not None:
        return outcome
    if match := _PORT.fullmatch(text):
        text = match[1] or match[2]
    try:
        return str(ipaddress.ip_address(text))
    except ValueError:
        return UNREADABLE
