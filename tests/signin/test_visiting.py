"""From the claims of a cookie to a visitor, at each run."""

import datetime

import pytest
from conftest import AT, Home

from privacy.contracts.roles import Role
from privacy.errors import BadJournal, BadPolicy, NotSafeToServe
from privacy.journal import PERSON, Actor
from privacy.signin import (
    Denied,
    Provider,
    Visitor,
    read_provider,
    session_of,
    sessions,
    visit,
)

PROVIDER = Provider("https://us.se", "https://idp.se/", "dashboard", "secret")
HERE = ["claims-link"]


@pytest.fixture
def home(tmp_path):
    made = Home(tmp_path).installation
    (made.data / "access.toml").write_text(
        '[[access]]\nclaim = "groups"\nvalue = "dso"\nrole = "dpo"\n'
        'organisations = ["*"]\n'
    )
    return made


def claims(**changed):
    return {
        "is_logged_in": True,
        "iss": "https://idp.se",
        "aud": "dashboard",
        "sub": "42",
        "nonce": "n",
        "iat": AT.timestamp() - 60,
        "preferred_username": "dora@us.se",
        "groups": ["dso"],
        **changed,
    }


def visit_of(home, *, at=AT, **changed):
    return visit(home, PROVIDER, HERE, claims(**changed), at)


def test_a_fresh_sign_in_with_the_right_group_is_let_in(home):
    result = visit_of(home)
    assert isinstance(result, Visitor)
    assert result.actor == Actor(PERSON, "dora@us.se", "https://idp.se", "42")
    assert result.roles == {"claims-link": Role.DPO}


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({"is_logged_in": False}, "Sign in to"),
        ({"is_logged_in": "yes"}, "Sign in to"),
        ({"aud": "another"}, "not made for"),
        ({"aud": ["another", "third"]}, "not made for"),
        ({"aud": None}, "not made for"),
        ({"iss": "https://evil.se"}, "not made for"),
        ({"sub": ""}, "not made for"),
        ({"iat": None}, "run out"),
        ({"iat": "1795420800"}, "run out"),
        ({"iat": AT.timestamp() - 3601}, "run out"),
        ({"iat": AT.timestamp() + 301}, "run out"),
        ({"iat": float("inf")}, "run out"),
        ({"groups": ["other"]}, "no role"),
        ({"groups": []}, "no role"),
    ],
)
def test_anything_else_is_turned_away(home, changed, says):
    result = visit_of(home, **changed)
    assert isinstance(result, Denied)
    assert says in result.sentence
    # The journal hears of who may not come in; not of who has yet to sign in, or again.
    assert result.is_refusal == (says in ("not made for", "no role"))


def test_an_audience_may_be_a_list_with_us_in_it(home):
    assert isinstance(visit_of(home, aud=["dashboard", "other"]), Visitor)


def test_a_sign_in_runs_out_at_its_lifetime_and_not_before(home):
    issued = AT.timestamp()
    hour = datetime.timedelta(minutes=60)
    second = datetime.timedelta(seconds=1)
    assert isinstance(visit_of(home, iat=issued, at=AT + hour), Visitor)
    assert isinstance(visit_of(home, iat=issued, at=AT + hour + second), Denied)


def test_a_clock_set_back_lets_no_old_sign_in_live_again(home):
    hour = datetime.timedelta(hours=1)
    assert isinstance(visit_of(home, at=AT - hour), Denied)


def test_who_signed_out_stays_out_in_every_copy(home):
    sessions(home).end(session_of(claims()), AT)
    result = visit_of(home)
    assert isinstance(result, Denied)
    assert result.is_refusal
    assert isinstance(visit_of(home, nonce="another sign-in"), Visitor)


def test_a_rule_taken_away_counts_at_the_next_run(home):
    assert isinstance(visit_of(home), Visitor)
    (home.data / "access.toml").write_text("")
    assert isinstance(visit_of(home), Denied)


def test_nobody_is_let_in_while_the_rules_cannot_be_read(home):
    (home.data / "access.toml").write_text("[[")
    with pytest.raises(BadPolicy):
        visit_of(home)


def test_nobody_is_let_in_while_the_list_of_sign_ins_is_broken(home):
    home.key_folder.mkdir()
    (home.key_folder / "sign-ins.sqlite").write_bytes(b"x" * 5000)
    with pytest.raises(BadJournal, match="nobody is let in"):
        visit_of(home)


def test_a_sign_in_is_noted_once_and_again_when_noting_failed(home):
    kept, noted = sessions(home), []

    def fail():
        raise BadJournal("full")

    with pytest.raises(BadJournal):
        kept.begin("s", AT, fail)
    kept.begin("s", AT, lambda: noted.append(1))
    kept.begin("s", AT, lambda: noted.append(2))
    assert noted == [1]


def test_the_list_of_sign_ins_names_nobody(home):
    sessions(home).end(session_of(claims()), AT)
    content = (home.key_folder / "sign-ins.sqlite").read_bytes()
    assert b"dora" not in content
    assert b"42" not in content.replace(session_of(claims()).encode(), b"")[4096:]


GOOD = {
    "address": "https://us.se",
    "issuer": "https://idp.se",
    "client_id": "a",
    "client_secret": "b",
}


def provider_of(home, **changed):
    home.key_folder.mkdir(exist_ok=True)
    output = {n: v for n, v in {**GOOD, **changed}.items() if v is not None}
    lines = (f"{name} = {value!r}" for name, value in output.items())
    (home.key_folder / "sign-in.toml").write_text("\n".join(lines))
    return read_provider(home)


def test_without_a_file_there_is_no_provider(home):
    assert read_provider(home) is None


def test_a_provider_is_read_with_its_defaults(home):
    result = provider_of(home)
    assert result.lifetime_minutes == 60
    assert result.host == "us.se"
    shown = result.secrets("c")
    assert shown["redirect_uri"] == "https://us.se/oauth2callback"
    assert shown["server_metadata_url"].startswith("https://idp.se/.well-known/")


@pytest.mark.parametrize(
    "changed",
    [
        {"client_secret": None},
        {"colour": "red"},
        {"address": "http://us.se"},
        {"issuer": "http://idp.se"},
        {"issuer": "idp.se"},
        {"lifetime_minutes": 0},
        {"lifetime_minutes": 721},
        {"lifetime_minutes": "60"},
    ],
)
def test_a_provider_that_is_not_understood_stops_the_server(home, changed):
    with pytest.raises(NotSafeToServe, match=r"sign-in\.toml"):
        provider_of(home, **changed)


def test_plain_http_will_do_on_this_machine_alone(home):
    assert provider_of(home, address="http://127.0.0.1:8501")
    assert provider_of(home, issuer="http://localhost:3000")
