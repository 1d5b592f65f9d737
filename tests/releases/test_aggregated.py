"""Web statistics that a tool counted: released only as far as persons are certain."""

import pytest
from conftest import ROOT
from imports.test_taking_in import log
from releases.test_pages import at_this_machine, opened, words_of

from privacy.contracts.roles import Role

HEAD = "tool,site,dimension,label,first_on,last_on,views,visits,visitors\n"
SEPTEMBER = "2026-09-01,2026-09-30"

__all__ = ["at_this_machine"]


def row(dimension, label, period, views, visits, visitors, tool="Matomo"):
    return f"{tool},s,{dimension},{label},{period},{views},{visits},{visitors}\n"


def month(period=SEPTEMBER, tool="Matomo"):
    """A month in which 300 visitors are ten persons or more, and 299 may be nine."""
    return "".join(
        row(*cells, tool=tool)
        for cells in (
            ("whole", "", period, 40_003, 20_000, 9_000),
            ("page", "/", period, 30_001, "", 6_000),
            ("page", "/kontakt", period, 6_000, "", 300),
            ("page", "/ovanlig", period, 900, "", 270),
            ("page", "/sjuk", period, 800, "", 3),
            ("page", "/okand", period, 700, "", ""),
            ("page", "/sist", period, 600, "", 9),
            ("referrer", "-", period, "", 12_000, 5_000),
            ("referrer", "google", period, "", 8_000, 3_000),
            ("browser", "Chrome", period, "", 15_000, 6_000),
            ("browser", "Firefox", period, "", 4_000, 2_000),
        )
    )


def released(home, name, role=Role.MANAGER):
    rows = home.desk(role).ask(f"released/{name}").records()
    column = name.rsplit("_", 1)[1]
    return {
        (str(row["month"])[:7], row[column]): row[
            "views" if "views" in row else "visits"
        ]
        for row in rows
    }


def test_a_cell_is_shown_when_ten_persons_must_have_been_there_on_one_day(home):
    home.put("web/matomo.csv", (HEAD + month()).encode())
    assert home.take_in().is_well
    views = released(home, "aggregated_views_by_page")
    # 270 visitors in 30 days may be nine persons who came back each day; with pages
    # of fewer and of unknown visitors, and what is in no page, they are folded. The
    # rest must hold ten persons itself, so that /kontakt goes with them.
    assert views == {
        ("2026-09", "*"): 40_005,
        ("2026-09", "/"): 30_000,
        ("2026-09", "övriga"): 10_000,
    }


def test_all_reports_of_a_month_have_one_total(home):
    home.put("web/matomo.csv", (HEAD + month()).encode())
    home.take_in()
    referrers = released(home, "aggregated_visits_by_referrer")
    browsers = released(home, "aggregated_visits_by_browser")
    assert referrers["2026-09", "*"] == browsers["2026-09", "*"] == 20_000
    # Of a thousand visits the browser is unknown and nobody is certain to be behind
    # them: the smaller browser goes with them.
    assert browsers == {
        ("2026-09", "*"): 20_000,
        ("2026-09", "Chrome"): 15_000,
        ("2026-09", "övriga"): 5_000,
    }
    assert referrers["2026-09", "google"] == 8_000


def test_where_the_tool_counts_no_visitors_nothing_is_shown(home):
    rows = row("page", "/", SEPTEMBER, 40_000, "", "") + row(
        "page", "/a", SEPTEMBER, 9_000, "", ""
    )
    home.put("web/matomo.csv", (HEAD + rows).encode())
    home.take_in()
    views = released(home, "aggregated_views_by_page")
    assert set(views.values()) == {None}
    assert set(views) == {("2026-09", "*")}


def test_visitors_of_days_are_never_added_up(home):
    days = "".join(
        row("page", "/", f"2026-09-{day:02},2026-09-{day:02}", 100, "", 9)
        for day in range(1, 31)
    )
    home.put("web/matomo.csv", (HEAD + days).encode())
    home.take_in()
    # Nine a day, 270 in all: perhaps the same nine each day.
    assert set(released(home, "aggregated_views_by_page").values()) == {None}


