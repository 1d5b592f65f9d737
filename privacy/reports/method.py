"""How figures were made: what every file and report of them carries."""

import datetime
from collections.abc import Iterator, Sequence
from itertools import pairwise

from privacy.contracts import Column, Contract, contract_names, read_contract
from privacy.releases import source_of
from privacy.reports.coarser import coarser_by_month
from privacy.reports.files import Row, csv_text
from privacy.reports.notes import Ask, in_order, notes_of
from privacy.reports.workbook import Sheet
from privacy.wording import define, name_column, name_period, say, write_value

_RELEASES = "released/releases"
_DAY = datetime.timedelta(days=1)


def method_sheet(
    ask: Ask, contract: Contract, rows: Sequence[Row], language: str
) -> Sheet:
    """The method of some rows of a released statistic: a line for each thing to know.

    The fewest persons, rounding, share withheld and what is shown instead, periods
    that lack a release, corrections, notes, and what each column means.
    """
    lines = [
        {
            "statistic": contract.name.split("/")[-1],
            "topic": say(topic, language),
            "text": text,
        }
        for topic, text in _lines(ask, contract, rows, language)
    ]
    return method_of_lines(lines)


def statistics_behind(name: str) -> list[str]:
    """The statistics that a released query shows or is worked out from, short."""
    return [
        statistic.split("/")[1] for statistic in _statistics_of(read_contract(name))
    ]


def has_method(contract: Contract) -> bool:
    """Whether the rows of a query are figures of releases."""
    is_released = "release_id" in contract.column_names
    return is_released and bool(_statistics_of(contract))


def method_text(
    ask: Ask, contract: Contract, rows: Sequence[Row], language: str
) -> str:
    """The same as CSV for Excel: a file of its own, for a CSV has no place for it."""
    sheet = method_sheet(ask, contract, rows, language)
    return csv_text(sheet.contract, sheet.rows, language)


def method_of_lines(lines: Sequence[Row]) -> Sheet:
    """Lines of one or more statistics as one sheet."""
    columns = tuple(
        Column(name, "varchar", "-", name) for name in ("statistic", "topic", "text")
    )
    what = "How the figures were made."
    return Sheet(
        Contract("method", what, "one row", (), (), (), columns, {}, ""), lines
    )


def method_points(
    ask: Ask, queries: Sequence[str], month: datetime.date, language: str
) -> list[str]:
    """The same of one month's report in sentences: what tables beside do not say."""
    points = [say_rounding(queries, language)]
    for query in queries:
        contract, title = read_contract(query), query.split("/")[-1]
        rows = [row for row in ask(query).records() if _day(row["month"]) <= month]
        for text in (
            *_gaps(_releases_of(ask, contract, rows), language),
            *_corrections(_releases_of(ask, contract, rows), language),
        ):
            points.append(f"{write_value(title, language, 'statistic')}: {text}")
    for query in queries:
        title = write_value(query.split("/")[-1], language, "statistic")
        text = define(read_contract(query).what, language)
        points.append(text if text.startswith(f"{title}:") else f"{title}: {text}")
    return points


def say_rounding(queries: Sequence[str], language: str) -> str:
    """Which of some statistics are rounded, and to what."""
    rounded = [q for q in queries if rounded_to(read_contract(q)) > 1]
    if not rounded:
        return say("Figures are not rounded.", language)
    return say(
        "Counts of {statistics} are rounded to the nearest {base}; the others are not "
        "rounded.",
        language,
        statistics=", ".join(
            write_value(q.split("/")[-1], language, "statistic") for q in rounded
        ),
        base=rounded_to(read_contract(rounded[0])),
    )


def rounded_to(contract: Contract) -> int:
    """To what the counts of a released query are rounded; 1 when they are not."""
    return max(
        (
            int(word.removeprefix("round="))
            for statistic in _statistics_of(contract)
            for word in " ".join(read_contract(statistic).header["Options"]).split()
            if word.startswith("round=")
        ),
        default=1,
    )


def _lines(
    ask: Ask, contract: Contract, rows: Sequence[Row], language: str
) -> Iterator[tuple[str, str]]:
    releases = _releases_of(ask, contract, rows)
    yield "What is counted", define(contract.what, language)
    fewest = sorted({int(str(row["min_persons"])) for row in releases})
    for persons in fewest:
        sentence = "At least {persons} persons are behind each figure that is shown."
        yield "Minimum", say(sentence, language, persons=persons)
    base = rounded_to(contract)
    rounding = say("To the nearest {base}.", language, base=base)
    yield (
        "Rounding",
        rounding if base > 1 else say("Figures are not rounded.", language),
    )
    withheld = sum(bool(row.get("is_withheld")) for row in rows)
    yield (
        "Withheld",
        say(
            "{withheld} of {cells} rows ({percent} %), so that nobody can be traced. "
            "Withheld is never zero.",
            language,
            withheld=withheld,
            cells=len(rows),
            percent=round(100 * withheld / max(len(rows), 1)),
        ),
    )
    for text in coarser_by_month(contract, rows, language):
        yield "Shown instead", text
    for topic, texts in (
        ("Known gaps", _gaps(releases, language)),
        ("Corrections", _corrections(releases, language)),
    ):
        for text in texts or [say("None.", language)]:
            yield topic, text
    months = {row["month"] for row in rows if isinstance(row["month"], datetime.date)}
    source = source_of(contract.name)
    for note in in_order(notes_of(ask, language, source=source, months=months)):
        yield "Notes", note
    for column in contract.columns:
        heading = name_column(column.name, language)
        yield (
            "Definitions",
            f"{column.name} ({heading}): {define(column.meaning, language)}",
        )


def _statistics_of(contract: Contract) -> list[str]:
    """The statistics that a released query shows or is worked out from."""
    names = set(contract_names("statistics"))
    read = (table.replace("released.", "statistics/") for table in contract.reads)
    return [name for name in read if name in names]


def _releases_of(ask: Ask, contract: Contract, rows: Sequence[Row]) -> list[Row]:
    """The releases that rows stand in, oldest first."""
    ids = {row["release_id"] for row in rows}
    statistics = {name.split("/")[-1] for name in _statistics_of(contract)}
    result = [
        row
        for row in ask(_RELEASES).records()
        if row["release_id"] in ids and row["statistic"] in statistics
    ]
    return sorted(result, key=lambda row: str(row["month"]))


def _gaps(releases: Sequence[Row], language: str) -> list[str]:
    """The periods between releases of which there is none."""
    spans = sorted({(_day(row["month"]), _day(row["last_on"])) for row in releases})
    return [
        say(
            "Nothing is released of {period}.",
            language,
            period=name_period(last + _DAY, first - _DAY, language),
        )
        for (_, last), (first, _) in pairwise(spans)
        if first > last + _DAY
    ]


def _corrections(releases: Sequence[Row], language: str) -> list[str]:
    result = {
        (
            str(row["release_id"]),
            str(row["released_at"])[:10],
            name_period(_day(row["month"]), _day(row["last_on"]), language),
        )
        for row in releases
        if int(str(row["version"])) > 1
    }
    return [
        say(
            "{period} was corrected on {day} (release {release}).",
            language,
            period=period,
            day=day,
            release=release,
        )
        for release, day, period in sorted(result)
    ]


def _day(value: object) -> datetime.date:
    return datetime.date.fromisoformat(str(value))
