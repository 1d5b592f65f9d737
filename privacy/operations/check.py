"""Looks at everything an installation rests on: is each of it sound?"""

import datetime
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from privacy import releases
from privacy.building.check_results import CheckResults
from privacy.contracts import contract_names, read_contract
from privacy.contracts.roles import Role
from privacy.desk import Desk
from privacy.errors import BadBuild, BadJournal, BadKey, PrivacyError
from privacy.installation import Installation, exposed_files
from privacy.journal import Journal
from privacy.policy import read_policy
from privacy.storage.builds import current_build
from privacy.storage.databases import local_time
from privacy.storage.encrypted import check_encrypted
from privacy.storage.organisations import Organisation

_MOST_NAMED = 5


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


def check_installation(
    home: Installation, organisation: Organisation, as_of: datetime.date
) -> Iterator[Finding]:
    """Look at everything an installation rests on, one finding each."""

    def looked(what: str, look: Callable[[], str]) -> Finding:
        try:
            return Finding(organisation.id, what, True, look())
        except PrivacyError as error:
            return Finding(organisation.id, what, False, str(error))

    yield looked("policy", lambda: _read_policy(organisation))
    yield looked("queries", _read_all_contracts)
    yield looked("keys", lambda: _look_at_keys(home, organisation))
    yield looked("build", lambda: f"{current_build(organisation).stamp} is in force.")

    def open_desks() -> str:
        for role in Role:
            Desk(role, organisation, home.keyring(organisation)).close()
        return "register and releases open with their keys."

    yield looked("databases", open_desks)
    yield looked("encrypted files", lambda: _open_all(home, organisation))
    yield looked("results of checks", lambda: _read_results(home, organisation))
    yield looked("journal", lambda: _verify_journal(home, organisation))
    yield looked("releases", lambda: _look_at_releases(organisation))
    yield looked("sources", lambda: _look_at_sources(home, organisation, as_of))
    yield looked("files", lambda: _look_at_files(home, organisation))


def _read_policy(organisation: Organisation) -> str:
    return f"{len(read_policy(organisation.folder).rows)} tables read."


def _read_all_contracts() -> str:
    names = contract_names("")
    for name in names:
        read_contract(name)
    return f"{len(names)} query headers read."


def _look_at_keys(home: Installation, organisation: Organisation) -> str:
    home.keyring(organisation).master()
    return "the master key is in place."


def _open_all(home: Installation, organisation: Organisation) -> str:
    check_encrypted(organisation, home.keyring(organisation))
    return "each opens with the key that it should open with."


def _read_results(home: Installation, organisation: Organisation) -> str:
    results = CheckResults(home.rows(organisation))
    days = {row[1] for row in results.read()}
    if faults := results.faults():
        raise BadBuild("{listed}", listed=" ".join(faults))
    return (
        f"{len(days)} days, each chained to the one before and noted in "
        f"{organisation.result_anchors}."
    )


def _verify_journal(home: Installation, organisation: Organisation) -> str:
    with _desk(home, organisation) as desk:
        noted = [(int(str(n)), str(h)) for n, h in desk.ask("dpo/journal_head").rows]
    journal = Journal.of(organisation)
    faults = journal.faults(*noted)
    if faults:
        raise BadJournal(
            "{listed} Find out who changed {journal} and restore it from a backup.",
            listed=" ".join(map(str, faults)),
            journal=organisation.journal,
        )
    return " ".join(_say_of_anchors(journal, organisation))


def _say_of_anchors(journal: Journal, organisation: Organisation) -> Iterator[str]:
    yield f"{journal.head()[0]} entries, each chained to the one before;"
    first = journal.anchored_from()
    if first is None:
        yield f"the next one will be anchored in {organisation.anchors}."
        return
    yield f"anchored in {organisation.anchors} from entry {first} on."
    begun = journal.entries("anchored")
    if begun:
        yield (
            f"The anchors were begun on {local_time(begun[-1].at):%Y-%m-%d}: only the "
            "chain tells of what was changed before."
        )


def _look_at_releases(organisation: Organisation) -> str:
    damaged = releases.damage(organisation)
    if damaged:
        raise BadBuild("{faults}", faults=tuple(damaged))
    failed = releases.refusals(organisation)
    if failed:
        raise BadBuild(
            "Not released, the audit failed: {listed}.", listed="; ".join(failed)
        )
    return (
        "every statistic of a closed period has passed its audit, and every file is as "
        "it was released."
    )


def _look_at_sources(
    home: Installation, organisation: Organisation, as_of: datetime.date
) -> str:
    """What is late is said, but is no fault of the installation."""
    with _desk(home, organisation) as desk:
        rows = desk.ask("dpo/sources", as_of=as_of).records()
    late = [str(row["source"]) for row in rows if row["status"] in ("sen", "saknas")]
    if not late:
        return f"all {len(rows)} expected sources have come in time."
    return f"later than expected: {', '.join(late)}; see the page Import."


def _look_at_files(home: Installation, organisation: Organisation) -> str:
    others = {item.folder for item in home.organisations()} - {organisation.folder}
    for file in exposed_files(home):
        if not others & set(file.parents):
            raise BadKey(
                "Others on this machine can read {file}: `chmod -R go= {file}`.",
                file=file,
            )
    return "keys, builds and the journal can be read by their owner alone."


@contextmanager
def _desk(home: Installation, organisation: Organisation) -> Iterator[Desk]:
    desk = Desk(Role.DPO, organisation, home.keyring(organisation))
    try:
        yield desk
    finally:
        desk.close()
