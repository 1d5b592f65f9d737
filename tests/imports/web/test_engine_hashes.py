"""Hashes that two versions of the engine made are never counted together."""

from imports.test_taking_in import counts, log

from privacy.imports import read_export, read_together
from privacy.imports.engine_hashes import FIRST, hashes_of
from privacy.storage.databases import connect
from privacy.storage.rows import read_parts


def test_the_engine_hashes_as_it_did_when_the_kept_rows_were_read():
    with connect() as connection:
        assert hashes_of(connection) == FIRST


def test_a_month_read_by_another_engine_takes_no_more_lines_and_counts_none_twice(
    home, monkeypatch
):
    home.take_in(home.put("web/october.log", log(50)))
    before = read_parts(home.organisation)
    for module in (read_export, read_together):
        monkeypatch.setattr(module, "hashes_of", lambda connection: "another")
    later = log(80).replace(b"/Oct/", b"/Nov/")
    home.put("web/overlap.log", log(50, start=30))
    home.put("web/november.log", later)
    files = {file.file.split("/")[-1]: file for file in home.take_in().files}
    assert (
        "earlier lines of 2026-10 were read by another" in files["overlap.log"].refused
    )
    assert counts(files["november.log"]) == (80, 80, 0, 0)
    assert files["october.log"].refused is None
    kept = read_parts(home.organisation)
    assert [part for part in kept if part in before] == before
    assert sum(part.accepted for part in kept) == 50 + 80
    monkeypatch.undo()
    assert counts(home.take_in(home.folder / "exports/web/overlap.log").files[0]) == (
        50, 30, 0, 20,
    )  # fmt: skip


def test_rows_whose_entry_says_nothing_were_hashed_as_at_first(home):
    home.read_in(home.put("web/week40.log", log(50)))
    (ledger,) = home.organisation.rows.glob("*/part.json")
    text = ledger.read_text(encoding="utf-8")
    assert f'"hashes": "{FIRST}"' in text
    ledger.write_text(text.replace(f'"{FIRST}"', '""'), encoding="utf-8")
    overlap = home.put("web/week41.log", log(50, start=30))
    assert counts(home.read_in(overlap)[0]) == (50, 30, 0, 20)
