"""The example is the same for the same day, never stale, and made of nobody."""

import csv
import datetime
import gzip
import random
import re

import pytest

from privacy.errors import BadExport
from privacy.example import is_example, write_example
from privacy.example.people import NUMBERS, PERSONNUMMER
from privacy.example.requests import write_requests
from privacy.organisations import find_organisations
from privacy.personal import kind_of
from tests.requests.asking import Office

DAYS = [
    datetime.date(2026, 11, 24),  # a Tuesday
    datetime.date(2027, 2, 28),  # a Sunday, the last of a short month
    datetime.date(2028, 2, 29),
    datetime.date(2027, 1, 1),  # a holiday, the first of a year
    datetime.date(2027, 3, 31),  # its month does not exist in February
]
EXPECTED = {
    "PLANT-overdue": {"Försenad"},
    "PLANT-due-soon": {"Förfaller snart", "Förfaller i dag"},
    "PLANT-identity-hold": {"Pausad"},
    "PLANT-extended-too-late": {"Försenad"},
    "PLANT-extended-without-reason": {"Försenad"},
    "PLANT-refused-late": {"Besvarad för sent"},
    "PLANT-withdrawn": {"Återkallad"},
    "PLANT-no-date": {"Ogiltigt datum", "Underlag saknas"},
}
NUMBER = re.compile(r"\b0\d{8,9}\b")
ADDRESS = re.compile(r"\b\d{1,3}(?:\.\d{1,3}){3}\b")


@pytest.fixture(scope="module")
def written(tmp_path_factory):
    """A small example of one day."""
    data = tmp_path_factory.mktemp("example")
    return data, write_example(data, DAYS[0], scale=0.02)


def text_of(file):
    content = file.read_bytes()
    if file.suffix == ".gz":
        content = gzip.decompress(content)
    return content.decode("utf-8", errors="replace")


def test_the_same_day_gives_the_same_bytes(written, tmp_path):
    data, files = written
    again = write_example(tmp_path / "other", DAYS[0], scale=0.02)
    assert [f.relative_to(data) for f in files] == [
        f.relative_to(tmp_path / "other") for f in again
    ]
    for one, other in zip(files, again, strict=True):
        assert text_of(one) == text_of(other), one.name


def test_made_twice_on_one_day_it_is_left_as_it_is(written):
    data, files = written
    before = files[0].stat().st_mtime_ns
    assert write_example(data, DAYS[0], scale=0.02) == []
    assert files[0].stat().st_mtime_ns == before


def test_on_another_day_it_is_made_anew_without_the_old_builds(tmp_path):
    data = tmp_path / "data"
    write_example(data, DAYS[0], scale=0.02)
    organisation = find_organisations(data)[0]
    for folder in (organisation.builds, organisation.keys):
        folder.mkdir(parents=True)
        (folder / "old").write_text("")
    organisation.journal.write_text("")
    assert write_example(data, DAYS[1], scale=0.02)
    assert not organisation.builds.exists()
    assert not organisation.keys.exists()
    assert not organisation.journal.exists()


def test_it_is_not_made_where_somebodys_exports_lie(tmp_path):
    folder = tmp_path / "claims-link" / "exports"
    folder.mkdir(parents=True)
    (folder / "own.csv").write_text("a,b\n")
    with pytest.raises(BadExport, match="not the example's"):
        write_example(tmp_path, DAYS[0], scale=0.02)
    assert (folder / "own.csv").exists()


def test_a_folder_that_holds_another_organisation_is_no_example(written, tmp_path):
    data, _ = written
    assert is_example(data)
    write_example(tmp_path, DAYS[0], scale=0.02)
    (tmp_path / "our-company" / "policy").mkdir(parents=True)
    assert not is_example(tmp_path)


def test_no_telephone_number_belongs_to_anybody(written):
    for file in written[1]:
        if file.parent.name in ("telephone", "search"):
            found = set(NUMBER.findall(text_of(file)))
            assert found <= set(NUMBERS), file.name


def test_no_address_belongs_to_anybody(written):
    for file in written[1]:
        if file.parent.name == "web":
            for address in set(ADDRESS.findall(text_of(file))):
                first, second, *_ = map(int, address.split("."))
                assert (first == 198 and second in (18, 19, 51)) or (
                    first in (0, 10, 127, 192, 203) or address.count(".0.0")
                ), file.name


def test_every_personnummer_is_a_test_number(written):
    known = {re.sub(r"\D", "", number)[-10:] for number in PERSONNUMMER}
    for file in written[1]:
        for word in re.findall(r"\b(?:19|20)?\d{6}[-+]?\d{4}\b", text_of(file)):
            if file.parent.name == "search" and kind_of(word) == "personnummer":
                assert re.sub(r"\D", "", word)[-10:] in known, file.name


def test_thirteen_whole_months_of_every_log_are_there(written):
    for name in ("telephone", "web"):
        for organisation in ("claims-link", "insuresec"):
            months = {
                found.group()
                for file in written[1]
                if file.parent.name == name and organisation in file.parts
                for found in [re.search(r"20\d\d-\d\d", file.name)]
                if found
            }
            assert len(months) >= 14


@pytest.mark.parametrize("as_of", DAYS, ids=str)
@pytest.mark.parametrize("organisation", ["claims-link", "insuresec"])
def test_planted_requests_stand_as_they_should_on_any_day(
    tmp_path, as_of, organisation
):
    file, incidents = write_requests(tmp_path, organisation, as_of, random.Random(1))

    def rows(path):
        with path.open(encoding="utf-8-sig", newline="") as text:
            return list(csv.DictReader(text))

    office = Office(organisation, rows(file), rows(incidents))
    found = office.deadlines(as_of)
    assert {
        name: found[name]["status"]
        for name, expected in EXPECTED.items()
        if found[name]["status"] not in expected
    } == {}
    if "PLANT-due-today" in found:
        assert found["PLANT-due-today"]["status"] == "Förfaller i dag"
    else:
        assert as_of.weekday() >= 5 or as_of in (DAYS[2], DAYS[3], DAYS[4])
