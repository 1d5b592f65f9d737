"""What leaves the dashboard each day as one mail.

It holds no personal data: it says how many and when, and at most which right and which
ticket number. Pure functions of answers and of the day; only `send_mail` touches the
network.
"""

import datetime
import hashlib
import smtplib
import ssl
from collections.abc import Mapping, Sequence
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime

from privacy.contracts import Answer
from privacy.contracts.statuses import PromiseStatus, RequestStatus
from privacy.errors import MailNotSent
from privacy.installation import MailSettings

SENTENCES: Mapping[str, tuple[str, str]] = {
    "subject": (
        "{}: {} försenade, {} förfaller i dag",
        "{}: {} overdue, {} due today",
    ),
    "as_of": ("Läget {}.", "As of {}."),
    RequestStatus.DUE_TODAY: (RequestStatus.DUE_TODAY, "Due today"),
    RequestStatus.OVERDUE: ("Försenade", "Overdue"),
    RequestStatus.DUE_SOON: (RequestStatus.DUE_SOON, "Due soon"),
    RequestStatus.PAUSED: ("Pausade", "Paused"),
    PromiseStatus.BROKEN: (
        "Åtagandet brutet, ännu öppna",
        "Promise broken, still open",
    ),
    "incidents due": (
        "Incidenter som ska anmälas i dag eller är försenade",
        "Incidents to report today, or overdue",
    ),
    "late": ("{} försenad", "{} overdue"),
    "left": ("{} kvar", "{} left"),
    "waited": ("har väntat {}", "has waited {}"),
    "a day": ("1 dag", "1 day"),
    "days": ("{} dagar", "{} days"),
    "none": ("inga", "none"),
    "open": ("Öppna dashboarden: {}", "Open the dashboard: {}"),
}
"""Each sentence in Swedish and in English."""

_LISTED = (
    RequestStatus.DUE_TODAY,
    RequestStatus.OVERDUE,
    RequestStatus.DUE_SOON,
    RequestStatus.PAUSED,
)

Row = Mapping[str, object]


def write_digest(
    settings: MailSettings,
    requests: Answer,
    incidents: Answer,
    *,
    title: str,
    as_of: datetime.date,
    at: datetime.datetime,
    language: str = "sv",
    address: str | None = None,
) -> EmailMessage:
    """The daily mail: what became due, what is overdue, what waits.

    `at` is when it is sent, with a zone; `address` is where the dashboard is.
    """
    by_status = {status: _with_status(requests, status) for status in _LISTED}
    broken = [
        row
        for row in requests.records()
        if row["promise_status"] == PromiseStatus.BROKEN and row["closed_on"] is None
    ]
    due = [
        row
        for row in incidents.records()
        if row["status"] in (RequestStatus.OVERDUE, RequestStatus.DUE_TODAY)
    ]
    message = EmailMessage(policy=SMTP)
    message["Subject"] = _say("subject", language).format(
        title,
        len(by_status[RequestStatus.OVERDUE]),
        len(by_status[RequestStatus.DUE_TODAY]),
    )
    message["From"] = settings.sender
    message["To"] = ", ".join(settings.recipients)
    message["Date"] = format_datetime(at)
    stamp = hashlib.sha256(f"{title} {at.isoformat()}".encode()).hexdigest()[:24]
    message["Message-ID"] = f"<{stamp}@privacy-dashboard>"
    message["Auto-Submitted"] = "auto-generated"
    lines = [_say("as_of", language).format(as_of), ""]
    for status, rows in by_status.items():
        lines += _section(status, rows, settings, language)
    lines += _section(PromiseStatus.BROKEN, broken, settings, language)
    lines += [f"{_say('incidents due', language)}: {len(due) or _none(language)}", ""]
    if address:
        lines.append(_say("open", language).format(address))
    message.set_content("\n".join(lines) + "\n")
    return message


def send_mail(
    settings: MailSettings,
    message: EmailMessage,
    *,
    trusting: ssl.SSLContext | None = None,
) -> None:
    """Hand a mail to the server. Raises MailNotSent; nothing is tried twice.

    `trusting` replaces the system's certificates, for a server with its own.
    """
    if settings.security not in ("starttls", "tls", "none"):
        raise MailNotSent("The mail security must be starttls, tls or none.")
    if settings.username and settings.security == "none":
        raise MailNotSent(
            "A password is not sent unencrypted; set the mail security to starttls or "
            "tls, or leave the user name out."
        )
    context = trusting or ssl.create_default_context()
    where = f"{settings.host}:{settings.port}"
    try:
        with _connect(settings, context) as server:
            if settings.security == "starttls":
                server.starttls(context=context)
            if settings.username:
                server.login(settings.username, settings.password or "")
            server.send_message(message)
    except smtplib.SMTPAuthenticationError:
        raise MailNotSent(
            f"The mail server {where} refused the user name or the password; "
            "correct them in the settings."
        ) from None
    except (smtplib.SMTPException, OSError) as error:
        raise MailNotSent(
            f"The mail server {where} did not take the digest "
            f"({type(error).__name__}); see that it can be reached with the settings."
        ) from None


def _connect(settings: MailSettings, context: ssl.SSLContext) -> smtplib.SMTP:
    if settings.security == "tls":
        return smtplib.SMTP_SSL(
            settings.host,
            settings.port,
            timeout=settings.timeout_seconds,
            context=context,
        )
    return smtplib.SMTP(settings.host, settings.port, timeout=settings.timeout_seconds)


def _with_status(requests: Answer, status: str) -> list[Row]:
    return [row for row in requests.records() if row["status"] == status]


def _section(
    name: str, rows: Sequence[Row], settings: MailSettings, language: str
) -> list[str]:
    said = [f"{_say(name, language)}: {len(rows) or _none(language)}"]
    for row in rows:
        words = [str(row["right_used"]), _age(name, row, language)]
        if settings.names_requests:
            words.insert(0, str(row["request_id"]))
        said.append("  – " + ", ".join(word for word in words if word))
    return [*said, ""]


def _age(name: str, row: Row, language: str) -> str:
    if name == RequestStatus.PAUSED:
        return _say("waited", language).format(_days(row["waited_days"], language))
    days = row["days_left"]
    if not isinstance(days, int) or days == 0:
        return ""
    said = _say("late" if days < 0 else "left", language)
    return said.format(_days(abs(days), language))


def _days(number: object, language: str) -> str:
    return _say("a day" if number == 1 else "days", language).format(number)


def _say(name: str, language: str) -> str:
    return SENTENCES[name][0 if language == "sv" else 1]


def _none(language: str) -> str:
    return _say("none", language)
