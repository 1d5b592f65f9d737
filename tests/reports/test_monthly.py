"""The monthly report: one paper for screen, PDF and HTML, in plain sentences."""

import datetime
import re
from dataclasses import replace

import pytest
from conftest import AS_OF
from released_home import MONTH

from privacy.contracts.roles import Role
from privacy.policy import SHAPES, read_policy
from privacy.reports import make_report, month_paper
from privacy.reports.drawing import draw, month_bars
from privacy.reports.paper import Gallery, Grid, Heading, Points, Tiles
from privacy.reports.sentences import Figure
from privacy.wording import name_period

LAST = datetime.date(2026, 10, 31)


@pytest.fixture(scope="module")
def desk(example):
    return example.desk(Role.MANAGER)


def paper_of(desk, month=MONTH, language="sv"):
    policy = read_policy(desk.organisation.folder)
    return month_paper(desk.ask, policy, desk.build, month, language, AS_OF)


def parts_of(paper, kind):
    return [part for part in paper.parts if isinstance(part, kind)]


@pytest.mark.parametrize("role", list(Role))
def test_every_role_is_given_the_same_report(example, role):
    manager = make_report(example.desk(Role.MANAGER), MONTH, as_of=AS_OF)
    assert make_report(example.desk(role), MONTH, as_of=AS_OF) == manager
    assert manager.startswith(b"%PDF-")


def test_the_html_reaches_for_nothing_outside_and_runs_nothing(desk):
    html = make_report(desk, MONTH, form="html", as_of=AS_OF).decode()
    outside = re.findall(r"https?://[^\"'\s)]+", html)
    assert {address for address in outside if "www.w3.org" not in address} == set()
    assert "<script" not in html
    assert "<svg" in html
    assert '<html lang="sv">' in html


def test_its_figures_are_the_released_ones(desk):
    rows = desk.ask("released/monthly_report", month=MONTH).records()
    grids = parts_of(paper_of(desk), Grid)
    [grid] = [grid for grid in grids if grid.title == "Månaden i siffror"]
    for line, row in zip(grid.lines, rows, strict=True):
        assert line[1] == Figure(row, "sv").written()
        assert line[2] == Figure(row, "sv").written("before")


def test_its_rules_are_those_in_force_and_ours_goes_before_the_laws(desk):
    policy = read_policy(desk.organisation.folder)
    names = list(SHAPES["constant"])

    def row(name, value, begins, ends=None):
        given = {"name": name, "value": value, "unit": "persons", "citation": "B"}
        given |= {"valid_from": begins, "valid_to": ends}
        return tuple(given.get(column) for column in names)

    begun = datetime.date(2020, 1, 1)
    constants = (
        row("min_persons", 5, begun),
        row("min_persons", 7, begun),
        row("session_gap_minutes", 30, begun, LAST),
    )
    policy = replace(policy, rows={**policy.rows, "constant": constants})
    paper = month_paper(desk.ask, policy, desk.build, MONTH, "sv", AS_OF)
    rules = parts_of(paper, Grid)[-1]
    assert [line[1] for line in rules.lines] == ["7"]


def test_it_says_in_sentences_what_changed(desk):
    _privacy, points, _method = parts_of(paper_of(desk), Points)
    assert any("september 2026" in item for item in points.items)
    assert any("oktober 2025" in item for item in points.items)
    assert all(item.endswith(".") for item in points.items)


def test_privacy_stands_first_and_says_which_areas_slipped(desk):
    parts = paper_of(desk).parts
    assert parts[0] == Heading("Dataskydd")
    text = str(parts[1:3])
    for row in desk.ask("released/promises_by_area").records():
        slipped = f"{row['area']} {row['broken']} av {row['promises']}"
        assert (slipped in text) == bool(row["broken"])
    assert "januari–juni 2026" in text


def test_no_incident_is_said_only_of_months_that_the_list_reaches(desk):
    first = min(desk.ask("released/incidents_by_month").column("month"))
    for month in (MONTH, datetime.date(2025, 10, 1)):
        parts = parts_of(paper_of(desk, month), Tiles)
        labels = {tile.label for part in parts for tile in part.tiles}
        assert ("Incidenter" in labels) == (month >= first)
    assert datetime.date(2025, 10, 1) < first <= MONTH


def test_it_says_what_is_withheld_and_by_which_rule(desk):
    text = str(paper_of(desk).parts)
    assert "skyddade" in text
    assert "telephone-2026-10-v1" in text
    assert "Skäl 26 GDPR" in text


