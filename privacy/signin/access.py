"""Who may see what: data/access.toml says which claim gives which role where."""

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from privacy.contracts.roles import Role
from privacy.errors import BadPolicy
from privacy.errors.explained import reason_of

EVERYWHERE = "*"
_FIELDS = {"claim", "value", "role", "organisations"}
_SHUT_FIELDS = {"claim", "value"}

Claims = Mapping[str, object]


@dataclass(frozen=True)
class Rule:
    """One row of the policy file: who has this claim has this role there.

    `role` is None in a row of [[shut_out]]: who has the claim sees nothing at all.
    """

    claim: str
    value: str
    role: Role | None
    organisations: Sequence[str] = ()

    def fits(self, claims: Claims) -> bool:
        """Whether the claims hold the value.

        An address counts only when the provider says that it has verified it.
        """
        if self.claim == "email" and claims.get("email_verified") is not True:
            return False
        return self.value in _values(claims, self.claim)


def roles_of(
    claims: Claims, rules: Sequence[Rule], organisations: Sequence[str]
) -> dict[str, Role]:
    """The role in each organisation that the claims open; empty when there is none.

    Who has several roles in one organisation has the one that sees most.
    """
    fitting = [rule for rule in rules if rule.fits(claims)]
    if any(rule.role is None for rule in fitting):
        return {}
    roles: dict[str, Role] = {}
    for role in Role:  # from the one that sees most
        for rule in fitting:
            if rule.role is role:
                everywhere = EVERYWHERE in rule.organisations
                for name in organisations if everywhere else rule.organisations:
                    roles.setdefault(name, role)
    return {name: roles[name] for name in organisations if name in roles}


def read_access(file: Path, organisations: Sequence[str]) -> list[Rule]:
    """The rules of an access file, [[shut_out]] first.

    Raises BadPolicy when it is missing or says something that is not known: a rule
    misread is a door left open.
    """
    try:
        content = tomllib.loads(file.read_text(encoding="utf-8"))
    except OSError:
        raise BadPolicy(
            "Nobody is let in: {file} is missing. It says which claim gives "
            "which role; see docs/sign-in.md.",
            file=file,
        ) from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise BadPolicy(
            "{file} is not TOML ({error}).", file=file, error=reason_of(error)
        ) from None
    if unknown := content.keys() - {"access", "shut_out"}:
        raise BadPolicy(
            "{file} has tables nobody knows: {listed}.",
            file=file,
            listed=", ".join(sorted(unknown)),
        )
    known = {*organisations, EVERYWHERE}
    return [
        *(_shut_out(file, row) for row in _rows(file, content, "shut_out")),
        *(_rule(file, row, known) for row in _rows(file, content, "access")),
    ]


def _rows(
    file: Path, values: Mapping[str, object], name: str
) -> Iterator[Mapping[str, object]]:
    rows = values.get(name, [])
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise BadPolicy(
            "{file}: write [[{name}]] with two brackets.", file=file, name=name
        )
    yield from rows


def _rule(file: Path, row: Mapping[str, object], known: set[str]) -> Rule:
    _check_fields(file, row, _FIELDS, "access")
    where = row["organisations"]
    if not isinstance(where, list) or not where or not set(where) <= known:
        raise BadPolicy(
            "{file}: organisations is a list of {listed}.",
            file=file,
            listed=", ".join(sorted(known)),
        )
    try:
        role = Role(str(row["role"]))
    except ValueError:
        raise BadPolicy(
            "{file}: role is one of {listed}.", file=file, listed=", ".join(Role)
        ) from None
    return Rule(str(row["claim"]), str(row["value"]), role, tuple(where))


def _shut_out(file: Path, row: Mapping[str, object]) -> Rule:
    _check_fields(file, row, _SHUT_FIELDS, "shut_out")
    return Rule(str(row["claim"]), str(row["value"]), None)


def _check_fields(
    file: Path, row: Mapping[str, object], fields: set[str], name: str
) -> None:
    words = [row.get(name) for name in fields - {"organisations"}]
    is_said = all(isinstance(word, str) and word for word in words)
    if row.keys() != fields or not is_said:
        raise BadPolicy(
            "{file}: each [[{name}]] has {listed}, none empty, and nothing more.",
            file=file,
            name=name,
            listed=", ".join(sorted(fields)),
        )


def _values(claims: Claims, name: str) -> Sequence[str]:
    """The values of a claim; `realm_access.roles` looks inside one.

    A claim named with dots is taken as it stands first, for some are addresses.
    """
    result: object = claims.get(name)
    if result is None and "." in name:
        result = claims
        for part in name.split("."):
            result = result.get(part) if isinstance(result, Mapping) else None
    if isinstance(result, str):
        return [result]
    if isinstance(result, list | tuple):
        return [part for part in result if isinstance(part, str)]
    return []
