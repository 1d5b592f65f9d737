"""A title is read as it is meant, or the file says which of ours it resembles."""

import pytest

from privacy.imports.comparing import Finding
from privacy.imports.files import Content, sample_lines
from privacy.imports.formats import recognise
from privacy.imports.import_counts import Context
from privacy.imports.tabular import read_table
from privacy.storage.databases import connect
from tests.imports.requests.reading import example_policy

TITLES = ["request_id", "request_type", "received_at", "closed_on", "outcome"]
ROW = "A-{},radering,2026-02-0{} 10:00,2026-02-20,bifall\n"


def read(tmp_path, titles):
    path = tmp_path / "requests.csv"
    rows = "".join(ROW.format(n, n) for n in range(1, 5))
    path.write_text(",".join(titles) + "\n" + rows, encoding="utf-8")
    result = recognise(sample_lines(Content(path)), path.name, table="requests")
    connection = connect()
    connection.execute("attach ':memory:' as taken; create schema export")
    context = Context(policy=example_policy(), key_for=lambda month: "0" * 64)
    taken = read_table(connection, Content(path), result, context)
    rows = connection.execute(
        "select request_id, request_type, received_at, closed_on, outcome "
        "from taken.requests order by all"
    ).fetchall()
    connection.close()
    return taken, rows


@pytest.mark.parametrize("between", [" ", "-", ".", "\u00a0", " - "])
def test_a_neutral_title_may_have_other_signs_than_underscores(tmp_path, between):
    _, plain = read(tmp_path, TITLES)
    taken, rows = read(tmp_path, [title.replace("_", between) for title in TITLES])
    assert rows == plain
    assert not taken.near_titles


@pytest.mark.parametrize("title", ["recieved_at", "Receivedat", "Received at 1"])
def test_a_title_that_resembles_ours_is_named_with_ours(tmp_path, title):
    taken, _ = read(tmp_path, [*TITLES[:2], title, *TITLES[3:]])
    assert taken.near_titles == ["received_at"]


def test_a_title_that_stands_twice_is_named(tmp_path):
    taken, _ = read(tmp_path, [*TITLES[:3], "closed_on", "closed_on"])
    assert taken.double_titles == ["closed_on"]


def test_what_is_found_of_a_title_names_ours_and_what_to_do():
    near = Finding("f", "near_title", 1, None, "closed_on")
    assert "it lacks closed_on" in str(near)
    assert "page Import" in str(near)