def test_it_names_the_service_level_and_the_time_aimed_at(desk):
    tiles = [tile for part in parts_of(paper_of(desk), Tiles) for tile in part.tiles]
    assert "Servicenivå" in {tile.label for tile in tiles}


@pytest.mark.parametrize("language", ["sv", "en"])
def test_every_chart_has_its_words(desk, language):
    galleries = parts_of(paper_of(desk, language=language), Gallery)
    drawings = [drawing for part in galleries for drawing in part.drawings]
    assert len(drawings) >= 4
    for drawing in drawings:
        assert drawing.title in drawing.words
        assert draw(drawing.spec).startswith("<svg")


def test_a_month_that_was_not_released_says_so(desk):
    text = str(paper_of(desk, datetime.date(2020, 1, 1)).parts)
    assert "Inget av månaden har publicerats" in text
    assert make_report(desk, datetime.date(2020, 1, 1), as_of=AS_OF)[:4] == b"%PDF"


def test_a_withheld_month_of_a_chart_says_so_and_a_missing_one_is_bare():
    known = {MONTH: 12, datetime.date(2026, 9, 1): None}
    values = month_bars(known, MONTH, "sv")["data"]["values"]
    assert len(values) == 13
    assert [v["withheld"] for v in values] == [False] * 11 + [True, False]
    assert values[0]["value"] is None
    assert values[-1]["written"] == "12"


def test_the_months_of_a_chart_stand_in_order_whatever_is_withheld():
    known = {MONTH: 12, datetime.date(2026, 9, 1): None}
    spec = month_bars(known, MONTH, "sv")
    months = spec["encoding"]["x"]["scale"]["domain"]
    assert months == sorted(months)
    assert (months[0], months[-1]) == ("2025-10", "2026-10")


def test_a_period_is_called_by_its_months():
    day = datetime.date
    assert name_period(day(2026, 1, 1), day(2026, 6, 30), "sv") == "januari–juni 2026"
    assert name_period(day(2026, 5, 1), day(2026, 5, 31), "en") == "May 2026"
    shown = name_period(day(2025, 12, 1), day(2026, 1, 31), "en")
    assert shown == "December 2025–January 2026"


def row(**given):
    return {
        "figure": "calls", "period_on": MONTH, "period_last_on": LAST,
        "value": 120.0, "is_withheld": False,
        "before": 100.0, "is_before_withheld": False, "change_percent": 20.0,
        "year_before": None, "is_year_before_withheld": None,
        "year_change_percent": None, **given,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("given", "output"),
    [
        (
            {},
            "120 inkommande samtal i oktober 2026"
            ": 20 % fler än i september 2026 (100).",
        ),
        (
            {"value": 80.0, "change_percent": -20.0},
            "80 inkommande samtal i oktober 2026"
            ": 20 % färre än i september 2026 (100).",
        ),
        (
            {"value": 100.0, "change_percent": 0.0},
            "100 inkommande samtal i oktober 2026: lika mycket som i september 2026.",
        ),
        (
            {"value": 100.4, "change_percent": 0.4},
            "100,4 inkommande samtal i oktober 2026"
            ": ungefär lika många som i september 2026 "
            "(100).",
        ),
        (
            {"before": None, "is_before_withheld": True, "change_percent": None},
            "120 inkommande samtal i oktober 2026"
            ": siffran i september 2026 är skyddad.",
        ),
        (
            {"before": None, "is_before_withheld": None, "change_percent": None},
            "120 inkommande samtal i oktober 2026.",
        ),
        (
            {"before": 12.0, "change_percent": 900.0},
            "120 inkommande samtal i oktober 2026: 12 i september 2026.",
        ),
        (
            {"value": None, "is_withheld": True, "change_percent": None},
            "Antalet inkommande samtal i oktober 2026 är skyddat.",
        ),
    ],
)
def test_a_change_is_said_as_one_would_say_it(given, output):
    assert Figure(row(**given), "sv").sentence().replace("\u00a0", " ") == output


def test_a_share_changes_by_percentage_points():
    figure = Figure(row(figure="service", value=42.0, before=40.0), "sv")
    assert figure.change().replace("\u00a0", " ") == "+2 procentenheter"


def test_a_withheld_figure_has_no_change_and_a_missing_one_a_dash():
    hidden = Figure(row(value=None, is_withheld=True, change_percent=None), "sv")
    assert hidden.change() == "skyddad"
    assert hidden.change("year_") == "–"
