"""A list that holds its rows twice names each thing once."""

import pytest

from privacy.contracts.tables import tables
from privacy.storage.rows import read_parts
from tests.imports.junk_tables import plain_cell

WITH_KEY = [name for name, table in tables().items() if table.key]


def content(name, numbers):
    fields = tables()[name].fields
    rows = [[f.name for f in fields]]
    rows += [[plain_cell(f, number) for f in fields] for number in numbers]
    return "".join(",".join(row) + "\n" for row in rows).encode()


@pytest.mark.parametrize("name", WITH_KEY)
def test_a_row_that_stands_twice_in_a_list_counts_once_and_is_a_duplicate(home, name):
    path = home.put(f"{name}/a.csv", content(name, [1, 2, 3, 4, 2, 3]))
    (file,) = home.read_in(path)
    assert (file.read, file.accepted, file.duplicate) == (6, 4, 2)
    (part,) = read_parts(home.organisation)
    assert [span.rows for span in part.spans] == [4]


def test_lists_read_together_each_have_their_own_rows_once(home):
    for name, numbers in [("a", [1, 2, 1]), ("b", [1, 2, 3])]:
        home.put(f"accounts/{name}.csv", content("accounts", numbers))
    counts = {f.file: (f.accepted, f.duplicate) for f in home.read_in()}
    assert counts == {"a.csv": (2, 1), "b.csv": (3, 0)}


def test_figures_after_themselves_count_once(home):
    head = "date,dimension,label,views,visits\n"
    rows = [f"2026-10-{day},page,/sida{day},{day},{day}\n" for day in (11, 12, 13)]
    (file,) = home.read_in(home.put("web/f.csv", (head + "".join(rows * 2)).encode()))
    assert (file.accepted, file.reasons) == (3, {"repeated_row": 3})


def test_rows_whose_id_cannot_be_read_may_be_two_though_they_are_alike(home):
    head = "account_id,system,role\n"
    rows = "2026-03-01,crm,user\n" * 2 + "k3,crm,user\n" * 2
    (file,) = home.read_in(home.put("accounts/a.csv", (head + rows).encode()))
    assert (file.accepted, file.duplicate) == (3, 1)
    assert file.unreadable == {"account_id": 2}
