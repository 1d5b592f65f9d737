"""The cells that are spared are those that the month's report reads."""

import re
from itertools import product

import duckdb
from given import give

from privacy.contracts import read_contract
from privacy.releases.statistics import Statistic

_PAIR = re.compile(r"\('([\w*]+)', '([\w*]+)'\)")
"""An outcome and a wait."""


def headlines(name):
    return Statistic(read_contract(f"statistics/{name}")).headlines


def test_each_figure_of_calls_in_the_months_report_is_a_headline():
    """A cell is read where the report has a figure of a month that has it alone."""
    places = product(
        ("in", "out"), ("*", "skador"), ("*", "answered", "missed", "unknown")
    )
    read = {at for at in places if figures_of(at)}
    assert ("in", "*", "answered") in read
    assert read == set(headlines("calls_by_queue")) - {("*", "*", "*")}


def figures_of(at):
    """The figures of a month of which one cell of calls_by_queue is released."""
    report = read_contract("released/monthly_report")
    row = ("2026-10-01", *at, 40, False)
    names = ("month", "direction", "queue", "outcome", "calls", "is_withheld")
    lines = [" | ".join(names), " | ".join(str(value).lower() for value in row)]
    connection = duckdb.connect()
    given = {"released.calls_by_queue": "\n".join(lines)}
    give(connection, given, report.reads, {})
    return connection.execute(report.sql, {"month": "2026-10-01"}).fetchall()


def test_the_cells_of_the_service_level_are_headlines():
    sql = " ".join(read_contract("released/service_level").sql.split())
    read = _PAIR.findall(sql)
    assert ("missed", "short") in read
    for direction in ("in", "unknown"):
        own = {at[1:] for at in headlines("calls_by_wait") if at[0] == direction}
        assert own - {("answered", "*"), ("missed", "*")} == {*read}
