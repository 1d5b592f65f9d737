"""The monthly report: released figures only, so that any role may read it."""

import datetime
from collections.abc import Callable, Mapping, Sequence

from privacy.contracts import Answer
from privacy.desk import Desk
from privacy.policy import Policy, policy_in_force
from privacy.releases import rows_at
from privacy.reports.dictionary import PUBLIC_RULES
from privacy.reports.drawing import month_bars, top_bars
from privacy.reports.files import Row
from privacy.reports.html import write_html
from privacy.reports.method import method_of_lines, method_points, method_sheet
from privacy.reports.notes import in_order, notes_of
from privacy.reports.paper import (
    Drawing,
    Gallery,
    Grid,
    Heading,
    NewPage,
    Paper,
    Part,
    Points,
    Text,
    Tile,
    Tiles,
)
from privacy.reports.pdf import write_pdf
from privacy.reports.sentences import Figure, day_of, say_withheld
from privacy.reports.workbook import Sheet
from privacy.wording import name_month, say, write_value

Ask = Callable[..., Answer]

_TILES = ("calls", "service", "visits", "searches")
_PRIVACY = ("requests", "on_time", "deleted", "deleted_late", "overdue")
"""Figures of what the company owes the persons; they stand first."""
_SAID = ("guidance", "fruitless")
"""Figures that have a sentence, besides the great numbers."""
_COURSES: Mapping[str, tuple[str, str, Mapping[str, str]]] = {
    "calls": (
        "calls_by_queue",
        "calls",
        {"direction": "in", "queue": "*", "outcome": "*"},
    ),
    "service": ("service_level", "service_level_percent", {}),
    "visits": ("visit_lengths", "visits", {}),
    "searches": ("searches_by_word", "searches", {"word": "*"}),
}
"""Which released column each chart shows over the months."""
_LISTS = (("visits_by_page", "page", "views"), ("searches_by_word", "word", "searches"))
_LISTED = 8
_OTHER_RULES = (
    "service_level_seconds",
    "short_abandoned_seconds",
    "session_gap_minutes",
)
_SHOWN = tuple(
    f"released/{name}"
    for name in (
        "calls_by_queue",
        "service_level",
        "callers",
        "guidance_calls",
        "visit_lengths",
        "visits_by_page",
        "searches_by_word",
        "searches_without_result",
        "searches_with_personal_data",
        "requests_by_right",
        "requests_on_time",
        "gallring_done",
        "gallring_overdue",
    )
)
"""The released queries that the report shows something of."""
_BY_PERIOD = ("released/requests_by_right", "released/requests_on_time")
"""Those of them whose period is longer than a month."""


def make_report(
    desk: Desk,
    month: datetime.date,
    *,
    language: str = "sv",
    form: str = "pdf",
    as_of: datetime.date,
) -> bytes:
    """The report of a released month as a file: pdf or html (UTF-8).

    Asks released/ only; the same for every role. `as_of` is printed as the day it was
    taken.
    """
    policy = policy_in_force(desk.organisation.folder)
    paper = month_paper(desk.ask, policy, desk.build, month, language, as_of)
    return write_pdf(paper) if form == "pdf" else write_html(paper).encode()


def month_method(ask: Ask, month: datetime.date, language: str) -> Sheet:
    """How the figures of released/monthly_report were made, of each statistic in it."""
    lines: list[Row] = []
    for query in _SHOWN:
        answer = ask(query)
        periods = {day_of(row["month"]) for row in answer.records()}
        on = max((day for day in periods if day <= month), default=None)
        is_longer = query in _BY_PERIOD
        if on == month or (on and is_longer):
            rows = [row for row in answer.records() if day_of(row["month"]) == on]
            lines += method_sheet(ask, answer.contract, rows, language).rows
    return method_of_lines(lines)


def month_paper(
    ask: Ask,
    policy: Policy,
    build: str,
    month: datetime.date,
    language: str,
    as_of: datetime.date,
) -> Paper:
    """The report of a released month: what screen, HTML file and PDF all say."""
    rows = ask("released/monthly_report", month=month).records()
    figures = {str(row["figure"]): Figure(row, language) for row in rows}
    releases = [
        row
        for row in ask("released/releases").records()
        if row["month"] == month or row["release_id"] in _periods(ask, figures)
    ]
    foot = say(
        "{title} · {month} · as of {day} · version {build}",
        language,
        title=policy.title,
        month=name_month(month, language),
        day=as_of,
        build=build,
    )
    return Paper(
        title=say("The month of {month}", language, month=name_month(month, language)),
        subtitle=say(
            "Promises, requests, deletion and incidents; calls, web visits and "
            "searches; in numbers that nobody can be traced in.",
            language,
        ),
        organisation=policy.title,
        language=language,
        as_of=as_of,
        foot=foot,
        parts=[
            *_privacy(ask, figures, month, language),
            *_story(figures, language),
            *_notes(ask, month, language),
            *(_pictures(ask, figures, month, language) if figures else ()),
            *(_withheld(releases, language) if releases else ()),
            *(_method(ask, month, language) if figures else ()),
            *_rules(policy, as_of, language),
        ],
    )


