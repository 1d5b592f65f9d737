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


def summary(asked: Year) -> Parts:
    """The year in four numbers and five sentences."""
    kept, promises = total(asked.promises, "kept"), total(asked.promises, "promises")
    broken = total(asked.promises, "broken")
    overdue = records_with(asked, [RecordStatus.OVERDUE])
    received, in_time = (
        asked.figure("K1", "alla"),
        asked.figure("K2", "besvarade i tid"),
    )
    late = [row for row in asked.incidents if row["status"] == "Anmäld för sent"]
    reported = [row for row in asked.incidents if row["reported_at"] is not None]
    tiles = [
        Tile(
            asked.say("Promises kept"),
            f"{kept} / {promises}",
            asked.say("{n} broken", n=broken),
        ),
        Tile(
            asked.say("Answered in time"),
            share_of(asked, in_time),
            asked.say("by law, of {n}", n=base_of(in_time)),
        ),
        Tile(
            asked.say("Overdue for gallring"),
            asked.write(overdue),
            asked.say("records on {day}", day=asked.as_of),
        ),
        Tile(
            asked.say("Incidents"),
            asked.write(len(asked.incidents)),
            asked.say("{n} reported to IMY", n=len(reported)),
        ),
    ]
    open_now, overdue_now = asked.figure("K4", "öppna"), asked.figure("K4", "försenade")
    said = [
        asked.say(
            "{kept} of {promises} promises of the policy are kept and {broken} are "
            "broken; the others await data or attestation.",
            kept=kept,
            promises=promises,
            broken=broken,
        ),
        asked.say(
            "{n} requests came in the year; {open} are open and {overdue} of them "
            "overdue by law.",
            n=count_of(received),
            open=count_of(open_now),
            overdue=count_of(overdue_now),
        ),
        asked.say(
            "{overdue} records are overdue for gallring; for {unknown} the period or "
            "the base date is missing.",
            overdue=overdue,
            unknown=records_with(asked, UNKNOWN),
        ),
        asked.say(
            "{n} incidents became known; {reported} were reported to IMY, {late} of "
            "them too late.",
            n=len(asked.incidents),
            reported=len(reported),
            late=len(late),
        ),
        asked.say(
            "{n} findings of the checks are open; the greatest stand in chapter 12.",
            n=len(asked.findings),
        ),
    ]
    return [Tiles(tiles), Points(said)]


def task(asked: Year) -> Parts:
    """What the officer does, and by which articles."""
    return [
        Text(
            asked.say(
                "The data protection officer reports directly to the highest "
                "management, takes no instructions in the task (GDPR art. 38.3) and "
                "monitors that the law and the company's own policy are kept (art. "
                "39.1 b). This report is made from the exports of the company's "
                "systems; it names no person and no case."
            )
        ),
        to_fill_in(asked, "Resources, time and independence in the year."),
    ]


def sources(asked: Year, build: str) -> Parts:
    """The sources of the report, and how old each is."""
    rows = asked.now("dpo/sources")
    state = asked.say("As of {day}; build {build}.", day=asked.as_of, build=build)
    names = ["source", "status", "files", "last_on", "silent_days"]
    if not rows:
        return [Text(state), Text(asked.say("No source is expected."))]
    return [Text(state), asked.grid("Sources", rows, names, words=2)]


def definitions(asked: Year) -> Parts:
    """What each key figure counts."""
    said = {
        str(row["key_figure"]): (
            asked.wording(row, "title"),
            asked.wording(row, "definition"),
        )
        for row in asked.key_figures
    }
    lines = [[name, title, meaning] for name, (title, meaning) in said.items()]
    heads = ["Key figure", "What", "Definition"]
    if not lines:
        return []
    return [
        Grid(
            asked.say("What each key figure counts"),
            [asked.say(head) for head in heads],
            lines,
            words=3,
            wide=2,
        )
    ]
