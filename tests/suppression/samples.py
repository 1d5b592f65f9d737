"""Tables to protect: from numbers, from single events, and at random."""

import random

from suppression.attacker import cube

from privacy.suppression import Cell, Table


def table_of(cells, name="calls", unit="calls", dimensions=None, persons=None, **more):
    """A table from numbers by place; as many persons as events unless said."""
    width = len(next(iter(cells)))
    return Table(
        name,
        unit,
        dimensions or tuple("abcd"[:width]),
        tuple(
            Cell(
                at,
                value,
                (persons or {}).get(at, value),
                more.get("agents", {}).get(at),
                more.get("largest", {}).get(at),
            )
            for at, value in sorted(cells.items())
        ),
    )


def table_of_events(events, dimensions, name="calls", unit="calls"):
    """A table with all totals from events (person, place): persons counted truly."""
    people = {}
    for person, at in events:
        for mask in range(2 ** len(at)):
            place = tuple("*" if mask >> i & 1 else v for i, v in enumerate(at))
            counts = people.setdefault(place, {})
            counts[person] = counts.get(person, 0) + 1
    cells = []
    for at, counts in sorted(people.items()):
        most = sorted(counts.values(), reverse=True)
        largest = (most[0], most[1] if len(most) > 1 else 0)
        cells.append(Cell(at, sum(most), len(most), None, largest))
    return Table(name, unit, dimensions, tuple(cells))


def random_cube(shape, seed, small=0.2, zeros=0.1, most=40, least=5):
    """A table with all totals; some inner cells are small, some zero."""
    chance = random.Random(seed)
    numbers = []
    size = 1
    for length in shape:
        size *= length
    for _ in range(size):
        draw = chance.random()
        if draw < zeros:
            numbers.append(0)
        elif draw < zeros + small:
            numbers.append(chance.randint(1, least - 1))
        else:
            numbers.append(chance.randint(least, most))
    return table_of(cube(shape, numbers))
