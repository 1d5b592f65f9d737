"""Keeps an installation going: one worker at a time, backups, another master key."""

import datetime
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import chain
from pathlib import Path

import duckdb
from filelock import FileLock, Timeout

from privacy import gallring
from privacy.building.thinning import finish_thinning
from privacy.errors import Busy, NotBackedUp
from privacy.errors.explained import is_interrupted
from privacy.imports.parted_calls import finish_joining
from privacy.installation import Installation, account
from privacy.journal import COMMAND_LINE, Actor, Journal
from privacy.storage import master_key
from privacy.storage.encrypted import check_encrypted, encrypted_files
from privacy.storage.organisations import Organisation
from privacy.storage.rows import UNFINISHED
from privacy.storage.signing import Signer, signer_of


def at_the_command_line() -> Actor:
    """Who the journal says gives a command: the account that it runs under."""
    return Actor(COMMAND_LINE, account())


_WRITTEN_IN = ("", "rows/", "truths/", "releases/*/", "ready/*/")
"""Where below a build's folder something has no name until it is whole."""

_NOT_COPIED = ("exports", "spill", "import.lock", "*.tmp", "journal.sqlite*")


@contextmanager
def only_one(home: Installation, organisation: Organisation) -> Iterator[None]:
    """While it lasts nobody else changes the organisation's data.

    What a killed command left unfinished is removed first, and a replacement of the
    key that was interrupted is ended. Raises Busy when somebody else is at work.
    """
    organisation.builds.mkdir(mode=0o700, parents=True, exist_ok=True)
    lock = FileLock(organisation.builds / "import.lock", timeout=0)
    try:
        lock.acquire()
    except Timeout:
        raise Busy(
            "Another import of {organisation} is running; wait until it is done.",
            organisation=organisation.id,
        ) from None
    try:
        _sweep(organisation.builds)
        finish_joining(organisation)
        finish_thinning(organisation)
        master_key.finish(organisation, home.keyring(organisation))
        with _naming_what_is_damaged(home, organisation):
            yield
    finally:
        lock.release()


@contextmanager
def _naming_what_is_damaged(
    home: Installation, organisation: Organisation
) -> Iterator[None]:
    """Name the files that do not open when a database could not be read."""
    try:
        yield
    except duckdb.Error as error:
        if not is_interrupted(error):
            check_encrypted(organisation, home.keyring(organisation))
        raise


def _sweep(builds: Path) -> None:
    """Remove what has no name yet, and what a database spilt."""
    places = ("spill", *(f"{place}*{UNFINISHED}" for place in _WRITTEN_IN))
    for left in chain.from_iterable(map(builds.glob, places)):
        if left.is_dir():
            shutil.rmtree(left, ignore_errors=True)
        else:
            left.unlink(missing_ok=True)


def note(
    organisation: Organisation,
    kind: str,
    at: datetime.datetime,
    by: Actor | None = None,
    /,
    **details: object,
) -> None:
    """Tell the journal what was done, by whom; else it was by a command."""
    instant = at.astimezone(datetime.UTC).isoformat(timespec="seconds")
    actor = by or at_the_command_line()
    Journal.of(organisation).write(kind, actor, instant, **details)


def note_killed(
    home: Installation, organisation: Organisation, at: datetime.datetime
) -> None:
    """Tell the journal what a command did that was killed before it could tell."""
    if master_key.is_unnoted(organisation):
        note(organisation, "key_replaced", at, cut_short=True)
        master_key.forget_unnoted(organisation)
    gallring.note_killed(
        Journal.of(organisation),
        organisation,
        home.keyring(organisation),
        at_the_command_line(),
        at.astimezone(datetime.UTC).isoformat(timespec="seconds"),
    )


def signer(
    home: Installation,
    organisation: Organisation,
    at: datetime.datetime,
    by: Actor | None = None,
) -> Signer:
    """Who signs packs for an organisation; the journal names each key when made."""
    result = signer_of(home.keyring(organisation))
    noted = Journal.of(organisation).entries("signing_key")
    if not noted or noted[-1].details.get("public") != result.public:
        note(organisation, "signing_key", at, by, public=result.public)
    return result


def replace_key(
    home: Installation,
    organisation: Organisation,
    at: datetime.datetime,
    progress: Callable[[str], None],
) -> int:
    """Replace the master key; return how many files were rewritten.

    Raises BadKey or BadBuild when it cannot be done; the old key then holds.
    """
    with only_one(home, organisation):
        note_killed(home, organisation, at)
        keyring = home.keyring(organisation)
        files = master_key.replace_key(organisation, keyring, at, progress)
        note(organisation, "key_replaced", at, files=files)
        master_key.forget_unnoted(organisation)
    progress("")
    return files


def back_up(home: Installation, target: Path) -> list[Path]:
    """Copy the data folder into `target`, each organisation while nobody changes it.

    It has its name only when it is whole. Exports are left out: their systems have
    them, and they are not encrypted. So are the keys: beside the data they would open
    it. Raises NotBackedUp when the folder is there already or lies within the data.
    """
    if target.exists() and any(target.iterdir()):
        raise NotBackedUp(
            "{target} is not empty; name a folder that is not there.", target=target
        )
    if target.resolve().is_relative_to(home.data.resolve()):
        raise NotBackedUp(
            "{target} lies in the data folder; name one elsewhere.", target=target
        )
    unfinished = target.with_name(f"{target.name}.unfinished")
    shutil.rmtree(unfinished, ignore_errors=True)
    unfinished.mkdir(mode=0o700, parents=True)
    for file in home.data.glob("*"):
        if file.is_file():
            shutil.copy2(file, unfinished)
    for organisation in home.organisations():
        with only_one(home, organisation):
            copied = unfinished / organisation.id
            shutil.copytree(
                organisation.folder,
                copied,
                ignore=shutil.ignore_patterns(*_NOT_COPIED),
            )
            _check_copied(organisation, copied)
            journal = Journal.of(organisation)
            journal.back_up(copied / organisation.journal.name)
    if target.exists():
        target.rmdir()  # empty, as was looked at above
    unfinished.rename(target)
    return [target / organisation.id for organisation in home.organisations()]


def _check_copied(organisation: Organisation, copied: Path) -> None:
    """Raises NotBackedUp when an encrypted file is not in a copy as large as it is."""
    for file in encrypted_files(organisation):
        copy = copied / file.path.relative_to(organisation.folder)
        if not copy.exists() or copy.stat().st_size != file.path.stat().st_size:
            raise NotBackedUp(
                "{file} was not copied whole; see that the disk has room, and "
                "make the backup again.",
                file=copy.name,
            )
