"""What an import says of each file: against the one before it, and what stands out."""

import dataclasses
import json

import pytest
from conftest import AT, Home

from privacy.contracts.roles import Role
from privacy.imports.comparing import FINDINGS, Finding, _caps, findings_of
from privacy.storage.rows import Compared, Part, Span, read_parts
from privacy.wording import catalogue, write_value

LATER = AT.replace(day=24)


def jira(first: int, last: int, *, has_resolution: bool = True) -> bytes:
    """Requests of one a day, every other one answered, one status nobody explains."""
    head = "Issue key,Issue Type,Status,Created,Resolved"
    rows = [
        f"DPO-{n},Radering,{'Klar' if n % 2 else 'Mumlar'},2026-09-{n % 28 + 1:02},"
        f"{'2026-10-01' if n % 2 else ''}"
        for n in range(first, last + 1)
    ]
    if has_resolution:
        head, rows = f"{head},Resolution", [f"{row},Done" for row in rows]
    return "\n".join([head, *rows, ""]).encode()


def calls(month: str, first: int, last: int) -> bytes:
    rows = [
        f"2026-{month}-{day:02} 09:{minute:02}:00,in,{'ja' if minute % 2 else 'nej'}"
        for day in range(first, last + 1)
        for minute in range(20)
    ]
    return "\n".join(["started_at,direction,is_answered", *rows, ""]).encode()


MAIL = (
    "Datum;Från;Till;Status\n"
    "2026-11-02 08:00;kansli;arkiv;Läst\n2026-11-03 09:00;a;b;Oläst\n"
)
LINES = "".join(
    f'198.51.100.{n} - - [05/Nov/2026:10:00:0{n} +0100] "GET / HTTP/1.1" {status} 5\n'
    for n, status in enumerate((200, 204, 404))
)
ACCOUNTS = b"account_id,system,role\nk1,crm,admin\nk2,crm,user\n"


@pytest.fixture(scope="module")
def taken(tmp_path_factory):
    """Two imports: what came first, and what came later; the summary of the latter."""
    home = Home(tmp_path_factory.mktemp("compared"))
    home.put("requests/dsr-2026-10-01.csv", jira(1, 30))
    home.put("accounts/accounts-2026-09-01.csv", ACCOUNTS)
    home.put("telephone/calls-a.csv", calls("08", 1, 20))
    home.take_in()
    home.put("requests/dsr-2026-11-01.csv", jira(1, 12, has_resolution=False))
    home.put("requests/all.csv", jira(100, 1099))
    home.put("accounts/accounts-2026-11-01.csv", ACCOUNTS)
    home.put("post.csv", MAIL.encode())
    home.put("telephone/calls-b.csv", calls("08", 15, 21))
    home.put("telephone/calls-c.csv", calls("09", 10, 12))
    home.put("web/access.log", LINES.encode())
    summary = home.take_in(at=LATER)
    return home, summary, {file.file: file for file in summary.files}


def kinds(file) -> dict[str, Finding]:
    return {finding.kind: finding for finding in file.findings}


def test_a_file_is_held_against_the_one_before_it(taken):
    file = taken[2]["dsr-2026-11-01.csv"]
    assert file.compared.rows == 30
    assert (file.compared.ids_new, file.compared.ids_gone) == (0, 18)
    assert file.compared.columns_gone == ["resolution"]
    assert file.outcomes == {"answered": 6, "unanswered": 6}
    assert (file.first_on, file.last_on) == ("2026-09-02", "2026-09-13")
    assert file.unknown_words == 6
    assert (
        "against the export before: -18 rows, 0 ids are new, 18 are gone, columns "
        in ("\n".join(taken[1].lines()))
    )


def test_what_shrank_by_over_a_third_is_said_with_what_to_do(taken):
    finding = kinds(taken[2]["dsr-2026-11-01.csv"])["shrunk"]
    assert (finding.found, finding.expected) == (12, 30)
    assert "see that the export is whole" in str(finding)


def test_a_file_that_ends_at_a_known_limit_is_said(taken):
    finding = kinds(taken[2]["all.csv"])["capped"]
    assert finding.found == 1000
    assert "Jira" in finding.detail


def test_old_content_under_a_new_date_is_said(taken):
    file = taken[2]["accounts-2026-11-01.csv"]
    assert (file.accepted, file.duplicate) == (0, 2)
    assert kinds(file)["same_content"].detail == "2026-09-01"
    assert any("its content is that of the export of" in s for s in taken[1].lines())


def test_days_without_a_row_between_exports_are_said(taken):
    finding = kinds(taken[2]["calls-c.csv"])["gap"]
    assert (finding.found, finding.detail) == (19, "2026-08-22–2026-09-09")
    assert "gap" not in kinds(taken[2]["calls-b.csv"])


