"""The register of processing: what is declared, what is shown, what disagrees."""

import csv
import datetime
import io
from dataclasses import replace

import pypdf
import pytest
from conftest import AS_OF, Home
from docx import Document
from released_home import shared_home

from privacy.commands import main
from privacy.contracts.roles import Role
from privacy.policy import law_files, read_policy
from privacy.reports.paper import Room
from privacy.reports.processing import (
    DECLARED,
    DISAGREES,
    FORMS,
    SHOWN,
    Exports,
    disagreements_of,
    processing_paper,
    register_of,
)
from privacy.wording import catalogue

ACTIVITIES = """\
activity_id;activity_type;purpose;role;principal;operations;legal_basis;\
has_automated_decision;is_distribution;has_data_categories;has_recipients;\
has_retention;has_security;reviewed_on;systems;data_subjects;data_categories;\
recipients;third_countries;safeguards;retention;security
B-1;kund;kundvård;ansvarig;;lagring;avtal;nej;nej;ja;ja;ja;ja;2026-09-01;\
CRM;kunder;namn;Banken;IN;standardavtalsklausuler;10 år efter avtalet;behörighet
B-2;utskick;nyhetsbrev;ansvarig;;lagring;samtycke;nej;nej;ja;nej;ja;ja;2026-09-01;\
Utskick, gamla;prenumeranter;namn;;;;;
B-3;skador;skadereglering;biträde;Bolaget AB;lagring;avtal;nej;nej;ja;ja;ja;ja;\
2026-09-01;Skador;;;;;;;kryptering
B-4;test;;ansvarig;;lagring;avtal;nej;nej;nej;nej;nej;nej;2026-09-01;;\
anna.berg@example.com;;;;;;
"""
SYSTEMS = """\
system,supplier,owner_id,country,is_own,is_sensitive,is_restricted,\
has_gallring_routine,dpa_signed_on,gallring_run_on
CRM,Molnet,O-1,SE,false,false,true,true,2025-01-01,2026-10-01
Skador,Egen,O-1,SE,true,false,true,true,2025-01-01,2026-10-01
Arkiv,Egen,O-1,SE,true,false,true,true,2025-01-01,2026-10-01
"""
PROCESSORS = """\
processor,service,country,parent_processor,has_access,dpa_signed_on,dpa_expires_on,\
audited_on,transfer_mechanism,tia_on
Molnet,drift,US,,true,2025-01-01,,,SCC,
Tolkarna,tolkning,RS,,true,2025-01-01,,,,
Londonkontoret,support,GB,,true,2025-01-01,,,,
Statistikbolaget,statistik,US,,true,2025-01-01,,,,
"""
RECIPIENTS = """\
recipient,recipient_type,country,data_source,transfer_mechanism,tia_on
Banken,bank,SE,CRM,,
Reklambyrån,partner,SE,CRM,,
"""
FIELDS = """\
system,table_name,column_name,data_category,row_count,filled_count,is_used,is_public
CRM,kund,namn,namn,10,10,true,false
CRM,kund,konto,bankkonto,10,3,true,false
CRM,kund,tom,hälsa,10,0,true,false
"""
PLANTED = {
    ("B-1", "undeclared_category", "bankkonto"),
    ("B-1", "undeclared_recipient", "Reklambyrån"),
    ("B-1", "undeclared_country", "US"),
    ("B-2", "unknown_system", "Utskick, gamla"),
    ("B-2", "not_stated", "recipients"),
    ("B-4", "not_stated", "purpose"),
    ("B-4", "not_stated", "data_categories"),
    ("B-4", "not_stated", "recipients"),
    ("B-4", "not_stated", "retention"),
    ("B-4", "not_stated", "security"),
    (None, "system_in_no_activity", "Arkiv"),
    (None, "transfer_without_ground", "Tolkarna"),
    (None, "transfer_if_covered", "Statistikbolaget"),
}


def declared_home(folder) -> Home:
    home = Home(folder)
    for name, text in (
        ("activities/activities.csv", ACTIVITIES),
        ("systems/systems.csv", SYSTEMS),
        ("processors/processors.csv", PROCESSORS),
        ("recipients/recipients.csv", RECIPIENTS),
        ("fields/fields.csv", FIELDS),
    ):
        home.put(name, text.encode())
    home.take_in()
    return home


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    return shared_home(tmp_path_factory, "declared", declared_home)


