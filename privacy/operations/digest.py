"""What leaves the dashboard each day as one mail.

It holds no personal data: it says how many and when, and at most which right and which
ticket number. Pure functions of tasks and of the instant; only `send_mail` touches the
network.
"""

import datetime
import hashlib
import smtplib
import ssl
from collections import Counter
from collections.abc import Mapping, Sequence
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from html import escape
from typing import NamedTuple
from urllib.parse import urlencode

from privacy.errors import MailNotSent
from privacy.installation import MailSettings
from privacy.operations.tasks import Seen, Task, summarise
from privacy.wording import say

_MOST_LINES = 15
_SIGNS = {"bad": "▲", "soon": "◆", "unknown": "?"}
_SUBJECT = "{number} to do"
_NEWS = "New or worse"
_REST = "Still waiting"
_ALL = "Most urgent first"
_QUIET = "Quiet: {names}."
_OPEN = "Open the dashboard: {address}"
MAIL_SENTENCES = (_SUBJECT, _NEWS, _REST, _ALL, _QUIET, _OPEN)
"""What the mail says beside its tasks, in English."""


def write_digest(
    settings: MailSettings,
    tasks: Sequence[Task],
    before: Seen | None,
    *,
    title: str,
    organisation: str,
    at: datetime.datetime,
    language: str = "sv",
    address: str | None = None,
) -> EmailMessage:
    """The daily mail: what needs the officer, what is new first, as text and as HTML.

    `before` is what the last mail said, `at` when this is sent, with a zone, `address`
    where the dashboard is: without one nothing can be a link.
    """
    waiting = [task for task in tasks if not task.is_quiet]
    changes = [before.change(task) if before else None for task in waiting]
    news = [t for t, change in zip(waiting, changes, strict=True) if change]
    others = [t for t, change in zip(waiting, changes, strict=True) if not change]
    summary = summarise(tasks, before, at, language)
    head = say(_SUBJECT, language, number=len(waiting))
    if incidents := [task for task in waiting if task.kind == "incident"]:
        head = f"{incidents[0].why}; {head}"
    link = _Links(address, organisation)
    parts = [(say(_NEWS, language), _lines(news, link))] if before and news else []
    rest = say(_REST if parts else _ALL, language)
    parts += [(rest, _lines(others, link))] if others else []
    quiet = "; ".join(task.what for task in tasks if task.is_quiet)
    end = say(_QUIET, language, names=quiet) if quiet else ""
    message = EmailMessage(policy=SMTP)
    message["Subject"] = " ".join(f"{title}: {head}".split())  # on one line
    message["From"] = settings.sender
    message["To"] = ", ".join(settings.recipients)
    message["Date"] = format_datetime(at)
    stamp = hashlib.sha256(f"{title} {at.isoformat()}".encode()).hexdigest()[:24]
    message["Message-ID"] = f"<{stamp}@privacy-dashboard>"
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(
        _as_text(summary, parts, end, link.start, language), cte="quoted-printable"
    )
    message.add_alternative(
        _as_html(summary, parts, end, link.start, language),
        subtype="html",
        cte="quoted-printable",
    )
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
            "The mail server {where} refused the user name or the password; "
            "correct them in the settings.",
            where=where,
        ) from None
    except smtplib.SMTPNotSupportedError:
        raise MailNotSent(
            "The mail server {where} does not offer what the settings ask "
            "of it: STARTTLS, or signing in. Set the mail security to tls "
            "where it speaks TLS from the start, or leave the user name "
            "out.",
            where=where,
        ) from None
    except (smtplib.SMTPException, OSError) as error:
        raise MailNotSent(
            "The mail server {where} did not take the digest ({kind}); see "
            "that it can be reached with the settings.",
            where=where,
            kind=type(error).__name__,
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


class _Line(NamedTuple):
    """One line of the mail: a sign, what it is about, what is at stake, where it is."""

    sign: str
    what: str
    why: str
    link: str | None


class _Links(NamedTuple):
    """Where an organisation's pages are; nowhere when `address` is not known."""

    address: str | None
    organisation: str

    @property
    def start(self) -> str | None:
        """The overview."""
        return self.to("dpo/overview", {})

    def to(self, page: str, choices: Mapping[str, str]) -> str | None:
        """A page with choices made."""
        if self.address is None:
            return None
        choice = urlencode({"org": self.organisation, **choices})
        return f"{self.address.rstrip('/')}/{page.split('/')[1]}?{choice}"


def _lines(tasks: Sequence[Task], links: _Links) -> list[_Line]:
    """A line for each task; those that say the same are one, with their number."""
    counts = Counter(
        _Line(_SIGNS[t.state], t.what, t.why, links.to(t.page, t.choices))
        for t in tasks
    )
    return [
        line if number == 1 else line._replace(what=f"{number} × {line.what}")
        for line, number in counts.items()
    ]


def _as_text(
    summary: str,
    parts: Sequence[tuple[str, Sequence[_Line]]],
    end: str,
    start: str | None,
    language: str,
) -> str:
    written = [summary, ""]
    for heading, lines in parts:
        written += [heading.upper(), ""]
        for line in lines[:_MOST_LINES]:
            written.append(f"{line.sign} {line.what} – {line.why}".rstrip(" –"))
            written += [f"  {line.link}"] if line.link else []
        if len(lines) > _MOST_LINES:
            written.append(_more(lines, language))
        written.append("")
    written += [end, ""] if end else []
    written += [say(_OPEN, language, address=start)] if start else []
    return "\n".join(written) + "\n"


def _as_html(
    summary: str,
    parts: Sequence[tuple[str, Sequence[_Line]]],
    end: str,
    start: str | None,
    language: str,
) -> str:
    written = [f"<p>{escape(summary)}</p>"]
    for heading, lines in parts:
        shown = [_item(line) for line in lines[:_MOST_LINES]]
        if len(lines) > _MOST_LINES:
            shown.append(escape(_more(lines, language)))
        items = "".join(f"<li style='margin:0 0 .5em'>{item}</li>" for item in shown)
        written.append(f"<h2 style='font-size:1.1em'>{escape(heading)}</h2>")
        written.append(f"<ul style='list-style:none;padding:0'>{items}</ul>")
    written += [f"<p>{escape(end)}</p>"] if end else []
    if start:
        words = escape(say(_OPEN, language, address=""))
        written.append(f'<p><a href="{escape(start)}">{words.strip(" :")}</a></p>')
    body = "\n".join(written)
    return (
        f'<!doctype html><html lang="{language}"><body style="font-family:sans-serif;'
        f'line-height:1.4;max-width:40em">{body}</body></html>\n'
    )


def _item(line: _Line) -> str:
    what = f"<b>{escape(line.what)}</b>"
    if line.link:
        what = f'<a href="{escape(line.link)}">{what}</a>'
    return f"{line.sign} {what}" + (f" – {escape(line.why)}" if line.why else "")


def _more(lines: Sequence[_Line], language: str) -> str:
    return say("{number} more", language, number=len(lines) - _MOST_LINES)
