"""An attacker with every file of the example works out no withheld cell.

Takes the plain CSV files of the zip, nothing else, and scipy; shares no code with the
suppression.
"""

import csv
import datetime
import io
import zipfile

import pytest
from conftest import AS_OF, AT
from released_home import KEPT_MONTHS
from suppression.attacker import Outsider, Shown, name_of

from privacy.contracts import contract_names, read_contract
from privacy.releases import preview_task
from privacy.releases.making import protect_cells
from privacy.reports import write_parcel
from privacy.roles import Role
from privacy.storage.builds import current_build
from privacy.storage.rows import read_parts

MONTHS = ("2025-09-01", "2026-09-01", "2026-10-01")
PERIODS = ("2025-07-01", "2026-01-01")


@pytest.fixture(scope="module")
def files(example):
    """The rows of each statistic as an analyst downloads them."""
    parcel = write_parcel(example.desk(Role.ANALYST), "sv", AT, months=None)
    found = {}
    with zipfile.ZipFile(io.BytesIO(parcel)) as archive:
        for name in archive.namelist():
            if name.startswith("plain/"):
                text = archive.read(name).decode()
                rows = list(csv.DictReader(io.StringIO(text)))
                found[name.removeprefix("plain/").removesuffix(".csv")] = rows
    return found


def header_of(statistic):
    """Unit, minimum and base of rounding, as the statistic's header says them."""
    said = read_contract(f"statistics/{statistic}").said
    options = dict(word.split("=") for word in said["Options"][0].split())
    dimensions = tuple(n.strip() for n in said["Margin"][0].split(",") if n.strip())
    measure = next(
        column.name
        for column in read_contract(f"released/{statistic}").columns
        if column.type == "bigint"
    )
    return options, dimensions, measure


def shown_in(files, month):
    """What a month shows: (unit, minimum, rounding) and the table, by statistic."""
    for name in contract_names("statistics"):
        statistic = name.removeprefix("statistics/")
        options, dimensions, measure = header_of(statistic)
        rows = [row for row in files[statistic] if row["month"] == month]
        if rows:
            cells = {
                tuple(row[d] for d in dimensions): int(row[measure])
                if row["is_withheld"] == "false"
                else None
                for row in rows
            }
            base = int(options.get("round", "1"))
            k = {"min_persons": 5, "min_networks": 10}[options["minimum"]]
            yield options["unit"], k, base, Shown(dimensions, cells)


@pytest.mark.parametrize("month", [*MONTHS, *PERIODS])
def test_a_withheld_cell_keeps_as_many_values_as_the_rule_asks(files, month):
    by_unit = {}
    for unit, k, base, table in shown_in(files, month):
        by_unit.setdefault((unit, k, base), []).append(table)
    withheld = 0
    for (_unit, k, base), tables in by_unit.items():
        outsider = Outsider(tables)
        slack = base // 2
        outsider.bounds = [
            (lo - slack, hi + slack) if lo == hi else (lo, hi)
            for lo, hi in outsider.bounds
        ]
        for table in tables:
            for at, value in table.cells.items():
                if value is None:
                    withheld += 1
                    lo, hi = outsider.interval(table, at)
                    assert hi is None or (hi - lo >= k - 1 and hi >= k), name_of(
                        table, at
                    )
    assert withheld or month in PERIODS


def test_most_figures_are_shown(files):
    rows = [row for name in files for row in files[name] if "is_withheld" in row]
    shown = sum(row["is_withheld"] == "false" for row in rows)
    assert shown / len(rows) > 0.5


def test_the_guidance_line_is_in_no_other_statistic_of_calls(files):
    assert files["guidance_calls"]
    assert not any(row["queue"] == "vägledning" for row in files["calls_by_queue"])


def test_statistics_of_one_unit_agree_about_their_common_cells(files):
    for month in MONTHS:
        known = {}
        for unit, _k, _base, table in shown_in(files, month):
            for at, value in table.cells.items():
                name = (unit, name_of(table, at))
                assert known.setdefault(name, value) == value


def test_every_closed_month_is_there_and_the_running_one_is_not(files):
    months = {row["month"][:7] for row in files["calls_by_queue"]}
    assert months == set(KEPT_MONTHS) - {"2026-11"}


def test_when_all_requests_have_one_right_only_the_total_is_told(example):
    """Of a known requester, a lone right would tell which right it was (R3)."""
    organisation = example.organisation
    task = preview_task(
        organisation,
        example.installation.policy(organisation),
        read_parts(organisation),
        example.installation.keyring(organisation),
        source="requests",
        month=datetime.date(2026, 1, 1),
        stamp=current_build(organisation).stamp,
        as_of=AS_OF,
    )
    true = {
        "requests_by_right": [("*", 20, 20), ("tillgång", 20, 20)],
        "requests_by_outcome": [("*", 20, 20), ("avslag", 9, 9), ("bifall", 11, 11)],
    }
    made = {one.released.statistic: one.released for one in protect_cells(task, true)}
    cells = {row[1]: row[2] for row in made["requests_by_right"].rows}
    assert cells == {"*": 20}
    shown = {row[1]: row[2] for row in made["requests_by_outcome"].rows}
    assert shown == {"*": 20, "avslag": 9, "bifall": 11}
