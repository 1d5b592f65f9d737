"""From a ticket system's export to the DPO's answers, and to nothing else."""

import datetime
import shutil

from privacy.contracts.roles import Role
from tests.imports.requests.test_ticket_systems import EXPORTS
from tests.imports.requests.writing import CANARIES

AS_OF = datetime.date(2026, 11, 23)
JIRA = (
    b"Issue key,Issue Type,Status,Summary,Reporter,Created,Resolved,Request Type\n"
    b"A-1,Task,Parkerad,Hemligt,Kanarie,2026-09-01 10:00,2026-09-02 10:00,Radering\n"
    b"A-2,Task,Open,Hemligt,Kanarie,2026-09-01 10:00,,Sudda mig\n"
    b"A-3,Task,Done,Hemligt,Kanarie,2026-09-01 10:00,2026-09-02 10:00,Radering\n"
    b"A-4,Task,Done,Hemligt,Kanarie,2026-09-01 10:00,,Radering\n"
)


def rows_of(home, name, **given):
    desk = home.desk(Role.DPO)
    rows = desk.ask(name, **given).records()
    desk.close()
    return rows


def test_what_a_system_cannot_say_is_listed_and_hides_no_open_request(home):
    home.put("requests/jira.csv", JIRA)
    home.take_in()
    rows = rows_of(home, "dpo/requests", as_of=AS_OF, language="sv")
    assert {row["request_id"]: row["status"] for row in rows} == {
        "A-1": "Besvarad i tid",
        "A-2": "Försenad",
        "A-3": "Besvarad i tid",
        "A-4": "Underlag saknas",
    }
    tasks = rows_of(home, "dpo/tasks", as_of=AS_OF)
    assert [row["subject"] for row in tasks if row["kind"] == "request"] == ["A-2"]
    listed = rows_of(home, "dpo/unmapped_words")
    assert [(row["field"], row["word"], row["requests"]) for row in listed] == [
        ("right", "Sudda mig", 1),
        ("status", "Parkerad", 1),
    ]
    (why,) = [row["why"] for row in rows if row["request_id"] == "A-4"]
    assert "säger inte när svaret skickades" in why
    grounds = rows_of(home, "dpo/missing_grounds", as_of=AS_OF, language="en")
    result = {row["ground"]: (row["missing"], row["open_requests"]) for row in grounds}
    assert result == {
        "clarification": (4, 1),
        "closed": (1, 0),
        "extension": (4, 1),
        "identity": (4, 1),
        "outcome": (2, 0),
        "right": (1, 1),
        "status": (1, 0),
    }
    (identity,) = [row for row in grounds if row["ground"] == "identity"]
    assert 'system = "jira", field = "identity_requested_on"' in identity["remedy"]


def test_a_word_that_the_organisation_adds_counts_at_the_next_build(home):
    home.put("requests/jira.csv", JIRA)
    home.take_in()
    (home.folder / "policy" / "words.toml").write_text(
        '[[word]]\nfield = "status"\nword = "parkerad"\nmeaning = "stängd"\n'
        '[[word]]\nfield = "right"\nword = "sudda mig"\nmeaning = "radering"\n',
        encoding="utf-8",
    )
    home.take_in()
    rows = rows_of(home, "dpo/requests", as_of=AS_OF, language="sv")
    assert {row["request_id"]: row["status"] for row in rows}["A-1"] == "Besvarad i tid"
    assert {row["right_used"] for row in rows} == {"radering"}
    assert rows_of(home, "dpo/unmapped_words") == []


def test_an_ambiguous_export_is_refused_and_the_others_are_taken_in(home):
    head, first, *_ = JIRA.replace(b"2026-09-0", b"9/0").split(b"\n")
    first = first.replace(b"9/01 ", b"09/01/2026 ").replace(b"9/02 ", b"09/02/2026 ")
    home.put("requests/jira.csv", b"\n".join([head, first, b""]))
    content, _ = EXPORTS["osticket"]
    home.put("requests/osticket.csv", content)
    summary = home.take_in()
    refused = {file.file: file.refused for file in summary.files}
    assert "[[ticket_system]]" in refused["jira.csv"]
    assert refused["osticket.csv"] is None


def test_no_canary_is_in_any_byte_that_an_import_writes(home, monkeypatch):
    kept = []
    remove = shutil.rmtree

    def look_before_removing(folder, *args, **kwargs):
        kept.extend(f.read_bytes() for f in folder.rglob("*") if f.is_file())
        remove(folder, *args, **kwargs)

    monkeypatch.setattr(shutil, "rmtree", look_before_removing)
    for system, (content, _) in EXPORTS.items():
        home.put(f"requests/{system}.csv", content)
    assert not [file.file for file in home.take_in().files if file.refused]
    rows = rows_of(home, "dpo/requests", as_of=AS_OF, language="sv")
    assert {row["system"] for row in rows} == EXPORTS.keys()
    for path in home.installation.data.rglob("*"):
        if path.is_file() and "exports" not in path.parts:
            kept.append(path.read_bytes())
    for canary in CANARIES:
        assert not any(canary.encode() in stored for stored in kept)
        assert canary not in str(rows)
