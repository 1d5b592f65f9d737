"""Every kind of import beside the bare reading of the same file, in one table.

Medians of three runs, or BENCH_RUNS, each in a process of its own; BENCH_ROWS names
some rows alone. The ratios are of processor seconds, which other work on the machine
changes less than the clock's; both are printed. Matomo's importer is not run: its
documentation states 250 to 300 records a second on two cores (matomo-log-analytics,
README, Performance).
"""

import os
import platform
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from multiprocessing import get_context
from pathlib import Path

from tests.bench import bench_calls, bench_web
from tests.bench.made_exports import make_calls, make_tickets
from tests.bench.made_logs import make_log

RUNS = int(os.environ.get("BENCH_RUNS", "3"))
MATOMO_A_SECOND = 300
_HEAD = "system,record_type,record_id,answered_on"
_CALAMINE = """
import sys
from python_calamine import CalamineWorkbook
CalamineWorkbook.from_path(sys.argv[1]).get_sheet_by_index(0).to_python()
"""

_COLUMNS = (
    "import", "ours", "of the processor", "MB", "a second", "bare",
    "times its processor", "times its clock", "wc -l", "GoAccess",
    "times ours, clock and processor", "Matomo as it states",
)  # fmt: skip

Cost = tuple[float, float, int]
"""Seconds, processor seconds and most resident megabytes."""


@dataclass(frozen=True)
class Row:
    """What is imported, and what reads the same file bare."""

    name: str
    things: int
    make: Callable[[Path], Path]
    ours: Callable[[Path], object]
    bare: Callable[[Path], object] | None
    most_times: float | None
    goaccess: bool = False
    most_megabytes: int = 1200


def main() -> None:
    """Print the table, a line for each row as it is measured."""
    print(
        f"{platform.machine()}, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}; "
        f"medians of {RUNS}; seconds, and seconds of the processor"
    )
    wanted = os.environ.get("BENCH_ROWS", "").split(",")
    print(f"| {' | '.join(_COLUMNS)} |\n{'|---' * len(_COLUMNS)}|", flush=True)
    for row in ROWS:
        if wanted == [""] or row.name in wanted:
            with tempfile.TemporaryDirectory() as folder:
                _measure(row, row.make(Path(folder)))


def _measure(row: Row, file: Path) -> None:
    ours = _median(row.ours, file)
    (least, *_), (seconds, processor, _mb), (most, _p, megabytes) = ours
    cells = [
        row.name,
        f"{seconds:.2f} ({least:.2f}–{most:.2f})",
        f"{processor:.2f}",
        _against(megabytes, row.most_megabytes, ",.0f"),
        f"{row.things / seconds:,.0f}",
    ]
    if row.bare is not None:
        bare = _median(row.bare, file)[1]
        cells.append(f"{bare[0]:.2f}, {bare[1]:.2f}")
        cells.append(_against(processor / bare[1], row.most_times))
        cells.append(f"{seconds / bare[0]:.1f}")
    if row.goaccess:
        lines = _median(_count_lines, file)[1]
        cells.append(f"{lines[0]:.2f}, {lines[1]:.2f}")
        peer, times = "not installed", ""
        if shutil.which("goaccess"):
            took = _median(_run_goaccess, file)[1]
            peer = f"{took[0]:.2f}, {took[1]:.2f}"
            times = f"{took[0] / seconds:.1f}, {took[1] / processor:.1f}"
        cells += [peer, times, f"{row.things / MATOMO_A_SECOND:,.0f}"]
    cells += [""] * (len(_COLUMNS) - len(cells))
    print(f"| {' | '.join(cells)} |", flush=True)


def _against(value: float, most: float | None, form: str = ".1f") -> str:
    """A figure beside its limit, and whether it is within."""
    if most is None:
        return f"{value:{form}}"
    verdict = "within" if value <= most else "OVER"
    return f"{value:{form}}, {verdict} {most:,}"


def _median(act: Callable[[Path], object], file: Path) -> tuple[Cost, Cost, Cost]:
    """The least, the median and the most of each part of some runs."""
    runs = []
    for _ in range(RUNS):
        with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as alone:
            runs.append(alone.submit(_cost, act, file).result())
    parts = list(zip(*runs, strict=True))
    low, high = (tuple(map(pick, parts)) for pick in (min, max))
    return low, tuple(map(statistics.median, parts)), high  # type: ignore[return-value]


def _cost(act: Callable[[Path], object], file: Path) -> Cost:
    whose = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)

    def spent() -> float:
        used = map(resource.getrusage, whose)
        return sum(one.ru_utime + one.ru_stime for one in used)

    before, began = spent(), time.perf_counter()
    act(file)
    took = time.perf_counter() - began
    most = max(resource.getrusage(one).ru_maxrss for one in whose) >> 10
    return took, spent() - before, most


def _run(*command: str) -> None:
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)


