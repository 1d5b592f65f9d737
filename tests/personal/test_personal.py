"""The scan for personal data: all of it found, and look-alikes left alone."""

import datetime
import json
import random
from pathlib import Path

import pytest

from privacy.personal import (
    KINDS,
    kind_of,
    kinds_in,
    scan_cells,
    scan_rows,
    totals,
)

ORACLE = (
    Path(__file__).parents[3]
    / "shared/samples/oracles/personnummer/personnummer-meta/structured.json"
)
NUMBERS = ("personnummer", "samordningsnummer")


def checked(nine: str) -> str:
    """Nine digits and their check digit."""
    doubled = (int(digit) * (2 - at % 2) for at, digit in enumerate(nine))
    return nine + str(-sum(value // 10 + value % 10 for value in doubled) % 10)


def official(what: str) -> list[tuple[str, str]]:
    if not ORACLE.exists():
        return []
    content = json.loads(ORACLE.read_text(encoding="utf-8"))
    kinds = {"ssn": "personnummer", "con": "samordningsnummer"}
    return [
        (kinds[kind], str(number))
        for kind, forms in content.items()
        for form in forms.values()
        for number in form[what]
    ]


@pytest.mark.skipif(not ORACLE.exists(), reason="the official numbers are not here")
def test_every_valid_official_number_is_found_alone_and_within_text():
    for kind, number in official("valid"):
        assert kinds_in(number) == {kind: 1}
        assert kinds_in(f"gäller {number}, ring kunden")[kind] == 1
        assert kinds_in(f"/sok?q={number}&sida=2")[kind] == 1


@pytest.mark.skipif(not ORACLE.exists(), reason="the official numbers are not here")
def test_no_invalid_official_number_is_found():
    for _, number in official("invalid"):
        result = kinds_in(number) + kinds_in(f"gäller {number}, ring kunden")
        assert not any(result[kind] for kind in NUMBERS)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("mejla karin.test@exempel.se", "email"),
        ("karin%40exempel.se", "email"),
        ("070-123 45 67", "phone"),
        ("0701234567", "phone"),
        ("+46 70 123 45 67", "phone"),
        ("+46 (0)8-123 456 78", "phone"),
        ("0046701234567", "phone"),
        ("ring 08-123 456 78 nu", "phone"),
        ("031-12 34 56", "phone"),
        ("0470-123 45", "phone"),
        ("+47 22 33 44 55", "phone"),
        ("192.0.2.17", "ipv4"),
        ("från 192.0.2.17:443", "ipv4"),
        ("http://192.0.2.17/", "ipv4"),
        ("2001:db8:85a3::8a2e:370:7334", "ipv6"),
        ("[2001:db8:85a3:1:2:3:4:5]", "ipv6"),
        ("Anna Andersson", "name"),
        ("andersson, anna", "name"),
        ("/radgivare/lars-erik-lindqvist", "name"),
        ("anna+karlsson", "name"),
        ("Björn%20Åkesson", "name"),
        ("Ingrid Torstensson", "name"),
        ("198507099805 Anna Andersson", "personnummer"),
    ],
)
def test_personal_data_is_told_by_its_kind(text, kind):
    assert kind_of(text) == kind


@pytest.mark.parametrize(
    "text",
    [
        "",
        "556862-9587",
        "org.nr 165590521984",
        "ORD-2026-000123",
        "faktura 100200300",
        "2026-11-23",
        "2026-11-23 10:15:30",
        "20261123",
        "20261123101530",
        "kl 10:15:30",
        "aa:bb:cc:dd:ee:ff",
        "192.0.2.0",
        "192.0.2.x",
        "127.0.0.1",
        "2001:db8:85a3::",
        "Chrome/120.0.6099.129",
        "version 1.2.3.0",
        "std::vector",
        "123e4567-e89b-12d3-a456-426614174000",
        "020-123 456",
        "0771-123 456",
        "12 000 000 kr",
        "114 28 Stockholm",
        "försäkring björn",
        "Anna",
        "Lund",
        "Gustav III Boulevard 42",
        "Birger Jarlsgatan 55",
        "maria kyrkogata",
        "GDPR@work",
        "5 % rabatt",
    ],
)
def test_look_alikes_are_left_alone(text):
    assert kind_of(text) is None


