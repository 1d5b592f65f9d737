"""What leaves the dashboard as a mail, without anyone's data."""

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
from tests.requests.asking import Office

AS_OF = datetime.date(2026, 11, 23)
AT = datetime.datetime(2026, 11, 23, 7, 0, tzinfo=datetime.UTC)
REQUESTS = [
    {"request_id": "LATE-1", "request_type": "radering", "received_at": "2026-10-12"},
    {"request_id": "TODAY-1", "request_type": "tillgång", "received_at": "2026-10-23"},
    {"request_id": "SOON-1", "request_type": "rättelse", "received_at": "2026-10-27"},
    {
        "request_id": "PAUSED-1",
        "request_type": "tillgång",
        "received_at": "2026-11-01",
        "identity_requested_on": "2026-11-22",
    },
    {
        "request_id": "DONE-1",
        "request_type": "tillgång",
        "received_at": "2026-10-01",
        "closed_on": "2026-10-20",
    },
]
INCIDENTS = [{"incident_id": "I-1", "aware_at": "2026-11-20T16:10:00+01:00"}]


@pytest.fixture(scope="module")
def answers():
    office = Office("claims-link", REQUESTS, INCIDENTS)

    def answer(name, **asked):
        rows = [tuple(row.values()) for row in office.ask(name, **asked)]
        return Answer(read_contract(name), rows)

    return {
        "requests": answer("dpo/requests", as_of=AS_OF, language="sv"),
        "incidents": answer("dpo/incidents", as_of=AS_OF),
    }


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


def digest(answers, language="sv", **more):
    return write_digest(
        settings(**more),
        **answers,
        title="Claims Link AB",
        as_of=AS_OF,
        at=AT,
        language=language,
        address="https://privacy.example.se",
    )


def test_the_digest_says_what_is_overdue_and_what_became_due(answers):
    message = digest(answers)
    assert message["Subject"] == "Claims Link AB: 1 försenade, 1 förfaller i dag"
    body = message.get_content()
    assert "Försenade: 1\n  – radering, 11 dagar försenad\n" in body
    assert "Förfaller i dag: 1\n  – tillgång\n" in body
    assert "Förfaller snart: 1\n  – rättelse, 4 dagar kvar\n" in body
    assert "Pausade: 1\n  – tillgång, har väntat 1 dag\n" in body
    assert "Åtagandet brutet, ännu öppna: 2" in body
    assert "försenade: 1" in body
    assert "https://privacy.example.se" in body
    assert "1 overdue, 1 due today" in digest(answers, "en")["Subject"]


def test_the_digest_names_no_request_unless_it_may(answers):
    assert "LATE-1" not in digest(answers).get_content()
    assert "LATE-1, radering" in digest(answers, names_requests=True).get_content()


class Box:
    """Keeps what a real server was handed."""

    def __init__(self):
        self.mails = []

    async def handle_DATA(self, server, session, envelope):
        self.mails.append(envelope)
        return "250 kept"


def free_port():
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return found.getsockname()[1]


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


def test_the_mail_arrives_whole(answers, serve):
    box = Box()
    send_mail(settings(serve(box)), digest(answers))
    assert box.mails[0].rcpt_tos == ["dso@example.se"]
    arrived = message_from_bytes(box.mails[0].content, policy=default)
    assert arrived["Subject"] == "Claims Link AB: 1 försenade, 1 förfaller i dag"
    assert arrived["Auto-Submitted"] == "auto-generated"
    assert "radering, 11 dagar försenad" in arrived.get_content()


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


def check_password(server, session, envelope, mechanism, said):
    is_right = (said.login, said.password) == (b"user", b"secret")
    return AuthResult(success=is_right, handled=False)


def test_the_mail_goes_encrypted_and_signed_in(answers, serve, certificate):
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
    send_mail(mail, digest(answers), trusting=trusting)
    assert len(box.mails) == 1
    wrong = settings(port, security="starttls", username="user", password="guess")
    with pytest.raises(MailNotSent, match="refused the user name"):
        send_mail(wrong, digest(answers), trusting=trusting)


def test_a_server_whose_certificate_is_not_trusted_gets_nothing(
    answers, serve, certificate
):
    box = Box()
    port = serve(box, tls_context=certificate[0])
    with pytest.raises(MailNotSent, match="did not take"):
        send_mail(settings(port, security="starttls"), digest(answers))
    assert not box.mails


def test_a_password_is_never_sent_in_the_clear(answers):
    mail = settings(username="user", password="secret")
    with pytest.raises(MailNotSent, match="not sent unencrypted"):
        send_mail(mail, digest(answers))
    assert "secret" not in repr(mail)


def test_a_server_that_is_not_there_is_said_so(answers):
    with pytest.raises(MailNotSent, match="did not take"):
        send_mail(settings(free_port()), digest(answers))
