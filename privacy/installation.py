"""One installation: its organisations, keys and policies, opened by name."""

import contextlib
import getpass
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from privacy.errors import BadPolicy, MailNotSent
from privacy.places import IS_INSTALLED, ROOT
from privacy.policy import Policy, policy_in_force
from privacy.storage.encrypted import keyring_of
from privacy.storage.keys import Keyring
from privacy.storage.organisations import (
    Organisation,
    find_organisations,
    has_organisations,
    is_example,
)
from privacy.storage.rows import RowStore

with contextlib.suppress(ImportError):  # Windows has none
    import pwd

EXAMPLE = ROOT / "data" / "example"
UNNAMED = Path.cwd() / "privacy-data" if IS_INSTALLED else EXAMPLE
"""The data folder where none is named: in a checkout the example."""


@dataclass(frozen=True)
class MailSettings:
    """How the digest is sent; without them nothing is.

    `security` is starttls, tls or none; a password is never sent without encryption.
    `names_requests` lets the mail say ticket numbers, for a mailbox that may hold them.
    """

    host: str
    sender: str
    recipients: Sequence[str]
    port: int = 587
    security: str = "starttls"
    username: str | None = None
    password: str | None = field(default=None, repr=False)
    timeout_seconds: float = 30
    names_requests: bool = False


@dataclass(frozen=True)
class Installation:
    """A data folder and where its keys lie; made once, at the start of the program."""

    data: Path
    keys: Path | None = None
    master: str | None = None
    next_master: str | None = None
    anchors: Path | None = None
    """Where the heads of the journals are noted, when not in the folder of keys."""
    syslog: str | None = None

    @property
    def key_folder(self) -> Path:
        """Where keys and the settings of signing in lie: outside the data folder."""
        return self.keys or self.data.with_name(self.data.name + ".keys")

    @property
    def is_bundled(self) -> bool:
        """Whether no data folder was named, so that it is the program's own example."""
        return self.data == EXAMPLE

    @property
    def is_example(self) -> bool:
        """Whether this is the example, where a visitor may choose a role."""
        return is_example(self.data)

    @property
    def invented_days(self) -> tuple[int, ...]:
        """How many days before its first import the example's checks are asked of.

        It is invented, and so is its past; nobody else has one before an import.
        """
        return (180, 150, 120, 90, 60, 30, 14, 7, 1) if self.is_example else ()

    @property
    def is_begun(self) -> bool:
        """Whether there is any organisation yet."""
        return has_organisations(self.data)

    def organisations(self) -> list[Organisation]:
        """All organisations, sorted by id."""
        return find_organisations(self.data, self.keys, self.anchors, self.syslog)

    def organisation(self, name: str | None) -> Organisation:
        """The organisation named; the only one when `name` is None.

        Raises BadPolicy when it does not exist or a name is needed.
        """
        result = self.organisations()
        if name is None and len(result) == 1:
            return result[0]
        for organisation in result:
            if organisation.id == name:
                return organisation
        listed = ", ".join(organisation.id for organisation in result)
        text = f"There is no organisation {name}" if name else "Say which organisation"
        raise BadPolicy(
            "{text}: --organisation is one of {listed}.", text=text, listed=listed
        )

    def keyring(self, organisation: Organisation) -> Keyring:
        """The keys of an organisation."""
        return keyring_of(organisation, self.master, self.next_master)

    def rows(self, organisation: Organisation) -> RowStore:
        """The rows taken in of an organisation."""
        return RowStore(organisation, self.keyring(organisation))

    def policy(self, organisation: Organisation) -> Policy:
        """The policy in force of an organisation, law included.

        The last good one, which says its `faults`, when the files are wrong now.
        """
        return policy_in_force(organisation.folder)


