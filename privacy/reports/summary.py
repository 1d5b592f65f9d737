"""The first chapters of the yearly report, and its appendix."""

from privacy.contracts.statuses import RecordStatus
from privacy.reports.paper import Grid, Part, Points, Text, Tile, Tiles
from privacy.reports.year import (
    UNKNOWN,
    Year,
    base_of,
    count_of,
    records_with,
    share_of,
    to_fill_in,
    total,
)

Parts = list[Part]


def summary(report: Year) -> Parts:
    """The year in four numbers and five sentences."""
    kept, promises = total(report.promises, "kept"), total(report.promises, "promises")
    broken = total(report.promises, "broken")
    overdue = records_with(report, [RecordStatus.OVERDUE])
    received, in_time = (
        report.figure("K1", "alla"),
        report.figure("K2", "besvarade i tid"),
    )
    late = [row for row in report.incidents if row["status"] == "Anmäld för sent"]
    reported = [row for row in report.incidents if row["reported_at"] is not None]
    tiles = [
        Tile(
            report.say("Promises kept"),
            f"{kept} / {promises}",
            report.say("{n} broken", n=broken),
        ),
        Tile(
            report.say("Answered in time"),
            share_of(report, in_time),
            report.say("by law, of {n}", n=base_of(in_time)),
        ),
        Tile(
            report.say("Overdue for gallring"),
            report.write(overdue),
            report.say("records on {day}", day=report.as_of),
        ),
        Tile(
            report.say("Incidents"),
            report.write(len(report.incidents)),
            report.say("{n} reported to IMY", n=len(reported)),
        ),
    ]
    open_now, overdue_now = (
        report.figure("K4", "öppna"),
        report.figure("K4", "försenade"),
    )
    text = [
        report.say(
            "{kept} of {promises} promises of the policy are kept and {broken} are "
            "broken; the others await data or attestation.",
            kept=kept,
            promises=promises,
            broken=broken,
        ),
        report.say(
            "{n} requests came in the year; {open} are open and {overdue} of them "
            "overdue by law.",
            n=count_of(received),
            open=count_of(open_now),
            overdue=count_of(overdue_now),
        ),
        report.say(
            "{overdue} records are overdue for gallring; for {unknown} the period or "
            "the base date is missing.",
            overdue=overdue,
            unknown=records_with(report, UNKNOWN),
        ),
        report.say(
            "{n} incidents became known; {reported} were reported to IMY, {late} of "
            "them too late.",
            n=len(report.incidents),
            reported=len(reported),
            late=len(late),
        ),
        report.say(
            "{n} findings of the checks are open; the greatest stand in chapter 12.",
            n=len(report.findings),
        ),
    ]
    return [Tiles(tiles), Points(text)]


def task(report: Year) -> Parts:
    """What the officer does, and by which articles."""
    return [
        Text(
            report.say(
                "The data protection officer reports directly to the highest "
                "management, takes no instructions in the task (GDPR art. 38.3) and "
                "monitors that the law and the company's own policy are kept (art. "
                "39.1 b). This report is made from the exports of the company's "
                "systems; it names no person and no case."
            )
        ),
        to_fill_in(report, "Resources, time and independence in the year."),
    ]


def sources(report: Year, build: str) -> Parts:
    """The sources of the report, and how old each is."""
    rows = report.now("dpo/sources")
    state = report.say("As of {day}; version {build}.", day=report.as_of, build=build)
    names = ["source", "status", "files", "last_on", "silent_days"]
    if not rows:
        return [Text(state), Text(report.say("No source is expected."))]
    return [Text(state), report.grid("Sources", rows, names, words=2)]


def definitions(report: Year) -> Parts:
    """What each key figure counts."""
    text = {
        str(row["key_figure"]): (
            report.wording(row, "title"),
            report.wording(row, "definition"),
        )
        for row in report.key_figures
    }
    lines = [[name, title, meaning] for name, (title, meaning) in text.items()]
    heads = ["Key figure", "What", "Definition"]
    if not lines:
        return []
    return [
        Grid(
            report.say("What each key figure counts"),
            [report.say(head) for head in heads],
            lines,
            words=3,
            wide=2,
        )
    ]
