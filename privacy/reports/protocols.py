"""Gallringsprotokoll: what went, by which rule, who signed, and what proves it.

Made from the journal alone, so that it says the same whenever it is asked for.
"""

import datetime
from collections.abc import Iterator, Mapping, Sequence

from privacy.journal import (
    COMMAND_LINE,
    PERSON,
    UNSIGNED,
    Actor,
    Entry,
    Journal,
)
from privacy.reports.paper import Grid, Heading, Paper, Part, SignHere, Text
from privacy.storage.databases import local_time
from privacy.wording import name_column, say, sv_or_en, write_value

_STEPS: Mapping[str, str] = {
    "round_started": "Started",
    "round_approved": "Approved",
    "round_downloaded": "Deletion list fetched",
    "round_proven": "Proven",
}


_ACTORS: Mapping[str, str] = {
    PERSON: "{name}, signed in as {id}",
    COMMAND_LINE: "command line, account {name}",
    UNSIGNED: "{name}, without sign-in",
}


def protocol_papers(journal: Journal, title: str, language: str) -> dict[str, Paper]:
    """Every protocol by the number of its journal entry, the newest first.

    `title` is the organisation's name.
    """
    result = journal.entries("round_proven", "gallra")
    return {
        str(entry.number): (
            _round_paper(journal, entry, title, language)
            if entry.kind == "round_proven"
            else _own_paper(entry, title, language)
        )
        for entry in reversed(result)
    }


def _round_paper(journal: Journal, proven: Entry, title: str, language: str) -> Paper:
    round_id = str(proven.details["round_id"])
    entries = journal.state().round_entries(round_id)
    started = next(e for e in entries if e.kind == "round_started").details
    approved = next(e for e in entries if e.kind == "round_approved").details

    def written(value: object) -> str:
        return write_value(value, language)

    rules = _listed(proven.details["rules"])
    gloss = f"gloss_{sv_or_en(language)}"
    facts = [
        ("System", written(started["system"])),
        ("Rule", written(started["rule_id"])),
        ("Method", written(approved["method"])),
        ("Records in the list", written(started["listed"])),
        ("Records, series counted with their size", written(proven.details["records"])),
        ("Days of gallring", _span(proven, "due")),
        ("Shown gone by exports of", _span(proven, "gone")),
        ("Signed by", str(approved["signed_by"])),
    ]
    parts: list[Part] = [
        _facts(facts, language),
        Heading(say("The rule", language)),
        *(Text(f"{r[gloss] or r['gloss_sv']} ({r['citation']})") for r in rules),
        Heading(say("What the exports show", language)),
        _counted(proven.details["outcomes"], "outcome", language),
        _counted(proven.details["kinds"], "record_type", language),
        Grid(
            say("Proven by", language),
            [name_column("file", language), name_column("exported_on", language)],
            [[str(cell) for cell in export] for export in _pairs(proven)],
            words=2,
        ),
        Heading(say("Step by step", language)),
        _course(entries, language),
        _room_to_sign(language),
    ]
    return Paper(
        say("Gallring protocol {round_id}", language, round_id=round_id),
        say(
            "{n} records in {system}",
            language,
            n=written(started["listed"]),
            system=started["system"],
        ),
        title,
        language,
        _day(proven),
        _foot(proven, language),
        parts,
    )


def _own_paper(entry: Entry, title: str, language: str) -> Paper:
    details = entry.details
    heads = [
        name_column(name, language)
        for name in ("record_type", "record_id", "deciding_rule", "due_on")
    ]
    kept = [
        [*map(str, row[:2]), say(str(row[2]), language)]
        for row in _rows(details, "left")
    ]
    facts = [
        ("Records", write_value(details["records"], language)),
        ("Files", write_value(details["files"], language)),
        ("Bytes", write_value(details["size"], language)),
        ("Kept for now", write_value(details["kept"], language)),
        ("Run by", _say_actor(entry.actor, language)),
    ]
    gone = [[str(cell) for cell in row] for row in _rows(details, "gone")]
    parts: list[Part] = [
        Text(
            say(
                "The key of a month is destroyed before its rows, so that no backup "
                "of them can be read.",
                language,
            )
        ),
        _facts(facts, language),
    ]
    if gone:
        parts += [
            Heading(say("Deleted", language)),
            Grid("", heads, gone, words=4, wide=1),
        ]
    if kept:
        parts += [
            Heading(say("Kept for now", language)),
            Grid("", [*heads[:2], name_column("reason", language)], kept, 3, 2),
        ]
    parts.append(_room_to_sign(language))
    return Paper(
        say("Gallring of the dashboard’s own files", language),
        _day(entry).isoformat(),
        title,
        language,
        _day(entry),
        _foot(entry, language),
        parts,
    )


def _room_to_sign(language: str) -> SignHere:
    labels = ("Place and day", "Signature", "Name and title")
    return SignHere([say(label, language) for label in labels])


def _facts(facts: Sequence[tuple[str, str]], language: str) -> Grid:
    heads = [say("What", language), say("Which", language)]
    lines = [[say(label, language), value] for label, value in facts]
    return Grid("", heads, lines, words=2, wide=1)


def _counted(counts: object, name: str, language: str) -> Grid:
    result = counts if isinstance(counts, dict) else {}
    heads = [name_column(name, language), name_column("records", language)]
    lines = [
        [write_value(word, language), write_value(count, language)]
        for word, count in sorted(result.items())
    ]
    return Grid("", heads, lines)


def _course(entries: Sequence[Entry], language: str) -> Grid:
    names = ("number", "done_at", "who", "kind")
    lines = [
        [
            str(e.number),
            _minute(e),
            _say_actor(e.actor, language),
            say(_STEPS[e.kind], language),
        ]
        for e in entries
        if e.kind in _STEPS
    ]
    heads = [name_column(name, language) for name in names]
    return Grid("", heads, lines, words=4, wide=3)


def _say_actor(actor: Actor, language: str) -> str:
    """Who it was, and how that is known: a name alone may be anybody's."""
    sentence = _ACTORS.get(actor.kind)
    if sentence is None:
        return say(f"role {actor.name}", language)
    name = say(f"role {actor.name}", language) if actor.kind == UNSIGNED else actor.name
    return say(sentence, language, name=name, id=actor.identity)


def _foot(entry: Entry, language: str) -> str:
    return say(
        "Entry {number} of the journal, written {at}, hash {hash}. An inspection pack "
        "lists this hash in journal.csv.",
        language,
        number=entry.number,
        at=_minute(entry),
        hash=entry.hash,
    )


def _span(entry: Entry, name: str) -> str:
    first, last = entry.details[f"{name}_from"], entry.details[f"{name}_to"]
    return str(first) if first == last else f"{first} – {last}"


def _day(entry: Entry) -> datetime.date:
    return local_time(entry.at).date()


def _minute(entry: Entry) -> str:
    return f"{local_time(entry.at):%Y-%m-%d %H:%M}"


def _pairs(entry: Entry) -> Iterator[list[object]]:
    yield from _rows(entry.details, "exports")


def _rows(values: Mapping[str, object], name: str) -> list[list[object]]:
    rows = values[name]
    return rows if isinstance(rows, list) else []


def _listed(rules: object) -> list[dict[str, str]]:
    return rules if isinstance(rules, list) else []
