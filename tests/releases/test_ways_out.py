"""Every way out is tried, as manager and as analyst, for numbers that are withheld."""

import datetime
import io
import json
import re
import struct
import zipfile

import duckdb
import openpyxl
import pyarrow.parquet
import pytest
import typst
from conftest import AS_OF, AT, ROOT
from released_home import CALLS, MONTH, PLANTED, RAW, STATISTICS, VIEWS
from streamlit.testing.v1 import AppTest

from privacy.commands import main
from privacy.contracts.roles import Role
from privacy.releases import preview_task
from privacy.releases.making import true_cells
from privacy.reports import (
    Form,
    make_report,
    make_yearly_report,
    write_file,
    write_parcel,
)
from privacy.storage.builds import current_build
from privacy.storage.rows import read_parts

OTHERS = [Role.MANAGER, Role.ANALYST]
PAGES = sorted((ROOT / "pages" / "released").glob("*.py"))
AS_BYTES = [
    struct.pack(kind, number) for kind in ("<q", "<d") for number in (CALLS, VIEWS)
]


@pytest.fixture(scope="module", params=OTHERS)
def role(request):
    return request.param


@pytest.fixture(scope="module")
def desk(planted, role):
    return planted.desk(role)


def assert_nothing_in(content: bytes) -> None:
    """No planted number, caller, address or word as text; no number as Parquet's."""
    text = content.decode("utf-8", errors="replace")
    assert not PLANTED.search(text)
    assert not any(raw in text for raw in RAW)
    assert not any(number in content for number in AS_BYTES)


def true_numbers(home) -> set[int]:
    """The planted numbers as the register's rows give them."""
    organisation = home.organisation
    result = set()
    for source in ("telephone", "web"):
        task = preview_task(
            organisation,
            home.installation.policy(organisation),
            read_parts(organisation),
            home.installation.keyring(organisation),
            source=source,
            month=MONTH,
            stamp=current_build(organisation).stamp,
            as_of=AS_OF,
        )
        cells = true_cells(task)
        result |= {value for rows in cells.values() for row in rows for value in row}
    return result


def calls_of_month(home):
    rows = home.desk(Role.MANAGER).ask("released/calls_by_queue").records()
    return [row for row in rows if row["month"] == MONTH]


def test_the_planted_numbers_are_true_cells_and_withheld(planted):
    """The queue of one caller takes the others with it: no queue has a cell."""
    assert {CALLS, VIEWS} <= true_numbers(planted)
    assert {row["queue"] for row in calls_of_month(planted)} == {"*"}


def test_the_totals_of_the_month_are_shown_beside_them(planted):
    shown = {
        (row["direction"], row["queue"], row["outcome"])
        for row in calls_of_month(planted)
        if not row["is_withheld"]
    }
    assert shown == {("*", "*", "*"), ("in", "*", "*"), ("in", "*", "answered")}


@pytest.mark.parametrize("name", STATISTICS)
def test_no_answer_holds_them(desk, name):
    answer = desk.ask(name)
    assert_nothing_in(json.dumps(answer.records(), default=str).encode())
    values = {value for row in answer.rows for value in row}
    assert not {CALLS, VIEWS} & values


@pytest.mark.parametrize("form", list(Form))
@pytest.mark.parametrize("name", STATISTICS)
def test_no_file_holds_them(desk, name, form):
    answer = desk.ask(name)
    content = write_file(answer, answer.records(), form, "sv", AT)
    assert_nothing_in(content)
    if form is Form.PARQUET:
        table = pyarrow.parquet.read_table(io.BytesIO(content))
        assert_nothing_in(json.dumps(table.to_pylist(), default=str).encode())
    if form is Form.XLSX:
        assert_nothing_in(words_of(content))


def words_of(workbook: bytes) -> bytes:
    """Every part of an Excel file."""
    with zipfile.ZipFile(io.BytesIO(workbook)) as parts:
        return b"\n".join(parts.read(name) for name in parts.namelist())


@pytest.mark.parametrize("language", ["sv", "en"])
@pytest.mark.parametrize("months", [13, None])
def test_the_zip_does_not_hold_them(desk, months, language):
    parcel = write_parcel(desk, language, AT, months=months)
    with zipfile.ZipFile(io.BytesIO(parcel)) as files:
        names = files.namelist()
        assert len(names) > 3 * 10
        for name in names:
            content = files.read(name)
            assert_nothing_in(content)
            if name.endswith(".xlsx"):
                assert_nothing_in(words_of(content))
                for sheet in openpyxl.load_workbook(io.BytesIO(content)):
                    text = json.dumps([*sheet.values], default=str)
                    assert_nothing_in(text.encode())


