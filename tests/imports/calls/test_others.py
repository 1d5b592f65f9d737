"""Avaya, CDR-Stats, the operators' own words, and the neutral CSV."""

import datetime

import pytest

from tests.imports.calls.reading import read

CALLER, OTHER = "0701740605", "0313900612"
NINE = "2026-09-14 09"
SHOWN = ("direction", "is_answered", "wait_seconds", "talk_seconds", "queue")


def smdr(*cells: str) -> str:
    return ",".join(cells) + ",,,,,,,,,,,,\r\n"


# In, answered; in, missed; out; to the voice mailbox; inside.
AVAYA = (
    smdr("2026/09/14 09:00:00", "00:02:40", "20", CALLER, "I", "9000", "9000", "",
         "0", "1000014", "0", "E4011", "Åsa", "T9001", "Line 1.1", "0", "0")
    + smdr("2026/09/14 09:10:00", "00:00:00", "45", OTHER, "I", "9000", "9000", "",
           "0", "1000015", "0", "E4011", "Åsa", "T9001", "Line 1.1", "0", "0")
    + smdr("2026/09/14 09:20:00", "00:01:00", "5", "4011", "O", CALLER, CALLER, "",
           "0", "1000016", "0", "E4011", "Åsa", "T9001", "Line 1.1", "0", "0")
    + smdr("2026/09/14 09:30:00", "00:00:30", "25", OTHER, "I", "9000", "9000", "",
           "0", "1000017", "0", "V9501", "VM Channel 1", "T9001", "Line 1.1", "0", "0")
    + smdr("2026/09/14 09:40:00", "00:00:55", "5", "4011", "O", "4012", "4012", "",
           "1", "1000018", "0", "E4011", "Åsa", "E4012", "Bo", "0", "0")
)  # fmt: skip


def test_avaya_ip_office_is_read(tmp_path):
    result = read(tmp_path / "smdr.csv", AVAYA.encode())
    assert result.taken.format == "calls/avaya_smdr"
    assert result.counted == (5, 5, 0)
    assert result.only(*SHOWN[:4]) == [
        ("in", False, 25, None),
        ("in", False, 45, None),
        ("in", True, 20, 160),
        ("internal", True, 5, 55),
        ("out", True, 5, 60),
    ]
    assert result.calls[2]["caller"] == result.calls[4]["caller"]


def test_an_avaya_call_that_was_passed_on_is_one_call(tmp_path):
    first = AVAYA.splitlines(keepends=True)[0]
    second = first.replace("09:00:00", "09:03:00").replace("00:02:40", "00:01:00")
    result = read(tmp_path / "smdr.csv", (first + second).encode())
    assert result.only("is_answered", "wait_seconds", "talk_seconds", "leg_count") == [
        (True, 20, 240, 2)
    ]


def test_segments_with_the_start_of_the_call_follow_each_other(tmp_path):
    first, _, _, voicemail, _ = AVAYA.splitlines(keepends=True)
    again = first.replace("00:02:40,20", "00:01:00,10")
    to_mailbox = voicemail.replace("09:30:00", "09:00:00").replace("1000017", "1000014")
    result = read(tmp_path / "smdr.csv", (first + again + to_mailbox).encode())
    assert result.only("is_answered", "wait_seconds", "talk_seconds", "leg_count") == [
        (True, 20, 230, 3)
    ]


def test_a_mailbox_of_either_party_is_no_answer(tmp_path):
    inside = AVAYA.splitlines(keepends=True)[4].replace(
        "E4012,Bo", "V9051,VM Channel 1"
    )
    result = read(tmp_path / "smdr.csv", inside.encode())
    assert result.only("direction", "is_answered") == [("internal", False)]


@pytest.mark.parametrize("connected", ["", "-", "--"])
def test_without_a_connected_time_the_outcome_is_unknown(tmp_path, connected):
    first = AVAYA.splitlines(keepends=True)[0].replace("00:02:40", connected)
    whole = AVAYA.splitlines(keepends=True)[1]
    result = read(tmp_path / "smdr.csv", (whole * 12 + first).encode())
    assert ("in", None) in result.only("direction", "is_answered")


