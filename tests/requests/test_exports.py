"""From an export as a ticket system wrote it to the answer on the page."""

import datetime

from privacy.contracts.roles import Role

AS_OF = datetime.date(2026, 11, 23)
EXPORT = (
    "request_id;request_type;received_at;identity_requested_on;identity_verified_on;"
    "clarification_asked_on;clarification_answered_on;extension_notified_on;"
    "extension_reason;closed_on;outcome;channel;comment\r\n"
    "A-1;Registerutdrag;2026-10-12 08:00;;;;;2026-11-02;;;;Brev;ringde Anna\r\n"
    "A-2;Radering;2026-10-22;;;;;;;;;E-post;\r\n"
    ";Radering;2026-11-20;;;;;;;;;;\r\n"
).encode("cp1252")


def test_an_export_becomes_deadlines_and_its_comments_nothing(home):
    home.put("requests/2026-11-23.csv", EXPORT)
    summary = home.take_in()
    assert [(file.read, file.accepted) for file in summary.files] == [(3, 3)]
    desk = home.desk(Role.DPO)
    answer = desk.ask("dpo/requests", as_of=AS_OF, language="sv")
    assert [
        (row["request_id"], row["status"], row["channel"]) for row in answer.records()
    ] == [
        ("A-1", "Försenad", "brev"),
        ("A-2", "Förfaller i dag", "e-post"),
        ("rad 4 2026-11-20", "Pågår", None),
    ]
    assert "inget skäl" in answer.column("why")[0]
    assert not any("Anna" in str(value) for row in answer.rows for value in row)
    assert desk.ask("dpo/unmapped_words").contract.name == "dpo/unmapped_words"
    for name in ("dpo/tasks", "dpo/incidents", "dpo/erasure_and_holds"):
        assert desk.ask(name, as_of=AS_OF).contract.name == name
    desk.close()


def test_a_newer_export_replaces_the_request_and_keeps_the_others(home):
    head, first, *rest = EXPORT.splitlines(keepends=True)
    home.put("requests/a.csv", EXPORT)
    home.take_in()
    closed = first.replace(b"2026-11-02;;;;", b"2026-11-02;;2026-11-10;bifall;")
    home.put("requests/b.csv", head + closed)
    home.take_in()
    desk = home.desk(Role.DPO)
    answer = desk.ask("dpo/requests", as_of=AS_OF, language="sv")
    status = {row["request_id"]: row["status"] for row in answer.records()}
    assert status["A-1"] == "Besvarad i tid"
    assert len(status) == 1 + len(rest)
    desk.close()
