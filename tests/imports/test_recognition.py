"""A format is taken when its own titles are there and its cells can be read."""

import io

import openpyxl
import pytest

from privacy.errors import NotRecognised
from privacy.imports.files import Content, sample_lines
from privacy.imports.formats import recognise
from privacy.imports.import_files import ImportedFile
from privacy.operations.importing import ImportSummary
from tests.imports.calls.reading import read as read_calls
from tests.imports.requests.reading import read

WAYS = ("--source", "exports/", "page Import")

LISTS = {
    "of an unknown tool": "Request Id,Form,Request Type,Region,Status,Opened,Done\n"
    "81,Webb,Radering,EU,Klar,2026-09-02,2026-09-21\n",
    "an id and a status": "ID,Status,Datum\n7,Klar,2026-09-02\n",
    "a number and a status": "Number,State,Priority\n7,Klar,1\n",
    "of a tracker with other titles": "key,issue_type,created,done,summary\n"
    "X-1,Access,2026-08-03,2026-08-10,text\n",
    "tickets without a day": "Issue key,Issue Type,Status,Created\nA-1,Task,Done,\n"
    "A-2,Task,Done,i våras\n",
    "tickets that say not which are answered": "Issue key,Issue Type,Created\n"
    "A-1,Task,2026-09-02\n",
}


@pytest.mark.parametrize("name", LISTS)
def test_a_list_that_only_resembles_a_format_is_refused_with_what_to_do(tmp_path, name):
    with pytest.raises(NotRecognised, match="no format that is known") as refused:
        read(tmp_path / "lista.csv", LISTS[name].encode(), "requests")
    assert all(way in str(refused.value) for way in WAYS)


def test_a_refusal_names_the_nearest_format_and_what_it_lacks():
    head = "Request Id,Form,Request Type,Region,Status,Opened,Done"
    with pytest.raises(NotRecognised) as refused:
        recognise([head, "81,a,b,c,d,2026-09-02,"], "lista.csv", table="requests")
    assert "nearest is requests/fides, but it lacks" in str(refused.value)
    assert '"time received"' in str(refused.value)
    assert "81" not in str(refused.value)


SHORT = {
    "jira": ["Issue key,Summary,Status,Created", "Ärendenyckel,Status,Skapad,Löst"],
    "freshdesk": ["Ticket ID,Status,Source,Type,Group,Created time,Resolved time"],
    "freshservice": ["Ticket ID,Status,Urgency,Category,Created Time,Resolved Time"],
    "servicenow": ["Number,Opened,State,Closed", "number,opened_at,state,closed_at"],
    "zendesk": [
        "ID,Subject,Status,Requested,Updated",
        "Id,Status,Created at,Solved at",
    ],
    "dynamics": ["Case Number,Case Title,Status Reason,Created On"],
    "osticket": ["Ticket Number,Date Created,Subject,Current Status"],
    "otrs": ["Ticket#,Age,Created,Closed,State,Queue"],
    "transcend": ["Request ID,Created At,Request Type,Status,Data Subject Type"],
    "fides": ["Status,Request Type,Request ID,Time Received,Deadline"],
    "glpi": ["ID,Titel,Status,Öppningsdatum,Kategori"],
}


def test_an_export_of_few_columns_is_its_systems_where_one_of_them_is_its_own():
    result = {
        head: recognise([head, "x"], "export.csv", table="requests").name
        for heads in SHORT.values()
        for head in heads
    }
    text = {
        head: f"imports/requests/{name}" for name, hs in SHORT.items() for head in hs
    }
    assert result == text


@pytest.mark.parametrize(
    "head",
    [
        "Id,Status,Created",
        "Number,Status,Created,Type",
        "Key,Status,Created",
        "Request Id,Status,Created",
        "Ticket ID,Status,Opened on",
        "Ärendenummer,Status,Inkom,Besvarad",
        "id,status,created,group,type,updated",
    ],
)
def test_titles_that_any_list_may_have_prove_nothing(head):
    for table in ("requests", None):
        with pytest.raises(NotRecognised):
            recognise([head, "x"], "lista.csv", table=table)


SQL = {
    "inserts": 'INSERT INTO "cdr" ("src","dst","start","duration","billsec",'
    '"disposition")\nVALUES ("031-390 06 11", "1000", "2026-09-09 18:00:36", 3, 3, '
    '"ANSWERED");\n',
    "a dump": "-- MySQL dump 10.13\n--\n/*!40101 SET NAMES utf8 */;\n"
    "CREATE TABLE `tickets` (\n  `id` int,\n  `status` text\n);\n",
}


JSON = {
    "calls in a list": '[{"started_at": "2026-10-05 10:00:00", "direction": "in"}]',
    "calls, one a line": '{"started_at": "2026-10-05 10:00:00", "direction": "in"}\n'
    * 3,
    "tickets of an interface": '{\n "issues": [\n  {"key": "DPO-1"}\n ]\n}\n',
    "accounts over many lines": '[\n  {\n    "account_id": "a1"\n  }\n]\n',
}