@pytest.mark.parametrize("language", ["sv", "en"])
@pytest.mark.parametrize("month", [9, 10])
def test_no_report_holds_them(desk, month, language, monkeypatch):
    day = datetime.date(2026, month, 1)
    given = {"language": language, "as_of": AS_OF}
    assert_nothing_in(make_report(desk, day, form="html", **given))
    set_by_typst = []
    real = typst.compile

    def compile_and_keep(*words, **named):
        set_by_typst.append(named["sys_inputs"]["paper"])
        return real(*words, **named)

    monkeypatch.setattr(typst, "compile", compile_and_keep)
    assert_nothing_in(make_report(desk, day, form="pdf", **given))
    assert_nothing_in(set_by_typst[0].encode())


@pytest.mark.parametrize("language", ["sv", "en"])
def test_not_even_the_officers_report_of_the_year_holds_what_was_raw(planted, language):
    desk = planted.desk(Role.DPO)
    given = {"language": language, "form": "html", "as_of": AS_OF}
    text = make_yearly_report(desk, 2026, **given).decode()
    assert not any(raw in text for raw in RAW)


def test_no_refusal_says_what_was_raw(planted, role, capsys):
    for words in (
        ["report", "2020-01", "-o", "nowhere.pdf"],
        ["correct", "telephone", "2026-10", "--reason", "x"],
        ["ask", "released/calls_by_queue", "--role", str(role), "--param", "queue=x"],
    ):
        assert main([*words, "--data", str(planted.installation.data)], lambda: AT) != 0
        assert_nothing_in("".join(capsys.readouterr()).encode())


def test_what_is_kept_to_check_corrections_holds_nothing_readable(planted):
    files = list(planted.organisation.truths.rglob("*"))
    assert len(files) >= 6
    for file in files:
        assert_nothing_in(file.read_bytes())


@pytest.fixture
def at_this_machine(monkeypatch):
    """The tests' browser is on this machine, so that nobody has to sign in."""
    from streamlit.runtime.context import ContextProxy

    monkeypatch.setattr(ContextProxy, "ip_address", property(lambda self: None))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_no_page_sends_them_to_the_browser(planted, role, page, at_this_machine):
    app = AppTest.from_file(str(page), default_timeout=30)
    app.session_state["installation"] = planted.installation
    app.session_state["org"] = planted.organisation.id
    app.session_state["as"], app.session_state["lang"] = str(role), "sv"
    app.session_state["now"], app.session_state["clock"] = AT, lambda: AT
    app.run()
    assert not app.exception
    assert not app.error
    sent = list(sent_by(app))
    assert len(sent) > 3  # a page of nothing released yet is short
    for message in sent:
        assert_nothing_in(message)


def sent_by(app):
    """Each element as the bytes that go to the browser, data of charts included."""
    queue = [app._tree]
    while queue:
        node = queue.pop()
        queue.extend(getattr(node, "children", {}).values())
        proto = getattr(node, "proto", None)
        if proto is not None:
            yield proto.SerializeToString()


@pytest.mark.parametrize("name", STATISTICS)
def test_the_command_line_does_not_say_them(planted, role, name, capsys):
    for form in ("table", "csv", "json"):
        words = ["ask", name, "--role", str(role), "--format", form]
        words += ["--data", str(planted.installation.data)]
        assert main(words, lambda: AT) == 0
        output = capsys.readouterr()
        assert_nothing_in((output.out + output.err).encode())


def test_the_command_line_answers_no_other_question(planted, role, capsys):
    for name in ("dpo/releases", "register/requests", "statistics/calls_by_queue"):
        words = ["ask", name, "--role", str(role)]
        words += ["--data", str(planted.installation.data)]
        assert main(words, lambda: AT) != 0
        assert_nothing_in("".join(capsys.readouterr()).encode())


def test_the_released_database_does_not_hold_them(planted):
    cursor = planted.desk(Role.MANAGER)._released.cursor()
    names = cursor.execute(
        "select table_name from duckdb_tables() where schema_name = 'released'"
    ).fetchall()
    for (name,) in names:
        rows = cursor.execute(f"select * from build.released.{name}").fetchall()
        assert_nothing_in(json.dumps(rows, default=str).encode())
        assert not {CALLS, VIEWS} & {value for row in rows for value in row}


def test_the_frozen_files_do_not_hold_them(planted):
    files = list(planted.organisation.releases.rglob("*.json"))
    assert len(files) > 10
    for file in files:
        assert_nothing_in(re.sub(rb'"sha256": "\w+"', b"", file.read_bytes()))


def test_they_cannot_be_had_by_asking_with_sql(desk):
    cursor = desk._released.cursor()
    for schema in ("imported", "register", "statistics"):
        with pytest.raises(duckdb.Error):
            cursor.execute(f"select * from {schema}.calls").fetchall()
