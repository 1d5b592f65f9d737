"""Attacks released months with all that is released of them; says what it finds."""

import datetime
from collections import Counter
from dataclasses import replace
from itertools import product
from math import inf

from releases.random_months import calls_of, released_month
from releases.random_web import SEARCH, released_site, site_of
from releases.released_knowledge import OFTEN, SEARCHES, knowledge_of, name_of

from privacy.contracts import read_contract
from privacy.releases import coarser_figures
from privacy.suppression import Cell

PERSONS = dict.fromkeys(
    ("visits", "views", "further", "not searched", "all", "none", "found"), 10
)
"""Networks behind a figure; of others five persons."""
SUBTRACTED = ("never", "later", "further", "not searched", "found", "change")
"""What no table shows: it must only not be narrow where it is small."""


def attack_month(seed):
    """How many figures of a month are withheld, and what is wrong: [(what, where)]."""
    shown, truth = released_month(seed)
    known = knowledge_of(shown)
    calls = calls_of(seed)
    true = true_cells(truth, known) | _never_came(calls, shown)
    true |= _called_later(calls, shown)
    return _attacked(shown, truth, known, true)


def attack_site(seed):
    """The same of a month of a web site and its search, held against each other."""
    shown, truth = released_site(seed)
    known = knowledge_of(shown)
    true = true_cells(truth, known) | _left_of_views(*site_of(seed), shown)
    true |= _found_something(site_of(seed)[1], shown)
    return _attacked(shown, truth, known, true)


def _attacked(shown, truth, known, true):
    result = list(narrow(known, true)) + list(insiders(known, true))
    refused = [name for name in shown if truth[name].refused]
    if len(refused) == len([name for name in shown if shown[name]]):
        result.append(("refused", "the whole month"))
    result += [("shown", name) for name in _shown_small(known, true)]
    result += list(_offered(shown, known, true))
    return Counter(withheld=len(known.withheld), refused=len(refused)), result


def true_cells(truth, known):
    """The true cells by the attacker's names for them."""
    cells = {}
    for safe in truth.values():
        unit = {"passed_calls": "passed", "searches": "all", "zero_searches": "none"}
        for cell in safe.table.cells:
            at = {
                ({"weekday": "day"}.get(d, d), v)
                for d, v in zip(safe.table.dimensions, cell.at, strict=True)
                if v != "*"
            }
            named = dict(at)
            if "day" in named and ("calls", _without_day(at)) not in known.low:
                # Where all days are told together, each stands for itself.
                at = (at - {("day", named["day"]), ("days", named["days"])}) | {
                    ("days", named["day"])
                }
            key = (unit.get(safe.table.unit, safe.table.unit), frozenset(at))
            cells[key] = cell
            if cell.value:
                assert key in known.low or safe.refused, key
    return cells


def _without_day(at):
    return frozenset((name, value) for name, value in at if name != "day")


def _left_of_views(hits, searches, shown):
    """What is left of views: those after a visit's first, and those of no search."""
    views, visits = Counter(row["network"] for row in hits), Counter()
    last = {}
    for row in sorted(hits, key=lambda row: row["visited_at"]):
        before = last.get(row["visitor"])
        gap = before and row["visited_at"] - before
        visits[row["network"]] += gap is None or gap > datetime.timedelta(minutes=30)
        last[row["visitor"]] = row["visited_at"]
    pages = {row["page"] for row in shown["visits_by_page"]}
    others = [row for row in hits if row["page"] not in {*pages, SEARCH}]
    return {
        ("further", ""): _count_of(views - visits),
        ("not searched", ""): _count_of(Counter(row["network"] for row in others)),
    }


def _found_something(searches, shown):
    """Searches less those without result, of words that both lists name."""
    listed = [{row["word"] for row in shown[name]} for name in SEARCHES]
    rows = [row for row in searches if not row["is_zero_hit"]]
    cells = {}
    for word in listed[0] & listed[1]:
        own = rows if word == "*" else [row for row in rows if row["word"] == word]
        if word == "övriga":
            own = [row for row in rows if row["word"] not in listed[0]]
            if listed[0] != listed[1]:
                continue
        at = frozenset({("word", word)} - {("word", "*")})
        cells["found", at] = _count_of(Counter(row["searcher"] or "-" for row in own))
    return cells


def _count_of(who):
    most = [count for _, count in who.most_common(2)] + [0, 0]
    return Cell((), sum(who.values()), len(who), None, (most[0], most[1]))


def _never_came(calls, shown):
    """What can be subtracted: incoming calls that never came to a queue; the others."""
    rows = _incoming(calls)
    queues = {row["queue"] for row in shown["calls_by_queue"]}
    queues |= {row["queue"] for row in shown["calls_passed_on"]}
    named = [{q if q in queues else "övriga" for q in r["queues"]} for r in rows]
    result = {}
    for queue in queues - {"*"}:
        left = [r for r, own in zip(rows, named, strict=True) if queue not in own]
        result["never", queue] = _cell_of(left)
        # Who is behind those passed on; the program counts fewer where few are left.
        first = [(r["queue"] if r["queue"] in queues else "övriga") for r in rows]
        later = [
            row
            for row, own, came in zip(rows, named, first, strict=True)
            if queue in own and came != queue
        ]
        result["passed", frozenset({("queue", queue)})] = _cell_of(later)
    return result


