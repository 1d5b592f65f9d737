"""The register of processing (GDPR art. 30): what is declared, and what exports show.

What the organisation declares of an activity stands as it was declared. Beside it
stands what the exports of its systems show; each place where they disagree is named.
Transfers are held against the Commission's decisions (data/law/adequacy.toml) of the
day.
"""

import datetime
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from privacy.contracts import Column
from privacy.desk import Desk
from privacy.errors import NoReport
from privacy.policy import policy_in_force
from privacy.policy.amounts import find_amounts
from privacy.reports.docx import write_docx
from privacy.reports.evidence import without_persons
from privacy.reports.files import Row, excel_csv_text, reading_cell
from privacy.reports.html import write_html
from privacy.reports.paper import Grid, Heading, Paper, Part, Room, Text
from privacy.reports.pdf import write_pdf
from privacy.wording import name_column, say, write_value

PROCESSOR = "biträde"
"""The role of an activity that is done for somebody else (art. 30.2)."""

_STATED = {
    "purpose": "",
    "data_subjects": "",
    "data_categories": "has_data_categories",
    "recipients": "has_recipients",
    "retention": "has_retention",
    "security": "has_security",
}
"""What art. 30.1 b to g asks for, each with the flag of exports that say yes or no."""
_STATED_BY_PROCESSOR = ("principal", "operations", "security")
"""What art. 30.2 asks of who processes for somebody else."""

DECLARED = (
    "activity_id", "activity_type", "role", "principal", "purpose", "legal_basis",
    "operations", "data_subjects", "data_categories", "systems", "recipients",
    "third_countries", "safeguards", "retention", "security", "reviewed_on",
)  # fmt: skip
"""The columns of register/activities that the register has, in its order."""

CONTACTS = {
    "contact": "Controller",
    "representative": "Joint controller or representative",
    "officer": "Data protection officer",
}
"""What art. 30.1 a asks for, by the keys of `[organisation]` in the policy."""

SHOWN = (
    Column("shown_categories", "varchar[]", "-", "categories that its systems hold"),
    Column("shown_recipients", "varchar[]", "-", "who receives data from its systems"),
    Column("shown_countries", "varchar[]", "-", "where its systems and suppliers are"),
    Column("shown_rules", "varchar[]", "-", "rules that decide how long they keep"),
)
DISAGREES = (
    Column("activity_id", "varchar", "-", "the activity; empty when it is of none"),
    Column("kind", "varchar", "-", "in what the register and the exports disagree"),
    Column("subject", "varchar", "-", "the system, recipient, country or fact"),
)


@dataclass(frozen=True)
class Exports:
    """What the exports of an organisation show on a day."""

    systems: Sequence[Row]
    processors: Sequence[Row]
    recipients: Sequence[Row]
    fields: Sequence[Row]
    rules: Sequence[Row]
    periods: Mapping[str, tuple[int, str]]
    """How long each rule that counts time lets records stand: number and unit."""
    eea: frozenset[str]
    adequate: frozenset[str]
    adequate_if_covered: frozenset[str]


@dataclass(frozen=True)
class Register:
    """The register of one day: activities with what is shown, and what disagrees."""

    title: str
    contacts: Mapping[str, str]
    as_of: datetime.date
    activities: Sequence[Row]
    disagreements: Sequence[Row]


def register_of(desk: Desk, as_of: datetime.date) -> Register:
    """The register of processing as a DPO's desk shows it.

    Raises NoReport when no export says what is processed.
    """
    activities = desk.ask("register/activities").records()
    if not activities:
        raise NoReport(
            "No export of the record of processing has been imported: put a table with "
            "the columns of `activities` (docs/formats.md) among the exports."
        )
    policy = policy_in_force(desk.organisation.folder)
    listed = policy.on(as_of).table("listed")

    def values(name: str) -> frozenset[str]:
        return frozenset(str(r["value"]) for r in listed if r["list"] == name)

    exports = Exports(
        systems=desk.ask("register/systems").records(),
        processors=desk.ask("register/processors").records(),
        recipients=desk.ask("register/recipients").records(),
        fields=desk.ask("register/fields").records(),
        rules=desk.ask("dpo/gallring_by_system", as_of=as_of).records(),
        periods={
            str(row["rule_id"]): _period(int(str(row["period"])), str(row["unit"]))
            for row in policy.on(as_of).table("retention_rule")
            if row["period"] and not row["longest"]
        },
        eea=values("eea_country"),
        adequate=values("adequate_country"),
        adequate_if_covered=values("adequate_if_covered"),
    )
    shown = [{**activity, **shown_of(activity, exports)} for activity in activities]
    result = [*disagreements_of(shown, exports)]
    contacts = {key: policy.about.get(key, "") for key in CONTACTS}
    return Register(policy.title, contacts, as_of, shown, result)


