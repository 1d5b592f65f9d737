"""Telephone logs by format: a head row or none, the cells of a row, what they hold.

A cell may name what its row has of its own: an id, or a time in one of many spellings.
A name may tell a second layout of a format, after a space.
"""

from tests.imports.calls.test_asterisk import ISSABEL_NAMES, NAMES
from tests.imports.calls.test_cisco import NAMES as CUCM_NAMES
from tests.imports.calls.test_freeswitch import NAMES as FUSIONPBX_NAMES
from tests.imports.calls.test_grandstream import LISTED, NAMED
from tests.imports.calls.test_teams import PSTN, routed
from tests.imports.calls.test_threecx import NAMES as THREECX_NAMES

CALLER = "0701740605"

CUCM = {
    "cdrRecordType": "1", "globalCallID_callManagerId": "2",
    "globalCallID_callId": "{id}", "origLegCallIdentifier": "7",
    "dateTimeOrigination": "{epoch:.0f}", "origNodeId": "1",
    "callingPartyNumber": CALLER, "originalCalledPartyNumber": "9000",
    "finalCalledPartyNumber": "4011", "dateTimeConnect": "{answer_epoch:.0f}",
    "dateTimeDisconnect": "{end_epoch:.0f}", "duration": "160",
    "globalCallId_ClusterId": "StandAloneCluster", "joinOnBehalfOf": "0",
}  # fmt: skip

