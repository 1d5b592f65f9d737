"""What a form of a policy row may offer, given what is chosen in it so far.

A row made of what is offered has no fault but those of what it refers to.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from privacy.policy import allowed
from privacy.policy.shapes import TABLES, fields_of, plain_type

Said = Mapping[str, object]
_VERSION = ("citation", "valid_from", "valid_to", "decided_on")
_ORDER = {
    "retention_rule": (
        *("rule_id", "gloss_sv", "gloss_en", "kind", "method", "base"),
        *("period", "longest", "unit", "review_on", "is_aml"),
    )
}
_DEPENDS: Mapping[tuple[str, str], tuple[str, Mapping[str, Sequence[str]]]] = {
    ("constant", "unit"): (
        "name",
        {n: (u,) for n, u in allowed.CONSTANT_UNITS.items()},
    ),
    ("choice", "value"): ("name", allowed.CHOICES_OF),
    ("word", "meaning"): ("field", allowed.FIELD_MEANINGS),
}
"""Fields whose words depend on an earlier one, and on which."""
_OF_A_PERIOD = ("days", "months", "years")


@dataclass(frozen=True)
class Offer:
    """A field: its type, and the words it may be, none when it is free."""

    name: str
    kind: type
    words: Sequence[str]
    is_required: bool


def fields_offered(table: str) -> Sequence[str]:
    """The fields of a table in the order in which one decides the next.

    Without those that every version has: its citation and its days.
    """
    names = [field.name for field in fields_of(TABLES[table])]
    own = [name for name in names if name not in _VERSION]
    return _ORDER.get(table, tuple(own))


def offer_of(table: str, name: str, values: Said) -> Offer | None:
    """What a field may be beside the other `values`; None if it has no place."""
    field = next(f for f in fields_of(TABLES[table]) if f.name == name)
    kind, words = plain_type(field.type)
    offer = Offer(name, kind, words, field.required)
    if table == "retention_rule":
        return _of_rule(offer, values)
    if (table, name) not in _DEPENDS:
        return offer
    first, words_of = _DEPENDS[table, name]
    chosen = values.get(first)
    return _narrowed(offer, words_of[str(chosen)]) if chosen else None


def _of_rule(offer: Offer, values: Said) -> Offer | None:
    kind, method = values.get("kind"), str(values.get("method"))
    if offer.name == "method":
        return _narrowed(offer, _methods_of(kind))
    if offer.name == "base":
        if method == "until_further":
            return None
        bases = allowed.METHOD_BASES.get(method, offer.words)
        return Offer("base", offer.kind, bases, is_required=True)
    if offer.name == "period":
        return _required(offer) if method in allowed.COUNTED_METHODS else None
    if offer.name == "longest":
        return _required(offer) if kind == "range" else None
    if offer.name == "unit":
        return _narrowed(offer, _units_of(method, values.get("base")))
    if offer.name == "review_on":
        return _required(offer) if kind == "decision" else None
    return offer


def _methods_of(kind: object) -> Sequence[str]:
    if kind == "decision":
        return ("until_further",)
    if kind == "range":
        return ("period", *allowed.YEAR_METHODS)
    return [method for method in allowed.METHODS if method != "until_further"]


def _units_of(method: str, base: object) -> Sequence[str]:
    if method not in allowed.COUNTED_METHODS:
        return ("none",)
    if method in allowed.YEAR_METHODS:
        return ("years",)
    if (method, base) == ("period", "first_seen_at"):
        return (*_OF_A_PERIOD, "hours")
    return _OF_A_PERIOD


def _narrowed(offer: Offer, words: Sequence[str]) -> Offer:
    return Offer(offer.name, offer.kind, words, offer.is_required)


def _required(offer: Offer) -> Offer:
    return Offer(offer.name, offer.kind, offer.words, is_required=True)