def shown_of(activity: Row, exports: Exports) -> Row:
    """What the exports show of the systems that an activity names: columns of SHOWN."""
    own = {_folded(name) for name in _words(activity["systems"])}
    systems = [row for row in exports.systems if _folded(row["system"]) in own]
    suppliers = {_folded(row["supplier"]) for row in systems if row["supplier"]}
    processors = [r for r in exports.processors if _folded(r["processor"]) in suppliers]
    recipients = [r for r in exports.recipients if _folded(r["data_source"]) in own]
    places = [*systems, *processors, *recipients]
    return {
        "shown_categories": _distinct(
            row["data_category"]
            for row in exports.fields
            if _folded(row["system"]) in own and row["filled_count"] != 0
        ),
        "shown_recipients": _distinct(row["recipient"] for row in recipients),
        "shown_countries": _distinct(str(r["country"] or "").upper() for r in places),
        "shown_rules": _distinct(
            row["deciding_rule"]
            for row in exports.rules
            if _folded(row["system"]) in own
        ),
    }


def disagreements_of(activities: Sequence[Row], exports: Exports) -> Iterator[Row]:
    """Where what is declared and what is shown disagree: rows of DISAGREES."""
    inventory = {_folded(row["system"]) for row in exports.systems}
    named: set[str] = set()
    for activity in activities:
        own = _words(activity["systems"])
        named |= {_folded(name) for name in own}
        yield from _not_stated(activity)
        if inventory:
            unknown = [name for name in own if _folded(name) not in inventory]
            yield from _found(activity, "unknown_system", unknown)
        for kind, shown, declared in (
            ("undeclared_category", "shown_categories", "data_categories"),
            ("undeclared_recipient", "shown_recipients", "recipients"),
            ("undeclared_country", "shown_countries", "third_countries"),
        ):
            stated = {_folded(word) for word in _words(activity[declared])}
            if kind != "undeclared_country" and not stated:
                continue  # that nothing is stated is said once, above
            if kind == "undeclared_country":
                stated |= {_folded(country) for country in exports.eea}
            lacking = [w for w in _words(activity[shown]) if _folded(w) not in stated]
            yield from _found(activity, kind, lacking)
    if named:
        left = [
            r["system"] for r in exports.systems if _folded(r["system"]) not in named
        ]
        yield from _found(None, "system_in_no_activity", left)
    yield from _other_periods(activities, exports)
    yield from _without_ground(exports)


def _other_periods(activities: Sequence[Row], exports: Exports) -> Iterator[Row]:
    """Rules of a system that keep for another time than its activities declare.

    An activity that declares no time in numbers ("as long as the agreement lasts")
    leaves open what its systems should keep, so nothing is said of these systems. One
    of several activities may be what a rule is of: any of their times agrees.
    """
    declared: dict[str, set[tuple[int, str]]] = {}
    unclear: set[str] = set()
    for activity in activities:
        amounts = find_amounts(str(activity["retention"] or ""))
        for system in map(_folded, _words(activity["systems"])):
            if amounts:
                stated = {_period(a.longest or a.number, a.unit) for a in amounts}
                declared.setdefault(system, set()).update(stated)
            else:
                unclear.add(system)
    for row in exports.rules:
        system = _folded(row["system"])
        if system in declared and system not in unclear:
            rules = str(row["deciding_rule"] or "").split("+")
            kept = {exports.periods[rule] for rule in rules if rule in exports.periods}
            if kept and not kept & declared[system]:
                subject = f"{row['system']}, {row['record_type']}: {', '.join(rules)}"
                yield from _found(None, "other_period", [subject])


def _period(number: int, unit: str) -> tuple[int, str]:
    """A time in the unit that equal times share: 12 months are one year."""
    if unit == "months" and number % 12 == 0:
        return number // 12, "years"
    return number, unit


def _not_stated(activity: Row) -> Iterator[Row]:
    if activity["role"] == PROCESSOR:
        lacking = [
            name
            for name in _STATED_BY_PROCESSOR
            if not activity[name]
            and not (name == "security" and activity["has_security"])
        ]
    else:
        lacking = [
            name
            for name, flag in _STATED.items()
            if not activity[name] and not (flag and activity[flag])
        ]
    yield from _found(activity, "not_stated", lacking)


def _without_ground(exports: Exports) -> Iterator[Row]:
    """Recipients in third countries without a ground for the transfer.

    Where a decision covers some recipients alone, whether it covers this one is asked.
    """
    for rows, name in (
        (exports.recipients, "recipient"),
        (exports.processors, "processor"),
    ):
        for row in rows:
            country = str(row["country"] or "").upper()
            if country in {"", *exports.eea, *exports.adequate}:
                continue
            if not row["transfer_mechanism"]:
                is_asked = country in exports.adequate_if_covered
                kind = "transfer_if_covered" if is_asked else "transfer_without_ground"
                yield from _found(None, kind, [row[name]])


