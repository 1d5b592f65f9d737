"""Four locks between a role and a person's data; each is tried here."""

import duckdb
import pytest
from conftest import Home

from privacy.contracts import contract_names, read_contract
from privacy.contracts.roles import Role
from privacy.desk import Desk
from privacy.errors import BadBuild, BadContract, NotAllowed
from privacy.storage.builds import current_build
from privacy.storage.keys import derive

OTHERS = [Role.MANAGER, Role.ANALYST]


@pytest.fixture(scope="module")
def desks(built):
    return {role: built.desk(role) for role in Role}


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    home = Home(tmp_path_factory.mktemp("locks"))
    home.put(
        "requests/requests.csv",
        b"request_id,request_type,received_at\nR1,registerutdrag,2026-10-05T10:00:00Z\n",
    )
    home.take_in()
    return home


def answered(desk, names, **given):
    """The queries among these that a desk answers: it says of no other why not."""
    result = []
    for name in names:
        try:
            desk.ask(name, **given)
        except NotAllowed:
            continue
        result.append(name)
    return result


@pytest.mark.parametrize("role", OTHERS)
def test_no_line_level_query_answers_another_role(desks, role):
    folders = {"dpo", "checks", "register"}
    names = [name for name in contract_names("") if name.split("/")[0] in folders]
    assert len(names) > 100
    assert answered(desks[role], names) == []


@pytest.mark.parametrize("role", list(Role))
def test_true_cells_are_seen_by_nobody(desks, role):
    period = {"first_on": "2026-01-01", "last_on": "2026-01-31"}
    names = contract_names("statistics")
    assert len(names) > 10
    assert answered(desks[role], names, **period) == []


@pytest.mark.parametrize("role", list(Role))
def test_released_figures_answer_every_role(desks, role):
    for name in contract_names("released"):
        takes = {param.name for param in read_contract(name).params}
        given = {"month": "2026-10-01"} if "month" in takes else {}
        desks[role].ask(name, **given)


@pytest.mark.parametrize("role", OTHERS)
def test_the_register_is_never_opened_for_others(built, role):
    register = current_build(built.organisation).register
    hidden = register.rename(register.with_suffix(".hidden"))
    try:
        assert built.desk(role).ask("released/calls_by_queue").is_empty
        with pytest.raises((BadBuild, duckdb.Error)):
            built.desk(Role.DPO)
    finally:
        hidden.rename(register)


@pytest.mark.parametrize("role", list(Role))
def test_a_desk_can_reach_no_file_and_change_no_setting(built, role, tmp_path):
    secret = tmp_path / "secret.csv"
    secret.write_text("a\n1\n")
    desk = built.desk(role)
    tries = [
        f"select * from read_csv('{secret}')",
        f"select * from read_text('{secret}')",
        f"select * from '{secret}'",
        "select * from glob('/*')",
        f"attach '{tmp_path / 'x.duckdb'}' as x",
        f"copy (select 1) to '{tmp_path / 'out.csv'}'",
        f"with x as (copy (select 1) to '{tmp_path / 'out2.csv'}') from x",
        "set enable_external_access = true",
        "set lock_configuration = false",
        "install spatial",
        "create table build.main.mine as select 1",
        f"export database '{tmp_path / 'all'}'",
    ]
    for connection in filter(None, (desk._released, desk._register)):
        for sql in tries:
            with pytest.raises(duckdb.Error):
                connection.cursor().execute(sql).fetchall()
    assert not (tmp_path / "out.csv").exists()
    assert not (tmp_path / "out2.csv").exists()


def test_the_released_database_holds_no_other_table(built):
    cursor = built.desk(Role.MANAGER)._released.cursor()
    rows = cursor.execute(
        "select schema_name, table_name from duckdb_tables() "
        "where database_name = 'build'"
    ).fetchall()
    assert {schema for schema, _ in rows} == {"released"}
    assert {name for _, name in rows} == {
        "releases",
        *(name.split("/")[1] for name in contract_names("released")),
    }


def test_a_database_cannot_be_opened_with_the_other_ones_key(built):
    build = current_build(built.organisation)
    keyring = built.installation.keyring(built.organisation)
    connection = duckdb.connect()
    wrong = derive(keyring.master(), "releases")
    with pytest.raises(duckdb.Error):
        connection.execute(
            f"attach '{build.register}' as x (encryption_key '{wrong}', read_only)"
        )


def test_a_database_cannot_be_opened_without_a_key(built):
    with pytest.raises(duckdb.Error):
        duckdb.connect(str(current_build(built.organisation).register), read_only=True)


def test_there_is_no_way_to_ask_with_sql(built):
    with pytest.raises(BadContract, match="no query named"):
        built.desk(Role.DPO).ask("select 1")


def test_a_missing_parameter_is_named(built):
    name = next(n for n in contract_names("dpo") if read_contract(n).params)
    with pytest.raises(BadContract, match="missing"):
        built.desk(Role.DPO).ask(name)


def test_every_role_has_its_own_desk(built):
    organisation = built.organisation
    keyring = built.installation.keyring(organisation)
    assert Desk(Role.MANAGER, organisation, keyring)._register is None
