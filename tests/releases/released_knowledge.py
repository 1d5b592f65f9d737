"""The figures of released months as an attacker reads them, with all their sums."""

from suppression.knowledge import Knowledge, tell_table

from privacy.releases.statistics import statistics_of

LIMIT, SHORT = 20, 5  # seconds: printed with the service level
LEAST = 5  # persons behind each measure: printed in every file
OFTEN = ("once", "twice", "three times", "four times")
SIDES = ("within", "after", "short")
SLACK = 2  # figures to the nearest five
PLAIN = ("web", "requests")
"""Sources whose statistics of one unit share the sums of `Margin`, and no others."""
SEARCHES = {"searches_by_word": "all", "searches_without_result": "none"}


def knowledge_of(months):
    """What one who holds released rows knows.

    `months` maps each statistic to its rows as dicts, of one month and source.
    """
    known = Knowledge()
    _tell_calls(known, months)
    _tell_passed(known, months)
    for statistic in (one for source in PLAIN for one in statistics_of(source)):
        rows, counted = months.get(statistic.name, []), statistic.measures[0]
        named = statistic.dimensions
        cells = {tuple(row[n] for n in named): _value(row, counted) for row in rows}
        tell_table(known, statistic.options["unit"], named, cells)
    _tell_searches(known, months)
    _tell_callers(known, months)
    _tell_views(known)
    return known


def name_of(months, statistic, at):
    """What the attacker calls a figure of calls: of a place, by dimension."""
    unit = "passed" if statistic == "calls_passed_on" else "calls"
    named = {(dimension, value) for dimension, value in at.items() if value != "*"}
    if statistic == "calls_by_hour":
        named = {(d, v) for d, v in named if d != "weekday"}
        named.add(("direction", _incoming(months)))
        if (day := at["weekday"]) != "*":
            every = (row["weekday"] for row in months["calls_by_hour"])
            days = [d for d in every if "+" in d and day in d.split("+")]
            named |= {("days", days[0]), ("day", day)} if days else {("days", day)}
    return unit, frozenset(named)


def _incoming(months):
    """What incoming calls are called: unknown where nothing tells which they are."""
    directions = {row["direction"] for row in months.get("calls_by_queue", [])} - {"*"}
    return "unknown" if directions == {"unknown"} else "in"


def _value(row, counted):
    is_withheld = row["is_withheld"] in (True, "true")
    return None if is_withheld else int(row[counted])


def _tell_calls(known, months):
    queues = months.get("calls_by_queue", [])
    cells = {
        (row["direction"], row["queue"], row["outcome"]): _value(row, "calls")
        for row in queues
    }
    tell_table(known, "calls", ("direction", "queue", "outcome"), cells)
    incoming = _incoming(months)
    waits = {
        (row["direction"], row["outcome"], row["wait"]): _value(row, "calls")
        for row in months.get("calls_by_wait", [])
    }
    tell_table(known, "calls", ("direction", "outcome", "wait"), waits)
    _tell_hours(known, months.get("calls_by_hour", []), incoming)
    _tell_talks(known, queues, incoming)
    _tell_medians(known, queues, waits, months.get("calls_by_wait", []), incoming)


def _tell_hours(known, rows, incoming):
    """Hours stand by day, or by days together (6+7), whose own days have totals."""
    cells = {(row["weekday"], row["hour"]): _value(row, "calls") for row in rows}
    together = {day for days, _ in cells if "+" in days for day in days.split("+")}
    hours = {at: n for at, n in cells.items() if at[0] not in together}
    fixed = {("direction", incoming)}
    tell_table(known, "calls", ("days", "hour"), hours, fixed)
    for days in {days for days, _ in cells if "+" in days}:
        own = {at: n for at, n in cells.items() if at[0] in days.split("+")}
        alike = {("*", "*"): cells[days, "*"]} | own
        tell_table(known, "calls", ("day", "hour"), alike, fixed | {("days", days)})


def _tell_medians(known, queues, waits, by_wait, incoming):
    """A median wait says on which side of the limit half of the known waits lie."""
    if any(at[2] == "unknown" for at in waits):
        return  # of how many the wait is known, nobody says
    for row in queues:
        median = row.get("median_wait_seconds")
        if row["direction"] != incoming or median in (None, ""):
            continue
        seconds = float(median)
        at = {("direction", incoming)} | {
            (name, row[name]) for name in ("queue", "outcome") if row[name] != "*"
        }
        within, after, short = (
            ("calls", frozenset(at | {("wait", side)})) for side in SIDES
        )
        is_apart = any(row["short_seconds"] for row in by_wait)
        soon = {within: 1} | ({short: 1} if is_apart else {})
        for name in (*soon, after):
            known.tell(name, None, least=0) if name not in known.low else None
        whole = ("calls", frozenset(at))
        known.add_up(whole, [*soon, after])
        if seconds > LIMIT + 0.05:  # shown to one decimal
            known.bind({after: 1} | dict.fromkeys(soon, -1), low=0)
        elif seconds < LIMIT:
            known.bind({after: -1} | soon, low=0)
        if is_apart and seconds > SHORT + 0.05:
            known.bind({short: -1, within: 1, after: 1}, low=0)
        elif is_apart and seconds < SHORT and row["outcome"] == "missed":
            known.bind({short: 1, within: -1, after: -1}, low=0)
    for side in SIDES:
        _add_queues(known, side)


