"""Wrong policy files: each fault has its file, its line and what may stand there."""

import re

import pytest

from privacy.errors import BadPolicy
from privacy.policy import keep_policy, policy_in_force, read_policy
from privacy.wording import tell

GOOD = {
    "constant": """name = "promise_days"
value = 30
unit = "days"
""",
    "choice": """name = "last_day"
value = "with_eves"
""",
    "retention_rule": """rule_id = "CUSTOMER"
kind = "maximum"
method = "period"
base = "last_seen_on"
period = 12
unit = "months"
gloss_sv = "Högst ett år efter senaste inloggning"
""",
    "record_kind": """system = "Kundregister"
record_type = "Konto"
rules = ["CUSTOMER"]
""",
    "word": """field = "outcome"
word = "ordnat"
meaning = "bifall"
""",
    "ticket_system": """system = "jira"
day_order = "day first"
time_zone = "Europe/Stockholm"
""",
    "mapping": """name = "arkiv"
source = "records"
""",
    "mapped_column": """mapping = "arkiv"
field = "record_id"
title = "nummer"
""",
    "plain_id": """source = "requests"
field = "request_id"
""",
    "source": """source = "web"
title_sv = "Webben"
title_en = "The web"
every_days = 7
""",
    "promise": """promise_id = "P-1"
area = "Telefoni"
quote = "Vi räknar samtal"
gloss_en = "Calls are counted"
kind = "measured"
checks = ["requests_late"]
""",
    "text_finding": """finding_id = "none"
sentence_sv = "Tid saknas"
sentence_en = "No time"
""",
    "listed": """list = "origin"
value = "arbetsgivare"
""",
}
CITED = 'citation = "Policyn, avsnitt 1"\nvalid_from = 2024-01-01\n'
UNCITED = {"word", "ticket_system", "mapping", "mapped_column", "plain_id"}

