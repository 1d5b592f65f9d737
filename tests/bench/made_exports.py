"""Makes exports of a telephone exchange and of a ticket system, for the benchmarks."""

import csv
import datetime
import itertools
import random
from collections.abc import Iterator
from pathlib import Path

_QUEUES = ("skador", "försäkringsfrågor", "vägledning", "växel")
_FIRST = datetime.datetime(2026, 10, 1, 8, tzinfo=datetime.UTC)
_DAYS = 31
_TICKET_COLUMNS = (
    "Summary", "Issue key", "Issue id", "Issue Type", "Status", "Project key",
    "Resolution", "Assignee", "Reporter", "Created", "Updated", "Resolved",
    "Due date", "Description", "Custom field (Request Type)",
    "Custom field (Identity requested)", "Custom field (Identity verified)", "Comment",
)  # fmt: skip


def make_calls(path: Path, calls: int, seed: int = 1) -> None:
    """Write Asterisk's Master.csv of one month, in order of time, no head row.

    Of a hundred calls three withhold the number, eighteen go out and twelve are missed;
    there is one number for every eight calls.
    """
    chance = random.Random(seed)
    numbers = [f"0701740{n:06}" for n in range(max(20, calls // 8))]
    with path.open("w", encoding="utf-8", newline="") as text:
        writer = csv.writer(text, quoting=csv.QUOTE_NONNUMERIC, lineterminator="\n")
        writer.writerows(_calls(chance, numbers, calls))


def _calls(
    chance: random.Random, numbers: list[str], calls: int
) -> Iterator[list[object]]:
    step = _DAYS * 86400 / calls
    for number in range(calls):
        at = _FIRST + datetime.timedelta(seconds=int(number * step))
        place = chance.randrange(len(_QUEUES))
        agent = f"{40 + place}{chance.randrange(10, 16)}"
        caller = "anonymous" if number % 33 == 0 else chance.choice(numbers)
        is_out, is_answered = number % 11 in (1, 5), number % 8 != 0
        wait = chance.randrange(2, 90)
        talk = chance.randrange(5, 900) if is_answered else 0
        answer = at + datetime.timedelta(seconds=wait)
        end = answer + datetime.timedelta(seconds=talk)
        source, target = (agent, caller) if is_out else (caller, f"{90 + place}00")
        yield [
            "", source, target, _QUEUES[place], f'"" <{source}>',
            f"SIP/trunk-{number:08x}", f"SIP/{agent}-{number:08x}" * is_answered,
            "Dial" if is_out else "Queue", _QUEUES[place], _told(at),
            _told(answer) if is_answered else "", _told(end), wait + talk, talk,
            "ANSWERED" if is_answered else "NO ANSWER", "DOCUMENTATION",
            f"{at.timestamp():.0f}.{number}", "",
        ]  # fmt: skip


def make_tickets(path: Path, tickets: int, seed: int = 1) -> None:
    """Write Jira's CSV with subjects, descriptions and comments of real length."""
    chance = random.Random(seed)
    words = "ärende handling begäran kopia konto uppgift svar beslut".split()
    texts = [" ".join(chance.choices(words, k=60)) for _ in range(200)]
    with path.open("w", encoding="utf-8", newline="") as text:
        writer = csv.writer(text, lineterminator="\n")
        writer.writerow(_TICKET_COLUMNS)
        for number in range(tickets):
            created = _FIRST - datetime.timedelta(minutes=7 * number)
            updated = created + datetime.timedelta(days=number % 40)
            is_closed = number % 5 != 0
            writer.writerow(
                [
                    texts[number % 200][:40],
                    f"DPO-{number + 1}",
                    10_000 + number,
                    "Service Request",
                    "Done" if is_closed else "Open",
                    "DPO",
                    "Done" if is_closed else "",
                    "",
                    "",
                    *map(_spelt, (created, updated)),
                    _spelt(updated) if is_closed else "",
                    "",
                    texts[number % 193],
                    ("Registerutdrag", "Radering", "Rättelse")[number % 3],
                    _spelt(created),
                    "",
                    "\n".join(_texts(texts, number)),
                ]
            )


def _told(at: datetime.datetime) -> str:
    return f"{at:%Y-%m-%d %H:%M:%S}"


def _spelt(at: datetime.datetime) -> str:
    return f"{at:%d/%b/%y} {at.hour % 12 or 12}:{at:%M %p}"


def _texts(texts: list[str], number: int) -> Iterator[str]:
    return itertools.islice(itertools.cycle(texts), number % 200, number % 200 + 2)
