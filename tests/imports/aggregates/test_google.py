"""Google Analytics 4: days above the head row, words and numbers of a language."""

import pytest

from privacy.errors import BadExport
from tests.imports.aggregates.reading import read

SEPTEMBER = {("2026-09-01", "2026-09-30")}


def preamble(title="Pages and screens", first="20260901", last="20260930"):
    return (
        "# ----------------------------------------\n"
        f"# {title}: Page path and screen class\n"
        "# Account: Claims Link\n"
        "# Property: claimslink.se\n"
        "# ----------------------------------------\n"
        "# \n"
        "# All Users\n"
        f"# Start date: {first}\n"
        f"# End date: {last}\n"
    )


HEAD = (
    "Page path and screen class,Views,Active users,Views per active user,"
    "Average engagement time per active user,Event count,Key events,Total revenue\n"
)
PAGES = (
    preamble() + HEAD + ",9000,2100,4.28,50.1,20000,0,0\n"
    "/,5000,1800,2.7,49.3,7,0,0\n"
    "/anmal-skada?steg=2,2400,900,2.6,30.5,4,0,0\n"
    "/arende/19850709-9805/bilaga,100,12,8.3,20.5,4,0,0\n"
    "(other),900,300,3,1,1,0,0\n"
    "(not set),600,200,3,1,1,0,0\n"
)


def test_the_days_stand_above_the_head_row(tmp_path):
    result = read(tmp_path / "pages.csv", PAGES.encode("utf-8-sig"))
    assert result.taken.format == "web_aggregates/ga4_pages"
    assert result.taken.source == "web"
    assert result.days == SEPTEMBER
    assert result.counted == (6, 5, 1)
    assert result.rejects == [(11, "totals_row")]
    assert set(result.only("tool", "site", "dimension", "visits")) == {
        ("Google Analytics 4", "claimslink.se", "page", None)
    }


def test_a_page_is_cleared_as_one_of_a_log_is(tmp_path):
    result = read(tmp_path / "pages.csv", PAGES.encode())
    assert sorted(result.only("label", "views", "visitors")) == [
        ("(other)", 600, 200),
        ("(other)", 900, 300),
        ("/", 5000, 1800),
        ("/anmal-skada", 2400, 900),
        ("/arende/*/bilaga", 100, 12),
    ]


@pytest.mark.parametrize(
    ("written", "views"),
    [
        ("1.234", 1234),
        ("1 234", 1234),
        ("1\u00a0234", 1234),
        ("1\u202f234", 1234),
        ('"1,234"', 1234),
        ('"1,234,567"', 1234567),
        ("1234.0", 1234),
        ("12", 12),
    ],
)
def test_a_number_is_read_as_its_language_writes_it(tmp_path, written, views):
    content = preamble() + f"Page path,Views,Active users\n/,{written},30\n"
    assert read(tmp_path / "p.csv", content.encode()).only("views") == [(views,)]


@pytest.mark.parametrize("written", ["1.5", "12 34", "-3", "många", "1e5"])
def test_what_is_no_count_costs_its_line(tmp_path, written):
    rows = f"/a,{written},30\n/b,2,30\n"
    content = preamble() + "Page path,Views,Active users\n" + rows
    result = read(tmp_path / "p.csv", content.encode())
    assert result.counted == (2, 1, 1)
    assert result.rejects == [(11, "bad_number")]


def test_an_export_in_swedish_is_read(tmp_path):
    content = (
        "# ----------------------------------------\n"
        "# Sidor och skärmar\n"
        "# Egendom: claimslink.se\n"
        "# ----------------------------------------\n"
        "# Startdatum: 20260901\n"
        "# Slutdatum: 20260930\n"
        "Sidsökväg och skärmklass,Visningar,Aktiva användare,Antal händelser\n"
        "Totalsumma,1 300,400,2\n"
        "/anmäl,1 234,400,2\n"
    )
    result = read(tmp_path / "sidor.csv", content.encode("utf-8-sig"))
    assert result.days == SEPTEMBER
    assert result.only("site", "label", "views", "visitors") == [
        ("claimslink.se", "/anmäl", 1234, 400)
    ]
    assert result.rejects == [(8, "totals_row")]


