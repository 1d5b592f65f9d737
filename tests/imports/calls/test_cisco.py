"""Cisco's call detail records: with names and types, without, and what is no call."""

import datetime

import pytest

from privacy.errors import NotRecognised
from tests.imports.calls.reading import read

CALLER, OTHER = "0701740605", "0313900612"
SHOWN = ("direction", "is_answered", "wait_seconds", "talk_seconds", "leg_count")
NAMES = """
cdrRecordType globalCallID_callManagerId globalCallID_callId origLegCallIdentifier
dateTimeOrigination origNodeId origSpan origIpAddr callingPartyNumber
callingPartyUnicodeLoginUserID origCause_location origCause_value origPrecedenceLevel
origMediaTransportAddress_IP origMediaTransportAddress_Port
origMediaCap_payloadCapability origMediaCap_maxFramesPerPacket
origMediaCap_g723BitRate origVideoCap_Codec origVideoCap_Bandwidth
origVideoCap_Resolution origVideoTransportAddress_IP origVideoTransportAddress_Port
origRSVPAudioStat origRSVPVideoStat destLegCallIdentifier destNodeId destSpan destIpAddr
originalCalledPartyNumber finalCalledPartyNumber finalCalledPartyUnicodeLoginUserID
destCause_location destCause_value destPrecedenceLevel destMediaTransportAddress_IP
destMediaTransportAddress_Port destMediaCap_payloadCapability
destMediaCap_maxFramesPerPacket destMediaCap_g723BitRate destVideoCap_Codec
destVideoCap_Bandwidth destVideoCap_Resolution destVideoTransportAddress_IP
destVideoTransportAddress_Port destRSVPAudioStat destRSVPVideoStat dateTimeConnect
dateTimeDisconnect lastRedirectDn pkid originalCalledPartyNumberPartition
callingPartyNumberPartition finalCalledPartyNumberPartition lastRedirectDnPartition
duration origDeviceName destDeviceName origCallTerminationOnBehalfOf
destCallTerminationOnBehalfOf origCalledPartyRedirectOnBehalfOf
lastRedirectRedirectOnBehalfOf origCalledPartyRedirectReason lastRedirectRedirectReason
destConversationID globalCallId_ClusterId joinOnBehalfOf Comment authCodeDescription
authorizationLevel clientMatterCode origDTMFMethod destDTMFMethod callSecuredStatus
""".split()
_NUMBERS = {"cdrRecordType", "globalCallID_callManagerId", "globalCallID_callId",
            "origLegCallIdentifier", "dateTimeOrigination", "origNodeId", "origSpan",
            "dateTimeConnect", "dateTimeDisconnect", "duration",
            "joinOnBehalfOf"}  # fmt: skip
START = int(datetime.datetime(2026, 9, 1, 7, tzinfo=datetime.UTC).timestamp())


def leg(call: int, **output: object) -> str:
    known = {
        "cdrRecordType": 1, "globalCallID_callManagerId": 2,
        "globalCallID_callId": 1000 + call, "origLegCallIdentifier": 7,
        "dateTimeOrigination": START, "origNodeId": 1, "origSpan": 0,
        "callingPartyNumber": CALLER, "originalCalledPartyNumber": "9000",
        "finalCalledPartyNumber": "4011", "dateTimeConnect": START + 20,
        "dateTimeDisconnect": START + 180, "duration": 160,
        "globalCallId_ClusterId": "StandAloneCluster", "joinOnBehalfOf": 0,
    }  # fmt: skip
    cells = []
    for name in NAMES:
        value = (known | output).get(name, 0 if "Behalf" in name else "")
        cells.append(str(value) if name in _NUMBERS else f'"{value}"')
    return ",".join(cells) + "\n"


def head(*, names: bool) -> str:
    types = ["INTEGER" if name in _NUMBERS else "VARCHAR(50)" for name in NAMES]
    types[NAMES.index("pkid")] = "UNIQUEIDENTIFIER"
    named = ",".join(f'"{name}"' for name in NAMES) + "\n"
    return (named if names else "") + ",".join(types) + "\n"


NEVER = {"dateTimeConnect": 0, "duration": 0}
LEGS = (
    leg(1)
    + leg(2, callingPartyNumber=OTHER, **NEVER, dateTimeDisconnect=START + 45)
    + leg(3, callingPartyNumber="4011", originalCalledPartyNumber=CALLER,
          finalCalledPartyNumber=CALLER)
)  # fmt: skip
THREE = [
    ("in", False, 45, None, 1),
    ("in", True, 20, 160, 1),
    ("out", True, 20, 160, 1),
]


