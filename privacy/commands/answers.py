"""Commands that only read: ask, calendar, digest, inspect, verify, scan, serve."""

import argparse
import csv
import datetime
import json
import sys
from collections.abc import Iterable
from dataclasses import asdict

from privacy.commands.common import chosen, now_of, print_json, today_of
from privacy.contracts import Answer, Contract, contract_names, read_contract
from privacy.desk import Desk, permitted
from privacy.errors import BadContract, MailNotSent, NoReport, PrivacyError
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
from privacy.organisations import Organisation
from privacy.policy import LAST_POLICY, json_schema
from privacy.reports.inspection_pack import make_pack
from privacy.reports.manifest import Period
from privacy.roles import Role
from privacy.storage import verify_pack

_GIVEN = ("as_of", "language")
"""Parameters that `ask` gives itself: the day and the language."""


def ask(asked: argparse.Namespace, home: Installation) -> int:
    """Print the answer of one named query, or what may be asked and how."""
    if asked.name is None or asked.wants_help:
        return _explain(asked)
    organisation = home.organisation(asked.organisation)
    given: dict[str, object] = dict(_pair(text) for text in asked.param)
    desk = Desk(asked.role, organisation, home.keyring(organisation))
    wanted = desk.parameters(asked.name)
    if "as_of" in wanted:
        given.setdefault("as_of", (asked.as_of or today_of(asked)).isoformat())
    if "language" in wanted:
        given.setdefault("language", "sv")
    if "rows" in wanted:  # a part of a list; all of it, unless something else is asked
        given = {"after": 0, "rows": None, **given}
    answer = desk.ask(asked.name, **given)
    _print_answer(answer, "json" if asked.json else asked.format)
    return 0


def _explain(asked: argparse.Namespace) -> int:
    """Print the queries that a role may ask, or the parameters of one."""
    if asked.name is not None:
        print(_manual(permitted(asked.role, asked.name), asked.program))
    elif asked.wants_help:
        print(asked.usage())
    else:
        found = [read_contract(name) for name in contract_names("")]
        what = {c.name: c.what for c in found if asked.role in c.roles}
        if asked.json:
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


def changes(asked: argparse.Namespace, home: Installation) -> int:
    """Print the changes of rules to come, or those of a file, and what they do."""
    organisation = home.organisation(asked.organisation)
    as_of = asked.as_of or today_of(asked)
    if asked.consider is None:
        desk = Desk(Role.DPO, organisation, home.keyring(organisation))
        answers = tuple(desk.ask(name, as_of=as_of) for name in CHANGES)
    else:
        text = read_considered(asked.consider)
        answers = consider(home, organisation, text, as_of)
    if asked.json:
        print_json({a.contract.name: a.records() for a in answers})
        return 0
    for answer in answers:
        print(answer.contract.said["What"][0])
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


def calendar(asked: argparse.Namespace, home: Installation) -> int:
    """Write the last days of everything open into a calendar file."""
    organisation = home.organisation(asked.organisation)
    as_of = asked.as_of or today_of(asked)
    requests, incidents = _open_matters(asked, home, organisation, as_of)
    text = write_calendar(
        requests,
        incidents,
        title=home.policy(organisation).title,
        at=datetime.datetime.combine(as_of, now_of(asked).timetz()),
        secret=home.keyring(organisation).signing(),
        language=asked.language,
    )
    asked.output.write_text(text, encoding="utf-8", newline="")
    if asked.json:
        print_json({"file": str(asked.output), "events": text.count("BEGIN:VEVENT")})
    return 0


def digest(asked: argparse.Namespace, home: Installation) -> int:
    """Show the mail of the day, or send it, for each organisation chosen."""
    settings = mail_settings()
    if asked.send and settings is None:
        raise MailNotSent(
            "No mail server is set: PRIVACY_MAIL_HOST, PRIVACY_MAIL_FROM and "
            "PRIVACY_MAIL_TO say where the digest goes; see docs/commands.md."
        )
    if asked.send and dashboard_address() is None:
        print("PRIVACY_URL is not set, so the mail has no links.", file=sys.stderr)
    failed = False
    for organisation in chosen(asked, home):
        try:
            _one_digest(asked, home, organisation, settings)
        except PrivacyError as error:  # the next organisation gets its mail
            failed = True
            print(f"{organisation.id}: {error}", file=sys.stderr)
    return 1 if failed else 0


