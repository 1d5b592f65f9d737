"""Publishing is an act: what is ready waits for a yes, and the clock gives none."""

import datetime
import shutil

import pytest
from conftest import AS_OF, AT
from pages.opening import opened

from privacy.contracts.roles import Role
from privacy.errors import UnsafeRelease
from privacy.operations import importing
from privacy.releases import EVERY, published_spans

NOBODY = frozenset()
HEAD = "call_id,started_at,direction,from_number,to_number,queue,agent,is_answered\n"
CHOICE = """
[[choice]]
name = "{name}"
value = "{value}"
citation = "beslut av ledningen 2026"
valid_from = {valid_from}
"""
REQUESTS = "request_id,request_type,received_at\n"


def calls(*months, per=40):
    """As many calls of each month, each with a caller of its own, six agents."""
    return HEAD + "".join(
        f"{month}-{n},{month}-{n % 27 + 1:02} 09:00:00,in,08{1_000_000 + n},9000,a,"
        f"40{n % 6},true\n"
        for month in months
        for n in range(per)
    )


def choose(home, name, value, valid_from="2020-01-01"):
    text = CHOICE.format(name=name, value=value, valid_from=valid_from)
    (home.folder / "policy" / f"chosen-{name}.toml").write_text(text)


def publish(home, *names, as_of=AS_OF):
    return importing.release_months(
        home.installation,
        home.organisation,
        AT,
        as_of,
        lambda output: None,
        frozenset(names) or EVERY,
    )


def take_in(home, as_of):
    """What the daily import does: it publishes nothing that the policy does not."""
    at = datetime.datetime.combine(as_of, datetime.time(8), datetime.UTC)
    return importing.import_exports(
        home.installation,
        home.organisation,
        (),
        source=None,
        at=at,
        as_of=as_of,
        progress=lambda output: None,
    )


def published(home, name="calls_by_queue"):
    desk = home.desk(Role.MANAGER)
    rows = desk.ask(f"released/{name}").records()
    desk.close()
    return sorted({str(row["month"])[:7] for row in rows})


def test_the_first_import_publishes_nothing_and_says_what_is_ready(home):
    home.put("telephone/calls.csv", calls("2026-09", "2026-10").encode())
    done = home.take_in(publish=NOBODY)
    assert done.is_well
    assert done.ready == ["telephone-2026-09-v1", "telephone-2026-10-v1"]
    assert done.released == []
    assert published(home) == []


def test_the_command_line_says_what_a_release_would_withhold(home):
    home.put("telephone/calls.csv", calls("2026-10").encode())
    done = home.take_in(publish=NOBODY)
    lines = list(done.lines())
    withheld = done.withheld["telephone-2026-10-v1"]
    assert withheld
    assert {f"    {line}" for line in withheld} <= {*lines}
    assert done.as_json()["withheld"] == done.withheld
    listed = home.desk(Role.DPO).ask("dpo/ready_releases").records()
    named = [row for row in listed if row["refused"] or row["first_withheld"]]
    assert len(withheld) == len(named)


def test_what_the_officer_publishes_is_told_and_the_rest_waits(home):
    home.put("telephone/calls.csv", calls("2026-09", "2026-10").encode())
    home.take_in(publish=NOBODY)
    done = publish(home, "telephone-2026-09-v1")
    assert (done.released, done.ready) == (
        ["telephone-2026-09-v1"],
        ["telephone-2026-10-v1"],
    )
    assert published(home) == ["2026-09"]
    journal = home.desk(Role.DPO).ask("dpo/journal", month=None).records()
    [entry] = [row for row in journal if row["entry"] == "released"]
    assert "releases: telephone-2026-09-v1" in entry["details"]


def test_what_is_not_ready_cannot_be_published(home):
    home.put("telephone/calls.csv", calls("2026-09").encode())
    home.take_in(publish=NOBODY)
    with pytest.raises(UnsafeRelease, match="not ready to publish"):
        publish(home, "telephone-2026-11-v1")
    assert published(home) == []


