"""The recipes of CONTRIBUTING.md, each carried out in a copy of the tree.

What a recipe says must suffice: the files that it names, and no other, are touched, and
then the tests that hold every format, page, source and language hold the new one too.
"""

import ast
import os
import re
import shlex
import subprocess
import sys

import pytest
from conftest import ROOT
from mutants import MADE, copy_tree

RECIPES = (ROOT / "CONTRIBUTING.md").read_text("utf-8")

FORMAT = """\
-- What:    Access log of the invented server Acme, one request a line.
-- Grain:   one row per line that is a request
-- Line:    ACME \\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\dZ \\S+ \\d{3} \\S+ .*$

with

fields as (

    select
        line,
        split_part(text, ' ', 4) as address,
        try_cast(
            split_part(text, ' ', 2) || ' ' || rtrim(split_part(text, ' ', 3), 'Z')
            as timestamp
        ) as seen_at,
        split_part(text, ' ', 6) as target,
        try_cast(split_part(text, ' ', 5) as smallint) as status,
        null::varchar as referrer,
        array_to_string(string_split(text, ' ')[7:], ' ') as agent,
        null::boolean as is_dnt

    from export.lines

    where starts_with(text, 'ACME ')

)

select * from fields
"""
LOG = """
LOGS["Acme"] = Log(
    "acme",
    f"ACME 2026-10-05 08:00:00Z 198.18.0.1 200 /start?a=1 {BROWSER}\\n"
    f"ACME 2026-10-05 08:00:01Z 198.18.0.1 200 /sok?q=bil+skada {BROWSER}\\n",
)
"""
PAGE = '''"""Regrets: what was refused."""

from privacy.display import Role, open_page

page = open_page("Regrets: what did we refuse?", allow=[Role.DPO])

rejects = page.ask("dpo/rejects")
page.table(rejects, rejects.records(), title="Regrets", empty="Nothing is left out.")
'''
SOURCE = """
[parcels]
what = "Parcels with papers in them."
grain = "one parcel"
key = ["parcel_id"]
columns = [
    { name = "parcel_id", kind = "id", meaning = "the parcel" },
    { name = "sent_on", kind = "day", meaning = "when it was sent" },
    { name = "is_sealed", kind = "flag", meaning = "it was sealed" },
]
"""
CHECK = """\
-- What:    Advice given on a day that no week has here: weekends.
-- Reads:   register.advices
-- Needs:   advices

select
    advices.advice_id as thing_id,
    isodow(advices.asked_on) > 5 as is_found,
    advices.asked_on as since_on

from register.advices as advices
"""
CASES = """
[a_kept_promise_gives_nothing.given]
"register.advices" = \'\'\'
advice_id | asked_on
A1        | 2026-11-20
\'\'\'
"register.delivered_sources" = \'\'\'
source
advices
\'\'\'

[a_kept_promise_gives_nothing.asked]
as_of = 2026-11-23

[a_kept_promise_gives_nothing.expect]
answer = \'\'\'
found | population
0     | 1
\'\'\'

[a_broken_promise_is_found_by_id.given]
"register.advices" = \'\'\'
advice_id | asked_on
A1        | 2026-11-20
A2        | 2026-11-21
\'\'\'
"register.delivered_sources" = \'\'\'
source
advices
\'\'\'

[a_broken_promise_is_found_by_id.asked]
as_of = 2026-11-23

[a_broken_promise_is_found_by_id.expect]
answer = \'\'\'
found | population | since_on   | example_ids
1     | 2          | 2026-11-21 | ["A2"]
\'\'\'
"""

