"""Each ticket system's own export, in its own bytes and with its own hazards."""

import datetime

import pytest

from tests.imports.requests import case_tools, help_desks, it_desks
from tests.imports.requests.case_tools import DYNAMICS, DYNAMICS_ROWS, TRANSCEND
from tests.imports.requests.reading import read
from tests.imports.requests.writing import CANARIES

EXPORTS = {**it_desks.EXPORTS, **help_desks.EXPORTS, **case_tools.EXPORTS}


@pytest.mark.parametrize("hint", [None, "requests"])
@pytest.mark.parametrize("system", EXPORTS)
def test_an_export_is_told_by_its_head_row_and_read_to_the_minute(
    tmp_path, system, hint
):
    content, expected = EXPORTS[system]
    result = read(tmp_path / "export.csv", content, hint)
    assert result.taken.format == f"requests/{system}"
    assert [row["system"] for row in result.requests] == [system] * len(expected)
    for row, item in zip(result.requests, expected, strict=True):
        assert {name: row[name] for name in item} == item
        assert row["bad_fields"] == []
    assert result.taken.read == result.taken.accepted + result.taken.rejected


@pytest.mark.parametrize("system", EXPORTS)
def test_nothing_of_a_person_is_kept(tmp_path, system):
    content, _ = EXPORTS[system]
    kept = read(tmp_path / "export.csv", content).kept
    assert not [canary for canary in CANARIES if canary in kept]


def test_a_test_request_is_counted_as_none(tmp_path):
    result = read(tmp_path / "export.csv", TRANSCEND)
    assert result.rejects == [(7, "not_a_request")]
    assert result.taken.reasons == {"not_a_request": 1}


def test_a_workbook_is_read_like_the_csv(tmp_path):
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.Workbook()
    for number, row in enumerate(DYNAMICS_ROWS):
        cells = list(row)
        if number:
            cells[10] = datetime.datetime.fromisoformat(cells[10])
        book.active.append(cells)
    path = tmp_path / "cases.xlsx"
    book.save(path)
    result = read(path, path.read_bytes())
    assert result.taken.format == "requests/dynamics"
    of_csv = read(tmp_path / "cases.csv", DYNAMICS)
    assert result.requests == of_csv.requests