def installation_from(
    environment: Mapping[str, str] = os.environ, data: str | None = None
) -> Installation:
    """The installation that arguments and environment name.

    Where they name none, the example of a checkout; of an installed program the folder
    `privacy-data` in the folder that it is started from.

    PRIVACY_DATA the data folder, PRIVACY_KEYS the folder of keys, PRIVACY_KEY the
    master key itself (64 hex digits) when it is kept in a vault, PRIVACY_KEY_NEXT the
    one that `replace-key` puts in its place; PRIVACY_ANCHORS the folder in which the
    heads of the journals are noted, PRIVACY_SYSLOG (HOST:PORT or a socket) where they
    are sent too.
    """
    folder = data or environment.get("PRIVACY_DATA")
    keys = environment.get("PRIVACY_KEYS")
    anchors = environment.get("PRIVACY_ANCHORS")
    return Installation(
        data=Path(folder) if folder else UNNAMED,
        keys=Path(keys) if keys else None,
        master=environment.get("PRIVACY_KEY"),
        next_master=environment.get("PRIVACY_KEY_NEXT"),
        anchors=Path(anchors) if anchors else None,
        syslog=environment.get("PRIVACY_SYSLOG"),
    )


def account() -> str:
    """The account of the machine that this process runs under."""
    try:
        return pwd.getpwuid(os.getuid()).pw_name
    except (KeyError, NameError):  # a container's number without a name; Windows
        return getpass.getuser()


def protect_files() -> None:
    """From now on, what this process writes can be read by its own user alone."""
    os.umask(0o077)


def exposed_files(home: Installation) -> list[Path]:
    """Keys, builds, rows and journals that others on the machine can read or change.

    Of the rules of access and the anchors only whether others can change them counts.
    A folder that others may not enter protects what lies in it. Windows has no such
    marks; nothing is found there.
    """
    if os.name != "posix":
        return []
    shut_out = [home.key_folder]
    organisations = home.organisations() if home.is_begun else []
    for organisation in organisations:
        shut_out += [organisation.keys, organisation.builds]
        shut_out += organisation.folder.glob(f"{organisation.journal.name}*")
    kept = [home.data / "access.toml"]
    for organisation in organisations:
        kept += [organisation.anchors, organisation.result_anchors]
    return [
        *(path for path in shut_out if _may_others(path, 0o077)),
        *(path for path in kept if _may_others(path, 0o022)),
    ]


def _may_others(path: Path, marks: int) -> bool:
    return path.exists() and bool(path.stat().st_mode & marks)


def mail_settings(environment: Mapping[str, str] = os.environ) -> MailSettings | None:
    """Where the digest goes, or None until PRIVACY_MAIL_HOST is set.

    PRIVACY_MAIL_HOST, _PORT, _SECURITY (starttls, tls or none), _USER, _PASSWORD,
    _FROM, _TO (addresses with commas between) and _NAMES_REQUESTS (yes: the mail says
    ticket numbers). Raises MailNotSent when one that is needed is missing.
    """
    text = {
        name: environment.get(f"PRIVACY_MAIL_{name.upper()}")
        for name in "host port security user password from to names_requests".split()
    }
    if not text["host"]:
        return None
    if not text["from"] or not text["to"]:
        raise MailNotSent("PRIVACY_MAIL_FROM and PRIVACY_MAIL_TO must be set too.")
    if text["port"] and not text["port"].isdecimal():
        raise MailNotSent("PRIVACY_MAIL_PORT is not a number.")
    return MailSettings(
        host=text["host"],
        sender=text["from"],
        recipients=[part.strip() for part in text["to"].split(",")],
        port=int(text["port"] or 587),
        security=text["security"] or "starttls",
        username=text["user"],
        password=text["password"],
        names_requests=text["names_requests"] == "yes",
    )


def dashboard_address(environment: Mapping[str, str] = os.environ) -> str | None:
    """Where the dashboard is for its readers, by PRIVACY_URL: what a mail links to."""
    return environment.get("PRIVACY_URL")
