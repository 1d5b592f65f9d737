"""What logs of the field do to those who read them: each hazard in bytes."""

import datetime
import gzip
import time
from collections import Counter

import pytest
from imports.test_taking_in import counts
from imports.web.logs import LOGS
from imports.web.reading import BROWSER, combined, read

from privacy.contracts.roles import Role

W3C = "#Fields: date time c-ip cs-uri-stem sc-status cs(User-Agent)\n"


def w3c(second: int, page: str = "/a", agent: str = "Mozilla/5.0+(X11)") -> str:
    return f"2026-10-05 08:00:{second:02} 198.18.0.1 {page} 200 {agent}\n"


def lines(number: int) -> str:
    return "".join(combined(f"/sida{n}") for n in range(number))


def test_an_unclosed_quote_costs_no_line_but_its_own(tmp_path):
    broken = '198.18.0.1 - - [05/Oct/2026:10:00:00 +0200] "GET /a HTTP/1.1 200 1\n'
    result = read(tmp_path / "log", (lines(2) + broken + lines(2)).encode())
    assert result.counts == (5, 4, 1)
    assert result.rejects == [(3, "not_this_format")]


def test_a_request_whose_user_agent_was_cut_off_has_an_unknown_one_and_is_named(
    tmp_path,
):
    cut = combined("/kapad").rstrip('"\n')[:-20] + "\n"
    result = read(tmp_path / "log", (lines(2) + cut + lines(2)).encode())
    assert result.counts == (5, 5, 0)
    assert result.taken.unreadable == {"agent": 1}
    (hit,) = [hit for hit in result.hits if hit["page"] == "/kapad"]
    assert (hit["browser"], hit["is_robot"]) == ("-", False)


@pytest.mark.parametrize(
    "agent", ["Mozilla/5.0 (compatible; Googlebot/2.1; +http://w", "curl/8.5.0"]
)
def test_a_crawler_is_one_also_where_its_name_was_cut(tmp_path, agent):
    cut = combined("/kapad", agent=agent).rstrip('"\n') + "\n"
    result = read(tmp_path / "log", (lines(2) + cut).encode())
    assert [h["is_robot"] for h in result.hits if h["page"] == "/kapad"] == [True]


ENDING_IN_QUOTES = [
    "combined",
    "virtual host",
    "response times",
    "forwarded for",
    "Traefik",
    "Kubernetes around combined",
    "Nginx Proxy Manager",
    "Google Cloud Storage",
    "IIS in local time, quoted",
    "Amazon S3",
    "HAProxy",
    "Amazon's application balancer",
]


@pytest.mark.parametrize("name", ENDING_IN_QUOTES)
def test_a_line_that_was_cut_anywhere_is_rejected_named_or_read_right(tmp_path, name):
    """Of each length there is one, and a whole line stands behind it."""
    *head, line, _ = LOGS[name].text.splitlines()
    cut = [part for n in range(30, len(line)) for part in (line[:n], line)]
    text = "\n".join([*head, line, *cut, ""])
    (right,) = read(tmp_path / "log", "\n".join([*head, line, ""]).encode()).hits
    result = read(tmp_path / "log", text.encode())
    counts = Counter(map(_shown, result.hits))
    assert counts.pop(_shown(right)) > len(cut) // 2
    assert sum(counts.values()) == result.taken.unreadable.get("agent", 0)


def test_a_line_that_ends_before_its_agent_is_named_where_others_have_one(tmp_path):
    short = combined("/kort").split(' "-"')[0] + "\n"
    result = read(tmp_path / "log", (lines(3) + short + lines(3)).encode())
    assert result.taken.unreadable == {"agent": 1}
    alone = read(tmp_path / "log", (short * 3).encode()).taken
    assert (alone.unreadable, alone.lacking) == ({}, ["agent", "referrer"])


def test_a_line_cut_in_its_time_before_another_has_no_address_of_its_own(tmp_path):
    both = combined("/a")[:35] + combined("/b", address="203.0.113.9")
    result = read(tmp_path / "log", (lines(3) + both + combined("/c")).encode())
    assert result.rejects == [(4, "not_this_format")]
    assert "/b" not in result.pages


