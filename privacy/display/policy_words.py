"""What a field of the policy's forms may be where no list of words says it."""

import zoneinfo
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from privacy.contracts import contract_names
from privacy.contracts.tables import tables
from privacy.display.asking import policy_of
from privacy.display.page import Page

_EVERY = "*"
_PERSONS_NUMBERS = ("person", "number")
"""Kinds of columns in which a person's number is looked for."""


@dataclass(frozen=True)
class Known:
    """The words offered, headings where `are_columns`; another where `is_open`."""

    words: Iterable[str]
    is_open: bool = False
    are_columns: bool = False


def known_words(
    page: Page, table: str, field: str, values: Mapping[str, object]
) -> Known | None:
    """What a field may be beside the other `values`; None where it is free text."""
    if field == "time_zone":
        return Known(zoneinfo.available_timezones())
    if table == "record_kind" and field in ("system", "record_type"):
        listed = page.ask("dpo/gallring_by_system").column(field)
        return Known([str(value) for value in listed if value], is_open=True)
    if table == "ticket_field" and field == "system":
        return Known([_EVERY, *_formats("requests")])
    if table == "ticket_system" and field == "system":
        return Known(_formats("requests"))
    if table == "call_system" and field == "system":
        return Known(_formats("calls"))
    if table == "plain_id" and field == "field":
        return Known(_ids_of(str(values.get("source"))), are_columns=True)
    if field == "queue":
        return Known(_queues(page), is_open=True)
    return None


def words_offered(table: str, field: str, words: Sequence[str]) -> Sequence[str]:
    """Those of the words of a field that lead to something."""
    if (table, field) == ("plain_id", "source"):
        return [word for word in words if _ids_of(word)]
    return words


def _formats(source: str) -> list[str]:
    """The systems whose exports of a source are known."""
    names = [name.split("/") for name in contract_names("imports")]
    systems = [name[2] for name in names if len(name) > 2 and name[1] == source]
    return [system for system in systems if system != "neutral"]


def _ids_of(table: str) -> list[str]:
    """The columns of a table in which persons' numbers are looked for."""
    if table not in tables():
        return []
    return [f.name for f in tables()[table].fields if f.kind in _PERSONS_NUMBERS]


def _queues(page: Page) -> list[str]:
    """The queues that the policy or a release of calls names."""
    policy = policy_of(page.desk.organisation)
    rows = [*policy.table("dialled_queue"), *policy.table("guidance_queue")]
    released = page.ask("released/calls_by_queue").column("queue")
    return [*{str(row["queue"]) for row in rows}, *(str(q) for q in released if q)]
