"""A call has one queue, the first, and knows every queue that it passed."""

from tests.imports.calls.reading import read

NAMES = "call_id,started_at,direction,from_number,to_number,queue,is_answered\n"


def passed(tmp_path, *queues: str, call_ids: str = "", **policy):
    rows = (
        f"{call_ids[n : n + 1]},2026-09-01 09:{n:02}:00,in,0701740605,900{n},{queue},"
        f"{'true' if n == len(queues) - 1 else 'false'}\n"
        for n, queue in enumerate(queues)
    )
    content = (NAMES + "".join(rows)).encode()
    return read(tmp_path / "calls.csv", content, **policy).only(
        "queue", "queues", "leg_count"
    )


def test_a_call_passed_on_keeps_its_queues_in_order_each_once(tmp_path):
    queues = ("växel", "skador", "växel", "avslut")
    shown = passed(tmp_path, *queues, call_ids="aaaa")
    assert shown == [("växel", ["växel", "skador", "avslut"], 4)]


def test_a_leg_without_queue_is_not_among_them(tmp_path):
    assert passed(tmp_path, "", "skador", call_ids="aa") == [("skador", ["skador"], 2)]


def test_a_call_without_queue_passed_none(tmp_path):
    assert passed(tmp_path, "", call_ids="a") == [(None, [], 1)]


def test_calls_of_one_queue_each_do_not_mix(tmp_path):
    shown = passed(tmp_path, "växel", "skador", "skador", call_ids="aba")
    assert sorted(shown) == [
        ("skador", ["skador"], 1),
        ("växel", ["växel", "skador"], 2),
    ]


def test_rows_without_id_are_calls_of_one_queue_each(tmp_path):
    shown = passed(tmp_path, "växel", "skador")
    assert sorted(shown) == [("skador", ["skador"], 1), ("växel", ["växel"], 1)]


def test_the_policy_names_the_queues_that_were_dialled(tmp_path):
    leads = [{"dialled": "9000", "queue": "växel"}, {"dialled": "9001", "queue": "sök"}]
    shown = passed(tmp_path, "s1", "s2", call_ids="aa", dialled_queue=leads)
    assert shown == [("växel", ["växel", "sök"], 2)]
