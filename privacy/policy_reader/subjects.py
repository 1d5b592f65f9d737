"""What a sentence about keeping is about: "Kunddata", "ansökningar", "IP-nummer"."""

import re

from privacy.policy_reader.documents import Sentence
from privacy.policy_reader.templates import words

_GENERIC = re.compile(
    r"^(?:(?:alla|dina|våra|de|sådana|dessa|the|your|all|such|vi|we|den|det|denna|detta"
    r"|this|these|it|they|information(?:en)?|data|uppgift(?:er|erna)?"
    r"|personuppgift(?:er|erna)?|personal|personliga?|som|that|and|och|kommer|att|will"
    r"|be|is|are|inte|samtliga|insamlade?|registrerade|i|only|endast|bara|även|du|you)"
    r"\s*)+$",
    re.IGNORECASE,
)
_ACTS = (
    "sparas lagras bevaras raderas gallras rensas behålls förvaras arkiveras "
    "anonymiseras makuleras behandlas finns registreras kept retained stored deleted "
    "erased removed held purged anonymized anonymised destroyed archived processed"
).replace(" ", "|")
_PASSIVE = re.compile(
    r"^(?P<subject>[^,;:]{3,110}?)\s+(?:(?:kommer|ska|skall|får|kan|måste|behöver)\s+"
    r"(?:dock\s+|normalt\s+|inte\s+|komma\s+)*(?:att\s+)?"
    r"|(?:is|are|will be|may be|shall be|must be|can be)\s+(?:\w+ly\s+)?)?"
    rf"(?:{_ACTS}|tas bort)\b",
    re.IGNORECASE,
)
_DOES = (
    "sparar lagrar bevarar raderar gallrar behåller rensar behandlar arkiverar "
    "anonymiserar spara lagra bevara behålla radera keep retain store delete erase "
    "remove hold purge"
).replace(" ", "|")
_ACTIVE = re.compile(
    rf"(?:{_DOES}|tar bort)\s+"
    r"(?:(?:vi|normalt|även|endast|bara|också|inte|all|also|only)\s+)*"
    r"(?P<subject>[^,;:.]{3,90}?)\s+(?:i|under|tills?|så|upp|högst|max\w*|minst|längst"
    r"|senast|inom|efter|när|från|utan|for|until|as|up|at|within|after|when|during|no"
    r"|while|once|in)\b",
    re.IGNORECASE,
)
_OPENS = re.compile(
    r"^(?:när|om|efter|därefter|dessutom|men|och|samt|även|medan|and|but|while|also"
    r"|däremot|övriga)\s+",
    re.IGNORECASE,
)


def subject_of(sentence: Sentence, before: str) -> str | None:
    """The label of a row, the words of the sentence, else a heading that names data.

    `before` is what stands before the period. None where nothing says it.
    """
    label = sentence.label
    if label and not words("storing").search(label) and not _GENERIC.match(label):
        return label
    for source in (before.strip(" ,;:"), sentence.text):
        for match in (_PASSIVE.search(source), _ACTIVE.search(source)):
            subject = _OPENS.sub("", match["subject"]).strip(" ,") if match else ""
            if len(subject) > 2 and not _GENERIC.match(subject):
                return subject
    heading = sentence.headings[-1] if sentence.headings else ""
    is_name = not words("about_storing").search(heading) and "?" not in heading
    is_name = is_name and not words("rights").search(heading)
    return heading if heading and is_name and "policy" not in heading.lower() else None
