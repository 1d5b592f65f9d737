"""The command line: its commands, their arguments and their help."""

import argparse
import datetime
import sys
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from importlib import import_module
from pathlib import Path

from privacy.commands.common import print_json
from privacy.contracts.roles import Role
from privacy.errors import PrivacyError
from privacy.errors.explained import explain, is_interrupted
from privacy.installation import Installation, installation_from, protect_files
from privacy.releases import SOURCES
from privacy.storage import verify_pack
from privacy.storage.databases import stay_small
from privacy.wording import LANGUAGES

Clock = Callable[[], datetime.datetime]
Command = Callable[[argparse.Namespace, Installation], int]

_PROGRAM = "python -m privacy"
_ABOUT = """\
Holds a company's published privacy policy against what its systems log, day by day,
for its data protection officer: promises, requests, retention and legal holds.
Managers and analysts get monthly statistics in which nobody can be traced.
"""
_EXAMPLES = """\
Examples:
  {program} import exports/web/access.log
  {program} ask dpo/requests --as-of 2026-11-23 --format csv

`COMMAND --help` explains a command, `ask NAME --help` the parameters of a query.
The exit status is 0 only when all went well."""
GROUPS: Mapping[str, Sequence[str]] = {
    "To begin": ("example", "new", "read-policy", "schema"),
    "Every day": ("import", "check", "digest", "calendar"),
    "Questions and reports": (
        "ask",
        "report",
        "processing",
        "public-page",
        "inspect",
        "verify",
        "changes",
        "scan",
    ),
    "Decisions of the officer": (
        "release",
        "correct",
        "accept-inventory",
        "gallra",
    ),
    "Running the installation": (
        "serve",
        "backup",
        "replace-key",
    ),
}
"""The commands as the help lists them; a test holds that each stands here once."""


def main(
    words: Sequence[str],
    clock: Clock,
    give_way: Callable[[], None] = lambda: None,
    program: str = _PROGRAM,
    *,
    is_alone: bool = False,
) -> int:
    """Run one command; the status is 0 only when all went well.

    `clock` gives the instant it is, with a zone; `give_way` is called before work that
    takes long, so that who looks at the dashboard meanwhile waits no longer for it.
    `program` is what the person types to run this program; `is_alone` says that its
    process runs nothing else.
    """
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    arguments = parser_of_commands(program).parse_args(words)
    arguments.program = program
    protect_files()
    arguments.clock, arguments.now = clock, clock()
    if arguments.is_long:
        give_way()
        if is_alone:
            stay_small()
    try:
        return _find(arguments.run)(arguments, installation_from(data=arguments.data))
    except BrokenPipeError:
        return 1
    except (Exception, KeyboardInterrupt) as error:
        if is_interrupted(error):
            print("Interrupted. What was there before still holds.", file=sys.stderr)
            return 130
        kind = type(error).__name__
        text = str(error) if isinstance(error, PrivacyError) else explain(error)
        print(f"{kind}: {text}", file=sys.stderr)
        if arguments.json:
            print_json({"error": kind, "why": [text]})
        return 1


def _find(name: str) -> Command:
    """A command's function by its module and name: others are not even loaded."""
    module, function = name.split(".")
    result: Command = getattr(import_module(f"privacy.commands.{module}"), function)
    return result