def test_cdr_stats_own_csv_is_read(tmp_path):
    content = (
        "switch,cdr_source_type,callid,caller_id_number,caller_id_name,"
        "destination_number,dialcode,state,channel,starting_date,duration,billsec,"
        "progresssec,answersec,waitsec,hangup_cause_id,hangup_cause,direction,"
        "country_code,accountcode,buy_rate,buy_cost,sell_rate,sell_cost,extradata\r\n"
        f"sw1,1,a1,{CALLER},Anna,9000,46,,1,2026-09-14 09:00:00,180,160,0,0,20,16,"
        "NORMAL_CLEARING,1,SE,12,0,0,0,0,{}\r\n"
        f"sw1,1,a2,4011,Bo,{CALLER},46,,1,2026-09-14 09:10:00,30,0,0,0,,19,"
        "NO_ANSWER,2,SE,12,0,0,0,0,{}\r\n"
    )
    result = read(tmp_path / "CDRImport.csv", content.encode())
    assert result.taken.format == "calls/cdr_stats"
    assert result.counted == (2, 2, 0)
    assert result.only(*SHOWN) == [
        ("in", True, 20, 160, None),
        ("out", False, 30, None, None),
    ]
    assert result.calls[0]["caller"] == result.calls[1]["caller"]


def test_cdr_stats_lines_for_its_import_are_read(tmp_path):
    at = int(datetime.datetime(2026, 9, 14, 7, tzinfo=datetime.UTC).timestamp())
    content = (
        f"1, Anna Ek, {CALLER}, 180, 160, 16, inbound, 3e308846-9036-11e1, 192.0.2.1,"
        f" {at}, {at + 20}, {at + 180}, 12960, 12960, G722, G722\n"
        f"2, Bo Al, {CALLER}, 30, 0, 19, outbound, 3e308846-9036-11e2, 192.0.2.1,"
        f" {at}, 0, {at + 30}, 12960, 12960, G722, G722\n"
    )
    result = read(tmp_path / "import_cdr.txt", content.encode())
    assert result.taken.format == "calls/cdr_stats_import"
    assert result.only(*SHOWN) == [
        ("in", True, 20, 160, None),
        ("out", False, 30, None, None),
    ]
    assert {call["started_at"] for call in result.calls} == {NINE}
    assert result.calls[0]["caller"] == result.calls[1]["caller"]


SWEDISH = (
    "Datum;Klockslag;Riktning;A-nummer;B-nummer;Svarsgrupp;Väntetid;Samtalstid;"
    "Resultat;Handläggare\r\n"
    f"2026-09-14;09:00:00;Inkommande;{CALLER};08-465 004 11;Skador;00:00:20;00:02:40;"
    "Besvarat;Hilda Ek\r\n"
    f"2026-09-14;09:10:00;Inkommande;{OTHER};08-465 004 11;Skador;00:00:45;;"
    "Ej besvarat;\r\n"
    f"2026-09-14;09:20:00;Utgående;08-465 004 11;{CALLER};;5 s;1 min 0 s;"
    "Besvarat;Hilda Ek\r\n"
    "2026-09-14;09:30:00;Inkommande;Hemligt nummer;08-465 004 11;Skador;00:00:10;;"
    "Övergiven;\r\n"
)
NORWEGIAN = (
    "Tidspunkt,Innringer,Aksessnummer,Kø,Ventetid,Samtaletid,Snakket med,Status\r\n"
    f"14.09.2026 09:00:00,{CALLER},22334455,Skade,00:20,02:40,Kari,Besvart\r\n"
    f"14.09.2026 09:10:00,{OTHER},22334455,Skade,00:45,,,Forlot kø\r\n"
    f"14.09.2026 09:20:00,{OTHER},22334455,Skade,01:30,00:30,Ola,Satt over til Ola\r\n"
    f"14.09.2026 09:30:00,{OTHER},22334455,Skade,10:00,,,Tidsavbrudd\r\n"
)
ENGLISH = (
    "Start Time|Direction|From|To|Queue|Wait Time|Talk Time|Result|Answered by\n"
    f"2026-09-14 09:00|Inbound|{CALLER}|084650040|Claims|20|160|Answered|Hilda\n"
    f"2026-09-14 09:10|Inbound|{OTHER}|084650040|Claims|45|0|Abandoned|\n"
)
APART = (
    "Datum;Tid;Från nummer;Till nummer;Riktning;Samtalslängd;Könamn;Väntetid;"
    "Samtalsstatus\r\n"
    f"2026-09-14;09:00:00;{CALLER};0846500411;Inkommande;00:03:00;Skador;20;Besvarat\r\n"
    f"2026-09-14;09:10;{OTHER};0846500411;Inkommande;00:00:45;Skador;45;Ej svar\r\n"
)
YEASTAR = (
    "cdrid,timestart,callfrom,callto,callduraction,talkduraction,srctrunkname,status,"
    "type,sn\n"
    f"2026A1,2026-09-14 09:00:00,{CALLER},5503,180,160,SPS,ANSWERED,Inbound,369\n"
    f"2026A2,2026-09-14 09:10:00,{OTHER},5503,45,0,SPS,NO ANSWER,Inbound,369\n"
)
WORDS = {
    "swedish, day and time apart": (
        APART,
        [("in", False, 45, None, "Skador"), ("in", True, 20, 160, "Skador")],
    ),
    "Yeastar's spelling": (
        YEASTAR,
        [("in", False, 45, None, None), ("in", True, 20, 160, None)],
    ),
    "swedish": (
        SWEDISH,
        [
            ("in", False, 10, None, "Skador"),
            ("in", False, 45, None, "Skador"),
            ("in", True, 20, 160, "Skador"),
            ("out", True, 5, 60, None),
        ],
    ),
    "norwegian": (
        NORWEGIAN,
        [
            ("in", False, 45, None, "Skade"),
            ("in", False, 600, None, "Skade"),
            ("in", True, 20, 160, "Skade"),
            ("in", True, 90, 30, "Skade"),
        ],
    ),
    "english": (
        ENGLISH,
        [("in", False, 45, None, "Claims"), ("in", True, 20, 160, "Claims")],
    ),
}


