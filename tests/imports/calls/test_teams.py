"""Microsoft Teams' reports of calling plans and direct routing, alone or zipped."""

import io
import zipfile

import pytest

from tests.imports.calls.reading import read

CALLER, OTHER = "+46701740605", "+46313900612"
SHOWN = ("direction", "is_answered", "wait_seconds", "talk_seconds", "leg_count")

PSTN = (
    "UsageId,Call ID,Conference ID,User Location,AAD ObjectId,UPN,User Display Name,"
    "Caller ID,Call Type,Number Type,Domestic/International,Destination Dialed,"
    "Destination Number,Start Time,End Time,Duration Seconds,Connection Fee,Charge,"
    "Currency,Capability\r\n"
    f"u1,c1,,SE,,,,{CALLER},ucap_in,Subscriber,,Domestic,+46840050011,"
    "2026-10-25T00:30:00.1234567Z,2026-10-25T00:32:00.1234567Z,120,0,0,SEK,MCOPSTN1\r\n"
    f"u2,c2,,SE,o,hilda@example.se,Hilda Ek,+46840050012,user_out,Subscriber,Domestic,"
    f"{CALLER},{CALLER},2026-10-25T01:30:00Z,2026-10-25T01:30:00Z,0,0,0,SEK,MCOPSTN1\r\n"
    f"u3,c3,,SE,o,hilda@example.se,Hilda Ek,{OTHER},user_in,Subscriber,Domestic,,"
    "+46840050012,2026-10-25T12:00:00+00:00,2026-10-25T12:01:00+00:00,60,0,0,SEK,"
    "MCOPSTN1\r\n"
    f"u4,c4,k4,SE,o,hilda@example.se,Hilda Ek,{OTHER},conf_in,ConferenceTollFree,"
    "Domestic,,+46840050013,2026-10-25T12:00:00Z,2026-10-25T12:30:00Z,1800,0,0,SEK,"
    "MCOMEETADD\r\n"
)


def packed(name: str, content: str) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, content)
        archive.writestr("parameters.json", '{"fromDateTime": "2026-10-25"}')
    return file.getvalue()


@pytest.mark.parametrize("is_packed", [True, False])
def test_calls_over_calling_plans_are_told_in_local_time(tmp_path, is_packed):
    content = packed("PSTN.calls.2026-10-25.csv", PSTN) if is_packed else PSTN.encode()
    result = read(tmp_path / "Calls.Export.1.zip", content)
    assert result.taken.format == "calls/teams_pstn"
    assert result.counted == (4, 3, 1)
    assert result.taken.reasons == {"conference_leg": 1}
    # The clock is put back at one o'clock UTC: half past two comes twice that day.
    assert result.only("started_at", "direction", "is_answered", "talk_seconds") == [
        ("2026-10-25 02", "in", True, 120),
        ("2026-10-25 02", "out", False, None),
        ("2026-10-25 13", "in", True, 60),
    ]
    assert result.calls[0]["caller"] == result.calls[1]["caller"]
    assert result.calls[1]["agent"] == result.calls[2]["agent"]
    assert "hilda" not in result.kept


def routed(utc: str, length: str, *rows: tuple[str, ...]) -> str:
    names = (
        f"Time stamp{utc},Display name,SIP address,Caller number,Callee number,"
        f"Call type,Called to,Start time{utc},Invite time{utc},Failure time{utc},"
        f"End time{utc},{length},Number type,Media bypass,SBC FQDN,Event type,"
        "Final SIP code,Correlation ID,Shared Correlation ID"
    )
    return "\r\n".join([names, *(",".join(row) for row in rows), ""])


def row(
    kind: str, start: str, invite: str, seconds: str, event: str, ids: str
) -> tuple:
    end = "2026-07-01 07:03:00" if start else ""
    start, invite = f"2026-07-01 {start}" if start else "", f"2026-07-01 {invite}"
    return (
        "2026-07-01 07:05:00", "Hilda Ek", "hilda@example.se",
        *((CALLER, "+46840050012") if "in" in kind else ("+46840050012", CALLER)),
        kind, "", start, invite, "" if start else "2026-07-01 07:00:30", end, seconds,
        "User", "Yes", "sbc.example.se", event, "200" if start else "487",
        *ids.split(","),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("utc", "length"),
    [(" (UTC)", "Duration"), ("", "Duration (seconds)"), ("", "Duration Seconds")],
)
def test_calls_by_direct_routing_wait_from_the_invitation(tmp_path, utc, length):
    content = routed(
        utc, length,
        row("dr_in", "07:00:20", "07:00:00", "160", "Success", "a,"),
        row("dr_in_ucap", "", "07:00:00", "0", "Attempt", "b,"),
        row("dr_out", "07:00:20", "07:00:10", "160", "Success", "c,"),
    )  # fmt: skip
    zipped = packed("DirectRouting.calls.2026-07-01.csv", content)
    result = read(tmp_path / "Calls.Export.2.zip", zipped)
    assert result.taken.format == "calls/teams_direct_routing"
    assert result.counted == (3, 3, 0)
    assert result.only(*SHOWN) == [
        ("in", False, 30, None, 1),
        ("in", True, 20, 160, 1),
        ("out", True, 10, 160, 1),
    ]
    assert {call["started_at"] for call in result.calls} == {"2026-07-01 09"}


def test_legs_that_share_a_correlation_are_one_call(tmp_path):
    content = routed(
        "", "Duration",
        row("dr_in", "", "07:00:00", "0", "Attempt", "a,s"),
        row("dr_in", "07:01:00", "07:00:40", "120", "Success", "b,s"),
    )  # fmt: skip
    result = read(tmp_path / "routing.csv", content.encode())
    assert result.counted == (2, 2, 0)
    assert result.only(*SHOWN) == [("in", True, 60, 120, 2)]


def test_direct_routing_is_known_by_the_portals_own_spelling_too(tmp_path):
    content = routed(
        "", "Duration", row("dr_in", "07:00:20", "07:00:00", "160", "Success", "a,")
    )
    for old, new in {"Correlation ID": "CorrelationId", "Call type": "Kind"}.items():
        content = content.replace(f",{old},", f",{new},")
    result = read(tmp_path / "routing.csv", content.encode(), "calls")
    assert result.taken.format == "calls/teams_direct_routing"
    assert result.counted == (1, 1, 0)
