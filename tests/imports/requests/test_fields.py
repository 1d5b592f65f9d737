"""Which columns hold what: by the format, by well-known titles, by the policy."""

import dataclasses

import pytest

from privacy.errors import BadExport
from privacy.imports.tickets import compared
from tests.conftest import SAMPLES
from tests.imports.requests.reading import read


def rows_of(tmp_path, head, *rows, **policy):
    content = "\n".join([head, *rows, ""]).encode()
    return read(tmp_path / "export.csv", content, "requests", **policy).requests


@pytest.mark.parametrize(
    "title",
    [
        "Identity Requested",
        "custom field (Identity requested)",
        "Anpassat fält (Identity requested)",
        "u_identity_requested",
        "cf_identity_requested",
        "Custom Field Identity requested",
        "Identity requested [date]",
    ],
)
def test_a_title_is_the_same_whatever_its_system_puts_around_it(title):
    assert compared(title) == "identity requested"


def test_an_empty_column_is_told_and_a_missing_one_is_not(tmp_path):
    head = "Issue key,Issue Type,Status,Created,Identitet begärd"
    (row,) = rows_of(tmp_path, head, "A-1,Task,Open,2026-11-05,")
    assert "identity_requested_on" in row["told_fields"]
    assert "extension_notified_on" not in row["told_fields"]
    assert "closed_on" not in row["told_fields"]


def test_the_policy_maps_a_column_of_ones_own(tmp_path):
    head = "Issue key,Issue Type,Status,Created,Resolved,Legg.kontroll,Utskick"
    mapped = [
        {"system": "jira", "field": "identity_requested_on", "title": "Legg.kontroll"},
        {"system": "jira", "field": "closed_on", "title": "Utskick"},
        {"system": "zendesk", "field": "closed_on", "title": "Created"},
    ]
    rows = rows_of(
        tmp_path,
        head,
        "A-1,Task,Done,2026-11-01,2026-11-20,2026-11-02,2026-11-09",
        "A-2,Task,Done,2026-11-01,2026-11-20,,",
        ticket_field=mapped,
    )
    assert [str(row["closed_on"]) for row in rows] == ["2026-11-09", "2026-11-20"]
    assert str(rows[0]["identity_requested_on"]) == "2026-11-02"


def test_a_translated_head_row_is_known(tmp_path):
    heads = {
        "jira": "Vorgangsschlüssel;Vorgangstyp;Status;Erstellt;Erledigt",
        "otrs": "Ärendenummer;Skapad;Stängd;Status;Kö;Lås;Ålder;Prioritet",
        "glpi": "ID;Statut;Date d'ouverture;Dernière modification;Catégorie;Type",
    }
    for system, head in heads.items():
        cells = ["7", *["2026-11-05"] * head.count(";")]
        (row,) = rows_of(tmp_path, head, ";".join(cells))
        assert row["system"] == system
        assert row["request_id"] == "7"


def test_of_repeated_columns_the_first_counts(tmp_path):
    head = "Issue key,Issue Type,Status,Created,Request type,Request type,Labels,Labels"
    (row,) = rows_of(tmp_path, head, "A-1,Task,Open,2026-11-05,Radering,Annat,x,y")
    assert row["request_type"] == "Radering"


def test_a_ticket_listed_for_each_change_says_what_it_says_last(tmp_path):
    head = "number,opened_at,state,assignment_group,category,priority,sys_updated_on"
    rows = rows_of(
        tmp_path,
        head,
        "INC1,2026-11-01,Closed,Dataskydd,Radering,3,2026-11-09 10:00:00",
        "INC1,2026-11-01,New,Dataskydd,Radering,3,2026-11-01 10:00:00",
        "INC2,2026-11-01,New,Dataskydd,Radering,3,2026-11-01 10:00:00",
    )
    result = sorted((row["request_id"], row["ticket_status"]) for row in rows)
    assert result == [("INC1", "Closed"), ("INC1", "Closed"), ("INC2", "New")]


def test_a_broken_quote_costs_its_line_and_no_other(tmp_path):
    head = "Issue key,Issue Type,Status,Created,Description"
    content = (
        f'{head}\nA-1,Task,Open,2026-11-05,"never closed\n'
        "A-2,Task,Open,2026-11-06,fine\nA-3,Task,Open\nA-4,Task,Open,2026-11-07,x\n"
    ).encode()
    result = read(tmp_path / "export.csv", content, "requests")
    assert [row["request_id"] for row in result.requests] == ["A-2", "A-4"]
    assert result.rejects == [(2, "not_this_format"), (4, "not_this_format")]


def test_a_cell_with_all_letters_of_a_ticket_is_no_hindrance(tmp_path):
    head = "Issue key,Issue Type,Status,Created,Description"
    letters = "brev efter brev\n" * 400 + "x" * 200_000
    (row,) = rows_of(tmp_path, head, f'A-1,Task,Open,2026-11-05,"{letters}"')
    assert row["request_id"] == "A-1"


def test_a_head_row_alone_is_an_empty_export(tmp_path):
    assert rows_of(tmp_path, "Issue key,Issue Type,Status,Created") == []


def test_free_text_in_a_kept_column_is_dropped_and_named(tmp_path):
    head = "Issue key,Issue Type,Status,Created"
    (row,) = rows_of(tmp_path, head, "A-1,anna@example.se vill,Open,2026-11-05")
    assert row["request_type"] is None
    assert row["bad_fields"] == ["request_type"]


@pytest.mark.skipif(not SAMPLES.exists(), reason="the samples are not here")
@pytest.mark.parametrize(
    ("file", "system", "rows", "tickets"),
    [
        ("glpi-c/glpi.csv", "glpi", 71, 71),
        ("servicenow-uci-2/incident_event_log.csv", "servicenow", 198, 32),
    ],
)
def test_a_sample_of_the_field_is_read_whole(tmp_path, file, system, rows, tickets):
    content = (SAMPLES / "tickets" / file).read_bytes()
    result = read(tmp_path / "sample.csv", content)
    assert dataclasses.astuple(result.taken)[:6] == (
        "requests",
        f"requests/{system}",
        *(rows, rows, 0, 0),
    )
    assert len({row["request_id"] for row in result.requests}) == tickets
    assert all(row["received_at"] and not row["bad_fields"] for row in result.requests)


@pytest.mark.skipif(not SAMPLES.exists(), reason="the samples are not here")
@pytest.mark.parametrize(
    "file",
    ["process-mining/helpdesk.csv", "dlp-foia/requests.csv", "sf311/cases_sample.csv"],
)
def test_a_sample_of_no_known_system_is_refused(tmp_path, file):
    content = (SAMPLES / "tickets" / file).read_bytes()
    with pytest.raises(BadExport, match="no format that is known"):
        read(tmp_path / "sample.csv", content)
