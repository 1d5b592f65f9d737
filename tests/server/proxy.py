"""nginx in front of the dashboard, as docs/nginx.conf sets it up."""

import datetime
import os
import shutil
from contextlib import contextmanager
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from server.harness import ROOT, running

NEEDS_NGINX = (
    "The test of the reverse proxy runs nginx and found none (Debian, Ubuntu: "
    "`sudo apt-get install nginx`)."
)
NAME = "localhost"


def find_nginx() -> str:
    places = os.pathsep.join([os.environ.get("PATH", ""), "/usr/sbin"])
    result = shutil.which("nginx", path=places)
    assert result, NEEDS_NGINX
    return result


def write_certificate(folder: Path) -> tuple[Path, Path]:
    """A certificate that signs itself, good for today, and its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, NAME)])
    now, day = datetime.datetime.now(datetime.UTC), datetime.timedelta(days=1)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - day)
        .not_valid_after(now + day)
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(NAME)]), False)
        .sign(key, hashes.SHA256())
    )
    pem = serialization.Encoding.PEM
    form = serialization.PrivateFormat.PKCS8
    files = folder / "panel.pem", folder / "panel.key"
    files[0].write_bytes(certificate.public_bytes(pem))
    files[1].write_bytes(key.private_bytes(pem, form, serialization.NoEncryption()))
    return files


def write_settings(folder: Path, port: int, behind: int) -> Path:
    """The settings of the documentation, changed as it says, for these two ports."""
    certificate, key = write_certificate(folder)
    settings = (ROOT / "docs" / "nginx.conf").read_text()
    for text, meant in (
        ("listen 443 ssl", f"listen 127.0.0.1:{port} ssl"),
        ("server_name panel.example.se", f"server_name {NAME}"),
        ("/etc/ssl/panel.example.se.pem", str(certificate)),
        ("/etc/ssl/panel.example.se.key", str(key)),
        ("127.0.0.1:8501", f"127.0.0.1:{behind}"),
    ):
        assert settings.count(text) == 1, text
        settings = settings.replace(text, meant)
    passing = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    places = "\n".join(f"{name}_temp_path {folder}/{name};" for name in passing)
    user = "user root;\n" if os.geteuid() == 0 else ""
    file = folder / "nginx.conf"
    file.write_text(
        f"{user}daemon off;\npid {folder}/pid;\nerror_log stderr;\n"
        f"events {{}}\nhttp {{\n{places}\n{settings}\n}}\n"
    )
    return file


@contextmanager
def nginx_running(folder: Path, port: int, behind: int):
    """nginx at a port of its own, the dashboard behind it at another."""
    folder.mkdir(exist_ok=True)
    file = write_settings(folder, port, behind)
    command = [find_nginx(), "-p", str(folder), "-c", str(file), "-e", "stderr"]
    address = f"https://{NAME}:{port}"
    with running(command, f"{address}/healthz", cwd=folder, log=folder / "log"):
        yield address
