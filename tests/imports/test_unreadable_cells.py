"""A cell that cannot be read is named: in the file's report, on pages, as a finding."""

import datetime

import pytest

from privacy.contracts.roles import Role
from privacy.errors import BadPolicy
from privacy.storage.databases import connect
from privacy.storage.rows import UNDATED, copy_rows, reading

HEAD = "account_id,system,tenant,role,is_employed,employment_end_on,last_access_on\n"
ACCOUNTS = HEAD + "".join(
    f"K-{n},Kundregistret,Vi,läsare,{'kanske' if n < 3 else 'ja'},"
    f"{'ett datum' if n == 5 else ''},2026-11-{n + 1:02}\n"
    for n in range(12)
)


def rows_of(home, name, **params):
    desk = home.desk(Role.DPO)
    if name != "dpo/unreadable_columns":
        params["as_of"] = datetime.date(2026, 11, 23)
    try:
        return desk.ask(name, **params).records()
    finally:
        desk.close()


def test_unreadable_cells_are_named_wherever_the_file_is(home):
    path = home.put("accounts/konton-2026-11-22.csv", ACCOUNTS.encode())
    summary = home.take_in(path)
    file = summary.files[0]
    assert (file.read, file.accepted) == (12, 12)
    assert file.unreadable == {"employment_end_on": 1, "is_employed": 3}
    assert file.as_json()["unreadable"] == file.unreadable
    assert "    3 × is_employed cannot be read and is unknown" in summary.lines()
    listed = rows_of(home, "dpo/unreadable_columns")
    assert [(r["column_name"], r["cells"], r["is_frequent"]) for r in listed] == [
        ("is_employed", 3, True),
        ("employment_end_on", 1, False),
    ]
    finding = {r["check_name"]: r for r in rows_of(home, "dpo/findings")}
    result = finding["unreadable_columns"]
    assert result["example_ids"] == ["konton-2026-11-22.csv: is_employed"]
    assert "Exportera om" in result["remedy_sv"]


def test_an_export_that_is_mended_ends_the_finding(home):
    home.put("accounts/konton-2026-11-21.csv", ACCOUNTS.encode())
    mended = ACCOUNTS.replace("kanske", "nej").encode()
    home.put("accounts/konton-2026-11-22.csv", mended)
    home.take_in()
    assert not any(
        row["check_name"] == "unreadable_columns"
        for row in rows_of(home, "dpo/findings")
    )


def test_a_request_says_which_day_cannot_be_read(home):
    home.put(
        "requests/begaran.csv",
        b"request_id,request_type,received_at,closed_on\n"
        b"B-1,registerutdrag,2026-10-05,snart\n",
    )
    home.take_in()
    (row,) = rows_of(home, "dpo/requests", language="sv")
    assert row["status"] == "Ogiltiga datum"
    assert "(closed_on)" in row["why"]


PERSONAL = "19850709-9805"


def take_accounts(home, policy):
    (home.folder / "policy" / "ids.toml").write_text(policy, encoding="utf-8")
    text = HEAD + f"{PERSONAL},Kundregistret,Vi,läsare,ja,,2026-11-01\n"
    return home.take_in(home.put("accounts/konton.csv", text.encode())).files[0]


def test_an_id_that_may_be_a_persons_is_named_unless_the_policy_knows_better(home):
    assert take_accounts(home, "").unreadable == {"account_id": 1}


def test_the_policy_may_say_that_a_columns_ids_are_no_personal_data(home):
    output = 'plain_id = [{ source = "accounts", field = "account_id" }]'
    assert take_accounts(home, output).unreadable == {}


def test_a_policy_that_says_so_of_another_column_is_refused(home):
    output = 'plain_id = [{ source = "accounts", field = "role" }]'
    with pytest.raises(BadPolicy, match="accounts looks for persons' numbers in"):
        take_accounts(home, output)


def test_rows_that_an_older_version_kept_are_still_read(home):
    head = "system,table_name,column_name,data_category,row_count,filled_count,is_used"
    text = f"{head}\nKundregistret,kund,namn,namn,10,9,ja\n"
    home.take_in(home.put("fields/falt.csv", text.encode()))
    (file,) = (home.folder / "build" / "rows").glob("*/fields.parquet")
    connection = connect()
    home.installation.rows(home.organisation).add_keys(connection, [])
    older = file.with_suffix(".older")
    kept = reading([file], UNDATED)
    copy_rows(connection, f"select * exclude (bad_fields) from {kept}", older, UNDATED)
    connection.close()
    older.rename(file)
    home.take_in(home.put("accounts/konton.csv", ACCOUNTS.encode()))
    assert rows_of(home, "dpo/unreadable_columns")
