"""Notes on released figures: what the officer knows of a month, and what rules changed.

A note stands in the journal and is read by everyone who sees the figures, so it holds
nobody's number, address or name. A change of a rule, of the published policy or of how
a statistic is counted writes its own.
"""

import datetime
import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from privacy.contracts import Contract, contract_names, read_contract
from privacy.errors import Refused, Word
from privacy.journal import Actor, Journal
from privacy.personal import kind_of
from privacy.policy import Policy
from privacy.storage.databases import Connection

LONGEST = 200
"""Characters of a note."""

RULES: Mapping[str, tuple[str, ...]] = {
    "min_persons": ("telephone", "requests", "gallring"),
    "min_networks": ("web", "search", "web_aggregates"),
    "min_agents": ("telephone",),
    "service_level_seconds": ("telephone",),
    "short_abandoned_seconds": ("telephone",),
    "session_gap_minutes": ("web",),
    "inventory_days": ("gallring",),
    "requests_period": ("requests",),
}
"""The rules of the policy that change what figures say, by what is counted with them.

How dominance is tested is not for the public (R2).
"""

_MONTH = "2026-05"
_NUMBER = re.compile(r"(?<!\d)(?:\d{6}|\d{8})[-+ ]?\d{4}(?!\d)")
"""Written as a personnummer, also with a space in it or a digit that is wrong."""


def write_note(
    journal: Journal,
    actor: Actor,
    now: datetime.datetime,
    *,
    on: str,
    note: str,
    source: str | None = None,
) -> str:
    """Note something of a day (2026-05-12) or a month (2026-05); give its number.

    `source` is what it is about, None for all figures. Raises Refused for a text that
    is empty, too long or holds personal data, and for what is neither day nor month.
    """
    text = " ".join(note.split())
    if not text:
        raise Refused("Write what the note says.")
    if len(text) > LONGEST:
        raise Refused("A note has at most {most} characters.", most=LONGEST)
    if kind := "personnummer" if _NUMBER.search(text) else kind_of(text):
        raise Refused(
            "The note holds personal data ({kind}), and managers and analysts read it. "
            "Write it without.",
            kind=Word(kind),
        )
    if not _is_day_or_month(on):
        raise Refused("A note is of a day, 2026-05-12, or of a month, 2026-05.")
    number = journal.write("noted", actor, _at(now), on=on, source=source, note=text)
    return f"N{number}"


def withdraw_note(
    journal: Journal, actor: Actor, now: datetime.datetime, note_id: str
) -> None:
    """Withdraw a note: it is shown no more. Raises Refused when it does not stand."""
    with journal.alone() as write:
        if note_id not in {note[0] for note in journal.state().notes()}:
            raise Refused(
                "The note {note_id} does not stand any more.", note_id=note_id
            )
        write("note_withdrawn", actor, _at(now), note_id=note_id)


def changes_of(
    policy: Policy,
    manifests: Sequence[Mapping[str, object]],
    versions: Sequence[tuple[str, datetime.date]] = (),
) -> list[tuple[object, ...]]:
    """Rows of released.changes: what changed in rules and in how figures are counted.

    Month, day (None when it is of the month), kind (rule, policy or method), source
    (None when it is of all figures), subject, before and after. `manifests` are those
    of the releases, oldest first, `versions` those of the published policy with the
    first day of each, from `policy_versions`.
    """
    return [
        *_changed_rules(policy),
        *_changed_policies(versions),
        *_changed_methods(manifests),
    ]


def policy_versions(register: Connection) -> list[tuple[str, datetime.date]]:
    """The versions of the published policy and the day each came into force, in order.

    `register` has the register of a build in use.
    """
    return register.execute(
        "select policy_version, effective_on from register.policy_versions "
        "where effective_on is not null order by effective_on, policy_version"
    ).fetchall()


def method_of(statistic: Contract) -> str:
    """Tells how a statistic is counted: its statement, and those it counts from."""
    queries = [statistic, *map(read_contract, contract_names("months"))]
    read = [
        query
        for query in queries
        if query is statistic
        or query.name.replace("months/", "imported.") in statistic.reads
    ]
    lines = [
        line.strip()
        for query in read
        for line in query.sql.splitlines()
        if line.strip() and not line.strip().startswith("--")
    ]
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def source_of(name: str) -> str | None:
    """What a released query's figures are counted from; None when from several."""
    read = [
        table.replace("released.", "statistics/") for table in read_contract(name).reads
    ]
    options = [
        " ".join(read_contract(statistic).header["Options"])
        for statistic in read
        if statistic in contract_names("statistics")
    ]
    sources = {
        dict(w.split("=") for w in option.split())["source"] for option in options
    }
    return sources.pop() if len(sources) == 1 else None


def _changed_rules(policy: Policy) -> Iterator[tuple[object, ...]]:
    for name, sources in RULES.items():
        versions = sorted(
            (str(row["valid_from"]), str(row["value"]))
            for table in ("constant", "choice")
            for row in policy.table(table)
            if row["name"] == name
        )
        for (_, before), (day, after) in pairwise(versions):
            if before != after:
                for source in sources:
                    yield f"{day[:7]}-01", day, "rule", source, name, before, after


def _changed_policies(
    versions: Sequence[tuple[str, datetime.date]],
) -> Iterator[tuple[object, ...]]:
    """A note on each version but the first; a name that is personal is left out."""
    names = [None if kind_of(name) else name for name, _day in versions]
    for (before, after), (_name, day) in zip(
        pairwise(names), versions[1:], strict=True
    ):
        yield f"{day:%Y-%m}-01", day.isoformat(), "policy", None, None, before, after


def _changed_methods(
    manifests: Sequence[Mapping[str, object]],
) -> Iterator[tuple[object, ...]]:
    known: dict[tuple[str, str], str] = {}
    for manifest in manifests:
        source, listed = str(manifest["source"]), manifest["statistics"]
        for entry in listed if isinstance(listed, list) else []:
            name, method = str(entry["statistic"]), entry.get("method")
            before = known.get((source, name))
            if method and before and method != before:
                yield manifest["month"], None, "method", source, name, None, None
            if method:
                known[source, name] = str(method)


def _is_day_or_month(text: str) -> bool:
    whole = f"{text}-01" if len(text) == len(_MONTH) else text
    try:
        return datetime.date.fromisoformat(whole).isoformat() == whole
    except ValueError:
        return False


def _at(now: datetime.datetime) -> str:
    return now.astimezone(datetime.UTC).isoformat(timespec="seconds")
