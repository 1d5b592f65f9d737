"""What proxies, caches and other servers write that is no plain request of a page."""

import json

import pytest
from imports.requests.reading import example_policy
from imports.web.reading import BROWSER, combined, key_of, read

from privacy.imports.files import Content
from privacy.imports.import_counts import Context
from privacy.imports.placing import Files
from privacy.imports.web import read_webs
from privacy.storage.databases import connect

TIME = "2026-10-05T08:00:0{}Z"


def networks(result) -> int:
    return len({hit["network"] for hit in result.hits})


def test_a_whole_address_in_the_request_stands_for_its_page(tmp_path):
    text = (
        combined("http://www.example.com/villkor?a=1")
        + combined("https://example.com:8443/sok?q=bilskada")
        + combined("http://example.com")
        + combined("/ta?url=http://example.com/x")
    )
    result = read(tmp_path / "log", text.encode())
    assert sorted(result.pages) == ["/", "/sok", "/ta", "/villkor"]
    assert [search["word"] for search in result.searches] == ["bilskada"]


@pytest.mark.parametrize(
    "address",
    [
        "198.18.7.1, 203.0.113.250",
        "198.18.7.1,203.0.113.250, 10.0.0.1",
        "unknown, 198.18.7.1, 203.0.113.250",
        "198.18.7.1, 203.0.113.250 10.0.0.1",
        '"198.18.7.1, 203.0.113.250" 10.0.0.1',
        '"198.18.7.1" 10.0.0.1',
        "www.example.com 198.18.7.1, 203.0.113.250",
        "www.example.com:443 198.18.7.1",
        '"-" 198.18.7.1',
        "198.18.7.1",
    ],
)
def test_the_left_most_address_that_proxies_wrote_is_the_client(tmp_path, address):
    text = combined(address="198.18.7.9") + combined("/b", address=address)
    result = read(tmp_path / "log", text.encode())
    assert result.counts == (2, 2, 0)
    assert [hit["address_kind"] for hit in result.hits] == ["ipv4", "ipv4"]
    assert networks(result) == 1


def test_the_last_field_of_iis_says_who_the_proxy_was_asked_by(tmp_path):
    text = (
        "#Fields: date time c-ip cs-method cs-uri-stem sc-status X-Forwarded-For\n"
        "2026-10-05 08:00:00 10.0.0.1 GET /a 200 198.18.7.1,+203.0.113.250\n"
        "2026-10-05 08:00:01 10.0.0.1 GET /b 200 198.18.7.2\n"
        "2026-10-05 08:00:02 198.18.7.3 GET /c 200 -\n"
    )
    result = read(tmp_path / "log", text.encode())
    assert result.counts == (4, 3, 1)
    assert networks(result) == 1


def test_fastlys_names_are_known_and_a_request_without_status_is_rejected(tmp_path):
    def line(second, **output):
        known = {"timestamp": TIME.format(second), "client_ip": "198.18.0.1",
                 "url": "/a", "request_method": "GET", "request_user_agent": BROWSER,
                 "response_status": 200}  # fmt: skip
        return json.dumps(known | output) + "\n"

    text = line(0) + line(1, request_user_agent="Googlebot/2.1")
    text += line(2, response_status=404) + line(3, response_status=None)
    text += line(4, response_status="okej") + line(5, response_status="-")
    result = read(tmp_path / "log", text.encode())
    assert result.rejects == [(4, "bad_status"), (5, "bad_status")]
    shown = [(hit["status"], hit["is_robot"], hit["browser"]) for hit in result.hits]
    assert shown[0] == (200, False, "Firefox")
    assert sorted(shown[1:], key=str)[0][:2] == (200, True)
    assert {status for status, *_ in shown} == {200, 404, None}


def azure(second: int, path: str, received: object = "true") -> dict[str, object]:
    text = {"httpMethod": "GET", "requestUri": f"https://www.example.com:443{path}",
            "clientIp": "198.18.0.1", "userAgent": 'a "b" {c} [d] \\ ', "more": [{}],
            "httpStatusCode": "200", "isReceivedFromClient": received}  # fmt: skip
    return {"time": TIME.format(second), "category": "AccessLog", "properties": text}


def test_objects_in_a_list_are_a_line_each(tmp_path):
    lists = [[azure(0, "/a"), azure(1, "/b", False)], [azure(2, "/c")], []]
    text = "".join(json.dumps({"records": listed}) + "\n" for listed in lists)
    result = read(tmp_path / "log", (text + "ett fel\n").encode())
    assert result.pages == ["/a", "/c"]
    assert result.rejects == [(2, "between_caches"), (4, "not_this_format")]


