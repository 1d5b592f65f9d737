"""Reads a policy from text, HTML, PDF or Word: paragraphs, headings, lists and tables.

Nothing in a file is run or fetched. What cannot be read is one sentence that says why.
"""

import codecs
import io
import re
import zipfile
from collections.abc import Callable, Iterator
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import PurePath

from privacy.errors import BadPolicy
from privacy.policy.amounts import find_amounts
from privacy.policy_reader.documents import Block, Document, document_of

MOST_MB = 20
MOST_UNPACKED = 100_000_000
MOST_PAGES = 500
MOST_TEXT = 500_000
"""No policy is longer; a file that is would only take the machine's memory."""

_ITEM = re.compile(
    r"^\s*(?:[•·▪◦‣●○■\uf0b7*]|[-–—](?=\s)|\(?[a-zA-Z]\)|\(?\d{1,2}[.)](?!\d))\s*"
)
_NUMBERED = re.compile(r"^\s*(?:\d{1,2}\.)*\d{1,2}[.)]?\s+(?=[A-ZÅÄÖ])")
_HASHES = re.compile(r"^(#{1,6})\s+(.*?)\s*#*$")
_RULE = re.compile(r"^[\s|:=_*-]+$")
_LASTS = re.compile(
    r"(?i)(?:^|:\s*)(?:så länge(?!\s+(?:finns|spara|lagra|bevara|behåll|har\s))|tills?"
    r"|until|as long as|under avtal)\b"
)
"""A line that says until when, after a label or alone, and is no heading."""
_FIELD = re.compile(
    r"(?i)(?:(?:rättslig|laglig|legal|lawful) (?:grund|basis|ground)|ändamål|syfte"
    r"|mottagare|lagrings(?:tid|period)|kategorier\b[^:]{0,40}|purposes?|recipients"
    r"|(?:retention|storage) period|categories\b[^:]{0,40})\w{0,5}:\s+\S"
)
"""A line that says what a form would ask for, in the words of the record."""
_PROMISED = re.compile(
    r"(?i)(?:vi|we)\s(?=(?:\S+\s+){6})(?:\S+\s+){0,3}(?:aldrig|inte|never|not)\b"
)
"""A sentence without its full stop: what somebody does not do is no heading."""
_ENDED = re.compile(r"[.!?:;]['\"”)]*$")


def read(content: bytes, name: str) -> Document:
    """Read a policy; the ending of `name` says what it is, .txt where it has none.

    Raises BadPolicy with what is wrong and what to do.
    """
    if len(content) > MOST_MB * 1_000_000:
        raise BadPolicy(
            "{name} is larger than {most} MB; save the policy alone, "
            "without pictures, or paste its text.",
            name=name,
            most=MOST_MB,
        )
    ending = PurePath(name).suffix.lower() or ".txt"
    if ending not in KINDS:
        raise BadPolicy(
            "{name} is no {listed}; save the policy as one of them or paste its text.",
            name=name,
            listed=", ".join(KINDS),
        )
    blocks = [block for block in KINDS[ending](content, name) if block.text.strip()]
    if not any(re.search(r"[^\W\d_]{2}", block.text) for block in blocks):
        raise BadPolicy(
            "{name} holds no text; if it is scanned, paste the text or ask "
            "for the original.",
            name=name,
        )
    if sum(len(block.text) for block in blocks) > MOST_TEXT:
        raise BadPolicy(
            "{name} holds more text than a policy; paste the policy alone.", name=name
        )
    return document_of(name, blocks)


def _decoded(content: bytes, name: str) -> str:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings = ("utf-16",)
    else:
        encodings = ("utf-8-sig", "cp1252", "latin-1")  # type: ignore[assignment]
    for encoding in encodings:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" not in text:
            return text.replace("\r\n", "\n").replace("\r", "\n")
    raise BadPolicy(
        "{name} is no text; save it as .txt, .html, .pdf or .docx.", name=name
    )


def _of_text(content: bytes, name: str) -> Iterator[Block]:
    yield from blocks_of_lines(_decoded(content, name).split("\n"))


