"""A file's report says which columns of its format it lacks, and where it was cut."""

import pytest

from privacy.contracts.roles import Role
from privacy.storage.rows import read_parts

WHOLE = {
    "accounts/a.csv": b"account_id,system,role\nk1,crm,admin\nk2,crm,user\n",
    "requests/b.csv": (
        b"Issue key,Issue Type,Status,Created\nD-1,Radering,Klar,2026-09-01\n"
        b"D-2,Radering,Klar,2026-09-02\n"
    ),
    "telephone/c.csv": (
        b"call_id,started_at,direction,is_answered\n1,2026-09-01 10:00:00,in,ja\n"
        b"2,2026-09-01 11:00:00,in,ja\n"
    ),
    "search/d.csv": b"searched_at,word\n2026-09-01 10:00:00,bil\n2026-09-02,buss\n",
    "web/figures-2026-09.csv": (
        b"date,dimension,label,views\n2026-09-01,page,/a,12\n2026-09-02,page,/b,120\n"
    ),
}
"""A head row and two rows of each kind of table."""


@pytest.mark.parametrize("path", WHOLE)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_last_line_without_end_is_named(home, path, encoding):
    content = WHOLE[path].decode().rstrip("\n")
    (file,) = home.read_in(home.put(path, content.encode(encoding)))
    assert (file.read, file.cut_line) == (2, 3)
    assert "line 3, its last, has no line end and may be cut" in file.details()
    assert [f.kind for f in file.findings] == ["cut_line"]


@pytest.mark.parametrize("path", WHOLE)
def test_a_last_line_with_its_end_is_whole(home, path):
    (file,) = home.read_in(home.put(path, WHOLE[path]))
    assert (file.cut_line, list(file.findings)) == (None, [])


def test_a_row_of_a_log_without_head_that_may_be_cut_is_named(home):
    row = b'"1","Uniview","1001","0","ctx","SIP/1-0","SIP/2-0","Dial","x",'
    row += b'"2026-09-01 10:00:00","2026-09-01 10:00:01","2026-09-01 10:00:09",'
    row += b'9,8,"ANSWERED","DOCUMENTATION","1693555200.1",""\n'
    content = row + row.replace(b"200.1", b"201.1")[:60]
    (file,) = home.read_in(home.put("telephone/Master.csv", content))
    assert (file.read, file.cut_line) == (1, 2)


def test_a_series_whose_exports_never_end_their_last_line_stands_out_no_more(home):
    content = WHOLE["accounts/a.csv"].rstrip(b"\n")
    for day in ("2026-09-01", "2026-10-01"):
        name = f"accounts/a-{day}.csv"
        (file,) = home.read_in(
            home.put(name, content.replace(b"k2", b"k" + day.encode()))
        )
    assert (file.cut_line, list(file.findings)) == (3, [])
    home.put("accounts/a-2026-11-01.csv", WHOLE["accounts/a.csv"])
    home.take_in()
    listed = home.desk(Role.DPO).ask("dpo/file_findings").records()
    assert {row["finding"] for row in listed} == {"cut_line"}


def test_the_columns_that_a_file_lacks_are_in_its_own_report(home):
    home.put("accounts/a.csv", WHOLE["accounts/a.csv"])
    home.put("requests/b.csv", WHOLE["requests/b.csv"])
    home.put("web/access.log", b"")
    home.take_in()
    parts = {part.file: part for part in read_parts(home.organisation)}
    own = ["tenant", "is_employed", "employment_end_on", "last_access_on"]
    assert parts["a.csv"].lacking == own
    assert parts["b.csv"].lacking == ["resolved", "updated", "resolution"]
    rows = home.desk(Role.DPO).ask("dpo/file_contents").records()
    assert {row["file"]: row["columns_lacking"] for row in rows} == {
        "a.csv": ", ".join(own),
        "b.csv": "resolved, updated, resolution",
    }


def test_many_columns_that_a_file_lacks_are_told_in_short(home):
    content = b"system,record_type,record_id\ncrm,kund,1\n"
    (file,) = home.read_in(home.put("records/crm.csv", content))
    assert len(file.as_json()["lacking"]) > 30
    (line,) = [line for line in file.details() if "lacks" in line]
    assert line.endswith(f"(+{len(file.lacking) - 12})")