def test_the_officer_sees_what_a_ready_release_would_withhold(home):
    home.put("telephone/calls.csv", calls("2026-10", per=4).encode())
    home.take_in(publish=NOBODY)
    rows = home.desk(Role.DPO).ask("dpo/ready_releases").records()
    [queue] = [row for row in rows if row["statistic"] == "calls_by_queue"]
    assert (queue["release_id"], queue["refused"]) == ("telephone-2026-10-v1", "total")


def texts_of(page):
    assert not page.exception
    return " ".join(str(part.proto.body) for part in page.get("html"))


def test_a_page_of_figures_says_which_months_wait_and_to_the_officer_alone(home):
    home.put("telephone/calls.csv", calls("2026-09", "2026-10").encode())
    home.take_in(publish=NOBODY)
    waits = "Klart att publicera: september 2026, oktober 2026"
    assert waits in texts_of(opened(home, "released/calls", Role.DPO, "sv"))
    publish(home, "telephone-2026-09-v1")
    left = "Klart att publicera: oktober 2026"
    assert left in texts_of(opened(home, "released/calls", Role.DPO, "sv"))
    others = texts_of(opened(home, "released/calls", Role.MANAGER, "sv"))
    assert "Klart att publicera" not in others
    assert "Klart att publicera" not in texts_of(
        opened(home, "released/web", Role.DPO, "sv")
    )


def test_a_page_of_gallring_without_a_figure_says_when_there_is_one(home):
    home.put("telephone/calls.csv", calls("2026-10").encode())
    home.take_in()
    page = opened(home, "released/gallring_by_month", Role.MANAGER, "sv")
    assert "första förteckningen över uppgifter" in page.markdown[0].value


def test_what_waits_is_named_with_how_much_of_it_is_withheld(home):
    home.put("telephone/calls.csv", calls("2026-10", per=4).encode())
    home.take_in(publish=NOBODY)
    page = opened(home, "dpo/releases", Role.DPO, "sv")
    [named] = page.multiselect[0].options
    assert named.startswith("telefonväxel från oktober 2026: ")
    assert named.endswith(" siffror skyddade")


def test_a_late_export_is_counted_in_what_is_only_ready(home):
    home.put("telephone/a.csv", calls("2026-10").encode())
    home.take_in(publish=NOBODY)
    late = "".join(
        f"x{n},2026-10-{n + 1:02} 10:00:00,in,08{2_000_000 + n},9000,a,40{n},true\n"
        for n in range(6)
    )
    home.put("telephone/b.csv", (HEAD + late).encode())
    home.take_in()
    rows = home.desk(Role.MANAGER).ask("released/calls_by_queue").records()
    [whole] = [
        row["calls"]
        for row in rows
        if (row["direction"], row["queue"], row["outcome"]) == ("*", "*", "*")
    ]
    assert whole == 46


def test_by_choice_a_source_publishes_itself_from_its_second_month_on(home):
    choose(home, "publishing", "automatic")
    home.put("telephone/calls.csv", calls("2026-08", "2026-09", "2026-10").encode())
    assert take_in(home, AS_OF).released == []
    publish(home, "telephone-2026-08-v1")
    done = take_in(home, AS_OF + datetime.timedelta(days=1))
    assert published(home) == ["2026-08", "2026-09"]
    # No export reaches into November: the clock alone does not close October.
    assert done.ready == ["telephone-2026-10-v1"]
    home.put("telephone/november.csv", calls("2026-11", per=1).encode())
    done = take_in(home, AS_OF + datetime.timedelta(days=2))
    assert done.released == ["telephone-2026-10-v1"]


