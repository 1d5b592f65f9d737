"""A log that holds itself again, whole or in part, counts each of its lines once."""

import pytest
from imports.web.logs import LOGS
from imports.web.reading import combined, read

from privacy.imports import lines as lines_module
from privacy.imports.comparing import Finding


def log(first, last, minute=0):
    """Lines of a log, one a second."""
    return "".join(
        combined(
            f"/sida{n}", at=f"05/Oct/2026:10:{minute + n // 60:02}:{n % 60:02} +0200"
        )
        for n in range(first, last)
    )


REPEATED = {
    "itself": (log(0, 20) * 2, 20),
    "itself, twice": (log(0, 20) * 3, 40),
    "two lines": (log(0, 2) * 2, 2),
    "what it had before it grew": (log(0, 20) + log(0, 30), 20),
    "one that began within it": (log(0, 20) + log(10, 40), 10),
    "the same after another": (log(0, 20) + log(0, 20, minute=30) + log(0, 20), 20),
    "each line twice": ("".join(line * 2 for line in log(0, 20).splitlines(True)), 20),
}


@pytest.mark.parametrize("name", REPEATED)
def test_what_stands_again_in_a_log_is_left_out_and_named(tmp_path, name):
    text, again = REPEATED[name]
    result = read(tmp_path / "log", text.encode())
    assert result.taken.reasons == {"repeated_row": again}
    assert len(set(result.pages)) <= result.taken.accepted
    assert result.counts == (
        len(text.splitlines()),
        len(text.splitlines()) - again,
        again,
    )


@pytest.mark.parametrize("name", LOGS)
def test_a_log_of_any_format_after_itself_counts_once(tmp_path, name):
    plain = read(tmp_path / "log", LOGS[name].text.encode())
    twice = read(tmp_path / "log", (LOGS[name].text * 2).encode())
    assert twice.pages == plain.pages
    assert twice.taken.reasons["repeated_row"] == len(plain.pages)


REAL = {
    "one request many times in a second": log(0, 1) * 9,
    "reloads within a second": log(0, 9) + log(8, 9) * 5 + log(9, 20),
    "every second page twice": "".join(
        line * (1 + n % 2) for n, line in enumerate(log(0, 20).splitlines(True))
    ),
    "a slow request, written late": log(0, 9)
    + log(3, 4).replace("3 H", "x H")
    + log(9, 20),
    "the logs of two servers": log(0, 20) + log(0, 20).replace(".0.1", ".0.2"),
    "newest first": "".join(reversed(log(0, 20).splitlines(True))),
    "one that came again": log(0, 20) + log(0, 1) + log(20, 40),
}


@pytest.mark.parametrize("name", REAL)
def test_requests_that_are_alike_are_no_repeats(tmp_path, name):
    result = read(tmp_path / "log", REAL[name].encode())
    assert result.taken.rejected == 0


def test_logs_read_together_each_leave_out_their_own(home):
    for name, text in [("a", log(0, 20) * 2), ("b", log(0, 20, minute=30))]:
        home.put(f"web/{name}.log", text.encode())
    home.put("web/c.log", log(50, 59).encode())
    read_in = {file.file: file for file in home.read_in()}
    assert read_in["a.log"].reasons == {"repeated_row": 20}
    assert [read_in[f"{name}.log"].accepted for name in "abc"] == [20, 20, 9]


def test_of_a_long_log_what_stands_again_is_named_by_a_sample(home, monkeypatch):
    monkeypatch.setattr(lines_module, "_PIECE", 1 << 14)
    monkeypatch.setattr(lines_module, "_FIRST_BLOCK", 1 << 14)
    monkeypatch.setattr(lines_module, "_BLOCK", 1 << 16)
    monkeypatch.setattr("privacy.imports.read_export.SMALL", 1 << 10)
    monkeypatch.setattr("privacy.imports.read_together.SMALL", 1 << 10)
    (file,) = home.read_in(home.put("web/a.log", (log(0, 3100) * 2).encode()))
    assert file.accepted == 6200
    (finding,) = file.findings
    assert finding.kind == "again"
    assert 2800 < finding.found < 3400
    assert 3100 < finding.expected <= 3132
    (file,) = home.read_in(home.put("web/b.log", log(0, 3000, minute=5).encode()))
    assert not file.findings


def test_what_is_found_of_a_log_that_stands_again_says_what_to_do():
    assert "the first at line 9" in str(Finding("f", "again", 5, 9))
