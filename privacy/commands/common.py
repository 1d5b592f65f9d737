"""What every command is asked with, and how it answers."""

import argparse
import datetime
import json
import sys
from collections.abc import Callable
from zoneinfo import ZoneInfo

from privacy.installation import Installation
from privacy.organisations import Organisation
from privacy.storage.databases import ZONE

NEW_KEY = (
    "A master key is made in {keys}. Copy that folder to a safe place apart from the "
    "data: if it is lost, nobody can open what is imported, and only what the exports "
    "still hold can be imported again."
)


def now_of(asked: argparse.Namespace) -> datetime.datetime:
    """The instant at which the command was given, with a zone."""
    at: datetime.datetime = asked.now
    return at.astimezone(ZoneInfo(ZONE))


def today_of(asked: argparse.Namespace) -> datetime.date:
    """The day that counts as today."""
    return now_of(asked).date()


def chosen(asked: argparse.Namespace, home: Installation) -> list[Organisation]:
    """The organisation that was named, else all."""
    if asked.organisation:
        return [home.organisation(asked.organisation)]
    return home.organisations()


def progress_of(asked: argparse.Namespace) -> Callable[[str], None]:
    """Says on one line of the terminal what is being done; silent when not watched."""
    if asked.json or not sys.stderr.isatty():
        return lambda said: None
    return lambda said: print(f"\r\x1b[K{said}", end="", file=sys.stderr, flush=True)


def print_json(said: object) -> None:
    """Print the one summary for machines."""
    print(json.dumps(said, ensure_ascii=False, default=str))
