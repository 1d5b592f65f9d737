"""What the checks found on earlier days outlives every build, or its loss is said."""

import datetime
import hashlib
import json
import shutil
from contextlib import closing

import pyarrow
import pytest
from conftest import AS_OF, AT, Home, copy_of

from privacy.building.bookkeeping import BOOKKEEPING
from privacy.building.check_results import CheckResults, add_differing
from privacy.commands import main
from privacy.contracts.roles import Role
from privacy.errors import BadBuild
from privacy.operations import importing
from privacy.operations.check import check_installation
from privacy.storage.builds import current_build
from privacy.storage.databases import attach, connect, create_table
from privacy.storage.keys import derive
from privacy.storage.rows import UNDATED, copy_rows, write_text

REQUESTS = (
    b"request_id,request_type,received_at,closed_on\n"
    b"R1,registerutdrag,2026-09-01T10:00:00Z,\n"
)
DAY = datetime.timedelta(days=1)


def take_in(home, days):
    """An import some days later than the first."""
    return importing.import_exports(
        home.installation,
        home.organisation,
        [],
        source=None,
        at=AT + days * DAY,
        as_of=AS_OF + days * DAY,
        progress=lambda output: None,
    )


@pytest.fixture(scope="module")
def imported(tmp_path_factory):
    """The results of three days."""
    folder = tmp_path_factory.mktemp("imported")
    home = Home(folder)
    home.put("requests/requests.csv", REQUESTS)
    for days in (0, 1, 3):
        take_in(home, days)
    return folder


@pytest.fixture
def home(imported, tmp_path):
    return copy_of(Home(imported), tmp_path / "copy")


def files(home):
    return sorted(home.organisation.results.glob("*"))


def history(home):
    desk = home.desk(Role.DPO)
    rows = desk.ask("dpo/check_history", before="2027-01-01").rows
    desk.close()
    return rows


def until(home, days):
    return [row for row in history(home) if row[1] <= AS_OF + days * DAY]


def damage(home):
    build = current_build(home.organisation)
    build.register.write_bytes(b"\0" * 4096)
    return build.stamp


def test_each_day_has_a_file_that_holds_what_the_build_shows(home):
    days = [AS_OF, AS_OF + DAY, AS_OF + 3 * DAY]
    assert [file.stem for file in files(home)] == [str(day) for day in days]
    kept = CheckResults(home.installation.rows(home.organisation)).read()
    assert [str(row) for row in kept] == [
        str([str(v) if isinstance(v, datetime.date) else v for v in row])
        for row in sorted(history(home), key=lambda row: (row[1], row[0]))
    ]


def test_a_damaged_build_costs_no_result(home):
    before = history(home)
    damaged = damage(home)
    assert take_in(home, 3).build != damaged
    assert until(home, 2) == [row for row in before if row[1] < AS_OF + 3 * DAY]
    assert len(history(home)) == len(before)
    damage(home)
    take_in(home, 4)
    assert len(until(home, 3)) == len(before)


def test_results_that_only_a_build_holds_are_kept_in_files_at_the_next_build(home):
    before = history(home)
    shutil.rmtree(home.organisation.results)
    take_in(home, 4)
    assert len(files(home)) == 4
    assert until(home, 3) == before


def test_a_build_that_alone_holds_results_and_cannot_be_read_is_a_refusal(home):
    shutil.rmtree(home.organisation.results)
    damage(home)
    with pytest.raises(BadBuild, match="it alone holds what the checks found"):
        take_in(home, 4)
    home.organisation.results.mkdir()
    take_in(home, 4)
    assert {row[1] for row in history(home)} == {AS_OF + 4 * DAY}


@pytest.mark.parametrize("change", ["gone", "damaged", "of another day"])
def test_a_day_that_is_not_as_it_was_written_is_a_refusal_and_is_found_by_check(
    home, change, capsys
):
    first, second, _third = files(home)
    if change == "gone":
        second.unlink()
    elif change == "damaged":
        second.write_bytes(second.read_bytes()[:-9])
    else:
        shutil.copy(first, second)
    with pytest.raises(BadBuild, match=r"is not as it was written|cannot be read"):
        take_in(home, 4)
    main(["check", "--data", str(home.installation.data)], lambda: AT)
    assert "NOT claims-link: results of checks" in capsys.readouterr().out


def test_a_clock_set_back_writes_no_day_over(home):
    before = [file.read_bytes() for file in files(home)]
    take_in(home, 2)
    assert [file.read_bytes() for file in files(home)] == before
    assert {row[1] for row in history(home)} >= {AS_OF, AS_OF + 3 * DAY}


def kept_by(home):
    return CheckResults(home.installation.rows(home.organisation))


def test_the_newest_results_cannot_be_cut_off_unseen(home):
    assert kept_by(home).faults() == []
    newest = files(home)[-1]
    newest.unlink()
    (fault,) = kept_by(home).faults()
    assert newest.stem in fault
    assert "backup" in fault
    result = {one.what: one for one in looked_at(home)}["results of checks"]
    assert (result.is_well, newest.stem in result.sentence) == (False, True)
    assert any(newest.stem in item for item in take_in(home, 4).damage)
    assert len(kept_by(home).faults()) == 1  # it does not heal by going on


