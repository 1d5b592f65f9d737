"""A table that nobody recognises is read by its mapping, and nothing more of it."""

import pytest

from privacy.contracts.roles import Role
from privacy.errors import BadPolicy
from privacy.imports.mapping import (
    ColumnMapping,
    columns_of,
    mappable,
    mappings_of,
    written,
)

TABLE = (
    "Kundlista;;;\n"
    "Ärendenr;Skapad;Kundens namn;Avslutad\n"
    "A1;13/04/2026;Anna Andersson;13/05/2026\n"
    "A2;02/03/2026;Bo Berg;\n"
)


def mapping(order=None, **titles):
    titles = titles or {"record_id": "ärendenr", "contract_end": "avslutad"}
    values = {"system": "Kundsystemet", "record_type": "Kunduppgift"}
    return ColumnMapping("kundsystem", "records", titles, values, order)


@pytest.fixture
def mapped(home):
    def save(result):
        file = home.folder / "policy" / f"mapping-{result.name}.toml"
        file.write_text(written(result), encoding="utf-8")
        return home

    return save


def records(home):
    desk = home.desk(Role.DPO)
    rows = desk._register.cursor()
    rows.execute("use build")
    result = rows.execute(
        "select record_id, system, record_type, contract_end::varchar "
        "from imported.records where system = 'Kundsystemet' order by all"
    ).fetchall()
    desk.close()
    return result


def test_a_table_is_read_by_its_mapping(mapped):
    home = mapped(mapping())
    path = home.put("records/kunder.csv", TABLE.encode("cp1252"))
    file = home.take_in(path).files[0]
    assert (file.refused, file.read, file.accepted) == (None, 2, 2)
    assert records(home) == [
        ("A1", "Kundsystemet", "Kunduppgift", "2026-05-13"),
        ("A2", "Kundsystemet", "Kunduppgift", None),
    ]


def test_a_file_is_refused_until_it_is_mapped(home, mapped):
    path = home.put("kunder.csv", TABLE.encode())
    assert "no format" in home.read_in(path)[0].refused
    mapped(mapping())
    assert home.read_in(path)[0].refused is None


def test_what_is_not_mapped_is_never_stored(mapped):
    home = mapped(mapping())
    home.read_in(home.put("records/kunder.csv", TABLE.encode()))
    for file in home.folder.rglob("*"):
        if file.is_file() and "exports" not in file.parts:
            assert b"Andersson" not in file.read_bytes()


def test_days_that_could_be_either_way_are_asked_for(mapped):
    home = mapped(mapping())
    either = TABLE.replace("13/", "03/").encode()
    file = home.read_in(home.put("records/kunder.csv", either))[0]
    assert 'day_order = "day first" or "month first"' in file.refused


@pytest.mark.parametrize(
    ("order", "day"), [("day first", "2026-05-03"), ("month first", "2026-03-05")]
)
def test_a_mapping_may_say_the_order_of_the_days(mapped, order, day):
    home = mapped(mapping(order))
    either = TABLE.replace("13/", "03/").encode()
    assert home.take_in(home.put("records/kunder.csv", either)).files[0].accepted == 2
    assert records(home)[0][3] == day


def test_days_of_two_orders_in_one_column_are_refused(mapped):
    home = mapped(mapping())
    both = TABLE.replace("A2;02/03/2026;Bo Berg;", "A2;;;05/13/2026").encode()
    file = home.read_in(home.put("records/kunder.csv", both))[0]
    assert "do not all have the same order" in file.refused


def test_one_odd_cell_of_a_mapped_table_costs_itself_and_is_counted(mapped):
    home = mapped(mapping())
    odd = TABLE + "A3;01/06/2026;Bo Berg;Aldrig\nA4;01/06/2026;Bo Berg;28/02/2026\n"
    file = home.take_in(home.put("records/kunder.csv", odd.encode())).files[0]
    assert (file.accepted, file.unreadable) == (4, {"contract_end": 1})
    assert [row[3] for row in records(home)] == ["2026-05-13", None, None, "2026-02-28"]


def test_a_mapped_table_may_write_its_days_with_am_and_pm(mapped):
    home = mapped(mapping())
    american = TABLE.replace("13/05/2026", "05/13/2026 11:51:52\u202fPM")
    file = home.take_in(home.put("records/kunder.csv", american.encode())).files[0]
    assert (file.accepted, file.unreadable) == (2, {})
    assert records(home)[0][3] == "2026-05-13"


def test_a_mapping_written_is_read_back_as_it_was(home, mapped):
    result = mapping("day first", record_id='nr "1"', contract_end="slut\\dag")
    mapped(result)
    policy = home.installation.policy(home.organisation)
    assert mappings_of(policy) == [result]


@pytest.mark.parametrize("name", ["", "../x", "Kund", "a b", "x" * 41])
def test_a_name_that_is_no_file_name_is_refused(name):
    with pytest.raises(BadPolicy, match="small letters"):
        written(ColumnMapping(name, "records", {"record_id": "a"}, {}))


@pytest.mark.parametrize(
    ("row", "output"),
    [
        ('mapping = [{ name = "a", source = "things" }]', "source is one of"),
        (
            'mapping = [{ name = "a", source = "records", day_order = "x" }]',
            "day_order",
        ),
        ('mapping = [{ name = "a", source = "records" }]', "maps no title"),
        (
            'mapping = [{ name = "a", source = "records" }]\n'
            'mapped_column = [{ mapping = "a", field = "shoe", title = "b" }]',
            "no column shoe",
        ),
    ],
)
def test_a_mapping_that_makes_no_sense_is_a_sentence(home, row, output):
    (home.folder / "policy" / "mapping-a.toml").write_text(row, encoding="utf-8")
    with pytest.raises(BadPolicy, match=output):
        mappings_of(home.installation.policy(home.organisation))


def test_every_table_says_what_its_columns_mean():
    for table in mappable():
        assert columns_of(table)
