"""The deadline of a request, written a second time in plain Python.

Nothing here comes from the program: months are dateutil's, holidays the holidays
package's, and the rules are read from the regulation one request at a time.
"""

import datetime
import functools
from collections.abc import Mapping
from zoneinfo import ZoneInfo

import holidays
from dateutil.relativedelta import relativedelta

SWEDEN = ZoneInfo("Europe/Stockholm")
DAY = datetime.timedelta(days=1)
PAIRS = (
    ("identity_requested_on", "identity_verified_on"),
    ("clarification_asked_on", "clarification_answered_on"),
)
EVENTS = (
    *(name for pair in PAIRS for name in pair),
    "extension_notified_on",
    "closed_on",
)
PROMISE_DAYS = 30
SOON_DAYS = 7

Date = datetime.date


@functools.cache
def _holidays(year: int) -> frozenset[Date]:
    return frozenset(holidays.Sweden(years=year, include_sundays=False))


def is_free(day: Date, *, with_eves: bool = False) -> bool:
    """Whether a last day cannot be this one."""
    friday = 4
    is_midsummer_eve = (
        day.month == 6 and day.weekday() == friday and 19 <= day.day <= 25
    )
    is_eve = is_midsummer_eve or (day.month == 12 and day.day in (24, 31))
    return (
        day.weekday() > friday or day in _holidays(day.year) or (with_eves and is_eve)
    )


@functools.cache
def moved(day: Date, *, with_eves: bool = False) -> Date:
    """The first day from this one on that is not free."""
    while is_free(day, with_eves=with_eves):
        day += DAY
    return day


def months_after(day: Date, months: int) -> Date:
    return day + relativedelta(months=months)


def received_day(request: Mapping[str, str | None]) -> Date | None:
    text = request["received_at"]
    if not text:
        return None
    return datetime.datetime.fromisoformat(text).astimezone(SWEDEN).date()


def reckon(request: Mapping[str, str | None], as_of: Date, *, promise: bool) -> dict:
    """What dpo/requests ought to answer about one request."""
    days = {
        name: Date.fromisoformat(request[name]) if request.get(name) else None
        for name in EVENTS
    }
    received = received_day(request)
    if received is None:
        return {"status": "Underlag saknas"}
    if _is_impossible(received, days, as_of):
        return {"status": "Ogiltiga datum"}
    known = {
        name: day if day is not None and day <= as_of else None
        for name, day in days.items()
    }
    return _reckon(request, received, known, days["closed_on"], as_of, promise)


def _is_impossible(received, days, as_of) -> bool:
    if received > as_of or any(day and day < received for day in days.values()):
        return True
    for item, answered in PAIRS:
        if days[answered] and (not days[item] or days[answered] < days[item]):
            return True
    return False


def _reckon(request, received, known, closed_later, as_of, promise) -> dict:
    closed = known["closed_on"]
    nominal = months_after(received, 1)
    stopped, is_paused, last_answer = _suspended(known, nominal, as_of)
    days = len(stopped)
    first = moved(nominal + days * DAY)
    extended = None
    is_valid = None
    if known["extension_notified_on"]:
        is_valid = known["extension_notified_on"] <= first and bool(
            request.get("extension_reason")
        )
        if is_valid:
            extended = months_after(received, 3) + days * DAY
    is_refused = request.get("outcome") == "avslag" and (
        closed is not None or closed_later is None
    )
    last = extended if extended and not is_refused else nominal + days * DAY
    due = moved(last)
    promised = received + (PROMISE_DAYS + days) * DAY if promise else None
    return {
        "received_on": received,
        "nominal_on": nominal,
        "suspended_days": days,
        "one_month_due_on": first,
        "one_month_due_with_eves_on": moved(nominal + days * DAY, with_eves=True),
        "unpaused_due_on": moved(nominal),
        "extension_is_valid": is_valid,
        "extended_due_on": moved(extended) if extended else None,
        "statutory_due_on": due,
        "statutory_due_with_eves_on": moved(last, with_eves=True),
        "promise_due_on": promised,
        "target_due_on": min(due, promised) if promised else due,
        "restart_due_on": moved(months_after(last_answer, 1)) if last_answer else None,
        "days_left": (due - as_of).days if closed is None else None,
        "status": _status(request, closed, due, as_of, is_paused),
        "promise_status": _promise_status(closed, promised, as_of),
    }


def _suspended(known, nominal, as_of):
    """The days that stand still, whether they still do, and the last answer."""
    closed = known["closed_on"]
    until = closed or as_of
    asked_in_order = sorted(
        (known[item], place)
        for place, (item, _) in enumerate(PAIRS)
        if known[item] and known[item] <= until
    )
    stopped: set[Date] = set()
    is_paused, answers = False, []
    for day, place in asked_in_order:
        if day > moved(nominal + len(stopped) * DAY):
            break
        answer = known[PAIRS[place][1]]
        answers.append(answer)
        end = min(answer, until) if answer else until
        stopped |= {day + n * DAY for n in range((end - day).days)}
        is_paused |= answer is None and closed is None
    last = max(min(day, until) for day in answers) if answers and all(answers) else None
    return stopped, is_paused, last


def _status(request, closed, due, as_of, is_paused) -> str:
    if closed:
        if request.get("outcome") == "återkallad":
            return "Återkallad"
        return "Besvarad i tid" if closed <= due else "Besvarad för sent"
    if is_paused:
        return "Pausad"
    if as_of > due:
        return "Försenad"
    if as_of == due:
        return "Förfaller i dag"
    return "Förfaller snart" if (due - as_of).days <= SOON_DAYS else "Pågår"


def _promise_status(closed, promised, as_of) -> str | None:
    if promised is None:
        return None
    if (closed or as_of) > promised:
        return "Löftet brutet"
    return "Löftet hållet" if closed else "Löper"