def _one_digest(
    asked: argparse.Namespace,
    home: Installation,
    organisation: Organisation,
    settings: MailSettings | None,
) -> None:
    """Show or send the mail of one organisation, and note what it said."""
    at, policy = now_of(asked), home.policy(organisation)
    mail = settings or MailSettings("", "", ())
    desk = Desk(Role.DPO, organisation, home.keyring(organisation))
    found = desk.ask("dpo/tasks", as_of=asked.as_of or today_of(asked))
    desk.close()
    tasks = tasks_of(
        found, at, asked.language, policy.faults, is_named=mail.names_requests
    )
    message = write_digest(
        mail,
        tasks,
        last_marked(organisation, "digest_sent"),
        title=policy.title,
        organisation=organisation.id,
        at=at,
        language=asked.language,
        address=dashboard_address(),
    )
    if asked.send and settings:
        send_mail(settings, message)
        mark(organisation, "digest_sent", at, tasks)
    if asked.json:
        print_json({"subject": message["Subject"], "is_sent": asked.send})
    elif not asked.send and (text := message.get_body(("plain",))):
        print(f"{message['Subject']}\n\n{text.get_content()}")


def inspect(asked: argparse.Namespace, home: Installation) -> int:
    """Write the inspection pack of one organisation."""
    organisation = home.organisation(asked.organisation)
    as_of = asked.as_of or today_of(asked)
    period = Period.of(asked.first, asked.last or as_of)
    key = signer(home, organisation, now_of(asked))
    desk = Desk(Role.DPO, organisation, home.keyring(organisation))
    title = home.policy(organisation).title
    pack = make_pack(desk, key, title, as_of, period, asked.language)
    desk.close()
    asked.output.write_bytes(pack)
    if asked.stamp_request:
        asked.stamp_request.write_bytes(verify_pack.stamp_request(pack))
    if asked.json:
        print_json({"file": str(asked.output), "bytes": len(pack), "key": key.public})
    return 0


def verify(asked: argparse.Namespace, _home: Installation) -> int:
    """Say for each file of a pack whether it is as it was made.

    It needs no key and no data of the installation.
    """
    try:
        found = verify_pack.findings_of(asked)
    except OSError as error:
        raise NoReport(
            f"{error.filename} cannot be read ({error.strerror}); name a pack, or the "
            "folder that it was unpacked into."
        ) from None
    if asked.json:
        print_json({"files": [one._asdict() for one in found]})
    else:
        print("\n".join(verify_pack.lines_of(found)))
    return 0 if verify_pack.is_well(found) else 1


def scan(asked: argparse.Namespace, home: Installation) -> int:
    """Look files through for personal data; say kinds and lines, never a value."""
    found, refused = [], {}
    for path in asked.files:
        try:
            found += scan_export(path)
        except PrivacyError as error:
            refused[path.name] = str(error)
    if asked.json:
        print_json({"found": [asdict(one) for one in found], "refused": refused})
        return 1 if refused else 0
    for one in found:
        where = f"{one.file}, {one.column}" if one.column else one.file
        lines = ", ".join(map(str, one.lines))
        more = " …" if one.count > len(one.lines) else ""
        print(f"{where}: {one.count} × {one.kind}, lines {lines}{more}")
    if not found and not refused:
        print("No personal data was found.")
    for sentence in refused.values():
        print(sentence, file=sys.stderr)
    return 1 if refused else 0


def _open_matters(
    asked: argparse.Namespace,
    home: Installation,
    organisation: Organisation,
    as_of: datetime.date,
) -> tuple[Answer, Answer]:
    desk = Desk(Role.DPO, organisation, home.keyring(organisation))
    given = {"as_of": as_of, "language": asked.language}
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


def serve_dashboard(asked: argparse.Namespace, home: Installation) -> int:
    """Serve the dashboard until stopped."""
    from privacy.server import serve  # streamlit takes a second to import

    for organisation in home.organisations() if home.is_begun else ():
        faults = home.policy(organisation).faults
        if faults:
            print(f"{organisation.id}: {LAST_POLICY}\n{faults}", file=sys.stderr)
    return serve(home, asked.address, asked.port)
