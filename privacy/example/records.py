"""Inventories of records: what each system holds, most in order, a few to look at."""

import csv
import datetime
import random
from collections.abc import Callable, Iterator
from pathlib import Path

Row = dict[str, object]
_DAY = datetime.timedelta(days=1)


def write_records(
    exports: Path, organisation: str, as_of: datetime.date, rng: random.Random
) -> list[Path]:
    """One neutral inventory per system, delivered yesterday."""
    systems = _CLAIMS_LINK if organisation == "claims-link" else _INSURESEC
    day = as_of - _DAY
    files = []
    for system, kinds in systems.items():
        rows: list[Row] = []
        for record_type, make in kinds.items():
            prefix = "".join(
                word.strip("(")[0] for word in f"{system} {record_type}".split()
            )
            for number, row in enumerate(make(as_of, rng), start=1):
                row.setdefault("record_id", f"{prefix}-{number:05d}")
                rows.append({"system": system, "record_type": record_type, **row})
        files.append(_write(exports, system, day, rows))
    return files


def _write(exports: Path, system: str, day: datetime.date, rows: list[Row]) -> Path:
    name = "".join(c if c.isalnum() else "-" for c in system.lower()).strip("-")
    file = exports / "records" / f"inventory-{name}-{day}.csv"
    file.parent.mkdir(parents=True, exist_ok=True)
    columns = list(dict.fromkeys(column for row in rows for column in row))
    # One system of the Microsoft shop exports as its Swedish Windows does.
    is_old = system == "WIMS"
    with file.open("w", encoding="cp1252" if is_old else "utf-8", newline="") as text:
        writer = csv.DictWriter(
            text,
            columns,
            restval="",
            delimiter=";" if is_old else ",",
            lineterminator="\n",
        )
        writer.writeheader()
        writer.writerows(rows)
    return file


Make = Callable[[datetime.date, random.Random], Iterator[Row]]


def _dated(column: str, many: int, oldest: int, newest: int, *others: int) -> Make:
    """`many` records whose date lies between so many days ago; then some `others`."""

    def make(as_of: datetime.date, rng: random.Random) -> Iterator[Row]:
        for _ in range(many):
            yield {column: as_of - rng.randrange(newest, oldest) * _DAY}
        for days in others:
            yield {column: as_of - days * _DAY}

    return make


def _customers(as_of: datetime.date, rng: random.Random) -> Iterator[Row]:
    for _ in range(1800):
        yield {"contract_active": "Y"}
    for _ in range(60):
        yield {"contract_end": as_of + rng.randrange(3, 300) * _DAY}
    for _ in range(3):
        yield {"contract_end": as_of - _DAY}
    yield {
        "contract_end": as_of - 90 * _DAY,
        "hold_open": "Y",
    }
    yield {}
    yield {"contract_end": "snart"}


def _invoices(as_of: datetime.date, rng: random.Random) -> Iterator[Row]:
    for _ in range(900):
        yield {
            "fiscal_year_end": datetime.date(as_of.year - rng.randrange(1, 8), 12, 31)
        }


def _claims(as_of: datetime.date, rng: random.Random) -> Iterator[Row]:
    for _ in range(900):
        event = as_of - rng.randrange(30, 3300) * _DAY
        yield {
            "event_on": event,
            "claim_reported_on": event + rng.randrange(1, 60) * _DAY,
            "fiscal_year_end": datetime.date(event.year, 12, 31),
        }


def _wims(as_of: datetime.date, rng: random.Random) -> Iterator[Row]:
    for _ in range(700):
        yield {"event_on": as_of - rng.randrange(30, 3600) * _DAY}


def _health(as_of: datetime.date, rng: random.Random) -> Iterator[Row]:
    for _ in range(60):
        yield {
            "event_on": as_of - rng.randrange(30, 2000) * _DAY,
            "consent_active": "Y",
        }
    yield {
        "event_on": as_of - 4000 * _DAY,
        "consent_withdrawn_on": as_of - 20 * _DAY,
        "executed_on": as_of - 19 * _DAY,
    }


