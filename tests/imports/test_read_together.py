"""Small files that are read together give what each gives alone, cell by cell."""

import datetime
from dataclasses import replace
from functools import cache

import pytest
from conftest import AT, Home
from imports.test_taking_in import log
from imports.web.reading import combined

from privacy.imports import import_files, read_together
from privacy.storage import exports
from privacy.storage.databases import connect
from privacy.storage.rows import (
    FACTS,
    REJECTS,
    UNDATED,
    add_key,
    files_of,
    read_parts,
    reading,
)

BROKEN = b"nothing of a log\n"
SEARCH = combined("/sok?q=skada", address="198.18.7.7").encode() + b"\n"
NEUTRAL = (
    "time,address,page,status,referrer,agent\n"
    "2026-10-0{day} 10:00:00,198.18.0.{day},/sida{day},200,,Mozilla/5.0\n"
    "2026-10-0{day} 10:01:00,198.18.0.{day},/sida{day},404,,Mozilla/5.0\n"
)


def of_web():
    """Logs of one format: some with a broken line, a search, or of two months."""
    for number in range(12):
        content = log(6, start=7 * number)
        content += BROKEN * (number % 3) + SEARCH * (number % 2)
        if number == 5:
            content += content.replace(b"/Oct/", b"/Nov/")
        yield f"web/access-{number}.log", content
    yield "web/nothing-of-it.log", BROKEN * 4
    yield "web/empty.log", b""
    yield "web/cut.log", log(6, start=200)[:-10]
    yield (
        "web/wrapped.log",
        b"".join(
            b"2026-10-05T10:00:00.0Z stdout F " + line + b"\n"
            for line in log(5, start=300).splitlines()
        ),
    )


def of_neutral_logs():
    for day in range(1, 9):
        yield f"web/requests-{day}.csv", NEUTRAL.format(day=day).encode()


def of_calls():
    """Calls that share ids and seconds, a leg without time, days of another order."""
    head = "call_id,started_at,answered_at,ended_at,from_number,to_number,queue,agent\n"
    row = (
        "{id},2026-10-0{day} 10:00:0{n},{answer},2026-10-0{day} 10:05:00,"
        "070174060{n},1177,{queue},{agent}\n"
    )
    for number in range(12):
        day = number % 5 + 1
        rows = [
            row.format(
                id=call if number % 4 else "",
                day=day,
                n=n,
                answer=f"2026-10-0{day} 10:01:00" if n % 2 else "",
                queue=("Skador", "0701740605")[n % 3 == 2],
                agent=("201", "202")[number % 2],
            )
            for call in ("a", "b")
            for n in range(3)
        ]
        rows += ["x,in the morning,,,070,1177,,\n"] * (number % 3)
        yield f"telephone/calls-{number}.csv", (head + "".join(rows)).encode()
    other = row.format(id="c", day=1, n=1, answer="", queue="", agent="")
    for month_first in ("11/23/2026", "11/24/2026"):
        text = head + other.replace("2026-10-01", month_first)
        yield f"telephone/american-{month_first[3:5]}.csv", text.encode()
    nothing = head + "x,in the morning,,,070,1177,,\n" * 3
    yield "telephone/nothing-of-it.csv", nothing.encode()


def of_requests():
    """Requests with odd days of either order, an id again, a word that is unknown."""
    head = "request_id,request_type,received_at,closed_on,status\n"
    for number in range(10):
        day = ("2026-10-05", "5/10/2026", "23.10.2026", "2026-10-05 08:00")[number % 4]
        rows = [
            f"R{number},radering,{day},,öppen\n",
            f"R{number}b,tillgång,2026-10-06,{day},stängd\n",
            f"R{number % 3},skattning,2026-10-07,2026-10-0{number % 9 + 1},?\n",
            ",radering,2026-10-08,,\n",
            "Summa,3,,,\n" * (number % 2),
        ]
        content = (head + "".join(rows)).encode()
        yield f"requests/list-{number}-2026-11-{number + 1:02}.csv", content


def of_tickets():
    """What a ticket system exports: tickets again, days of either order, a test."""
    head = "Id,Subject,Status,Created at,Updated at,Solved at,Group,Type\n"
    for number in range(10):
        at = ("2026-10-05 08:00", "5/10/2026 08:00", "10/23/2026 08:00")[number % 3]
        rows = [
            f"{number + 1},Radera,Open,{at},{at},,Skydd,x\n",
            f"{number + 1},Radera,Solved,{at},2026-10-09 10:00,2026-10-09,Skydd,task\n",
            f"{number + 50},Mer,New,2026-10-06 09:00,2026-10-06 09:00,,Skydd,task\n",
        ]
        yield (
            f"requests/tickets-{number}-2026-11-01.csv",
            (head + "".join(rows)).encode(),
        )


