"""What a log says of persons beside their address is not kept."""

import pytest
from imports.web.reading import combined, read


@pytest.mark.parametrize("sign", ["198112289874", "811228-9874", "anna%40example.se"])
def test_a_person_in_a_path_or_query_is_not_kept(tmp_path, sign):
    text = combined(f"/arende/{sign}/visa") + combined(f"/sok?q={sign}")
    found = read(tmp_path / "log", text.encode())
    assert found.pages == ["/arende/*/visa", "/sok"]
    (search,) = found.searches
    assert search["word"] is None
    assert search["personal"]
    assert sign not in f"{found.hits}{found.searches}"


def test_a_referrer_is_kept_as_its_host_only(tmp_path):
    text = combined(referrer="https://anna:hemligt@Exempel.se:8080/a?mejl=b@c.se")
    (hit,) = read(tmp_path / "log", text.encode()).hits
    assert hit["referrer_host"] == "exempel.se"
