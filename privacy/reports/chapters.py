"""The chapters of the yearly report; each says what is measured, and what is not.

It counts cases and records, never persons by their traits: where requests are described
by right or outcome, the figures are the released ones (R10, R11).
"""

from privacy.contracts.statuses import IncidentStatus, RecordStatus
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


def processing(report: Year) -> Parts:
    """Chapter 3."""
    return _areas(report, "Behandlingsregister", "Policyn")


def rights(report: Year) -> Parts:
    """Chapter 4: K2 to K8 of the year, and requests by right as they were released."""
    apart = ("K1", "K9", "K10")
    rows = [row for row in report.key_figures if row["key_figure"] not in apart]
    earlier = [None, *(row["key_figure"] for row in rows)]
    lines = [
        [
            *(
                ("", "")
                if row["key_figure"] == last
                else (str(row["key_figure"]), report.wording(row, "title"))
            ),
            report.write(row["part"]),
            written_figure(report, row),
            report.write(row["denominator"]),
        ]
        for last, row in zip(earlier, rows, strict=False)
    ]
    heads = ["Key figure", "What", "Part", "Figure", "Of"]
    parts: Parts = [
        Grid(
            report.say("Key figures of the year"),
            [report.say(head) for head in heads],
            lines,
            words=3,
            wide=1,
        )
    ]
    parts += _released_requests(report)
    return [*parts, *_areas(report, "Rättigheter")]


RELEASED = {
    "released/requests_by_right": "right_used",
    "released/requests_by_outcome": "outcome",
    "released/requests_on_time": "timeliness",
}
"""The released statistics of the report, with the column that tells its lines apart."""


def _released_requests(report: Year) -> Parts:
    """Requests by right and by outcome, as released in the year, by period."""
    last = {
        row["release_id"]: day_of(row["last_on"])
        for row in report.ask("released/releases").records()
    }
    parts: Parts = []
    for name, column in RELEASED.items():
        lines = [
            [
                name_period(
                    day_of(row["month"]), last[row["release_id"]], report.language
                ),
                report.cell(row, column),
                report.cell(row, "requests"),
            ]
            for row in report.ask(name).records()
            if day_of(row["month"]).year == report.year
        ]
        if lines:
            columns = [name_column(n, report.language) for n in (column, "requests")]
            heads = [report.say("Period"), *columns]
            parts.append(Grid(report.say(f"Released: {column}"), heads, lines, words=2))
    return parts


def gallring(report: Year) -> Parts:
    """Chapter 5: how the records stand, by system."""
    columns = {
        RecordStatus.OVERDUE: (RecordStatus.OVERDUE,),
        RecordStatus.DUE_SOON: (RecordStatus.DUE_TODAY, RecordStatus.DUE_SOON),
        RecordStatus.NO_PERIOD: UNKNOWN,
        RecordStatus.KEPT: (RecordStatus.KEPT, RecordStatus.OPEN_ENDED),
        RecordStatus.GONE_IN_TIME: _GONE,
    }
    systems = sorted({str(row["system"]) for row in report.records})
    lines = []
    for system in systems:
        own = [row for row in report.records if row["system"] == system]
        counts = [
            total([row for row in own if row["status"] in statuses], "records")
            for statuses in columns.values()
        ]
        lines.append([system, *(report.write(count) for count in counts)])
    heads = ["Overdue", "Due within 30 days", "Ground missing", "Kept", "Done"]
    forecast = report.now("dpo/gallring_forecast")
    return [
        Grid(
            report.say("Records by system"),
            [name_column("system", report.language), *(report.say(h) for h in heads)],
            lines,
        ),
        Text(
            report.say(
                "{n} records fall due in the months to come that are forecast.",
                n=total(forecast, "records"),
            )
        ),
        *_areas(report, "Lagring och gallring"),
    ]


