"""A table of the register that is made in parts is the same as made at once."""

import pytest

from privacy.building import schema
from privacy.contracts.roles import Role

HEAD = "system,record_type,record_id,answered_on"
ROWS = [f"Enkätverktyg,Enkätsvar,E{n},2026-{n % 11 + 1:02}-03" for n in range(23)]


@pytest.mark.parametrize("part", [1, 7, 23, 24])
def test_records_made_in_parts_are_those_made_at_once(home, monkeypatch, part):
    home.put("records/records.csv", "\n".join([HEAD, *ROWS]).encode())
    home.take_in()
    at_once = records_of(home)
    assert len(at_once) == len(ROWS)
    monkeypatch.setattr(schema, "_PART", part)
    home.put("requests/requests.csv", b"request_id,received_at\nR1,2026-10-02\n")
    home.take_in()
    assert records_of(home) == at_once


def records_of(home):
    desk = home.desk(Role.DPO)
    rows = desk.ask("dpo/records", as_of="2026-11-23", language="sv").records()
    desk.close()
    own = [row for row in rows if row["system"] == "Enkätverktyg"]
    return sorted((row["record_id"], row["due_on"], row["status"]) for row in own)
