"""What differs in a list since an earlier import is said, marked and can be chosen."""

import datetime
import os
import re
from collections import Counter

import pytest
from conftest import AS_OF, AT, Home
from gallring.clerk import KIND, STOCKHOLM, SYSTEM, Clerk
from pages.opening import opened

from privacy.contracts import contract_names, read_contract
from privacy.contracts.roles import Role
from privacy.contracts.statuses import RecordStatus, RequestStatus
from privacy.display.style import STATES, urgency
from privacy.operations import importing

HEAD = "request_id,request_type,received_at,closed_on,outcome\n"
THEN = (
    "R1,registerutdrag,2026-10-26T10:00:00Z,,\n"
    "R2,radering,2026-10-25T10:00:00Z,,\n"
    "R3,radering,2026-11-10T10:00:00Z,,\n"
)
NOW = (
    "R1,registerutdrag,2026-10-26T10:00:00Z,,\n"
    "R2,radering,2026-10-25T10:00:00Z,2026-11-20,bifall\n"
    "R3,radering,2026-11-10T10:00:00Z,,\n"
    "R4,radering,2026-11-19T10:00:00Z,,\n"
)
DAY = datetime.timedelta(days=1)


def take_in(home, days):
    importing.import_exports(
        home.installation, home.organisation, [], source=None, at=AT + days * DAY,
        as_of=AS_OF + days * DAY, progress=lambda _said: None,
    )  # fmt: skip


@pytest.fixture(scope="module")
def twice(tmp_path_factory):
    """Requests imported a week ago and today."""
    home = Home(tmp_path_factory.mktemp("twice"))
    home.put("requests/requests-1.csv", (HEAD + THEN).encode())
    take_in(home, -7)
    home.put("requests/requests-2.csv", (HEAD + NOW).encode())
    take_in(home, 0)
    return home


def html_of(page):
    return " ".join(str(element.proto.body) for element in page.main.get("html"))


def badges(page):
    marked = re.findall(
        r'>(R\d)</a> <span class="pd-badge">(.*?)</span>', html_of(page)
    )
    return dict(marked)


def test_the_first_import_has_nothing_to_be_compared_with(home):
    page = opened(home, "dpo/requests", Role.DPO, "en")
    assert not page.exception
    assert "Changes" not in [box.label for box in page.selectbox]


@pytest.mark.parametrize("language", ["sv", "en"])
def test_what_is_new_worse_or_better_is_marked_and_counted(twice, language):
    page = opened(twice, "dpo/requests", Role.DPO, language)
    assert not page.exception
    if language == "en":
        assert badges(page) == {"R1": "worse", "R2": "better", "R4": "new"}
        assert "1 new, 1 worse, 1 better or done." in html_of(page)
    else:
        assert badges(page) == {"R1": "värre", "R2": "bättre", "R4": "nytt"}


def test_only_what_is_new_is_listed_when_that_is_chosen(twice):
    page = opened(twice, "dpo/requests", Role.DPO, "en")
    [box] = [box for box in page.selectbox if box.label == "Changes"]
    box.set_value("new").run()
    assert not page.exception
    assert set(re.findall(r">(R\d)</a>", html_of(page))) == {"R4"}
    assert page.query_params["change"] == "new"


def test_the_overview_says_at_once_what_differs_and_leads_to_it(twice):
    page = opened(twice, "dpo/overview", Role.DPO, "en")
    assert not page.exception
    text = html_of(page)
    assert "Since the import of 2026-11-16:" in text
    assert '<span class="pd-hidden">Requests: </span>1 new</a>' in text
    assert "since=2026-11-16&amp;change=new" in text


@pytest.mark.parametrize(
    "name",
    ["incidents", "gallring", "holds", "promises", "findings", "systems", "imports"],
)
def test_every_list_says_what_differs(twice, name):
    page = opened(twice, f"dpo/{name}", Role.DPO, "en")
    assert not page.exception
    [box] = [box for box in page.selectbox if box.label == "Changes"]
    box.set_value("new").run()
    assert not page.exception


def test_every_followed_list_is_one_that_the_states_speak_of():
    followed = {
        contract.followed[0]
        for contract in map(read_contract, contract_names("dpo"))
        if contract.followed
    }
    listed = set(re.findall(r"'(\w+)' as list", read_contract("dpo/thing_states").sql))
    assert followed == listed


