"""The chapters of the yearly report; each says what is measured, and what is not.

It counts cases and records, never persons by their traits: where requests are described
by right or outcome, the figures are the released ones (R10, R11).
"""

from privacy.contracts.statuses import RecordStatus
from privacy.reports.paper import Grid, Part, Points, Text
from privacy.reports.sentences import day_of
from privacy.reports.year import (
    UNKNOWN,
    Year,
    to_fill_in,
    total,
    written_figure,
)
from privacy.wording import name_column, name_period

_GONE = (RecordStatus.GONE_IN_TIME, RecordStatus.GONE_LATE, RecordStatus.GONE_EARLY)
_MOST = 12
"""How many findings the last chapters tell."""

Parts = list[Part]


def processing(asked: Year) -> Parts:
    """Chapter 3."""
    return _areas(asked, "Behandlingsregister", "Policyn")


def rights(asked: Year) -> Parts:
    """Chapter 4: K2 to K8 of the year, and requests by right as they were released."""
    apart = ("K1", "K9", "K10")
    rows = [row for row in asked.key_figures if row["key_figure"] not in apart]
    earlier = [None, *(row["key_figure"] for row in rows)]
    lines = [
        [
            *(
                ("", "")
                if row["key_figure"] == last
                else (str(row["key_figure"]), asked.wording(row, "title"))
            ),
            asked.write(row["part"]),
            written_figure(asked, row),
            asked.write(row["denominator"]),
        ]
        for last, row in zip(earlier, rows, strict=False)
    ]
    heads = ["Key figure", "What", "Part", "Figure", "Of"]
    parts: Parts = [
        Grid(
            asked.say("Key figures of the year"),
            [asked.say(head) for head in heads],
            lines,
            words=3,
            wide=1,
        )
    ]
    parts += _released_requests(asked)
    return [*parts, *_areas(asked, "Rättigheter")]


RELEASED = {
    "released/requests_by_right": "right_used",
    "released/requests_by_outcome": "outcome",
}
"""The released statistics of the report, with the column that tells its lines apart."""


def _released_requests(asked: Year) -> Parts:
    """Requests by right and by outcome, as released in the year, by period."""
    last = {
        row["release_id"]: day_of(row["last_on"])
        for row in asked.ask("released/releases").records()
    }
    parts: Parts = []
    for name, column in RELEASED.items():
        lines = [
            [
                name_period(
                    day_of(row["month"]), last[row["release_id"]], asked.language
                ),
                asked.cell(row, column),
                asked.cell(row, "requests"),
            ]
            for row in asked.ask(name).records()
            if day_of(row["month"]).year == asked.year
        ]
        if lines:
            columns = [name_column(n, asked.language) for n in (column, "requests")]
            heads = [asked.say("Period"), *columns]
            parts.append(Grid(asked.say(f"Released: {column}"), heads, lines, words=2))
    return parts


def gallring(asked: Year) -> Parts:
    """Chapter 5: how the records stand, by system."""
    columns = {
        RecordStatus.OVERDUE: (RecordStatus.OVERDUE,),
        RecordStatus.DUE_SOON: (RecordStatus.DUE_TODAY, RecordStatus.DUE_SOON),
        RecordStatus.NO_PERIOD: UNKNOWN,
        RecordStatus.KEPT: (RecordStatus.KEPT, RecordStatus.OPEN_ENDED),
        RecordStatus.GONE_IN_TIME: _GONE,
    }
    systems = sorted({str(row["system"]) for row in asked.records})
    lines = []
    for system in systems:
        own = [row for row in asked.records if row["system"] == system]
        counts = [
            total([row for row in own if row["status"] in statuses], "records")
            for statuses in columns.values()
        ]
        lines.append([system, *(asked.write(count) for count in counts)])
    heads = ["Overdue", "Due within 30 days", "Ground missing", "Kept", "Done"]
    forecast = asked.now("dpo/gallring_forecast")
    return [
        Grid(
            asked.say("Records by system"),
            [name_column("system", asked.language), *(asked.say(h) for h in heads)],
            lines,
        ),
        Text(
            asked.say(
                "{n} records fall due in the months to come that are forecast.",
                n=total(forecast, "records"),
            )
        ),
        *_areas(asked, "Lagring och gallring"),
    ]


