"""What may be shown instead of withheld figures, in sentences."""

import datetime
from collections.abc import Sequence

from privacy.contracts import Contract, contract_names, read_contract
from privacy.releases import Coarser, coarser_figures
from privacy.reports.files import Row
from privacy.wording import name_column, name_month, say, write_value

_ALL = ("*",)


def say_coarser(
    contract: Contract, rows: Sequence[Row], month: datetime.date, language: str
) -> list[str]:
    """A sentence for each figure that stands for withheld ones of a month.

    `rows` are of a released query, of any months; one that is worked out from several
    statistics offers nothing.
    """
    name = contract.name.replace("released/", "statistics/")
    if name not in contract_names("statistics"):
        return []
    result = coarser_figures(read_contract(name), rows, month)
    return [_sentence(one, language) for one in result]


def coarser_by_month(
    contract: Contract, rows: Sequence[Row], language: str
) -> list[str]:
    """The same of every month that has withheld rows, newest first."""
    months = {
        datetime.date.fromisoformat(str(row["month"]))
        for row in rows
        if row.get("is_withheld")
    }
    return [
        f"{name_month(month, language).capitalize()}. {sentence}"
        for month in sorted(months, reverse=True)
        for sentence in say_coarser(contract, rows, month, language)
    ]


def _sentence(one: Coarser, language: str) -> str:
    values = {
        name: write_value(value, language)
        for name, value in vars(one).items()
        if isinstance(value, int)
    }
    values["place"] = _place(one, language)
    part = "{place}: {together} together, of {total} in total."
    if one.together == one.total:
        part = "{place}: {total} in total (withheld below it: {withheld})."
    quarter = "In the quarter {together_in_quarter} of {total_in_quarter}."
    if one.together == one.total or one.together_in_quarter is None:
        quarter = "In the quarter {total_in_quarter} in total."
    sentences = [part, quarter] if one.total_in_quarter is not None else [part]
    return " ".join(say(sentence, language, **values) for sentence in sentences)


def _place(one: Coarser, language: str) -> str:
    """Of what a figure is: what it is not all of, in words."""
    parts = [
        f"{name_column(name, language)} "
        + ", ".join(write_value(value, language, name) for value in values)
        for name, values in one.at.items()
        if values != _ALL
    ]
    return " · ".join(parts) or say("All", language)
