"""Everyone may know how many incidents there were, by month, and no case."""

from privacy.building.make import incidents_by_month


def incident(aware_at, status):
    return {"aware_at": aware_at, "status": status}


def test_incidents_are_counted_in_the_month_in_which_they_became_known():
    rows = [
        incident("2026-09-30T23:00:00+02:00", "Anmäld i tid"),
        incident("2026-10-01T00:30:00+02:00", "Anmäld för sent"),
        incident("2026-10-14T08:00:00+02:00", "Ej anmäld"),
        incident(None, "Underlag saknas"),
    ]
    assert incidents_by_month(rows) == [
        ("2026-09-01", 1, 1, 0),
        ("2026-10-01", 2, 0, 1),
    ]