def incidents(asked: Year) -> Parts:
    """Chapter 6: incidents by type, against the 72 hours (GDPR art. 33)."""
    if not asked.incidents:
        return [Text(asked.say("No incident of the year is in the register."))]
    lines = []
    for kind in sorted({str(row["incident_type"]) for row in asked.incidents}):
        own = [row for row in asked.incidents if row["incident_type"] == kind]
        counts = [
            len(own),
            sum(row["reported_at"] is not None for row in own),
            sum(row["status"] == "Anmäld i tid" for row in own),
            sum(row["informed_on"] is not None for row in own),
        ]
        lines.append([kind, *(asked.write(count) for count in counts)])
    heads = ["Type", "Incidents", "Reported to IMY", "Within 72 hours", "Informed"]
    return [Grid("", [asked.say(head) for head in heads], lines)]


def processors(asked: Year) -> Parts:
    """Chapter 7: systems, who supplies them, where, and by which agreement."""
    rows = asked.now("dpo/systems")
    columns = ["system", "supplier", "country", "dpa_signed_on"]
    return [
        asked.grid("Systems and suppliers", rows, columns, words=4),
        *_areas(asked, "Mottagare och biträden"),
    ]


def assessments(asked: Year) -> Parts:
    """Chapter 8: nothing is measured here, and the report says so."""
    sentence = asked.say(
        "No export of impact assessments is read, so nothing is measured here."
    )
    return [
        Text(sentence),
        to_fill_in(asked, "Assessments needed, done and due for review."),
    ]


def security(asked: Year) -> Parts:
    """Chapter 9."""
    return _areas(
        asked, "Behörigheter och säkerhet", "E-post och utskick", "Känsliga uppgifter"
    )


def web(asked: Year) -> Parts:
    """Chapter 10."""
    return _areas(asked, "Webb och kakor", "Telefoni", "Sökord", "Offentligt register")


def training(asked: Year) -> Parts:
    """Chapter 11: who has been trained, as far as the list of trainings says."""
    found = [row for row in asked.findings if row["check_name"] == "untrained_staff"]
    if not found:
        sentence = asked.say("The checks found nobody who lacks the training promised.")
        return [Text(sentence)]
    return [
        Text(
            asked.say(
                "{n} of {of} lack the training that is promised.",
                n=row["found"],
                of=row["population"],
            )
        )
        for row in found
    ]


def findings(asked: Year) -> Parts:
    """Chapter 12: what stands open, since when, and what to do."""
    if not asked.findings:
        return [Text(asked.say("No finding is open."))]
    shown = asked.findings[:_MOST]
    lines = [
        [
            asked.wording(row, "gloss"),
            asked.wording(row, "remedy"),
            asked.write(row["since_on"]),
            asked.write(row["found"]),
        ]
        for row in shown
    ]
    heads = ["Finding", "Recommendation", "Since", "Found"]
    more = len(asked.findings) - len(shown)
    sentence = asked.say("{n} more stand in the dashboard.", n=more)
    return [
        Grid("", [asked.say(head) for head in heads], lines, words=3, wide=1),
        *([Text(sentence, True)] if more else []),
    ]


def plan(asked: Year) -> Parts:
    """Chapter 13: who has most to correct."""
    owners: dict[str, int] = {}
    for row in asked.findings:
        owner = str(row["answers"] or asked.say("Nobody named"))
        owners[owner] = owners.get(owner, 0) + 1
    ordered = sorted(owners.items(), key=lambda pair: (-pair[1], pair[0]))
    heads = [asked.say("Answers for it"), asked.say("Findings to close")]
    lines = [[owner, asked.write(count)] for owner, count in ordered]
    return [
        *([Grid("", heads, lines)] if lines else []),
        to_fill_in(asked, "Priorities, reviews and training of the coming year."),
    ]


def _areas(asked: Year, *areas: str) -> Parts:
    """The promises of some areas, and what the checks found there."""
    rows = [row for row in asked.promises if row["area"] in areas]
    if not rows:
        return [Text(asked.say("The policy promises nothing here."))]
    columns = ["area", "promises", "kept", "broken", "no_data", "to_attest"]
    parts: Parts = [asked.grid("Promises", rows, columns)]
    found = [row for row in asked.findings if row["area"] in areas]
    if found:
        items = [
            asked.say(
                "{what} – found against it: {n}",
                what=asked.wording(row, "gloss"),
                n=row["found"],
            )
            for row in found
        ]
        parts.append(Points(items))
    return parts
