"""A figure of a web tool is read right, is empty, or costs its line."""

import csv
import io
from collections import Counter

import pytest

from tests.imports.aggregates.reading import read
from tests.imports.aggregates.test_google import preamble
from tests.imports.junk import ANSWERS, CELLS, DAY, is_nothing

CONTROLS = 60
TWO_DAYS = "2026-11-23,2026-11-24"
FIGURES = ("first_on", "last_on", "views", "visits", "visitors")
OF_SEPTEMBER = preamble()

# A report: the lines above its head row, the head row, a row of it, and its figures;
# {n} makes the label of each row its own. After a space a name tells another report.
REPORTS = {
    "neutral": (
        "",
        "dimension,label,first_on,last_on,views,visits,visitors,tool,site",
        "page,/r{n}x,2026-10-05,2026-10-05,700,300,200,Matomo,s",
        {2: "first_on", 3: "last_on", 4: "views", 5: "visits", 6: "visitors"},
    ),
    "ga4_pages": (
        OF_SEPTEMBER,
        "Page path and screen class,Views,Active users,Event count",
        "/r{n}x,700,200,9",
        {1: "views", 2: "visitors"},
    ),
    "ga4_referrers": (
        OF_SEPTEMBER,
        "Session source,Sessions,Active users,Views",
        "r{n}x.example,300,200,700",
        {1: "visits", 2: "visitors", 3: "views"},
    ),
    "ga4_browsers": (
        OF_SEPTEMBER,
        "Browser,Active users,Sessions,Views",
        "Chrome r{n}x,200,300,700",
        {1: "visitors", 2: "visits", 3: "views"},
    ),
    "ga4_days": (
        "",
        "Date,Page path,Active users,Views,Sessions",
        "20261005,/r{n}x,200,700,300",
        {0: "first_on", 2: "visitors", 3: "views", 4: "visits"},
    ),
    "matomo": (
        "",
        "date,label,nb_visits,nb_hits,nb_uniq_visitors,metadata_segment",
        "2026-10-05,/r{n}x,300,700,200,pageUrl==x",
        {0: "first_on", 2: "visits", 3: "views", 4: "visitors"},
    ),
    "matomo of browsers": (
        "",
        "date,label,nb_uniq_visitors,nb_visits,nb_actions,metadata_segment",
        "2026-10-05,Chrome r{n}x,200,300,700,browserCode==CH",
        {0: "first_on", 2: "visitors", 3: "visits", 4: "views"},
    ),
    "matomo in words": (
        "",
        "Datum,Etikett,Unika besökare,Besök,Åtgärder,Segment",
        "2026-10-05,r{n}x.example,200,300,700,referrerName==x",
        {0: "first_on", 2: "visitors", 3: "visits", 4: "views"},
    ),
    "plausible": (
        "",
        "date,source,pageviews,visitors,visits",
        "2026-10-05,r{n}x.example,700,200,300",
        {0: "first_on", 2: "views", 3: "visitors", 4: "visits"},
    ),
    "plausible of pages": (
        "",
        "date,hostname,page,visits,visitors,pageviews",
        "2026-10-05,claimslink.se,/r{n}x,300,200,700",
        {0: "first_on", 3: "not used", 4: "visitors", 5: "views"},
    ),
}


def verdict(name, text, row, control):
    """What became of a junk cell whose row was taken."""
    days = {"first_on", "last_on"}
    own = days if name == "first_on" else {name}
    if any(row[other] != control[other] for other in set(FIGURES) - own):
        return "silent"
    value = row.get(name)
    if name == "not used":
        return "read"
    if name in days:
        if name == "last_on" and not text.strip(" \u200b"):
            return "read" if value == row["first_on"] else "silent"
        if text == TWO_DAYS:
            shown = (row["first_on"], row["last_on"])
            return (
                "read" if shown == (DAY(2026, 11, 23), DAY(2026, 11, 24)) else "silent"
            )
        is_one = row["last_on"] == row["first_on"]
        is_right = is_one and value == ANSWERS["day"].get(text)
        return "read" if is_right else "silent"
    if value is None:
        return "empty" if is_nothing("count", text) else "silent"
    return "read" if value == ANSWERS["count"].get(text) else "silent"


@pytest.mark.parametrize("name", REPORTS)
def test_a_junk_figure_is_read_right_or_empty_or_rejected(tmp_path, name):
    above, head, template, kinds = REPORTS[name]
    pairs = [None] * CONTROLS + [(at, text) for at in kinds for text in CELLS]
    text, lines = io.StringIO(), []
    text.write(f"{above}{head}\n")
    writer = csv.writer(text, lineterminator="\n")
    for number, pair in enumerate(pairs):
        lines.append(text.getvalue().count("\n") + 1)
        row = template.format(n=number).split(",")
        if pair:
            row[pair[0]] = pair[1]
        writer.writerow(row)
    result = read(tmp_path / "figures.csv", text.getvalue().encode())
    assert result.taken.format == f"web_aggregates/{name.split()[0]}"
    figures = {"".join(filter(str.isdigit, f["label"])): f for f in result.figures}
    rejected = {line for line, _ in result.rejects}
    control = {key: figures["0"][key] for key in FIGURES}
    verdicts, faults = Counter(), []
    for number, pair in enumerate(pairs):
        figure = figures.get(str(number))
        if pair is None:
            assert {key: figure[key] for key in FIGURES} == control
            continue
        figure_of = kinds[pair[0]]
        if figure is None:
            output = "rejected" if lines[number] in rejected else "gone"
        else:
            output = verdict(figure_of, pair[1], figure, control)
        verdicts[output] += 1
        if output in ("silent", "gone"):
            faults.append((figure_of, pair[1][:30], figure))
    print(f"\n{name}: {sum(verdicts.values())} cells, {dict(verdicts)}")
    assert faults == []
