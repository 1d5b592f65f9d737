"""What an attacker knows who has every figure that is released: numbers and sums.

Shares no code with the program: the sums are written here by hand, as a reader of the
definitions would, and scipy asks HiGHS how far each withheld figure can be narrowed.
"""

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import coo_array

LEAST = 1  # zeros are shown, so what is withheld is at least one


class Knowledge:
    """Figures by name, known or withheld, and the sums and bounds between them."""

    def __init__(self):
        self.low, self.high, self.rows = {}, {}, []

    def tell(self, name, value, slack=0, least=LEAST):
        """A figure as it is shown, rounded by at most `slack`; None is withheld."""
        low, high = (
            (least, np.inf) if value is None else (max(value - slack, 0), value + slack)
        )
        self.low[name] = max(low, self.low.get(name, 0))
        self.high[name] = min(high, self.high.get(name, np.inf))

    def add_up(self, total, parts):
        """One figure is the sum of others."""
        self.bind({total: -1} | dict.fromkeys(parts, 1), 0, 0)

    def bind(self, shares, low=-np.inf, high=np.inf):
        """A sum of figures, each times a number, lies between two numbers."""
        self.rows.append((shares, low, high))

    @property
    def withheld(self):
        return [name for name in self.low if self.low[name] != self.high[name]]

    def interval(self, name, *, whole=False, given=None):
        """Least and greatest value that a figure can have; None without limit."""
        return self.span({name: 1}, whole=whole, given=given)

    def span(self, shares, *, whole=False, given=None):
        """The same of a sum of figures, each times a number."""
        columns, bounds, constraint, fixed = self._program(given or {})
        base = sum(n * fixed[name] for name, n in shares.items() if name in fixed)
        cost = np.zeros(len(columns))
        for name, times in shares.items():
            if name not in fixed:
                cost[columns[name]] += times
        result = []
        for sign in (1, -1):
            answer = milp(
                sign * cost,
                bounds=bounds,
                constraints=constraint,
                integrality=np.full(len(columns), int(whole)),
            )
            if answer.status in (3, 4):  # no limit
                result.append(None)
                continue
            assert answer.status == 0, answer.message
            result.append(round(sign * answer.fun, 6) + base)
        return tuple(result)

    def _program(self, given):
        low, high = self.low | given, self.high | given
        fixed = {name: low[name] for name in low if low[name] == high[name]}
        free = [name for name in low if name not in fixed]
        columns = {name: place for place, name in enumerate(free)}
        bounds = Bounds([low[n] for n in free], [high[n] for n in free])
        entries, lows, highs = [], [], []
        for shares, least, most in self.rows:
            known = sum(n * fixed[name] for name, n in shares.items() if name in fixed)
            open_ones = [
                (columns[name], n) for name, n in shares.items() if name in columns
            ]
            if open_ones:
                entries += [(len(lows), column, n) for column, n in open_ones]
                lows.append(least - known)
                highs.append(most - known)
            else:
                assert least <= known <= most, "what is released contradicts itself"
        if not lows:
            return columns, bounds, (), fixed
        at, to, times = zip(*entries, strict=True)
        matrix = coo_array((times, (at, to)), shape=(len(lows), len(free)))
        return columns, bounds, LinearConstraint(matrix.tocsr(), lows, highs), fixed


def tell_table(known, unit, dimensions, cells, fixed=(), slack=0):
    """A table with totals: each is the sum along each dimension, of what is told.

    `cells` maps places to numbers, None where withheld; `fixed` are values that all of
    the table share. A figure is the same in every table of a unit.
    """

    def name_of(at):
        output = zip(dimensions, at, strict=True)
        return (unit, frozenset(fixed) | {(d, v) for d, v in output if v != "*"})

    for at, value in cells.items():
        known.tell(name_of(at), value, slack)
    if slack:
        return name_of  # each is rounded by itself: the true ones add up, told apart
    for total in cells:
        for place, value in enumerate(total):
            parts = [
                at
                for at in cells
                if value == "*"
                and at[place] != "*"
                and at[:place] + at[place + 1 :] == total[:place] + total[place + 1 :]
            ]
            if parts:
                known.add_up(name_of(total), map(name_of, parts))
    return name_of
