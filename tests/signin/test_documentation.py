"""The files of docs/sign-in.md are files that the program takes."""

import re
import textwrap

from conftest import ROOT, Home

from privacy.contracts.roles import Role
from privacy.signin import read_access, read_provider, roles_of

BLOCK = re.compile(r"^( *)```toml\n(.*?)^ *```$", re.DOTALL | re.MULTILINE)


def files_named(name):
    text = (ROOT / "docs" / "sign-in.md").read_text(encoding="utf-8")
    result = [textwrap.dedent(inside) for _, inside in BLOCK.findall(text)]
    return [inside for inside in result if inside.startswith(f"# {name}\n")]


def test_the_provider_of_the_documentation_is_taken(tmp_path):
    home = Home(tmp_path).installation
    home.key_folder.mkdir()
    (output,) = files_named("sign-in.toml")
    (home.key_folder / "sign-in.toml").write_text(output)
    assert read_provider(home).host == "panel.example.se"


def test_the_rules_of_the_documentation_give_their_roles(tmp_path):
    file = tmp_path / "access.toml"
    file.write_text("\n".join(files_named("access.toml")))
    rules = read_access(file, ["our-company"])
    for role in Role:
        claims = {"roles": [f"privacy.{role}"]}
        assert roles_of(claims, rules, ["our-company"]) == {"our-company": role}
        shut = {**claims, "preferred_username": "somebody@example.se"}
        assert roles_of(shut, rules, ["our-company"]) == {}