def _mailboxes(as_of: datetime.date, rng: random.Random) -> Iterator[Row]:
    for _ in range(48):
        yield {"employed": "Y"}
    yield {"employment_end": as_of - _DAY}


def _diligence(as_of: datetime.date, rng: random.Random) -> Iterator[Row]:
    for _ in range(200):
        yield {"relation_active": "Y"}
    for _ in range(40):
        yield {"relation_end": as_of - rng.randrange(30, 1700) * _DAY}


def _prolonged(as_of: datetime.date, _rng: random.Random) -> Iterator[Row]:
    """Kept ten years by a decision of our own, which has no successor in 2027."""
    for number in range(12):
        yield {"relation_end": as_of - (1900 + 90 * number) * _DAY}


def _answers(as_of: datetime.date, rng: random.Random) -> Iterator[Row]:
    """Kept 180 days; one was deleted a month late."""
    yield from _dated("answered_on", 420, 178, 1, 180, 170)(as_of, rng)
    yield {
        "answered_on": as_of - 240 * _DAY,
        "executed_on": as_of - 25 * _DAY,
    }


def _series(column: str, months: int) -> Make:
    """A counted series: one row a month."""

    def make(as_of: datetime.date, rng: random.Random) -> Iterator[Row]:
        for number in range(months):
            yield {"count": rng.randrange(300, 900), column: as_of - 30 * number * _DAY}

    return make


def _accounts(as_of: datetime.date, rng: random.Random) -> Iterator[Row]:
    for _ in range(2200):
        yield {"contract_active": "Y"}
    for _ in range(30):
        yield {"account_closed_on": as_of + rng.randrange(1, 90) * _DAY}
    yield {
        "account_closed_on": as_of - 140 * _DAY,
        "discipline_open": "Y",
    }


_CLAIMS_LINK: dict[str, dict[str, Make]] = {
    "Microsoft Dynamics": {
        "Kunduppgift": _customers,
        "Fordran konsument": _dated("claim_created_on", 150, 1000, 20),
        "Kundkännedom": _diligence,
        "Fördjupad kundkännedom": _prolonged,
    },
    "OPTIMUM": {
        "Skadeärende": _claims,
        "Samtalsanteckning": _series("last_seen_on", 12),
    },
    "OPTIMUM (skyddad)": {"Hälsouppgift": _health},
    "WIMS": {"Skadeärende": _wims},
    "Enkätverktyg": {"Enkätsvar": _answers},
    "Ekonomisystem": {"Faktura/verifikation": _invoices},
    "Office 365": {
        "E-postkonto": _mailboxes,
        "Webbformulär": _series("last_seen_on", 14),
    },
    "Telefonväxel": {"Samtalslogg": _series("last_seen_on", 14)},
    "Sökdatabas": {"Sökord": _series("last_seen_on", 14)},
    "Manuellt arkiv": {"Pappersakt": _dated("event_on", 80, 3500, 400)},
}

_INSURESEC: dict[str, dict[str, Make]] = {
    "Rådgivarregistret (serverlogg)": {
        "IP-nummer besökare": _dated("first_seen_at", 1500, 360, 1, 350),
        "Sökhistorik": _series("last_seen_on", 14),
        "Sökresultat": _series("last_seen_on", 14),
    },
    "Mina sidor": {
        "Användarkonto": _accounts,
        "IP-adress vid inloggning": _series("last_seen_on", 14),
    },
    "Licensregister": {
        "Licens": _customers,
        "Anställningsdokument": _dated("last_seen_on", 160, 1500, 30),
    },
    "Provsystem": {"Provresultat": _dated("last_seen_on", 600, 1500, 1)},
    "Ekonomisystem": {"Faktura/verifikation": _invoices},
}