@cache
def parser_of_commands(program: str = _PROGRAM) -> argparse.ArgumentParser:
    """What reads the words of the command line, and writes the help."""
    parser = argparse.ArgumentParser(
        prog=program,
        description=_ABOUT,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        usage=f"{program} [--data DIR] [--organisation ID] COMMAND ...",
    )
    parser.add_argument("--data", help="data folder, else PRIVACY_DATA, else example")
    parser.add_argument("--organisation", help="which one, when there are several")
    shared = argparse.ArgumentParser(add_help=False)
    shared.add_argument("--data", default=argparse.SUPPRESS)
    shared.add_argument("--organisation", default=argparse.SUPPRESS)
    shared.add_argument("--json", action="store_true", help="one summary, for machines")
    commands = parser.add_subparsers(
        required=True, metavar="COMMAND", help=argparse.SUPPRESS
    )

    def command(
        name: str, run: str, about: str, *, is_long: bool = False, helps: bool = True
    ) -> argparse.ArgumentParser:
        made = commands.add_parser(
            name,
            parents=[shared],
            prog=f"{program} {name}",
            description=f"{about[0].upper()}{about[1:]}.",
            add_help=helps,
        )
        made.set_defaults(run=run, is_long=is_long)
        summaries[name] = about
        return made

    summaries: dict[str, str] = {}

    day = datetime.date.fromisoformat
    taking = command(
        "import", "data.import_exports", "import exports and make a build", is_long=True
    )
    taking.add_argument("files", nargs="*", type=Path, metavar="FILE")
    taking.add_argument("--source", help="the source, when the content cannot tell")
    taking.add_argument("--cluster", help="address of a Dask scheduler to read with")
    taking.add_argument(
        "--watch", type=int, metavar="SECONDS", help="again and again, until stopped"
    )
    accepting = command(
        "accept-inventory",
        "data.accept_inventory",
        "let an inventory stand that is held back",
        is_long=True,
    )
    accepting.add_argument("system", metavar="SYSTEM")
    accepting.add_argument("exported_on", type=day, metavar="YYYY-MM-DD")
    asking = command(
        "ask",
        "answers.ask",
        "ask a named query; without a name, list the queries that the role may ask",
        helps=False,
    )
    asking.add_argument("name", nargs="?", help="with --help: its parameters")
    asking.add_argument("-h", "--help", action="store_true", dest="wants_help")
    asking.set_defaults(usage=asking.format_help)
    asking.add_argument("--role", type=Role, default=Role.DPO, choices=list(Role))
    asking.add_argument("--as-of", type=day)
    asking.add_argument("--param", action="append", default=[], metavar="NAME=VALUE")
    asking.add_argument("--format", choices=("csv", "json", "table"), default="table")
    releasing = command(
        "release",
        "data.release",
        "list the closed months that are ready to publish, and publish them",
        is_long=True,
    )
    releasing.add_argument("releases", nargs="*", metavar="RELEASE", help="else all")
    releasing.add_argument(
        "--publish", action="store_true", help="publish: it cannot be taken back"
    )
    deleting = command(
        "gallra", "data.gallra", "delete own files that are due", is_long=True
    )
    deleting.add_argument("--dry-run", action="store_true", help="only say which")
    command(
        "replace-key",
        "data.replace_key",
        "put another master key in its place",
        is_long=True,
    )
    keeping = command(
        "backup", "data.back_up", "copy the data, without exports and keys"
    )
    keeping.add_argument("folder", type=Path, help="one that is not there yet")
    command("check", "data.check", "say whether the installation is sound")
    command("example", "data.example", "make the example data, relative to today")
    starting = command(
        "new", "policies.new", "begin an organisation with one policy file"
    )
    starting.add_argument(
        "id", metavar="ID", help="a short name, as exempel-forsakring"
    )
    starting.add_argument("--title", required=True, help="its name on screen")
    reading = command(
        "read-policy",
        "policies.read_published",
        "list what a published policy promises, and write it as policy rows",
    )
    reading.add_argument("file", type=Path, help=".txt .html .pdf or .docx")
    reading.add_argument(
        "--accept", nargs="+", metavar="NUMBER", help="proposals to write, or all"
    )
    reading.add_argument("--valid-from", type=day, help="the policy's day, else today")
    command("schema", "answers.schema", "the JSON Schema of policy files, for editors")
    coming = command("changes", "answers.changes", "what changes of the rules will do")
    coming.add_argument("--as-of", type=day)
    coming.add_argument(
        "--consider", type=Path, metavar="FILE", help="policy rows; nothing is saved"
    )
    serving = command("serve", "answers.serve_dashboard", "serve the dashboard")
    serving.add_argument("--address", default="127.0.0.1")
    serving.add_argument("--port", type=int, default=8501)
    calendar = command("calendar", "answers.calendar", "last days to answer, iCalendar")
    calendar.add_argument("-o", "--output", type=Path, required=True)
    pack = command("inspect", "answers.inspect", "a pack for the authority, as a zip")
    pack.add_argument("-o", "--output", type=Path, required=True)
    for option, which in (("first", "else a year before the last"), ("last", "today")):
        pack.add_argument(f"--{option}", type=day, metavar="YYYY-MM-DD", help=which)
    pack.add_argument(
        "--stamp-request",
        type=Path,
        metavar="FILE.tsq",
        help="also what a time stamping authority is sent (RFC 3161)",
    )
    checking = command(
        "verify", "answers.verify", "say whether a pack is as it was made"
    )
    verify_pack.add_arguments(checking)
    scanning = command("scan", "answers.scan", "look files through for personal data")
    scanning.add_argument("files", nargs="+", type=Path, metavar="FILE")
    digest = command("digest", "answers.digest", "what became due, as a mail")
    digest.add_argument("--send", action="store_true", help="else it is only shown")
    paper = command("report", "reports.report", "the report of a month or of a year")
    paper.add_argument("period", metavar="YYYY-MM|YYYY")
    paper.add_argument(
        "-o",
        "--output",
        type=Path,
        required=True,
        help="a month: .html .pdf .csv .xlsx .parquet .zip; a year: .html .pdf .docx",
    )
    register = command(
        "processing", "reports.processing", "the register of processing (GDPR art. 30)"
    )
    register.add_argument(
        "-o", "--output", type=Path, required=True, help=".docx .pdf .html .csv"
    )
    public = command(
        "public-page", "reports.public_page", "a page of what is released, for the web"
    )
    public.add_argument("-o", "--output", type=Path, required=True)
    correcting = command("correct", "reports.correct", "correct one release, once")
    correcting.add_argument("source", choices=SOURCES)
    correcting.add_argument(
        "month", metavar="YYYY-MM", help="first month of its period"
    )
    correcting.add_argument("--reason", required=True, help="why; kept in the journal")
    for made in (calendar, digest, pack, paper, public, register):
        made.add_argument("--as-of", type=day)
        made.add_argument("--language", choices=LANGUAGES, default="sv")
    parser.epilog = _listed(summaries, program)
    return parser


def _listed(summaries: Mapping[str, str], program: str) -> str:
    """The commands by group, and two examples."""
    widest = max(map(len, summaries))
    lines = []
    for group, names in GROUPS.items():
        lines.append(f"{group}:")
        lines += [f"  {name.ljust(widest)}  {summaries[name]}" for name in names]
        lines.append("")
    return "\n".join([*lines, _EXAMPLES.format(program=program)])
