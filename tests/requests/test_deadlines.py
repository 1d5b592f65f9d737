"""A deadline that can be defended: by hand, by a second program, by its nature."""

import csv
import datetime
import os
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.requests.asking import Office, an_office
from tests.requests.random_requests import FIRST, random_requests
from tests.requests.reference import is_free, reckon

HERE = Path(__file__).parent
AS_OF = datetime.date(2026, 11, 23)
LATER = datetime.date(2028, 2, 1)
DAY = datetime.timedelta(days=1)
ANSWERS = [
    "right_used",
    "received_on",
    "promise_due_on",
    "nominal_on",
    "unpaused_due_on",
    "unpaused_due_with_eves_on",
    "suspended_days",
    "one_month_due_on",
    "extension_is_valid",
    "extended_due_on",
    "statutory_due_on",
    "statutory_due_with_eves_on",
    "target_due_on",
    "status",
    "promise_status",
    "days_left",
    "restart_due_on",
]


def read(name: str) -> list[dict[str, str]]:
    with (HERE / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def text(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    return "" if value is None else str(value)


def ask(office: Office, rows: list[dict], as_of: datetime.date) -> dict[str, dict]:
    """The deadlines of these rows alone."""
    return office.holding(rows).deadlines(as_of)


@pytest.mark.parametrize(
    "example", read("worked_examples.csv"), ids=lambda row: row["case"]
)
def test_a_worked_example_is_equal_to_the_day(example):
    office = an_office(example["organisation"])
    answer = ask(office, [{"request_id": "1", **example}], example["as_of"])["1"]
    assert {name: text(answer[name]) for name in ANSWERS} == {
        name: example[name] for name in ANSWERS
    }


@pytest.mark.parametrize(
    "month", read("months.csv"), ids=lambda row: row["received_on"]
)
def test_the_authoritys_own_table_is_equal_to_the_day(month):
    received = month["received_on"]
    plain = {
        "request_id": "plain",
        "request_type": "registerutdrag",
        "received_at": f"{received}T09:00:00+01:00",
    }
    shown = {"extension_notified_on": received, "extension_reason": "complex"}
    rows = ask(
        an_office("claims-link"),
        [plain, plain | shown | {"request_id": "extended"}],
        received,
    )
    assert text(rows["plain"]["statutory_due_on"]) == month["statutory_due_on"]
    assert (
        text(rows["plain"]["statutory_due_with_eves_on"]) == month["with_eves_due_on"]
    )
    assert text(rows["plain"]["promise_due_on"]) == month["thirty_days_on"]
    assert text(rows["extended"]["statutory_due_on"]) == month["extended_due_on"]


@pytest.mark.parametrize("organisation", ["claims-link", "insuresec"])
def test_random_requests_agree_with_a_second_program(organisation):
    count = int(os.environ.get("RANDOM_REQUESTS", "5000"))
    requests = random_requests(count)
    office = an_office(organisation).holding(requests)
    for as_of in (AS_OF, datetime.date(2024, 2, 29)):
        answers = office.deadlines(as_of)
        assert len(answers) == count
        for request in requests:
            expected = reckon(request, as_of, promise=organisation == "claims-link")
            answer = answers[request["request_id"]]
            result = {name: answer[name] for name in expected}
            assert result == expected, (request, as_of)
            if answer["status"] in ("Underlag saknas", "Ogiltiga datum"):
                assert answer["received_on"] is None
                assert answer["statutory_due_on"] is None


days_after = st.integers(0, 80)
a_pause = st.none() | st.tuples(st.integers(0, 45), st.none() | st.integers(0, 60))
requests_drawn = st.fixed_dictionaries(
    {
        "received": st.integers(0, 2900),
        "identity": a_pause,
        "clarification": a_pause,
        "extension": st.none() | days_after,
        "closed": st.none() | days_after,
        "outcome": st.sampled_from(["besvarad", "avslag", None]),
    }
)


def row_of(number: str, drawn: dict) -> dict[str, str | None]:
    received = FIRST + drawn["received"] * DAY
    row = {
        "request_id": number,
        "request_type": "radering",
        "received_at": f"{received}T12:00:00+01:00",
        "extension_reason": "complex",
        "outcome": drawn["outcome"],
    }

    def put(name: str, after: int | None) -> None:
        if after is not None:
            row[name] = (received + after * DAY).isoformat()

    for pause, item, answered in (
        ("identity", "identity_requested_on", "identity_verified_on"),
        ("clarification", "clarification_asked_on", "clarification_answered_on"),
    ):
        if drawn[pause]:
            start, length = drawn[pause]
            put(item, start)
            put(answered, None if length is None else start + length)
    put("extension_notified_on", drawn["extension"])
    put("closed_on", drawn["closed"])
    return row


@pytest.fixture(scope="module")
def office():
    return an_office("claims-link")


many = settings(max_examples=12, deadline=None)
some_requests = st.lists(requests_drawn, min_size=1, max_size=60)


@many
@given(drawn=some_requests)
def test_the_last_day_is_a_working_day_and_never_before_the_unpaused_one(office, drawn):
    rows = [row_of(str(n), one) for n, one in enumerate(drawn)]
    for answer in ask(office, rows, LATER).values():
        assert not is_free(answer["statutory_due_on"])
        assert answer["statutory_due_on"] >= answer["unpaused_due_on"]
        assert answer["statutory_due_with_eves_on"] >= answer["statutory_due_on"]
        assert not is_free(answer["statutory_due_with_eves_on"], with_eves=True)


@many
@given(drawn=some_requests)
def test_a_pause_never_shortens(office, drawn):
    bare = [
        row_of(str(n), one | {"clarification": None}) for n, one in enumerate(drawn)
    ]
    paused = [row_of(str(n), one) for n, one in enumerate(drawn)]
    before, after = ask(office, bare, LATER), ask(office, paused, LATER)
    for number, answer in after.items():
        assert answer["one_month_due_on"] >= before[number]["one_month_due_on"]
        assert answer["statutory_due_on"] >= before[number]["statutory_due_on"]


@many
@given(drawn=some_requests, later=st.integers(1, 400))
def test_as_of_changes_a_last_day_only_while_a_pause_is_open(office, drawn, later):
    rows = [row_of(str(n), one) for n, one in enumerate(drawn)]
    first_asked = ask(office, rows, LATER)
    for number, answer in office.deadlines(LATER + later * DAY).items():
        before = first_asked[number]
        if before["status"] == "Pausad":
            assert answer["statutory_due_on"] >= before["statutory_due_on"]
        else:
            for name in ANSWERS:
                if name.endswith("_on"):
                    assert answer[name] == before[name]