def _shown(hit):
    names = ("page", "status", "browser", "is_robot", "referrer_host", "visitor")
    return tuple(hit[name] for name in names)


@pytest.mark.parametrize("name", ["combined", "common", "forwarded for", "HAProxy"])
def test_two_requests_in_one_line_are_rejected_and_none_is_lost_unseen(tmp_path, name):
    text = LOGS[name].text
    first, second = text.splitlines()
    hours = [text.replace(":10:00:", f":{hour}:00:") for hour in range(10, 16)]
    before, after = "".join(hours[:3]), "".join(hours[3:])
    result = read(tmp_path / "log", f"{before}{first}{second}\n{after}".encode())
    assert result.counts == (13, 12, 1)
    assert result.rejects == [(7, "not_this_format")]


def test_the_name_of_a_file_before_an_address_is_no_part_of_it(tmp_path):
    plain = read(tmp_path / "log", lines(3).encode())
    named = "".join(f"access.log:{line}\n" for line in lines(3).splitlines())
    result = read(tmp_path / "log", named.encode())
    assert [hit["network"] for hit in result.hits] == [
        hit["network"] for hit in plain.hits
    ]


def test_nought_bytes_are_no_part_of_a_line(tmp_path):
    plain = read(tmp_path / "log", lines(3).encode())
    whole = lines(3).encode().replace(b"/sida", b"/si\0da")
    result = read(tmp_path / "log", bytes(300) + whole)
    assert result.pages == plain.pages
    assert {hit["address_kind"] for hit in result.hits} == {"ipv4"}


def test_a_quote_inside_a_user_agent_or_a_path_is_read(tmp_path):
    text = combined(agent='Bad \\"agent\\" 1.0') + combined('/a"b') + combined()
    assert read(tmp_path / "log", text.encode()).counts == (3, 3, 0)


def test_a_line_over_four_kilobytes_is_read_whole(tmp_path):
    long = combined("/sok?q=bilskada&x=" + "y" * 9_000)
    result = read(tmp_path / "log", (lines(1) + long).encode())
    assert result.counts == (2, 2, 0)
    assert [search["word"] for search in result.searches] == ["bilskada"]


def test_a_half_written_last_line_waits_for_its_rest(tmp_path):
    whole = lines(3)
    half = read(tmp_path / "log", whole[:-60].encode())
    assert half.counts == (3, 2, 1)
    assert half.rejects == [(3, "cut_line")]
    rest = read(tmp_path / "log", whole.encode(), skip_lines=2)
    assert rest.counts == (1, 1, 0)
    assert rest.pages == ["/sida2"]


@pytest.mark.parametrize(
    "half", ['{"ts":1791187201,"requ', '{"log":"{\\"ts\\":17911872']
)
def test_a_half_written_object_waits(tmp_path, half):
    whole = '{"ts":1791187200,"uri":"/a","status":200}\n'
    if "log" in half:
        whole = '{"log":"' + whole.replace('"', '\\"').replace("\n", "\\n") + '"}\n'
    result = read(tmp_path / "log", (whole * 2 + half).encode())
    assert result.counts == (3, 2, 1)
    assert result.rejects == [(3, "cut_line")]


def test_a_half_written_w3c_line_waits(tmp_path):
    text = W3C + w3c(1) + w3c(2)
    assert read(tmp_path / "log", text[:-30].encode()).counts == (3, 1, 2)


def test_a_log_that_grew_takes_the_line_that_waited_and_no_other_twice(home):
    whole = lines(4)
    home.read_in(home.put("web/a.log", whole[:-60].encode()))
    grown = home.put("web/a.log", (whole + combined("/ny")).encode())
    assert counts(home.read_in(grown)[0]) == (5, 2, 0, 3)


