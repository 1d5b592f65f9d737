"""Pictures of the running program: `python -m tests.browser.pictures FOLDER [PAGE...]`.

Every page of every role, in both languages, light and dark, wide and narrow; with
--readme only the few that README.md shows, into docs/pictures/.
"""

import argparse
import itertools
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Browser

from privacy.contracts.roles import Role
from privacy.display.menu import pages_of
from tests.browser.served import ROOT, Visitor, a_browser, make_example, served

WIDTHS = {"wide": 1440, "narrow": 390}
_SCREEN, _TALLEST = 900, 12_000
_CHOSEN = {
    "requests": {"request_id": "CL-2109"},
    "promises": {"promise_id": "CL-70"},
    "search": {"q": "radering"},
}
"""What is opened on a page that shows one thing among many."""
_README = ("overview", "requests", "promises", "gallring", "monthly_report")


@dataclass(frozen=True)
class Shot:
    """One picture: which page, as whom, and how it is looked at."""

    page: str
    role: Role
    language: str = "en"
    theme: str = "light"
    width: str = "wide"
    organisation: str = "claims-link"
    choices: Mapping[str, str] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """The file's name."""
        parts = [self.page, str(self.role), self.language, self.theme, self.width]
        return "-".join(parts) + ".png"


def every_shot(pages: list[str]) -> Iterator[Shot]:
    """Every page of every role, however it can be looked at."""
    for role in Role:
        for name in pages_of(role):
            page = name.split("/")[1]
            if pages and page not in pages:
                continue
            for language, theme, width in itertools.product(
                ("sv", "en"), ("light", "dark"), WIDTHS
            ):
                chosen = _CHOSEN.get(page, {})
                yield Shot(page, role, language, theme, width, choices=chosen)


class Looker:
    """Tabs to look through, one for each way of looking: its browser keeps the rest."""

    def __init__(self, browser: Browser, address: str) -> None:
        self._browser, self._address = browser, address
        self._tabs: dict[tuple[str, str, str], Visitor] = {}

    def take(self, shot: Shot, file: Path, tallest: int) -> None:
        """Open a page and save what it shows, down to its end or `tallest` pixels."""
        visitor, width = self._tab(shot), WIDTHS[shot.width]
        visitor.page.set_viewport_size({"width": width, "height": _SCREEN})
        query = {"as": str(shot.role), "org": shot.organisation, "lang": shot.language}
        visitor.visit(shot.page, **query, **shot.choices)
        height = visitor.page.evaluate(
            "document.querySelector('[data-testid=stMain]').scrollHeight"
        )
        size = {"width": width, "height": max(_SCREEN, min(height, tallest))}
        visitor.page.set_viewport_size(size)
        visitor.page.wait_for_timeout(500)
        visitor.page.screenshot(path=str(file))

    def _tab(self, shot: Shot) -> Visitor:
        way = (shot.language, shot.theme, shot.width)
        if way not in self._tabs:
            context = self._browser.new_context(
                locale=f"{shot.language}-SE", color_scheme=shot.theme
            )
            self._tabs[way] = Visitor(context.new_page(), self._address)
        return self._tabs[way]


def main() -> None:
    """Serve an example of today and look at it."""
    parser = argparse.ArgumentParser(prog="python -m tests.browser.pictures")
    parser.add_argument("folder", type=Path, nargs="?")
    parser.add_argument("pages", nargs="*")
    parser.add_argument("--readme", action="store_true")
    parser.add_argument("--data", type=Path, help="an example that is imported already")
    arguments = parser.parse_args()
    folder = ROOT / "docs" / "pictures" if arguments.readme else arguments.folder
    folder.mkdir(parents=True, exist_ok=True)
    shots = [Shot(page, Role.DPO) for page in _README]
    with tempfile.TemporaryDirectory() as made:
        data = arguments.data or Path(made) / "data"
        if not arguments.data:
            make_example(data, scale=1)
        with served(data) as address, a_browser() as browser:
            looker = Looker(browser, address)
            for shot in shots if arguments.readme else every_shot(arguments.pages):
                name = f"{shot.page}.png" if arguments.readme else shot.name
                tallest = _SCREEN if arguments.readme else _TALLEST
                looker.take(shot, folder / name, tallest)
                print(name, flush=True)


if __name__ == "__main__":
    main()