@pytest.mark.parametrize("indent", [None, 2])
def test_an_array_of_objects_is_read_also_when_it_is_long_or_cut(tmp_path, indent):
    listed = [azure(n % 10, f"/s{n}") for n in range(4_000)]
    text = json.dumps(listed, indent=indent)
    assert read(tmp_path / "log", text.encode()).counts == (4_000, 4_000, 0)
    cut = read(tmp_path / "log", text[: len(text) // 2].encode())
    read_lines, accepted, rejected = cut.counts
    assert rejected == 1
    assert 1_900 < accepted == read_lines - 1 < 2_100


def test_bytes_that_nginx_escapes_are_read_and_a_cut_line_of_them_waits(tmp_path):
    row = '{{"ts":{},"uri":"{}","status":200,"agent":"{}"}}'
    whole = row.format(1791187200, "/a", "x")
    escaped = row.format(1791187201, r"/f\xC3\xB6r", r"My\x22Agent\\x")
    text = f"{whole}\n{escaped}\n"
    assert read(tmp_path / "log", text.encode()).pages == ["/a", r"/f\xC3\xB6r"]
    cut = read(tmp_path / "log", text[:-1].encode())
    assert cut.counts == (2, 1, 1)
    assert cut.rejects == [(2, "cut_line")]


PROXY = "198.18.0.1:4000 [05/Oct/2026:10:00:00.123] fe"


def test_handshakes_of_haproxy_count_neither_for_nor_against_it(tmp_path):
    request = (
        f'{PROXY}~ be/s1 0/0/0/1/1 200 20 - - ---- 1/1/0/0/0 0/0 "GET /a HTTP/1.1"'
    )
    secure = " 0/0000000000000000/0/0/0 www.example.com/TLSv1.3/TLS_AES_256_GCM_SHA384"
    text = (
        f"{PROXY}/be: SSL handshake failure\n" * 5 + f"{request}\n{request}{secure}\n"
    )
    result = read(tmp_path / "log", text.encode())
    assert result.taken.format == "haproxy"
    assert result.counts == (7, 2, 5)
    assert result.taken.reasons == {"no_request": 5}


def test_comments_may_outnumber_the_requests(tmp_path):
    text = ("# en\n#två\n\n" + combined()) * 4
    result = read(tmp_path / "log", text.encode())
    assert result.counts == (16, 4, 12)
    assert result.taken.reasons == {"comment_line": 8, "empty_line": 4}


def test_cloudfront_is_known_without_its_head(tmp_path):
    cells = ["2026-10-05", "08:00:00", "ARN53-P2", "512", "198.18.0.1", "GET",
             "d1.cloudfront.net", "/a", "200", "-", "Mozilla/5.0%20(X11)", "b=1", "-",
             "Hit", "id==", "www.example.com", "https", "23", "0.001", "-", "TLSv1.3",
             "TLS_AES", "Hit", "HTTP/2.0", "-", "-", "51234", "0.001", "Hit",
             "text/html", "78", "-", "-"]  # fmt: skip
    result = read(tmp_path / "log", ("\t".join(cells) + "\n").encode())
    assert result.taken.format == "w3c"
    assert (result.counts, result.pages) == ((1, 1, 0), ["/a"])


def test_transfers_of_files_are_not_web(tmp_path):
    iis = (
        "#Software: Microsoft Internet Information Services\n"
        "#Fields: date time c-ip cs-method cs-uri-stem sc-status\n"
        "2026-10-05 08:00:00 198.18.0.1 [1]USER anonymous 331\n"
        "2026-10-05 08:00:01 198.18.0.1 RETR /a.pdf 226\n"
        "2026-10-05 08:00:01 198.18.0.1 GET /a 200\n"
    )
    result = read(tmp_path / "log", iis.encode())
    assert result.taken.reasons == {"comment_line": 2, "file_transfer": 2}
    text = combined("/a") + combined("/b.pdf").replace('"GET ', '"RETR ')
    result = read(tmp_path / "log", text.encode())
    assert result.rejects == [(2, "file_transfer")]


def test_fields_that_cannot_be_read_are_counted_by_column(tmp_path):
    odd = [
        combined("/a").replace('" 200 ', '" - ').replace("GET", "GET"),
        combined("/a").replace("/2026:", "/0026:"),
        combined("/a").replace("GET /a HTTP/1.1", "\\x16\\x03\\x01"),
        combined("/a").replace("GET /a HTTP/1.1", "GET a%zz HTTP/1.1"),
        combined("/a").replace("GET /a HTTP/1.1", "CONNECT exempel.se:443 HTTP/1.1"),
        combined("/a").replace("GET /a HTTP/1.1", "-"),
    ]
    content = "".join([*(combined(f"/{n}") for n in range(60)), *odd])
    result = read(tmp_path / "access.log", content.encode())
    print(result.taken)
    assert result.taken.unreadable == {"time": 1, "request": 2}
    assert result.taken.reasons == {"bad_date": 1}


def test_a_day_without_a_time_is_no_time_of_a_request(tmp_path):
    line = {
        "time": "2026-10-05", "remote_addr": "198.51.100.7", "status": 200,
        "request": "GET /a HTTP/1.1", "http_user_agent": BROWSER,
    }  # fmt: skip
    whole = {**line, "time": "2026-10-05T10:00:00"}
    content = "".join(json.dumps(row) + "\n" for row in (*[whole] * 12, line))
    result = read(tmp_path / "access.json", content.encode())
    assert result.counts == (13, 12, 1)
    assert result.taken.unreadable == {"time": 1}


def without(*keys):
    one = {
        "time": "2026-10-05T10:00:00+02:00",
        "remote_addr": "198.51.100.7",
        "request": "GET /villkor HTTP/1.1",
        "status": 200,
        "http_referer": "-",
        "http_user_agent": BROWSER,
    }
    return json.dumps({k: v for k, v in one.items() if k not in keys}) + "\n"


@pytest.mark.parametrize(
    ("keys", "lacking"),
    [
        ((), []),
        (("remote_addr",), ["address"]),
        (("http_user_agent", "http_referer"), ["agent", "referrer"]),
    ],
)
def test_a_field_that_no_line_of_a_log_has_is_named(tmp_path, keys, lacking):
    result = read(tmp_path / "nginx.json", without(*keys).encode() * 2)
    assert (result.counts, list(result.taken.lacking)) == ((2, 2, 0), lacking)


def test_a_field_that_one_line_has_is_not_lacking(tmp_path):
    log = without("remote_addr") * 3 + without("http_user_agent")
    assert not read(tmp_path / "nginx.json", log.encode()).taken.lacking


def test_of_logs_read_together_each_says_what_it_lacks(tmp_path):
    connection = connect()
    connection.execute("attach ':memory:' as taken; create schema export")
    contents = {}
    for place, keys in enumerate([(), ("remote_addr",), ("http_user_agent",)]):
        (tmp_path / f"{place}.json").write_text(without(*keys))
        contents[place] = Content(tmp_path / f"{place}.json")
    context = Context(example_policy(), key_for=key_of)
    files = Files(contents, is_alone=False)
    taken = read_webs(connection, files, "imports/web/json", context)
    assert [list(taken[n].lacking) for n in range(3)] == [[], ["address"], ["agent"]]


NO_HOURS = {
    "json": without().replace("T10:00", "T24:00"),
    "w3c": "#Fields: date time c-ip cs-method cs-uri-stem sc-status\n"
    "2026-10-05 24:00:00 198.51.100.7 GET /villkor 200\n",
    "w3c, a word": "#Fields: date time c-ip cs-method cs-uri-stem sc-status\n"
    "2026-10-05 klockan 198.51.100.7 GET /villkor 200\n",
    "w3c, no time": "#Fields: date c-ip cs-method cs-uri-stem sc-status\n"
    "2026-10-05 198.51.100.7 GET /villkor 200\n",
    "neutral": "seen_at,address,target,status,referrer,user_agent\n"
    f"2026-10-05 24:00:00,198.51.100.7,/villkor,200,,{BROWSER}\n",
    "combined": combined("/villkor", at="05/Oct/2026:24:00:00 +0200"),
}


@pytest.mark.parametrize("name", NO_HOURS)
def test_a_time_that_no_clock_shows_is_no_time_of_a_request(tmp_path, name):
    # 24:00 is the end of the day to some, its beginning to others.
    result = read(tmp_path / "web.log", NO_HOURS[name].encode())
    assert result.hits == []
    assert result.taken.unreadable == {"time": 1}
