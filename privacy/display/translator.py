"""Says things in the reader's language."""

from collections.abc import Mapping
from dataclasses import dataclass

from privacy.errors import Message, PrivacyError
from privacy.wording import define, name_column, say, tell, withheld_word, write_value

_PART = "andel"
"""The unit of a key figure that is a part of the whole: 0.98."""


def unlinked(text: str) -> str:
    """A sentence for Markdown in which no file's or system's name becomes a link."""
    return text.replace("](", "]\\(")


def capital(text: str) -> str:
    """A text as a heading begins."""
    return text[:1].upper() + text[1:]


@dataclass(frozen=True)
class Translator:
    """The reader's language."""

    language: str

    def say(self, sentence: str, **given: object) -> str:
        """A sentence, its {named} places filled in."""
        return say(sentence, self.language, **given)

    def message(self, message: Message | PrivacyError) -> str:
        """What went wrong, an error or another message, for Markdown."""
        return unlinked(tell(message, self.language))

    def column(self, name: str) -> str:
        """The heading of a column."""
        return name_column(name, self.language)

    def heading(self, name: str, unit: str) -> str:
        """The heading of a column with its unit, where it does not say one already."""
        heading = self.column(name)
        if unit == "-" or heading.endswith(")") or name.endswith(f"_{unit}"):
            return heading
        return f"{heading} ({self.unit(unit)})"

    def unit(self, name: str) -> str:
        """A unit of a column."""
        return define(f"unit {name}", self.language).removeprefix("unit ")

    def define(self, meaning: str) -> str:
        """What a query's header says of a column or of itself."""
        return define(meaning, self.language)

    def value(self, value: object, column: str = "") -> str:
        """A value: dates, numbers and known words as the language writes them."""
        return write_value(value, self.language, column)

    def cell(self, row: Mapping[str, object], name: str) -> str:
        """A cell of a row; a withheld one is one word whatever the reason."""
        if row[name] is None and row.get("is_withheld"):
            return withheld_word(self.language)
        value = row[name]
        if name == "value" and row.get("unit") == _PART and isinstance(value, float):
            return f"{self.value(100 * value)}\u00a0%"  # rounded, 0.98 would be all
        return self.value(value, name)
