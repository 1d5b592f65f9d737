"""Each cell is read right, is empty, or is named: inventories as systems write them."""

import datetime

import duckdb
import pytest
from gallring.inventories import records_on, register_of

from privacy.contracts import read_contract
from privacy.contracts.tables import tables
from privacy.imports.columns import read_columns
from privacy.installation import EXAMPLE
from privacy.policy import read_policy
from tests.imports.junk_tables import read as read_table

AS_OF = datetime.date(2026, 11, 29)
CUSTOMER = {"system": "Microsoft Dynamics", "record_type": "Kunduppgift"}
ENDED = {**CUSTOMER, "contract_end": "2019-03-31"}


def states(rows, as_of=AS_OF):
    """The answer of dpo/records to rows of text, in their order."""
    policy = read_policy(EXAMPLE / "claims-link")
    numbered = [{"record_id": f"K-{n}", **row} for n, row in enumerate(rows)]
    result = records_on(register_of(policy, numbered), as_of)
    return [result[row["record_id"]] for row in numbered]


def unclear(rows):
    """The columns that dpo/gallring_unclear names, by record_id."""
    policy = read_policy(EXAMPLE / "claims-link")
    numbered = [{"record_id": f"K-{n}", **row} for n, row in enumerate(rows)]
    register = register_of(policy, numbered)
    contract = read_contract("dpo/gallring_unclear")
    result = register.execute(contract.sql, {"as_of": AS_OF}).fetchall()
    named = [dict(zip(contract.column_names, row, strict=True)) for row in result]
    return {row["record_id"]: (row["status"], row["fields"]) for row in named}


@pytest.mark.parametrize("yes", ["SANT", "sant", "Ja", "WAHR", "x", "1", "TOSI", "-1"])
def test_a_contract_that_runs_is_kept_whatever_its_flag_is_called(yes):
    (record,) = states([{**ENDED, "contract_active": yes}])
    assert record["status"] == "Tills vidare"


@pytest.mark.parametrize("no", ["FALSKT", "nej", "0", "FALSCH", "", "NULL"])
def test_a_contract_that_ended_is_overdue_whatever_its_flag_is_called(no):
    (record,) = states([{**ENDED, "contract_active": no}])
    assert record["status"] == "Försenad gallring"


def test_an_unknown_flag_is_not_false_and_an_unreadable_count_is_not_one():
    rows = [
        {**ENDED, "contract_active": "kanske"},
        {**ENDED, "count": "ett par"},
        {**ENDED, "contract_end": "2019-03-31 eller senare"},
        {**ENDED, "count": ""},
    ]
    flag, count, day, control = states(rows)
    assert (flag["status"], flag["due_on"]) == ("Underlag saknas", None)
    assert (count["status"], count["count"]) == ("Underlag saknas", None)
    assert (day["status"], day["due_on"]) == ("Ogiltigt datum", None)
    assert (control["status"], control["count"]) == ("Försenad gallring", 1)
    assert unclear(rows) == {
        "K-0": ("Underlag saknas", ["contract_active"]),
        "K-1": ("Underlag saknas", ["count"]),
        "K-2": ("Ogiltigt datum", ["contract_end"]),
    }


@pytest.mark.parametrize(
    "never", ["NULL", r"\N", "1753-01-01", "0001-01-01", "9999-12-31", "1900-01-01"]
)
def test_a_day_that_systems_keep_for_none_is_no_day(never):
    (record,) = states([{**CUSTOMER, "contract_end": never}])
    assert (record["status"], record["due_on"]) == ("Underlag saknas", None)


@pytest.mark.parametrize("end", ["9999-12-31", "2999-12-31", "infinity"])
def test_a_hold_without_end_stays_a_hold(end):
    (record,) = states([{**ENDED, "hold_until": end}])
    assert (record["status"], record["is_held"]) == ("Tills vidare", True)


def test_local_midnight_written_as_utc_is_the_day_it_was():
    written = ["2019-06-30T22:00:00Z", "2019-07-01", "2019-07-01 00:00:00.0000000"]
    result = states([{**CUSTOMER, "contract_end": text} for text in written])
    assert len({str(record["due_on"]) for record in result}) == 1


def test_one_odd_cell_costs_itself_and_not_its_column():
    written = ["23/10/2019", "31/01/2019", "Never", "15/12/2018"]
    result = states([{**CUSTOMER, "contract_end": text} for text in written])
    assert [record["status"] for record in result] == [
        "Försenad gallring",
        "Försenad gallring",
        "Ogiltigt datum",
        "Försenad gallring",
    ]


PLAIN = {
    "last_access_on": ["2026-02-28", "2026-02-29", "1900-01-01", "2199-12-31", "1899"],
    "role": ["handläggare", "Null", "n/a", "none", "A (b)", "x" * 61, "#REF!"],
    "account_id": ["K-17", "8507099805", "8507099806", "a@b.se", "0", "?"],
}  # fmt: skip
"""Texts at the edge of what SQL reads by itself."""


