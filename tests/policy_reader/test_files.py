"""The same policy as text, HTML, PDF and Word; and files that cannot be read."""

import io
import zipfile

import docx
import pypdf
import pytest
import typst

from privacy.errors import BadPolicy
from privacy.policy_reader import propose, read

TEXT = """\
Integritetspolicy

Hur länge sparar vi uppgifter?
Kunduppgifter sparas i tre år efter att avtalet upphört. Du får t.ex. ett utdrag.

Kategori\tLagringstid
Ansökningar\t24 månader
Loggar\t30 dagar

• Fakturor: 7 år enligt bokföringslagen
• Nyhetsbrev: tills du avregistrerar dig
"""
HTML = """<!doctype html><html><head><title>x</title><style>p{}</style></head><body>
<nav><a href=/>Spara 5 år hem</a></nav><script>var a = "sparas i 9 år";</script>
<h1>Integritetspolicy</h1><h2>Hur länge sparar vi uppgifter?</h2>
<p>Kunduppgifter sparas i <b>tre&nbsp;år</b> efter att avtalet upphört.
Du får t.ex. ett utdrag.</p>
<table><thead><tr><th>Kategori</th><th>Lagringstid</th></tr></thead>
<tr><td>Ansökningar</td><td>24 månader</td></tr><tr><td>Loggar<td>30 dagar</tr></table>
<ul><li>Fakturor: 7 år enligt bokföringslagen</li>
<li>Nyhetsbrev: tills du avregistrerar dig</li></ul></body></html>"""
EXPECTED = [
    ("Kunduppgifter", 3, "years", "contract_end"),
    ("Ansökningar", 24, "months", "unstated"),
    ("Loggar", 30, "days", "unstated"),
    ("Fakturor", 7, "years", "fiscal_year_end"),
    ("Nyhetsbrev", None, None, "consent_withdrawn_on"),
]


def as_docx() -> bytes:
    document = docx.Document()
    document.add_heading("Integritetspolicy", 1)
    document.add_heading("Hur länge sparar vi uppgifter?", 2)
    document.add_paragraph(
        "Kunduppgifter sparas i tre år efter att avtalet upphört. "
        "Du får t.ex. ett utdrag."
    )
    table = document.add_table(rows=0, cols=2)
    for cells in (
        ("Kategori", "Lagringstid"),
        ("Ansökningar", "24 månader"),
        ("Loggar", "30 dagar"),
    ):
        for cell, text in zip(table.add_row().cells, cells, strict=True):
            cell.text = text
    for text in (
        "Fakturor: 7 år enligt bokföringslagen",
        "Nyhetsbrev: tills du avregistrerar dig",
    ):
        document.add_paragraph(text, style="List Bullet")
    content = io.BytesIO()
    document.save(content)
    return content.getvalue()


def as_pdf(text: str) -> bytes:
    return typst.compile(text.encode())


def kept_in(content: bytes, name: str):
    return [
        (p.parameters.get("subject"), p.parameters.get("number"),
         p.parameters.get("unit"), p.parameters.get("base"))
        for p in propose(read(content, name))
        if p.template.template_id.startswith("kept")
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (TEXT.encode(), "policy.txt"),
        (TEXT.encode("utf-16"), "policy.txt"),
        (TEXT.encode("cp1252", "replace"), "policy"),
        (TEXT.replace("\n", "\r\n").encode("utf-8-sig"), "POLICY.TXT"),
        (HTML.encode(), "policy.html"),
        (as_docx(), "policy.docx"),
    ],
    ids=["utf-8", "utf-16", "windows-1252", "windows lines", "html", "docx"],
)
def test_a_policy_says_the_same_in_every_form(content, name):
    assert kept_in(content, name) == EXPECTED


@pytest.mark.parametrize(
    ("declared", "encoding"),
    [
        ("utf-16", "utf-8"),
        ("utf-16le", "utf-8"),
        ("undefined", "utf-8"),
        ("rot13", "utf-8"),
        ("iso-8859-1", "cp1252"),
        ("us-ascii", "cp1252"),
        ("macintosh", "mac_roman"),
    ],
)
def test_a_page_is_read_as_browsers_read_what_it_declares(declared, encoding):
    text = (
        f'<meta charset="{declared}"><h2>Hur länge sparar vi uppgifter?</h2>'
        "<p>Ansökningar sparas i 6–12 månader.</p>"
    )
    sentences = read(text.encode(encoding), "a.html").sentences
    assert sentences[-1].text == "Ansökningar sparas i 6–12 månader."


