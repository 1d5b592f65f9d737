"""The page Policy rules changes the files as it said it would, or says why not."""

import datetime
from dataclasses import replace

import pytest
from conftest import AS_OF, Home, copy_of
from pages.conftest import RECORDS
from pages.opening import opened

from privacy.contracts.roles import Role
from privacy.contracts.tables import tables
from privacy.display.audits import _citation
from privacy.imports.mapping import ColumnMapping, mapping_named, new_mapping
from privacy.journal import Journal
from privacy.policy import SHAPES, read_policy
from privacy.storage.builds import current_build
from privacy.wording import name_column

HAND = """
[[retention_rule]]
rule_id = "ARKIV"
kind = "maximum"
method = "period"
base = "case_closed_on"
period = 10
unit = "years"
gloss_sv = "Arkivet gallras efter tio år"
citation = "Policyn"
valid_from = 2020-01-01
"""
ARCHIVE = "Typ;Löpnummer;Avslutad\nAvtal;A1;2020-05-13\n"
TITLES = {
    "record_type": "typ",
    "record_id": "löpnummer",
    "case_closed_on": "avslutad",
}
OTHERS = "system,record_type,record_id\nArkivet,Akt,A1\n"
SURVEY = "Survey answers are kept at most 180 days after answering"
"""What the rule SURVEY_180D is called."""


@pytest.fixture(scope="module")
def imported(tmp_path_factory):
    made = Home(tmp_path_factory.mktemp("imported"))
    made.put("records/records.csv", RECORDS)
    made.put("records/others.csv", OTHERS.encode())
    made.take_in()
    return made


@pytest.fixture
def home(imported, tmp_path):
    return copy_of(imported, tmp_path)


def field(page, label):
    fields = [*page.selectbox, *page.text_input, *page.number_input, *page.multiselect]
    (result,) = [one for one in fields if one.label == label]
    return result


def press(page, label):
    (button,) = [one for one in page.button if one.label == label]
    return button.click().run()


def part(home, name):
    page = opened(home, "dpo/policy", Role.DPO, "en")
    page.default_timeout = 300  # a save makes a build
    page.selectbox(key="Policy rules: what is in force part").set_value(name)
    return page.run()


def changed_survey(home):
    page = part(home, "retention_rule")
    things = field(page, "What to change")
    things.set_value(SURVEY)
    page.run()
    field(page, "How many").set_value(30)
    return page.run()


def test_what_is_in_force_is_named_and_its_code_stands_small_below(home):
    page = part(home, "retention_rule")
    shown = next(html.value for html in page.get("html") if "180 days" in html.value)
    assert f'{SURVEY}<small class="pd-code">SURVEY_180D</small>' in shown
    assert "(SURVEY_180D)" not in shown
    assert "(answered_on)" not in shown


def test_two_rules_of_one_name_are_told_apart_by_their_codes(home):
    file = home.folder / "policy" / "retention.toml"
    other = HAND.replace('"ARKIV"', '"ARKIV_2"')
    file.write_text(file.read_text("utf-8") + HAND + other, encoding="utf-8")
    options = field(part(home, "retention_rule"), "What to change").options
    named = [one for one in options if one.startswith("Arkivet gallras")]
    assert named == [
        f"Arkivet gallras efter tio år ({n})" for n in ("ARKIV", "ARKIV_2")
    ]


def test_what_is_missing_is_said_and_what_was_written_stays(home):
    page = press(changed_survey(home), "Show what it would do")
    assert "Fill in: Citation" in page.error[0].value
    assert field(page, "How many").value == 30


def test_a_file_edited_by_hand_meanwhile_is_kept_and_the_form_too(home):
    page = changed_survey(home)
    field(page, "Citation: where it stands, or whose choice").set_value("Decision 7")
    page = press(page, "Show what it would do")
    assert not page.exception
    assert not page.error
    file = home.folder / "policy" / "retention.toml"
    file.write_text(file.read_text("utf-8") + HAND, encoding="utf-8")
    page = press(page, "Save")
    assert not page.exception, page.exception
    assert "changed since this form was opened" in page.error[0].value
    assert field(page, "How many").value == 30
    assert not (home.folder / "policy" / "changes.toml").exists()
    page = press(press(page, "Show what it would do"), "Save")
    assert f"{SURVEY} is saved" in page.success[0].value
    assert HAND in file.read_text("utf-8")
    text = (home.folder / "policy" / "changes.toml").read_text("utf-8")
    assert "period = 30" in text
    assert 'citation = "Decision 7"' in text
    (entry,) = Journal.of(home.organisation).entries("policy_changed")
    assert (entry.details["name"], entry.details["table"]) == (
        "SURVEY_180D",
        "retention_rule",
    )
    assert field(page, "Name of the rule").value == ""


def test_a_kind_that_no_rule_governs_is_offered_with_every_rule(home):
    page = part(home, "record_kind")
    things = field(page, "What to change")
    at = next(n for n, one in enumerate(things.options) if "Arkivet · Akt" in one)
    assert "no rule yet" in things.options[at]
    things.select_index(at)
    page.run()
    assert field(page, "System").value == "Arkivet"
    assert field(page, "Kind of record").value == "Akt"
    offered = field(page, "Rules that govern it").options
    assert SURVEY in offered


def test_a_rule_that_no_kind_names_governs_nothing_yet_and_leads_to_the_kinds(home):
    file = home.folder / "policy" / "retention.toml"
    file.write_text(file.read_text("utf-8") + HAND, encoding="utf-8")
    page = part(home, "retention_rule")
    assert not [one for one in page.button if "SURVEY" in one.label]
    page = press(page, "Arkivet gallras efter tio år: choose what it governs")
    assert not page.exception
    chosen = field(page, "Rules that govern it").value
    assert chosen == ["ARKIV"]


