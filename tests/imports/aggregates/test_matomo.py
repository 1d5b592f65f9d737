"""Matomo: UTF-16 as it comes, dated by the name of the file, raw visits refused."""

import pytest

from privacy.errors import BadExport, NotRecognised
from tests.imports.aggregates.reading import read

PAGES = (
    "label,nb_visits,nb_hits,sum_time_spent,exit_nb_visits,sum_daily_nb_uniq_visitors,"
    "metadata_url,metadata_segment\n"
    "/index,800,1200,999,300,700,https://claimslink.se/,pageUrl==https%3A%2F%2Fclaims\n"
    "skada,300,500,99,30,250,,pageUrl=^https%3A%2F%2Fclaims\n"
    "Others,20,30,9,3,,,\n"
)
BROWSERS = (
    "label,nb_uniq_visitors,nb_visits,nb_actions,nb_users,max_actions,"
    "sum_visit_length,bounce_count,metadata_logo\n"
    "Chrome,600,700,1500,0,40,9999,200,plugins/Morpheus/icons/CH.png\n"
    "Firefox,150,180,300,0,9,999,20,plugins/Morpheus/icons/FF.png\n"
)
REFERRERS = (
    "Label,Unique visitors,Visits,Users,Actions,Maximum actions in one visit\n"
    '"Direct Entry",300,"1,350",0,"2,900",9\n'
    "www.google.com,200,250,0,700,9\n"
    "github.com/4lejandrito,20,25,0,70,9\n"
)
SUMMARY = (
    "date,nb_uniq_visitors,nb_users,nb_visits,nb_actions,bounce_rate,avg_time_on_site\n"
    "2026-09-01,40,0,50,150,30%,00:03:10\n2026-09-02,30,0,35,90,20%,00:02:00\n"
)
MONTH = {("2026-09-01", "2026-09-30")}


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8", "utf-8-sig"])
def test_pages_of_a_month_are_read(tmp_path, encoding):
    name = "Export _ Page URLs _ September 2026.csv"
    result = read(tmp_path / name, PAGES.encode(encoding))
    assert result.taken.format == "web_aggregates/matomo"
    assert result.days == MONTH
    assert result.only("dimension", "label", "views", "visits", "visitors") == [
        ("page", "(other)", 30, 20, None),
        ("page", "/", 1200, 800, 700),
        ("page", "skada", 500, 300, 250),
    ]


def test_browsers_are_told_by_their_names(tmp_path):
    result = read(tmp_path / "matomo-2026-09.csv", BROWSERS.encode("utf-16"))
    assert result.only("dimension", "label", "visits", "visitors") == [
        ("browser", "Chrome", 700, 600),
        ("browser", "Firefox", 180, 150),
    ]


def test_referrers_in_words_are_cut_to_hosts(tmp_path):
    name = "Exportera _ Webbplatser _ september 2026.csv"
    result = read(tmp_path / name, REFERRERS.encode("utf-16"))
    assert result.days == MONTH
    assert result.only("dimension", "label", "visits", "visitors") == [
        ("referrer", "-", 1350, 300),
        ("referrer", "github.com", 25, 20),
        ("referrer", "www.google.com", 250, 200),
    ]


def test_a_summary_of_days_is_the_whole(tmp_path):
    result = read(tmp_path / "visits.csv", SUMMARY.encode("utf-16"))
    assert result.only("dimension", "label", "views", "visits", "visitors") == [
        ("whole", None, 150, 50, 40),
        ("whole", None, 90, 35, 30),
    ]
    assert len(result.days) == 2


@pytest.mark.parametrize("lacking", [1, 2, 3])
def test_pages_without_labels_are_not_the_whole_site(tmp_path, lacking):
    """One row, or pages by a title that nothing reads, was taken for the site."""
    rows = [line.split(",") for line in PAGES.splitlines()]
    kept = [
        ["Sida" if row is rows[0] else row[0], *row[1:6], *row[6 : 9 - lacking]]
        for row in rows
    ]
    content = "\n".join([*map(",".join, kept), ""]).encode()
    if lacking == 3:
        with pytest.raises(BadExport, match="no column that says which page"):
            read(tmp_path / "matomo-2026-09.csv", content)
        return
    result = read(tmp_path / "matomo-2026-09.csv", content)
    assert result.only("dimension", "label", "views") == [("page", "/", 1200)]
    assert [reason for _, reason in result.rejects] == ["missing_field"] * 2


