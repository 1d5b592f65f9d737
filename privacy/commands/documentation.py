"""Writes the parts of docs/ that the code itself says: `python -m` this module.

What stands above the mark in a file is written by hand and stays.
"""

import argparse
from collections.abc import Callable, Iterator
from pathlib import Path

from privacy.commands import parser_of_commands
from privacy.contracts import contract_names, read_contract
from privacy.contracts.tables import tables
from privacy.policy.documentation import keys_in_words

DOCS = Path(__file__).parents[2] / "docs"
MARK = "<!-- What follows is made by `make docs`. -->\n"

_SOURCES = {
    "calls": "telephone",
    "web": "web",
    "web_aggregates": "web, where a tool counted",
    "requests": "requests",
}
"""The folder of each source's formats below queries/imports, and the source."""


def formats_in_words() -> str:
    """Every format that is recognised, and every neutral CSV with its columns."""
    return "\n".join(_formats()) + "\n"


def _formats() -> Iterator[str]:
    for folder, source in _SOURCES.items():
        yield f"\n### {source.capitalize()}\n"
        yield "| format | what it is |"
        yield "|---|---|"
        for name in contract_names(f"imports/{folder}"):
            header = read_contract(name).header
            if "What" in header and "Table" in header:
                yield f"| `{name.split('/')[-1]}` | {' '.join(header['What'])} |"
    yield "\n## The neutral CSV of each source\n"
    for table in tables().values():
        yield f"### {table.name}\n"
        yield f"{table.what} A row is {table.grain}.\n"
        yield "| column | what it is | how it is read |"
        yield "|---|---|---|"
        for field in table.fields:
            yield f"| `{field.name}` | {field.meaning} | {field.kind} |"
        yield ""


def commands_in_words() -> str:
    """Every command with what it takes, as `--help` says it."""
    return "\n".join(_commands()) + "\n"


def _commands() -> Iterator[str]:
    parser = parser_of_commands()
    yield from _options("Of every command", parser)
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            for name, command in action.choices.items():
                yield from _options(f"`{name}`", command, command.description)


def _options(
    title: str, parser: argparse.ArgumentParser, help: str | None = None
) -> Iterator[str]:
    yield f"\n### {title}\n"
    if help:
        yield f"{help}\n"
    shared = {"data", "organisation", "json", "help", "wants_help"}
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            continue
        if help and action.dest in shared:
            continue
        value = action.metavar or action.dest.upper()
        if action.choices:
            value = " or ".join(f"`{choice}`" for choice in action.choices)
        named = ", ".join(f"`{option}`" for option in action.option_strings)
        if not named and not action.choices:
            value = f"`{value}`"
        takes = "" if action.nargs == 0 else f" {value}" if named else value
        needed = " (needed)" if named and action.required else ""
        meaning = f": {action.help}" if action.help else ""
        yield f"- {named}{takes}{needed}{meaning}"


MADE: dict[str, Callable[[], str]] = {
    "commands.md": commands_in_words,
    "formats.md": formats_in_words,
    "policy.md": keys_in_words,
}
"""The files of docs/ of which a part is made, and what makes it."""


def written(name: str) -> str:
    """What a file of docs/ should hold: its part by hand, and the part that is made."""
    by_hand, mark, _ = (DOCS / name).read_text("utf-8").partition(MARK)
    return by_hand + mark + MADE[name]()


if __name__ == "__main__":
    for name in MADE:
        (DOCS / name).write_text(written(name), "utf-8")
