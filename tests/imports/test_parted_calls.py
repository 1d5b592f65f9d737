"""A call whose legs lie in several exports is one, in whichever order they come."""

import datetime
import itertools

import pytest
from conftest import AT

from privacy.imports import import_files, parted_calls
from privacy.imports.comparing import findings_of
from privacy.operations.backup import only_one
from privacy.storage.databases import connect
from privacy.storage.exports import Looks
from privacy.storage.rows import month_of, read_parts

CALLER, OTHER = "0701740605", "0701740606"
HEAD = (
    "calldate,src,dst,dcontext,channel,dstchannel,lastapp,lastdata,duration,billsec,"
    "disposition,uniqueid,linkedid\n"
)
SHOWN = "started_on, is_answered, wait_seconds, talk_seconds, leg_count"
JOINED = (datetime.date(2026, 10, 31), True, 40, 310, 2)
PLAIN = (datetime.date(2026, 11, 1), True, 10, 20, 1)
OCTOBER = datetime.date(2026, 10, 1)


def row(at, to, duration, billsec, linked, caller=CALLER, disposition="ANSWERED"):
    return (
        f"{at},{caller},{to},ext-queues,PJSIP/t-1,PJSIP/{to}-2,Dial,{to},{duration},"
        f"{billsec},{disposition},{linked}{to},{linked}\n"
    )


FIRST = row("2026-10-31 23:58:40", "600", 110, 70, "1793487520.1")
SECOND = row("2026-11-01 00:00:30", "202", 240, 230, "1793487520.1")
THIRD = row("2026-11-01 00:05:00", "600", 30, 20, "1793487900.3")
OLDER = row("2026-10-05 10:05:00", "600", 30, 20, "1791187500.1")
EXPORTS = {
    "cdr-2026-10.csv": HEAD + OLDER + FIRST,
    "cdr-2026-11.csv": HEAD + SECOND + THIRD,
}


def calls(home, shown=SHOWN):
    """All calls that the organisation holds, oldest first."""
    store = home.installation.rows(home.organisation)
    parts, result = read_parts(home.organisation), []
    with connect() as connection:
        for span in sorted({s.span for p in parts for s in p.spans}):
            if month_of(span) in store.keyring.destroyed_months():
                continue
            store.add_keys(connection, [month_of(span)])
            view = store.view(connection, "calls", span, parts)
            request = f"select {shown} from {view} order by started_on, leg_count desc"
            result += connection.execute(request).fetchall()
    return result


def facts(home):
    """How many calls the ledger counts, by month."""
    return {
        (month, fact): count
        for part in read_parts(home.organisation)
        for _, month, fact, count in part.facts
        if fact == "calls"
    }


def take_in(home, *names, exports=EXPORTS):
    """Import exports as far as their rows: (read, accepted, rejected, duplicate)."""
    paths = [home.put(f"telephone/{name}", exports[name].encode()) for name in names]
    home.installation.keyring(home.organisation).master(make=True)
    with only_one(home.installation, home.organisation):
        files, _ = import_files.import_files(
            import_files.Batch(
                store=home.installation.rows(home.organisation),
                policy=home.installation.policy(home.organisation),
                hints=dict.fromkeys(paths, "telephone"),
                must_be_source=False,
                looks=Looks(home.organisation),
                at=AT,
            ),
            read_parts(home.organisation),
        )
    assert [f.refused for f in files] == [None] * len(files)
    home.findings = [(f.kind, f.found, f.detail) for one in files for f in one.findings]
    return [(f.read, f.accepted, f.rejected, f.duplicate) for f in files]


@pytest.mark.parametrize("names", list(itertools.permutations(EXPORTS)))
def test_legs_in_the_exports_of_two_months_are_one_call_of_the_first(home, names):
    for name in names:
        assert take_in(home, name) == [(2, 2, 0, 0)]
    assert calls(home)[1:] == [JOINED, PLAIN]
    assert facts(home) == {("2026-10-01", "calls"): 2, ("2026-11-01", "calls"): 1}


def of_released_months(home):
    """The findings but those of legs whose first one another export holds."""
    return [one for one in home.findings if one[2] != "first_leg"]


