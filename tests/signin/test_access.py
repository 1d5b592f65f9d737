"""Which claims give which role where, and what a bad rule file says."""

import pytest

from privacy.contracts.roles import Role
from privacy.errors import BadPolicy
from privacy.signin import read_access, roles_of

BOTH = ["claims-link", "insuresec"]


def rules(tmp_path, text):
    file = tmp_path / "access.toml"
    file.write_text(text, encoding="utf-8")
    return read_access(file, BOTH)


def rule(value, role, organisations='["*"]', claim="groups"):
    return (
        f'[[access]]\nclaim = "{claim}"\nvalue = "{value}"\n'
        f'role = "{role}"\norganisations = {organisations}\n'
    )


def test_a_group_gives_its_role_in_the_organisations_named(tmp_path):
    result = rules(tmp_path, rule("g1", "manager", '["insuresec"]'))
    assert roles_of({"groups": ["g1"]}, result, BOTH) == {"insuresec": Role.MANAGER}


def test_a_star_means_every_organisation(tmp_path):
    result = rules(tmp_path, rule("g1", "analyst"))
    assert roles_of({"groups": ["g1"]}, result, BOTH) == dict.fromkeys(
        BOTH, Role.ANALYST
    )


def test_no_claim_gives_no_role(tmp_path):
    result = rules(tmp_path, rule("g1", "dpo"))
    assert roles_of({}, result, BOTH) == {}
    assert roles_of({"groups": []}, result, BOTH) == {}
    assert roles_of({"groups": ["G1", "g11", "g"]}, result, BOTH) == {}
    assert roles_of({"groups": {"g1": True}}, result, BOTH) == {}
    assert roles_of({"groups": None}, result, BOTH) == {}


def test_one_person_may_be_dpo_of_one_and_manager_of_another(tmp_path):
    result = rules(
        tmp_path,
        rule("a", "manager") + rule("b", "dpo", '["claims-link"]'),
    )
    assert roles_of({"groups": ["a", "b"]}, result, BOTH) == {
        "claims-link": Role.DPO,
        "insuresec": Role.MANAGER,
    }


@pytest.mark.parametrize("claim", ["roles", "realm_access.roles", "https://a.se/roles"])
def test_a_claim_may_be_a_list_a_word_nested_or_an_address(tmp_path, claim):
    result = rules(tmp_path, rule("boss", "manager", claim=claim))
    for held in ("boss", ["other", "boss"]):
        claims = (
            {"realm_access": {"roles": held}} if claim[:5] == "realm" else {claim: held}
        )
        assert set(roles_of(claims, result, BOTH)) == set(BOTH)


def test_an_address_that_nobody_has_verified_opens_nothing(tmp_path):
    result = rules(tmp_path, rule("a@b.se", "dpo", claim="email"))
    assert roles_of({"email": "a@b.se"}, result, BOTH) == {}
    assert roles_of({"email": "a@b.se", "email_verified": "false"}, result, BOTH) == {}
    assert roles_of({"email": "a@b.se", "email_verified": True}, result, BOTH)


def test_who_is_shut_out_has_no_role_whatever_their_groups(tmp_path):
    shut = '[[shut_out]]\nclaim = "sub"\nvalue = "stolen"\n'
    result = rules(tmp_path, rule("g1", "dpo") + shut)
    assert roles_of({"groups": ["g1"], "sub": "stolen"}, result, BOTH) == {}
    assert roles_of({"groups": ["g1"], "sub": "other"}, result, BOTH)


@pytest.mark.parametrize(
    "text",
    [
        "[[access]\n",
        "[access]\nclaim = 'a'\n",
        "[[acess]]\nclaim = 'a'\n",
        rule("g", "boss"),
        rule("g", "dpo", '["nowhere"]'),
        rule("g", "dpo", "[]"),
        rule("g", "dpo", '"*"'),
        rule("", "dpo"),
        rule("g", "dpo") + 'note = "x"\n',
        '[[access]]\nclaim = "groups"\nvalue = "g"\nrole = "dpo"\n',
        '[[shut_out]]\nclaim = "sub"\n',
        rule("g", "dpo").replace('"g"', "['g']"),
    ],
)
def test_a_rule_that_is_not_understood_lets_nobody_in(tmp_path, text):
    with pytest.raises(BadPolicy, match=r"access\.toml"):
        rules(tmp_path, text)


def test_without_rules_nobody_is_let_in(tmp_path):
    with pytest.raises(BadPolicy, match="Nobody is let in"):
        read_access(tmp_path / "access.toml", BOTH)
