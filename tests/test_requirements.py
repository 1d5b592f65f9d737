"""What is installed is what was chosen, by its hash, and nothing that nothing loads."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent
LOCK = (ROOT / "requirements.lock").read_text()

NEVER_LOADED = {
    "pycparser",  # cffi's, to build and not to run
    "tzdata",  # for Windows
    "duckdb-extensions",  # its file is loaded without it
    # Streamlit declares these; the parts that load them are not used here.
    "charset-normalizer", "pydeck", "requests", "urllib3", "watchdog",
}  # fmt: skip

LOADING = """
import ast, importlib, json, sys
from importlib.metadata import packages_distributions
from pathlib import Path

# Each module that the program imports, at once or when it is needed.
for file in [*Path("privacy").rglob("*.py"), *Path("pages").rglob("*.py")]:
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        match node:
            case ast.Import(names=names):
                modules = [alias.name for alias in names]
            case ast.ImportFrom(module=str(module), level=0):
                modules = [module]
            case _:
                continue
        for module in modules:
            if not module.startswith("distributed"):  # for clusters, by choice
                importlib.import_module(module)

# What its libraries load only when they are used.
import httpx, io, openpyxl, ua_parser
ua_parser.parse_user_agent("")
openpyxl.Workbook().save(io.BytesIO())
httpx.Client(trust_env=False).close()
from privacy.storage.databases import connect
connect().execute("select timestamptz '2026-01-01 00:00:00+00'").fetchall()
for name in (
    "pandas",
    "streamlit.web.server.starlette.starlette_auth_routes",
    "streamlit.web.server.starlette.starlette_server",
    "authlib.integrations.starlette_client",
    "uvicorn.protocols.http.h11_impl",
    "uvicorn.protocols.websockets.auto",
    "starlette.middleware.sessions",
):
    importlib.import_module(name)

of = packages_distributions()
loaded = {module.split(".")[0] for module in list(sys.modules)}
print(json.dumps(sorted({name for top in loaded for name in of.get(top, [])})))
"""


def normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def pins(text: str) -> dict[str, str]:
    result = re.findall(r"^([\w.-]+)==([^\s;]+)", text, re.MULTILINE)
    return {normal(name): version for name, version in result}


def test_every_chosen_version_is_locked_with_hashes():
    chosen = pins((ROOT / "requirements.txt").read_text())
    assert chosen.items() <= pins(LOCK).items(), "run `make lock`"
    for entry in re.split(r"\n(?=\w)", LOCK.strip()):
        assert "--hash=sha256:" in entry, entry.splitlines()[0]


def test_the_lock_names_no_registry():
    assert not re.search(r"://|--(index|find|extra)", LOCK)


def test_every_package_that_is_installed_is_loaded():
    run = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", LOADING],
        cwd=ROOT,
        env={**os.environ, "OPENPYXL_LXML": "False"},  # as where no test is installed
        capture_output=True,
        text=True,
        check=True,
    )
    loaded = {normal(name) for name in json.loads(run.stdout)}
    assert set(pins(LOCK)) - loaded == NEVER_LOADED