@pytest.mark.parametrize("source", ["calls", "requests", "accounts", None])
@pytest.mark.parametrize("name", JSON)
def test_json_of_a_table_is_refused_as_json(tmp_path, name, source):
    path = tmp_path / "export.json"
    path.write_text(JSON[name], encoding="utf-8")
    with pytest.raises(NotRecognised, match="of which web logs alone") as refused:
        recognise(sample_lines(Content(path)), path.name, table=source)
    assert "2026" not in str(refused.value)


@pytest.mark.parametrize("name", SQL)
def test_sql_is_refused_as_sql(name):
    with pytest.raises(NotRecognised, match="it is SQL; export the table as CSV"):
        recognise(SQL[name].splitlines(), "dump.sql", table="calls")


HEAD = "request_id,request_type,received_at,closed_on,outcome"


def test_what_stands_among_the_records_and_is_none_is_set_aside(tmp_path):
    rows = ["A-1,radering,2026-10-05,,", HEAD.upper(), "A-2,radering,2026-10-06,,"]
    for end in ("Antal: 2,,,,", "Totalt,,,,2", "Summa,,,,", "Antal poster 2,,,,"):
        content = "\n".join([HEAD, *rows, end, ""]).encode()
        result = read(tmp_path / "lista.csv", content, "requests")
        assert [row["request_id"] for row in result.requests] == ["A-1", "A-2"], end
        assert result.taken.reasons == {"comment_line": 1, "totals_row": 1}
        assert (result.taken.read, result.taken.accepted) == (4, 2)


def test_a_record_whose_id_begins_with_a_word_for_totals_stays(tmp_path):
    rows = ["Totalt-7,radering,2026-10-05,,", "Antal,radering,2026-10-06,,"]
    content = "\n".join([HEAD, *rows, ""]).encode()
    result = read(tmp_path / "lista.csv", content, "requests")
    assert (result.taken.accepted, result.taken.reasons) == (2, {})


SCHEMA = r'ListSchema={"schemaXmlList":["<Field Type=\"Text\" Name=\"Title\" />"]}'


@pytest.mark.parametrize("between", ["", ",", "\n"])
def test_a_preamble_on_the_line_of_the_titles_is_none_of_them(tmp_path, between):
    content = f'\ufeff{SCHEMA}{between}"{HEAD.replace(",", chr(34) + "," + chr(34))}"\n'
    content += '"A-1","radering","2026-10-05T07:14:00Z","",""\n'
    result = read(tmp_path / "lista.csv", content.encode(), "requests")
    assert [row["request_id"] for row in result.requests] == ["A-1"]


@pytest.mark.parametrize("mark", ['"\ufeff', '\ufeff"\ufeff', '\ufeff"', '"ï»¿'])
def test_a_mark_of_the_encoding_within_the_first_quotes_is_no_sign(tmp_path, mark):
    content = f'{mark}request_id",{HEAD.partition(",")[2]}\nA-1,radering,2026-10-05,,\n'
    result = read(tmp_path / "lista.csv", content.encode(), "requests")
    assert [row["request_id"] for row in result.requests] == ["A-1"]


def test_a_mark_within_the_first_quotes_of_a_table_without_titles_is_no_sign(tmp_path):
    row = (
        '"2026-10-05 08:00:00","c","0313900611","1000","queue","SIP/a","SIP/b","Dial",'
        '"x","60","55","ANSWERED","3","","1.1",""\n'
    )
    result = read_calls(tmp_path / "Master.csv", f'"\ufeff{row[1:]}'.encode())
    assert result.counted == (1, 1, 0)


def test_rows_of_a_workbook_end_where_their_cells_do(tmp_path):
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["Samtal i oktober"])
    sheet.append("started_at direction is_answered queue wait_seconds".split())
    sheet.append(["2026-10-05 08:00:00", "in", "ja", "A", 7])
    sheet.append(["2026-10-05 09:00:00", "in", "nej"])
    sheet.append(["2026-10-05 10:00:00", "in", "nej", None, None, "", None])
    content = io.BytesIO()
    book.save(content)
    result = read_calls(tmp_path / "calls.xlsx", content.getvalue())
    assert result.counted == (3, 3, 0)


def test_an_id_that_a_workbook_shows_with_noughts_before_it_has_them(tmp_path):
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["call_id", "started_at", "direction", "is_answered", "queue"])
    sheet.append([123, "2026-10-05 08:00:00", "in", "ja", 7])
    sheet.append([124, "2026-10-05 09:00:00", "in", "nej", 12])
    for row in (2, 3):
        sheet[f"E{row}"].number_format = "0000"
    content = io.BytesIO()
    book.save(content)
    result = read_calls(tmp_path / "calls.xlsx", content.getvalue())
    assert {call["queue"] for call in result.calls} == {"0007", "0012"}


def summary(**reasons: int) -> ImportSummary:
    """Of an import of one file whose rows were all rejected, for these reasons."""
    count = sum(reasons.values())
    file = ImportedFile(
        "a.log", "web", "json", read=count, rejected=count, reasons=reasons
    )
    return ImportSummary("claims-link", [file], "build")


def test_a_file_of_which_nothing_was_understood_is_not_well():
    assert not summary(not_this_format=2, comment_line=3).is_well
    assert "no row of it was understood" in "\n".join(
        summary(not_this_format=2).lines()
    )
    assert summary(month_closed=2).is_well
    assert summary(comment_line=2).is_well