def test_a_pdf_is_read_across_its_broken_lines():
    long = (
        "Uppgifter om dig som kund sparas under hela avtalstiden och därefter i högst "
        "tio år med hänsyn till preskriptionsregler, om inget annat sägs nedan."
    )
    content = as_pdf(f"#set page(width: 9cm)\n= Lagring\n{long}\n\n- Loggar: 30 dagar")
    text = kept_in(content, "policy.pdf")
    assert [row[1:] for row in text] == [
        (10, "years", "contract_end"),
        (30, "days", "unstated"),
    ]


def test_a_line_that_says_something_is_no_heading_though_its_full_stop_is_missing():
    text = (
        "Vem får listan\n\n"
        "Vi lämnar aldrig ut klubbens medlemslista till någon annan förening\n\n"
        "Rättslig grund: avtalet om plats i båthuset\n\n"
        "Du kan fråga styrelsen om mer."
    )
    kinds = [sentence.kind for sentence in read(text.encode(), "a.txt").sentences]
    assert kinds == ["heading", "sentence", "sentence", "sentence"]


def test_a_first_row_of_whole_sentences_is_a_row_and_no_titles():
    rows = [
        ["Insyn", "Du får se allt vi har skrivit om dig i bryggans pärm"],
        ["Rättelse", "Du får få det rättat som är fel"],
    ]
    text = "\n".join(" | ".join(row) for row in rows)
    sentences = read(text.encode(), "a.txt").sentences
    assert [sentence.text for sentence in sentences] == text.split("\n")


def test_every_sentence_stands_where_it_says():
    for content, name in ((TEXT.encode(), "a.txt"), (as_docx(), "a.docx")):
        document = read(content, name)
        for sentence in document.sentences:
            assert document.text[sentence.start : sentence.end] == sentence.text
        assert "Du får t.ex. ett utdrag." in {s.text for s in document.sentences}


def test_an_html_page_runs_nothing_and_shows_what_a_reader_sees():
    text = read(HTML.encode(), "a.html").text
    assert "9 år" not in text
    assert "Spara 5" not in text


def bomb() -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("word/document.xml", b" " * 150_000_000)
    return content.getvalue()


def locked() -> bytes:
    writer = pypdf.PdfWriter()
    writer.append(io.BytesIO(as_pdf("Sparas i tre år.")))
    writer.encrypt("secret")
    content = io.BytesIO()
    writer.write(content)
    return content.getvalue()


def scanned() -> bytes:
    writer = pypdf.PdfWriter()
    writer.add_blank_page(200, 200)
    content = io.BytesIO()
    writer.write(content)
    return content.getvalue()


@pytest.mark.parametrize(
    ("content", "name", "output"),
    [
        (scanned, "a.pdf", "holds no text; if it is scanned"),
        (locked, "a.pdf", "locked with a password"),
        (lambda: b"%PDF-1.7\nrubbish", "a.pdf", "cannot be opened as a PDF"),
        (lambda: as_docx()[:900], "a.docx", "cannot be opened as a Word document"),
        (lambda: b"PK\x03\x04", "a.docx", "cannot be opened as a Word document"),
        (bomb, "a.docx", "unpacks to too much"),
        (lambda: b"x" * 21_000_000, "a.txt", "larger than 20 MB"),
        (lambda: b"\x00\x01\x02\x03" * 50, "a.txt", "is no text"),
        (lambda: b"", "a.txt", "holds no text"),
        (lambda: b"<html><script>1</script>", "a.html", "holds no text"),
        (lambda: b"ab cd", "a.odt", "is no .txt"),
        (lambda: b"lorem ipsum " * 180_000, "a.txt", "more text than a policy"),
    ],
)
def test_what_cannot_be_read_is_one_sentence(content, name, output):
    with pytest.raises(BadPolicy, match=output) as caught:
        read(content(), name)
    assert "\n" not in str(caught.value)
