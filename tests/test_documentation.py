"""What docs/ says of commands, formats and policy keys is what the code says."""

import re

import pytest
from conftest import ROOT

from privacy.commands.documentation import DOCS, MADE, MARK, written

README = (ROOT / "README.md").read_text("utf-8")


@pytest.mark.parametrize("name", MADE)
def test_the_part_that_is_made_is_as_the_code_makes_it(name):
    output = (DOCS / name).read_text("utf-8")
    assert output.count(MARK) == 1
    assert output == written(name), "run `make docs`"


def test_the_readme_is_a_door_of_one_screen_or_two():
    assert len(README.splitlines()) < 110


def test_every_file_that_a_document_leads_to_is_there():
    for file in [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *DOCS.glob("*.md")]:
        for target in re.findall(r"\]\(([^)#:]+)\)", file.read_text("utf-8")):
            assert (file.parent / target).exists(), f"{file.name}: {target}"
