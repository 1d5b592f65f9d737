"""Web logs are recognised by what they hold, and mean the same in every format."""

import pytest
from imports.web.logs import LOGS
from imports.web.reading import BROWSER, combined, read

from privacy.contracts import contract_names
from privacy.errors import NotRecognised


@pytest.mark.parametrize("name", LOGS)
def test_the_same_two_requests_are_read_from_every_format(tmp_path, name):
    log = LOGS[name]
    result = read(tmp_path / "export", log.text.encode())
    assert result.taken.format == log.format
    assert result.counts == (2 + log.comments, 2, log.comments)
    first, second = result.hits
    assert [first["page"], second["page"]] == ["/start", "/sok"]
    assert [first["status"], second["status"]] == [200, 200]
    assert str(first["visited_at"]) == "2026-10-05 10:00:00"
    assert str(second["visited_at"]) == "2026-10-05 10:00:01"
    assert {first["address_kind"], second["address_kind"]} == {log.address_kind}
    assert first["visitor"] == second["visitor"]
    assert first["browser"] == ("Firefox" if log.has_agent else "-")
    assert first["is_dnt"] is log.has_dnt


@pytest.mark.parametrize("name", LOGS)
def test_a_search_is_found_in_every_format_unless_it_may_not_be_tracked(tmp_path, name):
    log = LOGS[name]
    result = read(tmp_path / "export", log.text.encode())
    words = [search["word"] for search in result.searches]
    assert words == ([] if log.has_dnt else ["bil skada"])


@pytest.mark.parametrize("name", [n for n, log in LOGS.items() if log.format != "w3c"])
def test_the_order_of_lines_does_not_matter_where_no_line_speaks_of_others(
    tmp_path, name
):
    lines = LOGS[name].text.splitlines(keepends=True)
    turned = read(tmp_path / "turned", "".join(reversed(lines)).encode())
    straight = read(tmp_path / "straight", "".join(lines).encode())
    assert turned.hits == straight.hits


def test_every_format_of_a_web_log_has_a_made_log():
    names = {name.rsplit("/", 1)[1] for name in contract_names("imports/web")}
    assert names == {log.format for log in LOGS.values()}


@pytest.mark.parametrize(
    "text",
    [
        "[Sun Dec 04 04:47:44 2005] [notice] workerEnv.init() ok /etc/httpd/x\n",
        "2026/10/05 10:00:00 [error] 31#31: *46 open() failed, client: 192.0.2.1\n",
        "Oct  5 10:00:00 host sshd[14]: Accepted password for anna from 192.0.2.1\n",
        '{"level":"info","message":"job done","took":3}\n',
        "#Software: Exchange\n#Fields: date-time,client-ip,event-id\n1,2,3\n",
    ],
)
def test_a_log_of_something_else_is_refused(tmp_path, text):
    with pytest.raises(NotRecognised, match="no format that is known"):
        read(tmp_path / "other.log", text.encode() * 20)


def test_a_request_that_no_server_behind_a_balancer_answered_is_a_request(tmp_path):
    line = (
        "2026-10-05T08:00:00.943945Z my-lb 198.18.0.1:2817 - -1 -1 -1 503 0 0 0 "
        f'"GET http://www.example.com:80/start HTTP/1.1" "{BROWSER}" - -\n'
    )
    result = read(tmp_path / "log", line.encode())
    assert (result.counts, result.hits[0]["status"]) == ((1, 1, 0), 503)


def test_a_name_of_a_file_says_nothing(tmp_path):
    result = read(tmp_path / "photo.jpg", combined().encode())
    assert result.counts == (1, 1, 0)


def test_a_visitor_is_the_same_in_two_formats(tmp_path):
    first = read(tmp_path / "a", LOGS["combined"].text.encode())
    second = read(tmp_path / "b", LOGS["IIS"].text.encode())
    assert first.hits[0]["visitor"] == second.hits[0]["visitor"]
    assert BROWSER not in str(first.hits)


@pytest.mark.parametrize(
    "doubled",
    [
        '"status":200,"status":404,"request":"GET /a HTTP/1.1"',
        '"status":200,"remote_addr":"198.51.100.7","request":"GET /a HTTP/1.1"',
        '"status":200,"request":{"uri":"/a","uri":"/b"}',
    ],
)
def test_an_object_that_has_a_key_twice_is_rejected(tmp_path, doubled):
    """The first value was read, and nothing said that there was another."""
    start = '{"time_iso8601":"2026-09-01T09:00:00+02:00","remote_addr":"203.0.113.7",'
    whole = start + '"status":200,"request":"GET /c HTTP/1.1"}\n'
    content = whole + start + doubled + "}\n" + whole
    result = read(tmp_path / "access.json", content.encode())
    assert result.counts == (3, 2, 1)
    assert result.rejects == [(2, "not_this_format")]