@pytest.fixture(scope="module")
def register(home):
    return register_of(home.desk(Role.DPO), AS_OF)


def test_what_was_planted_is_found_and_nothing_else(register):
    result = {
        (row["activity_id"], row["kind"], row["subject"])
        for row in register.disagreements
    }
    assert result == PLANTED
    assert len(register.disagreements) == len(PLANTED)


def exports_of(**shown) -> Exports:
    nothing = dict.fromkeys(
        "systems processors recipients fields rules eea adequate adequate_if_covered"
        " periods".split(),
        (),
    )
    return Exports(**{**nothing, "periods": {}, **shown})


def activity(number, systems, retention):
    row = dict.fromkeys(DECLARED)
    flags = ("has_data_categories", "has_recipients", "has_retention", "has_security")
    row |= {"activity_id": number, "systems": systems, "retention": retention}
    return {
        **row,
        **dict.fromkeys(flags, True),
        **{column.name: [] for column in SHOWN},
        "purpose": "vård",
        "data_subjects": ["kunder"],
    }


@pytest.mark.parametrize(
    ("declared", "differs"),
    [
        (["tolv månader"], False),
        (["1 år"], False),
        (["högst 180 dagar"], True),
        (["180 dagar", "ett år efter avtalet"], False),
        (["180 dagar", "så länge avtalet gäller"], False),
        (["så länge avtalet gäller"], False),
        (["6-12 månader"], False),
        ([None], False),
    ],
)
def test_a_rule_of_another_time_than_any_activity_of_its_system_declares_is_named(
    declared, differs
):
    exports = exports_of(
        rules=[
            {"system": "CRM", "record_type": "kund", "deciding_rule": "A"},
            {"system": "CRM", "record_type": "bild", "deciding_rule": "UNTIMED"},
            {"system": "Annat", "record_type": "x", "deciding_rule": "B"},
        ],
        periods={"A": (1, "years"), "B": (3, "days")},
    )
    activities = [activity(n, ["crm "], text) for n, text in enumerate(declared)]
    result = [
        row["subject"]
        for row in disagreements_of(activities, exports)
        if row["kind"] == "other_period"
    ]
    assert result == (["CRM, kund: A"] if differs else [])


def test_one_of_the_rules_that_decide_together_is_enough():
    rule = {"system": "CRM", "record_type": "kund", "deciding_rule": "A+B"}
    exports = exports_of(rules=[rule], periods={"A": (1, "years"), "B": (7, "years")})
    agreeing = disagreements_of([activity(1, ["CRM"], "sju år")], exports)
    assert "other_period" not in {row["kind"] for row in agreeing}


def test_whom_to_ask_stands_in_the_register_when_the_policy_says_it(register):
    contacts = {"contact": "Bolaget, Gatan 1", "representative": "", "officer": "Ombud"}
    (_, grid, *_) = processing_paper(replace(register, contacts=contacts), "sv").parts
    assert grid.lines == [
        ["Personuppgiftsansvarig", "Bolaget, Gatan 1"],
        ["Dataskyddsombud", "Ombud"],
    ]
    (room, *_) = processing_paper(
        replace(register, contacts={**contacts, "officer": ""}), "sv"
    ).parts
    assert isinstance(room, Room)
    assert "art. 30.1 a" in room.label


def test_what_is_declared_is_kept_as_text(register):
    (first, *_) = register.activities
    assert first["retention"] == "10 år efter avtalet"
    assert first["safeguards"] == "standardavtalsklausuler"
    assert first["data_subjects"] == ["kunder"]
    assert first["shown_countries"] == ["SE", "US"]
    assert first["shown_categories"] == ["bankkonto", "namn"]


