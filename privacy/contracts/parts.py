"""A part of an answer: which of its rows, in which order, from where to where.

The engine chooses, searches, sorts and counts, so that a page of a long list moves no
more rows than it shows. What is asked is made of a query's contract: its statement
stands inside, and names of columns are taken only from its header.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from privacy.contracts.headers import Column, Contract
from privacy.errors import BadContract

SEPARATOR = "\x1f"
"""Between the words of a cell that holds several, where it is one text."""
_ORDER = "\norder by"
_LIST = "varchar[]"


class Part(Protocol):
    """Something asked of a query's answer."""

    def of(self, contract: Contract) -> Contract:
        """What is asked, of that query. Raises BadContract for an unknown column."""

    @property
    def given(self) -> Mapping[str, object]:
        """The parameters that it takes beside the query's own."""


@dataclass(frozen=True)
class Chosen:
    """Rows that have every value, by column, and hold every word in some column.

    `searched` are the columns that are searched, all of them when there are none. Of
    `keys`, unless None, each row has one: what stands in `key_columns`, with SEPARATOR
    between.
    """

    values: tuple[tuple[str, str], ...] = ()
    words: str = ""
    searched: tuple[str, ...] = ()
    key_columns: tuple[str, ...] = ()
    keys: tuple[str, ...] | None = None

    def where(self, contract: Contract) -> str:
        """The condition, in SQL."""
        columns = columns_of(contract, self.searched or contract.column_names)
        text = ", ".join(_as_text(column, "' '") for column in columns)
        parts = [
            f"{_as_text(column)} = $part_value_{number}"
            for number, column in enumerate(
                columns_of(contract, [name for name, _ in self.values])
            )
        ]
        parts += [
            f"contains(lower(concat_ws(' ', {text})), $part_word_{number})"
            for number, _ in enumerate(self._looked_for)
        ]
        if self.keys is not None:
            cells = map(_as_text, columns_of(contract, self.key_columns))
            key = f"concat_ws(chr({ord(SEPARATOR)}), {', '.join(cells)})"
            parts.append(f"{key} in (select unnest($part_keys::varchar[]))")
        return " and ".join(parts) or "true"

    @property
    def given(self) -> Mapping[str, object]:
        """The parameters of the condition."""
        values = {f"part_value_{n}": value for n, (_, value) in enumerate(self.values)}
        words = {f"part_word_{n}": word for n, word in enumerate(self._looked_for)}
        keys = {} if self.keys is None else {"part_keys": list(self.keys)}
        return {**values, **words, **keys}

    @property
    def _looked_for(self) -> list[str]:
        return self.words.lower().split()


@dataclass(frozen=True)
class Rows:
    """Rows of an answer, sorted by a column, `most` of them after the first `after`.

    After a minus the greatest stands first; what is unknown stands last. `places` says
    of each word of the column where it stands; without, text is sorted by its small
    letters, each of `letters` as what it names.
    """

    chosen: Chosen = Chosen()
    by: str = ""
    places: tuple[tuple[str, int], ...] | None = None
    letters: tuple[tuple[str, str], ...] = ()
    after: int = 0
    most: int | None = None

    def of(self, contract: Contract) -> Contract:
        """The query that answers these rows."""
        body, order = _divided(contract)
        if self.by:
            (column,) = columns_of(contract, [self.by.removeprefix("-")])
            way = "desc" if self.by.startswith("-") else "asc"
            order = f"{self._key(column)} {way} nulls last, {order}"
        limit = "" if self.most is None else "\nlimit $part_most\noffset $part_after"
        return replace(
            contract,
            sql=f"select * from (\n{body}\n) as answer\n"
            f"where {self.chosen.where(contract)}\norder by {order}{limit}",
        )

    @property
    def given(self) -> Mapping[str, object]:
        """The parameters of the part."""
        given = dict(self.chosen.given)
        if self.most is not None:
            given.update(part_most=self.most, part_after=self.after)
        if self.by and self.places is not None:
            given["part_words"] = [word for word, _ in self.places]
            given["part_places"] = [place for _, place in self.places]
        return given

    def _key(self, column: Column) -> str:
        if self.places is not None:
            word = _as_text(column)
            place = f"list_position($part_words::varchar[], {word})"
            return f"($part_places::bigint[])[{place}]"
        if column.type not in ("varchar", _LIST):
            return column.name
        key = f"lower({_as_text(column)})"
        for letter, last in self.letters:
            key = f"replace({key}, '{letter}', '{last}')"
        return key