CHANGED = [
    # table, what is replaced, by what, what the fault says
    ("retention_rule", 'unit = "months"', 'unit = "month"', 'nearest is "months"'),
    ("retention_rule", 'unit = "months"', 'unit = "year"', 'nearest is "years"'),
    ("retention_rule", '"maximum"', '"max"', 'kind is one of .*nearest is "maximum"'),
    ("retention_rule", '"period"\n', '"perod"\n', 'nearest is "period"'),
    ("retention_rule", "last_seen_on", "last_seen", 'nearest is "last_seen_on"'),
    ("retention_rule", "period = 12", 'period = "ten"', "period is a whole number"),
    ("retention_rule", "period = 12", "period = 0", "period is a whole number"),
    ("retention_rule", "period = 12", "period = -3", "period is a whole number"),
    ("retention_rule", "period = 12", "period = 1.5", "period is a whole number"),
    ("retention_rule", "period = 12", "period = true", "period is a whole number"),
    ("retention_rule", "period = 12\n", "", "method lacks period"),
    ("retention_rule", 'unit = "months"', 'unit = "none"', "unit is days"),
    ("retention_rule", '"period"\n', '"end"\n', "does not go with end"),
    ("retention_rule", '"period"\n', '"claim"\n', "base is one of event_on"),
    ("retention_rule", '"period"\n', '"open"\n', "method is one of"),
    ("retention_rule", '"maximum"', '"decision"', "kind is .decision. with method"),
    ("retention_rule", '"maximum"', '"range"', "longest goes with kind = .range."),
    ("retention_rule", "period = 12", "period = 12\nlongest = 24", "longest goes with"),
    ("retention_rule", "12\n", "12\nreview_on = 2027-01-01\n", "and a review_on, or"),
    ("retention_rule", '"months"', '"hours"', "unit is hours of the base first_seen"),
    ("retention_rule", '"period"\n', '"year_inclusive"\n', 'unit is "years"'),
    ("retention_rule", '"period"\n', '"year_end"\n', 'unit is "years"'),
    ("retention_rule", "gloss_sv", "gloss", "nearest is .gloss_"),
    ("retention_rule", '"CUSTOMER"', '""', "rule_id is a text in quotes, not empty"),
    ("retention_rule", "2024-01-01", '"1 jan 2024"', "valid_from is a day, written"),
    ("retention_rule", "2024-01-01", "20240101", "valid_from is a day, written"),
    ("retention_rule", "2024-01-01", "0024-01-01", "valid_from is a day from"),
    ("retention_rule", "2024-01-01", "2024-01-01T10:00:00", "valid_from is a day"),
    ("retention_rule", "2024-01-01", "2024-02-30", "no valid TOML"),
    ("retention_rule", "2024-01-01\n", "2024-01-01\nvalid_to = 2023-12-31\n", "before"),
    ("retention_rule", '"Policyn, avsnitt 1"', '""', "citation is a text"),
    ("retention_rule", '"Policyn, avsnitt 1"', '"  "', "citation is a text"),
    ("retention_rule", 'citation = "Policyn, avsnitt 1"\n', "", "lacks citation"),
    ("retention_rule", "valid_from = 2024-01-01\n", "", "lacks valid_from"),
    ("record_kind", '["CUSTOMER"]', '["CUSTOMERS"]', 'rules .*nearest is "CUSTOMER"'),
    ("record_kind", '["CUSTOMER"]', '"CUSTOMER"', "rules is a list of texts"),
    ("record_kind", '["CUSTOMER"]', "[5]", "rules is a list of texts"),
    ("record_kind", '["CUSTOMER"]\n', '["CUSTOMER"]\nis_aml = "ja"\n', "true or false"),
    ("record_kind", "record_type", "typ", "typ is no key"),
    ("constant", "promise_days", "promised_days", 'nearest is "promise_days"'),
    ("constant", "value = 30", 'value = "ten"', "value is a number"),
    ("constant", "value = 30", "value = -1", "value is a number, at least 0"),
    ("constant", "value = 30", "value = nan", "value is a "),
    ("constant", "value = 30", "value = 1.5", "value is a whole number"),
    ("constant", "value = 30", "value = 30\nvalue = 31", "stands before already"),
    ("constant", 'unit = "days"', 'unit = "months"', 'unit is "days"'),
    ("constant", "promise_days", "min_persons", 'unit is "persons"'),
    ("choice", "with_eves", "with_eve", 'nearest is "with_eves"'),
    ("choice", "with_eves", "added", "value is one of strict_eu, with_eves"),
    ("choice", "last_day", "lastday", 'nearest is "last_day"'),
    ("word", "bifall", "bifal", 'nearest is "bifall"'),
    ("word", "bifall", "stängd", "meaning is one of bifall"),
    ("word", '"outcome"', '"utfall"', "field is one of right"),
    ("ticket_system", "day first", "day-first", 'nearest is "day first"'),
    ("ticket_system", "Europe/Stockholm", "Europe/Stokholm", "Europe/Stockholm"),
    ("mapping", '"records"', '"record"', 'nearest is "records"'),
    ("mapped_column", '"arkiv"', '"arkivet"', 'nearest is "arkiv"'),
    ("mapped_column", 'title = "nummer"\n', "", "a title or a value"),
    ("source", "every_days = 7", 'every_days = "sju"', "every_days is a whole number"),
    ("source", '"web"', '"webb"', 'nearest is "web"'),
    ("promise", "requests_late", "request_late", 'nearest is "requests_late"'),
    ("promise", 'checks = ["requests_late"]\n', "", "checks are needed"),
    ("promise", '"measured"', '"measure"', 'nearest is "measured"'),
    ("promise", '"Telefoni"', '"Telefon"', 'nearest is "Telefoni"'),
    ("text_finding", "sentence_sv", "sentens", "lacks sentence_sv|is no key"),
    ("listed", '"origin"', '"origins"', 'nearest is "origin"'),
    ("listed", "[[listed]]", "[[lista]]", "no policy table"),
    ("listed", "[[listed]]", "[listed]", "two brackets"),
    ("listed", "[[listed]]", "[[listed]", "no valid TOML"),
    ("listed", 'value = "arbetsgivare"', "value = arbetsgivare", "no valid TOML"),
    ("listed", 'value = "arbetsgivare"', 'value = "arbets', "no valid TOML"),
]


def file_of(table=None, old="", new=""):
    """A sound policy, one of its tables changed; and the line where that table is."""
    text, line = '[organisation]\ntitle = "Provbolaget AB"\n', 0
    for name, keys in GOOD.items():
        row = f"[[{name}]]\n{keys}" + ("" if name in UNCITED else CITED)
        if name == table:
            assert old in row, (name, old)
            line = text.count("\n") + 1
            row = row.replace(old, new, 1)
        text += row
    return text, line


@pytest.fixture
def organisation(tmp_path):
    (tmp_path / "policy").mkdir()
    return tmp_path


def write(organisation, text):
    file = organisation / "policy" / "policy.toml"
    file.write_bytes(text if isinstance(text, bytes) else text.encode())


def test_a_sound_policy_has_every_table_and_no_fault(organisation):
    write(organisation, file_of()[0])
    assert read_policy(organisation).title == "Provbolaget AB"