@pytest.mark.parametrize(
    ("names", "month"),
    [(list(EXPORTS), "2026-10"), (list(reversed(EXPORTS)), "2026-11")],
)
def test_a_join_that_changes_a_released_month_is_a_finding_of_the_new_export(
    home, names, month
):
    take_in(home, names[0])
    (home.organisation.releases / "telephone" / f"{month}-v1").mkdir(parents=True)
    take_in(home, names[1])
    assert of_released_months(home) == [("released_month", 1, month)]
    parts = {part.file: part for part in read_parts(home.organisation)}
    kinds = [[f.kind for f in findings_of([parts[name]])] for name in names]
    assert [kind.count("released_month") for kind in kinds] == [0, 1]


def test_a_later_part_known_before_the_release_changes_nothing_of_it(home):
    more = row("2026-11-02 09:00:00", "600", 30, 20, "1793606400.1")
    exports = {**EXPORTS, "again-2026-11.csv": HEAD + SECOND + THIRD + more}
    take_in(home, *EXPORTS)
    (home.organisation.releases / "telephone" / "2026-10-v1").mkdir(parents=True)
    take_in(home, "again-2026-11.csv", exports=exports)
    assert of_released_months(home) == []


def test_exports_of_one_import_are_joined_too(home):
    assert take_in(home, *EXPORTS) == [(2, 2, 0, 0), (2, 2, 0, 0)]
    assert calls(home)[1:] == [JOINED, PLAIN]


@pytest.mark.parametrize("is_first", [True, False])
def test_an_export_of_both_months_repeats_what_was_joined(home, is_first):
    both = {**EXPORTS, "cdr-2026.csv": HEAD + OLDER + FIRST + SECOND + THIRD}
    names = ["cdr-2026-10.csv", "cdr-2026-11.csv", "cdr-2026.csv"]
    for name in reversed(names) if is_first else names:
        take_in(home, name, exports=both)
    assert [one[:4] for one in calls(home)[1:]] == [JOINED[:4], PLAIN[:4]]


def test_a_later_part_that_comes_again_is_a_duplicate(home):
    more = row("2026-11-02 09:00:00", "600", 30, 20, "1793606400.1")
    exports = {**EXPORTS, "again-2026-11.csv": HEAD + SECOND + THIRD + more}
    take_in(home, *EXPORTS)
    assert take_in(home, "again-2026-11.csv", exports=exports) == [(3, 1, 0, 2)]
    assert calls(home)[1:3] == [JOINED, PLAIN]


def test_exports_of_two_days_are_joined_within_a_month(home):
    exports = {
        "cdr-2026-10-14.csv": HEAD + FIRST.replace("10-31", "10-14"),
        "cdr-2026-10-15.csv": HEAD + SECOND.replace("11-01", "10-15"),
    }
    for name in exports:
        take_in(home, name, exports=exports)
    assert calls(home) == [(datetime.date(2026, 10, 14), *JOINED[1:])]


def of_queues(*lines):
    """The same week of two queues, with calls before and after those of the test."""
    early, late = ((f"2026-10-{day} 08:00:00", f"17{day}00.1") for day in (11, 17))
    return {
        f"queue-{queue}.csv": HEAD
        + row(early[0], queue, 30, 20, early[1] + queue)
        + line
        + row(late[0], queue, 30, 20, late[1] + queue)
        for queue, line in zip(("600", "700"), lines, strict=True)
    }


@pytest.mark.parametrize("is_at_once", [True, False])
@pytest.mark.parametrize("is_first", [True, False])
def test_a_call_passed_on_to_a_queue_with_an_export_of_its_own_is_one(
    home, is_first, is_at_once
):
    exports = of_queues(
        row(
            "2026-10-14 10:00:00", "600", 50, 0, "1791964800.1", disposition="NO ANSWER"
        ),
        row("2026-10-14 10:00:50", "700", 230, 200, "1791964800.1"),
    )
    names = sorted(exports, reverse=not is_first)
    for some in [names] if is_at_once else [names[:1], names[1:]]:
        take_in(home, *some, exports=exports)
    (call,) = (one for one in calls(home) if one[0].day == 14)
    assert call[1:] == (True, 80, 200, 2)


def test_two_exchanges_that_count_their_calls_alike_have_no_call_together(home):
    exports = {
        f"exchange-{caller}.csv": HEAD
        + "".join(
            row(
                f"2026-10-{n + 10} 10:0{is_second}:00",
                *("600", 50, 40, f"{n}"),
                caller=f"07017406{caller if n else 99}{n}",
            )
            for n in range(4)
        )
        for is_second, caller in enumerate(("05", "06"))
    }
    for name in exports:
        assert take_in(home, name, exports=exports) == [(4, 4, 0, 0)]
    assert [call[-1] for call in calls(home)] == [1] * 8


