"""A day and an instant are read whole or not at all."""

import datetime

import pytest

from privacy.imports.reading import (
    EMPTY,
    UNREADABLE,
    DayForm,
    day_form,
    is_endless,
    read_day,
    read_instant,
)

ONE_DAY = [
    "2026-08-14", "2026-8-14", "2026/08/14", "2026.08.14", "20260814", "14.8.2026",
    "14. 8. 2026", "14/08/2026", "08/14/2026", "14-08-2026", "14 augusti 2026",
    "14 aug. 2026", "14 aug 2026", "14-Aug-2026", "14-AUG-26", "Aug 14, 2026",
    "August 14, 2026", "14th August 2026", "den 14 augusti 2026", "d. 14. august 2026",
    "14. elokuuta 2026", "fredag 14 augusti 2026", "Fri, 14 Aug 2026 10:00:00 +0200",
    "Fri Aug 14 10:00:00 2026", "Fri Aug 14 2026 10:00:00 GMT+0200 (CEST)",
    "2026-08-14 10:00", "2026-08-14T10:00:00Z", "2026-08-14T10:00:00.123456789Z",
    "2026-08-14 10:00:00,123", "2026-08-14 02:51:52 PM", "08/14/2026 02:51:52 PM",
    "08/14/2026 2:51 p.m.", "2026-08-14 2:51\u202fPM", "2026-08-14\u00a010:00",
    "2026-08-14 2:51 em", "2026-08-14 10:00:00.0000000", "2026-08-14 00:00:00+02:00",
    "2026-08-13T22:00:00Z", "2026-08-13T22:00:00+00:00", "2026-08-14+02:00",
    "20260814103000", "20260814T103000Z", "20260814103000.0Z",
    "14 august 2026 kl 10.30",
    "14.08.2026, 10:30 Uhr", "2026-08-14 klo 10.30", "14/Aug/2026:10:00:00 +0200",
    "2026-08-14-10.30.00.000000", "2026-08-14T10:00+02:00[Europe/Stockholm]",
    "2026-08-14T09:00-05:00", "2026-08-14 09:00 -05:00", "2026-08-14 09:00-0500",
    '="2026-08-14"', " 2026-08-14\t", "\ufeff2026-08-14", "\u200e2026-08-14",
]  # fmt: skip
NO_DAY = [
    "2026-02-30", "2026-13-01", "2026-01-15 eller senare", "ca 2026-01-15", "i våras",
    "2026-01", "2026", "20260230", "2026-W42-3", "2026-285", "tio", "1e400", "😀",
    "46248x", "12345", "1786665600", "1899-01-01", "2300-01-01", "2026-01-15T25:00",
    "2026-01-15T10:61", "2026-01-15 14:00 AM", "2026-01-15 10:00 EST", "31/02/2026",
    "2026-01-15;2026-01-16", "2026-01-15\n2026-01-16", "=TODAY()", "9" * 10_000,
    "2026-01-15T10:00:00+99:00", "2026-01-15 09:00-09:05", "2026-01-15 09:00-10:00",
    "08.14.2026", "1. foo 2026", "２０２６-01-15",
    "\ud800", "1786665600000", "26-08-14", "0000-01-01", "10:30", "-2026-01-15",
]  # fmt: skip
NOTHING = [
    "", "  ", "NULL", "\\N", "n/a", "#N/A", "-", "--", "(null)", "0001-01-01",
    "1601-01-01", "1753-01-01 00:00:00.000", "1899-12-30", "1900-01-01", "2999-12-31",
    "9999-12-31", "9999-12-31T23:59:59Z", "9999-12-31T23:59:59.9999999", "00000000",
    "0000-00-00", "0000-00-00 00:00:00", "infinity", "-infinity", "01/01/1900",
    "0001-01-01T00:00:00Z", "NaT", "\u2014", "99991231",
]  # fmt: skip


def test_one_day_in_every_form_is_that_day():
    wrong = {text: read_day(text) for text in ONE_DAY}
    assert {t: d for t, d in wrong.items() if d != datetime.date(2026, 8, 14)} == {}


def test_what_is_not_wholly_a_day_is_unreadable():
    read = {text[:40]: read_day(text) for text in NO_DAY}
    assert {t: d for t, d in read.items() if d is not UNREADABLE} == {}
    read = {text[:40]: read_instant(text) for text in NO_DAY}
    assert {t: d for t, d in read.items() if d is not UNREADABLE} == {}


def test_what_systems_write_for_no_day_is_empty():
    for read in (read_day, read_instant):
        result = {text: read(text) for text in NOTHING}
        assert {t: d for t, d in result.items() if d is not EMPTY} == {}


