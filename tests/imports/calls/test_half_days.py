"""Times from which AM and PM were left out are named: nobody can put them right."""

import pytest

from privacy.imports.comparing import Finding

HEAD = "call_id,started_at,direction,is_answered\n"


def log(hours):
    rows = (
        f"c{n},2026-10-{n % 28 + 1:02} {hour:02}:05:00,in,ja\n"
        for n, hour in enumerate(hours)
    )
    return (HEAD + "".join(rows)).encode()


OFFICE = [8, 9, 10, 11, 12, 13, 14, 15, 16] * 3
KINDS = {
    "half days": ([(hour + 11) % 12 + 1 for hour in OFFICE], ["half_days"]),
    "an office": (OFFICE, []),
    "mornings": ([8, 9, 10, 11, 12] * 5, []),
    "nights, midnight among them": ([0, 1, 2, 3, 22] * 5, []),
    "one early call": ([*[8, 9, 10, 11] * 5, 5], []),
    "few calls": ([1, 2, 3, 9], []),
}


@pytest.mark.parametrize("name", KINDS)
def test_calls_of_a_clock_of_half_days_are_named(home, name):
    hours, kinds = KINDS[name]
    (file,) = home.read_in(home.put("telephone/a.csv", log(hours)))
    assert file.accepted == len(hours)
    assert [f.kind for f in file.findings if f.kind != "gap"] == kinds


def test_each_of_many_files_is_named_by_its_own_hours(home):
    for name in ("half days", "an office", "mornings"):
        home.put(f"telephone/{name}.csv", log(KINDS[name][0]))
    named = {f.file: [one.kind for one in f.findings] for f in home.read_in()}
    assert [file for file, kinds in named.items() if "half_days" in kinds] == [
        "half days.csv"
    ]
    assert "none of its 9 calls" in str(Finding("f", "half_days", 9))
