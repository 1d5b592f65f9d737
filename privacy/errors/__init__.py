"""Everything that can go wrong, from the general to the particular.

PrivacyError
    NotAllowed        a role asked for something outside its reach
    BadContract       a query file and its header disagree
    BadPolicy         a policy file cannot be used
    BadExport         an export cannot be read
        NotRecognised     no format fits the file
    BadKey            a key is missing, unreadable or wrong
    BadBuild          there is no build yet, or it cannot be opened
    BadCluster        the machines that were to help do not answer
    Busy              another import is running
    NotBackedUp       a backup cannot be made there
    UnsafeRelease     a release did not pass the audit
    NoReport          a report or a pack was asked for that there is none of
    BadJournal        the journal's chain is broken or cannot be written
    Refused           a step that the journal or the inventories do not allow now
        OnHold            gallring was asked for a record under hold
        Outdated          what somebody decided on is no longer as they saw it
    NotSafeToServe    the server would be reachable without sign-in
    MailNotSent       the mail server did not take the digest

Four more never leave `suppression` or `imports`, which catch them:

Exception
    Unsolved          the solver gave up
    Unlimited         the objective has no limit
    NotAdditive       tables disagree with themselves or with each other
    NotPlain          a sheet is written in a way that is left to openpyxl

A message is a sentence: what, where, what to do. It never holds a value from an
export, for values are personal data. It is written in English with {places}, and what
fills them is given beside it, so that `privacy.wording.tell` says it in any language:
`raise BadBuild("{file} is gone; restore it.", file=file)`.
"""

from collections.abc import Callable


class Message:
    """A sentence in English and what fills its {places}.

    A place may hold another message, or a tuple of them, one a line.
    """

    def __init__(self, sentence: str, /, **given: object) -> None:
        self.sentence = sentence
        self.given = given

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Message) and vars(self) == vars(other)

    def __hash__(self) -> int:
        return hash(str(self))

    def __str__(self) -> str:
        return self.written(str)

    def written(self, translate: Callable[[str], str]) -> str:
        """The message by the sentences that `translate` gives for its own."""
        given = {name: _fill(value, translate) for name, value in self.given.items()}
        sentence = translate(self.sentence)
        return sentence.format(**given) if given else sentence


class Word(Message):
    """A word within a message, which the catalogue has as `word WORD`."""

    def written(self, translate: Callable[[str], str]) -> str:
        """The word of the reader; one that the catalogue lacks stays."""
        entry = f"word {self.sentence}"
        result = translate(entry)
        return self.sentence if result == entry else result


def _fill(value: object, translate: Callable[[str], str]) -> object:
    """What stands in a place of a sentence: a message is written out."""
    if isinstance(value, Message | PrivacyError):
        return value.written(translate)
    if isinstance(value, tuple):
        return "\n".join(str(_fill(part, translate)) for part in value)
    return value


class PrivacyError(Exception):
    """Base of every error this program raises on purpose.

    `sentence` and `given` are those of a message.
    """

    def __init__(self, sentence: str, /, **given: object) -> None:
        message = Message(sentence, **given)
        super().__init__(str(message))
        self.sentence = sentence
        self.given = given

    def written(self, translate: Callable[[str], str]) -> str:
        """The error by the sentences that `translate` gives for its own."""
        return Message(self.sentence, **self.given).written(translate)


class NotAllowed(PrivacyError):
    """A role asked for something outside its reach."""


class BadContract(PrivacyError):
    """A query file and its header disagree."""


class BadPolicy(PrivacyError):
    """A policy file cannot be used."""


class BadExport(PrivacyError):
    """An export cannot be read."""


class NotRecognised(BadExport):
    """No format fits the file."""


class BadKey(PrivacyError):
    """A key is missing, unreadable or wrong."""


class BadBuild(PrivacyError):
    """There is no build yet, or it cannot be opened."""


class BadCluster(PrivacyError):
    """The machines that were to help do not answer."""


class Busy(PrivacyError):
    """Another import is running."""


class NotBackedUp(PrivacyError):
    """A backup cannot be made there."""


class UnsafeRelease(PrivacyError):
    """A release did not pass the audit."""


class NoReport(PrivacyError):
    """A report or a pack was asked for that there is none of."""


class BadJournal(PrivacyError):
    """The journal's chain is broken or cannot be written."""


class Refused(PrivacyError):
    """A step that the journal or the inventories do not allow now."""


class OnHold(Refused):
    """Gallring was asked for a record under hold."""


class Outdated(Refused):
    """What somebody decided on is no longer as they saw it."""


class NotSafeToServe(PrivacyError):
    """The server would be reachable without sign-in."""


class MailNotSent(PrivacyError):
    """The mail server did not take the digest."""
