"""What proxies, caches and other servers write that is no plain request of a page."""

import json

import pytest
from imports.web.reading import BROWSER, combined, read

TIME = "2026-10-05T08:00:0{}Z"


def networks(found) -> int:
    return len({hit["network"] for hit in found.hits})


def test_a_whole_address_in_the_request_stands_for_its_page(tmp_path):
    text = (
        combined("http://www.example.com/villkor?a=1")
        + combined("https://example.com:8443/sok?q=bilskada")
        + combined("http://example.com")
        + combined("/ta?url=http://example.com/x")
    )
    found = read(tmp_path / "log", text.encode())
    assert sorted(found.pages) == ["/", "/sok", "/ta", "/villkor"]
    assert [search["word"] for search in found.searches] == ["bilskada"]


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
    found = read(tmp_path / "log", text.encode())
    assert found.counts == (2, 2, 0)
    assert [hit["address_kind"] for hit in found.hits] == ["ipv4", "ipv4"]
    assert networks(found) == 1


def test_the_last_field_of_iis_says_who_the_proxy_was_asked_by(tmp_path):
    text = (
        "#Fields: date time c-ip cs-method cs-uri-stem sc-status X-Forwarded-For\n"
        "2026-10-05 08:00:00 10.0.0.1 GET /a 200 198.18.7.1,+203.0.113.250\n"
        "2026-10-05 08:00:01 10.0.0.1 GET /b 200 198.18.7.2\n"
        "2026-10-05 08:00:02 198.18.7.3 GET /c 200 -\n"
    )
    found = read(tmp_path / "log", text.encode())
    assert found.counts == (4, 3, 1)
    assert networks(found) == 1


def test_fastlys_names_are_known_and_a_request_without_status_is_rejected(tmp_path):
    def line(second, **said):
        known = {"timestamp": TIME.format(second), "client_ip": "198.18.0.1",
                 "url": "/a", "request_method": "GET", "request_user_agent": BROWSER,
                 "response_status": 200}  # fmt: skip
        return json.dumps(known | said) + "\n"

    text = line(0) + line(1, request_user_agent="Googlebot/2.1")
    text += line(2, response_status=404) + line(3, response_status=None)
    text += line(4, response_status="okej") + line(5, response_status="-")
    found = read(tmp_path / "log", text.encode())
    assert found.rejects == [(4, "bad_status"), (5, "bad_status")]
    shown = [(hit["status"], hit["is_robot"], hit["browser"]) for hit in found.hits]
    assert shown[0] == (200, False, "Firefox")
    assert sorted(shown[1:], key=str)[0][:2] == (200, True)
    assert {status for status, *_ in shown} == {200, 404, None}


def azure(second: int, path: str, received: object = "true") -> dict[str, object]:
    told = {"httpMethod": "GET", "requestUri": f"https://www.example.com:443{path}",
            "clientIp": "198.18.0.1", "userAgent": 'a "b" {c} [d] \\ ', "more": [{}],
            "httpStatusCode": "200", "isReceivedFromClient": received}  # fmt: skip
    return {"time": TIME.format(second), "category": "AccessLog", "properties": told}


def test_objects_in_a_list_are_a_line_each(tmp_path):
    lists = [[azure(0, "/a"), azure(1, "/b", False)], [azure(2, "/c")], []]
    text = "".join(json.dumps({"records": listed}) + "\n" for listed in lists)
    found = read(tmp_path / "log", (text + "ett fel\n").encode())
    assert found.pages == ["/a", "/c"]
    assert found.rejects == [(2, "between_caches"), (4, "not_this_format")]


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
    found = read(tmp_path / "log", text.encode())
    assert found.taken.format == "haproxy"
    assert found.counts == (7, 2, 5)
    assert found.taken.reasons == {"no_request": 5}


def test_comments_may_outnumber_the_requests(tmp_path):
    text = ("# en\n#två\n\n" + combined()) * 4
    found = read(tmp_path / "log", text.encode())
    assert found.counts == (16, 4, 12)
    assert found.taken.reasons == {"comment_line": 8, "empty_line": 4}


def test_cloudfront_is_known_without_its_head(tmp_path):
    cells = ["2026-10-05", "08:00:00", "ARN53-P2", "512", "198.18.0.1", "GET",
             "d1.cloudfront.net", "/a", "200", "-", "Mozilla/5.0%20(X11)", "b=1", "-",
             "Hit", "id==", "www.example.com", "https", "23", "0.001", "-", "TLSv1.3",
             "TLS_AES", "Hit", "HTTP/2.0", "-", "-", "51234", "0.001", "Hit",
             "text/html", "78", "-", "-"]  # fmt: skip
    found = read(tmp_path / "log", ("\t".join(cells) + "\n").encode())
    assert found.taken.format == "w3c"
    assert (found.counts, found.pages) == ((1, 1, 0), ["/a"])


def test_transfers_of_files_are_not_web(tmp_path):
    iis = (
        "#Software: Microsoft Internet Information Services\n"
        "#Fields: date time c-ip cs-method cs-uri-stem sc-status\n"
        "2026-10-05 08:00:00 198.18.0.1 [1]USER anonymous 331\n"
        "2026-10-05 08:00:01 198.18.0.1 RETR /a.pdf 226\n"
        "2026-10-05 08:00:01 198.18.0.1 GET /a 200\n"
    )
    found = read(tmp_path / "log", iis.encode())
    assert found.taken.reasons == {"comment_line": 2, "file_transfer": 2}
    text = combined("/a") + combined("/b.pdf").replace('"GET ', '"RETR ')
    found = read(tmp_path / "log", text.encode())
    assert found.rejects == [(2, "file_transfer")]


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
    found = read(tmp_path / "access.log", content.encode())
    print(found.taken)
    assert found.taken.unreadable == {"time": 1, "request": 2}
    assert found.taken.reasons == {"bad_date": 1}


def test_a_day_without_a_time_is_no_time_of_a_request(tmp_path):
    line = {
        "time": "2026-10-05", "remote_addr": "198.51.100.7", "status": 200,
        "request": "GET /a HTTP/1.1", "http_user_agent": BROWSER,
    }  # fmt: skip
    whole = {**line, "time": "2026-10-05T10:00:00"}
    content = "".join(json.dumps(row) + "\n" for row in (*[whole] * 12, line))
    found = read(tmp_path / "access.json", content.encode())
    assert found.counts == (13, 12, 1)
    assert found.taken.unreadable == {"time": 1}
