"""What the data protection officer hands on: a calendar of days, an inspection pack."""

from functools import partial

from privacy.contracts import Answer
from privacy.display import downloads
from privacy.display.asking import policy_of
from privacy.display.page import Page
from privacy.operations.digest import write_calendar
from privacy.reports import inspection_pack


def offer_calendar(page: Page, requests: Answer) -> None:
    """The last days of everything open as a calendar file, naming nobody."""

    def make() -> bytes:
        text = write_calendar(
            requests,
            page.ask("dpo/incidents"),
            title=policy_of(page.desk.organisation).title,
            as_of=page.as_of,
            language=page.language,
        )
        return text.encode()

    downloads.offer(
        page.say("Last days as a calendar file"),
        make,
        name="calendar",
        as_of=page.as_of,
        suffix="ics",
        is_wide=False,
        noting=page.noting,
        query="dpo/requests",
    )


def offer_inspection_pack(page: Page) -> None:
    """Promises, proofs, rules and certificates in one zip, without personal data."""
    title = policy_of(page.desk.organisation).title
    subject = inspection_pack.Subject(title, page.as_of, page.desk.build)
    downloads.offer(
        page.say("Inspection pack as zip"),
        partial(inspection_pack.make_pack, page.desk.ask, subject, page.language),
        name="inspection",
        as_of=page.as_of,
        suffix="zip",
        is_wide=False,
        noting=page.noting,
        query="inspection",
    )