def test_nul_bytes_from_a_crash_cost_their_line_only(tmp_path):
    result = read(tmp_path / "log", lines(2).encode() + b"\0" * 300 + lines(2).encode())
    assert result.counts == (4, 4, 0)
    alone = lines(2).encode() + b"\0" * 50 + b"\n" + lines(2).encode()
    assert read(tmp_path / "log", alone).counts == (5, 4, 1)


@pytest.mark.parametrize("end", ["\r", "\r\n"])
def test_line_ends_of_other_systems_are_line_ends(tmp_path, end):
    text = lines(3).replace("\n", end)
    result = read(tmp_path / "log", text.encode())
    assert result.counts == (3, 3, 0)
    assert result.hits[0]["browser"] == "Firefox"


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize(
    "text", [lines(3), W3C + w3c(1) + w3c(2)], ids=["combined", "w3c"]
)
def test_marks_and_wide_encodings_are_read(tmp_path, text, encoding):
    result = read(tmp_path / "log", text.encode(encoding))
    assert result.taken.accepted == len(text.splitlines()) - text.startswith("#")


def test_wrong_bytes_are_read_as_windows_wrote_them(tmp_path):
    text = combined("/sok?q=försäkring").encode("cp1252") + combined("/å").encode()
    result = read(tmp_path / "log", text)
    assert result.counts == (2, 2, 0)
    assert [search["word"] for search in result.searches] == ["försäkring"]


@pytest.mark.parametrize(
    ("query", "word"),
    [
        ("f%C3%B6rs%C3%A4kring", "försäkring"),
        ("f%F6rs%E4kring", "försäkring"),
        ("BIL++skada%20", "bil skada"),
        ("f\\xc3\\xb6rs\\xc3\\xa4kring", "försäkring"),
        ("%E5%2", "å%2"),
    ],
)
def test_a_percent_encoded_word_is_decoded(tmp_path, query, word):
    text = combined(f"/sok?x=1&q={query}&sida=2")
    result = read(tmp_path / "log", text.encode())
    assert [search["word"] for search in result.searches] == [word]


@pytest.mark.parametrize(
    ("address", "kind"),
    [
        ("2001:db8:77:88::99", "ipv6"),
        ("[2001:db8:77:88::99]:443", "ipv6"),
        ("::ffff:198.18.0.1", "ipv4"),
        ("198.18.0.1:51234", "ipv4"),
        ("203.0.113.x", "masked"),
        ("203.0.113.0", "masked"),
        ("203.0.113.0/24", "masked"),
        ("2001:db8:77::", "masked"),
        ("home.example.net", "host"),
        ("-", "none"),
    ],
)
def test_an_address_is_known_for_what_it_is_and_kept_nowhere(tmp_path, address, kind):
    result = read(tmp_path / "log", combined(address=address).encode())
    assert result.counts == (1, 1, 0)
    assert result.hits[0]["address_kind"] == kind
    assert address == "-" or address not in str(result.hits)


def test_addresses_of_one_network_are_one_network(tmp_path):
    text = "".join(
        combined(address=address)
        for address in (
            "198.18.0.1", "198.18.0.254", "198.18.0.x", "::ffff:198.18.0.9",
            "2001:db8:77:1::1", "2001:0db8:0077:2::1",
        )
    )  # fmt: skip
    networks = [hit["network"] for hit in read(tmp_path / "log", text.encode()).hits]
    assert sorted(networks.count(network) for network in set(networks)) == [2, 4]


def test_two_equal_lines_are_two_requests(tmp_path):
    assert read(tmp_path / "log", (combined() * 2).encode()).counts == (2, 2, 0)


def test_a_line_in_two_files_counts_once_also_across_rotation(home):
    text = W3C + "".join(w3c(n % 60, f"/s{n}") for n in range(40))
    first = home.put("web/u_ex1.log", text.encode())
    second = W3C + "".join(w3c(n % 60, f"/s{n}") for n in range(30, 50))
    assert counts(home.read_in(first)[0]) == (41, 40, 1, 0)
    packed = home.put("web/u_ex2.log.gz", gzip.compress(second.encode()))
    assert counts(home.read_in(packed)[0]) == (21, 10, 1, 10)


