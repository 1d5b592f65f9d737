"""What the command line can do."""

import argparse
import csv
import datetime
import json
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from zoneinfo import ZoneInfo

from privacy import checkup, office
from privacy.contracts import Answer
from privacy.databases import ZONE
from privacy.desk import Desk
from privacy.errors import BadContract, PrivacyError
from privacy.example import write_example
from privacy.installation import EXAMPLE, Installation, installation_from
from privacy.organisations import Organisation
from privacy.roles import Role


def main(words: Sequence[str], now: datetime.datetime) -> int:
    """Run one command at an instant; the status is 0 only when all went well."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    asked = _parser().parse_args(words)
    asked.now, asked.today = now, now.astimezone(ZoneInfo(ZONE)).date()
    run: Callable[[argparse.Namespace, Installation], int] = asked.run
    try:
        return run(asked, installation_from(data=asked.data))
    except PrivacyError as error:
        print(f"{type(error).__name__}: {error}", file=sys.stderr)
        return 1
    except BrokenPipeError:
        return 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m privacy", description=__doc__)
    parser.add_argument("--data", help="data folder, else PRIVACY_DATA, else example")
    parser.add_argument("--organisation", help="which one, when there are several")
    shared = argparse.ArgumentParser(add_help=False)
    shared.add_argument("--data", default=argparse.SUPPRESS)
    shared.add_argument("--organisation", default=argparse.SUPPRESS)
    shared.add_argument("--json", action="store_true", help="one summary, for machines")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    def command(name: str, run: object, help: str) -> argparse.ArgumentParser:
        made = commands.add_parser(name, parents=[shared], help=help)
        made.set_defaults(run=run)
        return made

    taking = command("import", _import, "take exports in and build anew")
    taking.add_argument("files", nargs="*", type=Path, metavar="FILE")
    taking.add_argument("--source", help="the source, when the content cannot tell")
    taking.add_argument("--cluster", help="address of a Dask scheduler to read with")
    asking = command("ask", _ask, "ask a named query")
    asking.add_argument("name")
    asking.add_argument("--role", type=Role, default=Role.DPO, choices=list(Role))
    asking.add_argument("--as-of", type=datetime.date.fromisoformat)
    asking.add_argument("--param", action="append", default=[], metavar="NAME=VALUE")
    asking.add_argument("--format", choices=("csv", "json", "table"), default="table")
    command("release", _release, "release the closed months that are not released")
    command("check", _check, "say whether the installation is sound")
    command("example", _example, "make the example data anew, relative to today")
    serving = command("serve", _serve, "serve the dashboard")
    serving.add_argument("--address", default="127.0.0.1")
    serving.add_argument("--port", type=int, default=8501)
    return parser


def _chosen(asked: argparse.Namespace, home: Installation) -> list[Organisation]:
    if asked.organisation:
        return [home.organisation(asked.organisation)]
    return home.organisations()


def _import(asked: argparse.Namespace, home: Installation) -> int:
    if asked.files:
        organisations = [home.organisation(asked.organisation)]
    else:
        organisations = _chosen(asked, home)
    summaries = [
        office.import_exports(
            home,
            organisation,
            asked.files,
            source=asked.source,
            at=asked.now,
            as_of=asked.today,
            progress=_progress(asked),
            cluster=asked.cluster,
        )
        for organisation in organisations
    ]
    if asked.json:
        files = [file.as_json() for found in summaries for file in found.files]
        builds = [found.build for found in summaries]
        build = builds[0] if len(builds) == 1 else builds
        print(json.dumps({"files": files, "build": build}, ensure_ascii=False))
    else:
        for found in summaries:
            print("\n".join(found.lines()))
    return 0 if all(found.is_well for found in summaries) else 1


def _release(asked: argparse.Namespace, home: Installation) -> int:
    summaries = [
        office.release_months(
            home, organisation, asked.now, asked.today, _progress(asked)
        )
        for organisation in _chosen(asked, home)
    ]
    if asked.json:
        print(json.dumps({"releases": [s.as_json() for s in summaries]}))
    else:
        for found in summaries:
            print("\n".join(found.lines()))
    return 0 if all(found.is_well for found in summaries) else 1


def _ask(asked: argparse.Namespace, home: Installation) -> int:
    organisation = home.organisation(asked.organisation)
    given = dict(_pair(text) for text in asked.param)
    desk = Desk(asked.role, organisation, home.keyring(organisation))
    wanted = desk.parameters(asked.name)
    if "as_of" in wanted:
        given.setdefault("as_of", (asked.as_of or asked.today).isoformat())
    if "language" in wanted:
        given.setdefault("language", "sv")
    answer = desk.ask(asked.name, **given)
    _print_answer(answer, "json" if asked.json else asked.format)
    return 0


def _pair(text: str) -> tuple[str, str]:
    name, sign, value = text.partition("=")
    if not sign:
        raise BadContract("--param takes NAME=VALUE, with an equals sign between.")
    return name, value


def _print_answer(answer: Answer, form: str) -> None:
    names = answer.contract.column_names
    if form == "json":
        print(json.dumps(answer.records(), ensure_ascii=False, default=_plain))
    elif form == "csv":
        writer = csv.writer(sys.stdout, lineterminator="\n")
        writer.writerow(names)
        writer.writerows([[_plain(v) for v in row] for row in answer.rows])
    else:
        rows = [[str(_plain(v)) for v in row] for row in answer.rows]
        widths = [max(map(len, column)) for column in zip(names, *rows, strict=True)]
        for row in [list(names), *rows]:
            cells = (cell.ljust(w) for cell, w in zip(row, widths, strict=True))
            print("  ".join(cells).rstrip())


def _plain(value: object) -> object:
    """A value as text files write it: ISO dates, true and false, null as empty."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime.date | datetime.datetime):
        return value.isoformat()
    if isinstance(value, list):
        return ";".join(str(_plain(part)) for part in value)
    return value


def _check(asked: argparse.Namespace, home: Installation) -> int:
    findings = [
        finding
        for organisation in _chosen(asked, home)
        for finding in checkup.check(home, organisation, asked.today)
    ]
    if asked.json:
        print(json.dumps({"checks": [f.as_json() for f in findings]}))
    else:
        print("\n".join(str(finding) for finding in findings))
    return 0 if all(finding.is_well for finding in findings) else 1


def _example(asked: argparse.Namespace, home: Installation) -> int:
    data = home.data if asked.data else EXAMPLE
    made = write_example(data, asked.today, keys=home.keys)
    if asked.json:
        print(json.dumps({"files": [str(file) for file in made]}))
    elif made:
        print(f"{len(made)} exports written below {data}.")
    else:
        print(f"The example of today is there already, below {data}.")
    return 0


def _serve(asked: argparse.Namespace, home: Installation) -> int:
    from privacy.server import serve  # streamlit takes a second to import

    return serve(home, asked.address, asked.port)


def _progress(asked: argparse.Namespace) -> Callable[[str], None]:
    """Say on one line of the terminal what is being done; silent when not watched."""
    if asked.json or not sys.stderr.isatty():
        return lambda said: None
    return lambda said: print(f"\r\x1b[K{said}", end="", file=sys.stderr, flush=True)