def blocks_of_lines(lines: list[str], page: int | None = None) -> list[Block]:
    """Paragraphs, headings, items and rows of plain lines, wrapped or not."""
    joined = _unwrapped([line.rstrip() for line in lines])
    blocks: list[Block] = []
    titles: tuple[str, ...] = ()
    for number, line in enumerate(joined):
        plain = _spaced(line)
        if not plain:
            titles = () if not line.strip("| \t") else titles
            continue
        if _RULE.match(plain):
            continue
        cells = _cells(line)
        if cells:
            if not titles or len(titles) != len(cells):
                titles = cells
                is_first = not (blocks and blocks[-1].kind == "row")
                blocks.append(Block("row", " | ".join(cells), 0, page, cells))
                titles = cells if is_first else ()
            else:
                blocks.append(Block("row", " | ".join(cells), 0, page, cells, titles))
            continue
        titles = ()
        marked = _HASHES.match(plain)
        if marked:
            blocks.append(Block("heading", marked[2], len(marked[1]), page))
            continue
        after = next((_spaced(x) for x in joined[number + 1 :] if x.strip()), "")
        before = joined[number - 1].strip() if number else ""
        if _is_heading(plain, after, before):
            level = 2 if _NUMBERED.match(plain) or not before else 3
            blocks.append(Block("heading", _NUMBERED.sub("", plain), level, page))
            continue
        item = _ITEM.match(plain)
        if item and item.end() < len(plain):
            blocks.append(Block("item", plain[item.end() :].strip(), 0, page))
        else:
            blocks.append(Block("sentence", plain, 0, page))
    return blocks


def _spaced(line: str) -> str:
    return re.sub(r"[ \t\u00a0\u202f\u200b\ufeff]+", " ", line).strip()


def _cells(line: str) -> tuple[str, ...]:
    """The cells of a row: with bars or tabs between."""
    if line.count("|") >= 1 and not _RULE.match(line.strip()):
        cells = tuple(_spaced(cell) for cell in line.strip().strip("|").split("|"))
    elif "\t" in line.strip():
        cells = tuple(_spaced(cell) for cell in re.split(r"\t+", line.strip()))
    else:
        return ()
    return cells if len(cells) > 1 and sum(map(bool, cells)) > 1 else ()


def _is_heading(line: str, after: str, before: str) -> bool:
    """Whether a line is a heading: short, without an end, with text below."""
    words = line.split()
    if len(line) > 90 or len(words) > 12 or not after or line[-1] in ".,;:!":
        return False
    if line.endswith("?"):
        return True
    item = _ITEM.match(line)
    if item and not _NUMBERED.match(line):
        return False
    if not re.match(r"[\W\d]*[A-ZÅÄÖÉ]", line) or re.search(
        r"[@|]|https?:|www\.", line
    ):
        return False
    if re.search(r"\d{3}", line) or find_amounts(line):
        return False
    if _LASTS.search(line) or _FIELD.match(line) or _PROMISED.match(line):
        return False
    has_text = len(after.split()) > 4 or after[-1:] in ".:" or _ITEM.match(after)
    is_counted = any(amount.start < 12 for amount in find_amounts(after))
    return bool(has_text or is_counted or not before)


def _unwrapped(lines: list[str]) -> list[str]:
    """Lines joined to paragraphs where a file breaks them at a width."""
    lengths = sorted(len(line) for line in lines if line.strip())
    width = lengths[int(len(lengths) * 0.9)] if lengths else 0
    pairs = [
        (a.strip(), b.strip()) for a, b in pairwise(lines) if a.strip() and b.strip()
    ]
    going_on = sum(b[0].islower() and not _ENDED.search(a) for a, b in pairs)
    is_wrapped = 40 <= width <= 130 and going_on >= max(2, len(pairs) * 0.15)
    result: list[str] = []
    for line in lines:
        last = result[-1] if result else ""
        if not is_wrapped or not last.strip() or not line.strip():
            result.append(line)
        elif _continues(last, line, width):
            glue = (
                ""
                if re.search(r"\w{2}-$", last) and line.strip()[:1].islower()
                else " "
            )
            result[-1] = (last[:-1] if not glue else last) + glue + line.strip()
        else:
            result.append(line)
    return result


def _continues(last: str, line: str, width: int) -> bool:
    tail = last[last.rfind("\n") + 1 :]
    plain = line.strip()
    if _ITEM.match(plain) or "|" in line or "\t" in line or _HASHES.match(plain):
        return False
    if plain[0].islower() or plain[0] in "(,":
        return not re.search(r"[.!?]$", tail.strip())
    is_long = len(tail) % (width + 1) > 0.6 * width or len(tail) > width
    return is_long and not _ENDED.search(tail.strip())


_BREAKS = frozenset(
    "p div section article header footer main aside br hr ul ol dl table thead tbody "
    "figure form fieldset blockquote pre details address title".split()
)
_SKIPPED = frozenset("script style noscript template svg head nav iframe object select "
                     "button math canvas".split())  # fmt: skip
