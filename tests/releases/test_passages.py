"""A call counts once, and once in each queue: neither shows in the other."""

from privacy.contracts.roles import Role

HEAD = "call_id,started_at,direction,from_number,to_number,queue,agent,is_answered\n"


def call(number, *queues, caller=None):
    """One call of October through some queues, each caller its own, ten agents."""
    return "".join(
        f"c{number},2026-10-{number % 28 + 1:02} 09:0{at}:00,in,"
        f"08{caller or 1_000_000 + number},9000,{queue},40{number % 10},true\n"
        for at, queue in enumerate(queues)
    )


def passages(home, *calls):
    home.put("telephone/calls.csv", (HEAD + "".join(calls)).encode())
    assert home.take_in().is_well
    desk = home.desk(Role.MANAGER)
    rows = desk.ask("released/passages_by_queue").records()
    shown = {
        row["queue"]: (row["passages"], row["calls"], row["passed_on"]) for row in rows
    }
    return shown, desk.ask("released/calls_by_queue").records()


def test_passages_are_calls_and_what_was_passed_on(home):
    many = [call(n, "växel", "skador") for n in range(40)]
    direct = [call(n, "skador") for n in range(100, 130)]
    others = [call(n, "växel") for n in range(200, 230)]
    shown, calls = passages(home, *many, *direct, *others)
    assert shown == {"växel": (70, 70, 0), "skador": (70, 30, 40)}
    [whole] = [
        row["calls"]
        for row in calls
        if (row["direction"], row["queue"], row["outcome"]) == ("*", "*", "*")
    ]
    assert whole == 100


def test_where_every_call_came_to_a_queue_its_passages_are_withheld(home):
    """All calls less those passed on would be those that came first, and no others."""
    many = [call(n, "växel", "skador") for n in range(40)]
    direct = [call(n, "skador") for n in range(100, 130)]
    shown, _ = passages(home, *many, *direct)
    assert shown == {"växel": (None, 40, None), "skador": (None, 30, None)}


def test_a_single_call_passed_on_shows_nowhere(home):
    direct = [call(n, ("växel", "skador")[n % 2]) for n in range(80)]
    shown, _ = passages(home, *direct, call(99, "växel", "skador"))
    assert shown == {"växel": (None, 41, None), "skador": (None, 40, None)}


def test_a_queue_to_which_one_caller_was_passed_on_is_withheld(home):
    many = [call(n, "växel", "skador") for n in range(40)]
    more = [call(n, "växel", "avslut") for n in range(100, 140)]
    lonely = [call(n, "växel", "rehab", caller=7_000_000) for n in range(200, 230)]
    shown, _ = passages(home, *many, *more, *lonely)
    assert shown["rehab"] == (None, 0, None)
    withheld = [queue for queue, cells in shown.items() if cells[2] is None]
    assert len(withheld) > 1  # a second, so that the total does not tell the first


def test_the_guidance_line_is_no_passage(home):
    many = [call(n, "växel", "vägledning") for n in range(40)]
    shown, _ = passages(home, *many)
    assert shown == {"växel": (40, 40, 0)}