def incidents(report: Year) -> Parts:
    """Chapter 6: incidents by type, against the 72 hours (GDPR art. 33)."""
    if not report.incidents:
        return [Text(report.say("No incident of the year is in the register."))]
    lines = []
    for kind in sorted({str(row["incident_type"]) for row in report.incidents}):
        own = [row for row in report.incidents if row["incident_type"] == kind]
        counts = [
            len(own),
            sum(row["reported_at"] is not None for row in own),
            sum(row["status"] == IncidentStatus.REPORTED_IN_TIME for row in own),
            sum(row["informed_on"] is not None for row in own),
        ]
        lines.append([kind, *(report.write(count) for count in counts)])
    heads = ["Type", "Incidents", "Reported to IMY", "Within 72 hours", "Informed"]
    return [Grid("", [report.say(head) for head in heads], lines)]


def processors(report: Year) -> Parts:
    """Chapter 7: systems, who supplies them, where, and by which agreement."""
    rows = report.now("dpo/systems")
    columns = ["system", "supplier", "country", "dpa_signed_on"]
    return [
        report.grid("Systems and suppliers", rows, columns, words=4),
        *_areas(report, "Mottagare och biträden"),
    ]


def assessments(report: Year) -> Parts:
    """Chapter 8: nothing is measured here, and the report says so."""
    sentence = report.say(
        "No export of impact assessments is read, so nothing is measured here."
    )
    return [
        Text(sentence),
        to_fill_in(report, "Assessments needed, done and due for review."),
    ]


def security(report: Year) -> Parts:
    """Chapter 9."""
    return _areas(
        report, "Behörigheter och säkerhet", "E-post och utskick", "Känsliga uppgifter"
    )


def web(report: Year) -> Parts:
    """Chapter 10."""
    return _areas(report, "Webb och kakor", "Telefoni", "Sökord", "Offentligt register")


def training(report: Year) -> Parts:
    """Chapter 11: who has been trained, as far as the list of trainings says."""
    result = [row for row in report.findings if row["check_name"] == "untrained_staff"]
    if not result:
        sentence = report.say(
            "The checks found nobody who lacks the training promised."
        )
        return [Text(sentence)]
    return [
        Text(
            report.say(
                "{n} of {of} lack the training that is promised.",
                n=row["found"],
                of=row["population"],
            )
        )
        for row in result
    ]


def findings(report: Year) -> Parts:
    """Chapter 12: what stands open, since when, and what to do."""
    if not report.findings:
        return [Text(report.say("No finding is open."))]
    shown = report.findings[:_MOST]
    lines = [
        [
            report.wording(row, "gloss"),
            report.wording(row, "remedy"),
            report.write(row["since_on"]),
            report.write(row["found"]),
        ]
        for row in shown
    ]
    heads = ["Finding", "Recommendation", "Since", "Found"]
    more = len(report.findings) - len(shown)
    sentence = report.say("{n} more stand in the dashboard.", n=more)
    return [
        Grid("", [report.say(head) for head in heads], lines, words=3, wide=1),
        *([Text(sentence, True)] if more else []),
    ]


def plan(report: Year) -> Parts:
    """Chapter 13: who has most to correct."""
    owners: dict[str, int] = {}
    for row in report.findings:
        owner = str(row["answers"] or report.say("Nobody named"))
        owners[owner] = owners.get(owner, 0) + 1
    ordered = sorted(owners.items(), key=lambda pair: (-pair[1], pair[0]))
    heads = [report.say("Answers for it"), report.say("Findings to close")]
    lines = [[owner, report.write(count)] for owner, count in ordered]
    return [
        *([Grid("", heads, lines)] if lines else []),
        to_fill_in(report, "Priorities, reviews and training of the coming year."),
    ]


def _areas(report: Year, *areas: str) -> Parts:
    """The promises of some areas, and what the checks found there."""
    rows = [row for row in report.promises if row["area"] in areas]
    if not rows:
        return [Text(report.say("The policy promises nothing here."))]
    columns = ["area", "promises", "kept", "broken", "no_data", "to_attest"]
    parts: Parts = [report.grid("Promises", rows, columns)]
    result = [row for row in report.findings if row["area"] in areas]
    if result:
        items = [
            report.say(
                "{what} – found against it: {n}",
                what=report.wording(row, "gloss"),
                n=row["found"],
            )
            for row in result
        ]
        parts.append(Points(items))
    return parts
