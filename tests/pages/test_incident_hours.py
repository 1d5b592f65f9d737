"""The list of incidents says how many of the 72 hours are left by now."""

import re

from conftest import Home
from pages.opening import opened

from privacy.contracts.roles import Role

INCIDENTS = (
    "incident_id,incident_type,aware_at,reported_at\n"
    "I-1,Felskick,2026-11-22T16:00:00+01:00,\n"
    "I-2,Felskick,2026-11-19T16:00:00+01:00,\n"
    "I-3,Felskick,2026-11-19T16:00:00+01:00,2026-11-20T16:00:00+01:00\n"
    "I-4,Felskick,2026-11-20T08:30:00+01:00,\n"
)


def test_each_incident_has_its_hours_beside_it(tmp_path):
    home = Home(tmp_path)
    home.put("incidents/incidents.csv", INCIDENTS.encode())
    home.take_in()
    page = opened(home, "dpo/incidents", Role.DPO, "sv")
    assert not page.exception
    listed = next(
        part.proto.body for part in page.get("html") if "<td" in part.proto.body
    )
    cells = {
        number: re.search(
            rf'{number}(?:</span>)?</a>.*?Timmar kvar">(.*?)</td>', listed
        )[1]
        for number in ("I-1", "I-2", "I-3", "I-4")
    }
    hours = {number: re.sub(r"<.*?>", "", cell) for number, cell in cells.items()}
    assert hours == {"I-1": "55", "I-2": "−17", "I-3": "–", "I-4": "−1"}