def test_what_is_worse_to_the_eye_is_worse_in_the_comparison():
    sql = read_contract("dpo/thing_states").sql
    words, levels = re.findall(r"unnest\(\[(.*?)\]\)", sql, re.DOTALL)
    stated = zip(
        re.findall(r"'(.*?)'", words), map(int, levels.split(",")), strict=True
    )
    level = dict(stated)
    late = {word for word in level if level[word] == 1}  # done, though late
    gone = {RecordStatus.GONE_LATE, RecordStatus.GONE_EARLY}  # in no list
    known = ({*RequestStatus, *RecordStatus} & STATES.keys()) - late - gone
    for worse in known:
        for better in known:
            if level.get(worse, 0) > level.get(better, 0):
                assert urgency(worse) <= urgency(better), (worse, better)


PAGE_OF = {
    "requests": "requests",
    "incidents": "incidents",
    "records": "gallring",
    "holds": "holds",
    "promises": "promises",
    "findings": "findings",
    "systems": "systems",
    "files": "imports",
}
GROWING = {"requests", "incidents", "records", "holds", "systems"}
"""The lists that have a thing more at each import."""


@pytest.fixture(scope="module")
def thrice(tmp_path_factory):
    """Imports of two weeks ago, a week ago and today, each with a thing more."""
    home = Home(tmp_path_factory.mktemp("thrice"))
    names = []
    for number, back in enumerate((14, 7, 0)):
        at = AT - back * DAY
        names.append(f"N{number}")
        before = (at - DAY).isoformat()
        for table, head, row in (
            ("requests", HEAD, "{name},radering,{before},,\n"),
            (
                "incidents",
                "incident_id,incident_type,occurred_at,aware_at\n",
                "{name},felsänt brev,{before},{before}\n",
            ),
            (
                "records",
                "system,record_type,record_id,answered_on\n",
                f"{SYSTEM},{KIND},{{name}},2026-10-01\n",
            ),
            ("systems", "system,supplier\n", "{name},Molnet\n"),
        ):
            rows = "".join(row.format(name=name, before=before) for name in names)
            file = home.put(f"{table}/{table}-{number}.csv", (head + rows).encode())
            os.utime(file, (at.timestamp(), at.timestamp()))
        take_in(home, -back)
        if number < 2:
            Clerk(home, at.astimezone(STOCKHOLM)).hold(names[-1])
    return home


def test_what_is_looked_at_on_the_day_of_the_build_is_all_that_differs(thrice):
    desk = thrice.desk(Role.DPO)
    days = desk.ask("dpo/compared_days", as_of=AS_OF).records()
    assert {row["kept_on"] for row in days} == {AS_OF}
    for row in days:
        given = {"as_of": AS_OF, "list": None, "since": row["import_on"]}
        few, whole = (
            desk.ask("dpo/changed_things", **given, kept_on=day).rows
            for day in (AS_OF, None)
        )
        assert few == whole
        assert {"records", "requests"} <= {listed for listed, *_ in whole}
    desk.close()


@pytest.mark.parametrize("listed", PAGE_OF)
def test_each_list_is_compared_with_the_day_that_is_chosen(thrice, listed):
    desk = thrice.desk(Role.DPO)
    of_list = {"as_of": AS_OF, "list": listed}
    week, fortnight = (
        Counter(
            desk.ask(
                "dpo/changed_things", **of_list, since=AS_OF - back * DAY, kept_on=None
            ).column("change")
        )
        for back in (7, 14)
    )
    desk.close()
    if listed in GROWING:
        assert fortnight["new"] > week["new"] > 0
    page = opened(thrice, f"dpo/{PAGE_OF[listed]}", Role.DPO, "en")
    [box] = [b for b in page.selectbox if b.label == "Compared with the import of"]
    box.set_value(str(AS_OF - 14 * DAY)).run()
    assert not page.exception
    assert page.query_params["since"] == str(AS_OF - 14 * DAY)
    for kind, words in (("new", "new"), ("worse", "worse"), ("better", "better or")):
        if fortnight[kind]:
            assert f"{fortnight[kind]} {words}" in html_of(page)
