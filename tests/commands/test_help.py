"""The help says what the program does for whom, and how each question is asked."""

import argparse

import pytest
from conftest import AT

from privacy.commands import GROUPS, main, parser_of_commands
from privacy.contracts import contract_names, read_contract


@pytest.fixture
def run(capsys):
    def run(*words):
        try:
            status = main(words, lambda: AT)
        except SystemExit as ended:
            status = ended.code
        output = capsys.readouterr()
        return status, output.out, output.err

    return run


def commands():
    """Each command's parser by its name."""
    (of,) = (
        action
        for action in parser_of_commands()._actions
        if isinstance(action, argparse._SubParsersAction)
    )
    return of.choices


def test_the_help_lists_every_command_once_in_a_group(run):
    grouped = [name for names in GROUPS.values() for name in names]
    assert sorted(grouped) == sorted(commands())
    status, output, _ = run("--help")
    assert status == 0
    for group, names in GROUPS.items():
        assert f"\n{group}:\n" in output
        for name in names:
            assert f"\n  {name} " in output


def test_the_help_says_for_whom_and_shows_two_examples_that_are_read(run):
    _, output, _ = run("--help")
    assert "for its data protection officer" in " ".join(output.split())
    examples = [
        line.split()[3:]
        for line in output.splitlines()
        if "  python -m privacy" in line
    ]
    assert len(examples) == 2
    for words in examples:
        assert parser_of_commands().parse_args(words).run


def test_every_command_says_what_it_does():
    for name, made in commands().items():
        assert made.description, name


@pytest.mark.parametrize("role", ["dpo", "manager", "analyst"])
def test_ask_without_a_name_lists_the_queries_that_the_role_may_ask(run, role):
    status, output, _ = run("ask", "--role", role)
    listed = [line.split()[0] for line in output.splitlines()]
    assert status == 0
    assert listed == [
        name for name in contract_names("") if role in read_contract(name).roles
    ]


def test_ask_with_a_name_and_help_shows_the_parameters(run):
    status, output, _ = run("ask", "dpo/gallring_due", "--help")
    assert status == 0
    for param in read_contract("dpo/gallring_due").params:
        assert f"  {param.name} " in output
        assert param.meaning in output
    assert "--param system=..." in output


def test_the_parameters_of_a_query_are_shown_to_no_other_role(run):
    status, output, complaint = run(
        "ask", "dpo/gallring_due", "--help", "--role", "analyst"
    )
    assert (status, output) == (1, "")
    assert "analyst may not ask dpo/gallring_due" in complaint


def test_ask_with_help_alone_explains_the_command(run):
    status, output, _ = run("ask", "--help")
    assert status == 0
    assert "--param NAME=VALUE" in output