def test_a_date_column_gives_days(tmp_path):
    content = (
        "Date,Page path and screen class,Views,Active users\n"
        "20260930,/,60,30\n20261001,/,40,20\n,/,100,\nigår,/,1,1\n"
    )
    result = read(tmp_path / "pages.csv", content.encode())
    assert result.days == {("2026-09-30", "2026-09-30"), ("2026-10-01", "2026-10-01")}
    assert result.rejects == [(4, "bad_date"), (5, "bad_date")]


def test_days_of_several_months_together_are_refused_with_a_sentence(tmp_path):
    content = preamble(first="20260815", last="20260930") + HEAD + "/,1,1,1,1,1,0,0\n"
    with pytest.raises(BadExport, match="several months together"):
        read(tmp_path / "pages.csv", content.encode())


def test_a_report_that_says_no_days_is_refused_with_a_sentence(tmp_path):
    with pytest.raises(BadExport, match="does not say which days it counts"):
        read(tmp_path / "pages.csv", b"Page path and screen class,Views\n/,1\n")


@pytest.mark.parametrize("name", ["Pages_2026-10-02.csv", "20261002-pages.csv"])
def test_the_day_of_the_download_is_not_the_day_counted(tmp_path, name):
    with pytest.raises(BadExport, match="does not say which days it counts"):
        read(tmp_path / name, b"Page path and screen class,Views\n/,1\n")


def test_a_name_may_say_the_month_where_nothing_else_does(tmp_path):
    content = b"Page path and screen class,Views\n/,1\n"
    assert read(tmp_path / "pages-2026-09.csv", content).days == SEPTEMBER


def test_twenty_eight_days_are_taken_as_what_they_are(tmp_path):
    content = preamble(last="20260928") + HEAD + "/,1,1,1,1,1,0,0\n"
    result = read(tmp_path / "pages.csv", content.encode())
    assert result.days == {("2026-09-01", "2026-09-28")}


def test_where_visits_came_from_is_a_host_or_a_word(tmp_path):
    content = preamble("Traffic acquisition") + (
        "Session source / medium,Sessions,Active users,Views\n"
        "google / organic,800,700,1900\n"
        "(direct) / (none),500,400,900\n"
        "https://www.konsumenternas.se/forsakringar,50,40,80\n"
        "anna.ek@exempel.se / email,9,8,10\n"
        "(not set),3,3,3\n"
    )
    result = read(tmp_path / "traffic.csv", content.encode())
    assert result.taken.format == "web_aggregates/ga4_referrers"
    assert sorted(result.only("label", "visits", "visitors", "views")) == [
        ("(other)", 3, 3, 3),
        ("(other)", 9, 8, 10),
        ("-", 500, 400, 900),
        ("google", 800, 700, 1900),
        ("www.konsumenternas.se", 50, 40, 80),
    ]


def test_browsers_are_read_with_or_without_visits(tmp_path):
    content = preamble("Tech details") + "Browser,Active users,New users\nChrome,70,3\n"
    result = read(tmp_path / "tech.csv", content.encode())
    assert result.only("dimension", "label", "visits", "visitors") == [
        ("browser", "Chrome", None, 70)
    ]


def test_figures_of_each_day_are_the_whole(tmp_path):
    content = "Datum,Visningar,Aktiva användare,Sessioner\n20260901,100,40,50\n"
    result = read(tmp_path / "trafik.csv", content.encode())
    assert result.only("dimension", "label", "views", "visits", "visitors") == [
        ("whole", None, 100, 50, 40)
    ]


def test_a_second_table_in_the_file_is_counted_and_left(tmp_path):
    second = preamble("Users") + "Nth day,Views,Active users\n0000,5,5\n"
    content = preamble() + "Page path,Views,Active users\n/,9,8\n" + second
    result = read(tmp_path / "pages.csv", content.encode())
    assert result.only("label", "views") == [("/", 9)]
    assert {reason for _, reason in result.rejects} == {
        "not_this_format",
        "other_table",
    }


def test_a_title_that_names_a_person_is_hidden(tmp_path):
    content = preamble() + (
        "Page title and screen class,Views,Active users\n"
        "Rådgivare Anna Svensson,9,8\nAnmäl skada,90,80\n"
    )
    result = read(tmp_path / "pages.csv", content.encode())
    assert result.only("label") == [("(other)",), ("Anmäl skada",)]