def test_each_wrong_file_is_refused_with_file_line_key_and_remedy(organisation):
    passed, swedish = [], []
    for table, old, new, sentence in CHANGED:
        text, first = file_of(table, old, new)
        write(organisation, text)
        try:
            read_policy(organisation)
        except BadPolicy as error:
            output = str(error)
            swedish.append(tell(error, "sv"))
            line = re.search(r"policy\.toml, line (\d+)", output)
            last = first + text.split("\n", first)[-1].count("\n")
            if re.search(sentence, output) and line and first <= int(line[1]) <= last:
                continue
            passed.append((table, new, output))
        else:
            passed.append((table, new, "read"))
    assert not passed
    assert len(CHANGED) >= 60
    lines = "\n".join(swedish).splitlines()
    assert [
        one for one in lines if not re.search(r"policy\.toml, rad \d+: ", one)
    ] == []
    english = r"\b(is|are|the|it|of|needs?|lacks|nearest|no)\b"
    assert [one for one in lines if re.search(english, one.split(": ", 1)[1])] == []


def test_a_fault_is_on_the_line_of_its_key(organisation):
    text, first = file_of("retention_rule", '"months"', '"month"')
    write(organisation, text)
    with pytest.raises(BadPolicy, match=rf"policy\.toml, line {first + 6}: .* unit is"):
        read_policy(organisation)


def test_a_row_of_a_list_has_its_own_line(organisation):
    rows = ["word = [", "    # what it means"]
    rows += ['    { field = "right", word = "]", meaning = "radering" },']
    rows += ['    { field = "right", word = "b", meaning = "raderin" },', "]"]
    write(organisation, "\n".join(rows))
    with pytest.raises(BadPolicy, match=r'line 4: .*nearest is "radering"'):
        read_policy(organisation)


def test_all_faults_of_all_files_are_said_at_once(organisation):
    text, _line = file_of("retention_rule", '"months"', '"month"')
    write(organisation, text.replace('"bifall"', '"bifal"'))
    (organisation / "policy" / "second.toml").write_text("[[choice]]\nname = \n")
    with pytest.raises(BadPolicy) as refused:
        read_policy(organisation)
    assert len(str(refused.value).splitlines()) == 3


def test_no_fault_repeats_what_the_file_says(organisation):
    for key in ('"last_seen_on"', '"months"', "2024-01-01", "12", '"CUSTOMER"'):
        write(organisation, file_of("retention_rule", key, '{x = "850709-9805"}')[0])
        with pytest.raises(BadPolicy) as refused:
            read_policy(organisation)
        assert "850709" not in str(refused.value)


def test_versions_of_one_rule_that_overlap_are_refused(organisation):
    text, _line = file_of(
        "retention_rule", "2024-01-01\n", "2024-01-01\nvalid_to = 2026-06-30\n"
    )
    rule = f"[[retention_rule]]\n{GOOD['retention_rule']}"
    later = rule + CITED.replace("2024-01-01", "2026-07-01")
    write(organisation, text + later)
    assert len(read_policy(organisation).rows["retention_rule"])
    for day in ("2026-06-30", "2024-01-01", "2025-03-01"):
        write(organisation, text + later.replace("2026-07-01", day))
        with pytest.raises(BadPolicy, match=r"overlaps policy\.toml, line"):
            read_policy(organisation)


def test_a_file_that_is_not_utf8_is_named_with_its_line(organisation):
    write(organisation, b'[organisation]\ntitle = "\xe5"\n')
    with pytest.raises(BadPolicy, match=r"policy\.toml, line 2: is not UTF-8"):
        read_policy(organisation)


def test_a_wrong_policy_leaves_the_last_good_one_in_force(organisation):
    write(organisation, file_of()[0])
    assert policy_in_force(organisation).faults == ()
    keep_policy(organisation)
    write(organisation, file_of("constant", "value = 30", 'value = "ten"')[0])
    policy = policy_in_force(organisation)
    assert "value is a number" in str(policy.faults[0])
    assert [
        r["value"] for r in policy.table("constant") if r["name"] == "promise_days"
    ] == [30]
    assert policy.title == "Provbolaget AB"


def test_a_wrong_policy_without_an_earlier_one_is_refused(organisation):
    write(organisation, file_of("constant", "value = 30", 'value = "ten"')[0])
    with pytest.raises(BadPolicy, match="value is a number"):
        policy_in_force(organisation)


def test_a_deleted_file_leaves_the_kept_copy_too(organisation):
    write(organisation, file_of()[0])
    second = organisation / "policy" / "second.toml"
    second.write_text("")
    keep_policy(organisation)
    second.unlink()
    keep_policy(organisation)
    assert [f.name for f in (organisation / "build/policy").iterdir()] == [
        "policy.toml"
    ]
