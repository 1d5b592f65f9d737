"""Makes an installation of any size: an organisation with records and requests.

`python -m tests.bench.made_scale FOLDER RECORDS` makes and imports one that stays; of
ten records one is a request.
"""

import csv
import datetime
import random
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from zoneinfo import ZoneInfo

from privacy.installation import EXAMPLE, Installation
from privacy.storage.databases import ZONE
from tests.browser.served import ROOT, command

ORGANISATION = "claims-link"
_DAYS_KEPT = 4500
_OPEN = 0.04
"""How many of the requests are open; a third of these are late."""
_DAYS = (
    "answered_on", "contract_end", "employment_end", "fiscal_year_end", "event_on",
    "claim_created_on", "relation_end",
)  # fmt: skip
_REQUEST = (
    "request_id", "request_type", "received_at", "identity_requested_on",
    "identity_verified_on", "clarification_asked_on", "clarification_answered_on",
    "extension_notified_on", "extension_reason", "closed_on", "outcome", "channel",
    "team",
)  # fmt: skip
_DAY = datetime.timedelta(days=1)


def make_scale(data: Path, records: int) -> None:
    """Write and import an organisation of so many records, and a tenth of requests."""
    today = datetime.datetime.now(ZoneInfo(ZONE)).date()
    folder = data / ORGANISATION
    shutil.copytree(EXAMPLE / ORGANISATION / "policy", folder / "policy")
    _write(
        folder / "exports" / "records" / f"inventory-{today}.csv",
        _records(data, records, today),
    )
    _write(
        folder / "exports" / "requests" / f"requests-{today}.csv",
        _requests(records // 10, today),
    )
    subprocess.run(
        command("import", "--data", str(data)),
        cwd=ROOT,
        check=True,
        stdout=subprocess.DEVNULL,
    )


def _write(file: Path, rows: Iterator[dict[str, object]]) -> None:
    first = next(rows)
    file.parent.mkdir(parents=True)
    with file.open("w", encoding="utf-8", newline="") as text:
        writer = csv.DictWriter(text, first, restval="", lineterminator="\n")
        writer.writeheader()
        writer.writerow(first)
        writer.writerows(rows)


def _records(
    data: Path, many: int, today: datetime.date
) -> Iterator[dict[str, object]]:
    """Records of every kind that the policy knows, dated over twelve years."""
    home = Installation(data)
    policy = home.policy(home.organisation(ORGANISATION))
    kinds = sorted({row[:2] for row in policy.rows["record_kind"]})
    for number in range(many):
        system, record_type = kinds[number % len(kinds)]
        day = today - (number * 7919 % _DAYS_KEPT) * _DAY
        yield {
            "system": system,
            "record_type": record_type,
            "record_id": f"R-{number}",
            **dict.fromkeys(_DAYS, day),
        }


def _requests(many: int, today: datetime.date) -> Iterator[dict[str, object]]:
    """Requests of three years; of a hundred four are open, and one of these late."""
    dice = random.Random(many)
    for number in range(many):
        is_open = dice.random() < _OPEN
        received = today - dice.randrange(2, 45 if is_open else 1100) * _DAY
        row: dict[str, object] = dict.fromkeys(_REQUEST, "")
        row["request_id"] = f"R{number:07}"
        row["request_type"] = dice.choice(["registerutdrag", "radering", "rättelse"])
        row["received_at"] = f"{received}T{dice.randrange(7, 18):02}:15:00"
        row["channel"] = dice.choice(["e-post", "brev", "telefon"])
        row["team"] = dice.choice(["kundservice", "juridik", "arkiv"])
        if dice.random() < 0.3:
            requested = received + dice.randrange(1, 5) * _DAY
            row["identity_requested_on"] = requested
            row["identity_verified_on"] = requested + dice.randrange(0, 20) * _DAY
        if dice.random() < 0.1:
            row["extension_notified_on"] = received + dice.randrange(5, 29) * _DAY
            row["extension_reason"] = "komplicerad"
        if not is_open:
            closed = min(today, received + dice.randrange(3, 34) * _DAY)
            row["closed_on"] = closed
            row["outcome"] = dice.choice(["besvarad", "besvarad", "avslag"])
        yield row


if __name__ == "__main__":
    make_scale(Path(sys.argv[1]), int(sys.argv[2]))