def test_newest_results_that_were_changed_are_named(home):
    history = kept_by(home)
    anchors = home.organisation.result_anchors
    noted = anchors.read_bytes()
    history.keep(AS_OF + 3 * DAY, [("x", AS_OF + 3 * DAY, 1, 1, 1, None, [], True)])
    anchors.write_bytes(noted)
    (fault,) = kept_by(home).faults()
    assert str(AS_OF + 3 * DAY) in fault


def test_results_of_an_import_killed_before_they_had_their_name_are_not_lost(home):
    newest = files(home)[-1]
    unfinished = newest.with_name(newest.name + ".tmp")
    newest.rename(unfinished)
    half = unfinished.with_name("2026-12-24.parquet.tmp")
    half.write_bytes(b"PAR1")
    assert kept_by(home).faults() == []
    take_in(home, 4)
    assert newest.exists()
    assert not half.exists()
    assert kept_by(home).faults() == []


def looked_at(home):
    return check_installation(home.installation, home.organisation, AS_OF)


def states(home):
    """register.earlier_states of the build in force, and what it was made of."""
    organisation = home.organisation
    key = derive(home.installation.keyring(organisation).master(), "register")
    with closing(connect()) as connection:
        file = current_build(organisation).register
        attach(connection, file, "build", key, read_only=True)
        rows = connection.execute("from build.register.earlier_states order by all")
        return rows.fetchall()


def test_only_what_stands_otherwise_than_the_day_before_is_kept_of_a_day(home):
    kept = states(home)
    (request,) = (row for row in kept if row[1] == "requests")
    stood = {tuple(row[1:3]): row[3:] for row in kept if row[0] == AS_OF}
    assert all(stood.get(tuple(row[1:3])) != row[3:] for row in kept if row[0] > AS_OF)
    home.put("requests/requests.csv", REQUESTS.replace(b"00Z,", b"00Z,2026-09-03"))
    take_in(home, 4)
    assert [row for row in states(home) if row[0] <= AS_OF + 3 * DAY] == kept
    (new,) = (row for row in states(home) if row[1] == "requests" and row not in kept)
    assert new == (AS_OF + 4 * DAY, *request[1:3], "Besvarad i tid", 0)


def test_a_thing_that_is_gone_is_kept_without_a_state(home):
    connection = connect()
    columns = dict(BOOKKEEPING["register.earlier_states"])
    connection.execute("create schema register")
    create_table(connection, "register.earlier_states", columns)
    days = [
        [("files", "a", "read", 0), ("files", "b", "read", 0)],
        [("files", "b", "refused", 5)],
        [("files", "b", "refused", 5)],
        [("files", "a", "read", 0), ("files", "b", "refused", 5)],
    ]
    for back, listed in enumerate(days):
        cells = map(list, zip(*listed, strict=True))
        names = ["list", "thing_id", "state", "level"]
        now = pyarrow.table(list(cells), names=names).to_reader()
        add_differing(connection, AS_OF + back * DAY, now)
    rows = connection.execute("from register.earlier_states order by all").fetchall()
    assert rows == [
        (AS_OF, "files", "a", "read", 0),
        (AS_OF, "files", "b", "read", 0),
        (AS_OF + DAY, "files", "a", None, None),
        (AS_OF + DAY, "files", "b", "refused", 5),
        (AS_OF + 3 * DAY, "files", "a", "read", 0),
    ]


def test_states_that_an_older_version_wrote_into_one_text_are_read_as_before(home):
    kept, history = states(home), kept_by(home)
    before = None
    for file in files(home):
        content = json.loads(history._texts([file])[0])
        listed = [[str(day), *cells] for day, *cells in kept if str(day) == file.stem]
        text = json.dumps({**content, "before": before, "states": listed})
        write_text(history._connection, text, file)
        before = hashlib.sha256(text.encode()).hexdigest()
        history._anchors.add((int(file.stem.replace("-", "")), before))
    assert kept_by(home).faults() == []
    take_in(home, 4)
    assert [row for row in states(home) if row[0] < AS_OF + 4 * DAY] == kept


def test_states_that_were_changed_are_a_refusal(home):
    history, newest = kept_by(home), files(home)[0]
    (text,) = history._texts([newest])
    table = pyarrow.table({"text": [text, '["requests","R1","Besvarad i tid",0]']})
    history._connection.register("changed", table)
    copy_rows(history._connection, "from changed", newest, UNDATED)
    (fault,) = kept_by(home).faults()
    assert newest.stem in fault
    with pytest.raises(BadBuild, match="is not as it was written"):
        take_in(home, 4)


def test_states_of_very_many_things_are_read_in_the_order_they_were_written_in(home):
    """The engine gives the rows of a union in another order once they are many."""
    history, day = kept_by(home), AS_OF + 4 * DAY
    with closing(connect()) as connection:
        history.store.add_keys(connection, [])
        columns = dict(BOOKKEEPING["register.earlier_states"])
        connection.execute("create schema register")
        create_table(connection, "register.earlier_states", columns)
        connection.execute(
            "insert into register.earlier_states "
            "select ?, 'records', range, 'Bevaras', 0 from range(500_000)",
            [day],
        )
        history.keep(day, [], connection)
        kept_by(home).read()
        assert kept_by(home).faults() == []
        kept_by(home).fill_states(connection, day + DAY)
        counted = connection.execute(
            "select count(*), count(distinct thing_id) from register.earlier_states "
            "where as_of_on = ?",
            [day],
        )
        assert counted.fetchall() == [(1_000_000, 500_000)]