def _import(file: Path, *more: str) -> None:
    """A whole import into an installation of its own, as a user starts it."""
    bench_web.begin_anew(file.parent)
    data = str(file.parent / "data")
    _run(sys.executable, "-m", "privacy", "import", str(file), "--data", data, *more)


def _import_request(file: Path) -> None:
    _import(file, "--source", "requests")


def _import_calls(file: Path) -> None:
    _import(file, "--source", "telephone")


def _import_records(file: Path) -> None:
    _import(file, "--source", "records")


def _bare_log(file: Path) -> None:
    _run(sys.executable, "-c", bench_web._DUCKDB, str(file))


def _count_lines(file: Path) -> None:
    _run("wc", "-l", str(file))


def _run_goaccess(file: Path) -> None:
    _run(*bench_web.commands_for(file, file.parent)["GoAccess"])


def _read(file: Path, source: str, rows: int) -> None:
    bench_calls.seconds_of_reading(file, source, rows)


def _read_bare(file: Path, how: str, rows: int) -> None:
    bench_calls.seconds_of_bare_reading(file, how, rows)


def _calamine(file: Path) -> None:
    """In the Python that BENCH_CALAMINE names: it is no package of ours."""
    _run(os.environ["BENCH_CALAMINE"], "-c", _CALAMINE, str(file))


def _log(lines: int, folder: Path) -> Path:
    make_log(folder / "access.log", lines)
    return folder / "access.log"


def _calls(folder: Path) -> Path:
    make_calls(folder / "Master.csv", bench_calls.CALLS)
    return folder / "Master.csv"


def _tickets(folder: Path) -> Path:
    make_tickets(folder / "jira.csv", bench_calls.TICKETS)
    return folder / "jira.csv"


def _one_request(folder: Path) -> Path:
    file = folder / "requests.csv"
    head = "request_id,request_type,received_at"
    file.write_text(f"{head}\nR1,registerutdrag,2026-11-20\n", encoding="utf-8")
    return file


def _workbook(rows: int, folder: Path) -> Path:
    """An inventory as Excel keeps it, its texts in the cells."""
    file = folder / "inventory-2026-11-20.xlsx"
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as book:
        for name, text in _PARTS.items():
            book.writestr(name, text)
        with book.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as sheet:
            sheet.write(f"<worksheet {_MAIN}><sheetData>".encode())
            sheet.write(_cells(1, _HEAD.split(",")))
            for n in range(rows):
                day = f"20{n % 20 + 5:02}-{n % 12 + 1:02}-{n % 28 + 1:02}"
                row = ("Enkätverktyg", "Enkätsvar", f"E{n}", day)
                sheet.write(_cells(n + 2, row))
            sheet.write(b"</sheetData></worksheet>")
    return file


def _cells(number: int, row: Sequence[str]) -> bytes:
    cells = "".join(
        f'<c r="{letter}{number}" t="inlineStr"><is><t>{cell}</t></is></c>'
        for letter, cell in zip("ABCD", row, strict=True)
    )
    return f'<row r="{number}">{cells}</row>'.encode()


_MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_PARTS = {
    "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types">'
    '<Default Extension="rels" '
    'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    f'<Override PartName="/xl/workbook.xml" ContentType="{_KIND}.sheet.main+xml"/>'
    f'<Override PartName="/xl/worksheets/sheet1.xml" '
    f'ContentType="{_KIND}.worksheet+xml"/></Types>',
    "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship '
    f'Id="r1" Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/>'
    "</Relationships>",
    "xl/workbook.xml": f'<workbook {_MAIN} xmlns:r="{_OFFICE}"><sheets>'
    '<sheet name="Blad1" sheetId="1" r:id="r1"/></sheets></workbook>',
    "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">'
    f'<Relationship Id="r1" Type="{_OFFICE}/worksheet" '
    'Target="worksheets/sheet1.xml"/></Relationships>',
}

ROWS = (
    Row("smallest", 1, _one_request, _import_request, None, None),
    *(
        Row(
            f"web {millions} M", millions * 1_000_000,
            partial(_log, millions * 1_000_000), _import, _bare_log, 3, goaccess=True,
        )
        for millions in (1, 5)
    ),
    Row(
        "calls 1 M", bench_calls.CALLS, _calls,
        partial(_read, source="telephone", rows=bench_calls.CALLS),
        partial(_read_bare, how=bench_calls._BARE_CALLS, rows=bench_calls.CALLS), 4,
        most_megabytes=900,
    ),
    Row("calls 1 M whole", bench_calls.CALLS, _calls, _import_calls, None, None,
        most_megabytes=900),
    Row(
        "tickets 100 k", bench_calls.TICKETS, _tickets,
        partial(_read, source="requests", rows=bench_calls.TICKETS),
        partial(_read_bare, how=bench_calls._BARE_TICKETS, rows=bench_calls.TICKETS),
        5,
    ),
    Row(
        "xlsx 1 M", 1_000_000, partial(_workbook, 1_000_000), _import_records,
        _calamine if "BENCH_CALAMINE" in os.environ else None, 3,
    ),
)  # fmt: skip
