"""A table that nobody recognises is proposed by its titles and by what cells hold."""

import csv

import pytest

from privacy.imports.formats import head_names
from privacy.imports.mapping import columns_of, mappable
from privacy.imports.proposing import (
    Head,
    column_title,
    constants_of,
    propose_columns,
    propose_name,
    propose_tables,
)
from privacy.policy import Policy

WORDS = {"word": (("right", "radering", "radering", None, None, None),)}
POLICY = Policy("exempel", "Exempel", None, {})


def head(text):
    lines = text.strip().splitlines()
    return Head(head_names(lines[0], ";"), list(csv.reader(lines[1:], delimiter=";")))


def proposed(text, file="tabell.csv", policy=POLICY):
    result = head(text)
    table = propose_tables(result, file, policy)[0]
    return table, propose_columns(result, table)


INVENTORY = """
Typ;Löpnummer;Avslutad
Skadeärende;S-1001;2024-03-01
Skadeärende;S-1002;2023-01-15
Avtal;A-77;
"""

ARCHIVE = """
Ärendenr;Personnummer;Skapad;Senast ändrad;Gallras;Status;Handläggare;Beslutsdatum;Typ
2024-11;19850412-1236;2024-01-02;2024-02-03;2034-02-03;Stängd;Eva Ek;2024-02-01;Avtal
2024-12;19790101-1234;2024-01-05;2024-02-04;2034-02-03;Öppen;Bo Al;2024-02-02;Avtal
"""

ENGLISH = """
Customer ID;Record type;Created;Contract end;Last activity;E-mail
C1;Customer;2020-01-01;2024-01-01;2024-05-01;ann@example.com
C2;Customer;2021-01-01;;2024-06-01;bob@example.com
"""


def test_a_swedish_inventory_is_proposed_as_one():
    assert proposed(INVENTORY) == (
        "records",
        {"record_type": "typ", "record_id": "löpnummer", "case_closed_on": "avslutad"},
    )


def test_its_system_is_asked_for_and_not_guessed():
    table, columns = proposed(INVENTORY)
    assert constants_of(table, columns) == ["system"]


def test_the_days_of_an_archive_are_told_by_their_titles():
    assert proposed(ARCHIVE) == (
        "records",
        {
            "record_type": "typ",
            "record_id": "ärendenr",
            "first_seen_at": "skapad",
            "last_seen_on": "senast ändrad",
            "event_on": "beslutsdatum",
            "case_open": "status",
        },
    )


def test_english_titles_are_known_as_well():
    table, columns = proposed(ENGLISH)
    assert table == "records"
    assert columns["contract_end"] == "contract end"
    assert columns["first_seen_at"] == "created"


def test_what_names_persons_is_left_out_by_its_title_or_by_its_cells():
    result = head(ARCHIVE)
    dropped = [title for title in result.cells if result.is_dropped(title)]
    assert dropped == ["personnummer", "handläggare"]
    by_cells = head("Id;Uppgift\nA-1;Anna Andersson\nA-2;Bo Berg")
    assert by_cells.kinds["uppgift"] == "personal"
    assert "uppgift" not in propose_columns(by_cells, "records").values()


def test_a_title_whose_cells_cannot_be_read_so_is_not_proposed():
    flags = INVENTORY.replace("2024-03-01", "ja").replace("2023-01-15", "nej")
    assert "avslutad" not in proposed(flags)[1].values()


def test_titles_that_nobody_knows_are_proposed_by_their_cells_but_never_a_day():
    text = "Kol1;Kol2;Kol3\nA-1;Faktura;2020-01-01\nA-2;Faktura;2020-02-01\n"
    text += "A-3;Avtal;2020-03-01\nA-4;Avtal;2020-03-03"
    assert propose_columns(head(text), "records") == {
        "record_type": "kol2",
        "record_id": "kol1",
    }
    assert head(text).kinds["kol3"] == "day"


def test_a_column_of_rights_makes_a_table_one_of_requests():
    text = "Typ;Löpnummer;Avslutad\nRadering;D-1;2026-01-02\nRadering;D-2;"
    assert proposed(text)[0] == "records"
    policy = Policy("exempel", "Exempel", None, WORDS)
    table, columns = proposed(text, policy=policy)
    assert (table, columns["closed_on"]) == ("requests", "avslutad")


@pytest.mark.parametrize(
    ("file", "titles", "table"),
    [
        ("kakor.csv", "Namn;Domän;Syfte;Livslängd", "cookies"),
        ("biträden.csv", "Biträde;Tjänst;Land;Avtal tecknat", "processors"),
        ("incidentlogg.csv", "Nr;Typ;Upptäckt;Avslutad", "incidents"),
        ("behörigheter.csv", "Användarnamn;System;Roll;Anställd", "accounts"),
        ("dsar.csv", "Dnr;Rättighet;Inkom;Svar skickat", "requests"),
    ],
)
def test_other_lists_are_told_by_titles_and_the_name_of_the_file(file, titles, table):
    assert proposed(titles, file)[0] == table


def test_titles_are_compared_without_case_signs_and_what_says_only_day():
    text = "ÄRENDE-NR;Typ av ärende;Datum för avslut\nA-1;Avtal;2024-01-01"
    assert propose_columns(head(text), "records") == {
        "record_id": "ärende-nr",
        "record_type": "typ av ärende",
        "case_closed_on": "datum för avslut",
    }


@pytest.mark.parametrize(
    ("file", "name"),
    [
        ("Kundlista 2026-11.csv", "kundlista"),
        ("ÅÄÖ_register.xlsx", "aao-register"),
        ("2026.csv", "tabell"),
        ("arkiv.csv", "arkiv-2"),
    ],
)
def test_a_mapping_gets_a_name_that_none_has(file, name):
    assert propose_name(file, ["arkiv"]) == name


def test_each_column_that_can_be_mapped_has_a_swedish_title_of_its_own():
    for table in mappable():
        titles = [column_title(column).lower() for column in columns_of(table)]
        assert len(set(titles)) == len(titles), table
