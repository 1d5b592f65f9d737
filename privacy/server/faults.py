"""What is said of an error: a sentence in the browser, no value in the log."""

import json
import logging
import secrets
import traceback

import streamlit
from streamlit.logger import get_logger

from privacy.errors import PrivacyError
from privacy.explained import meaning_of, places_of
from privacy.wording import say

_LOG = get_logger("privacy")
_SORRY = "Something went wrong here. The server's log says what, under {number}."


def say_sorry(error: Exception) -> bool:
    """Show a sentence in place of an error; True, so that nothing else is shown.

    An error of our own is a sentence already, without a value in it.
    """
    if isinstance(error, PrivacyError):
        streamlit.error(str(error))
        return True
    number = secrets.token_hex(3)
    _LOG.error("error %s is the one above", number)
    language = str(streamlit.session_state.get("lang", "sv"))
    sentence = say(meaning_of(error), language, **places_of(error))
    streamlit.error(f"{say(_SORRY, language, number=number)} {sentence}")
    return True


LINE = (
    '{"at": "%(asctime)s", "level": "%(levelname)s", "from": "%(name)s", '
    '"said": "%(message)s"}'
)
"""A line of the log: JSON, since what is said has its quotes and lines escaped."""


def keep_values_out_of_logs() -> None:
    """From now on, log what kind of error came from where, never what it says.

    The text of an error may quote the value that it failed on. What is logged has its
    quotes and line ends escaped, so that each line of the log is one of `LINE`.
    """
    make = logging.getLogRecordFactory()

    def make_without_values(*given: object, **named: object) -> logging.LogRecord:
        record = make(*given, **named)
        if isinstance(record.args, tuple):
            record.args = tuple(
                type(part).__name__ if isinstance(part, BaseException) else part
                for part in record.args
            )
        error = record.exc_info[1] if record.exc_info else None
        where = f"\n{_where(error)}" if error is not None else ""
        said = json.dumps(f"{record.getMessage()}{where}", ensure_ascii=False)
        record.msg, record.args, record.exc_info = said[1:-1], None, None
        return record

    logging.setLogRecordFactory(make_without_values)


def _where(error: BaseException) -> str:
    """The kind of an error and the lines of code that it came through."""
    said = str(error) if isinstance(error, PrivacyError) else ""
    frames = "".join(traceback.format_tb(error.__traceback__))
    return f"{type(error).__name__}: {said}\n{frames}"
