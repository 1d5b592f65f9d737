"""The mail of the day: what it says, in which form, and how it leaves."""

import datetime
import socket
import ssl
import subprocess
from email import message_from_bytes
from email.policy import default

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult

from privacy.contracts import Answer, read_contract
from privacy.errors import MailNotSent
from privacy.installation import MailSettings
from privacy.operations.digest import send_mail, write_digest
from privacy.operations.tasks import Seen, tasks_of

AT = datetime.datetime(2026, 11, 23, 7, 0, tzinfo=datetime.UTC)


def settings(port=25, **more):
    return MailSettings(
        **{
            "host": "127.0.0.1",
            "port": port,
            "sender": "dashboard@example.se",
            "recipients": ("dso@example.se",),
            "security": "none",
            **more,
        }
    )


TASKS = [
    {
        "kind": "incident",
        "subject": "INC-3",
        "about": "förlorad enhet",
        "due_at": "2026-11-24T16:15:00+01:00",
    },
    {"kind": "request", "subject": "LATE-1", "about": "radering", "days": -11},
    {"kind": "request", "subject": "LATE-2", "about": "radering", "days": -11},
    {"kind": "gallring", "urgency": 6, "amount": 6, "parts": 5, "days": -332},
    {
        "kind": "promises_kept",
        "urgency": 22,
        "state": "well",
        "is_quiet": True,
        "amount": 52,
    },
]


def tasks_now(language="sv", rows=TASKS, **more):
    contract = read_contract("dpo/tasks")
    usual = {"urgency": 1, "state": "bad", "is_quiet": False, "amount": 1}
    whole = [{**dict.fromkeys(contract.column_names), **usual, **row} for row in rows]
    result = Answer(contract, [tuple(row.values()) for row in whole])
    return tasks_of(result, AT, language, **more)


def seen_before(*rows):
    marks = {t.key: [t.state, t.amount, t.names] for t in tasks_now(rows=rows)}
    return Seen("2026-11-22T06:00:00+00:00", marks)


def digest(language="sv", before=None, address="https://privacy.example.se/", **more):
    mail = settings(**more)
    return write_digest(
        mail,
        tasks_now(language, is_named=mail.names_requests),
        before,
        title="Claims Link AB",
        organisation="claims-link",
        at=AT,
        language=language,
        address=address,
    )


def text_of(message):
    return message.get_body(("plain",)).get_content().replace("\u00a0", " ")


def html_of(message):
    return message.get_body(("html",)).get_content().replace("\u00a0", " ")


def test_the_incident_whose_hours_end_tomorrow_is_in_the_subject_and_on_top():
    message = digest()
    assert message["Subject"] == (
        "Claims Link AB: 32 h kvar att anmäla till IMY; 4 att göra"
    )
    first = text_of(message).index("Incident: förlorad enhet – 32 h kvar")
    assert first < text_of(message).index("Begäran: radering")


def test_overdue_deletion_is_said():
    assert "6 uppgifter att gallra i 5 system – den äldsta 332 dagar" in text_of(
        digest()
    )


def test_two_requests_that_say_the_same_are_one_line_with_their_number():
    text = text_of(digest())
    assert text.count("radering – 11 dagar försenad") == 1
    assert "2 × Begäran: radering – 11 dagar försenad" in text


def test_each_line_leads_to_its_page_and_names_nobody_in_its_address():
    for item in (text_of(digest()), html_of(digest())):
        assert "https://privacy.example.se/requests?org=claims-link" in item
        assert "https://privacy.example.se/overview?org=claims-link" in item
        assert "LATE-1" not in item
        assert "INC-3" not in item
    assert "http" not in text_of(digest(address=None))


def test_a_mailbox_that_may_hold_numbers_gets_them_with_their_links():
    text = text_of(digest(names_requests=True))
    assert "Begäran LATE-1: radering" in text
    assert "requests?org=claims-link&request_id=LATE-1" in text


def test_an_english_mail_speaks_english():
    message = digest("en")
    output = message["Subject"] + text_of(message) + html_of(message)
    for word in ("radering", "förlorad", "uppgift", "dagar", "kvar", "Öppna"):
        assert word not in output
    assert "Request: erasure" in output


