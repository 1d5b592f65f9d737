"""Our scripts in the browser: Streamlit's own words in the reader's language, and links
of our tables that need no new start of the page."""

import json
from pathlib import Path

from starlette.requests import Request
from starlette.responses import Response

from privacy.wording import LANGUAGES, catalogue

SCRIPT = "/page.js"
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
    """The scripts, with every language's words in them."""
    words = {language: own_words(language) for language in LANGUAGES}
    here = Path(__file__).parent
    parts = [(here / name).read_text("utf-8") for name in ("words.js", "links.js")]
    return "".join(parts).replace("WORDS", json.dumps(words, ensure_ascii=False))


async def give_script(request: Request) -> Response:
    """Answer with the scripts; a browser asks again whether they changed."""
    kept = {"cache-control": "no-cache"}
    return Response(script(), media_type="text/javascript", headers=kept)
