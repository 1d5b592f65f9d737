"""The chapters of the guide, for each role its own: short, in the order of use."""

from collections.abc import Sequence
from dataclasses import dataclass

from privacy.contracts.roles import Role


@dataclass(frozen=True)
class Chapter:
    """A few sentences on one thing, and the pages where it is done.

    A name in braces is a page's title or a button's label, filled in as it is said
    there.
    """

    title: str
    sentences: Sequence[str]
    pages: Sequence[str] = ()
    is_in_order: bool = False
    """Whether the sentences are steps, one after the other."""


LABELS = {
    "approve": "Approve",
    "attest": "Attest",
    "close": "Close with a protocol",
    "imports": "Import",
    "hand_out": "Hand the deletion list out",
    "list": "Deletion list as Excel",
    "meaning": "Definitions and source",
    "overview": "Overview",
    "releases": "Releases",
    "start": "Start the round",
    "zip": "Download everything as zip",
}
"""What stands in braces in a chapter, and what it is called on the screen."""

_MORNING = Chapter(
    "Each morning",
    (
        "Open {overview}. Each line says what needs you and how much time is left; its "
        "button leads there.",
        "Answer the requests that are overdue first. Open a request to see why its "
        "last day is that very day, article by article.",
        "See what is overdue for gallring, and do a round for each system and rule.",
        "Open what is broken among the promises: it says what was found, who answers "
        "and what to do. What only a person can know you confirm with {attest}.",
        "Look for sources that are late or missing in {imports}: without them the "
        "figures are older than they seem.",
    ),
    ("dpo/overview",),
    is_in_order=True,
)
_ROUND = Chapter(
    "A round of gallring",
    (
        "Choose a system and a rule. The list leaves out what a hold, a claim or the "
        "law still keeps.",
        "Review the list, confirm that you have, and press {start}.",
        "Choose how the records go, sign with your name and press {approve}.",
        "Press {hand_out}, then {list}, and give the file to the person who runs the "
        "system.",
        "Wait for the system's next inventory, and press {close}. What is gone is "
        "proven by that inventory, never by a click; what is left is named.",
    ),
    ("dpo/rounds",),
    is_in_order=True,
)
_HOLD = Chapter(
    "Keeping something from gallring",
    (
        "Set a hold on a kind of record or a single one: with a reason, someone who "
        "answers for it and a day to look again. It counts from that moment.",
        "Lift it when the reason is gone. The journal keeps both, and who did it.",
    ),
    ("dpo/holds",),
)
_MONTH = Chapter(
    "Each month",
    (
        "Open the month: what happened, against the month before and the same month "
        "last year. It is there as PDF and as a web page too.",
        "Go on to calls, web visits, search words, requests and gallring for the "
        "figures behind it, and choose the month there.",
        "Only months that are closed and released are shown. What was released does "
        "not change; a correction is a new version with a number of its own.",
    ),
    ("released/monthly_report",),
)
_FILES = Chapter(
    "Fetching figures",
    (
        "Choose a statistic and the months, and then a form: CSV for Excel, CSV for "
        "programs, Excel or Parquet. {zip} adds a data dictionary.",
        "A file holds the same cells as the screen. A withheld cell is empty and its "
        "column is_withheld is true; never read it as zero.",
        "An asterisk stands for all of a column: leave such rows out before you add "
        "up. Because of withheld cells the parts may add up to less than the total.",
        "Name the release_id when you use a figure. What was released does not "
        "change; a correction is a new version with a number of its own.",
    ),
    ("released/downloads",),
)
_WITHHELD = Chapter(
    "Why a figure is withheld",
    (
        "A figure that rests on fewer than {fewest} persons is withheld, so that "
        "nobody can be traced.",
        "Where such a figure could be worked out from others, one more is withheld.",
        "Withheld is never zero. Which of the reasons applies is not shown: the "
        "reason itself would tell something.",
    ),
)
_REASONS = Chapter(
    _WITHHELD.title,
    (
        *_WITHHELD.sentences[:2],
        "Managers and analysts see only that it is withheld. You alone see how many "
        "are withheld for which reason, in {releases}, and what another minimum of "
        "persons would cost.",
    ),
    ("dpo/releases",),
)
_SHARING = Chapter(
    "Sharing and taking away",
    (
        "What you choose stands in the address. Copy it to share what you see: people "
        "who open it see what their own role may see.",
        "The buttons below the tables give a file of the rows shown, and {meaning} "
        "says what each column means.",
        "The field at the top finds pages, figures and more. What you look for is "
        "noted nowhere; what you open and take away is noted in the journal.",
    ),
    ("everyone/search",),
)
ADMINISTRATOR = Chapter(
    "Running it, for the administrator",
    (
        "Put exports into the folder of their source below `{exports_folder}`, and "
        "run `python -m privacy import`. With `--watch 3600` it looks every hour.",
        "`python -m privacy check` says whether policy, keys, databases, journal and "
        "sources are sound. Run it after each change.",
        "`python -m privacy gallra --dry-run` lists the program's own files that are "
        "due for gallring; without `--dry-run` it deletes them.",
        "`python -m privacy backup FOLDER` copies the data; copy `{key_folder}` to "
        "another place.",
        "The dashboard is open on this machine alone. For more users, set up signing "
        "in as docs/sign-in.md says; docs/operation.md has the rest.",
    ),
)

CHAPTERS = {
    Role.DPO: (_MORNING, _ROUND, _HOLD, _REASONS, _SHARING),
    Role.MANAGER: (_MONTH, _WITHHELD, _SHARING),
    Role.ANALYST: (_FILES, _WITHHELD, _SHARING),
}
