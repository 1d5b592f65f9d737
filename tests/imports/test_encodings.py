"""Words are read whatever their encoding, or the file is refused with what to do."""

import re
import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from privacy.errors import BadExport
from privacy.imports.encodings import letters_of_others, refuse_misread
from privacy.wording import catalogue
from tests.imports.calls.reading import read as read_calls
from tests.imports.requests.reading import read

HEAD = "Ärendenyckel,Ärendetyp,Status,Skapad,Löst\n"
PLAIN = "Issue key,Issue Type,Status,Created,Resolved\n"
ROWS = (
    "PUB-7,Rättelse,Åtgärdad,2026-02-03 10:00,2026-02-20 10:00\n"
    "PUB-8,Radering,Pågår,2026-02-25 10:00,\n"
    "PUB-9,Tillgång,På väg,2026-02-25 11:00,\n"
)
WRONG = {
    "cp437": lambda text: text.encode("cp437"),
    "cp850": lambda text: text.encode("cp850"),
    "cp865": lambda text: text.encode("cp865"),
    "mac_roman": lambda text: text.encode("mac_roman"),
    **{
        f"UTF-8 read as {encoding}": lambda text, e=encoding: (
            text.encode().decode(e).encode()
        )
        for encoding in ("latin-1", "mac_roman", "cp437", "cp850")
    },
    "UTF-8 read as Windows-1252": lambda text: (
        text.encode().decode("cp1252", errors="ignore").encode()
    ),
    "UTF-8 three times": lambda text: (
        text.encode().decode("latin-1").encode().decode("latin-1").encode()
    ),
}


@pytest.mark.parametrize("encoding", WRONG)
def test_text_in_an_encoding_that_nothing_shows_is_refused_with_the_remedy(
    tmp_path, encoding
):
    content = WRONG[encoding](PLAIN + ROWS)
    with pytest.raises(BadExport, match="as UTF-8"):
        read(tmp_path / "list.csv", content)


@pytest.mark.parametrize("encoding", WRONG)
def test_one_word_of_each_letter_shows_such_an_encoding(encoding):
    for word in ("Tillgång", "Rättelse", "Begäran rörande", "Åtgärdad", "Tag; på"):
        with pytest.raises(BadExport, match="as UTF-8"):
            refuse_misread(WRONG[encoding](f"a,{word},b\n"), "list.csv")


@pytest.mark.parametrize("encoding", [*WRONG])
def test_a_head_row_in_such_an_encoding_says_so_and_not_that_it_is_unknown(
    home, encoding
):
    path = home.put("requests/list.csv", WRONG[encoding](HEAD + ROWS))
    assert "as UTF-8" in (home.read_in(path)[0].refused or "")


RIGHT = {
    "UTF-8": lambda text: text.encode(),
    "UTF-8 with a mark": lambda text: text.encode("utf-8-sig"),
    "UTF-16": lambda text: text.encode("utf-16"),
    "Windows-1252": lambda text: text.encode("cp1252"),
    "letters and rings": lambda text: unicodedata.normalize("NFD", text).encode(),
    "letters and rings in UTF-16": lambda text: unicodedata.normalize(
        "NFD", text
    ).encode("utf-16"),
    **{
        f"U+{ord(sign):04X} before every cell": lambda text, s=sign: text.replace(
            ",", f",{s}"
        ).encode()
        for sign in "\ufeff\u200b\u200e\u2060"
    },
}


@pytest.mark.parametrize("encoding", RIGHT)
@pytest.mark.parametrize("head", [HEAD, PLAIN])
def test_the_same_words_are_read_from_every_encoding_that_shows_itself(
    tmp_path, encoding, head
):
    expected = read(tmp_path / "plain.csv", (PLAIN + ROWS).encode()).requests
    result = read(tmp_path / "list.csv", RIGHT[encoding](head + ROWS), "requests")
    assert [r["ticket_status"] for r in result.requests] == [
        r["ticket_status"] for r in expected
    ]
    assert [r["request_type"] for r in result.requests] == [
        "Rättelse",
        "Radering",
        "Tillgång",
    ]


def test_queues_are_one_whether_their_letters_are_composed_or_not(tmp_path):
    head = "call_id,started_at,direction,is_answered,from_number,queue,agent\n"
    rows = (
        "1,2026-02-01 10:00:00,in,ja,0701740601,Frågor,\n"
        + unicodedata.normalize(
            "NFD", "2,2026-02-01 10:00:00,in,ja,0701740602,Frågor,\n"
        )
        + "3,2026-02-01 10:00:00,in,ja,0701740603,\u200bFrågor,\n"
    )
    result = read_calls(tmp_path / "calls.csv", (head + rows).encode(), "calls")
    assert {call["queue"] for call in result.calls} == {"Frågor"}


@pytest.mark.parametrize(
    "text",
    [
        "”Hej” – Anna’s „Wort“, 10 €, … Kašpar Müller, œuvre†",
        "Kašpar å",
        "Šimon, Miloš, Žižkov",
        "café",
    ],
)
def test_quotes_and_names_of_windows_are_no_other_encoding(text):
    refuse_misread(text.encode("cp1252"), "list.csv")
    refuse_misread(text.encode(), "list.csv")


def test_one_mail_that_was_read_wrongly_costs_no_file():
    text = "Frågan gäller ändring; FÃ¶rfrÃ¥gan\n"
    refuse_misread(text.encode(), "list.csv")


@given(st.text())
@example("\u0080a")
@example("a\u0085b \u0094c a\u0094")
def test_valid_utf_8_holds_no_letter_of_another_encoding(text):
    assert letters_of_others(text.encode()) == 0


def words():
    """Every word of the Swedish pages that has å, ä or ö, also as a sentence begins."""
    text = " ".join(catalogue("sv").values())
    every = {w.lower() for w in re.findall(r"[^\W\d_]{2,}", text)}
    small = {w for w in every if re.search("[åäö]", w)}
    return sorted(small | {word.capitalize() for word in small})


def is_refused(content):
    try:
        refuse_misread(content, "list.csv")
    except BadExport:
        return True
    return False


@pytest.mark.parametrize(
    ("encoding", "share"), [("cp437", 0.002), ("cp850", 0.002), ("mac_roman", 0.01)]
)
def test_any_swedish_word_shows_such_an_encoding(encoding, share):
    silent = [w for w in words() if not is_refused(f"a,{w},b\n".encode(encoding))]
    assert len(silent) <= share * len(words())


@pytest.mark.parametrize(
    "row",
    [
        "a,{},b\n",
        "a,”{}”,b\n",
        "a,”{}, eller {}”,b\n",
        "a;{}… – {};’{}’\n",
        "a\t„{}“ €\t•{}\n",
    ],
)
def test_no_swedish_word_in_windows_1252_is_refused(row):
    assert not [w for w in words() if is_refused(row.replace("{}", w).encode("cp1252"))]


@pytest.mark.parametrize(
    "text",
    [
        "‘quoted’ and “so on”… don’t – it’s 5 € • “No, thanks”",
        "a,“two\nlines of it”,b",
        "Škoda, Štefan Švejk, Šnajdr, Žižka, Žďár, Tomaš Leško, Krš, Hršak",
        "Œuvre, cœur, Œdipe, 10 € (†2020), 100 ‰, ™",
        "…and so on",
    ],
)
def test_signs_of_windows_alone_are_no_other_encoding(text):
    assert not is_refused(text.encode("cp1252", errors="ignore"))
