"""Commands that only read: ask, calendar, digest, inspect, verify, scan, serve."""

import argparse
import csv
import datetime
import json
import sys
from collections.abc import Iterable
from dataclasses import asdict

from privacy.commands.common import (
    chosen,
    now_of,
    print_json,
    today_of,
    write_file,
)
from privacy.contracts import Answer, Contract, contract_names, read_contract
from privacy.contracts.roles import Role
from privacy.desk import Desk, permitted
from privacy.errors import BadContract, MailNotSent, NoReport, PrivacyError
from privacy.errors.explained import reason_of
from privacy.imports.scanning import scan_export
from privacy.installation import (
    Installation,
    MailSettings,
    dashboard_address,
    mail_settings,
)
from privacy.operations.backup import signer
from privacy.operations.calendar import write_calendar
from privacy.operations.digest import send_mail, write_digest
from privacy.operations.rule_changes import CHANGES, consider, read_considered
from privacy.operations.tasks import last_marked, mark, tasks_of
from privacy.policy import LAST_POLICY, json_schema
from privacy.reports.inspection_pack import make_pack
from privacy.reports.manifest import Period
from privacy.storage import verify_pack
from privacy.storage.organisations import Organisation

_GIVEN = ("as_of", "language")
"""Parameters that `ask` gives itself: the day and the language."""


def ask(arguments: argparse.Namespace, home: Installation) -> int:
    """Print the answer of one named query, or what may be asked and how."""
    if arguments.name is None or arguments.wants_help:
        return _explain(arguments)
    organisation = home.organisation(arguments.organisation)
    given: dict[str, object] = dict(_pair(text) for text in arguments.param)
    desk = Desk(arguments.role, organisation, home.keyring(organisation))
    wanted = desk.parameters(arguments.name)
    if "as_of" in wanted:
        given.setdefault("as_of", (arguments.as_of or today_of(arguments)).isoformat())
    if "language" in wanted:
        given.setdefault("language", "sv")
    if "rows" in wanted:  # a part of a list; all of it, unless something else is asked
        given = {"after": 0, "rows": None, **given}
    answer = desk.ask(arguments.name, **given)
    _print_answer(answer, "json" if arguments.json else arguments.format)
    if withheld := sum(bool(row.get("is_withheld")) for row in answer.records()):
        explained = f"{withheld} of {len(answer.rows)} rows are withheld, so that "
        explained += f"nobody can be traced. {answer.contract.what}"
        print(explained, file=sys.stderr)
    return 0


def _explain(arguments: argparse.Namespace) -> int:
    """Print the queries that a role may ask, or the parameters of one."""
    if arguments.name is not None:
        print(_manual(permitted(arguments.role, arguments.name), arguments.program))
    elif arguments.wants_help:
        print(arguments.usage())
    else:
        result = [read_contract(name) for name in contract_names("")]
        what = {c.name: c.what for c in result if arguments.role in c.roles}
        if arguments.json:
            print_json(what)
        else:
            widest = max(map(len, what))
            for name, meaning in what.items():
                print(f"{name.ljust(widest)}  {meaning}")
    return 0


def _manual(contract: Contract, program: str) -> str:
    lines = [contract.name, f"  {contract.what}", "", "Parameters:"]
    given = "".join(
        f" --param {param.name}=..."
        for param in contract.params
        if param.name not in _GIVEN
    )
    lines += _aligned((p.name, p.type, p.meaning) for p in contract.params)
    lines += ["", "Columns:"]
    lines += _aligned((c.name, c.type, c.meaning) for c in contract.columns)
    call = f"  {program} ask {contract.name}{given}"
    return "\n".join([*lines, "", "Example:", call])


def _aligned(rows: Iterable[tuple[str, str, str]]) -> list[str]:
    listed = list(rows)
    if not listed:
        return ["  none"]
    name, kind = (max(len(row[n]) for row in listed) for n in (0, 1))
    return [f"  {a.ljust(name)}  {b.ljust(kind)}  {c}" for a, b, c in listed]


def changes(arguments: argparse.Namespace, home: Installation) -> int:
    """Print the changes of rules to come, or those of a file, and what they do."""
    organisation = home.organisation(arguments.organisation)
    as_of = arguments.as_of or today_of(arguments)
    if arguments.consider is None:
        desk = Desk(Role.DPO, organisation, home.keyring(organisation))
        answers = tuple(desk.ask(name, as_of=as_of) for name in CHANGES)
    else:
        text = read_considered(arguments.consider)
        answers = consider(home, organisation, text, as_of)
    if arguments.json:
        print_json({a.contract.name: a.records() for a in answers})
        return 0
    for answer in answers:
        print(answer.contract.header["What"][0])
        _print_answer(answer, "table")
        print()
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


def calendar(arguments: argparse.Namespace, home: Installation) -> int:
    """Write the last days of everything open into a calendar file."""
    organisation = home.organisation(arguments.organisation)
    as_of = arguments.as_of or today_of(arguments)
    requests, incidents = _open_matters(arguments, home, organisation, as_of)
    text = write_calendar(
        requests,
        incidents,
        title=home.policy(organisation).title,
        at=datetime.datetime.combine(as_of, now_of(arguments).timetz()),
        secret=home.keyring(organisation).signing(),
        language=arguments.language,
    )
    write_file(arguments.output, text.encode())
    if arguments.json:
        print_json(
            {"file": str(arguments.output), "events": text.count("BEGIN:VEVENT")}
        )
    return 0