def _called_later(calls, shown):
    """What callers can be subtracted from: all but the first calls of each."""
    own = Counter(row["caller"] or "-" for row in _incoming(calls))
    level = max(
        (
            OFTEN.index(t.removesuffix(" or more")) + 1
            for row in shown["callers"]
            if (t := row["times"]) != "*"
        ),
        default=1,
    )
    first = {person: min(n, level) for person, n in own.items() if person != "-"}
    later = []
    for row in _incoming(calls):
        person = row["caller"] or "-"
        if first.get(person, 0):
            first[person] -= 1
        else:
            later.append(row)
    # Which of a caller's calls are the later ones nobody says: any of her agents'.
    beyond = {row["caller"] or "-" for row in later}
    theirs = [row for row in _incoming(calls) if (row["caller"] or "-") in beyond]
    cell = replace(_cell_of(later), agents=_cell_of(theirs).agents)
    return {("later", ""): cell}


def _incoming(calls):
    own = [row for row in calls if row["direction"] == "in"]
    return own or [row for row in calls if not any(r["direction"] for r in calls)]


def _cell_of(calls):
    who = Counter(row["caller"] or "-" for row in calls)
    agents = {row["agent"] for row in calls} - {None}
    most = [count for _, count in who.most_common(2)] + [0, 0]
    single = next(iter(who)) if len(who) == 1 else None
    return Cell(
        (), len(calls), len(who), len(agents) or None, (most[0], most[1]), single
    )


def left_cells(events, shown):
    """What no table shows but can be subtracted, of the events by source."""
    cells = {}
    if "telephone" in events:
        cells |= _never_came(events["telephone"]["calls"], shown)
    if "web" in events:
        searches = events["search"]["searches"]
        cells |= _left_of_views(events["web"]["hits"], searches, shown)
        cells |= _found_something(searches, shown)
    return cells


def _unit(name):
    """What a figure counts; of a version, or a change: what that counts."""
    return name[1][0] if name[0] in (0, 1, "change") else name[0]


def _least(name):
    return PERSONS.get(_unit(name), 5)


def _is_small(name, cell):
    if cell.value == 0:
        return False
    few = min(cell.persons, cell.value) < _least(name) or 0 < (cell.agents or 9) < 3
    return few or _short(cell) > 0


def _short(cell):
    if cell.largest is None:
        return 0
    most, after = cell.largest
    return 0.2 * most - (cell.value - most - after)


def _offered(shown, known, true):
    """Figures offered instead of withheld ones that are not known without, or wrong."""
    for name, rows in shown.items():
        on = datetime.date.fromisoformat(rows[0]["month"]) if rows else None
        statistic = read_contract(f"statistics/{name}")
        for one in coarser_figures(statistic, rows, on):
            parts = [
                name_of(shown, name, dict(zip(one.at, values, strict=True)))
                for values in product(*one.at.values())
            ]
            if known.span(dict.fromkeys(parts, 1)) != (one.together, one.together):
                yield ("offered beyond what is known", (name, one.at))
            if sum(true[part].value for part in parts) != one.together:
                yield ("offered wrong", (name, one.at))


def _shown_small(known, true):
    return [
        name
        for name, cell in true.items()
        if _is_small(name, cell) and known.high.get(name, inf) < inf
    ]


def narrow(known, true):
    """Withheld figures of which the attacker finds fewer than k values, or below k."""
    for name, cell in true.items():
        if name not in known.low or known.high[name] < inf:  # shown
            continue
        is_left = name[0] in SUBTRACTED or _unit(name) in SUBTRACTED
        if is_left and not _is_small(name, cell):
            continue
        lo, hi = known.interval(name)
        k = _least(name)
        if lo is None:
            continue
        assert lo <= cell.value, name
        assert hi is None or hi >= cell.value
        if hi is None or not cell.value:
            continue
        if hi - lo < k - 1 or hi < k:
            yield ("narrow", name)
        elif _is_small(name, cell) and hi - cell.value < _short(cell):
            yield ("dominated", name)
        elif hi - lo < 2 * k:  # whole numbers may be fewer than fractions
            lo, hi = known.interval(name, whole=True)
            if hi is not None and (hi - lo < k - 1 or hi < k):
                yield ("narrow in whole numbers", name)


def insiders(known, true):
    """Who is alone in cells knows them all; nobody else's may be exact to her."""
    small = {name: cell for name, cell in true.items() if _is_small(name, cell)}
    own = {}
    for name, cell in true.items():
        if cell.single not in (None, "-") and name in known.low:
            own.setdefault(cell.single, {})[name] = cell.value
    for person, cells in own.items():
        for name in small.keys() - cells.keys() & known.low.keys():
            if known.high[name] < inf:
                continue
            lo, hi = known.interval(name, given=cells)
            if hi is not None and hi - lo < 1:
                yield ("insider", (person, name))