def test_organisation_numbers_are_told_apart():
    assert kinds_in("5590521984") == {"organisation_number": 1}
    assert kinds_in("556862-9587 och 850709-9805") == {
        "organisation_number": 1,
        "personnummer": 1,
    }


def test_every_written_form_of_a_number_is_found():
    for day in ("850709", "000229", "991231"):
        for serial in range(1, 999, 83):
            ten = checked(f"{day}{serial:03d}")
            century = "20" if day == "000229" else "19"
            forms = [ten, f"{ten[:6]}-{ten[6:]}", century + ten]
            forms.append(f"{century}{ten[:6]}-{ten[6:]}")
            assert all(kind_of(form) == "personnummer" for form in forms)


def test_a_wrong_check_digit_is_never_found():
    ten = checked("850709980")
    wrong = [ten[:9] + str(digit) for digit in range(10) if str(digit) != ten[9]]
    assert not any(kinds_in(number)["personnummer"] for number in wrong)


def test_of_running_order_numbers_hardly_any_is_taken_for_a_person():
    drawn = random.Random(7)
    orders = [f"{drawn.randrange(10**9, 10**10)}" for _ in range(5000)]
    taken = sum(any(kinds_in(order)[kind] for kind in NUMBERS) for order in orders)
    assert taken / len(orders) < 0.01


def test_of_days_and_minutes_only_those_with_a_check_digit_are_taken():
    start = datetime.datetime(2026, 1, 1, tzinfo=datetime.UTC)
    stamps = [start + datetime.timedelta(minutes=37 * n) for n in range(2000)]
    taken = sum(kind_of(f"{stamp:%Y%m%d%H%M}") is not None for stamp in stamps)
    assert taken / len(stamps) < 0.12


def test_a_list_of_numbers_is_counted_one_by_one():
    text = "850709-9805,198507099805;8507099805"
    assert kinds_in(text) == {"personnummer": 3}


def test_a_table_is_counted_by_column_and_line_and_never_quoted():
    rows = [["1", "850709-9805"], ["2", None], ["3", "a@exempel.se 850709-9805"]]
    result = scan_rows("fil.csv", ["id", "note"], rows)
    assert [(f.column, f.kind, f.count, f.lines) for f in result] == [
        ("note", "email", 1, (4,)),
        ("note", "personnummer", 2, (2, 4)),
    ]
    assert "850709" not in repr(result)
    assert "exempel" not in repr(result)
    assert totals(result) == {"email": 1, "personnummer": 2}


def test_a_text_is_counted_by_line():
    lines = ("rad ett", "ring 070-123 45 67", "070-123 45 68")
    result = scan_cells("brev.txt", (("", n, text) for n, text in enumerate(lines, 1)))
    assert [(f.kind, f.count, f.lines) for f in result] == [("phone", 2, (2, 3))]


def test_kinds_are_in_order_of_how_telling_they_are():
    assert KINDS[0] == "personnummer"
    assert kind_of("Anna Andersson, 070-123 45 67, 850709-9805") == "personnummer"


def test_digits_within_a_hash_or_a_uuid_are_nobodys_and_the_same_beside_one_are_found():
    number = checked("811218987")
    digest = f"{'ab' * 20}{number}{'c' * 14}"
    uuid = f"0190a5b3-7c41-7d02-9e11-a{number}f"
    assert kinds_in(digest) == kinds_in(uuid) == kinds_in(f"sha256:{digest}") == {}
    for text in (f"{digest} {number}", f"{uuid}/{number}", f"ärende {number}"):
        assert kinds_in(text) == {"personnummer": 1}
    assert kinds_in(f"{'0' * 15} {number}")["personnummer"] == 1
