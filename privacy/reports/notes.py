"""Notes on figures as sentences: the officer's, and those of rules and methods."""

import datetime
from collections.abc import Callable, Collection, Mapping, Sequence

from privacy.contracts import Answer
from privacy.reports.files import Row
from privacy.wording import name_month, say, write_value

Ask = Callable[..., Answer]

NOTES = "released/notes"


def notes_of(
    ask: Ask,
    language: str,
    *,
    source: str | None = None,
    months: Collection[datetime.date] | None = None,
) -> dict[datetime.date, list[str]]:
    """The notes on some months by month, each a sentence; of all months when None.

    With `source` only those that are about it, or about all figures.
    """
    result: dict[datetime.date, list[str]] = {}
    for row in ask(NOTES).records():
        month = row["month"]
        if not isinstance(month, datetime.date):
            continue
        is_about = source is None or row["source"] in (None, source)
        if is_about and (months is None or month in months):
            sentence, listed = say_note(row, language), result.setdefault(month, [])
            if sentence not in listed:  # one rule may hold for several sources
                listed.append(sentence)
    return dict(sorted(result.items()))


def say_note(row: Row, language: str) -> str:
    """One row of released/notes as a sentence that begins with its day or month."""
    day, month = row["noted_on"], row["month"]
    assert isinstance(month, datetime.date)
    when = day.isoformat() if isinstance(day, datetime.date) else ""
    when = when or name_month(month, language)
    if row["kind"] == "note":
        return f"{when}: {row['note']}"
    if row["kind"] == "method":
        statistic = write_value(row["subject"], language, "statistic")
        sentence = "{when}: {statistic} is counted in another way from here on"
        return say(sentence, language, when=when, statistic=statistic)
    if row["kind"] == "policy":
        sentence = "{when}: version {version} of the privacy policy is in force"
        name = row["after"] or "–"
        return say(sentence, language, when=when, version=name)
    return say(
        "{when}: the rule changes from {before} to {after} ({rule})",
        language,
        when=when,
        rule=say(f"rule {row['subject']}", language),
        before=_number(row["before"], language),
        after=_number(row["after"], language),
    )


def in_order(notes: Mapping[datetime.date, Sequence[str]]) -> list[str]:
    """All sentences, oldest month first."""
    return [sentence for month in sorted(notes) for sentence in notes[month]]


def _number(value: object, language: str) -> str:
    text = str(value)
    try:
        return write_value(float(text), language)
    except ValueError:
        return write_value(text, language)
