"""What a visitor reads of an error: a sentence, never what the library said."""

import secrets

import streamlit
from streamlit.logger import get_logger

from privacy.errors import Message, PrivacyError
from privacy.errors.explained import meaning_of, places_of
from privacy.wording import say, tell

_LOG = get_logger("privacy")
_SORRY = "Something went wrong here. The server's log says what, under {number}."


def say_sorry(error: Exception) -> bool:
    """Show a sentence in place of an error; True, so that nothing else is shown.

    An error of our own is a sentence already, without a value in it.
    """
    language = str(streamlit.session_state.get("lang", "sv"))
    if isinstance(error, PrivacyError):
        streamlit.error(tell(error, language))
        return True
    number = secrets.token_hex(3)
    _LOG.error("error %s is the one above", number)
    sentence = tell(Message(meaning_of(error), **places_of(error)), language)
    streamlit.error(f"{say(_SORRY, language, number=number)} {sentence}")
    return True
