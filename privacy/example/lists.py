"""The lists behind the promises: systems, processors, recipients, accounts and so on."""

import csv
import datetime
import random
from collections.abc import Sequence
from pathlib import Path

Table = tuple[str, Sequence[str], list[Sequence[object]]]
_DAY = datetime.timedelta(days=1)


def write_lists(
    exports: Path, organisation: str, as_of: datetime.date, rng: random.Random
) -> list[Path]:
    """One neutral list per kind, delivered yesterday."""
    own = _claims_link if organisation == "claims-link" else _insuresec
    files = []
    for table, columns, rows in [*own(as_of), *_shared(organisation, as_of, rng)]:
        file = exports / table / f"{table}-{as_of - _DAY}.csv"
        file.parent.mkdir(parents=True, exist_ok=True)
        with file.open("w", encoding="utf-8", newline="") as text:
            writer = csv.writer(text, lineterminator="\n")
            writer.writerow(columns)
            writer.writerows(rows)
        files.append(file)
    return files


_SYSTEMS = (
    "system", "supplier", "owner_id", "country", "is_own", "is_sensitive",
    "is_restricted", "has_gallring_routine", "dpa_signed_on", "gallring_run_on",
)  # fmt: skip
_PROCESSORS = (
    "processor", "service", "country", "parent_processor", "has_access",
    "dpa_signed_on", "dpa_expires_on", "audited_on", "transfer_mechanism", "tia_on",
    "property_type", "linked_products",
)  # fmt: skip
_RECIPIENTS = (
    "recipient", "recipient_type", "country", "data_source", "transfer_mechanism", "tia_on",
)  # fmt: skip


def _claims_link(as_of: datetime.date) -> list[Table]:
    signed, run = as_of - 500 * _DAY, as_of - 20 * _DAY
    later = as_of + 400 * _DAY
    return [
        (
            "systems",
            _SYSTEMS,
            [
                ("Microsoft Dynamics", "Microsoft", "O-1", "IE", "N", "N", "N", "Y", signed, run),
                ("OPTIMUM", "", "O-2", "SE", "Y", "N", "N", "Y", "", run),
                ("OPTIMUM (skyddad)", "", "O-2", "SE", "Y", "Y", "Y", "Y", "", run),
                ("WIMS", "WIMS", "O-4", "SE", "N", "N", "N", "Y", signed, run),
                ("Office 365", "Microsoft", "O-3", "IE", "N", "N", "N", "Y", signed, run),
            ],
        ),
        (
            "processors",
            _PROCESSORS,
            [
                ("Microsoft", "Dynamics, Office 365", "IE", "", "Y", signed, later, signed, "", "", "", ""),
                ("WIMS", "WIMS", "SE", "", "Y", signed, later, signed, "", "", "", ""),
                ("Metro Branding", "webbdesign", "SE", "", "N", signed, later, signed, "", "", "", ""),
                ("Google Ireland Limited", "Google Analytics", "IE", "", "Y", signed, later, signed, "standardavtalsklausuler", signed, "GA4", ""),
                ("Authority", "webbutveckling", "SE", "", "Y", signed, later, signed, "", "", "", ""),
            ],
        ),
        (
            "recipients",
            _RECIPIENTS,
            [
                ("Försäkringsbolag A", "försäkringsbolag", "SE", "skadeärende", "", ""),
                ("Reparatör B", "samarbetspartner", "NO", "skadeärende", "", ""),
                ("Partner C", "samarbetspartner", "GB", "skadeärende", "beslut om adekvat skyddsnivå", as_of - 90 * _DAY),
            ],
        ),
    ]  # fmt: skip


def _insuresec(as_of: datetime.date) -> list[Table]:
    signed, run = as_of - 450 * _DAY, as_of - 12 * _DAY
    later = as_of + 300 * _DAY
    return [
        (
            "systems",
            _SYSTEMS,
            [
                ("Rådgivarregistret", "Driftbolaget", "O-1", "SE", "N", "N", "N", "Y", signed, run),
                ("Mina sidor", "Driftbolaget", "O-1", "SE", "N", "N", "N", "Y", signed, run),
                ("Licensregister", "", "O-2", "SE", "Y", "N", "N", "Y", "", run),
                ("Provsystem", "Provbolaget", "O-2", "SE", "N", "N", "N", "Y", signed, run),
            ],
        ),
        (
            "processors",
            _PROCESSORS,
            [
                ("Driftbolaget", "drift", "SE", "", "Y", signed, later, signed, "", "", "", ""),
                ("Provbolaget", "kunskapsprov", "SE", "", "Y", signed, later, signed, "", "", "", ""),
            ],
        ),
        (
            "recipients",
            _RECIPIENTS,
            [
                ("Finansinspektionen", "myndighet", "SE", "licens", "", ""),
                ("SwedSec Licensiering AB", "organisation", "SE", "licens", "", ""),
                ("Enkätmolnet Inc", "leverantör", "US", "provresultat", "", ""),
            ],
        ),
    ]  # fmt: skip


def _shared(organisation: str, as_of: datetime.date, rng: random.Random) -> list[Table]:
    mailboxes: list[Sequence[object]] = [
        (f"M-{number:03d}", "handläggare", rng.randrange(200, 9000),
         as_of - rng.randrange(100, 900) * _DAY, 0, "", "", "", "", "")
        for number in range(1, 41)
    ]  # fmt: skip
    accounts: list[Sequence[object]] = [
        (f"A-{number:03d}", "Office 365", organisation, "handläggare", "Y", "",
         as_of - rng.randrange(1, 20) * _DAY)
        for number in range(1, 41)
    ]  # fmt: skip
    return [
        (
            "mailboxes",
            (
                "mailbox_id", "mailbox_group", "item_count", "oldest_on",
                "unarchived_count", "employment_end_on", "deleted_on",
                "transferred_count", "transferred_on", "approver_id",
            ),
            mailboxes,
        ),
        (
            "accounts",
            (
                "account_id", "system", "tenant", "role", "is_employed",
                "employment_end_on", "last_access_on",
            ),
            accounts,
        ),
    ]  # fmt: skip
