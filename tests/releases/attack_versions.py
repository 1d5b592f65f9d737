"""Attacks a period that was corrected with all of its versions, and with notes.

What came late is added, or what was wrong taken away or moved; what the program's own
rule lets stand beside the first release is held against it. The attacker knows from a
note which figures changed and which did not, whatever is released of them, and where
all changes have one sign, that they have.
"""

import random
from dataclasses import replace

from releases.attack_months import insiders, left_cells, narrow, true_cells
from releases.random_months import calls_of, release, task_of
from releases.random_periods import requests_of, requests_released
from releases.random_web import site_of
from releases.released_knowledge import knowledge_of
from suppression.knowledge import Knowledge

from privacy.releases.correcting import refusals, summed
from privacy.releases.statistics import statistics_of
from privacy.suppression import Cell

UNITS = ("calls", "passed", "visits", "views", "requests", "all", "none")
LEFT = ("never", "further", "not searched", "found")
"""What can be subtracted: its change too must not be narrow where it is small."""
ALONE = {"callers"}
VISITS = ("visits", frozenset())
NONE = Cell((), 0, 0)


def late_calls(seed):
    """A month's calls before and after an export that came late or was corrected."""
    chance = random.Random(f"late {seed}")
    calls = calls_of(seed)
    late = []
    for batch in range(chance.choice([1, 1, 2])):
        template = dict(chance.choice(calls))
        for number in range(chance.choice([1, 3, 5, 6, 8, 12, 30])):
            late.append({**template, "caller": f"late{batch} {number}"})
            if template["is_answered"]:
                late[-1]["agent"] = f"a{number % 3}"
            if chance.random() < 0.1:
                late[-1] |= {"queue": "late", "queues": ["late"]}
    if chance.random() < 0.2:  # one of them called often
        late += [late[0]] * chance.choice([3, 40])
    both = (calls, calls + late)
    if chance.random() < 0.3:  # some calls were of another queue, or none at all
        gone = chance.sample(range(len(calls)), min(len(calls), len(late)))
        moved = [{**calls[n], "queue": "A", "queues": ["A"]} for n in gone]
        kept = [row for n, row in enumerate(calls) if n not in gone]
        both = (calls, kept + chance.choice([[], moved, late]))
    return tuple({"telephone": {"calls": rows}} for rows in _turned(chance, both))


def late_views(seed):
    """A site and its search before and after a log that came late."""
    chance = random.Random(f"late {seed}")
    hits, searches = site_of(seed)
    late_hits, late_searches = [], []
    for number in range(chance.choice([1, 4, 11, 12, 25])):
        source = site_of(seed + 1000 + number % 3)
        views = [row for row in source[0] if row["network"] == 1 + number % 9]
        for row in views[: chance.choice([1, 1, 2, 6])]:
            network = 1000 + number
            visitor = network * 10 + row["visitor"] % 10
            late_hits.append({**row, "network": network, "visitor": visitor})
            if row["page"] == "/sok":
                like = dict(chance.choice(searches)) if searches else {}
                late_searches.append({**like, "searcher": f"{network}"} if like else {})
    late_searches = [row for row in late_searches if row]
    both = ((hits, searches), (hits + late_hits, searches + late_searches))
    return tuple({"web": {"hits": h}, "search": {"searches": s}} for h, s in both)


def late_requests(seed):
    """Requests of a period before and after some ended, or came late."""
    chance = random.Random(f"late {seed}")
    rows = requests_of(seed)
    ended = [
        chance.choice([("Besvarad i tid", "avslag"), ("Besvarad för sent", "bifall")])
        if status in ("Pågår", "Försenad") and chance.random() < 0.7
        else (status, outcome)
        for status, outcome in rows
    ]
    late = [chance.choice(rows)] * chance.choice([0, 0, 2, 6, 9])
    return tuple({"requests": one} for one in (rows, ended + late))


def _turned(chance, both):
    return both if chance.random() < 0.7 else both[::-1]


def _released(source, rows, before=None, first=None):
    if source == "requests":
        return requests_released(rows, before or ())
    differs = {} if before is None else {"version": 2, "before": tuple(before)}
    late = first and _added(first, rows)
    return release(source, rows, late, **differs)


def _added(first, rows):
    """What came after the first rows, where nothing of them is gone."""
    is_kept = all(rows[table][: len(old)] == old for table, old in first.items())
    return is_kept and {t: rows[t][len(old) :] for t, old in first.items()}


