"""Pictures: words that can be read in both themes, lying; withheld cells hatched."""

import datetime
import json
import re

import pytest
from pages.test_style import DARK, LIGHT, contrast

from privacy.charts import LABELS, bars, course, heat, themed
from privacy.charts.theme import HATCH, SHORT_DAYS
from privacy.display.released import _counted_once
from privacy.reports.drawing import month_bars

ROWS = [
    {"weekday": "1", "hour": "08", "calls": 12},
    {"weekday": "1", "hour": "09", "calls": None},
    {"weekday": "6+7", "hour": "08", "calls": 3},
]


def a_heat_map():
    return heat(ROWS, over="hour", down="weekday", height="calls", language="sv")


@pytest.mark.parametrize(("name", "theme"), [("light", LIGHT), ("dark", DARK)])
def test_every_word_of_a_chart_stands_out_in_its_theme(name, theme):
    assert contrast(LABELS[name], theme["backgroundColor"]) >= 4.5
    assert contrast(HATCH, theme["backgroundColor"]) >= 3
    config = themed(a_heat_map(), name)["config"]
    for part in ("axis", "legend"):
        assert config[part]["labelColor"] == LABELS[name]
        assert config[part]["titleColor"] == LABELS[name]


def test_the_last_label_below_a_chart_has_room_and_a_legend_counts_in_whole_numbers():
    assert themed(a_heat_map(), "dark")["padding"]["right"] >= 12
    colour = a_heat_map()["layer"][0]["encoding"]["color"]
    assert colour["legend"]["tickMinStep"] == 1


def test_a_withheld_cell_is_hatched_and_holds_no_number():
    drawn = a_heat_map()
    filters = [layer["transform"][0]["filter"] for layer in drawn["layer"]]
    assert filters == ["isValid(datum.calls)", "!isValid(datum.calls)"]
    assert drawn["data"]["values"][1]["calls"] is None


def test_an_hour_that_is_withheld_on_the_first_day_stands_in_its_place():
    """Its layer is drawn last: only a stated order holds for both."""
    rows = [
        {"weekday": "1", "hour": "08", "calls": 12},
        {"weekday": "1", "hour": "10", "calls": 4},
        {"weekday": "2", "hour": "09", "calls": 7},
        {"weekday": "1", "hour": "09", "calls": None},
    ]
    drawn = heat(rows, over="hour", down="weekday", height="calls", language="sv")
    assert drawn["encoding"]["x"]["sort"] == ["08", "09", "10"]
    assert drawn["encoding"]["y"]["sort"] == ["måndag", "tisdag"]


def test_the_days_of_a_heat_map_stand_as_a_week_and_are_named():
    days = [value["weekday"] for value in a_heat_map()["data"]["values"]]
    assert days == ["måndag", "måndag", "lördag + söndag"]


def test_days_that_are_counted_together_are_both_named_on_the_axis():
    """Cut after three letters, lördag + söndag would be a second lör."""
    drawn = bars(ROWS, over="weekday", height="calls", language="sv")
    axes = [drawn["encoding"]["x"]["axis"], a_heat_map()["encoding"]["y"]["axis"]]
    assert [axis["labelExpr"] for axis in axes] == [SHORT_DAYS, SHORT_DAYS]
    sign, kept = re.search(r"/(.+)/g,'(.+)'", SHORT_DAYS).groups()
    kept = kept.replace("$", "\\")
    assert re.sub(sign, kept, "lördag + söndag") == "lör + sön"
    assert re.sub(sign, kept, "måndag") == "mån"


def test_no_word_of_a_chart_stands_upright():
    month = {"month": datetime.date(2026, 10, 1), "calls": 3}
    drawn = [bars([month], over="month", height="calls", language="sv"), a_heat_map()]
    for spec in drawn:
        text = json.dumps(spec["encoding"])
        assert '"labelAngle": 0' in text
    assert drawn[0]["encoding"]["y"]["axis"]["titleAngle"] == 0
    withheld = {datetime.date(2026, 9, 1): None}
    assert '"angle"' not in json.dumps(month_bars(withheld, month["month"], "sv"))


def test_a_note_leaves_the_months_in_their_order():
    """A layer of its own has its own months: only a stated order holds for both."""
    rows = [
        {"month": datetime.date(2026, month, 1), "calls": 10 * month}
        for month in (1, 2, 3)
    ]
    notes = {datetime.date(2026, 3, 1): "ny växel"}
    spec = course(rows, over="month", height="calls", language="sv", notes=notes)
    assert len(spec["layer"]) == 2
    orders = [layer["encoding"]["x"]["sort"] for layer in spec["layer"]]
    assert orders == ["ascending", "ascending"]


def test_a_day_counted_by_itself_and_with_another_is_drawn_once():
    def drawn(**calls):
        rows = [{"weekday": day, "calls": n} for day, n in calls.items()]
        return [row["weekday"] for row in _counted_once(rows, "weekday", "calls")]

    assert drawn(**{"6": 4, "7": 5, "6+7": 9}) == ["6", "7"]
    assert drawn(**{"6": 4, "7": None, "6+7": 9}) == ["6+7"]
    assert drawn(**{"5": 3, "6+7": 9}) == ["5", "6+7"]


def test_the_parts_of_a_bar_lie_in_the_order_of_the_legend():
    rows = [
        {"area": area, "promises": 1, "promise_status": part}
        for area in ("webb", "sökord")
        for part in ("Hålls", "Bryts")
    ]
    drawn = bars(
        rows, over="area", height="promises", split="promise_status", language="sv"
    )
    assert drawn["encoding"]["order"]["field"] == "place_in_bar"
    placed = {r["promise_status"]: r["place_in_bar"] for r in drawn["data"]["values"]}
    assert placed == {"Hålls": 0, "Bryts": 1}  # by the alphabet Bryts would be first


def test_the_points_of_one_line_have_its_colour():
    rows = [{"month": datetime.date(2026, month, 1), "calls": 9} for month in (1, 2)]
    mark = course(rows, over="month", height="calls", language="sv")["mark"]
    assert mark["point"]["color"] == mark["color"]
