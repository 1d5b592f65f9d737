"""What the tests of the served dashboard need: a provider, a server, people."""

import json
import os
import shutil
import socket
import ssl
import subprocess
import sys
import time
import urllib.error
import urllib.request
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock

ROOT = Path(__file__).parent.parent.parent
PROVIDER = Path(__file__).parent / "provider"
NEEDS_NODE = (
    "The tests of signing in run the OpenID provider `oidc-provider` and need Node.js "
    "20 or later with npm (Debian: `sudo apt-get install nodejs npm`)."
)

_ANY = ssl.create_default_context()
_ANY.check_hostname, _ANY.verify_mode = False, ssl.CERT_NONE


def free_port() -> int:
    with socket.socket() as result:
        result.bind(("127.0.0.1", 0))
        return result.getsockname()[1]


def status_of(url: str, headers=None) -> int:
    try:
        request = urllib.request.Request(url, headers=headers or {})
        with urllib.request.urlopen(request, timeout=5, context=_ANY) as answer:
            return answer.status
    except urllib.error.HTTPError as error:
        return error.code
    except OSError:
        return 0


def wait_for(url: str, process: subprocess.Popen, seconds: float = 40) -> None:
    until = time.monotonic() + seconds
    while status_of(url) != 200:
        assert process.poll() is None, f"{url}: the server has stopped"
        assert time.monotonic() < until, f"{url}: no answer in {seconds} s"
        time.sleep(0.1)


def install_provider(cache: Path) -> Path:
    """The folder that holds the provider with all it needs, installed by lock file."""
    assert shutil.which("node"), NEEDS_NODE
    assert shutil.which("npm"), NEEDS_NODE
    with FileLock(cache / "lock"):
        lock_file = (PROVIDER / "package-lock.json").read_bytes()
        done = cache / "node_modules" / "installed"
        if not done.exists() or done.read_bytes() != lock_file:
            for name in ("package.json", "package-lock.json"):
                shutil.copy(PROVIDER / name, cache / name)
            command = ["npm", "ci", "--no-audit", "--no-fund", "--ignore-scripts"]
            subprocess.run(command, cwd=cache, check=True, capture_output=True)
            done.write_bytes(lock_file)
        shutil.copy(PROVIDER / "provider.mjs", cache / "provider.mjs")
    return cache


class People:
    """Who the provider knows, and what it says of them."""

    def __init__(self, folder: Path, addresses: list[str]) -> None:
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "addresses.json").write_text(json.dumps(addresses))
        self.say({})

    def say(self, claims: dict[str, dict[str, object]]) -> None:
        (self.folder / "people.json").write_text(json.dumps(claims))

    @contextmanager
    def meant_for_another(self):
        (self.folder / "wrong-audience").touch()
        yield
        (self.folder / "wrong-audience").unlink()


@contextmanager
def running(command: list[str], url: str, *, cwd: Path, log: Path, env=None):
    """A process that answers at `url`, ended with the block."""
    with log.open("ab") as out:
        process = subprocess.Popen(
            command, cwd=cwd, env=env, stdout=out, stderr=subprocess.STDOUT
        )
        try:
            wait_for(url, process)
            yield process
        finally:
            process.terminate()
            process.wait(timeout=20)


def clean_environment(**added: str) -> dict[str, str]:
    kept = {n: v for n, v in os.environ.items() if not n.startswith("PRIVACY_")}
    return {**kept, **added}


@contextmanager
def provider_running(cache: Path, people: People, port: int):
    """The provider; its issuer is what is given."""
    issuer = f"http://127.0.0.1:{port}"
    folder = install_provider(cache)
    command = ["node", str(folder / "provider.mjs"), str(port), str(people.folder)]
    metadata = f"{issuer}/.well-known/openid-configuration"
    log = people.folder / "provider.log"
    with running(command, metadata, cwd=folder, log=log):
        yield issuer


@contextmanager
def server_running(data: Path, port: int, *more: str):
    """The address of a dashboard that runs."""
    with server_process(data, port, *more):
        yield f"http://127.0.0.1:{port}"


@contextmanager
def server_process(data: Path, port: int, *more: str):
    """The dashboard as an administrator starts it; its log lies beside the data."""
    address = f"http://127.0.0.1:{port}"
    command = [sys.executable, "-m", "privacy", "serve", "--data", str(data)]
    command += ["--port", str(port), *more]
    log, env = data.parent / "server.log", clean_environment()
    url = f"{address}/healthz"
    with running(command, url, cwd=ROOT, log=log, env=env) as process:
        yield process


def write_sign_in(data: Path, address: str, issuer: str, **more: object) -> None:
    """Write KEYS/sign-in.toml."""
    output = {
        "address": address,
        "issuer": issuer,
        "client_id": "dashboard",
        "client_secret": "secret-of-dashboard",
        "prompt": "login",
        **more,
    }
    keys = data.with_name(data.name + ".keys")
    keys.mkdir(mode=0o700, exist_ok=True)
    lines = [f"{name} = {json.dumps(value)}" for name, value in output.items()]
    (keys / "sign-in.toml").write_text("\n".join(lines))


def write_access(data: Path, *rules: tuple[str, str], shut_out: str = "") -> None:
    """Write data/access.toml: who has the group has the role everywhere."""
    text = "".join(
        f'[[access]]\nclaim = "groups"\nvalue = "{group}"\nrole = "{role}"\n'
        'organisations = ["*"]\n'
        for group, role in rules
    )
    if shut_out:
        text += f'[[shut_out]]\nclaim = "sub"\nvalue = "{shut_out}"\n'
    (data / "access.toml").write_text(text)