def attack_correction(seed, corrected_of=late_calls, *, careless=False):
    """What of a correction is refused; and a function: what all versions narrow.

    Of a site, the log's month and its searches are corrected each by itself, where that
    is allowed: what is refused stays as it was. A careless correction is made as if
    there were no release before it, and is never refused.
    """
    versions = corrected_of(seed)
    shown, truth, later, now, refused = {}, {}, {}, {}, []
    for source, rows in versions[0].items():
        own, true = _released(source, rows)
        before = summed(list(true.values()), ALONE)
        after, became = _released(
            *(source, versions[1][source]),
            *((None, None) if careless else (before, rows)),
        )
        changed = summed(list(became.values()), ALONE)
        task = replace(task_of(source), version=2, before=tuple(before))
        reasons = [] if careless else list(refusals(task, before, changed))
        refused += [(source, reason) for reason in reasons]
        shown |= own
        truth |= true
        later |= after
        now |= became

    def look():
        stands = {source for source, _ in refused}
        corrected = versions[0].keys() - stands
        names = {one.name for source in corrected for one in statistics_of(source)}
        end = {name: later[name] if name in names else shown[name] for name in shown}
        end_truth = {n: now[n] if n in names else truth[n] for n in truth}
        known, true = _both(
            [
                _known_of(versions[0], shown, truth, is_one=True),
                _known_of(
                    {s: versions[s not in stands][s] for s in versions[0]},
                    end,
                    end_truth,
                    is_one=len(corrected) != 1 or len(versions[0]) == 1,
                ),
            ]
        )
        return [*narrow(known, true), *insiders(known, true)]

    return refused, look


def _known_of(events, shown, truth, *, is_one):
    """What is known of the figures there are, and what is true of them.

    A log and the searches of another version are not held against each other: some
    searches are views of pages that the other does not have.
    """
    known = knowledge_of(shown)
    true = true_cells(truth, known) | left_cells(events, shown)
    beyond = ("not searched", "")
    if not is_one and beyond in known.low:
        del known.low[beyond], known.high[beyond]
        known.rows = [row for row in known.rows if beyond not in row[0]]
    return known, true


def _both(versions):
    """What is known of both versions and of each cell's change, and what is true."""
    known, true = Knowledge(), {}
    for n, (own, cells) in enumerate(versions):
        for name in own.low:
            known.tell((n, name), None, least=own.low[name])
            known.high[n, name] = own.high[name]
        for shares, low, high in own.rows:
            known.bind({(n, name): times for name, times in shares.items()}, low, high)
        true |= {(n, name): cell for name, cell in cells.items()}
    names = {n for own, _ in versions for n in own.low if n[0] in (*UNITS, *LEFT)}
    pairs = {name: [true.get((n, name), NONE) for n in (0, 1)] for name in names}
    for name, pair in pairs.items():
        for n in (0, 1):
            if name[0] in UNITS and (n, name) not in known.low and not pair[n].value:
                known.tell((n, name), 0)  # what is not listed is none
    pairs = {
        name: pair
        for name, pair in pairs.items()
        if all(known.high.get((n, name)) == 0 or (n, name) in true for n in (0, 1))
    }
    deltas = {name: after.value - was.value for name, (was, after) in pairs.items()}
    signs = {delta > 0 for delta in deltas.values() if delta}
    for name, pair in pairs.items():
        if not {(0, name), (1, name)} <= known.low.keys():
            continue
        sign = 1 if deltas[name] >= 0 else -1
        least = float("-inf") if len(signs) > 1 else 0
        change = ("change", name)
        if not deltas[name]:
            known.tell(change, 0)
        else:
            known.low[change], known.high[change] = least, float("inf")
        known.bind({(1, name): sign, (0, name): -sign, change: -1}, 0, 0)
        behind = pairs.get(("views", frozenset()), pair)  # as many networks visit
        late = pair[1].late
        is_counted = late and late.value == deltas[name] and name != VISITS
        true[change] = (
            late if is_counted else _change(*pair, behind if name == VISITS else pair)
        )
    return known, true


def _change(before, after, behind):
    """The change of a cell: all that came late are new, and one called often."""
    value = abs(after.value - before.value)
    persons = abs(behind[1].persons - behind[0].persons) or min(value, 1)
    single = before.single if not after.value else after.single
    is_hers = not (before.value and after.value)  # all of a cell is all of its change
    return Cell(
        *((), value, persons, None, (value - persons + 1, min(persons - 1, 1))),
        single=single if is_hers else None,
    )
