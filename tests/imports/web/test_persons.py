"""What a log says of persons beside their address is not kept."""

import pytest
from imports.web.reading import combined, read


@pytest.mark.parametrize("sign", ["198112289874", "811228-9874", "anna%40example.se"])
def test_a_person_in_a_path_or_query_is_not_kept(tmp_path, sign):
    text = combined(f"/arende/{sign}/visa") + combined(f"/sok?q={sign}")
    result = read(tmp_path / "log", text.encode())
    assert result.pages == ["/arende/*/visa", "/sok"]
    (search,) = result.searches
    assert search["word"] is None
    assert search["personal"]
    assert sign not in f"{result.hits}{result.searches}"


def test_a_session_in_a_path_is_not_kept_and_parts_no_page(tmp_path):
    paths = [
        "/villkor;jsessionid=8A1F0C2D", "/villkor;JSESSIONID=B7.node1?a=1",
        "/(S(lit3py55t21z5v55vlm25s55))/villkor", "/villkor;sid=4711", "/villkor",
    ]  # fmt: skip
    result = read(tmp_path / "log", "".join(map(combined, paths)).encode())
    assert result.pages == ["/villkor"] * 5
    text = combined("/karta;lat=57,12/visa").encode()
    assert read(tmp_path / "log", text).pages == ["/karta;lat=57,12/visa"]


def test_a_referrer_is_kept_as_its_host_only(tmp_path):
    text = combined(referrer="https://anna:hemligt@Exempel.se:8080/a?mejl=b@c.se")
    (hit,) = read(tmp_path / "log", text.encode()).hits
    assert hit["referrer_host"] == "exempel.se"