def written(home, name, labels):
    page = part(home, name)
    for label, value in labels.items():
        field(page, label).set_value(value)
        page.run()
        assert not page.exception, page.exception
    page = press(press(page, "Show what it would do"), "Save")
    assert not page.exception, page.exception
    assert not page.error, page.error
    return (home.folder / "policy" / "changes.toml").read_text("utf-8")


@pytest.mark.usefixtures("without_process")
def test_how_a_ticket_system_writes_days_is_said_in_a_form(home):
    page = part(home, "ticket_system")
    assert "jira" in field(page, "System").options
    assert "Europe/Stockholm" in field(page, "Time zone").options
    text = written(
        home,
        "ticket_system",
        {
            "System": "jira",
            "What stands first, day or month": "month first",
            "Citation: where it stands, or whose choice": "The manual, page 3",
        },
    )
    assert '[[ticket_system]]\nsystem = "jira"\nday_order = "month first"' in text
    assert 'citation = "The manual, page 3"' in text
    (entry,) = Journal.of(home.organisation).entries("policy_changed")
    assert (entry.details["table"], entry.details["name"]) == ("ticket_system", "jira")


def test_only_columns_that_hold_persons_numbers_can_be_plain_ids(home):
    page = part(home, "plain_id")
    assert not [one for one in page.selectbox if one.label == "Column"]
    kinds = [{f.kind for f in table.fields} for table in tables().values()]
    known = [table for table in kinds if table & {"person", "number"}]
    assert len(field(page, "Table").options) == len(known) < len(kinds)
    field(page, "Table").set_value("requests")
    page.run()
    assert not page.exception, page.exception
    assert field(page, "Column").options == [name_column("request_id", "en")]


@pytest.mark.parametrize(
    ("name", "labels"),
    [
        (
            "ticket_field",
            {
                "System": "*",
                "What the column holds": "team",
                "Title of the column": "Team",
            },
        ),
        ("call_system", {"System": "asterisk", "Time zone": "Europe/Oslo"}),
        ("dialled_queue", {"Number dialled": "08-100", "Queue": "vägledning"}),
        (
            "guidance_queue",
            {
                "Queue": "vägledning",
                "Citation: where it stands, or whose choice": "P 4",
            },
        ),
        ("search_page", {"Path of the page": "/sok", "Parameter of the search": "q"}),
    ],
    ids=lambda one: one if isinstance(one, str) else "",
)
@pytest.mark.usefixtures("without_process")
def test_each_way_of_reading_has_a_form_that_saves_a_sound_version(home, name, labels):
    text = written(home, name, labels)
    assert f"[[{name}]]" in text
    assert read_policy(home.folder).table(name)


def mapped(home, mapping):
    """Give an organisation a mapping; return its file."""
    ((file, content),) = new_mapping(home.folder, mapping).items()
    file.write_bytes(content)
    return file


def test_a_minimum_is_cited_from_the_rule_that_is_in_force(home):
    names = list(SHAPES["constant"])
    begun, day = datetime.date(2020, 1, 1), datetime.timedelta(days=1)

    def row(citation, begins, ends=None):
        given = {"name": "min_persons", "value": 5, "unit": "persons"}
        given |= {"citation": citation, "valid_from": begins, "valid_to": ends}
        return tuple(given.get(column) for column in names)

    rows = row("the law's", begun), row("ours", begun), row("ended", begun + day, AS_OF)
    policy = replace(read_policy(home.folder), rows={"constant": rows})
    assert _citation(policy, "min_persons", AS_OF + day) == "ours (2020-01-01)"


def test_a_mapping_is_changed_and_what_stood_before_is_kept_beside_it(home):
    home.put("records/arkiv.csv", ARCHIVE.encode())
    mapping = ColumnMapping("arkiv", "records", TITLES, {"system": "Arkivet"})
    file = mapped(home, mapping)
    page = part(home, "mapping")
    field(page, "Mapping").set_value("arkiv")
    page.run()
    assert not page.exception, page.exception
    assert any("Tried on arkiv.csv" in one.value for one in page.markdown)
    field(page, "Avslutad").set_value("contract_end")
    page.run()
    page = press(page, "Save the mapping")
    assert not page.exception, page.exception
    assert "arkiv is saved" in page.success[0].value
    policy = read_policy(home.folder)
    assert mapping_named(policy, "arkiv").titles["contract_end"] == "avslutad"
    assert "# " in file.read_text("utf-8")
    (entry,) = Journal.of(home.organisation).entries("policy_changed")
    assert (entry.details["table"], entry.details["name"]) == ("mapping", "arkiv")


@pytest.mark.usefixtures("without_process")
def test_a_mapping_that_was_removed_makes_a_build_and_can_be_made_again(home):
    mapping = ColumnMapping("arkiv", "records", TITLES, {"system": "Arkivet"})
    file = mapped(home, mapping)
    before = current_build(home.organisation).stamp
    page = part(home, "mapping")
    field(page, "Mapping").set_value("arkiv")
    page.run()
    assert any("No export with these titles" in one.value for one in page.markdown)
    page = press(page, "Remove the mapping")
    assert not page.exception, page.exception
    assert "arkiv is removed" in page.success[0].value
    assert current_build(home.organisation).stamp != before
    assert mapped(home, mapping) == file
    assert mapping_named(read_policy(home.folder), "arkiv") == mapping
