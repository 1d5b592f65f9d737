"""Primary suppression: what a table must not show for its own sake (R1 to R4)."""

from collections.abc import Sequence

from privacy.suppression.equations import NotAdditive, join_tables
from privacy.suppression.tables import TOTAL, At, Rule, SafeTable, Table


def why_unfit(table: Table, rule: Rule) -> str | None:
    """Why nothing of a table may be shown, if so: its sums, or too few in all (R4).

    Where an export tells nobody from another, how few they are is not known.
    """
    if not adds_up([table]):
        return "not_additive"
    for cell in table.cells:
        if cell.at == table.whole and rule.primary_reason(cell):
            return "total" if cell.persons else "nobody_known"
    return None


def adds_up(tables: Sequence[Table]) -> bool:
    """Whether the cells of tables add up to their totals, alone and together."""
    try:
        join_tables(tables)
    except NotAdditive:
        return False
    return True


def withhold_all(table: Table, reason: str) -> SafeTable:
    """A table of which nothing is shown."""
    return SafeTable(table, {cell.at: "refused" for cell in table.cells}, reason)


def withhold_primary(table: Table, rule: Rule, *, margins_only: bool) -> SafeTable:
    """A table with primary suppressions only."""
    withheld = _groups(table, rule) if rule.group_disclosure else {}
    for cell in table.cells:
        if reason := rule.primary_reason(cell):
            withheld[cell.at] = reason
        elif margins_only and TOTAL not in cell.at:
            withheld[cell.at] = "refused"
    return SafeTable(table, withheld, "margins_only" if margins_only else None)


def _groups(table: Table, rule: Rule) -> dict[At, str]:
    """Rows of one value: the total alone tells it of every person in the row (R3).

    The whole row is withheld below its total, zeros included, so that the values of
    the row are merged into one.
    """
    cells = {cell.at: cell for cell in table.cells}
    result: dict[At, str] = {}
    for place in range(len(table.dimensions)):
        rows: dict[At, list[At]] = {}
        for at in cells:
            if at[place] != TOTAL:
                rows.setdefault((*at[:place], TOTAL, *at[place + 1 :]), []).append(at)
        values = {at[place] for at in cells} - {TOTAL}
        for total, row in rows.items():
            holding = [at for at in row if cells[at].value]
            tells = len(holding) == 1 and len(values) > 1 and total in cells
            if tells and rule.primary_reason(cells[total]) is None:
                result.update(dict.fromkeys(row, "group"))
    return result
