"""Looks at everything an installation rests on: is each of it sound?"""

import datetime
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from privacy.builds import current_build
from privacy.contracts import contract_names, read_contract
from privacy.desk import Desk
from privacy.errors import PrivacyError
from privacy.installation import Installation
from privacy.organisations import Organisation
from privacy.roles import Role


@dataclass(frozen=True)
class Finding:
    """One thing that `check` looked at."""

    organisation: str
    what: str
    is_well: bool
    sentence: str

    def __str__(self) -> str:
        mark = "ok " if self.is_well else "NOT"
        return f"{mark} {self.organisation}: {self.what}: {self.sentence}"

    def as_json(self) -> dict[str, object]:
        """The fields, for machines."""
        return dict(self.__dict__)


def check(
    home: Installation, organisation: Organisation, as_of: datetime.date
) -> Iterator[Finding]:
    """Look at everything an installation rests on, one finding each."""

    def looked(what: str, look: Callable[[], str]) -> Finding:
        try:
            return Finding(organisation.id, what, True, look())
        except PrivacyError as error:
            return Finding(organisation.id, what, False, str(error))

    yield looked(
        "policy", lambda: f"{len(home.policy(organisation).rows)} tables read."
    )
    yield looked("queries", _read_all_contracts)
    yield looked("keys", lambda: _look_at_keys(home, organisation))
    yield looked("build", lambda: f"{current_build(organisation).stamp} is in force.")

    def open_desks() -> str:
        for role in Role:
            Desk(role, organisation, home.keyring(organisation)).close()
        return "register and releases open with their keys."

    yield looked("databases", open_desks)


def _read_all_contracts() -> str:
    names = contract_names("")
    for name in names:
        read_contract(name)
    return f"{len(names)} query headers read."


def _look_at_keys(home: Installation, organisation: Organisation) -> str:
    home.keyring(organisation).master()
    return "the master key is in place."
