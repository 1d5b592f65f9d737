"""Letters to a person who made a request, drafted with the request's own dates.

Nothing is sent: the officer copies the text or takes it as a Word file.
"""

import datetime
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from privacy.wording import say, write_value

Row = Mapping[str, object]

ERASURE = "radering"
_DAYS = ("received_on", "target_due_on", "statutory_due_on", "extendable_to_on")
_COMPLAINT = (
    "If you are not satisfied you may lodge a complaint with the Swedish Authority for "
    "Privacy Protection (IMY), imy.se, or bring the matter before a court."
)


@dataclass(frozen=True)
class Letter:
    """A kind of letter: its title, its sentences, and what the officer adds.

    `needs_reason` is a reason in the officer's words; `lists_records` the records that
    are erased and kept. GDPR art. 12.3 (receipt, extension), 12.6 (identity), 12.4
    (refusal), 17 (erasure).
    """

    title: str
    sentences: Sequence[str]
    needs_reason: bool = False
    lists_records: bool = False


LETTERS: Mapping[str, Letter] = {
    "receipt": Letter(
        "Receipt of your request",
        (
            "We received your request on {received_on}. It is about: {right}.",
            "You will have our answer without undue delay, and by {target_due_on} at "
            "the latest. If we need more time we tell you why before that day.",
            "It costs you nothing.",
        ),
    ),
    "identity": Letter(
        "We need to know who you are",
        (
            "We received your request on {received_on}. It is about: {right}.",
            "So that nobody else is given your data, we need to know that it is you "
            "who asks. Please answer this letter in a way that shows who you are; "
            "send no copy of an identity card unless we ask for it.",
            "The time to answer stands still until we know. Without the wait it would "
            "end on {statutory_due_on}.",
        ),
    ),
    "extension": Letter(
        "We need more time for your request",
        (
            "We received your request on {received_on}. It is about: {right}.",
            "We cannot answer it within a month. You will have our answer by "
            "{extendable_to_on} at the latest.",
            "The reason: {reason}",
            _COMPLAINT,
        ),
        needs_reason=True,
    ),
    "refusal": Letter(
        "We do not do what you asked for",
        (
            "We received your request on {received_on}. It is about: {right}.",
            "We have looked into it and do not do what you asked for.",
            "The reason: {reason}",
            _COMPLAINT,
        ),
        needs_reason=True,
    ),
    "partial": Letter(
        "We have erased a part of your data",
        (
            "We received your request for erasure on {received_on}.",
            "We have erased what nothing obliges us to keep. The rest we keep for as "
            "long as stated here:",
            "{records}",
            _COMPLAINT,
        ),
        lists_records=True,
    ),
}
"""The letters that a request may need, in the order they come."""


def letters_for(row: Row) -> list[str]:
    """The letters that make sense for a request, and whose days are known."""
    is_erasure = str(row["right_used"]) == ERASURE
    unknown = [f"{{{day}}}" for day in _DAYS if row[day] is None]
    return [
        kind
        for kind, letter in LETTERS.items()
        if (is_erasure or not letter.lists_records)
        and not any(day in " ".join(letter.sentences) for day in unknown)
    ]


def warning(kind: str, row: Row, as_of: datetime.date) -> str | None:
    """Why a letter comes too late to count, as a sentence with {day}; None in time.

    An extension (art. 12.3) and a refusal (art. 12.4) must reach the person within the
    first month, pauses counted: until `statutory_due_on` of a request that is not
    extended yet.
    """
    due_on = row["statutory_due_on"]
    if not isinstance(due_on, datetime.date) or as_of <= due_on:
        if kind == "extension" and row["extension_is_valid"]:
            return "The request is extended already, until {day}; it cannot be twice."
        return None
    if kind == "extension":
        return (
            "Too late: an extension had to be notified by {day}. It does not move the "
            "last day; answer the request."
        )
    if kind == "refusal":
        return "Late: a refusal had to be sent by {day}. Send it at once, and say why."
    return None


def draft(
    kind: str,
    row: Row,
    language: str,
    *,
    sender: str,
    written_on: datetime.date,
    reason: str = "",
    kept: Sequence[str] = (),
) -> str:
    """A letter as text: day, number, title and sentences, each a paragraph."""
    letter = LETTERS[kind]
    given = {day: write_value(row[day], language) for day in _DAYS}
    given["right"] = write_value(row["right_used"], language, "right_used")
    given["reason"] = reason.strip() or say("[the reason]", language)
    given["records"] = "\n".join(f"– {line}" for line in kept)
    number = say("Our reference: {number}", language, number=row["request_id"])
    paragraphs = [
        f"{sender}, {written_on}\n{number}",
        say(letter.title, language),
        *(say(sentence, language, **given) for sentence in letter.sentences),
        say("With kind regards,", language) + f"\n{sender}",
    ]
    return "\n\n".join(paragraphs)


def letter_file(text: str) -> bytes:
    """A letter as a Word file: its second paragraph is the heading."""
    import docx

    document = docx.Document()
    for number, paragraph in enumerate(text.split("\n\n")):
        if number == 1:
            document.add_heading(paragraph, level=1)
        else:
            document.add_paragraph(paragraph)
    made = io.BytesIO()
    document.save(made)
    return made.getvalue()