_VOID = frozenset(
    "br hr img input meta link source wbr area base col embed track".split()
)


class _Html(HTMLParser):
    """Collects blocks; what a browser does not show as text is left out."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.blocks: list[Block] = []
        self._text: list[str] = []
        self._kind: tuple[str, int] = ("sentence", 0)
        self._skipping: list[str] = []
        self._cells: list[str] | None = None
        self._in_cell = False
        self._titles: tuple[str, ...] = ()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if self._skipping or tag in _SKIPPED:
            if tag not in _VOID and (not self._skipping or tag == self._skipping[0]):
                self._skipping.append(tag)
            return
        if re.fullmatch(r"h[1-6]|summary|caption|legend", tag):
            self._end()
            self._kind = ("heading", int(tag[1]) if tag[1:].isdigit() else 5)
        elif tag in ("li", "dd"):
            self._end()
            self._kind = ("item", 0)
        elif tag == "dt":
            self._end()
            self._kind = ("heading", 6)
        elif tag == "table":
            self._end()
            self._titles = ()
        elif tag == "tr":
            self._end_row()
            self._end()
            self._cells = []
        elif tag in ("td", "th"):
            self._end_cell()
            self._in_cell = True
        elif tag == "br" and self._cells is None:
            self._end(keep=True)
        elif tag in _BREAKS:
            self._text.append(" ")
            if self._cells is None:
                self._end(keep=self._kind[0] == "item")

    def handle_endtag(self, tag: str) -> None:
        if self._skipping:
            if tag == self._skipping[-1]:
                self._skipping.pop()
            return
        if tag in ("td", "th"):
            self._end_cell()
        elif tag in ("tr", "table"):
            self._end_row()
        elif re.fullmatch(r"h[1-6]|summary|caption|legend|li|dd|dt", tag) or (
            tag in _BREAKS and self._cells is None
        ):
            self._end()

    def handle_data(self, data: str) -> None:
        if not self._skipping:
            self._text.append(data)

    def close(self) -> None:
        super().close()
        self._end()

    def _end_cell(self) -> None:
        if self._cells is not None and self._in_cell:
            self._cells.append(_spaced("".join(self._text).replace("\n", " ")))
        self._in_cell = False
        self._text = []

    def _end_row(self) -> None:
        if self._cells is not None:
            self._end_cell()
            self._row(tuple(self._cells))

    def _row(self, cells: tuple[str, ...]) -> None:
        self._cells, self._text = None, []
        if len([cell for cell in cells if cell]) < 2:
            if any(cells):
                self.blocks.append(Block("sentence", "".join(cells)))
            return
        titles = self._titles if len(self._titles) == len(cells) else ()
        self.blocks.append(Block("row", " | ".join(cells), 0, None, cells, titles))
        self._titles = self._titles or cells

    def _end(self, *, keep: bool = False) -> None:
        text = _spaced("".join(self._text).replace("\n", " "))
        self._text = []
        kind, level = self._kind
        if not keep:
            self._kind = ("sentence", 0)
        if text and kind == "sentence" and _ITEM.match(text) and len(text) < 400:
            kind, text = "item", text[_ITEM.match(text).end() :]  # type: ignore[union-attr]
        if text:
            self.blocks.append(Block(kind, text, level))  # type: ignore[arg-type]


def _as_declared(content: bytes) -> str | None:
    """A page in the encoding that it names; None where it is not in that.

    As browsers do: what is named in single bytes is in single bytes, whatever it says,
    and Latin-1 and ASCII are Windows-1252, which has signs where they have none.
    """
    match = re.search(rb"<meta[^>]+charset=[\"']?([\w-]+)", content[:4096], re.I)
    if not match:
        return None
    try:
        encoding = codecs.lookup(match[1].decode("ascii")).name
        if encoding in ("iso8859-1", "ascii"):
            encoding = "cp1252"
        if encoding == "utf-8" or match[1].decode(encoding) != match[1].decode("ascii"):
            return None
        return content.decode(encoding)
    except (LookupError, UnicodeError):
        return None


def _of_html(content: bytes, name: str) -> Iterator[Block]:
    parser = _Html()
    parser.feed(_as_declared(content) or _decoded(content, name))
    parser.close()
    yield from parser.blocks


def _of_pdf(content: bytes, name: str) -> Iterator[Block]:
    import logging

    import pypdf

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    try:
        file = pypdf.PdfReader(io.BytesIO(content))
        if file.is_encrypted and not file.decrypt(""):
            raise BadPolicy(
                "{name} is locked with a password; save it without one or paste "
                "its text.",
                name=name,
            )
        if len(file.pages) > MOST_PAGES:
            raise BadPolicy(
                "{name} has more than {most} pages; paste the policy.",
                name=name,
                most=MOST_PAGES,
            )
        pages = [page.extract_text() for page in file.pages]
    except BadPolicy:
        raise
    except Exception:  # whatever a damaged file makes of the library
        raise BadPolicy(
            "{name} cannot be opened as a PDF; save it again or paste its text.",
            name=name,
        ) from None
    lines: list[str] = []
    for text in pages:
        lines += [*text.split("\n"), ""]
    yield from blocks_of_lines(_without_page_marks(lines, len(pages)))


def _without_page_marks(lines: list[str], pages: int) -> list[str]:
    """Lines without page numbers and what stands at the top or foot of every page."""
    plain = [re.sub(r"\d+", "#", line.strip()) for line in lines]
    often = {
        x for x in plain if x and len(x) < 100 and plain.count(x) >= max(3, pages * 0.6)
    }
    number = re.compile(
        r"(?i)(?:sid(?:a|an)?|page)?\s*#(?:\s*(?:\(#\)|/\s*#|av\s*#|of\s*#))?"
    )
    return [
        line
        for line, mark in zip(lines, plain, strict=True)
        if not (mark and (number.fullmatch(mark) or (pages > 2 and mark in often)))
    ]


def _of_docx(content: bytes, name: str) -> Iterator[Block]:
    import docx
    from docx.table import Table

    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            if sum(part.file_size for part in packed.infolist()) > MOST_UNPACKED:
                raise BadPolicy(
                    "{name} unpacks to too much; paste the policy's text.", name=name
                )
        file = docx.Document(io.BytesIO(content))
        parts = list(file.iter_inner_content())
        blocks = [
            block
            for part in parts
            for block in (
                _of_table(part) if isinstance(part, Table) else _of_paragraph(part)
            )
        ]
    except BadPolicy:
        raise
    except Exception:  # whatever a damaged file makes of the library
        raise BadPolicy(
            "{name} cannot be opened as a Word document (.docx); save it "
            "again or paste its text.",
            name=name,
        ) from None
    yield from _bold_headings(blocks)


def _of_paragraph(paragraph: object) -> Iterator[Block]:
    from docx.text.paragraph import Paragraph

    assert isinstance(paragraph, Paragraph)
    style = (paragraph.style.name if paragraph.style else "") or ""
    marked = re.match(r"(?:Heading|Rubrik) ?(\d)?|(Title)", style)
    is_item = "List" in style or (
        paragraph._p.pPr is not None and paragraph._p.pPr.numPr is not None
    )
    runs = [run for run in paragraph.runs if run.text.strip()]
    is_bold = bool(runs) and all(run.bold for run in runs)
    for line in paragraph.text.split("\n"):
        text = _spaced(line)
        if not text:
            continue
        if marked:
            yield Block("heading", _NUMBERED.sub("", text), int(marked[1] or 1))
        elif is_bold and len(text) < 90 and text[-1] not in ".,;":
            yield Block("heading", _NUMBERED.sub("", text), 5)
        elif is_item or _ITEM.match(text):
            yield Block("item", _ITEM.sub("", text))
        else:
            yield Block("sentence", text)


def _bold_headings(blocks: list[Block]) -> Iterator[Block]:
    """A bold line that nothing stands under is a paragraph like others."""
    for block, after in pairwise([*blocks, Block("heading", "", 0)]):
        is_alone = block.kind == "heading" and block.level == 5 and after.text == ""
        yield Block("sentence", block.text) if is_alone else block


def _of_table(table: object) -> Iterator[Block]:
    from docx.table import Table

    assert isinstance(table, Table)
    titles: tuple[str, ...] = ()
    for row in table.rows:
        cells = tuple(_spaced(cell.text.replace("\n", " ")) for cell in row.cells)
        if sum(map(bool, cells)) > 1:
            known = titles if len(titles) == len(cells) else ()
            yield Block("row", " | ".join(cells), 0, None, cells, known)
            titles = titles or cells
        elif any(cells):
            yield Block("sentence", "".join(cells))


KINDS: dict[str, Callable[[bytes, str], Iterator[Block]]] = {
    ".txt": _of_text,
    ".md": _of_text,
    ".html": _of_html,
    ".htm": _of_html,
    ".pdf": _of_pdf,
    ".docx": _of_docx,
}
"""How a file of each ending is read."""
