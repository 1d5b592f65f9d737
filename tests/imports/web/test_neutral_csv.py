"""The neutral CSV of requests: cut and counted exactly as the lines of a log are."""

import pytest

from tests.imports.web.reading import BROWSER, combined, read

HEAD = "seen_at,address,target,status,referrer,user_agent,dnt\n"


def line(at="2026-10-05T10:00:00+02:00", target="/kontakt", dnt="0", **other):
    address, status = other.get("address", "198.18.0.1"), other.get("status", "200")
    referrer = other.get("referrer", "https://www.google.com/sok")
    return f'{at},{address},{target},{status},{referrer},"{BROWSER}",{dnt}\n'


def test_the_neutral_csv_gives_what_the_log_gives(tmp_path):
    content = (HEAD + line() + line(target="/om-oss", referrer="")).encode()
    result = read(tmp_path / "hits.csv", content)
    assert result.taken.format == "neutral_csv"
    assert result.counts == (3, 2, 1)
    assert result.rejects == [(1, "comment_line")]
    log = combined("/kontakt", referrer="https://www.google.com/sok") + combined(
        "/om-oss"
    )
    same = read(tmp_path / "access.log", log.encode())
    for name in ("visited_at", "page", "network", "visitor", "browser", "status"):
        assert [hit[name] for hit in result.hits] == [hit[name] for hit in same.hits]
    assert [hit["referrer_host"] for hit in result.hits] == ["www.google.com", None]


def test_an_address_is_cut_and_kept_nowhere(tmp_path):
    content = line(address="203.0.113.77") + line(address="203.0.113.78")
    result = read(tmp_path / "hits.csv", content.encode())
    assert len({hit["network"] for hit in result.hits}) == 1
    assert {hit["address_kind"] for hit in result.hits} == {"ipv4"}
    assert "203.0.113" not in repr(result.hits)


@pytest.mark.parametrize(
    ("at", "local"),
    [
        ("2026-10-05T08:00:00Z", "2026-10-05 10:00:00"),
        ("2026-10-05 10:00:00", "2026-10-05 10:00:00"),
        ("2026-10-05 10:00", "2026-10-05 10:00:00"),
        ("2026-12-05 10:00:00.250", "2026-12-05 10:00:00"),
        ("2026-12-05T04:00:00-0500", "2026-12-05 10:00:00"),
    ],
)
def test_a_time_without_zone_is_the_offices(tmp_path, at, local):
    [hit] = read(tmp_path / "hits.csv", line(at=at).encode()).hits
    assert str(hit["visited_at"]) == local


def test_cells_in_quotes_hold_commas_and_quotes(tmp_path):
    content = line(target='"/a,b/""c"""') + line(target="/personnr/19850709-9805")
    result = read(tmp_path / "hits.csv", content.encode())
    assert sorted(result.pages) == ['/a,b/"c"', "/personnr/*"]


def test_not_to_be_tracked_may_be_left_out(tmp_path):
    without = line().rsplit(",", 1)[0] + "\n"
    content = without + line(dnt="1") + line(dnt="")
    result = read(tmp_path / "hits.csv", content.encode())
    assert sorted(hit["is_dnt"] for hit in result.hits) == [False, False, True]


def test_a_bad_line_costs_itself(tmp_path):
    content = HEAD + line() + "2026-13-05 10:00:00,1.2.3.4,/,200,,x\n" + "skräp\n"
    result = read(tmp_path / "hits.csv", content.encode())
    assert result.counts == (4, 1, 3)
    assert result.rejects == [
        (1, "comment_line"),
        (3, "bad_date"),
        (4, "not_this_format"),
    ]


def test_a_search_is_taken_out_of_its_address(tmp_path):
    result = read(tmp_path / "hits.csv", line(target="/sok?q=sj%C3%A4lvrisk").encode())
    assert [search["word"] for search in result.searches] == ["självrisk"]


def test_the_head_row_is_counted_as_a_heading(home):
    home.put("web/hits.csv", (HEAD + line() + line()).encode())
    [file] = home.read_in()
    assert (file.format, file.read, file.accepted, file.rejected) == (
        "neutral_csv", 3, 2, 1,
    )  # fmt: skip
    assert file.reasons == {"comment_line": 1}


def test_a_log_that_grew_goes_on_where_it_ended(home):
    path = home.put("web/hits.csv", (HEAD + line()).encode())
    home.read_in()
    path.write_bytes((HEAD + line() + line(target="/ny")).encode())
    [file] = home.read_in()
    assert (file.read, file.accepted, file.duplicate) == (3, 1, 2)