@pytest.mark.parametrize("language", ["sv", "en"])
def test_each_form_says_the_same_and_names_nobody(register, language):
    word = Document(io.BytesIO(FORMS[".docx"](register, language)))
    pdf = pypdf.PdfReader(io.BytesIO(FORMS[".pdf"](register, language)))
    texts = [
        "\n".join(c.text for t in word.tables for row in t.rows for c in row.cells),
        "\n".join(leaf.extract_text() for leaf in pdf.pages),
        FORMS[".html"](register, language).decode(),
        FORMS[".csv"](register, language).decode(),
    ]
    for text in texts:
        flat = " ".join(text.split())
        assert "Reklambyrån" in flat
        assert "10 år efter avtalet" in flat
        assert "anna.berg" not in flat
    assert pdf.trailer["/Root"]["/Lang"] == language


def test_the_table_for_excel_has_a_line_for_each_activity(register):
    text = FORMS[".csv"](register, "sv").decode("utf-8-sig")
    lines = list(csv.reader(io.StringIO(text), delimiter=";"))
    activities = [line[0] for line in lines[1:] if line[0]]
    assert activities == ["B-1", "B-2", "B-3", "B-4"]
    assert len({len(line) for line in lines}) == 1


def test_the_table_for_excel_says_what_disagrees_of_no_activity_too(register):
    text = FORMS[".csv"](register, "sv").decode("utf-8-sig")
    lines = list(csv.reader(io.StringIO(text), delimiter=";"))
    last = [line[-1] for line in lines[1:] if not line[0]]
    subjects = [subject for of, _kind, subject in PLANTED if of is None]
    assert sorted(line.rsplit(": ", 1)[1] for line in last) == sorted(subjects)


def test_controller_and_processor_stand_apart(register):
    html = FORMS[".html"](register, "sv").decode()
    assert html.index("art. 30.1)") < html.index("B-1") < html.index("art. 30.2)")
    assert html.index("art. 30.2)") < html.index("B-3")
    assert processing_paper(register, "sv").title == "Register över behandling"


def test_without_an_export_of_the_record_there_is_no_register(tmp_path, capsys):
    home = Home(tmp_path)
    home.put("systems/systems.csv", SYSTEMS.encode())
    home.take_in()
    words = ["--data", str(home.installation.data), "processing", "-o", "x.docx"]
    now = datetime.datetime(2026, 11, 23, 8, tzinfo=datetime.UTC)
    assert main(words, lambda: now) == 1
    assert "No export of the record of processing" in capsys.readouterr().err


# The Commission's decisions


def adequate(home, day, name="adequate_country"):
    rows = read_policy(home.folder).on(day).table("listed")
    return {row["value"] for row in rows if row["list"] == name}


@pytest.mark.parametrize(
    ("country", "day", "holds"),
    [
        ("BR", datetime.date(2026, 1, 26), False),
        ("BR", datetime.date(2026, 1, 27), True),
        ("GB", datetime.date(2021, 6, 27), False),
        ("GB", datetime.date(2025, 12, 28), True),
        ("GB", datetime.date(2031, 12, 27), True),
        ("GB", datetime.date(2031, 12, 28), False),
        ("KR", datetime.date(2021, 12, 16), False),
        ("CH", datetime.date(2018, 5, 25), True),
        ("US", AS_OF, False),
        ("CA", AS_OF, False),
    ],
)
def test_a_decision_holds_from_its_first_day_through_its_last(
    home, country, day, holds
):
    assert (country in adequate(home, day)) == holds


def test_a_decision_on_some_recipients_alone_needs_a_ground_stated(home):
    covered = "adequate_if_covered"
    assert adequate(home, AS_OF, covered) == {"CA", "US"}
    assert adequate(home, datetime.date(2021, 1, 1), covered) == {"CA"}


def test_each_decision_is_cited_by_its_number():
    (file,) = [file for file in law_files() if file.name == "adequacy.toml"]
    lines = [n for n in file.read_text(encoding="utf-8").splitlines() if "{" in n]
    assert len(lines) == 17
    assert all("/" in line.split("citation = ")[1] for line in lines)


def test_every_line_of_the_register_has_its_swedish_name():
    names = [*DECLARED, *(column.name for column in (*SHOWN, *DISAGREES))]
    unsaid = [name for name in names if f"column {name}" not in catalogue("sv")]
    assert unsaid == []