@pytest.mark.parametrize("text", ["2999-12-31", "9999-12-31 00:00:00", "infinity"])
def test_a_day_without_end_is_told_from_no_day(text):
    assert is_endless(text)
    assert not is_endless("0001-01-01")


def test_every_month_of_seven_languages_is_read():
    names = "januari tammikuuta März marts mars mai maj toukokuuta Juni joulukuu"
    months = [1, 1, 3, 3, 3, 5, 5, 5, 6, 12]
    result = [read_day(f"3. {name} 2026") for name in names.split()]
    assert result == [datetime.date(2026, month, 3) for month in months]


def test_local_midnight_written_as_utc_is_the_day_it_was_in_summer_and_winter():
    assert read_day("2026-06-01T22:00:00Z") == datetime.date(2026, 6, 2)
    assert read_day("2026-01-31T23:00:00Z") == datetime.date(2026, 2, 1)
    assert read_day("2026-02-01 00:00:00+01:00") == datetime.date(2026, 2, 1)


def test_an_instant_without_offset_is_the_clock_of_its_system():
    def utc(text, zone="Europe/Stockholm"):
        at = read_instant(text, DayForm(zone=zone))
        return at.astimezone(datetime.UTC).strftime("%d %H:%M")

    assert utc("2026-06-01 10:00") == "01 08:00"
    assert utc("2026-06-01 10:00", "UTC") == "01 10:00"
    assert utc("2026-06-01") == "31 22:00"
    assert utc("2026-06-01", "UTC") == "31 22:00"
    # The clock jumps from two to three: the offset before; shown twice: the first time.
    assert utc("2026-03-29 02:30") == "29 01:30"
    assert utc("2026-10-25 02:30") == "25 00:30"


def test_the_order_of_day_and_month_is_the_columns():
    texts = ["03/02/2026", "31/01/2026", "Never", "05/05/2026"]
    form = day_form(texts)
    assert form.order == "day first"
    assert read_day("03/02/2026", form) == datetime.date(2026, 2, 3)
    assert read_day("05/13/2026", form) is UNREADABLE
    american = day_form(["03/02/2026", "08/14/2026 02:51:52 PM"])
    assert read_day("03/02/2026", american) == datetime.date(2026, 3, 2)


def test_a_column_that_shows_no_order_is_not_guessed():
    form = day_form(["03/02/2026", "04/05/2026", "05/05/2026"])
    assert form.is_undecided
    assert read_day("03/02/2026", form) is UNREADABLE
    assert read_day("05/05/2026", form) == datetime.date(2026, 5, 5)
    output = day_form(["03/02/2026"], order="month first")
    assert read_day("03/02/2026", output) == datetime.date(2026, 3, 2)


def test_one_cell_of_another_order_costs_itself_and_what_it_casts_doubt_on():
    form = day_form(["31/01/2026"] * 3 + ["01/31/2026", "03/02/2026"])
    assert read_day("31/01/2026", form) == datetime.date(2026, 1, 31)
    assert read_day("01/31/2026", form) is UNREADABLE
    assert read_day("03/02/2026", form) is UNREADABLE
    sure = day_form(["31/01/2026"] * 30 + ["01/31/2026", "03/02/2026"])
    assert read_day("03/02/2026", sure) == datetime.date(2026, 2, 3)
    assert day_form(["31/01/2026", "01/31/2026"]).is_contested


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("46248", "2026-08-14"),
        ("46248.75", "2026-08-14"),
        ("1260814", "2026-08-14"),
        ("1786665600", "2026-08-14"),
        ("1786665600000", "2026-08-14"),
        ("1786665600000000", "2026-08-14"),
        ("134311392000000000", "2026-08-14"),
    ],
)
def test_a_bare_number_is_a_day_only_where_its_column_shows_it(text, day):
    assert read_day(text) is UNREADABLE
    form = day_form([text, text, "NULL", "okänt"])
    assert str(read_day(text, form)) == day
    assert read_day("2026-01-15", form) == datetime.date(2026, 1, 15)
    rare = day_form([text, "2026-01-15", "2026-01-16", "2026-01-17"])
    assert read_day(text, rare) is UNREADABLE


def test_a_column_of_other_numbers_is_no_column_of_days():
    assert not day_form(["11122", "98499", "90330"]).digits


def test_two_digit_years_are_read_in_the_order_that_the_policy_says():
    assert day_form(["26-08-14", "26-08-13"]).is_undecided
    form = day_form(["26-08-14"], order="year first")
    assert read_day("26-08-14", form) == datetime.date(2026, 8, 14)
    assert read_day("23/11/26") == datetime.date(2026, 11, 23)
