"""A policy cut into sentences, each with its place in the text."""

import hashlib
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from privacy.policy.amounts import find_amounts

Kind = Literal["heading", "sentence", "item", "row"]


@dataclass(frozen=True)
class Block:
    """One paragraph, heading, item of a list or row of a table, as a file has it.

    `level` is a heading's depth, 1 for the topmost. `cells` are those of a row and
    `titles` the first row of its table, as long as `cells` or empty.
    """

    kind: Kind
    text: str
    level: int = 0
    page: int | None = None
    cells: tuple[str, ...] = ()
    titles: tuple[str, ...] = ()


@dataclass(frozen=True)
class Sentence:
    """One sentence, heading, item of a list or row of a table.

    `start` and `end` are its place in the document's text. `headings` are those that
    it stands under, the nearest last; `lead` is the sentence that begins its list
    ("Vi delar uppgifter med:"), and `label` what an item or a row is about ("Kunddata"
    of "Kunddata: 12 månader"). `cells` are those of a row, each with its title.
    """

    number: int
    kind: Kind
    text: str
    start: int
    end: int
    page: int | None = None
    headings: tuple[str, ...] = ()
    lead: str = ""
    label: str = ""
    cells: tuple[tuple[str, str], ...] = ()

    @property
    def about(self) -> str:
        """All that stands over the sentence: headings, lead and titles of columns."""
        titles = (title for title, _cell in self.cells)
        return " ; ".join(filter(None, (*self.headings, self.lead, *titles)))

    def covers(self, other: "Sentence") -> bool:
        """Whether another stands within this one, which may be several in a row."""
        return self.start <= other.start and other.end <= self.end


@dataclass(frozen=True)
class Document:
    """A policy as text, and its sentences in order."""

    name: str
    text: str
    sentences: tuple[Sentence, ...]

    @property
    def sha256(self) -> str:
        """The hash of the text."""
        return hashlib.sha256(self.text.encode()).hexdigest()

    @property
    def language(self) -> Literal["sv", "en"]:
        """Swedish or English, by its commonest words."""
        words = re.findall(r"\w+", self.text.lower())
        swedish = sum(word in _SWEDISH for word in words)
        return "sv" if swedish >= sum(word in _ENGLISH for word in words) else "en"


_SWEDISH = frozenset("och att som för vi är dina du av på eller med till inte".split())
_ENGLISH = frozenset(
    "and that which for we is your you of on or with to not the".split()
)
_SHORT = (
    "t.ex bl.a dvs d.v.s m.m m.fl osv o.s.v inkl exkl ev f.d s.k kap nr org.nr org tel "
    "st p pp art resp ca jfr fr.o.m t.o.m e.g i.e etc incl vs no mr mrs dr inc ltd co "
    "u.s sec cf approx mån o.d o.dyl"
).split()  # fmt: skip
_ENDS = re.compile(r"[.!?]+[”\"')\]]*(?=\s+[\"”'(\[]?[A-ZÅÄÖÉ0-9•–-])")
_LAST_WORD = re.compile(r"([\w.]+)[.!?]+[”\"')\]]*$")
_MOST_OF_TITLE = 7
"""A cell of more words is no title of a column."""
_LABEL = re.compile(r"^([^:.!?\n]{2,70}?)(?:\s*:\s+|\s+[–—-]\s+)(?=\S)")


def document_of(name: str, blocks: Iterable[Block]) -> Document:
    """Put the blocks of a file together: one text, and the sentences in it."""
    parts: list[str] = []
    sentences: list[Sentence] = []
    place = 0
    listed = [_without_titles(block) for block in _heading_labels(list(blocks))]
    titles = {n for n, row in enumerate(listed[1:]) if row.titles == listed[n].cells}
    for number, (block, headings, lead, label) in enumerate(_placed(listed)):
        parts.append(block.text)
        is_titles = block.kind == "row" and number in titles
        for start, end in () if is_titles else _cut(block):
            text = block.text[start:end]
            sentences.append(
                Sentence(
                    len(sentences), block.kind, text, place + start, place + end,
                    block.page, headings, lead, label,
                    tuple(zip(block.titles or [""] * len(block.cells), block.cells,
                              strict=False)),
                )
            )  # fmt: skip
        place += len(block.text) + 1
    return Document(name, "\n".join(parts), tuple(sentences))


def _heading_labels(blocks: Sequence[Block]) -> list[Block]:
    """A heading that no text follows before the next is an item: a list of them."""
    result = []
    for block, after in zip(blocks, [*blocks[1:], None], strict=True):
        follows = after is None or (
            after.kind == "heading" and after.level <= block.level
        )
        is_listed = block.kind == "heading" and block.level > 1 and follows
        result.append(Block("item", block.text, 0, block.page) if is_listed else block)
    return result


def _without_titles(block: Block) -> Block:
    """A row of a table whose first row is no titles, but says something itself."""
    is_row = any(
        find_amounts(cell) or len(cell.split()) > _MOST_OF_TITLE
        for cell in block.titles
    )
    return replace(block, titles=()) if is_row else block


def _placed(
    blocks: Sequence[Block],
) -> Iterator[tuple[Block, tuple[str, ...], str, str]]:
    """Each block with the headings over it, the lead of its list and its label."""
    headings: list[tuple[int, str]] = []
    lead = ""
    for block in blocks:
        if block.kind == "heading":
            headings = [(n, text) for n, text in headings if n < block.level]
            yield block, tuple(text for _, text in headings), "", ""
            headings.append((block.level, block.text))
            lead = ""
            continue
        over = tuple(text for _, text in headings)
        if block.kind == "sentence":
            is_lead = block.text.rstrip().endswith(":")
            yield block, over, "", _label(block.text)
            lead = _last_sentence(block.text) if is_lead else ""
        elif block.kind == "row":
            named = (cell for cell in block.cells if re.search(r"[^\W\d_]{2}", cell))
            yield block, over, lead, next(named, "")
        else:
            yield block, over, lead, _label(block.text)


def _label(text: str) -> str:
    match = _LABEL.match(text)
    return match[1].strip() if match and len(match[1].split()) <= 8 else ""


def _last_sentence(text: str) -> str:
    ends = [start for start, _end in _spans(text)]
    return text[ends[-1] :].strip() if ends else text


def _cut(block: Block) -> Iterator[tuple[int, int]]:
    if block.kind in ("heading", "row"):
        yield 0, len(block.text)
    else:
        yield from _spans(block.text)


def _spans(text: str) -> list[tuple[int, int]]:
    """Where each sentence of a paragraph begins and ends."""
    result, begin = [], 0
    for match in _ENDS.finditer(text):
        word = _LAST_WORD.search(text[begin : match.end()])
        last = word[1].lower().rstrip(".") if word else ""
        follows = text[match.end() :].lstrip()[:1]
        if last in _SHORT or (len(last) == 1 and last.isalpha()):
            continue
        if last.isdigit() and len(last) <= 2 and match.start() - begin <= 3:
            continue
        if follows.isdigit() and last in ("art", "kap", "nr"):
            continue
        result.append((begin, match.end()))
        begin = (
            match.end() + len(text[match.end() :]) - len(text[match.end() :].lstrip())
        )
    if text[begin:].strip():
        result.append((begin, len(text.rstrip())))
    return result