def test_a_w3c_log_that_grew_knows_its_columns_still(home):
    home.read_in(home.put("web/u_ex.log", (W3C + w3c(1)).encode()))
    grown = home.put("web/u_ex.log", (W3C + w3c(1) + w3c(2) + w3c(3)).encode())
    assert counts(home.read_in(grown)[0]) == (4, 2, 0, 2)


@pytest.mark.parametrize(
    "stamp", ["25/Oct/2026:02:30:00.000", "29/Mar/2026:03:30:00.0"]
)
def test_the_hour_of_a_moved_clock_stays_the_hour_of_the_log(tmp_path, stamp):
    line = (
        f"198.18.0.1:3 [{stamp}] f b/s 0/0/0/1/1 200 5 - - ---- 1/1/1/1/0 0/0 "
        '"GET /a HTTP/1.1"\n'
    )
    result = read(tmp_path / "log", (line * 2).encode())
    assert result.counts == (2, 2, 0)
    assert {hit["hour"] for hit in result.hits} == {int(stamp[12:14])}


def test_the_two_hours_of_autumn_are_the_same_hour_of_day(tmp_path):
    text = combined("/a", at="25/Oct/2026:02:30:00 +0200") + combined(
        "/b", at="25/Oct/2026:02:30:00 +0100"
    )
    hits = read(tmp_path / "log", text.encode()).hits
    assert [hit["hour"] for hit in hits] == [2, 2]


def test_a_moment_before_midnight_of_utc_is_the_next_day_here(tmp_path):
    hit = read(tmp_path / "log", (W3C + w3c(1).replace("05 08", "31 23")).encode()).hits
    assert hit[0]["hit_on"] == datetime.date(2026, 11, 1)
    assert hit[0]["month"] == datetime.date(2026, 11, 1)


def test_columns_that_change_on_the_way_are_read_as_their_own_head_says(tmp_path):
    other = "#Fields: cs-uri-stem c-ip time date sc-status\n"
    text = W3C + w3c(1, "/a") + other + "/b 198.18.0.1 08:00:02 2026-10-05 404\n"
    result = read(tmp_path / "log", (text + W3C + w3c(3, "/c")).encode())
    assert result.counts == (6, 3, 3)
    assert result.pages == ["/a", "/b", "/c"]
    assert [hit["status"] for hit in result.hits] == [200, 404, 200]


def test_a_w3c_line_with_a_column_too_few_or_too_many_is_rejected(tmp_path):
    text = W3C + w3c(1) + w3c(2).replace(" 200", "") + w3c(3).replace(" 200", " 200 1")
    result = read(tmp_path / "log", text.encode())
    assert result.rejects[1:] == [(3, "not_this_format"), (4, "not_this_format")]


def test_a_w3c_log_without_addresses_counts_requests_of_nobody(tmp_path):
    text = "#Fields: date time cs-uri-stem sc-status\n2026-10-05 08:00:00 /a 200\n"
    (hit,) = read(tmp_path / "log", text.encode()).hits
    assert (hit["page"], hit["address_kind"]) == ("/a", "none")


@pytest.mark.parametrize("around", ["Docker around combined", "Docker around JSON"])
def test_a_first_line_that_was_cut_costs_itself_only(tmp_path, around):
    whole = LOGS[around].text.splitlines(keepends=True)
    result = read(tmp_path / "a.log", "".join([whole[0][90:], *whole]).encode())
    assert result.counts == (len(whole) + 1, len(whole), 1)
    assert [line for line, _ in result.rejects] == [1]


def test_a_broken_object_costs_its_line_only(tmp_path):
    good = '{"ts":1791187200,"uri":"/a","status":200}\n'
    text = good + '{"ts":1791187200,"uri":"/a,"status":200}\n' + good + "[1]\n" + good
    result = read(tmp_path / "log", text.encode())
    assert result.counts == (5, 3, 2)
    assert [line for line, _ in result.rejects] == [2, 4]


