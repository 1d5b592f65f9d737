"""How long a million records take to be judged, as the desk is asked."""

import datetime
import statistics
import tempfile
import time
from contextlib import closing
from pathlib import Path

from privacy.building.bookkeeping import BOOKKEEPING
from privacy.building.register import writing_register
from privacy.building.schema import create_object, create_policy
from privacy.contracts import read_contract
from privacy.contracts.roles import Role
from privacy.desk import Desk
from privacy.installation import EXAMPLE, Installation
from privacy.releases import build_releases
from privacy.storage.builds import new_build, switch_to
from privacy.storage.databases import connect, create_table
from privacy.storage.organisations import Organisation

RECORDS = 1_000_000
LIMIT_SECONDS = 3.0
AS_OF = datetime.date(2026, 11, 23)
AT = datetime.datetime(2026, 11, 23, 8, tzinfo=datetime.UTC)

INVENTORY = """
with
series as (select range as number from range(?)),
kinds as (
    select row_number() over () - 1 as place, system, record_type
    from policy.record_kinds
)
select
    kinds.system,
    kinds.record_type,
    'R-' || series.number as record_id,
    1 as count,
    date '2014-01-01' + (series.number * 7919 % 4500)::integer as day
from series
inner join kinds on series.number % (select count(*) from kinds) = kinds.place
"""

RECORD_TABLES = (
    "record_groups", "governing_rules", "record_rules", "records", "record_states",
)  # fmt: skip
DAYS = (
    "answered_on", "contract_end", "employment_end", "fiscal_year_end", "event_on",
    "claim_created_on", "relation_end", "exported_on",
)  # fmt: skip


def main() -> None:
    """Print the median of three of each question against the limit."""
    with tempfile.TemporaryDirectory() as folder:
        desk = _desk(Path(folder))
        for name in ("dpo/records", "dpo/gallring_by_system"):
            given: dict[str, object] = {"as_of": AS_OF}
            if "language" in desk.parameters(name):
                given["language"] = "sv"
            taken = []
            for _ in range(3):
                started = time.perf_counter()
                answer = desk.ask(name, **given)
                taken.append(time.perf_counter() - started)
            median = statistics.median(taken)
            verdict = "within" if median < LIMIT_SECONDS else "OVER"
            print(
                f"{name}: {RECORDS:,} records, {len(answer.rows):,} rows in "
                f"{median:.2f} s ({min(taken):.2f}–{max(taken):.2f}), {verdict} the "
                f"limit of {LIMIT_SECONDS} s"
            )
        desk.close()


def _desk(folder: Path) -> Desk:
    """A desk on a register that holds the inventory and nothing else."""
    organisation = Organisation("claims-link", EXAMPLE / "claims-link", folder / "keys")
    home = Installation(EXAMPLE, folder / "keys")
    policy = home.policy(organisation)
    organisation = Organisation("claims-link", folder, folder / "keys")
    keyring = home.keyring(organisation)
    keyring.master(make=True)
    build = new_build(organisation, AT, "0" * 12)
    organisation.builds.mkdir(parents=True)
    with closing(connect()) as connection:
        with writing_register(connection, build, home.rows(organisation)):
            create_policy(connection, policy)
            connection.execute("create schema imported; create schema register")
            for table, columns in BOOKKEEPING.items():
                create_table(connection, table, dict(columns))
            contract = read_contract("imports/records/neutral")
            columns = {c.name: c.type for c in contract.columns} | {
                "exported_on": "date"
            }
            create_table(connection, "imported.records", columns)
            days = ", ".join(f"day as {name}" for name in DAYS)
            connection.execute(
                "insert into imported.records by name select * exclude (day), "
                f"{days}, []::varchar[] as rules, []::varchar[] as bad_fields "
                f"from ({INVENTORY})",
                [RECORDS],
            )
            started = time.perf_counter()
            for name in RECORD_TABLES:
                create_object(connection, read_contract(f"register/{name}"))
            print(f"the register is made in {time.perf_counter() - started:.1f} s")
        build_releases(connection, build, keyring, {})
    switch_to(build)
    return Desk(Role.DPO, organisation, keyring)