def test_rows_of_a_month_already_released_are_said(taken):
    finding = kinds(taken[2]["calls-b.csv"])["released_month"]
    assert (finding.found, finding.detail) == (20, "2026-08")
    assert "released_month" not in kinds(taken[2]["calls-c.csv"])


def test_a_list_that_could_be_of_calls_is_none_where_no_calls_lie(taken):
    file = taken[2]["post.csv"]
    assert "2 of 2 rows do not say if a call was answered" in file.refused


def test_the_page_and_the_json_say_the_same(taken):
    home, summary, _ = taken
    desk = home.desk(Role.DPO)
    listed = {
        (row["file"], row["finding"]) for row in desk.ask("dpo/file_findings").records()
    }
    assert listed >= {
        ("dsr-2026-11-01.csv", "shrunk"),
        ("all.csv", "capped"),
        ("accounts-2026-09-01.csv", "same_content"),
        ("calls-c.csv", "gap"),
        ("calls-b.csv", "released_month"),
    }
    rows = {row["file"]: row for row in desk.ask("dpo/file_contents").records()}
    assert rows["dsr-2026-11-01.csv"]["rows_before"] == 30
    assert rows["dsr-2026-11-01.csv"]["columns_gone"] == "resolution"
    assert rows["calls-c.csv"]["answered"] == rows["calls-c.csv"]["unanswered"] == 30
    assert rows["access.log"]["statuses"] == "2xx: 2, 4xx: 1"
    printed = json.loads(json.dumps([file.as_json() for file in summary.files]))
    assert {f["kind"] for file in printed for f in file["findings"]} >= {
        "gap",
        "shrunk",
    }


def part(rows: int, **output: object) -> Part:
    return Part(
        file_id="a",
        file="a.csv",
        series="s",
        source="requests",
        format="requests/otrs",
        size=1,
        modified=1,
        exported_on="2026-10-01",
        imported_at="2026-10-30T00:00:00",
        read=rows,
        accepted=rows,
        rejected=0,
        duplicate=0,
        spans=[Span("requests", "stays", rows, rows)],
        **output,
    )


def test_exports_of_one_month_each_do_not_shrink():
    month = Compared("b", 90, ids_new=20, ids_gone=90)
    assert not list(findings_of([part(20, compared=month)]))
    whole = Compared("b", 90, ids_new=0, ids_gone=70)
    assert [f.kind for f in findings_of([part(20, compared=whole)])] == ["shrunk"]


def test_a_month_that_is_missing_within_an_export_is_a_gap():
    spans = [
        Span("calls", "2026-08", 5, 5, "2026-08-01", "2026-08-31"),
        Span("calls", "2026-10", 5, 5, "2026-10-01", "2026-10-30"),
    ]
    lone = dataclasses.replace(part(10), source="telephone", spans=spans)
    (gap,) = findings_of([lone])
    assert (gap.kind, gap.found, gap.detail) == ("gap", 30, "2026-09-01–2026-09-30")
    september = Span("calls", "2026-09", 5, 5, "2026-09-04", "2026-09-28")
    other = dataclasses.replace(lone, file_id="b", spans=[september])
    assert not list(findings_of([lone, other]))


def test_days_that_have_not_been_yet_are_said():
    spans = [Span("calls", "2026-10", 5, 5, "2026-10-01", "2026-10-31")]
    lone = dataclasses.replace(part(10), source="telephone", spans=spans)
    assert not list(findings_of([lone]))  # a clock east of ours
    spans = [Span("calls", "2062-10", 5, 5, "2062-10-01", "2062-10-30")]
    (future,) = findings_of([dataclasses.replace(lone, spans=spans)])
    assert (future.kind, future.detail) == ("future", "2062-10-30")
    assert future.found == 36 * 365 + 9  # and the leap days
    assert "2062-10-30, is 13149 days after it was read" in str(future)


def test_a_limit_of_one_system_is_none_of_another():
    assert not list(findings_of([part(1000)]))
    assert [f.kind for f in findings_of([part(10_000)])] == ["capped"]


def test_what_a_file_says_is_written_down(taken):
    result = {one.file: one for one in read_parts(taken[0].organisation)}
    assert (
        result["dsr-2026-11-01.csv"].compared == taken[2]["dsr-2026-11-01.csv"].compared
    )
    assert result["accounts-2026-09-01.csv"].copies == ["2026-11-01"]


def test_whose_limit_it_is_and_what_to_do_is_said_in_swedish_too():
    for _, _, citation in _caps():
        assert write_value(citation, "sv", "detail") != citation
    for kind in FINDINGS:
        for language in ("sv", "en"):
            words = catalogue(language)
            assert {f"value {kind}", f"value mend_{kind}"} <= words.keys()
