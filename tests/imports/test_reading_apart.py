"""What is taken in from a page: read apart, mapped, told."""

import pytest
from conftest import AT
from imports.test_mapping import TABLE, records
from imports.test_taking_in import log
from streamlit.testing.v1 import AppTest

from privacy.display.figures import PAGES
from privacy.errors import BadExport
from privacy.reading_apart import take_in_apart

DASHBOARD = str(PAGES.parent / "dashboard.py")


def test_an_export_is_read_by_a_process_of_its_own(home):
    good = home.put("access.log", log(20))
    bad = home.put("poem.txt", b"Det var en gang\n")
    taken, refused = take_in_apart(home.installation, home.organisation, [good, bad])
    assert (taken.format, taken.read, taken.accepted) == ("combined", 20, 20)
    assert "no format" in refused.refused


def test_a_reader_that_says_nothing_is_a_sentence(home, monkeypatch):
    monkeypatch.setattr("privacy.reading_apart.sys.executable", "false")
    path = home.put("access.log", log(2))
    with pytest.raises(BadExport, match="its reader ended"):
        take_in_apart(home.installation, home.organisation, [path])


@pytest.fixture
def page(home):
    home.put("kunder.csv", TABLE.encode())
    home.put("web/access.log", log(5))
    home.take_in()
    page = AppTest.from_file(DASHBOARD, default_timeout=120)
    page.session_state["installation"] = home.installation
    page.session_state["pinned_now"] = AT
    page.session_state["as"] = "dpo"
    page.session_state["lang"] = "en"
    page.run()
    page.switch_page(str(PAGES / "dpo" / "imports.py"))
    return page.run()


def choose(page, label, value):
    (box,) = [box for box in page.selectbox if box.label == label]
    return box.select(value).run()


def write(page, label, value):
    (field,) = [field for field in page.text_input if field.label == label]
    return field.input(value).run()


def press(page, label):
    (button,) = [button for button in page.button if button.label == label]
    return button.click().run()


def map_file(page, name):
    choose(page, "File to map", "kunder.csv")
    choose(page, "What the rows are", "records")
    choose(page, "ärendenr", "record_id")
    choose(page, "avslutad", "contract_end")
    write(page, "system is always", "Kundsystemet")
    write(page, "record_type is always", "Kunduppgift")
    write(page, "Name of the mapping, in small letters", name)
    return press(page, "Save the mapping and take the file in")


def test_a_file_that_nobody_recognised_is_mapped_and_taken_in(page, home):
    map_file(page, "kundsystem")
    assert not page.exception
    assert [told.value for told in page.success if "kunder.csv" in told.value] == [
        "kunder.csv: records/neutral, 2 read = 2 accepted + 0 rejected + 0 duplicate."
    ]
    assert [row[0] for row in records(home)] == ["A1", "A2"]
    text = (home.folder / "policy" / "mapping-kundsystem.toml").read_text("utf-8")
    assert "kundens namn" not in text


def test_the_preview_shows_what_is_mapped_and_nothing_else(page):
    choose(page, "File to map", "kunder.csv")
    choose(page, "What the rows are", "records")
    choose(page, "ärendenr", "record_id")
    (table,) = page.table
    assert list(table.value.columns) == ["record_id"]
    assert "Anna Andersson" not in str(table.value)


def test_a_mapping_without_a_name_is_a_sentence(page, home):
    map_file(page, "../evil")
    assert any("small letters" in error.value for error in page.error)
    assert not list(home.folder.rglob("mapping-*"))