MINUTES = "0 to 9, 10 for ten and more, - where the length is not known"
STATISTIC = f"""\
-- What:    Visits by how many whole minutes they lasted.
-- Grain:   one row per number of minutes, '*' for all
-- Roles:   release
-- Reads:   imported.visits
-- Options: source=web unit=visits minimum=min_networks fold=true
-- Page:    released/web
-- Margin:  minutes
-- Column:  minutes         varchar  -        {MINUTES}
"""
STATISTIC_SQL = """\
-- Order:   minutes

with

networks_in_cells as (

    select
        if(
            length_seconds is null, '-', least(length_seconds // 60, 10)::varchar
        ) as minutes,
        network,
        count(*) as visits

    from imported.visits

    group by grouping sets ((minutes, network), (network))

),

cells as (

    select
        coalesce(minutes, '*') as minutes,
        count(*) as persons,
        max(visits, 2)[1] as largest,
        coalesce(max(visits, 2)[2], 0) as second_largest,
        sum(visits)::bigint as visits

    from networks_in_cells

    group by minutes

)

select * from cells
order by minutes asc
"""
VISITS = """
[given]
"imported.visits" = \'\'\'
network | browser | referrer | length_seconds
1       | -       | -        | 59
1       | -       | -        | 60
2       | -       | -        | 61
3       | -       | -        | 6000
4       | -       | -        |
\'\'\'

[expect]
answer = \'\'\'
minutes | persons | largest | second_largest | visits
*       | 4       | 2       | 1              | 5
-       | 1       | 1       | 0              | 1
0       | 1       | 1       | 0              | 1
1       | 2       | 1       | 1              | 2
10      | 1       | 1       | 0              | 1
\'\'\'
"""
RELEASE = """
import sys, tempfile
from pathlib import Path
sys.path.insert(0, "tests")
from bench.made_logs import make_log
from conftest import Home
from privacy.contracts.roles import Role
with tempfile.TemporaryDirectory() as folder:
    home = Home(Path(folder))
    make_log(home.put("web/access.log", b""), 3000)
    home.take_in()
    rows = home.desk(Role.MANAGER).ask("released/visits_by_minutes").records()
    print({row["minutes"]: row["visits"] for row in rows})
"""


@pytest.fixture
def tree(tmp_path):
    copy_tree(tmp_path, MADE)  # what is compiled stays so
    return tmp_path


def carry_out(tree, files):
    """Write the files of a recipe, or change them, as its change says."""
    for name, change in files.items():
        file = tree / name
        before = file.read_text("utf-8") if file.exists() else ""
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(change(before) if callable(change) else change, "utf-8")


def named(title):
    """The files that a recipe of CONTRIBUTING.md names, in its words."""
    [recipe] = re.findall(rf"^### {title}.*?\n(.*?)(?=^##|\Z)", RECIPES, re.M | re.S)
    return re.findall(r"^\d\. `([^`]+)`", recipe, re.M)


