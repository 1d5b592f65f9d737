"""What docs/policy.md, the schema and the queries say of policy keys is one thing."""

import json
import re
from pathlib import Path

from privacy.building.register import state_tables
from privacy.contracts import contract_names, read_contract
from privacy.imports.tickets import _fields
from privacy.policy import allowed, json_schema
from privacy.policy.documentation import keys_in_words
from privacy.policy.shapes import TABLES

ROOT = Path(__file__).parent.parent.parent
QUERIES = "\n".join(read_contract(name).sql for name in contract_names(""))
PYTHON = "\n".join(f.read_text("utf-8") for f in (ROOT / "privacy").rglob("*.py"))


def test_the_table_of_keys_is_made_from_the_shapes():
    assert (ROOT / "docs/policy.md").read_text("utf-8").endswith(keys_in_words())


def test_the_schema_names_every_table_and_word():
    schema = json_schema()
    assert set(schema["properties"]) == {"organisation", *TABLES}
    rule = schema["$defs"]["RetentionRule"]["properties"]
    assert rule["unit"]["enum"] == list(allowed.PERIODS)
    assert json.dumps(schema)


def test_every_number_and_list_that_is_allowed_is_asked_for():
    for name in allowed.CONSTANTS:
        assert (
            f"'{name}'" in QUERIES
            or f'"{name}"' in PYTHON
            or (f"minimum={name}" in QUERIES)
        ), name
    request = set(re.findall(r"listeds\.list = '(\w+)'", QUERIES))
    assert request <= set(allowed.LISTS)


def test_what_a_mapping_and_a_source_may_name_is_what_is_imported():
    known = {*state_tables(), "calls", "searches"}
    assert set(allowed.TABLES) == known
    assert set(allowed.SOURCES) == (
        {*state_tables(), "telephone", "web", "search"} - {"web_aggregates"}
    )
    assert set(_fields()) <= set(allowed.TICKET_FIELDS)
