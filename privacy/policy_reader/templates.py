"""The templates of promises, and the phrases around periods, as `data/law` has them."""

import re
import tomllib
from collections.abc import Mapping, Sequence
from functools import cache

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from privacy.policy import PHRASES, TEMPLATES


class Signal(Struct, frozen=True, forbid_unknown_fields=True):
    """What is found in a sentence of a template."""

    sv: tuple[str, ...] = ()
    en: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()
    under: str | None = None
    items: bool = False
    value: str | None = None
    checks: tuple[str, ...] | None = None
    kind: str | None = None
    is_weak: bool = False
    """Counts only in a sentence in which nothing else is found, and alone."""


class Variant(Struct, frozen=True, forbid_unknown_fields=True):
    """One of several promises that a template stands for; what is None is its own.

    `value` is that of its signals. `known_as` is the template, and its value if it had
    one, by which decisions of it are kept.
    """

    value: str
    title_sv: str
    title_en: str
    known_as: str = ""
    checks: tuple[str, ...] | None = None
    exports: tuple[str, ...] | None = None
    lists: tuple[str, ...] | None = None
    kind: str | None = None


class Template(Struct, frozen=True, forbid_unknown_fields=True):
    """One kind of promise: how it is known, and what it becomes.

    `rule` says which kind and method of `[[retention_rule]]` a period becomes.
    """

    template_id: str
    area: str
    title_sv: str
    title_en: str
    parameters: tuple[str, ...] = ()
    kind: str = "measured"
    checks: tuple[str, ...] = ()
    exports: tuple[str, ...] = ()
    lists: tuple[str, ...] = ()
    rule: Mapping[str, str] = {}
    signal: tuple[Signal, ...] = ()
    is_law: bool = False
    """Repeats the law: neighbouring sentences of it are one proposal."""
    is_weak: bool = False
    """Proposed only of a sentence that follows no other template."""
    is_shy: bool = False
    """Not proposed of a sentence that says how long something is kept."""
    variant: tuple[Variant, ...] = ()
    known_as: str = ""

    @property
    def is_chosen(self) -> bool:
        """Whether its variants are known by their signals, not by their base."""
        return bool(self.variant and self.signal)

    def of(self, value: object) -> "Template":
        """The template as one of its variants, or itself where that is none."""
        for one in self.variant:
            if one.value == value:
                given = ("title_sv", "title_en", "known_as", "checks", "exports")
                names = (*given, "lists", "kind")
                own = {name: getattr(one, name) for name in names}
                return replace(self, **{k: v for k, v in own.items() if v is not None})
        return self


class Kept(Struct, frozen=True, forbid_unknown_fields=True):
    """What else a sentence about keeping is measured by."""

    checks: tuple[str, ...]
    base: tuple[str, ...] = ()
    sv: tuple[str, ...] = ()
    en: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()


class Base(Struct, frozen=True, forbid_unknown_fields=True):
    """How texts name a day that a period counts from."""

    base: str
    sv: tuple[str, ...]
    en: tuple[str, ...]
    is_vague: bool = False
    """Such words count only where no others stand."""
    is_lasting: bool = False
    """Such words name what lasts, and say nothing of its end after an "if"."""


class Law(Struct, frozen=True, forbid_unknown_fields=True):
    """How texts name a law, and the rule that it is here."""

    law: str
    sv: tuple[str, ...]
    en: tuple[str, ...]
    rule_id: str | None = None
    number: int | None = None
    unit: str | None = None


class Outdated(Struct, frozen=True, forbid_unknown_fields=True):
    """What no longer exists, though texts still name it."""

    finding_id: str
    sv: tuple[str, ...]
    en: tuple[str, ...]
    sentence_sv: str
    sentence_en: str
    citation: str
    valid_from: str
    unless: tuple[str, ...] = ()


class Export(Struct, frozen=True, forbid_unknown_fields=True):
    """A source as it is called on screen, and how often it is expected."""

    source: str
    title_sv: str
    title_en: str
    every_days: int


class Softener(Struct, frozen=True, forbid_unknown_fields=True):
    """Words that promise less firmly."""

    sv: tuple[str, ...]
    en: tuple[str, ...]


class Words(Struct, frozen=True, forbid_unknown_fields=True):
    """Words by which the grammar of periods finds its way."""

    name: str
    sv: tuple[str, ...]
    en: tuple[str, ...]


class Phrases(Struct, frozen=True, forbid_unknown_fields=True):
    """All of `phrases.toml`."""

    base: tuple[Base, ...]
    law: tuple[Law, ...]
    softener: tuple[Softener, ...]
    words: tuple[Words, ...]
    outdated: tuple[Outdated, ...]
    export: tuple[Export, ...]


class _Templates(Struct, frozen=True, forbid_unknown_fields=True):
    template: tuple[Template, ...]
    kept: tuple[Kept, ...]


@cache
def templates() -> Mapping[str, Template]:
    """The templates by id, in the order of the file."""
    return {template.template_id: template for template in _read().template}


@cache
def renamed() -> Mapping[str, tuple[str, str]]:
    """Templates by which decisions are kept: the one of today, and its variant."""
    return {
        one.known_as.split()[0]: (template.template_id, one.value)
        for template in _read().template
        for one in template.variant
        if one.known_as.split()[0] not in templates()
    }


@cache
def kept() -> tuple[Kept, ...]:
    """What sentences about keeping are measured by besides."""
    return _read().kept


@cache
def _read() -> _Templates:
    return msgspec.convert(
        tomllib.loads(TEMPLATES.read_text(encoding="utf-8")), _Templates
    )


@cache
def phrases() -> Phrases:
    """The phrases around periods."""
    content = tomllib.loads(PHRASES.read_text(encoding="utf-8"))
    for row in content["outdated"]:
        row["valid_from"] = str(row["valid_from"])
    return msgspec.convert(content, Phrases)


@cache
def pattern(names: tuple[str, ...]) -> re.Pattern[str] | None:
    """One pattern of several as the files write them, or None of none.

    `~` is the rest of a word, a blank any space, ` .. ` up to eighty signs between
    words. A pattern begins at the beginning of a word.
    """
    return re.compile("|".join(map(_plain, names)), re.IGNORECASE) if names else None


def _plain(word: str) -> str:
    text = word.replace("~", r"\w*").replace(" .. ", r"\b(?=\W)(?:.{0,80}?\W)")
    text = re.sub(r" (\?)?", lambda m: r"\s?" if m[1] else r"\s+", text)
    return text if text.startswith(("^", r"\b")) else rf"(?<!\w)(?:{text})"


def finds(names: Sequence[str], text: str) -> re.Match[str] | None:
    """The first place where one of some patterns stands in a text."""
    result = pattern(tuple(names))
    return result.search(text) if result else None


@cache
def words(name: str) -> re.Pattern[str]:
    """The words of one name, anywhere in a text."""
    return re.compile(_words(name), re.IGNORECASE)


@cache
def words_before(name: str, between: int = 2) -> re.Pattern[str]:
    """The words of one name at the end of a text, `between` others after them."""
    ending = rf"(?!\w)\W*(?:\w+\W+){{0,{between}}}$"
    return re.compile(_words(name) + ending, re.IGNORECASE)


@cache
def words_after(name: str) -> re.Pattern[str]:
    """The words of one name at the beginning of a text."""
    return re.compile(r"\W*" + _words(name), re.IGNORECASE)


def _words(name: str) -> str:
    row = next(row for row in phrases().words if row.name == name)
    return f"(?:{'|'.join(map(_plain, (*row.sv, *row.en)))})"
