"""Published tables with a known pattern: the same intervals, the same verdicts.

Source and licence of each table stand in its file (GaussSuppression 1.2.3 and SSBtools
1.8.6, MIT, Statistics Norway). `python -m suppression.test_oracles` prints how many
cells we withhold beside how many were published.
"""

import json
from pathlib import Path

import pytest
from scipy.optimize import linprog

from privacy.suppression import Cell, Rule, SafeTable, Table, audit, protect

ROOT = Path(__file__).parent.parent.parent
FILES = sorted((ROOT.parent / "shared" / "examples" / "disclosure").glob("*.json"))
RULE = Rule(persons=5)
BLOCS = {"EU": "EU", "nonEU": "nonEU", "Spain": "EU", "Portugal": "EU"} | {
    "Iceland": "nonEU"
}
SECTORS = {"private": "private", "public": "public", "Governmental": "public"} | {
    name: "private" for name in ("Agriculture", "Entertainment", "Industry")
}
PARENTS = {"geo": ("eu", BLOCS), "sector4": ("sector2", SECTORS)}
TENFOLD = 10  # values have one decimal at most; widths of counts grow with them

pytestmark = pytest.mark.skipif(not FILES, reason="the published tables are not here")


def place_of(coords):
    """Places by dimension; a hierarchy becomes two dimensions."""
    result = {}
    for name, coord in coords.items():
        value = "*" if coord == "Total" else str(coord)
        if name not in PARENTS:
            result[name] = (
                result.get(name) if value == "*" and name in result else value
            )
            continue
        parent, blocs = PARENTS[name]
        if value != "*":
            result[parent] = blocs[value]
        result.setdefault(parent, "*")
        result[name] = "*" if value in blocs.values() else value
    return result


def read(file):
    content = json.loads(file.read_text(encoding="utf-8"))
    places = [place_of(cell["coords"]) for cell in content["cells"]]
    names = tuple(sorted(places[0]))
    ats = [tuple(place[name] for name in names) for place in places]
    return content, names, dict(zip(ats, content["cells"], strict=True))


def published(file, scale=TENFOLD):
    """The table with the pattern as published; the attacker knows no more than >= 0."""
    output, names, cells = read(file)
    table = Table(
        output["id"],
        "events",
        names,
        tuple(Cell(at, round(c["value"] * scale), 10**6) for at, c in cells.items()),
    )
    withheld = {at: "refused" for at, c in cells.items() if c["suppressed"]}
    return output, cells, SafeTable(table, withheld)


def ours(file):
    """The same table, protected by us; what was primary there is too few here."""
    output, names, cells = read(file)
    few = {at for at, cell in cells.items() if cell["primary"] and cell["value"]}
    table = Table(
        output["id"],
        "events",
        names,
        tuple(
            Cell(at, round(c["value"] * TENFOLD), 2 if at in few else 10**6)
            for at, c in cells.items()
        ),
    )
    there = sum(cell["suppressed"] and not cell["primary"] for cell in cells.values())
    return protect([table], RULE), there


def ids(file):
    return file.stem


def scipy_interval(output, wanted):
    """Bounds of a cell over all inner tables >= 0 that give the published cells."""

    def row(cell):
        return [float(n in cell["of"]) for n in range(output["variables"])]

    shown = [cell for cell in output["cells"] if not cell["suppressed"]]
    for sign in (1, -1):
        answer = linprog(
            [sign * share for share in row(wanted)],
            A_eq=[row(cell) for cell in shown],
            b_eq=[round(cell["value"] * TENFOLD) for cell in shown],
            method="highs",
        )
        assert answer.status == 0, answer.message
        yield sign * answer.fun


@pytest.mark.parametrize("file", FILES, ids=ids)
def test_our_intervals_of_a_published_pattern_are_scipys(file):
    output, cells, safe = published(file)
    for interval in audit([safe], RULE, exact=True).intervals:
        cell = cells[interval.at]
        bounds = pytest.approx((interval.lo, interval.hi))
        assert tuple(scipy_interval(output, cell)) == bounds
        if "lo" in cell:
            assert (cell["lo"] * TENFOLD, cell["up"] * TENFOLD) == bounds


@pytest.mark.parametrize(
    "file", [f for f in FILES if "UNSAFE" in f.read_text(encoding="utf-8")], ids=ids
)
def test_the_audit_fails_a_pattern_known_to_be_unsafe(file):
    _, _, safe = published(file)
    assert not audit([safe], RULE).passed


@pytest.mark.parametrize("file", FILES, ids=ids)
def test_our_pattern_is_safe_and_withholds_no_more_than_was_published(file):
    protected, there = ours(file)
    [safe] = protected.tables
    assert protected.certificate.passed
    assert safe.refused is None
    assert safe.secondary <= there


def test_two_linked_tables_are_unsafe_together_and_we_find_it():
    pair = [published(file)[2] for file in FILES if "linked" in file.stem]
    assert not audit(pair, RULE).passed
    protected = protect([safe.table for safe in pair], RULE)
    assert protected.certificate.passed


if __name__ == "__main__":
    for file in FILES:
        protected, there = ours(file)
        print(
            f"{file.stem:32} ours {protected.tables[0].secondary:3} published {there:3}"
        )