def test_a_wrong_clock_closes_no_month(home):
    choose(home, "publishing", "automatic")
    home.put("telephone/a.csv", calls("2026-08", "2026-09").encode())
    home.take_in(publish=NOBODY)
    publish(home, "telephone-2026-08-v1")
    home.put("telephone/b.csv", calls("2026-10", per=9).encode())
    done = take_in(home, datetime.date(2027, 3, 1))
    assert done.ready == ["telephone-2026-10-v1"]
    assert "2026-10" not in published(home)


def test_nothing_is_said_of_periods_before_the_first_day_that_is_known(home):
    rows = "".join(f"R-{n},Registerutdrag,2026-02-{n + 1:02}\n" for n in range(20))
    home.put("requests/tickets.csv", (REQUESTS + rows).encode())
    done = home.take_in(publish=NOBODY)
    assert done.ready == ["requests-2026-01-v1"]


def test_months_that_overlap_a_published_half_year_are_not_released(home):
    rows = "".join(f"R-{n},Registerutdrag,2026-0{n % 6 + 1}-05\n" for n in range(31))
    home.put("requests/tickets.csv", (REQUESTS + rows).encode())
    home.take_in(publish=NOBODY)
    publish(home, "requests-2026-01-v1")
    journal = home.desk(Role.DPO).ask("dpo/journal", month=None).records()
    [entry] = [row["details"] for row in journal if row["entry"] == "released"]
    assert "requests-2026-01-v1/2026-06" in entry  # the journal knows how long it is
    choose(home, "requests_period", "month")
    done = publish(home)
    first_on, last_on = datetime.date(2026, 1, 1), datetime.date(2026, 6, 30)
    spans = [span for span in published_spans(home.organisation)]
    assert ("requests", first_on, last_on) in spans
    assert all(first > last_on for _, first, _ in spans if first != first_on)
    assert done.waiting == []  # July and later are free


def test_a_longer_period_begins_where_it_overlaps_nothing_published(home):
    choose(home, "requests_period", "month")
    rows = "".join(f"R-{n},Registerutdrag,2026-07-{n + 1:02}\n" for n in range(9))
    home.put("requests/tickets.csv", (REQUESTS + rows).encode())
    home.take_in(publish=NOBODY)
    publish(home, "requests-2026-07-v1")
    choose(home, "requests_period", "quarter")
    done = publish(home)
    assert done.released == []
    [sentence] = done.waiting
    assert "begin on 2026-10-01" in sentence


def test_what_was_published_and_never_built_is_told_by_the_next_import(home):
    """A machine that stopped between the two: the next import says it is published."""
    from privacy.releases import publish as move

    home.put("telephone/calls.csv", calls("2026-10").encode())
    home.take_in(publish=NOBODY)
    move(home.organisation, ["telephone-2026-10-v1"], AT)
    assert published(home) == []
    home.take_in(publish=NOBODY)
    assert published(home) == ["2026-10"]


@pytest.mark.parametrize("is_replaced", [False, True])
def test_what_was_published_before_and_is_back_from_a_backup_is_refused(
    home, is_replaced, tmp_path
):
    name = "telephone-2026-10-v1"
    home.put("telephone/calls.csv", calls("2026-10").encode())
    assert home.take_in(publish=NOBODY).ready == [name]
    ready = home.organisation.ready / "telephone" / "2026-10-v1"
    shutil.copytree(ready, tmp_path / "backup")
    publish(home, name)
    published = home.organisation.releases / "telephone" / "2026-10-v1"
    shutil.move(published, tmp_path / "lost")
    output = "lost"
    if is_replaced:
        output = "telephone-2026-10-v2"
        shutil.copytree(tmp_path / "lost", published.with_name("2026-10-v2"))
    shutil.copytree(tmp_path / "backup", ready)
    with pytest.raises(UnsafeRelease, match=f"{name} was published before.*{output}"):
        publish(home, name)
    with pytest.raises(UnsafeRelease, match="published before"):
        publish(home)
    done = take_in(home, AS_OF)
    assert [one for one in done.refused_releases if name in one]
    assert not published.exists()