@pytest.mark.parametrize(
    ("first", "second"), [("a-2026-09.csv", "a-2026-10.csv"), ("a.csv", "b.csv")]
)
def test_a_file_of_each_month_keeps_the_months_before(home, first, second):
    home.put(f"web/{first}", (HEAD + month()).encode())
    home.put(f"web/{second}", (HEAD + month("2026-10-01,2026-10-31")).encode())
    home.take_in()
    months = {at for at, _ in released(home, "aggregated_views_by_page")}
    assert months == {"2026-09", "2026-10"}
    coverage = home.desk(Role.DPO).ask("dpo/coverage").records()
    assert [(str(r["month"]), r["source"], r["rows"]) for r in coverage] == [
        ("2026-10-01", "web", 11),
        ("2026-09-01", "web", 11),
    ]


def test_an_export_replaces_what_earlier_ones_said_of_its_days(home):
    home.put("web/a-2026-10-01.csv", (HEAD + month()).encode())
    days = row("page", "/", "2026-09-14,2026-09-14", 7, "", 3)
    home.put("web/b-2026-10-02.csv", (HEAD + days).encode())
    newer = row("page", "/", SEPTEMBER, 31_000, "", 6_000)
    home.put("web/c-2026-10-03.csv", (HEAD + newer).encode())
    home.take_in()
    rows = home.desk(Role.DPO).ask("dpo/web_aggregates").records()
    [pages] = [row for row in rows if row["dimension"] == "page"]
    assert (pages["labels"], pages["views"]) == (1, 31_000)
    assert (pages["visitors_at_least"], pages["visitors_at_most"]) == (200, 6_000)
    assert len(rows) == 4


def test_a_part_of_a_month_is_seen_by_the_officer_and_released_to_nobody(home):
    home.put("web/m.csv", (HEAD + month("2026-09-01,2026-09-28")).encode())
    home.take_in()
    assert released(home, "aggregated_views_by_page") == {}
    rows = home.desk(Role.DPO).ask("dpo/web_aggregates").records()
    assert {row["is_counted"] for row in rows} == {False}
    assert {str(row["last_on"]) for row in rows} == {"2026-09-28"}


def test_a_month_with_a_log_is_released_from_the_log_alone(home):
    home.put("web/october.csv", (HEAD + month("2026-10-01,2026-10-31")).encode())
    home.put("web/september.csv", (HEAD + month()).encode())
    home.put("web/access.log", log(50))
    home.take_in()
    logged = {at for at, _ in released(home, "visits_by_page")}
    counted = {at for at, _ in released(home, "aggregated_views_by_page")}
    assert logged
    assert not logged & counted
    assert counted


def test_a_log_that_comes_after_the_tools_figures_were_published_waits(home):
    """Both of one month could be held against each other: the first stands (R21)."""
    home.put("web/matomo.csv", (HEAD + month()).encode())
    home.take_in()
    assert released(home, "aggregated_views_by_page")
    late = log(40).replace(b"/Oct/2026", b"/Sep/2026")
    home.put("web/access.log", late)
    done = home.take_in()
    assert done.released == []
    [sentence] = done.waiting
    assert "2026-09" in sentence
    assert released(home, "visits_by_page") == {}
    assert released(home, "aggregated_views_by_page")


def test_of_two_tools_on_one_site_one_counts(home):
    home.put("web/a.csv", (HEAD + month()).encode())
    home.put(
        "web/b.csv", (HEAD + month(tool="Plausible").replace(",/,", ",/x,")).encode()
    )
    home.take_in()
    rows = home.desk(Role.MANAGER).ask("released/aggregated_views_by_page").records()
    assert {row["tool"] for row in rows} - {None} == {"Matomo"}
    assert {row["page"] for row in rows} == {"*", "/", "övriga"}


def test_the_page_says_who_counted_and_that_nobody_can_be(home):
    home.put("web/matomo.csv", (HEAD + month()).encode())
    home.take_in()
    output = words_of(opened(home, ROOT / "pages/released/web.py", Role.MANAGER))
    assert (
        "Sammanställt av Matomo; inga personer kan räknas bakom dess celler." in output
    )
    officer = words_of(opened(home, ROOT / "pages/dpo/imports.py", Role.DPO))
    assert "Webbstatistik räknad av ett verktyg" in officer
