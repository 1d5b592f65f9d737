"""What every command is asked with, and how it answers."""

import argparse
import datetime
import json
import sys
from collections.abc import Callable
from zoneinfo import ZoneInfo

from privacy.installation import Installation
from privacy.storage.databases import ZONE
from privacy.storage.organisations import Organisation

NEW_KEY = (
    "A master key is made in {keys}. Copy that folder to a safe place apart from the "
    "data: if it is lost, nobody can open what is imported, and only what the exports "
    "still hold can be imported again."
)


def now_of(arguments: argparse.Namespace) -> datetime.datetime:
    """The instant at which the command was given, with a zone."""
    at: datetime.datetime = arguments.now
    return at.astimezone(ZoneInfo(ZONE))


def today_of(arguments: argparse.Namespace) -> datetime.date:
    """The day that counts as today."""
    return now_of(arguments).date()


def chosen(arguments: argparse.Namespace, home: Installation) -> list[Organisation]:
    """The organisation that was named, else all."""
    if arguments.organisation:
        return [home.organisation(arguments.organisation)]
    return home.organisations()


def progress_of(arguments: argparse.Namespace) -> Callable[[str], None]:
    """Says on one line of the terminal what is being done; silent when not watched."""
    if arguments.json or not sys.stderr.isatty():
        return lambda line: None
    return lambda line: print(f"\r\x1b[K{line}", end="", file=sys.stderr, flush=True)


def print_json(content: object) -> None:
    """Print the one summary for machines."""
    print(json.dumps(content, ensure_ascii=False, default=str))
