"""The neutral CSV of web statistics that a tool counted."""

from tests.imports.aggregates.reading import read

NEUTRAL = (
    "tool,site,dimension,label,first_on,last_on,views,visits,visitors\n"
    "Siteimprove,claimslink.se,page,/kontakt,2026-09-01,2026-09-30,500,400,300\n"
    "Siteimprove,claimslink.se,whole,,2026-09-01,2026-09-30,900,450,320\n"
    "Siteimprove,claimslink.se,page,/a,2026-08-15,2026-09-14,5,4,3\n"
    "Siteimprove,claimslink.se,city,Umeå,2026-09-01,2026-09-30,5,4,3\n"
    "Siteimprove,claimslink.se,page,/b,2026-09-30,2026-09-01,5,4,3\n"
    "Siteimprove,claimslink.se,page,/b,2026-09-01,2026-09-30,,,\n"
    "Siteimprove,claimslink.se,,/b,2026-09-01,2026-09-30,1,1,1\n"
)


def test_the_neutral_csv_is_read_and_what_it_cannot_say_costs_its_line(tmp_path):
    result = read(tmp_path / "webb.csv", NEUTRAL.encode(), hint=None)
    assert result.taken.format == "web_aggregates/neutral"
    assert result.counted == (7, 2, 5)
    assert result.rejects == [
        (4, "several_months"),
        (5, "not_used"),
        (6, "bad_date"),
        (7, "missing_field"),
        (8, "missing_field"),
    ]
    assert result.only("tool", "dimension", "label", "views", "visits", "visitors") == [
        ("Siteimprove", "page", "/kontakt", 500, 400, 300),
        ("Siteimprove", "whole", None, 900, 450, 320),
    ]


def test_a_column_that_is_not_needed_may_be_left_out(tmp_path):
    folder = tmp_path / "claimslink"
    folder.mkdir()
    content = "dimension,label,first_on,views,visitors\nreferrer,,2026-09-14,5,4\n"
    result = read(folder / "webb.csv", content.encode())
    assert result.only("tool", "site", "label", "visits") == [
        (None, "claimslink", "-", None)
    ]
    assert result.days == {("2026-09-14", "2026-09-14")}


def test_a_row_of_totals_is_no_page(tmp_path):
    content = (
        "dimension,label,first_on,last_on,views,visits,visitors\n"
        "page,/kontakt,2026-09-01,2026-09-30,500,400,300\n"
        "page,/total,2026-09-01,2026-09-30,50,40,30\n"
        "page,Totalt,2026-09-01,2026-09-30,550,440,330\n"
    )
    result = read(tmp_path / "webb.csv", content.encode(), hint=None)
    assert result.only("label") == [("/kontakt",), ("/total",)]
    assert result.rejects == [(4, "totals_row")]
