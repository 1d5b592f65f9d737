"""What every command is asked with, and how it answers."""

import argparse
import datetime
import json
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeVar
from zoneinfo import ZoneInfo

from privacy.errors import NoReport, PrivacyError
from privacy.errors.explained import reason_of
from privacy.installation import Installation
from privacy.storage.databases import ZONE
from privacy.storage.organisations import Organisation

Result = TypeVar("Result")

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


def of_each(
    organisations: Sequence[Organisation], act: Callable[[Organisation], Result]
) -> tuple[dict[str, Result], list[str]]:
    """What an act gives of each organisation by id, and why it failed for some.

    The fault of one keeps no other from its turn; that of the only one is raised.
    """
    result: dict[str, Result] = {}
    failed = []
    for organisation in organisations:
        try:
            result[organisation.id] = act(organisation)
        except PrivacyError as error:
            if len(organisations) == 1:
                raise
            failed.append(f"{organisation.id}: {error}")
            print(failed[-1], file=sys.stderr)
    return result, failed


def write_file(file: Path, content: bytes) -> None:
    """Write a file whole: what lay there before stays until all is written.

    Raises NoReport when it cannot be written.
    """
    unfinished = file.with_name(f"{file.name}.part")
    try:
        unfinished.write_bytes(content)
        unfinished.replace(file)
    except OSError as error:
        unfinished.unlink(missing_ok=True)
        raise NoReport(
            f"{file} cannot be written ({reason_of(error)}); choose another place."
        ) from None


def progress_of(arguments: argparse.Namespace) -> Callable[[str], None]:
    """Says on one line of the terminal what is being done; silent when not watched."""
    if arguments.json or not sys.stderr.isatty():
        return lambda line: None
    return lambda line: print(f"\r\x1b[K{line}", end="", file=sys.stderr, flush=True)


def print_json(content: object) -> None:
    """Print the one summary for machines."""
    print(json.dumps(content, ensure_ascii=False, default=str))