def _found(
    activity: Row | None, kind: str, subjects: Iterable[object]
) -> Iterator[Row]:
    of = activity["activity_id"] if activity else None
    for subject in subjects:
        yield {"activity_id": of, "kind": kind, "subject": subject}


def _words(value: object) -> list[str]:
    return [str(word) for word in value] if isinstance(value, list) else []


def _folded(value: object) -> str:
    return str(value or "").strip().casefold()


def _distinct(values: Iterator[object]) -> list[object]:
    return sorted({value for value in values if value}, key=str)


# As a file


def processing_paper(register: Register, language: str) -> Paper:
    """The register as a paper: of the controller, as processor, and disagreements."""
    own = [row for row in register.activities if row["role"] != PROCESSOR]
    others = [row for row in register.activities if row["role"] == PROCESSOR]
    parts: list[Part] = [*_contacts(register, language)]
    for title, rows in (
        (say("As controller (GDPR art. 30.1)", language), own),
        (say("As processor (GDPR art. 30.2)", language), others),
    ):
        if rows:
            parts.append(Heading(title))
            parts += [_activity(row, language) for row in rows]
    parts.append(Heading(say("Where the register and the exports disagree", language)))
    parts += _disagreements(register, language)
    return Paper(
        say("Register of processing", language),
        say("As of {day}", language, day=register.as_of),
        register.title,
        language,
        register.as_of,
        say("GDPR art. 30. Declared facts, and what the exports show.", language),
        parts,
    )


def _contacts(register: Register, language: str) -> Iterator[Part]:
    """Who answers for it all; room to write where the policy does not say."""
    title = say(
        "Contact details of the controller and of the data protection officer "
        "(GDPR art. 30.1 a)",
        language,
    )
    lines = [
        [say(CONTACTS[key], language), text]
        for key, text in register.contacts.items()
        if text
    ]
    if not (register.contacts["contact"] and register.contacts["officer"]):
        yield Room(title, 2)
        return
    heads = [say("What", language), say("Which", language)]
    yield Heading(title)
    yield Grid("", heads, lines, words=2, wide=1)


def _activity(row: Row, language: str) -> Grid:
    names = [*DECLARED[1:], *(column.name for column in SHOWN)]
    lines = [
        [name_column(name, language), _cell(row, name, language)]
        for name in names
        if row[name] not in (None, [], "")
    ]
    heads = [say("What", language), say("Which", language)]
    return Grid(str(row["activity_id"]), heads, lines, words=2, wide=1)


def _cell(row: Row, name: str, language: str) -> str:
    return write_value(without_persons(row[name], language), language, name)


def _disagreements(register: Register, language: str) -> Sequence[Part]:
    if not register.disagreements:
        return [Text(say("The register and the exports say the same.", language))]
    names = [column.name for column in DISAGREES]
    lines = [
        [
            write_value(row["activity_id"], language),
            write_value(row["kind"], language, "kind"),
            _subject(row, language),
        ]
        for row in register.disagreements
    ]
    heads = [name_column(name, language) for name in names]
    return [Grid("", heads, lines, words=3, wide=2)]


def _subject(row: Row, language: str) -> str:
    subject = str(without_persons(row["subject"], language))
    return name_column(subject, language) if row["kind"] == "not_stated" else subject


def processing_csv(register: Register, language: str) -> str:
    """The register as one table for Excel; what disagrees stands in a last column.

    What is of no activity, as a system that none names, has lines of its own.
    """
    names = [*DECLARED, *(column.name for column in SHOWN)]
    heads = [*(name_column(n, language) for n in names), name_column("kind", language)]
    lines = [heads]
    sentences: dict[object, list[str]] = {}
    for row in register.disagreements:
        kind = write_value(row["kind"], language, "kind")
        of = sentences.setdefault(row["activity_id"], [])
        of.append(f"{kind}: {_subject(row, language)}")
    for row in register.activities:
        values = {name: without_persons(row[name], language) for name in names}
        cells = [reading_cell(values, name, language) for name in names]
        lines.append([*cells, "; ".join(sentences.get(row["activity_id"], []))])
    lines += [[*[""] * len(names), text] for text in sentences.get(None, [])]
    return excel_csv_text(lines, language)


FORMS: dict[str, Callable[[Register, str], bytes]] = {
    ".docx": lambda of, language: write_docx(processing_paper(of, language)),
    ".pdf": lambda of, language: write_pdf(processing_paper(of, language)),
    ".html": lambda of, language: write_html(processing_paper(of, language)).encode(),
    ".csv": lambda of, language: processing_csv(of, language).encode(),
}
"""How the register is written, by the ending of the file's name."""
