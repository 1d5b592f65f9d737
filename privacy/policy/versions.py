"""Which version of a thing is in force on a day."""

import datetime
from collections.abc import Iterable, Mapping, Sequence

Said = Mapping[str, object]
_DAY = datetime.timedelta(days=1)
_TIMES = ("valid_from", "valid_to")


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
    result: dict[tuple[object, ...], dict[str, object]] = {}
    for row in rows:
        if not is_in_force(row, day):
            continue
        names = tuple(folded(row[key]) for key in identity)
        other = result.get(names)
        if other is None or _begins(row) >= _begins(other):
            result.pop(names, None)
            result[names] = dict(row)
    return list(result.values())


def _begins(row: Said) -> datetime.date:
    begins = row.get("valid_from")
    return begins if isinstance(begins, datetime.date) else datetime.date.min


def folded(value: object) -> object:
    """A part of an identity as it is compared: without regard to case."""
    return value.strip().lower() if isinstance(value, str) else value


def stretches(rows: Iterable[Said], identity: Sequence[str]) -> list[dict[str, object]]:
    """The versions with the days on which each is in force, none overlapping.

    A version may come back, when one that stood before it has ended.
    """
    things: dict[tuple[object, ...], list[Said]] = {}
    for row in rows:
        names = tuple(folded(row[key]) for key in identity)
        things.setdefault(names, []).append(row)
    return [stretch for versions in things.values() for stretch in _stretched(versions)]


def _stretched(versions: Sequence[Said]) -> list[dict[str, object]]:
    if len(versions) == 1:
        return [dict(versions[0])]
    days = {_begins(row) for row in versions}
    ends = (row.get("valid_to") for row in versions)
    days |= {end + _DAY for end in ends if isinstance(end, datetime.date)}
    result: list[dict[str, object]] = []
    for day in sorted(days):
        chosen = in_force(versions, (), day)
        if result and result[-1]["valid_to"] is None:
            if chosen and _is_same(result[-1], chosen[0]):
                continue
            result[-1]["valid_to"] = day - _DAY
        if chosen:
            begins = None if day == datetime.date.min else day
            result.append({**chosen[0], "valid_from": begins, "valid_to": None})
    return result


def _is_same(one: Said, other: Said) -> bool:
    return all(one[key] == other[key] for key in one if key not in _TIMES)
