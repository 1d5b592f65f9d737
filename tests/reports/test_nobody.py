"""Nobody's data is in any file that leaves: canaries are planted in every source."""

import datetime
import io
import zipfile

import pypdf
import pytest
from conftest import AS_OF, AT, DPO, Home
from imports.test_canaries import CANARIES, exports
from released_home import shared_home
from reports.test_inspection_pack import bytes_of
from reports.test_processing import FIELDS, PROCESSORS, RECIPIENTS, SYSTEMS

from privacy.contracts.roles import Role
from privacy.journal import Journal
from privacy.operations.calendar import write_calendar
from privacy.reports import make_yearly_report
from privacy.reports.processing import FORMS, register_of
from privacy.reports.public import make_public_page
from privacy.storage.verify_pack import files_in

MAIL, NAME, CASE, RECORD = (
    "kanarie@example.se",
    "Anna Berg",
    "R1KANARIE",
    "POST-KANARIE",
)
PLANTED = [*CANARIES, MAIL, NAME, CASE, RECORD]
ACTIVITIES = f"""\
activity_id;activity_type;purpose;role;principal;operations;legal_basis;\
has_automated_decision;is_distribution;has_data_categories;has_recipients;\
has_retention;has_security;reviewed_on;systems;recipients;retention;security
B-1;kund;kundvård hos {NAME};ansvarig;;lagring;avtal;nej;nej;ja;ja;ja;ja;2026-09-01;\
CRM, {MAIL};Banken, {MAIL};fråga {MAIL};ring {CANARIES[0]}
"""
INCIDENTS = f"""\
incident_id,incident_type,occurred_at,aware_at,reported_at,closed_on,informed_on
{CASE},{MAIL},2026-11-20T10:00:00+01:00,2026-11-20T16:10:00+01:00,,,
"""
RECORDS = f"""\
system,record_type,record_id,created_on
CRM,Avtal,{RECORD},2010-01-01
"""


def planted_home(folder) -> Home:
    home = Home(folder)
    exports(home)
    for name, text in (
        ("activities", ACTIVITIES),
        ("systems", SYSTEMS),
        ("processors", PROCESSORS),
        ("recipients", RECIPIENTS),
        ("fields", FIELDS),
        ("incidents", INCIDENTS),
        ("records", RECORDS),
        (
            "requests",
            f"request_id,request_type,received_at\n{CASE},{NAME},2026-11-01\n",
        ),
    ):
        home.put(f"{name}/{name}-planted.csv", text.encode())
    home.take_in()
    Journal.of(home.organisation).write(
        "hold_set", DPO, AT.isoformat(), system="CRM", record_type="Avtal",
        record_id=RECORD, reason=f"Tvist med {NAME}, {MAIL}", owner=NAME,
    )  # fmt: skip
    return home


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    return shared_home(tmp_path_factory, "nobody", planted_home)


def texts_of(content):
    """What a file says, however it is packed."""
    if content.startswith(b"%PDF"):
        return [
            leaf.extract_text() for leaf in pypdf.PdfReader(io.BytesIO(content)).pages
        ]
    if content.startswith(b"PK"):
        archive = zipfile.ZipFile(io.BytesIO(content))
        return [
            archive.read(name).decode("utf-8", "replace") for name in archive.namelist()
        ]
    return [content.decode()]


def leaks(name, content):
    text = " ".join(" ".join(texts_of(content)).split())
    return [(name, canary) for canary in PLANTED if canary in text]


@pytest.mark.parametrize("language", ["sv", "en"])
def test_no_canary_is_in_a_file_that_leaves(home, language):
    desk = home.desk(Role.DPO)
    result, files = [], dict(files_in(bytes_of(home, language)))
    for form in ("pdf", "docx", "html"):
        files[f"year.{form}"] = make_yearly_report(
            desk, 2026, language=language, form=form, as_of=AS_OF
        )
    register = register_of(desk, AS_OF)
    for ending, write in FORMS.items():
        files[f"processing{ending}"] = write(register, language)
    files["public.html"] = make_public_page(home.desk(Role.MANAGER), AS_OF, language)
    files["days.ics"] = write_calendar(
        desk.ask("dpo/requests", as_of=AS_OF, language=language),
        desk.ask("dpo/incidents", as_of=AS_OF),
        title="Claims Link AB",
        at=datetime.datetime(2026, 11, 23, 8, tzinfo=datetime.UTC),
        secret="5e" * 32,
        language=language,
    ).replace("\r\n ", "").encode()  # fmt: skip
    del files["manifest.sig"]
    assert len(files) > 25
    for name, content in files.items():
        result += leaks(name, content)
    assert result == []


def test_the_canaries_are_in_what_is_read(home):
    listed = home.desk(Role.DPO).ask("dpo/requests", as_of=AS_OF, language="sv")
    assert CASE in listed.column("request_id")
    records = home.desk(Role.DPO).ask("register/activities").records()
    assert any(NAME in str(row["purpose"]) for row in records)
