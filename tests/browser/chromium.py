"""Finds what the browser tests need, or installs it, or says what to install."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome", "msedge")
TOOLS = {"nginx": "nginx", "node": "nodejs", "npm": "npm"}
"""Programs that tests start, and the Debian packages that hold them."""
SENTENCE = (
    "The browser tests need Chromium and none was found. Install it (Debian, Ubuntu: "
    "`sudo apt-get install chromium`; elsewhere: `.venv/bin/python -m playwright "
    "install chromium`), or name it in the variable CHROMIUM."
)


def find_chromium() -> str | None:
    """The path of a Chromium that starts, or None."""
    named = os.environ.get("CHROMIUM")
    candidates = [named] if named else [shutil.which(name) for name in NAMES]
    return next((path for path in candidates if path), None) or _playwrights_own()


def _playwrights_own() -> str | None:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    return path if Path(path).exists() else None


def _install() -> None:
    if _may_install():
        _apt_get("update", "-qq")
        _apt_get("install", "-y", "-qq", "chromium")
    else:
        command = [sys.executable, "-m", "playwright", "install", "chromium"]
        subprocess.run(command, check=False)


def _may_install() -> bool:
    is_root = hasattr(os, "geteuid") and os.geteuid() == 0
    return is_root and shutil.which("apt-get") is not None


def _apt_get(*words: str) -> None:
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    subprocess.run(["apt-get", *words], env=quiet, check=False)


def _missing() -> list[str]:
    """The Debian packages of the other programs that tests need and that are absent."""
    path = f"{os.environ.get('PATH', '')}{os.pathsep}/usr/sbin"
    return [name for tool, name in TOOLS.items() if not shutil.which(tool, path=path)]


def main() -> int:
    """Make sure that all is there; the exit status is 1 with a sentence when not."""
    if find_chromium() is None:
        _install()
    if (missing := _missing()) and _may_install():
        _apt_get("update", "-qq")
        _apt_get("install", "-y", "-qq", "--no-install-recommends", *missing)
    if find_chromium() is None:
        print(SENTENCE, file=sys.stderr)
        return 1
    if missing := _missing():
        print(
            "The tests of signing in and of the proxy need more programs; install "
            f"{' '.join(missing)} (Debian, Ubuntu: `sudo apt-get install "
            f"{' '.join(missing)}`).",
            file=sys.stderr,
        )
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
