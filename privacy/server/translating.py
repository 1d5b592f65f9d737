"""A script that says Streamlit's own words in the reader's language."""

import json
from pathlib import Path

from starlette.requests import Request
from starlette.responses import Response

from privacy.wording import LANGUAGES, catalogue

SCRIPT = "/words.js"
_MARK = "streamlit "
"""What the catalogues' own names of these words begin with."""


def own_words(language: str) -> dict[str, str]:
    """The words of a language by what Streamlit says in English."""
    return {
        name.removeprefix(_MARK): word
        for name, word in catalogue(language).items()
        if name.startswith(_MARK)
    }


def script() -> str:
    """The script, with every language's words in it."""
    words = {language: own_words(language) for language in LANGUAGES}
    text = Path(__file__).with_name("words.js").read_text(encoding="utf-8")
    return text.replace("WORDS", json.dumps(words, ensure_ascii=False))


async def give_script(request: Request) -> Response:
    """Answer with the script; a browser asks again whether it changed."""
    kept = {"cache-control": "no-cache"}
    return Response(script(), media_type="text/javascript", headers=kept)