@pytest.mark.parametrize("column", PLAIN)
def test_what_sql_reads_by_itself_is_what_the_reader_reads(column, monkeypatch):
    def read():
        connection = duckdb.connect()
        connection.execute("create schema export")
        described = ", ".join(f"{f.name} varchar" for f in tables()["accounts"].fields)
        connection.execute(f"create table export.rows (line bigint, {described})")
        for line, text in enumerate(PLAIN[column]):
            connection.execute(
                f"insert into export.rows (line, {column}) values (?, ?)", [line, text]
            )
        read_columns(connection, tables()["accounts"], "taken")
        rows = connection.execute(f"select {column}, bad_fields from taken").fetchall()
        return sorted(map(str, rows))

    by_itself = read()
    monkeypatch.setattr("privacy.imports.columns._plain", lambda field: "false")
    assert by_itself == read()


AS_FLOATS = {
    ("100000.0", "100037.0", "", "K-3"): ["100000", "100037", None, "K-3"],
    ("100000,0", "100037,0"): ["100000", "100037"],
    ("100000.00", "7.00"): ["100000", "7"],
    ("1.0", "1.1", "2.0"): ["1.0", "1.1", "2.0"],
    ("100000.0", "100037"): ["unreadable", "100037"],
    ("1,000", "2,000"): ["1,000", "2,000"],
    ("1.00037E+11", "K-2"): ["unreadable", "K-2"],
    ("1e+05", "100037"): ["unreadable", "100037"],
}
"""Ids that went through a spreadsheet, and what they were before."""


def accesses(column, cells):
    """A column of ids as it is read, cell by cell."""
    connection = duckdb.connect()
    connection.execute("create schema export")
    described = ", ".join(f"{f.name} varchar" for f in tables()["accesses"].fields)
    connection.execute(f"create table export.rows (line bigint, {described})")
    for line, text in enumerate(cells):
        connection.execute(
            f"insert into export.rows (line, access_id, {column}) values (?, ?, ?)",
            [line, f"A-{line}", text],
        )
    read_columns(connection, tables()["accesses"], "taken")
    rows = connection.execute(
        f"select if(bad_fields = ['{column}'], 'unreadable', {column}) from taken "
        "order by access_id"
    ).fetchall()
    return [cell for (cell,) in rows]


@pytest.mark.parametrize("cells", AS_FLOATS)
def test_an_id_that_became_a_number_is_read_by_its_whole_column_or_named(cells):
    assert accesses("case_id", cells) == AS_FLOATS[cells]


def test_a_persons_number_that_became_a_number_is_still_a_persons():
    assert accesses("account_id", ["8507099805.0", "17.0"]) == ["unreadable", "17"]


def test_a_day_before_the_one_it_must_follow_is_named(tmp_path):
    rows = [
        "A-1,2026-10-05,2026-10-07", "A-2,2026-10-05,2026-10-05",
        "A-3,2026-10-05,2026-09-30", "A-4,,2026-09-30", "A-5,2026-10-05,",
        "A-6,2026-10-05,5 okt. 2025", "A-7,i går,2026-10-05",
    ]  # fmt: skip
    path = tmp_path / "advices.csv"
    path.write_text("\n".join(["advice_id,asked_on,answered_on", *rows]) + "\n")
    taken, result = read_table(path, tables()["advices"])
    assert taken.unreadable == {"answered_on": 2, "asked_on": 1}
    assert [
        (row["advice_id"], str(row["answered_on"]), row["bad_fields"])
        for row in result
        if row["bad_fields"] or row["answered_on"] is None
    ] == [
        ("A-3", "None", ["answered_on"]),
        ("A-5", "None", []),
        ("A-6", "None", ["answered_on"]),
        ("A-7", "2026-10-05", ["asked_on"]),
    ]


def test_every_order_of_days_is_of_two_columns_of_one_type():
    for table in tables().values():
        fields = {field.name: field for field in table.fields}
        for field in table.fields:
            if field.not_before:
                assert fields[field.not_before].type == field.type, field.name


@pytest.mark.parametrize("day", ["2026-10-05", "5 okt. 2026", "2026-10-05 10:00"])
def test_a_day_is_no_word_for_a_kind(tmp_path, day):
    head = "incident_id,incident_type,occurred_at,aware_at,reported_at,closed_on,"
    rows = [f"I-{n},{word},,,,,\n" for n, word in enumerate([day, "förlust", "A 2026"])]
    path = tmp_path / "incidents.csv"
    path.write_text(f"{head}informed_on\n{''.join(rows)}")
    taken, result = read_table(path, tables()["incidents"])
    assert [row["incident_type"] for row in result] == [None, "förlust", "A 2026"]
    assert taken.unreadable == {"incident_type": 1}
