"""Random requests of every shape, the impossible ones too."""

import datetime
import random

DAY = datetime.timedelta(days=1)
FIRST = datetime.date(2019, 1, 1)
DAYS = 3000


def random_requests(count: int, seed: int = 20261123) -> list[dict[str, str | None]]:
    """Rows of the neutral CSV; about one in fifty cannot be true."""
    dice = random.Random(seed)
    return [_random_request(dice, number) for number in range(count)]


def _random_request(dice: random.Random, number: int) -> dict[str, str | None]:
    received = FIRST + dice.randrange(DAYS) * DAY
    at = datetime.datetime.combine(
        received, datetime.time(dice.randrange(24), dice.randrange(60)), datetime.UTC
    )
    row: dict[str, str | None] = {
        "request_id": f"R{number:06}",
        "system": "desk",
        "request_type": dice.choice(["registerutdrag", "radering", "rättelse"]),
        "received_at": at.isoformat() if dice.random() < 0.999 else None,
    }
    after = received + DAY
    for item, answered in (
        ("identity_requested_on", "identity_verified_on"),
        ("clarification_asked_on", "clarification_answered_on"),
    ):
        if dice.random() < 0.45:
            day = after + dice.choice([0, 1, 2, 5, 27, 28, 29, 30, 31, 32, 40]) * DAY
            row[item] = day.isoformat() if dice.random() < 0.995 else None
            if dice.random() < 0.7:
                back = dice.randrange(0, 60) if dice.random() < 0.99 else -3
                row[answered] = (day + back * DAY).isoformat()
    if dice.random() < 0.4:
        row["extension_notified_on"] = (after + dice.randrange(0, 50) * DAY).isoformat()
        row["extension_reason"] = dice.choice(["many", "", None, "complex"])
    if dice.random() < 0.6:
        closed = after + dice.randrange(-1, 150) * DAY
        row["closed_on"] = closed.isoformat()
        row["outcome"] = dice.choice(
            ["besvarad", "avslag", "återkallad", "ej identifierad", None]
        )
    elif dice.random() < 0.1:
        row["outcome"] = "avslag"
    return row