def _privacy(
    ask: Ask, figures: Mapping[str, Figure], month: datetime.date, language: str
) -> list[Part]:
    """What was promised and what became of it, before anything else."""
    areas = ask("released/promises_by_area").records()
    known = {day_of(row["month"]): row for row in _incidents(ask)}
    incidents = known.get(month, {"incidents": 0, "reported_late": 0})
    tiles = [_promises_tile(areas, language)] if areas else []
    tiles += [
        Tile(figure.name, figure.written(), figure.period())
        for key in ("requests", "on_time", "overdue")
        if (figure := figures.get(key))
    ]
    # The list may begin with the first incident that is known.
    if known and month >= min(known):
        tiles.append(_incidents_tile(incidents, language))
    if not figures or not tiles:
        return []
    points = [_slipped(areas, language)] if any(row["broken"] for row in areas) else []
    points += [figures[key].sentence() for key in _PRIVACY if key in figures]
    return [
        Heading(say("Privacy", language)),
        Tiles(tiles),
        Points(points),
    ]


def _incidents(ask: Ask) -> list[Row]:
    return list(ask("released/incidents_by_month").records())


def _promises_tile(areas: Sequence[Row], language: str) -> Tile:
    """Promises kept of those measured; what is not measured is not kept."""
    kept, broken, promises = (
        sum(int(str(row[name])) for row in areas)
        for name in ("kept", "broken", "promises")
    )
    beside = say(
        "{broken} broken, {others} not measured; as of {day}",
        language,
        broken=broken,
        others=promises - kept - broken,
        day=areas[0]["measured_on"],
    )
    written = say("{kept} of {promises}", language, kept=kept, promises=promises)
    return Tile(say("Promises kept", language), written, beside)


def _slipped(areas: Sequence[Row], language: str) -> str:
    """Which areas have broken promises, the most broken first."""
    parts = [
        say(
            "{area} {broken} of {promises}",
            language,
            area=write_value(row["area"], language, "area"),
            broken=row["broken"],
            promises=row["promises"],
        )
        for row in sorted(areas, key=lambda row: -int(str(row["broken"])))
        if row["broken"]
    ]
    return say("Broken promises: {areas}.", language, areas=", ".join(parts))


def _incidents_tile(row: Row, language: str) -> Tile:
    late = int(str(row["reported_late"]))
    beside = say("{late} reported too late", language, late=late) if late else ""
    return Tile(say("Incidents", language), str(row["incidents"]), beside)


def _story(figures: Mapping[str, Figure], language: str) -> list[Part]:
    """Telephone, web and words at a glance."""
    if not figures:
        return [Text(say("Nothing of this month has been released.", language))]
    tiles = [
        Tile(figure.name, figure.written(), _beside(figure, language))
        for key in _TILES
        if (figure := figures.get(key))
    ]
    sentences = [figures[key].sentence() for key in _SAID if key in figures]
    if not tiles and not sentences:
        return []
    return [
        Heading(say("Telephone, web and words", language)),
        Tiles(tiles),
        Points(sentences),
    ]


def _notes(ask: Ask, month: datetime.date, language: str) -> list[Part]:
    """What is to be known of the month's figures, if anything."""
    sentences = in_order(notes_of(ask, language, months={month}))
    if not sentences:
        return []
    return [Heading(say("Notes on the month", language)), Points(sentences)]


def _pictures(
    ask: Ask, figures: Mapping[str, Figure], month: datetime.date, language: str
) -> list[Part]:
    """The month in charts, which end its page; in figures; what was read most."""
    return [
        *_courses(ask, month, language),
        NewPage(),
        _table(figures, month, language),
        *_lists(ask, month, language),
    ]


def _beside(figure: Figure, language: str) -> str:
    """How a great number has changed since the month before and a year before."""
    parts = [
        say(sentence, language, change=change)
        for kind, sentence in (
            ("", "{change} from the month before"),
            ("year_", "{change} from a year before"),
        )
        if (change := figure.change(kind)) != "–"
    ]
    return ", ".join(parts)


