"""How requests, incidents and records stand, in the words that the queries write.

Each is a value of `status` in queries/register/deadlines.sql, dpo/incidents.sql or
register/record_states.sql; a screen shows it in its reader's language.
"""

from enum import StrEnum


class RequestStatus(StrEnum):
    """How a request stands."""

    OVERDUE = "Försenad"
    DUE_TODAY = "Förfaller i dag"
    DUE_SOON = "Förfaller snart"
    PAUSED = "Pausad"
    UNDER_WAY = "Pågår"
    ANSWERED = "Besvarad"
    ANSWERED_IN_TIME = "Besvarad i tid"
    ANSWERED_LATE = "Besvarad för sent"
    WITHDRAWN = "Återkallad"
    MERGED = "Sammanslagen"
    DUPLICATE = "Dubblett"
    SPAM = "Skräppost"
    IMPOSSIBLE_DAYS = "Ogiltiga datum"
    NO_BASIS = "Underlag saknas"


class IncidentStatus(StrEnum):
    """How an incident stands to its 72 hours."""

    OVERDUE = "Försenad"
    LAST_DAY = "Sista dagen att anmäla"
    NOT_REPORTED = "Ej anmäld"
    REPORTED_IN_TIME = "Anmäld i tid"
    REPORTED_LATE = "Anmäld för sent"
    CLOSED_UNREPORTED = "Avslutad utan anmälan"


NOT_REPORTED = (
    IncidentStatus.OVERDUE,
    IncidentStatus.LAST_DAY,
    IncidentStatus.NOT_REPORTED,
)
"""Of these the 72 hours run, or have run out."""


class PromiseStatus(StrEnum):
    """Whether a request was answered within the time that the policy promises."""

    KEPT = "Löftet hållet"
    BROKEN = "Löftet brutet"
    RUNNING = "Löper"


class RecordStatus(StrEnum):
    """How a record stands to the rules that say how long it is kept."""

    OVERDUE = "Försenad gallring"
    DUE_TODAY = "Gallras i dag"
    DUE_SOON = "Gallras snart"
    NO_PERIOD = "Gallringsfrist saknas"
    NO_BASIS = "Underlag saknas"
    IMPOSSIBLE_DAY = "Ogiltigt datum"
    KEPT = "Bevaras"
    OPEN_ENDED = "Tills vidare"
    GONE_IN_TIME = "Gallrad i tid"
    GONE_LATE = "Gallrad för sent"
    GONE_EARLY = "Gallrad för tidigt"


TO_DELETE = (RecordStatus.OVERDUE, RecordStatus.DUE_TODAY)
"""What a round of gallring is for."""