def of_inventories():
    head = "system,record_type,record_id,created_on,answered_on,size\n"
    for number in range(10):
        rows = [
            f"S{number},Svar,E{n},2026-0{n + 1}-01,{n + 13}/1/2026,\n" for n in range(4)
        ]
        rows += [f"S{number},Svar,,2026-01-01,tills vidare,\n", ",,,,,\n"]
        yield f"records/list-{number}.csv", (head + "".join(rows)).encode()


def of_searches():
    head = "searched_at,word,hits,address\n"
    for number in range(8):
        rows = f"2026-10-0{number + 1} 10:00:00,Skada,0,198.18.0.{number}\nx,y,1,\n"
        again = f"2026-10-0{number + 1} 10:00:01,skada nu,3,\n"
        yield f"search/words-{number}.csv", (head + rows + again).encode()


def of_aggregates():
    """Reports of a tool are read one by one."""
    head = "tool,site,dimension,label,first_on,last_on,views,visits,visitors\n"
    for month in range(1, 7):
        row = f"Matomo,x,whole,,2026-0{month}-01,2026-0{month}-28,10,9,8\n"
        yield f"web_aggregates/report-{month}.csv", (head + row).encode()


KINDS = {
    "web": of_web,
    "neutral logs": of_neutral_logs,
    "calls": of_calls,
    "requests": of_requests,
    "tickets": of_tickets,
    "inventories": of_inventories,
    "searches": of_searches,
    "aggregates": of_aggregates,
}


def take_in(home, *, is_together, monkeypatch):
    """Read all exports; return the ledger and the rows, with nothing that is chance."""
    organisation = home.organisation
    result = list(exports.exports_in(organisation.exports))
    batch = import_files.Batch(
        store=home.installation.rows(organisation),
        policy=home.installation.policy(organisation),
        hints={path: path.parent.name for path in result},
        must_be_source=False,
        looks=exports.Looks(organisation),
        at=AT,
    )
    alone = []
    take_in_alone = read_together.read_export

    def taking_in(one):
        alone.append(one.export.path.name)
        return take_in_alone(one)

    with monkeypatch.context() as patch:
        patch.setattr(read_together, "read_export", taking_in)
        if not is_together:
            patch.setattr(read_together, "_alike", lambda intakes: [])
        import_files.import_files(batch, read_parts(organisation))
    parts = {part.file: part for part in read_parts(organisation)}
    rows = {name: rows_of(home, part) for name, part in parts.items()}
    plain = {
        name: replace(part, modified=0, exported_on="", imported_at="")
        for name, part in parts.items()
    }
    return plain, rows, alone


def rows_of(home, part):
    """Every cell of every file of an export, in an order of their own."""
    organisation = home.organisation
    keyring = home.installation.keyring(organisation)
    folder = organisation.rows / part.file_id
    result = {}
    connection = connect()
    add_key(connection, UNDATED, keyring.master())
    for span in {span.span for span in part.spans} - {UNDATED}:
        month = datetime.date.fromisoformat(f"{span}-01")
        add_key(connection, span, keyring.month(month))
    listed = [
        (file, span.span) for span in part.spans for file in files_of(folder, span)
    ]
    listed += [(folder / name, UNDATED) for name in (FACTS, REJECTS)]
    listed = [(file, span) for file, span in listed if file.exists()]
    for file, span in listed:
        table = connection.execute(f"from {reading([file], span)} order by all")
        result[file.name] = ([c[:2] for c in table.description], table.fetchall())
    connection.close()
    assert {f.name for f in folder.iterdir()} == {*result, "part.json"}
    return result


@cache
def keys_of(folder):
    """Keys that two organisations share, so that their hashes can be compared."""
    home = Home(folder)
    keyring = home.installation.keyring(home.organisation)
    keyring.master(make=True)
    for month in range(1, 13):
        keyring.month(datetime.date(2026, month, 1))
    return home.organisation.keys


@pytest.mark.parametrize("kind", KINDS)
def test_files_read_together_give_what_each_gives_alone(kind, tmp_path, monkeypatch):
    keys = keys_of(tmp_path / "keys")
    taken = []
    for is_together in (True, False):
        home = Home(tmp_path / str(is_together))
        home.organisation.keys.parent.mkdir(parents=True, exist_ok=True)
        home.organisation.keys.symlink_to(keys)
        for name, content in KINDS[kind]():
            home.put(name, content)
        taken.append(take_in(home, is_together=is_together, monkeypatch=monkeypatch))
    (ledger, rows, left), (expected, expected_rows, all_alone) = taken
    assert ledger == expected
    assert rows == expected_rows
    if kind != "aggregates":
        assert len(left) < len(all_alone) / 2, left
    assert any(part.refused is None and part.accepted for part in ledger.values())
    for part in ledger.values():
        assert part.read == part.accepted + part.rejected + part.duplicate