def run(tree, *words):
    done = subprocess.run(
        [sys.executable, *words],
        cwd=tree,
        env={**os.environ, "PYTHONPATH": str(tree)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout[-4000:] + done.stderr[-2000:]
    return done.stdout


ONE_AFTER_ANOTHER = """
import shlex, sys, pytest
for words in map(shlex.split, sys.argv[1:]):
    if status := pytest.main(["-q", "-x", "-p", "no:cacheprovider", *words]):
        sys.exit(status)
"""


def passes(tree, *runs):
    """Runs of pytest, in one process, each of which finds a test and passes."""
    run(tree, "-c", ONE_AFTER_ANOTHER, *map(shlex.join, runs))


def append(text):
    return lambda before: before + text


def test_a_log_format(tree):
    files = {
        "queries/imports/web/acme.sql": FORMAT,
        "tests/imports/web/logs.py": append(LOG),
    }
    made = "docs/formats.md"
    assert named("A log format") == [
        "queries/imports/web/NAME.sql", "tests/imports/web/logs.py", made,
    ]  # fmt: skip
    carry_out(tree, files)
    run(tree, "-m", "privacy.commands.documentation")
    assert "invented server Acme" in (tree / made).read_text("utf-8")
    passes(
        tree,
        ["tests/imports/web/test_formats.py", "-k", "Acme or every_format"],
        ["tests/test_contracts.py", "-k", "clock"],
    )


def test_a_check(tree):
    files = {
        "queries/checks/advices_on_weekends.sql": CHECK,
        "tests/cases/checks/advices_on_weekends.toml": CASES.replace("'''", '"""'),
        "privacy/locales/sv/checks.po": append(
            '\nmsgid "check advices_on_weekends"\nmsgstr "Råd på helger"\n'
        ),
    }
    assert [
        name.replace("NAME", "advices_on_weekends") for name in named("A check")
    ] == [*files]
    carry_out(tree, files)
    # What is asked of each check by itself, the others are asked in the suite.
    alone = "test_a_check_without_its_sources or test_a_check_has_a_case"
    passes(
        tree,
        ["tests/test_cases.py", "-k", "advices_on_weekends"],
        [
            "tests/promises/test_promises.py",
            "-k",
            f"advices_on_weekends or check and not ({alone})",
        ],
        ["tests/pages/test_words.py"],
    )


def test_a_page(tree):
    words = 'msgid "{}"\nmsgstr "{}"\n\n'
    output = {
        "Regrets": "Avslag",
        "refusals": "avslag",
        "Regrets: what did we refuse?": "Avslag: vad avslog vi?",
        "Nothing is left out.": "Inget är utelämnat.",
    }
    files = {
        "pages/dpo/regrets.py": PAGE,
        "privacy/display/menu.py": lambda before: before.replace(
            '        "dpo/journal": "Journal",\n',
            '        "dpo/journal": "Journal",\n        "dpo/regrets": "Regrets",\n',
        ).replace("WORDS = {\n", 'WORDS = {\n    "dpo/regrets": "refusals",\n'),
        "privacy/locales/sv/pages.po": append(
            "\n" + "".join(words.format(*pair) for pair in output.items())
        ),
    }
    assert named("A page") == [
        "pages/ROLE/NAME.py", "privacy/display/menu.py", "privacy/locales/sv/pages.po",
    ]  # fmt: skip
    carry_out(tree, files)
    passes(
        tree,
        ["tests/pages/test_pages.py", "-k", "regrets"],
        ["tests/pages/test_words.py"],
        ["tests/pages/test_search.py", "-k", "page_has_words"],
    )


def test_a_statistic(tree):
    columns = re.findall(
        r"^-- Column:  (?!browser).*\n",
        (ROOT / "queries/statistics/visits_by_browser.sql").read_text("utf-8"),
        re.MULTILINE,
    )
    shown = 'show_month(page, "{}", month, "{}", over="{}")\n'
    before = shown.format("visits_by_browser", "Browsers", "browser")
    words = {
        "value visits_by_minutes": "Besök efter längd",
        "column minutes": "minuter",
        "Length of visits": "Besökens längd",
        "Visits by how many whole minutes they lasted.": "Besök efter hela minuter.",
        MINUTES: "0 till 9, 10 för tio och fler, - när längden inte är känd",
    }
    text = "".join(f'\nmsgid "{one}"\nmsgstr "{sv}"\n' for one, sv in words.items())
    case = "tests/cases/statistics/visits_by_minutes/sixty_seconds.toml"
    files = {
        "queries/statistics/visits_by_minutes.sql": STATISTIC
        + "".join(columns)
        + STATISTIC_SQL,
        case: VISITS.replace("'''", '"""'),
        "pages/released/web.py": lambda page: page.replace(
            before,
            before + shown.format("visits_by_minutes", "Length of visits", "minutes"),
        ),
        "privacy/locales/sv/values.po": append(text),
    }
    assert named("A statistic") == [
        "queries/statistics/NAME.sql", "tests/cases/statistics/NAME/CASE.toml",
        "pages/released/PAGE.py", "privacy/locales/sv/values.po",
    ]  # fmt: skip
    carry_out(tree, files)
    passes(
        tree,
        ["tests/test_cases.py", "tests/test_contracts.py", "-k", "minutes"],
        ["tests/pages/test_words.py"],
    )
    # It is suppressed, attacked, released and answered like every other.
    released = ast.literal_eval(run(tree, "-c", RELEASE))
    assert released["*"] == sum(n for at, n in released.items() if at != "*") > 0


def test_a_source(tree):
    assert named("A source") == ["queries/tables.toml"]
    carry_out(tree, {"queries/tables.toml": append(SOURCE)})
    run(tree, "-m", "privacy.commands.documentation")
    assert "Parcels with papers" in (tree / "docs/formats.md").read_text("utf-8")
    # The tests of every cell of every source try it too.
    # A policy may name it, and nothing else is to be written.
    passes(
        tree,
        ["tests/imports/test_junk_cells.py", "-k", "parcels"],
        ["tests/policy/test_documentation.py", "tests/test_contracts.py"],
    )


def test_a_language(tree):
    assert named("A language") == ["privacy/locales/LANGUAGE/"]
    head = 'msgid ""\nmsgstr ""\n"Language: nb\\n"\n'
    head += '"Content-Type: text/plain; charset=utf-8\\n"\n\n'
    words = {"Requests": "Forespørsler", "withheld": "skjult", "Guide": "Veiledning"}
    text = "".join(
        f'msgid "{one}"\nmsgstr "{other}"\n\n' for one, other in words.items()
    )
    carry_out(tree, {"privacy/locales/nb/all.po": head + text})
    output = run(
        tree,
        "-c",
        "from privacy.wording import LANGUAGES, withheld_word, name_language, say;"
        "print(LANGUAGES, withheld_word('nb'), name_language('nb'), "
        "say('Requests', 'nb'))",
    )
    assert output.split("\n")[0].endswith("skjult Norsk bokmål Forespørsler")
    assert "'nb'" in output
    # What the policy says in Swedish and English alone is read in English.
    paths = [f"tests/pages/test_{name}.py" for name in ("first_use", "mapping")]
    passes(
        tree,
        ["tests/pages/test_guide.py", "-k", "own_chapters and nb"],
        [*paths, "-k", "every_language and nb"],
    )