def _tell_talks(known, queues, incoming):
    """A median talk says that enough were answered, and of how many it was shorter.

    Of every answered call the talk is known, to an attacker who guesses so.
    """
    medians, answered = {}, {}
    for row in queues:
        if row["direction"] == incoming and row["outcome"] in ("*", "answered"):
            queue = row["queue"]
            at = {("direction", incoming), ("outcome", "answered"), ("queue", queue)}
            name = ("calls", frozenset(at - {("queue", "*")}))
            if name in known.low:
                answered[queue] = name
                if row.get("median_talk_seconds") not in (None, ""):
                    medians[queue] = float(row["median_talk_seconds"])
    for queue in medians:
        known.bind({answered[queue]: 1}, low=LEAST)
    for limit in sorted(set(medians.values())):
        sides = {
            queue: (("short talk", limit, queue), ("long talk", limit, queue))
            for queue in answered
        }
        for queue, (short, long) in sides.items():
            known.tell(short, None, least=0)
            known.tell(long, None, least=0)
            known.add_up(answered[queue], [short, long])
            if queue in medians and medians[queue] <= limit:
                known.bind({short: 1, long: -1}, low=0)
            elif queue in medians and medians[queue] > limit + 0.05:
                known.bind({short: -1, long: 1}, low=0)
        parts = [queue for queue in sides if queue != "*"]
        if "*" in sides and parts:
            for side in (0, 1):
                known.add_up(sides["*"][side], [sides[queue][side] for queue in parts])


def _tell_callers(known, months):
    """Calls are those of who called once, twice and so on, and what is left of them."""
    cells = {
        (row["times"],): _value(row, "callers") for row in months.get("callers", [])
    }
    if not cells:
        return
    name_of_times = tell_table(known, "callers", ("times",), cells)
    whole = ("calls", frozenset({("direction", _incoming(months))}))
    if whole not in known.low:
        return
    shares = {
        name_of_times((times,)): OFTEN.index(times.removesuffix(" or more")) + 1
        for (times,) in cells
        if times != "*"
    } or {name_of_times(("*",)): 1}
    known.tell(("later", ""), None, least=0)
    known.bind({whole: -1, ("later", ""): 1} | shares, 0, 0)


def _tell_views(known):
    """Each visit has a first view; each search is a view of a page not shown."""
    views, visits = (("views", frozenset()), ("visits", frozenset()))
    if {views, visits} <= known.low.keys():
        known.tell(("further", ""), None, least=0)
        known.add_up(views, [visits, ("further", "")])
    others, searches = (
        ("views", frozenset({("page", "övriga")})),
        ("all", frozenset()),
    )
    if {others, searches} <= known.low.keys():
        known.tell(("not searched", ""), None, least=0)
        known.add_up(others, [searches, ("not searched", "")])


def _add_queues(known, side):
    """Those of all queues together are those of each."""
    end = ("wait", side)
    for total in [name for name in known.low if name[0] == "calls" and end in name[1]]:
        at = total[1]
        if any(name == "queue" for name, _ in at):
            continue
        whole = at - {end}
        parts = [
            name
            for name in known.low
            if name[0] == "calls"
            and whole < name[1]
            and len(name[1]) == len(whole) + 1
            and any(d == "queue" for d, _ in name[1])
        ]
        if not parts:
            continue
        ends = [("calls", name[1] | {end}) for name in parts]
        for one, name in zip(ends, parts, strict=True):
            if one not in known.low:
                known.tell(one, None, least=0)
                known.bind({name: 1, one: -1}, low=0)
        known.add_up(total, ends)


def _tell_passed(known, months):
    """A call comes to a queue first, or later, or never."""
    rows = months.get("calls_passed_on", [])
    cells = {(row["queue"],): _value(row, "passed_on") for row in rows}
    tell_table(known, "passed", ("queue",), cells)
    incoming = ("direction", _incoming(months))
    whole = ("calls", frozenset({incoming}))
    if whole not in known.low:
        return
    for (queue,) in cells:
        if queue == "*":
            continue
        first = ("calls", frozenset({incoming, ("queue", queue)}))
        later = ("passed", frozenset({("queue", queue)}))
        never = ("never", queue)
        known.tell(never, None, least=0)
        parts = [later, never] + ([first] if first in known.low else [])
        known.add_up(whole, parts)


def _tell_searches(known, months):
    """Searches are rounded each by itself; those without result are among them."""
    for name, unit in (
        ("searches_by_word", "all"),
        ("searches_without_result", "none"),
    ):
        rows = months.get(name, [])
        cells = {(row["word"],): _value(row, "searches") for row in rows}
        name_of = tell_table(known, unit, ("word",), cells, slack=SLACK)
        parts = [name_of(at) for at in cells if at != ("*",)]
        if ("*",) in cells and parts:
            known.add_up(name_of(("*",)), parts)
    for unit, at in [name for name in known.low if name[0] == "none"]:
        every, result = ("all", at), ("found", at)
        if every in known.low:
            known.tell(result, None, least=0)
            known.add_up(every, [(unit, at), result])