@pytest.mark.parametrize("encoding", ["utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("language", WORDS)
def test_an_operators_list_is_read_in_its_own_words(tmp_path, language, encoding):
    content, expected = WORDS[language]
    result = read(tmp_path / "samtal.csv", content.encode(encoding), "calls")
    assert result.taken.format == "calls/operators"
    assert result.counted == (len(expected),) * 2 + (0,)
    assert sorted(result.only(*SHOWN), key=str) == expected
    assert {call["started_at"] for call in result.calls} == {NINE}
    withheld = [call for call in result.calls if call["is_withheld_number"]]
    assert len(withheld) == (language == "swedish")


def test_a_list_with_dates_from_and_to_is_an_operators_and_no_exchanges(tmp_path):
    content = (
        "Date,Direction,From,To,Queue,Duration,Status\n"
        f"2026-09-14 09:00,Incoming,{CALLER},084650040,Claims,00:03:00,Answered\n"
    )
    result = read(tmp_path / "calls.csv", content.encode(), "calls")
    assert result.taken.format == "calls/operators"
    (call,) = result.calls
    assert (call["direction"], call["number_kind"]) == ("in", "full")


def test_a_result_that_no_word_explains_is_told_by_the_talk_or_unknown(tmp_path):
    content = SWEDISH.replace("Ej besvarat", "Kod 7").replace("Besvarat", "Kod 9")
    result = read(tmp_path / "samtal.csv", content.encode(), "calls")
    shown = ("is_answered", "talk_seconds", "unknown_words")
    assert sorted(result.only(*shown), key=str) == [
        (False, None, []),
        (None, None, ["call_outcome:Kod 7"]),
        (True, 160, ["call_outcome:Kod 9"]),
        (True, 60, ["call_outcome:Kod 9"]),
    ]


RINGCENTRAL = (
    "Type,From,To,Direction,Date/Time,Result,Duration\n"
    f"Voice,{CALLER},084650040,Inbound,2026-09-14 09:00:00,Accepted,00:05:23\n"
    f"Voice,{OTHER},084650040,Inbound,2026-09-14 09:05:00,Missed,00:00:21\n"
    f"Voice,084650040,{OTHER},Outbound,2026-09-14 09:10:00,Call connected,00:02:00\n"
    f"Voice,{OTHER},084650040,Sideways,2026-09-14 09:15:00,Voicemail,00:00:41\n"
    f"Voice,{OTHER},084650040,Inbound,2026-09-14 09:20:00,Snoozed,00:00:30\n"
    f"Voice,{OTHER},084650040,Inbound,2026-09-14 09:25:00,Anna 19121212-1212,1\n"
    f"Voice,{OTHER},084650040,Inbound,2026-09-14 09:30:00,,00:00:30\n"
    f"Fax,{OTHER},084650040,Inbound,2026-09-14 09:35:00,Received,00:00:30\n"
)


def test_a_list_with_a_mere_duration_says_nothing_of_the_wait(tmp_path):
    result = read(tmp_path / "log.csv", RINGCENTRAL.encode())
    assert result.counted == (8, 7, 1)
    assert result.taken.reasons == {"not_a_call": 1}
    shown = ("direction", "is_answered", "wait_seconds", "talk_seconds")
    assert sorted(result.only(*shown, "unknown_words"), key=str) == [
        ("in", False, None, None, []),
        ("in", None, None, None, ["call_outcome:"]),
        ("in", None, None, None, ["call_outcome:*"]),
        ("in", None, None, None, ["call_outcome:Snoozed"]),
        ("in", True, None, None, []),
        ("out", True, None, None, []),
        (None, False, None, None, ["call_direction:Sideways"]),
    ]


def test_the_policy_explains_a_word_of_a_telephone_log(tmp_path):
    output = {"field": "call_outcome", "word": "Snoozed", "meaning": "missed"}
    result = read(tmp_path / "log.csv", RINGCENTRAL.encode(), word=[output])
    assert not any("Snoozed" in str(words) for (words,) in result.only("unknown_words"))


def test_messages_of_a_contact_centre_are_no_calls(tmp_path):
    rows = "".join(
        f"2026-09-14 09:0{n}:00;{what};{CALLER};Besvarat;20;60\n"
        for n, what in enumerate(["Samtal", "E-post", "Chatt", "Voice", "Röksignal"])
    )
    content = "Tidpunkt;Kanal;Från;Resultat;Väntetid;Samtalstid\n" + rows
    result = read(tmp_path / "arenden.csv", content.encode(), "calls")
    assert result.rejects == [(3, "not_a_call"), (4, "not_a_call")]
    words = [words for (words,) in result.only("unknown_words")]
    assert sorted(words) == [[], [], ["call_medium:Röksignal"]]


def test_odd_times_are_read_and_what_cannot_be_read_is_named(tmp_path):
    content = (
        "calldate;answer;src;dst;duration;billsec;disposition\n"
        f"14 sep 2026 kl. 09:00:00;;{CALLER};9000;30;20;ANSWERED\n"
        f"2026-09-14 9:10:00\u202fPM;n/a;{CALLER};9000;30;0;NO ANSWER\n"
        f"2026-09-14 09:20:00;snart;{CALLER};9000;lång;#REF!;ANSWERED\n"
        f"14 sep 2026;;{CALLER};9000;30;20;ANSWERED\n"
    )
    result = read(tmp_path / "cdr.csv", content.encode())
    assert result.rejects == [(5, "bad_date")]
    assert result.only("started_at", "wait_seconds", "talk_seconds", "bad_fields") == [
        ("2026-09-14 09", 10, 20, None),
        ("2026-09-14 09", None, None, ["answered_at", "talk_seconds", "duration"]),
        ("2026-09-14 21", 30, None, None),
    ]


def test_an_unreadable_length_or_flag_is_unknown_and_not_nought_or_no(tmp_path):
    head = "call_id,started_at,direction,is_answered,wait_seconds,talk_seconds\n"
    cells = [("kanske", "5", "9"), ("SANT", "fem", "9"), ("falskt", "5", "nio")]
    cells += [("#N/A", "5", "1e2"), ("x", "-3", "PT9S"), ("0", "0:05", "-")]
    rows = (
        f"{n},2026-09-01 09:00:00,in,{','.join(row)}\n" for n, row in enumerate(cells)
    )
    result = read(tmp_path / "calls.csv", (head + "".join(rows)).encode())
    shown = ("is_answered", "wait_seconds", "talk_seconds", "bad_fields")
    assert sorted(result.only(*shown), key=str) == [
        (False, 5, None, None),
        (False, 5, None, ["talk_seconds"]),
        (None, 5, None, ["talk_seconds"]),
        (True, 5, 9, None),
        (True, None, 9, ["wait_seconds"]),
        (True, None, 9, ["wait_seconds"]),
    ]


NEUTRAL = (
    "call_id,started_at,direction,from_number,to_number,queue,agent,is_answered,"
    "wait_seconds,talk_seconds\n"
    f"1,2026-09-14 09:00:00,in,{CALLER},9000,skador,4011,true,20,160\n"
    f"2,2026-09-14 09:10:00,in,{OTHER},9000,skador,,false,45,\n"
    f"3,2026-09-14T09:20:00+02:00,out,4011,{CALLER},,4011,true,5,60\n"
    f"4,2026-09-14T07:30:00Z,internal,4011,4012,,4012,true,5,60\n"
    "5,i går,in,,9000,skador,,false,1,\n"
)


def test_the_neutral_csv_is_read(tmp_path):
    result = read(tmp_path / "calls.csv", NEUTRAL.encode())
    assert result.taken.format == "calls/neutral"
    assert result.counted == (5, 4, 1)
    assert result.rejects == [(6, "bad_date")]
    assert result.only(*SHOWN) == [
        ("in", False, 45, None, "skador"),
        ("in", True, 20, 160, "skador"),
        ("internal", True, 5, 60, None),
        ("out", True, 5, 60, None),
    ]
    assert {call["started_at"] for call in result.calls} == {NINE}


def test_danish_titles_are_known(tmp_path):
    head = "Dato;Fra;Til;Ventetid;Taletid;Varighed;Status\n"
    row = "25-09-2026 09.00;0701740605;9000;12;140;152;Besvaret\n"
    other = "26-09-2026 09.00;0701740605;9000;33;0;33;Ubesvaret\n"
    result = read(tmp_path / "opkald.csv", (head + row + other).encode())
    assert [
        (call["is_answered"], call["wait_seconds"], call["talk_seconds"])
        for call in result.calls
    ] == [(True, 12, 140), (False, 33, None)]