@dataclass(frozen=True)
class Named:
    """Rows in which every word stands, the best first; `many` says of how many.

    A word stands in a column `searched` or in what `meanings` gives of the first of
    them. One without dots is found with them too, one with dots only as it is written.
    First stands what `name`, a column, names just so, then what begins so, then what
    has a word in its name. The words are small letters, composed; each with whether it
    has dots.
    """

    words: tuple[tuple[str, bool], ...]
    chosen: Chosen
    name: str
    searched: tuple[str, ...]
    meanings: tuple[tuple[str, str], ...] = ()
    most: int = 100

    def of(self, contract: Contract) -> Contract:
        """The query that answers these rows."""
        body, order = _divided(contract)
        (name,) = columns_of(contract, [self.name])
        cells = [_as_text(column) for column in columns_of(contract, self.searched)]
        place = f"list_position($part_meant::varchar[], {cells[0]})"
        cells.append(f"($part_meanings::varchar[])[{place}]")
        matching = " and ".join(
            f"contains(part_{'written' if has_dots else 'plain'}, $part_word_{n})"
            for n, (_, has_dots) in enumerate(self.words)
        )
        within = " or ".join(
            f"contains(part_name, strip_accents($part_word_{n}))"
            for n, _ in enumerate(self.words)
        )
        return replace(
            contract,
            columns=(
                *contract.columns,
                Column("many", "bigint", "rows", "how many are found"),
            ),
            sql="with part_rows as (\n"
            f"select *, lower(nfc_normalize(concat_ws(' ', {', '.join(cells)}))) "
            "as part_written, strip_accents(part_written) as part_plain, "
            f"strip_accents(lower({_as_text(name)})) as part_name\n"
            f"from (\n{body}\n) as answer where {self.chosen.where(contract)})\n"
            f"select {', '.join(contract.column_names)}, count(*) over () as many\n"
            f"from part_rows where {matching}\n"
            "order by case when part_name = strip_accents($part_named) then 0 "
            "when starts_with(part_name, strip_accents($part_named)) then 1 "
            f"when {within} then 2 else 3 end, {order}\nlimit $part_most",
        )

    @property
    def given(self) -> Mapping[str, object]:
        """The parameters of the part."""
        words = {f"part_word_{n}": word for n, (word, _) in enumerate(self.words)}
        return {
            **self.chosen.given,
            **words,
            "part_named": " ".join(word for word, _ in self.words),
            "part_meant": [value for value, _ in self.meanings],
            "part_meanings": [meaning for _, meaning in self.meanings],
            "part_most": self.most,
        }


@dataclass(frozen=True)
class Count:
    """How many rows of an answer are chosen."""

    chosen: Chosen = Chosen()

    def of(self, contract: Contract) -> Contract:
        """The query that counts them."""
        body, _ = _divided(contract)
        return replace(
            contract,
            columns=(Column("rows", "bigint", "rows", "how many"),),
            sql="select count(*) as rows from (\n"
            f"{body}\n) as answer\nwhere {self.chosen.where(contract)}",
        )

    @property
    def given(self) -> Mapping[str, object]:
        """The parameters of the part."""
        return self.chosen.given


@dataclass(frozen=True)
class Values:
    """The values that stand in some columns of an answer, once each, as text.

    At most `most` of all of them.
    """

    columns: tuple[str, ...]
    most: int | None = None

    def of(self, contract: Contract) -> Contract:
        """The query that lists them."""
        body, _ = _divided(contract)
        columns = columns_of(contract, self.columns)
        cells = ", ".join(
            f"{_as_text(column)} as cell_{n}" for n, column in enumerate(columns)
        )
        names = ", ".join(f"'{column.name}'" for column in columns)
        values = ", ".join(f"cell_{n}" for n, _ in enumerate(columns))
        limit = "" if self.most is None else "\nlimit $part_most"
        return replace(
            contract,
            columns=(
                Column("name", "varchar", "-", "the column"),
                Column("value", "varchar", "-", "a value of it"),
            ),
            sql=f"with cells as (select distinct {cells} "
            f"from (\n{body}\n) as answer),\n"
            f"listed as (select unnest([{names}]) as name, "
            f"unnest([{values}]) as value from cells)\n"
            "select distinct name, value from listed where value is not null\n"
            f"order by name, value{limit}",
        )

    @property
    def given(self) -> Mapping[str, object]:
        """The parameters of the part."""
        return {} if self.most is None else {"part_most": self.most}


def columns_of(contract: Contract, names: Sequence[str]) -> list[Column]:
    """Columns by name. Raises BadContract for one that the query does not have."""
    known = {column.name: column for column in contract.columns}
    if unknown := set(names) - known.keys():
        raise BadContract(
            f"{contract.name} has no column {', '.join(sorted(unknown))}."
        )
    return [known[name] for name in names]


def _as_text(column: Column, separator: str = f"chr({ord(SEPARATOR)})") -> str:
    if column.type == _LIST:
        return f"array_to_string({column.name}, {separator})"
    return column.name if column.type == "varchar" else f"{column.name}::varchar"


def _divided(contract: Contract) -> tuple[str, str]:
    """A statement without its remarks and last order, and that order."""
    lines = (line for line in contract.sql.splitlines() if not line.startswith("-- "))
    body, divider, order = "\n".join(lines).strip().rpartition(_ORDER)
    if not divider:
        raise BadContract(f"{contract.name} has no order, and so no parts.")
    return body, " ".join(order.split())