def _courses(ask: Ask, month: datetime.date, language: str) -> list[Part]:
    """The month, the twelve before it and so the same month last year, as charts."""
    drawings, is_withheld = [], False
    for key, (query, column, where) in _COURSES.items():
        known = {
            day_of(row["month"]): row[column]
            for row in rows_at(ask(f"released/{query}").records(), where)
        }
        if month not in known:
            continue
        title = say(f"course {key}", language)
        first = month.replace(year=month.year - 1)
        shown = {day: known[day] for day in sorted(known) if first <= day <= month}
        is_withheld |= None in shown.values()
        words = ", ".join(
            f"{name_month(day, language)}: {write_value(value, language)}"
            for day, value in shown.items()
        )
        spec = month_bars(known, month, language)
        drawings.append(Drawing(title, spec, f"{title}. {words}"))
    signs = say(
        "The last bar is the month, the first the same month last year.", language
    )
    if is_withheld:
        signs += " " + say("Dashed: withheld.", language)
    return [Gallery(drawings), Text(signs, True)]


def _table(figures: Mapping[str, Figure], month: datetime.date, language: str) -> Grid:
    """All figures against the month before and the same month last year."""
    lines = [
        [
            figure.name,
            figure.written(),
            figure.written("before"),
            figure.change(),
            figure.written("year_before"),
            figure.change("year_"),
        ]
        for figure in figures.values()
    ]
    heads = [
        "Figure",
        "The month",
        "Month before",
        "Change",
        "Same month last year",
        "Change",
    ]
    return Grid(
        say("The month in figures", language),
        [say(head, language) for head in heads],
        lines,
    )


def _lists(ask: Ask, month: datetime.date, language: str) -> list[Part]:
    """What was read and searched for most."""
    drawings = []
    for query, column, measure in _LISTS:
        rows = [
            (str(row[column]), float(str(row[measure])))
            for row in ask(f"released/{query}").records()
            if row["month"] == month
            and row[measure] is not None
            and row[column] not in ("*", "övriga")
        ]
        top = sorted(rows, key=lambda pair: (-pair[1], pair[0]))[:_LISTED]
        if top:
            title = say(f"top {column}", language)
            words = ", ".join(f"{name}: {write_value(n, language)}" for name, n in top)
            spec = top_bars(top, language)
            drawings.append(Drawing(title, spec, f"{title}. {words}"))
    if not drawings:
        return []
    return [
        Heading(say("Most read and most searched for", language)),
        Gallery(drawings),
    ]


def _withheld(releases: Sequence[Row], language: str) -> list[Part]:
    """What is withheld and why, and which releases all figures stand in."""
    counted = {
        name: sum(int(str(row[name])) for row in releases)
        for name in ("cells", "withheld")
    }
    heads = [
        "Statistic",
        "Release",
        "Released on",
        "Cells",
        "Withheld",
        "Least persons",
    ]
    lines = [
        [
            write_value(row["statistic"], language, "statistic"),
            str(row["release_id"]),
            str(row["released_at"])[:10],
            write_value(row["cells"], language),
            write_value(row["withheld"], language),
            write_value(row["min_persons"], language),
        ]
        for row in releases
    ]
    return [
        Heading(say("What is withheld, and why", language)),
        Text(say_withheld(counted, language)),
        Grid("", [say(head, language) for head in heads], lines, words=3),
    ]


def _method(ask: Ask, month: datetime.date, language: str) -> list[Part]:
    """Rounding, gaps, corrections and definitions of what the report shows."""
    shown = [query for query in _SHOWN if not ask(query).is_empty]
    return [
        Heading(say("How the figures were made", language)),
        Points(method_points(ask, shown, month, language)),
    ]


def _rules(policy: Policy, as_of: datetime.date, language: str) -> list[Part]:
    """The rules in force, with citation and since when."""
    in_force = {row["name"]: row for row in policy.on(as_of).table("constant")}
    lines = [
        [
            say(f"rule {name}", language),
            write_value(row["value"], language),
            str(row["valid_from"]),
            str(row["citation"]),
        ]
        for name in (*PUBLIC_RULES, *_OTHER_RULES)
        if (row := in_force.get(name))
    ]
    heads = ["Rule", "Number", "Valid from", "Citation"]
    about = say(
        "All figures are of closed calendar months in local time and come from frozen, "
        "numbered releases. Each release is audited before it is published: that no "
        "withheld figure can be worked out from those shown, earlier releases "
        "included.",
        language,
    )
    return [
        Heading(say("Sources and rules", language)),
        Text(about),
        Grid("", [say(head, language) for head in heads], lines, words=4, wide=3),
    ]


def _periods(ask: Ask, figures: Mapping[str, Figure]) -> set[object]:
    """The release that the requests stand in, which may be a half-year."""
    if "requests" not in figures:
        return set()
    on = figures["requests"].row["period_on"]
    return {
        row["release_id"]
        for row in ask("released/requests_by_right").records()
        if row["month"] == on
    }
