"""The script that draws mutants changes one word, the same for the same seed."""

import ast
import random

import pytest
from mutants import AREAS, ROOT, all_of, draw, runs_of


def turned(mutant):
    text = (ROOT / mutant.file).read_text("utf-8")
    return text[: mutant.at] + mutant.new + text[mutant.at + len(mutant.old) :]


@pytest.mark.parametrize("area", AREAS)
def test_a_mutant_is_one_changed_word_that_still_reads(area):
    for mutant in random.Random(1).sample(list(all_of(area)), 25):
        text = (ROOT / mutant.file).read_text("utf-8")
        assert text[mutant.at :].startswith(mutant.old)
        assert turned(mutant) != text
        if mutant.file.endswith(".py"):
            assert ast.dump(ast.parse(turned(mutant))) != ast.dump(ast.parse(text))


def test_the_same_seed_draws_the_same_mutants_of_every_area():
    first, again, other = (draw(list(AREAS), 24, seed) for seed in (1, 1, 2))
    assert first == again != other
    assert {mutant.area for mutant in first} == set(AREAS)
    assert len(set(first)) == 24


def test_every_mutant_has_tests_that_exist():
    for mutant in draw(list(AREAS), 60, 3):
        files = [word for words in runs_of(mutant) for word in words if "/" in word]
        assert any("test_cases" not in file for file in files)
        assert all((ROOT / file).is_file() for file in files)


def test_no_mutant_is_whether_zip_minds_lists_of_two_lengths():
    for area in AREAS:
        for mutant in all_of(area):
            text = (ROOT / mutant.file).read_text("utf-8")
            assert not text[: mutant.at].endswith("strict=")
