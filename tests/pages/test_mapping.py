"""A dropped file that nobody recognises opens its mapping, is saved, and then read."""

import pytest
from conftest import Home, copy_of
from pages.conftest import RECORDS
from pages.opening import opened

from privacy.contracts.roles import Role
from privacy.journal import Journal
from privacy.wording import LANGUAGES, say

ARCHIVE = (
    "Typ;Löpnummer;Avslutad;Handläggare\n"
    "Avtal;A1;2020-05-13;Eva Ek\n"
    "Avtal;A2;2021-02-28;Bo Berg\n"
)


@pytest.fixture(scope="module")
def imported(tmp_path_factory):
    made = Home(tmp_path_factory.mktemp("imported"))
    made.put("records/records.csv", RECORDS)
    made.put("uploaded/arkiv.csv", ARCHIVE.encode())
    made.take_in()
    return made


@pytest.fixture
def home(imported, tmp_path):
    return copy_of(imported, tmp_path)


def field(page, label):
    (result,) = [one for one in page.selectbox if one.label == label]
    return result


def mapping_form(home, language="sv"):
    page = opened(home, "dpo/imports", Role.DPO, language)
    page.default_timeout = 300  # a save imports, in a process of its own
    field(page, say("File to map", language)).set_value("uploaded/arkiv.csv")
    return page.run()


def test_the_form_is_filled_in_with_what_the_file_looks_like(home):
    page = mapping_form(home)
    assert not page.exception
    assert field(page, "Vad raderna är").value == "records"
    assert field(page, "Löpnummer").value == "record_id"
    assert field(page, "Avslutad").value == "case_closed_on"
    assert field(page, "Handläggare").value is None
    text = " ".join(one.value for one in page.markdown)
    assert "2 lästa rader = 2 godtagna + 0 avvisade" in text


def test_it_is_saved_journalled_and_read_with_one_press(home):
    page = mapping_form(home)
    field(page, "System, samma för alla rader").set_value("Enkätverktyg")
    page.run()
    (save,) = [one for one in page.button if one.label.startswith("Spara")]
    save.click().run()
    assert not page.exception
    assert "2 lästa = 2 godtagna" in " ".join(one.value for one in page.success)
    text = (home.folder / "policy" / "mapping-arkiv.toml").read_text("utf-8")
    assert 'value = "Enkätverktyg"' in text
    assert "handläggare" not in text.lower()
    (entry,) = Journal.of(home.organisation).entries("policy_changed")
    assert entry.details == {
        "table": "mapping",
        "name": "arkiv",
        "files": "mapping-arkiv.toml",
    }


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_would_be_kept_is_shown_in_every_language_and_nothing_else(home, language):
    page = mapping_form(home, language)
    assert not page.exception
    kept = " ".join(str(table.value) for table in page.table)
    assert "A1" in kept
    assert "Eva Ek" not in kept


def test_a_name_that_is_none_of_a_mapping_is_a_sentence(home):
    page = mapping_form(home, "en")
    field(page, "System, the same for every row").set_value("Enkätverktyg")
    (name,) = [one for one in page.text_input if one.label.startswith("Name of the")]
    name.set_value("../evil")
    page.run()
    [one.click() for one in page.button if one.label.startswith("Save")]
    page.run()
    assert "small letters" in page.error[0].value
    assert not list(home.folder.rglob("mapping-*"))


def test_two_titles_of_one_column_are_named_and_cannot_be_saved(home):
    page = mapping_form(home, "en")
    field(page, "Typ").set_value("record_id")
    page.run()
    assert "Two titles are" in page.error[0].value
    assert not [one for one in page.button if one.label.startswith("Save")]


def test_a_mapping_without_its_system_is_not_saved_and_says_so(home):
    page = mapping_form(home)
    (save,) = [one for one in page.button if one.label.startswith("Spara")]
    save.click().run()
    assert "Ange System" in page.error[0].value
    assert field(page, "Löpnummer").value == "record_id"
    assert not (home.folder / "policy" / "mapping-arkiv.toml").exists()
