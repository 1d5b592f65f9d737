"""Which version of a thing is in force on a day."""

import datetime
from collections.abc import Iterable, Mapping, Sequence

Said = Mapping[str, object]


def is_in_force(row: Said, day: datetime.date) -> bool:
    """Whether a version is in force: from its first day through its last."""
    begins, ends = row.get("valid_from"), row.get("valid_to")
    return (not isinstance(begins, datetime.date) or begins <= day) and (
        not isinstance(ends, datetime.date) or day <= ends
    )


def in_force(
    rows: Iterable[Said], identity: Sequence[str], day: datetime.date
) -> list[dict[str, object]]:
    """Of each thing the version in force on a day, in the order of the rows.

    Of several the one that began last; of those that began together the one that
    stands last, which is the organisation's.
    """
    found: dict[tuple[object, ...], dict[str, object]] = {}
    for row in rows:
        if not is_in_force(row, day):
            continue
        names = tuple(row[key] for key in identity)
        other = found.get(names)
        if other is None or _begins(row) >= _begins(other):
            found.pop(names, None)
            found[names] = dict(row)
    return list(found.values())


def _begins(row: Said) -> datetime.date:
    begins = row.get("valid_from")
    return begins if isinstance(begins, datetime.date) else datetime.date.min