def test_records_with_names_and_a_row_of_types_are_read(tmp_path):
    content = head(names=True) + LEGS
    result = read(tmp_path / "cdr_StandAlone_01.txt", content.encode())
    assert result.taken.format == "calls/cucm"
    assert result.counted == (3, 3, 0)
    assert result.only(*SHOWN) == THREE


def test_records_without_names_are_read_and_the_types_are_no_call(tmp_path):
    for types, counted in ((head(names=False), (4, 3, 1)), ("", (3, 3, 0))):
        result = read(tmp_path / "cdr.txt", (types + LEGS).encode())
        assert result.taken.format == "calls/cucm_unnamed"
        assert result.counted == counted
        assert result.only(*SHOWN) == THREE


def test_seconds_since_1970_are_local_in_summer_and_winter(tmp_path):
    winter = int(datetime.datetime(2026, 12, 1, 8, tzinfo=datetime.UTC).timestamp())
    later = {"dateTimeOrigination": winter, "dateTimeConnect": winter + 20}
    content = head(names=True) + leg(1) + leg(2, **later)
    result = read(tmp_path / "cdr.txt", content.encode())
    assert result.only("started_at", "wait_seconds") == [
        ("2026-09-01 09", 20),
        ("2026-12-01 09", 20),
    ]


def test_a_wait_over_the_move_to_summer_is_not_an_hour_longer(tmp_path):
    start = int(
        datetime.datetime(2026, 3, 29, 0, 59, 50, tzinfo=datetime.UTC).timestamp()
    )
    output = {"dateTimeOrigination": start, "dateTimeConnect": start + 20}
    content = head(names=True) + leg(1, **output)
    result = read(tmp_path / "cdr.txt", content.encode())
    assert result.only("started_at", "wait_seconds") == [("2026-03-29 01", 20)]


@pytest.mark.parametrize("names", [True, False])
def test_the_legs_of_one_call_are_joined(tmp_path, names):
    second = leg(
        1, callingPartyNumber=CALLER, finalCalledPartyNumber="4012", pkid="b",
        dateTimeOrigination=START + 180, dateTimeConnect=START + 190,
        dateTimeDisconnect=START + 300, duration=110,
    )  # fmt: skip
    content = head(names=names) + leg(1, pkid="a") + second
    result = read(tmp_path / "cdr.txt", content.encode())
    assert result.only(*SHOWN) == [("in", True, 20, 280, 2)]


@pytest.mark.parametrize("names", [True, False])
def test_a_forked_recording_is_counted_and_is_no_call(tmp_path, names):
    forked = leg(9, callingPartyNumber="b0031401", joinOnBehalfOf=27)
    monitored = leg(10, origCalledPartyRedirectOnBehalfOf=28)
    content = head(names=names) + leg(1) + forked + monitored
    result = read(tmp_path / "cdr.txt", content.encode())
    assert result.taken.reasons["recording_leg"] == 2
    assert result.only(*SHOWN) == [THREE[1]]


CMR_NAMES = (
    "cdrRecordType,globalCallID_callManagerId,globalCallID_callId,nodeId,directoryNum,"
    "callIdentifier,dateTimeStamp,numberPacketsSent,numberOctetsSent,"
    "numberPacketsReceived,numberOctetsReceived,numberPacketsLost,jitter,latency,pkid,"
    "directoryNumPartition,globalCallId_ClusterId,deviceName,varVQMetrics\n"
)
CMR_ROWS = (
    "INTEGER,INTEGER,INTEGER,INTEGER,VARCHAR(50),INTEGER,INTEGER,INTEGER,INTEGER,"
    "INTEGER,INTEGER,INTEGER,INTEGER,INTEGER,UNIQUEIDENTIFIER,VARCHAR(50),VARCHAR(50),"
    "VARCHAR(129),VARCHAR(600)\n"
    f'2,2,1001,1,"4011",7,{START},5000,0,4990,0,10,15,25,"a","","",'
    '"SEP4011","MLQK=3.5;CCR=0.01"\n'
)


@pytest.mark.parametrize("hint", [None, "calls"])
@pytest.mark.parametrize("names", [CMR_NAMES, ""])
def test_a_file_of_measurements_is_refused(tmp_path, names, hint):
    with pytest.raises(NotRecognised, match="no format that is known"):
        read(tmp_path / "cmr.txt", (names + CMR_ROWS).encode(), hint)
