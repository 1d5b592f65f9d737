"""Flags, numbers, lengths, ids, words and addresses: read, empty or unreadable."""

import pytest

from privacy.imports.reading import (
    EMPTY,
    UNREADABLE,
    number_form,
    read_address,
    read_amount,
    read_count,
    read_flag,
    read_id,
    read_length,
    read_word,
)

READERS = {
    "flag": read_flag,
    "count": read_count,
    "amount": read_amount,
    "length": read_length,
    "id": read_id,
    "word": read_word,
    "address": read_address,
}


@pytest.mark.parametrize("name", READERS)
@pytest.mark.parametrize("text", ["", " ", "NULL", "\\N", "N/A", "-", "#SAKNAS!"])
def test_what_says_nothing_is_empty_whatever_its_kind(name, text):
    assert READERS[name](text) is EMPTY


@pytest.mark.parametrize("name", READERS)
@pytest.mark.parametrize("text", ["#REF!", "#DIV/0!", "\ud800", "x" * 10_000, "a\x00b"])
def test_what_is_damaged_is_unreadable_whatever_its_kind(name, text):
    assert READERS[name](text) is UNREADABLE


def test_yes_and_no_are_read_in_six_languages():
    yes = "ja J SANT sann sand kyllä TOSI yes Y true WAHR x X 1 -1 aktiv on på ✓"
    no = "nej N FALSKT usann falsk ei EPÄTOSI no false FALSCH 0 inaktiv off av nein aus"
    assert [text for text in yes.split() if read_flag(text) is not True] == []
    assert [text for text in no.split() if read_flag(text) is not False] == []
    for text in ("ja?", "kanske", "2", "jaja", "ja nej", "2026-01-15"):
        assert read_flag(text) is UNREADABLE


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("0", 0), ("007", 7), ("12", 12), ("3.0", 3), ("3,00", 3), ("1 234", 1234),
        ("1\u00a0234\u202f567", UNREADABLE), ("1\u202f234", 1234), ("1'234", 1234),
        ("1.234", 1234), ("1,234,567", 1234567), ("12 34", UNREADABLE),
        ("1,5", UNREADABLE), ("-2", UNREADABLE), ("1e3", UNREADABLE),
        ("0.000", UNREADABLE), ("tio", UNREADABLE), ("12 st", UNREADABLE),
        ("9223372036854775807", 2**63 - 1), ("9223372036854775808", UNREADABLE),
        ("NaN", EMPTY), ("1e400", UNREADABLE), ("１２", UNREADABLE),
        ("1 2345", UNREADABLE), ("0x1F", UNREADABLE), ("2026-01-15", UNREADABLE),
    ],
)  # fmt: skip
def test_a_count_is_a_whole_number_or_none(text, count):
    if text == "1\u00a0234\u202f567":  # both spaces are spaces
        count = 1234567
    assert read_count(text) == count
    assert read_count("70000", most=65_535) is UNREADABLE


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("100", 100), ("99,50", 99.5), ("99.50 kr", 99.5), ("1 234,50", 1234.5),
        ("1.234,50", 1234.5), ("1,234.50 SEK", 1234.5), ("100:-", 100), ("-50", -50),
        ("\u2212 50", UNREADABLE), ("\u221250", -50), ("1'234.5", 1234.5),
        ("1.234", UNREADABLE), ("1,234", UNREADABLE), ("0,125", 0.125),
        ("100 EUR", UNREADABLE), ("gratis", UNREADABLE), ("1,2,3", UNREADABLE),
        ("1.2.3", UNREADABLE), ("1e5", UNREADABLE), ("kr", UNREADABLE),
        ("1" * 60, UNREADABLE), ("1.234.567", 1234567), ("1,234,567.8", 1234567.8),
    ],
)  # fmt: skip
def test_an_amount_has_a_decimal_point_or_comma(text, amount):
    assert read_amount(text) == amount


def test_three_decimals_are_told_from_thousands_by_the_column():
    swedish = number_form(["99,50", "1.234"])
    assert read_amount("1.234", swedish) == 1234
    assert read_amount("1,234", swedish) == 1.234
    english = number_form(["99.50", "1,234"])
    assert read_amount("1,234", english) == 1234
    assert read_amount("1.234", english) == 1.234
    assert number_form(["99,50", "99.50"]).point is None


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("323", 323), ("83.5", 83.5), ("83,5", 83.5), ("0:05:23", 323), ("5:23", 323),
        ("00:05:23.250", 323.25), ("5 min 23 s", 323), ("5m23s", 323),
        ("1 tim 5 min", 3900), ("PT5M23S", 323), ("P1DT2H", 93600), ("26:00:00", 93600),
        ("1.02:00:00", 93600), ("1 day, 2:00:00", 93600), ("90:30", 5430),
        ("5 min, 23 sek", 323), ("500 ms", 0.5), ("0", 0), ("2 Std 3 Min", 7380),
        ("-5", UNREADABLE), ("02.40", UNREADABLE), ("5:99", UNREADABLE),
        ("1:75:00", UNREADABLE),
        ("5 min 23", UNREADABLE), ("23 s 5 min", UNREADABLE), ("PT", UNREADABLE),
        ("P", UNREADABLE), ("tio", UNREADABLE), ("1e9", UNREADABLE),
        ("9" * 12, UNREADABLE), ("5 min eller mer", UNREADABLE), ("5 x", UNREADABLE),
    ],
)  # fmt: skip
def test_a_length_is_read_in_seconds(text, seconds):
    assert read_length(text) == seconds


def test_an_id_is_a_persons_only_by_date_and_check_digit():
    for number in ("850709-9805", "19850709-9805", "8507099805", "850709 9805"):
        assert read_id(number) is UNREADABLE
    assert read_id("850769-9802") is UNREADABLE  # a samordningsnummer
    assert read_id("anna@exempel.se") is UNREADABLE
    for number in ("2204911550", "8507099806", "A-1", "556862-9587", "0001"):
        assert read_id(number) == number
    assert read_id("8507099805", may_be_personal=False) == "8507099805"


def test_a_word_is_short_and_without_controls():
    assert read_word(" E-post\u00a0konto ") == "E-post konto"
    assert read_word("x" * 61, most=60) is UNREADABLE
    assert read_word("a\x07b") is UNREADABLE


def test_an_address_is_told_without_brackets_and_port():
    assert read_address("192.0.2.7:443") == "192.0.2.7"
    assert read_address("[2001:DB8::1]:443") == "2001:db8::1"
    assert read_address("192.0.2.007") is UNREADABLE
    assert read_address("192.0.2") is UNREADABLE
