"""Pictures: words that can be read in both themes, lying; withheld cells hatched."""

import datetime
import json
import re

import pytest
from pages.test_style import DARK, LIGHT, contrast

from privacy.charts import COLOURS, LABELS, MORE, STATES, themed, timeline
from privacy.charts.theme import HATCH
from privacy.display import drawn
from privacy.display.translator import Translator
from privacy.reports.drawing import month_bars

SWEDISH = Translator("sv")
ROWS = [
    {"weekday": "1", "hour": "08", "calls": 12},
    {"weekday": "1", "hour": "09", "calls": None},
    {"weekday": "6+7", "hour": "08", "calls": 3},
]
MONTHS = [
    {"month": datetime.date(2026, month, 1), "calls": calls}
    for month, calls in ((1, 10), (2, None), (3, 30), (4, 1849))
]


def a_heat_map():
    return drawn.heat(SWEDISH, ROWS, ("hour", "weekday", "calls"), "Samtal")


def a_course(rows, notes=(), split=None):
    places = "month", "calls", split
    return drawn.course(SWEDISH, rows, places, "Samtal", dict(notes))


def standing(rows, over, split=None):
    bars, legend = drawn.bars_of(SWEDISH, rows, over, "calls", split)
    return drawn.standing(SWEDISH, bars, "Samtal", legend)


def tips(text):
    return re.findall(r'title="(.*?)"', text)


@pytest.mark.parametrize(("name", "theme"), [("light", LIGHT), ("dark", DARK)])
def test_every_word_of_a_chart_stands_out_in_its_theme(name, theme):
    assert contrast(LABELS[name], theme["backgroundColor"]) >= 4.5
    for colour in (HATCH, *COLOURS, *MORE, *STATES):
        assert contrast(colour, theme["backgroundColor"]) >= 3, colour
    config = themed(timeline([], language="sv"), name)["config"]
    for part in ("axis", "legend"):
        assert config[part]["labelColor"] == LABELS[name]
        assert config[part]["titleColor"] == LABELS[name]


def test_a_withheld_cell_is_hatched_and_holds_no_number():
    withheld = [tip for tip in tips(a_heat_map()) if tip.startswith("måndag, 09")]
    assert withheld == ["måndag, 09: skyddad"]
    assert a_heat_map().count("pd-hatch") == 1


def test_an_hour_that_is_withheld_on_the_first_day_stands_in_its_place():
    rows = [
        {"weekday": "1", "hour": "08", "calls": 12},
        {"weekday": "1", "hour": "10", "calls": 4},
        {"weekday": "2", "hour": "09", "calls": 7},
        {"weekday": "1", "hour": "09", "calls": None},
    ]
    text = drawn.heat(SWEDISH, rows, ("hour", "weekday", "calls"), "Samtal")
    assert re.findall("<th>(.*?)</th>", text) == ["08", "09", "10", "måndag", "tisdag"]
    # What was not counted at all is neither withheld nor nought.
    assert text.count("<td></td>") == 1 + 2


def test_the_deepest_cell_is_the_most_and_a_nought_is_the_lightest():
    rows = [{"weekday": "1", "hour": h, "calls": n} for h, n in (("08", 0), ("09", 8))]
    text = drawn.heat(SWEDISH, rows, ("hour", "weekday", "calls"), "Samtal")
    assert re.findall(r"--of:(\d+)%", text) == ["6", "100"]


def test_days_that_are_counted_together_are_both_named():
    assert "lördag + söndag" in a_heat_map()
    assert "lördag + söndag" in standing(ROWS[::2], "weekday")


def test_bars_say_what_they_count_and_a_withheld_one_says_that():
    bars, _ = drawn.bars_of(SWEDISH, ROWS[:2], "hour", "calls", None)
    assert [bar.written for bar in bars] == ["12", "skyddad"]
    text = drawn.lying(bars, "Samtal", ())
    assert tips(text) == ["08: 12", "09: skyddad"]
    assert text.count("pd-hatch") == 1


def test_the_parts_of_a_bar_are_its_whole_and_each_colour_has_its_name():
    rows = [
        {"month": "2026-01", "outcome": outcome, "calls": calls}
        for outcome, calls in (("answered", 30), ("missed", 10))
    ]
    bars, legend = drawn.bars_of(SWEDISH, rows, "month", "calls", "outcome")
    assert [bar.length for bar in bars] == [40]
    widths = re.findall(r"height:(\d+)%;background", standing(rows, "month", "outcome"))
    assert widths == ["75", "25"]
    assert [name for _, name in legend] == ["besvarat", "obesvarat"]


@pytest.mark.parametrize("most", [0, 1, 3, 7, 49.5, 419, 1849, 1e6])
def test_a_scale_ends_at_a_round_number_above_all_bars(most):
    rows = [{"month": datetime.date(2026, 1, 1), "calls": most}]
    text = standing(rows, "month")
    ticks = re.findall(r"<span>([\d\s\u00a0]+)</span></span>", text.split("<div>")[0])
    numbers = [int(re.sub(r"\D", "", tick)) for tick in ticks]
    assert numbers[0] == 0
    assert numbers[-1] >= most
    assert 2 <= len(numbers) <= 6
    assert len(set(numbers)) == len(numbers)


def test_a_line_has_a_gap_where_a_month_is_withheld():
    text = a_course(MONTHS)
    assert text.count("<b style") == 3
    # January stands alone beside the gap; March and April are a line.
    assert text.count("polyline") == 1


def test_a_line_is_no_higher_than_its_scale_and_says_each_month():
    text = a_course(MONTHS)
    heights = [float(h) for h in re.findall(r"bottom:([\d.]+)%;background", text)]
    assert max(heights) <= 100
    assert heights == sorted(heights)
    assert "2026-04: 1\u00a0849" in tips(text)


def test_no_word_of_a_chart_stands_upright():
    withheld = {datetime.date(2026, 9, 1): None}
    month = datetime.date(2026, 10, 1)
    assert '"angle"' not in json.dumps(month_bars(withheld, month, "sv"))


def test_a_note_stands_at_its_month():
    notes = {datetime.date(2026, 3, 1): "ny växel"}
    assert "<s style" not in a_course(MONTHS)
    (place,) = re.findall(
        r'<s style="left:([\d.]+)%" title="ny växel">', a_course(MONTHS, notes)
    )
    assert float(place) == 62.5


def test_a_line_over_many_months_names_some_of_them():
    rows = [
        {"month": datetime.date(2024 + n // 12, n % 12 + 1, 1), "calls": n}
        for n in range(30)
    ]
    below = a_course(rows).split('<div class="pd-below">')[1]
    assert below.count("<span class") == 30
    assert len(re.findall(r"<span>\d{4}-\d\d", below)) == 10


def test_what_a_word_of_the_data_holds_is_no_html():
    rows = [{"queue": '<b>&"', "calls": 3}]
    bars, _ = drawn.bars_of(SWEDISH, rows, "queue", "calls", None)
    assert "<b>&" not in drawn.lying(bars, 'a"b', ())
    assert 'aria-label="a&quot;b"' in drawn.lying(bars, 'a"b', ())
