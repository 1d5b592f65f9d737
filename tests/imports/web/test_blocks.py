"""A long log is read in blocks, and what it gives is the same as from one."""

import pytest
from imports.test_taking_in import counts, log
from imports.web.reading import combined, read

from privacy.imports import lines, lookups
from privacy.storage.rows import read_parts


@pytest.fixture
def small_blocks(monkeypatch):
    """Blocks of some twenty lines, each cut into pieces of ten."""
    monkeypatch.setattr(lines, "_PIECE", 2_000)
    monkeypatch.setattr(lines, "_FIRST_BLOCK", 4_000)
    monkeypatch.setattr(lines, "_BLOCK", 4_000)


def files_of(home, part):
    return sorted(
        file.name for file in (home.organisation.rows / part.file_id).glob("hits-*")
    )


@pytest.mark.usefixtures("small_blocks")
def test_a_long_log_is_kept_in_many_files_and_counted_once(home):
    first = home.put("web/week40.log", log(100))
    assert counts(home.read_in(first)[0]) == (100, 100, 0, 0)
    (part,) = read_parts(home.organisation)
    (span,) = part.spans
    assert span.rows == 100
    assert span.files == len(files_of(home, part)) > 2
    overlapping = home.put("web/week41.log", log(100, start=60))
    assert counts(home.read_in(overlapping)[0]) == (100, 60, 0, 40)
    parts = {part.file: part for part in read_parts(home.organisation)}
    thinned = parts["week41.log"]
    assert files_of(home, thinned) == ["hits-2026-10.parquet"]


@pytest.mark.usefixtures("small_blocks")
def test_lines_of_two_months_in_one_block_go_to_the_files_of_their_months(home):
    text = "".join(
        combined(f"/{n}", at=f"{31 if n % 2 else 1}/Oct/2026:23:59:00 +0000")
        for n in range(60)
    )
    home.read_in(home.put("web/access.log", text.encode()))
    (part,) = read_parts(home.organisation)
    assert [(s.span, s.rows) for s in part.spans] == [("2026-10", 30), ("2026-11", 30)]
    assert all(span.files > 1 for span in part.spans)


@pytest.mark.usefixtures("small_blocks")
@pytest.mark.parametrize("most_known", [0, 7, 1_000])
def test_what_is_forgotten_between_blocks_is_worked_out_the_same(
    tmp_path, monkeypatch, most_known
):
    monkeypatch.setattr(lookups, "_MOST_KNOWN", most_known)
    text = "".join(combined(address=f"198.18.{n % 9}.7") for n in range(90))
    result = read(tmp_path / "log", text.encode())
    assert result.counts == (90, 90, 0)
    assert len({hit["network"] for hit in result.hits}) == 9
    assert len({hit["visitor"] for hit in result.hits}) == 9


def test_no_hash_of_one_month_is_found_in_another(tmp_path):
    text = "".join(combined(at=f"05/{m}/2026:10:00:00 +0000") for m in ("Sep", "Oct"))
    first, second = read(tmp_path / "log", text.encode()).hits
    for name in ("network", "visitor", "row_key"):
        assert first[name] != second[name]
