"""What a mapping would do is what the import then does, and nothing is kept of it."""

import pytest

from privacy.errors import BadExport, BadPolicy
from privacy.imports.formats import Recognised
from privacy.imports.mapping import ColumnMapping, written
from privacy.imports.trial import try_mapping

TABLE = (
    "Typ;Löpnummer;Avslutad;Namn\n"
    "Avtal;A1;2026-05-13;Anna Andersson\n"
    "Avtal;A2;;Bo Berg\n"
    "Avtal;A3;Aldrig;Bo Berg\n"
    "Avtal;A4;2026-05-14\n"
)
TITLES = {"record_type": "typ", "record_id": "löpnummer", "case_closed_on": "avslutad"}
HEAD = Recognised("", ";", 0)


def mapping(**given):
    output = {"titles": TITLES, "values": {"system": "Arkivet"}, **given}
    return ColumnMapping("arkiv", "records", **output)


@pytest.fixture
def path(home):
    return home.put("arkiv.csv", TABLE.encode())


def test_a_trial_counts_the_rows_and_the_cells_of_each_column(home, path):
    trial = try_mapping(home.folder, path, mapping(), HEAD)
    assert (trial.read, trial.accepted, trial.rejected) == (4, 3, 1)
    assert trial.reasons == {"not_this_format": 1}
    assert trial.filled["case_closed_on"] == 1
    assert trial.unreadable == {"case_closed_on": 1}
    assert trial.sample[0][1] == "A1"


def test_the_import_gives_what_the_trial_said(home, path):
    trial = try_mapping(home.folder, path, mapping(), HEAD)
    file = home.folder / "policy" / "mapping-arkiv.toml"
    file.write_text(written(mapping()), encoding="utf-8")
    part = home.read_in(path)[0]
    assert (part.read, part.accepted) == (trial.read, trial.accepted)
    assert part.unreadable == trial.unreadable


def test_a_trial_writes_nothing(home, path):
    before = sorted(home.folder.rglob("*"))
    try_mapping(home.folder, path, mapping(), HEAD)
    assert sorted(home.folder.rglob("*")) == before


def test_days_that_could_be_either_way_are_asked_for_before_saving(home, path):
    path.write_text(TABLE.replace("2026-05-13", "03/04/2026"), encoding="utf-8")
    path.write_text("Typ;Löpnummer;Avslutad\nAvtal;A1;03/04/2026\n", encoding="utf-8")
    with pytest.raises(BadExport, match="day_order"):
        try_mapping(home.folder, path, mapping(), HEAD)
    trial = try_mapping(home.folder, path, mapping(day_order="month first"), HEAD)
    assert str(trial.sample[0][2]) == "2026-03-04"


def test_a_bad_name_is_a_sentence_before_anything_is_read(home, path):
    named = ColumnMapping("Å", "records", TITLES, {})
    with pytest.raises(BadPolicy, match="small letters"):
        try_mapping(home.folder, path, named, HEAD)