@pytest.mark.parametrize(
    "stamp",
    ['"2026-10-05T08:00:00Z"', '"2026-10-05T10:00:00.5+02:00"', "1791187200",
     "1791187200.25", "1791187200250", '"05/Oct/2026:10:00:00 +0200"',
     "1.7911872e9", '"1791187200250000000"'],
)  # fmt: skip
def test_a_time_in_an_object_is_read_however_it_is_written(tmp_path, stamp):
    text = f'{{"time":{stamp},"uri":"/a","status":200}}\n'
    (hit,) = read(tmp_path / "log", text.encode()).hits
    assert str(hit["visited_at"]) == "2026-10-05 10:00:00"


@pytest.mark.parametrize(
    "line",
    [
        combined(at="31/Feb/2026:10:00:00 +0200"),
        combined(at="31/Feb/2026:10:00:00.123 +0200"),
        combined(at="31/Feb/2026:10:00:00 +0200").replace(" - - ", " - Anna Ek "),
        combined(at="2026-02-31T10:00:00+02:00"),
    ],
)
def test_an_impossible_time_is_a_bad_date(tmp_path, line):
    text = lines(2) + line
    result = read(tmp_path / "log", text.encode())
    assert result.rejects == [(3, "bad_date")]


def test_a_dash_or_a_negative_number_is_no_number(tmp_path):
    line = combined().replace(" 200 512 ", " - - ")
    proxy = (
        "198.18.0.1:3 [05/Oct/2026:10:00:00.1] f b/<NOSRV> -1/-1/-1/-1/5 -1 0 - - "
        'CR-- 0/0/0/0/3 0/0 "<BADREQ>"\n'
    )
    for text in (line, proxy):
        (hit,) = read(tmp_path / "log", text.encode()).hits
        assert hit["status"] is None


def test_rows_of_who_asked_not_to_be_tracked_are_counted_and_left_out(home):
    # A third of them by Do Not Track, a third by Global Privacy Control.
    wishes = ["1 -", "- 1", "0 -"]
    text = "#Fields: date time c-ip cs-uri-stem sc-status cs(DNT) cs(Sec-GPC)\n"
    text += "".join(
        f"2026-10-05 08:{n // 60:02}:{n % 60:02} 198.18.{n}.1 /a 200 {wishes[n % 3]}\n"
        for n in range(99)
    )
    file = home.take_in(home.put("web/u_ex.log", text.encode())).files[0]
    assert counts(file) == (100, 99, 1, 0)
    register = home.desk(Role.DPO)._register.cursor()
    register.execute("use build")
    facts = dict(
        register.execute(
            "select fact, count::int from register.source_facts where source = 'web'"
        ).fetchall()
    )
    assert (facts["lines"], facts["dnt_rows"]) == (99, 66)


@pytest.mark.parametrize(
    "line",
    ["a " * 400_000, '"' * 300_000, "[1/Jan/26 " * 30_000, "{" * 300_000,
     '198.18.0.1 - - [05/Oct/2026:10:00:00 +0200] "' + '\\"' * 100_000],
    ids=["words", "quotes", "brackets", "braces", "escapes"],
)  # fmt: skip
def test_a_line_made_to_take_long_takes_no_time(tmp_path, line):
    began = time.process_time()
    result = read(tmp_path / "log", (lines(3) + line + "\n" + lines(3)).encode())
    assert result.counts == (7, 6, 1)
    assert time.process_time() - began < 20


def test_an_empty_log_is_refused_and_one_of_comments_gives_nothing(tmp_path, home):
    summary = home.take_in(home.put("web/tom.log", b"\n\n"))
    assert "is empty" in summary.files[0].refused
    assert read(tmp_path / "log", W3C.encode()).counts == (1, 0, 1)


def test_no_browser_name_is_a_robot_only_where_names_are_kept(tmp_path):
    named = read(tmp_path / "log", (combined(agent="-") + combined()).encode())
    assert sorted(hit["is_robot"] for hit in named.hits) == [False, True]
    assert BROWSER not in str(named.hits)