def test_who_answered_after_midnight_is_an_agent_of_the_first_month(home):
    unanswered = FIRST.replace("ANSWERED", "NO ANSWER").replace("110,70", "110,0")
    take_in(home, *EXPORTS, exports={**EXPORTS, "cdr-2026-10.csv": HEAD + unanswered})
    same = row("2026-10-30 08:00:00", "202", 240, 230, "1793340000.1")
    take_in(home, "more.csv", exports={"more.csv": HEAD + same})
    result = calls(home, f"agent, {SHOWN}")
    assert result[0][0] == result[1][0]
    assert result[1][1:] == (datetime.date(2026, 10, 31), True, 120, 230, 2)


def test_an_id_that_another_caller_has_in_the_next_export_is_another_call(home):
    other = row("2026-11-01 00:00:30", "600", 240, 230, "1793487520.1", OTHER)
    take_in(home, *EXPORTS, exports={**EXPORTS, "cdr-2026-11.csv": HEAD + other})
    assert [call[-1] for call in calls(home)] == [1, 1, 1]


def test_when_the_first_months_key_is_gone_nothing_links_to_it(home):
    take_in(home, "cdr-2026-10.csv")
    home.installation.keyring(home.organisation).destroy(OCTOBER)
    take_in(home, "cdr-2026-11.csv")
    assert calls(home) == [
        (datetime.date(2026, 11, 1), True, 10, 230, 1),
        PLAIN,
    ]
    assert [len(keys[0]) for keys in calls(home, "id_keys")] == [1, 1]
    assert calls(home, "persons_before") == [(None,), (None,)]


@pytest.mark.parametrize("is_whole", [True, False])
def test_a_join_that_is_killed_is_ended_or_begun_again(home, monkeypatch, is_whole):
    take_in(home, "cdr-2026-10.csv")
    with monkeypatch.context() as killing:
        if is_whole:
            killing.setattr(parted_calls, "finish_joining", killed)
        else:
            killing.setattr(parted_calls, "write_part", killed)
        with pytest.raises(KeyboardInterrupt):
            take_in(home, "cdr-2026-11.csv")
    with only_one(home.installation, home.organisation):
        assert not (home.organisation.builds / "joined").exists()
    take_in(home, "cdr-2026-11.csv")
    assert calls(home)[1:] == [JOINED, PLAIN]


def killed(*_given):
    raise KeyboardInterrupt


SAME_SECOND = {
    "a.csv": HEAD
    + row("2026-10-14 09:00:00", "600", 40, 30, "1791968400.1")
    + row("2026-10-14 10:00:00", "600", 40, 0, "1791972000.1", disposition="NO ANSWER")
    + row("2026-10-14 11:00:00", "600", 40, 30, "1791975600.1"),
    "b.csv": HEAD
    + row("2026-10-14 09:00:00", "600", 40, 30, "1791968400.1")
    + row("2026-10-14 10:00:00", "700", 90, 80, "1791972000.1"),
}


@pytest.mark.parametrize("at_once", [True, False])
@pytest.mark.parametrize("names", list(itertools.permutations(SAME_SECOND)))
def test_two_legs_of_one_second_in_two_exports_are_both_of_the_call(
    home, names, at_once
):
    if at_once:
        result = take_in(home, *names, exports=SAME_SECOND)
    else:
        result = [take_in(home, name, exports=SAME_SECOND)[0] for name in names]
    assert sum(accepted for _, accepted, _, _ in result) == 4
    assert sum(duplicate for *_, duplicate in result) == 1
    shown = calls(home, "hour, is_answered, talk_seconds, leg_count")
    assert sorted(shown) == [
        (9, True, 30, 1),
        (10, True, 80, 2),
        (11, True, 30, 1),
    ]


@pytest.mark.parametrize("names", list(itertools.permutations(["a.csv", "b.csv"])))
def test_two_calls_of_other_callers_with_one_id_and_second_are_two(home, names):
    exports = {
        name: HEAD + row("2026-10-14 09:00:00", "600", 40, 30, "7.1", caller=caller)
        for name, caller in (("a.csv", CALLER), ("b.csv", OTHER))
    }
    for name in names:
        assert take_in(home, name, exports=exports) == [(1, 1, 0, 0)]
    assert len(calls(home)) == 2