# format: head row, cells of a row, and what the cells that matter hold
FORMATS = {
    "neutral": (
        "call_id,started_at,direction,from_number,to_number,queue,agent,is_answered,"
        "wait_seconds,talk_seconds".split(","),
        ["{id}", "{start}", "in", CALLER, "0846500411", "skador", "Hilda", "true",
         "20", "160"],
        {1: "start", 2: "word", 5: "queue", 7: "flag", 8: "length", 9: "length"},
    ),
    "asterisk_headed": (
        NAMES.split(","),
        ["{start}", "Anna", CALLER, "9000", "skador", "SIP/t-1", "SIP/4011-2", "Queue",
         "skador", "180", "160", "ANSWERED", "3", "", "{id}", ""],
        {0: "start", 4: "queue", 9: "length", 10: "length", 11: "word"},
    ),
    "asterisk": (
        None,
        ["", CALLER, "9000", "skador", "Anna", "SIP/t-1", "SIP/4011-2", "Queue",
         "skador,t", "{start}", "{answer}", "{end}", "180", "160", "ANSWERED",
         "DOCUMENTATION", "{id}", ""],
        {9: "start", 10: "day", 11: "day", 12: "length", 13: "length", 14: "word"},
    ),
    "issabel": (
        ISSABEL_NAMES.split(","),
        ["{start}", CALLER, "skador", "4012", "SIP/t-1", "", "SIP/4012-3", "ANSWERED",
         "118", "{id}", "", "9000", ""],
        {0: "start", 2: "queue", 7: "word", 8: "length"},
    ),
    "freeswitch": (
        None,
        [CALLER, CALLER, "9000", "public", "{start}", "{answer}", "{end}", "180", "160",
         "NORMAL_CLEARING", "{uuid}", "", "", "PCMA", "PCMA"],
        {4: "start", 5: "day", 6: "day", 7: "length", 8: "length", 9: "word"},
    ),
    "cucm": (
        CUCM_NAMES,
        [CUCM.get(name, "0" if "Behalf" in name else "") for name in CUCM_NAMES],
        {
            CUCM_NAMES.index("dateTimeOrigination"): "start",
            CUCM_NAMES.index("dateTimeConnect"): "day",
            CUCM_NAMES.index("dateTimeDisconnect"): "day",
            CUCM_NAMES.index("duration"): "length",
        },
    ),
    "avaya_smdr": (
        None,
        ["{slashed}", "00:02:40", "20", CALLER, "I", "9000", "9000", "", "0", "{id}",
         "0", "E4011", "Hilda", "T9001", "Line 1.1", "0", "0", *[""] * 12],
        {0: "start", 1: "length", 2: "length", 4: "word"},
    ),
    "operators": (
        "Datum;Klockslag;Riktning;A-nummer;B-nummer;Svarsgrupp;Väntetid;Samtalstid;"
        "Resultat;Handläggare".split(";"),
        ["{day}", "{clock}", "Inkommande", CALLER, "08-465 004 11", "Skador",
         "00:00:20", "00:02:40", "Besvarat", "Hilda"],
        {0: "start", 2: "word", 5: "queue", 6: "length", 7: "length", 8: "word"},
    ),
    "cdr_stats": (
        "switch,cdr_source_type,callid,caller_id_number,caller_id_name,"
        "destination_number,dialcode,state,channel,starting_date,duration,billsec,"
        "progresssec,answersec,waitsec,hangup_cause_id,hangup_cause,direction".split(
            ","
        ),
        ["sw1", "1", "{id}", CALLER, "Anna", "9000", "46", "", "1", "{start}", "180",
         "160", "0", "0", "20", "16", "NORMAL_CLEARING", "1"],
        {9: "start", 10: "length", 11: "length", 14: "length", 17: "word"},
    ),
    "asterisk_table": (
        None,
        ["{start}", "Anna", CALLER, "9000", "skador", "SIP/t-1", "SIP/4011-2", "Dial",
         "SIP/4011", "180", "160", "ANSWERED", "3", "", "{id}", ""],
        {0: "start", 4: "queue", 9: "length", 10: "length", 11: "word"},
    ),
    "asterisk_custom": (
        None,
        ["Anna", CALLER, "9000", "skador", "SIP/t-1", "SIP/4011-2", "Dial", "SIP/4011",
         "{start}", "{answer}", "{end}", "180", "160", "ANSWERED", "DOCUMENTATION", "",
         "{id}", ""],
        {3: "queue", 8: "start", 9: "day", 10: "day", 11: "length", 12: "length",
         13: "word"},
    ),
    "cdr_stats_import": (
        None,
        ["1", "Anna", CALLER, "180", "160", "16", "inbound", "{uuid}", "192.0.2.1",
         "{epoch:.0f}", "{answer_epoch:.0f}", "{end_epoch:.0f}", "12960", "12960",
         "G722", "G722"],
        {3: "length", 4: "length", 6: "word", 9: "start"},
    ),
    "cucm_unnamed": (
        None,
        [CUCM.get(name, "0" if "Behalf" in name else "") for name in CUCM_NAMES],
        {
            CUCM_NAMES.index("dateTimeOrigination"): "start",
            CUCM_NAMES.index("dateTimeConnect"): "day",
            CUCM_NAMES.index("dateTimeDisconnect"): "day",
            CUCM_NAMES.index("duration"): "length",
        },
    ),
    "freeswitch_rate": (
        None,
        ["{uuid}", "", "inbound", CALLER, "9000", "{answer}", "{end}", "160",
         "NORMAL_CLEARING"],
        {2: "word", 5: "start", 6: "day", 7: "length"},
    ),
    "freeswitch sql": (
        None,
        [CALLER, CALLER, "9000", "public", "{start}", "{answer}", "{end}", "180", "160",
         "NORMAL_CLEARING", "{uuid}", "", "konto"],
        {3: "queue", 4: "start", 5: "day", 6: "day", 7: "length", 8: "length"},
    ),
    "freeswitch_asterisk": (
        None,
        ["", CALLER, "9000", "public", "Anna", "sofia/a-1", "sofia/b-2", "bridge",
         "user/1001", "{start}", "{answer}", "{end}", "180", "160", "NORMAL_CLEARING",
         "3", "{uuid}", ""],
        {3: "queue", 9: "start", 10: "day", 11: "day", 12: "length", 13: "length"},
    ),
    "fusionpbx": (
        FUSIONPBX_NAMES.split(","),
        ["Anna", CALLER, "9000", "", "{start}", "20", "00:03:00", "0.02", "4.50",
         "NORMAL_CLEARING"],
        {4: "start", 5: "length", 6: "length", 9: "word"},
    ),
    "fusionpbx of its database": (
        "xml_cdr_uuid,direction,caller_id_number,destination_number,start_stamp,"
        "answer_stamp,end_stamp,duration,billsec,hangup_cause,tta".split(","),
        ["{uuid}", "inbound", CALLER, "9000", "{start}", "{answer}", "{end}", "180",
         "160", "NORMAL_CLEARING", "20"],
        {1: "word", 4: "start", 5: "day", 6: "day", 7: "length", 8: "length",
         9: "word", 10: "length"},
    ),
    "grandstream": (
        LISTED.split("\n")[0].split(","),
        ["main_cdr", "S-{id}", "Inbound", CALLER, "4011", "{start}", "{answer}", "160",
         "ANSWERED", "4011", "DIAL"],
        {2: "word", 5: "start", 6: "day", 7: "length", 8: "word"},
    ),
    "grandstream of its interface": (
        NAMED.split("\n")[0].split(","),
        ["1", "", CALLER, "4012", "from-did", "", "PJSIP/t-1", "PJSIP/4012-2", "Dial",
         "4012", "{start}", "{answer}", "{end}", "180", "160", "ANSWERED", "D", "{id}",
         "Inbound", "", "4012", "s", "S-{id}", "4012", "DIAL"],
        {10: "start", 11: "day", 12: "day", 13: "length", 14: "length", 15: "word",
         18: "word"},
    ),
    "mitel_smdr": (
        None,
        ["{month_day}", "{minute}", "00:02:40", "020", " ", CALLER],
        {0: "start", 1: "start", 2: "length", 3: "length", 4: "code"},
    ),
    "teams_pstn": (
        PSTN.split("\r\n")[0].split(","),
        ["u1", "{uuid}", "", "SE", "o", "hilda@example.se", "Hilda", "+46701740605",
         "user_in", "Subscriber", "Domestic", "", "+46840050012", "{start_utc}Z",
         "{end_utc}Z", "160", "0", "0", "SEK", "MCOPSTN1"],
        {8: "word", 13: "start", 14: "day", 15: "length"},
    ),
    "teams_direct_routing": (
        routed(" (UTC)", "Duration").split("\r\n")[0].split(","),
        ["{start_utc}", "Hilda", "hilda@example.se", "+46701740605", "+46840050012",
         "dr_in", "", "{answer_utc}", "{start_utc}", "", "{end_utc}", "160", "User",
         "Yes", "sbc.example.se", "Success", "200", "{uuid}", ""],
        {5: "word", 7: "day", 8: "start", 10: "day", 11: "length"},
    ),
    "threecx_cdr": (
        None,
        ["Call {id}", "{id}_12", "00:03:00", "{start}", "{answer}", "{end}", "Src",
         CALLER, "Ext.800", "Ext.10000", "800", "800", "ReplacedDst", "Ext.101", "101",
         "", "", "", "", "", "ExternalLine", "Queue", "Extension", "", "Skador", "",
         ""],
        {2: "length", 3: "start", 4: "day", 5: "day", 10: "queue"},
    ),
    "threecx_report": (
        THREECX_NAMES.split(","),
        ["{day_first}", "Anna (0701740605)", "Skador (800)", "Answered", "00:00:20",
         "00:02:40", "", "", ""],
        {0: "start", 3: "word", 4: "length", 5: "length"},
    ),
    "threecx_v20": (
        "Call Time,Call ID,From,To,Direction,Status,Ringing,Talking,Cost".split(","),
        ["{start}", "{id}", "Anna (0701740605)", "Skador (800)", "Inbound", "Answered",
         "00:00:20", "00:02:40", "0"],
        {0: "start", 4: "word", 5: "word", 6: "length", 7: "length"},
    ),
}  # fmt: skip

_MITEL = (
    " {0:5} {1:6} {2:8} T102  {3:3} 201                       {4:1} 201               "
    "      001   {5:10} 201                A"
)


def written(name: str, cells: list[str]) -> str | None:
    """A row of a log whose rows are not cells with a mark between them."""
    if name == "mitel_smdr":
        return _MITEL.format(*cells)
    if name == "freeswitch sql":
        quoted = (cell.replace('"', '""') for cell in cells)
        return 'INSERT INTO cdr VALUES ("' + '","'.join(quoted) + '");'
    return None
