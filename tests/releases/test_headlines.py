"""The cells that are spared are those that the month's report reads."""

import re

from privacy.contracts import read_contract
from privacy.releases.statistics import Statistic

_READ = re.compile(
    r"from released\.calls_by_queue\s+where direction = '(\S+)' "
    r"and queue = '(\S+)' and outcome = '(\S+)'"
)

_PAIR = re.compile(r"\('([\w*]+)', '([\w*]+)'\)")
"""An outcome and a wait."""


def headlines(name):
    return Statistic(read_contract(f"statistics/{name}")).headlines


def test_each_figure_of_calls_in_the_months_report_is_a_headline():
    read = _READ.findall(read_contract("released/monthly_report").sql)
    assert ("in", "*", "answered") in read
    assert set(read) <= set(headlines("calls_by_queue"))


def test_the_cells_of_the_service_level_are_headlines():
    sql = " ".join(read_contract("released/service_level").sql.split())
    read = _PAIR.findall(sql)
    assert ("missed", "short") in read
    assert set(headlines("calls_by_wait")) == {("in", *pair) for pair in read}