@pytest.mark.parametrize(
    ("name", "days"),
    [
        ("pages-2026-09.csv", ("2026-09-01", "2026-09-30")),
        ("pages 202609.csv", ("2026-09-01", "2026-09-30")),
        ("pages_2026-09-14.csv", ("2026-09-14", "2026-09-14")),
        ("pages_2026-09-01_2026-09-30.csv", ("2026-09-01", "2026-09-30")),
        ("pages_20260901-20260915.csv", ("2026-09-01", "2026-09-15")),
        (
            "Export _ Page URLs _ Monday, September 14, 2026.csv",
            ("2026-09-14", "2026-09-14"),
        ),
        (
            "Exportera _ Sidor _ måndag 14 september 2026.csv",
            ("2026-09-14", "2026-09-14"),
        ),
    ],
)
def test_the_name_says_which_days_are_counted(tmp_path, name, days):
    assert read(tmp_path / name, PAGES.encode("utf-16")).days == {days}


@pytest.mark.parametrize(
    "name",
    [
        "pages.csv",
        "Export _ Page URLs _ 1–15 september 2026.csv",
        "Export _ Pages _ September 2026 - October 2026.csv",
        "pages-2026-13.csv",
        "pages_2026-09-30_2026-09-01.csv",
    ],
)
def test_a_name_that_does_not_say_the_days_is_refused_with_a_sentence(tmp_path, name):
    with pytest.raises(BadExport, match="does not say which days it counts"):
        read(tmp_path / name, PAGES.encode())


def test_a_year_in_one_is_refused_with_a_sentence(tmp_path):
    with pytest.raises(BadExport, match="several months together"):
        read(tmp_path / "pages_2026-01-01_2026-12-31.csv", PAGES.encode())


def test_labels_that_show_nothing_are_asked_for(tmp_path):
    content = "label,nb_uniq_visitors,nb_visits,nb_actions\nSverige,3,4,5\n"
    with pytest.raises(BadExport, match="put one of these words in the name"):
        read(tmp_path / "matomo-2026-09.csv", content.encode())


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8"])
def test_the_log_of_single_visits_is_refused_with_a_sentence(tmp_path, encoding):
    content = (
        "idSite,idVisit,visitIp,visitorId,fingerprint,goalConversions,serverDate\n"
        "1,42,203.0.113.9,9b2a,77,0,2026-09-14\n"
    )
    with pytest.raises(BadExport, match="log of single visits") as refused:
        read(tmp_path / "visits-2026-09.csv", content.encode(encoding))
    assert "203.0.113" not in str(refused.value)


def test_no_data_is_no_report(tmp_path):
    with pytest.raises(NotRecognised):
        read(tmp_path / "pages-2026-09.csv", b"No data available")


@pytest.mark.parametrize(
    ("written", "days"),
    [
        ('"2026-09-07,2026-09-13"', ("2026-09-07", "2026-09-13")),
        ("2026-09-07 - 2026-09-13", ("2026-09-07", "2026-09-13")),
        ("2026-09-07/2026-09-13", ("2026-09-07", "2026-09-13")),
        ("From 2026-09-07 to 2026-09-13", ("2026-09-07", "2026-09-13")),
        ("2026-W37", ("2026-09-07", "2026-09-13")),
        ("2026-09", ("2026-09-01", "2026-09-30")),
        ("20260907", ("2026-09-07", "2026-09-07")),
        ("7 september 2026", ("2026-09-07", "2026-09-07")),
        ("09/13/2026", ("2026-09-13", "2026-09-13")),
    ],
)
def test_a_week_a_range_and_a_month_are_read_as_what_they_are(tmp_path, written, days):
    content = f"Date,Unique visitors,Visits,Actions\n{written},120,150,400\n"
    result = read(tmp_path / "visits.csv", content.encode())
    assert result.days == {days}
    assert result.only("views", "visits", "visitors") == [(400, 150, 120)]


def test_a_week_over_two_months_and_a_day_half_understood_are_rejected(tmp_path):
    content = (
        "Date,Unique visitors,Visits,Actions\n"
        '"2026-09-07,2026-09-13",120,150,400\n'
        '"2026-09-28,2026-10-04",120,150,400\n'
        "2026-W40,120,150,400\n2026-W54,120,150,400\n"
        "2026-09-07 eller senare,120,150,400\n"
        '"2026-09-13,2026-09-07",120,150,400\n'
        '"2026-09-31,2026-10-04",120,150,400\n'
    )
    result = read(tmp_path / "visits.csv", content.encode())
    assert result.counted == (7, 1, 6)
    assert [reason for _, reason in result.rejects] == [
        "several_months", "several_months", "bad_date", "bad_date", "bad_date",
        "bad_date",
    ]  # fmt: skip


def test_two_months_in_a_name_are_no_month(tmp_path):
    report = b"label,nb_visits,nb_actions,nb_uniq_visitors\n/villkor,310,820,130\n"
    assert read(tmp_path / "pages-2026-10.csv", report).only("label") == [("/villkor",)]
    for name in ("2026-09-2026-10", "202609-202610", "2026-09_2026-10"):
        with pytest.raises(BadExport, match="does not say which days"):
            read(tmp_path / f"pages-{name}.csv", report)