def digest(arguments: argparse.Namespace, home: Installation) -> int:
    """Show the mail of the day, or send it, for each organisation chosen."""
    settings = mail_settings()
    if arguments.send and settings is None:
        raise MailNotSent(
            "No mail server is set: PRIVACY_MAIL_HOST, PRIVACY_MAIL_FROM and "
            "PRIVACY_MAIL_TO say where the digest goes; see docs/commands.md."
        )
    if arguments.send and dashboard_address() is None:
        print("PRIVACY_URL is not set, so the mail has no links.", file=sys.stderr)
    failed = False
    for organisation in chosen(arguments, home):
        try:
            _one_digest(arguments, home, organisation, settings)
        except PrivacyError as error:  # the next organisation gets its mail
            failed = True
            print(f"{organisation.id}: {error}", file=sys.stderr)
    return 1 if failed else 0


def _one_digest(
    arguments: argparse.Namespace,
    home: Installation,
    organisation: Organisation,
    settings: MailSettings | None,
) -> None:
    """Show or send the mail of one organisation, and note what it said."""
    at, policy = now_of(arguments), home.policy(organisation)
    mail = settings or MailSettings("", "", ())
    desk = Desk(Role.DPO, organisation, home.keyring(organisation))
    answer = desk.ask("dpo/tasks", as_of=arguments.as_of or today_of(arguments))
    desk.close()
    tasks = tasks_of(
        answer, at, arguments.language, policy.faults, is_named=mail.names_requests
    )
    message = write_digest(
        mail,
        tasks,
        last_marked(organisation, "digest_sent"),
        title=policy.title,
        organisation=organisation.id,
        at=at,
        language=arguments.language,
        address=dashboard_address(),
    )
    if arguments.send and settings:
        send_mail(settings, message)
        mark(organisation, "digest_sent", at, tasks)
    if arguments.json:
        print_json({"subject": message["Subject"], "is_sent": arguments.send})
    elif not arguments.send and (text := message.get_body(("plain",))):
        print(f"{message['Subject']}\n\n{text.get_content()}")


def inspect(arguments: argparse.Namespace, home: Installation) -> int:
    """Write the inspection pack of one organisation."""
    organisation = home.organisation(arguments.organisation)
    as_of = arguments.as_of or today_of(arguments)
    period = Period.of(arguments.first, arguments.last or as_of)
    key = signer(home, organisation, now_of(arguments))
    desk = Desk(Role.DPO, organisation, home.keyring(organisation))
    title = home.policy(organisation).title
    pack = make_pack(desk, key, title, as_of, period, arguments.language)
    desk.close()
    write_file(arguments.output, pack)
    if arguments.stamp_request:
        write_file(arguments.stamp_request, verify_pack.stamp_request(pack))
    if arguments.json:
        print_json(
            {"file": str(arguments.output), "bytes": len(pack), "key": key.public}
        )
    return 0


def verify(arguments: argparse.Namespace, _home: Installation) -> int:
    """Say for each file of a pack whether it is as it was made.

    It needs no key and no data of the installation.
    """
    try:
        result = verify_pack.findings_of(arguments)
    except OSError as error:
        raise NoReport(
            f"{error.filename} cannot be read ({reason_of(error)}); name a pack, or "
            "the folder that it was unpacked into."
        ) from None
    if arguments.json:
        print_json({"files": [one._asdict() for one in result]})
    else:
        print("\n".join(verify_pack.lines_of(result)))
    return 0 if verify_pack.is_well(result) else 1


def scan(arguments: argparse.Namespace, home: Installation) -> int:
    """Look files through for personal data; say kinds and lines, never a value."""
    result, refused = [], {}
    for path in arguments.files:
        try:
            result += scan_export(path)
        except PrivacyError as error:
            refused[path.name] = str(error)
    if arguments.json:
        print_json({"found": [asdict(one) for one in result], "refused": refused})
        return 1 if refused else 0
    for one in result:
        where = f"{one.file}, {one.column}" if one.column else one.file
        lines = ", ".join(map(str, one.lines))
        more = " …" if one.count > len(one.lines) else ""
        print(f"{where}: {one.count} × {one.kind}, lines {lines}{more}")
    if not result and not refused:
        print("No personal data was found.")
    for sentence in refused.values():
        print(sentence, file=sys.stderr)
    return 1 if refused else 0


def _open_matters(
    arguments: argparse.Namespace,
    home: Installation,
    organisation: Organisation,
    as_of: datetime.date,
) -> tuple[Answer, Answer]:
    desk = Desk(Role.DPO, organisation, home.keyring(organisation))
    given = {"as_of": as_of, "language": arguments.language}
    wanted = {
        name: {k: v for k, v in given.items() if k in desk.parameters(name)}
        for name in ("dpo/requests", "dpo/incidents")
    }
    requests, incidents = (desk.ask(name, **given) for name, given in wanted.items())
    desk.close()
    return requests, incidents


def schema(_asked: argparse.Namespace, _home: Installation) -> int:
    """Print the JSON Schema of a policy file, for editors."""
    print(json.dumps(json_schema(), ensure_ascii=False, indent=2))
    return 0


def serve_dashboard(arguments: argparse.Namespace, home: Installation) -> int:
    """Serve the dashboard until stopped."""
    from privacy.server import serve  # streamlit takes a second to import

    for organisation in home.organisations() if home.is_begun else ():
        faults = home.policy(organisation).faults
        if faults:
            listed = "\n".join(map(str, faults))
            print(f"{organisation.id}: {LAST_POLICY}\n{listed}", file=sys.stderr)
    return serve(home, arguments.address, arguments.port)
