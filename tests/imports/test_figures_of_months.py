"""An export of figures says its months: of its rows, missing ones, released ones."""

import pytest

from privacy.storage.rows import read_parts


def figures(
    month: str, days: int = 28, title: str = "date", views: str = "12"
) -> bytes:
    rows = [f"{month}-{day:02},page,/p,{views}" for day in range(1, days + 1)]
    return "\n".join([f"{title},dimension,label,views", *rows, ""]).encode()


@pytest.mark.parametrize("title", ["date", "Datum", "dag", "first_on", "from"])
def test_the_day_of_a_row_goes_before_the_day_in_the_name(home, title):
    content = figures("2026-09", title=title)
    (file,) = home.read_in(home.put("web/figures-2026-12-01.csv", content))
    assert (file.first_on, file.last_on) == ("2026-09-01", "2026-09-28")
    (part,) = read_parts(home.organisation)
    assert {month for _, month, _, _ in part.facts} == {"2026-09-01"}


def test_fewer_figures_of_another_month_are_no_export_that_shrank(home):
    home.read_in(home.put("web/figures-2026-10-01.csv", figures("2026-09")))
    content = figures("2026-10", days=5)
    (file,) = home.read_in(home.put("web/figures-2026-11-01.csv", content))
    assert not file.findings


def test_a_month_without_figures_and_one_that_is_released_are_named(home):
    home.read_in(home.put("web/figures-2026-09-01.csv", figures("2026-08")))
    (home.organisation.releases / "web" / "2026-10-v1").mkdir(parents=True)
    path = home.put("web/figures-2026-11-01.csv", figures("2026-10"))
    (file,) = home.read_in(path)
    kinds = {finding.kind: finding for finding in file.findings}
    assert kinds.keys() == {"gap", "released_month"}
    assert (kinds["gap"].found, kinds["gap"].detail) == (30, "2026-09-01–2026-09-30")
    assert kinds["released_month"].found == 28


def test_a_column_of_which_more_than_a_tenth_cannot_be_read_stands_out(home):
    rows = [f"k{n},crm,{'ja' if n % 5 else 'kanske'}" for n in range(20)]
    content = "\n".join(["account_id,system,is_employed", *rows, ""]).encode()
    (file,) = home.read_in(home.put("accounts/a.csv", content))
    (finding,) = file.findings
    assert (finding.kind, finding.found, finding.detail) == (
        "unreadable",
        4,
        "is_employed",
    )
    assert "4 of 20 cells of is_employed cannot be read" in str(finding)


def test_records_that_are_gone_are_counted_by_their_number(home):
    head = "system,record_type,record_id\n"
    rows = [f"crm,faktura,{n}\n" for n in range(10)]
    home.read_in(
        home.put("records/crm-2026-09-01.csv", (head + "".join(rows)).encode())
    )
    path = home.put("records/crm-2026-10-01.csv", (head + "".join(rows[2:])).encode())
    (file,) = home.read_in(path)
    assert (file.compared.ids_new, file.compared.ids_gone) == (0, 2)