def test_what_is_new_stands_first_and_apart():
    before = seen_before(TASKS[1], TASKS[3], {"kind": "hold_lost", "ids": ["H1"]})
    text = text_of(digest(before=before))
    assert "4 saker att ta hand om i dag. Sedan 2026-11-22 06:00: 2 nya" in text
    assert "1 klara" in text
    news, rest = text.split("VÄNTAR FORTFARANDE")
    assert "NYTT ELLER VÄRRE" in news
    assert "Incident" in news
    assert "Begäran" in news
    assert "uppgifter att gallra" in rest


def test_the_mail_has_a_text_and_an_html_part_in_signs_that_every_server_takes():
    message = digest()
    assert message.get_content_type() == "multipart/alternative"
    assert [part.get_content_type() for part in message.iter_parts()] == [
        "text/plain",
        "text/html",
    ]
    for part in message.iter_parts():
        assert part["Content-Transfer-Encoding"] == "quoted-printable"
    assert all(sign < 128 for sign in message.as_bytes())
    assert max(map(len, message.as_bytes().splitlines())) <= 998


class Box:
    """Keeps what a real server was handed."""

    def __init__(self):
        self.mails = []

    async def handle_DATA(self, server, session, envelope):
        self.mails.append(envelope)
        return "250 kept"


def free_port():
    with socket.socket() as result:
        result.bind(("127.0.0.1", 0))
        return result.getsockname()[1]


@pytest.fixture
def serve():
    running = []

    def start(box, **more):
        controller = Controller(box, hostname="127.0.0.1", port=free_port(), **more)
        controller.start()
        running.append(controller)
        return controller.port

    yield start
    for controller in running:
        controller.stop()


def test_the_mail_arrives_whole(serve):
    box = Box()
    send_mail(settings(serve(box)), digest())
    assert box.mails[0].rcpt_tos == ["dso@example.se"]
    arrived = message_from_bytes(box.mails[0].content, policy=default)
    assert arrived["Subject"] == digest()["Subject"]
    assert arrived["Auto-Submitted"] == "auto-generated"
    assert "radering – 11 dagar försenad" in text_of(arrived)


@pytest.fixture(scope="module")
def certificate(tmp_path_factory):
    folder = tmp_path_factory.mktemp("certificate")
    key, cert = folder / "key.pem", folder / "cert.pem"
    command = (
        f"openssl req -x509 -newkey rsa:2048 -nodes -days 2 -keyout {key} -out {cert} "
        "-subj /CN=localhost -addext subjectAltName=DNS:localhost,IP:127.0.0.1"
    )
    subprocess.run(command.split(), check=True, capture_output=True)
    server = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    server.load_cert_chain(cert, key)
    return server, ssl.create_default_context(cafile=str(cert))


def check_password(server, session, envelope, mechanism, output):
    is_right = (output.login, output.password) == (b"user", b"secret")
    return AuthResult(success=is_right, handled=False)


def test_the_mail_goes_encrypted_and_signed_in(serve, certificate):
    server, trusting = certificate
    box = Box()
    port = serve(
        box,
        tls_context=server,
        require_starttls=True,
        auth_required=True,
        authenticator=check_password,
    )
    mail = settings(port, security="starttls", username="user", password="secret")
    send_mail(mail, digest(), trusting=trusting)
    assert len(box.mails) == 1
    wrong = settings(port, security="starttls", username="user", password="guess")
    with pytest.raises(MailNotSent, match="refused the user name"):
        send_mail(wrong, digest(), trusting=trusting)


def test_a_server_whose_certificate_is_not_trusted_gets_nothing(serve, certificate):
    box = Box()
    port = serve(box, tls_context=certificate[0])
    with pytest.raises(MailNotSent, match="did not take"):
        send_mail(settings(port, security="starttls"), digest())
    assert not box.mails


def test_a_server_without_starttls_is_said_to_lack_it(serve):
    box = Box()
    with pytest.raises(MailNotSent, match="does not offer"):
        send_mail(settings(serve(box), security="starttls"), digest())
    assert not box.mails


def test_a_password_is_never_sent_in_the_clear():
    mail = settings(username="user", password="secret")
    with pytest.raises(MailNotSent, match="not sent unencrypted"):
        send_mail(mail, digest())
    assert "secret" not in repr(mail)


def test_a_server_that_is_not_there_is_said_so():
    with pytest.raises(MailNotSent, match="did not take"):
        send_mail(settings(free_port()), digest())


def test_a_title_of_two_lines_is_one_line_of_the_subject():
    tasks = tasks_now("sv", is_named=False)
    message = write_digest(
        settings(), tasks, None, title="Acme\nAB", organisation="acme", at=AT
    )
    assert message["Subject"].startswith("Acme AB: ")
