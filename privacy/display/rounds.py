"""Steps of holds and gallring rounds as forms; each step is checked again below."""

import datetime
from collections.abc import Callable, Iterable
from functools import partial

import streamlit as st

from privacy import gallring, reports
from privacy.contracts.statuses import TO_DELETE, RecordStatus
from privacy.display import downloads
from privacy.display.asking import policy_of
from privacy.display.links import show_link
from privacy.display.page import Page
from privacy.display.steps import (
    Pressed,
    Said,
    is_filled,
    press,
    say_next,
    step_form,
    take,
)
from privacy.display.tables import Row, keep
from privacy.display.translator import unlinked
from privacy.display.visitor import installation
from privacy.journal import UNFINISHED, RoundStatus, attest, last_act
from privacy.operations.import_subprocess import build_in_subprocess

_A_YEAR = datetime.timedelta(days=365)
"""How long an attestation is proposed to be valid; the officer says how long it is."""
_UNDER_WAY = (
    "Its records stand in {rounds}, which is under way: call it off, and tell the "
    "system at once if the list has been handed out."
)
_OF_RECORD: dict[str, str] = {
    RecordStatus.OVERDUE: "Delete it: it should have been gone since {day}.",
    RecordStatus.DUE_TODAY: "Delete it today.",
    RecordStatus.DUE_SOON: "Nothing to do yet: it is to be deleted on {day}.",
    RecordStatus.NO_PERIOD: "State in the policy how long this kind is kept.",
    RecordStatus.NO_BASIS: (
        "State in the system the date that its rule counts from; export it again."
    ),
    RecordStatus.IMPOSSIBLE_DAY: (
        "Correct the date in the system, and export it again."
    ),
}
"""What is to be done about a record now, by status."""


def show_to_delete(page: Page, row: Row) -> None:
    """What is to be done about a record now, and the way to where it is done."""
    status = str(row["status"])
    page.lead(_OF_RECORD.get(status, "Nothing is left to do."), day=row["due_on"])
    if status in TO_DELETE:
        chosen = {"new_system": row["system"], "new_rule": row["deciding_rule"]}
        show_link(
            "dpo/rounds",
            page.say("Start a round"),
            {name: str(value) for name, value in chosen.items()},
        )
    elif status == RecordStatus.NO_PERIOD:
        show_link("dpo/policy", page.say("Policy rules"), {})


def action_context(page: Page) -> gallring.ActionContext:
    """The reader as one who acts: asks the register itself, never an answer kept."""
    return gallring.ActionContext(page.journal, page.desk.ask, page.actor, page.now)


def show_held_inventories(page: Page) -> None:
    """Inventories that wait for the officer's yes, each with what it would do."""
    for row in page.ask("dpo/held_inventories").records():
        system, day = str(row["system"]), str(row["exported_on"])
        st.warning(unlinked(page.say(gallring.HELD_BACK, **row)))
        label = page.say("Let the inventory of {system} stand", system=system)
        waiting = Pressed(f"{system} {day}")
        if press(page, label, waiting, key=f"accept {system} {day}"):
            take(page, partial(_accept, page, system, day), ("It stands now.", {}))


def _accept(page: Page, system: str, day: str) -> None:
    gallring.accept_inventory(action_context(page), system, day)
    build_in_subprocess(installation(), page.desk.organisation)


def choose_system(page: Page, groups: Iterable[Row]) -> str | None:
    """The system of what a round or a hold is begun on, among those of `groups`."""
    systems = [g["system"] for g in groups]
    return page.choose("new_system", "System", systems, all_label="choose one")


def show_start(page: Page) -> None:
    """Choose a system and a rule, review its list as it is now, and start a round."""
    groups = [
        row
        for status in TO_DELETE
        for row in keep(
            page.ask("dpo/gallring_by_system").records(), {"status": status}
        )
    ]
    if not groups:
        page.tell("Nothing is due for gallring on {day}.", day=page.as_of)
        return
    of_system, by_rule = st.columns(2)
    with of_system:
        system = choose_system(page, groups)
    rules = [g["deciding_rule"] for g in keep(groups, {"system": system})]
    with by_rule:
        rule = page.choose("new_rule", "Rule", rules, all_label="choose one")
    if system is None or rule is None:
        return
    listed = gallring.due_list(action_context(page), system, rule)
    page.table(
        listed.answer,
        title="Due by this rule, as of now",
        empty="Nothing is due for gallring by this rule now.",
        is_low=True,
    )
    if not listed.records:
        return
    with st.form("start_round", border=False):
        is_reviewed = st.checkbox(
            page.say("I have reviewed the {n} records.", n=len(listed.records)),
            key=f"reviewed {listed.seal}",
        )
        is_sent = press(
            page,
            page.say("Start the round"),
            Pressed(f"{system} {rule}"),
            is_form=True,
            is_first=True,
        )
    if is_sent and not is_reviewed:
        st.error(page.say("Review the list first."))
    elif is_sent:
        context, seal = action_context(page), listed.seal

        def start() -> None:
            round_id = gallring.start_round(context, system, rule, seal=seal)
            st.query_params["round_id"] = round_id
            st.session_state.pop(f"{page.name} round_id", None)

        take(page, start, ("The round is started.", {}))


def show_step(page: Page, row: Row) -> None:
    """The next step of a round, with the choices that it needs."""
    round_id, status = str(row["round_id"]), str(row["status"])
    if status == RoundStatus.STARTED:
        _show_approval(page, round_id)
    if status in (RoundStatus.APPROVED, RoundStatus.HANDED_OUT):
        _show_handing_out(page, round_id, is_out=status == RoundStatus.HANDED_OUT)
    if status == RoundStatus.HANDED_OUT:
        _show_closing(page, round_id)
    if status in UNFINISHED:
        _show_calling_off(page, round_id)


def show_protocols(page: Page) -> None:
    """Every protocol as PDF and HTML."""
    title = policy_of(page.desk.organisation).title
    papers = reports.protocol_papers(page.journal, title, page.language)
    if not papers:
        page.tell("No round has been proven by {day}.", day=page.as_of)
        return
    names = {number: f"{p.title}, {p.as_of}" for number, p in papers.items()}
    chosen = page.choose("protocol", "Protocol", list(names.values()), all_label=None)
    paper = next(papers[number] for number, name in names.items() if name == chosen)
    made: dict[str, Callable[[], bytes]] = {
        "pdf": partial(reports.write_pdf, paper),
        "html": lambda: reports.write_html(paper).encode(),
    }
    for place, (form, write) in zip(st.columns(4), made.items(), strict=False):
        with place:
            downloads.offer(
                page,
                page.say("Protocol as {form}", form=form.upper()),
                write,
                name="Protocol",
                suffix=form,
                query="protocol",
            )


def _show_approval(page: Page, round_id: str) -> None:
    with st.form("approve_round"):
        method = st.selectbox(
            page.say("Method"), gallring.METHODS, format_func=page.translator.value
        )
        signed_by = st.text_input(page.say("Signed by"), max_chars=80)
        is_sent = press(
            page, page.say("Approve"), Pressed(round_id), is_form=True, is_first=True
        )
    if is_sent:
        approve = partial(
            gallring.approve_round,
            action_context(page),
            round_id,
            method=str(method),
            signed_by=signed_by,
        )
        take(page, approve, ("The round is approved.", {}))


def _show_handing_out(page: Page, round_id: str, *, is_out: bool) -> None:
    label = "Hand the list out again" if is_out else "Hand the deletion list out"
    handed = Pressed(round_id, is_out)
    if pressed := press(page, page.say(label), handed, is_first=not is_out):
        hand_out = partial(
            gallring.hand_out_round,
            action_context(page),
            round_id,
            is_again=bool(pressed.seen),
        )
        take(page, hand_out, ("The list is handed out; fetch it below.", {}))
    if is_out:
        context = action_context(page)
        made: dict[str, Callable[[], bytes]] = {
            "xlsx": lambda: reports.text_workbook(
                round_id, gallring.deletion_list(context, round_id), context.now
            ),
            "json": lambda: reports.json_lines(
                gallring.deletion_list(context, round_id)
            ),
        }
        labels = ("Deletion list as Excel", "Deletion list as JSON")
        for label, (form, write) in zip(labels, made.items(), strict=True):
            downloads.offer(
                page,
                page.say(label),
                write,
                name="Deletion list",
                part=round_id,
                suffix=form,
                query="deletion_list",
                round_id=round_id,
            )


def _show_closing(page: Page, round_id: str) -> None:
    page.tell(
        "The next inventories of the system show what is gone. When all of it is, the "
        "round is closed with a protocol."
    )
    closed = page.say("Close with a protocol")
    if press(page, closed, Pressed(round_id), is_first=True):
        prove = partial(gallring.prove_round, action_context(page), round_id)
        take(page, prove, ("The round is proven and closed.", {}))


def _show_calling_off(page: Page, round_id: str) -> None:
    with (
        st.expander(page.say("Call the round off")),
        st.form("call_off_round", border=False),
    ):
        reason = st.text_input(page.say("Reason, without personal data"), max_chars=200)
        is_sent = press(page, page.say("Call off"), Pressed(round_id), is_form=True)
    if is_sent:
        call_off = partial(
            gallring.call_off_round, action_context(page), round_id, reason=reason
        )
        take(page, call_off, ("The round is called off.", {}))


def offer_hold(
    page: Page, system: str | None, record_type: str | None, record_id: str | None
) -> None:
    """A form that sets a hold on what has been chosen."""
    with step_form("hold"):
        reason = st.text_input(page.say("Reason, without personal data"), max_chars=200)
        owner = st.text_input(page.say("Who answers for it"), max_chars=80)
        review_on = st.date_input(
            page.say("Look again on"),
            value=None,
            min_value=page.as_of + datetime.timedelta(days=1),
            format="YYYY-MM-DD",
        )
        seen = gallring.holds_on(page.journal, system, record_type, record_id)
        pressed = press(
            page,
            page.say("Set the hold"),
            Pressed("", frozenset(seen)),
            is_form=True,
            is_first=True,
        )
    if pressed is None:
        return
    fields = {
        "System": system,
        "Kind of record": record_type,
        "Reason, without personal data": reason.strip(),
        "Who answers for it": owner.strip(),
        "Look again on": review_on,
    }
    if not is_filled(page, fields) or not (system and record_type and review_on):
        return
    context = action_context(page)
    seen_then = pressed.seen if isinstance(pressed.seen, frozenset) else frozenset()

    def hold() -> None:
        hold_id, rounds = gallring.set_hold(
            context,
            system=system,
            record_type=record_type,
            record_id=record_id,
            reason=reason,
            owner=owner,
            review_on=review_on,
            seen=seen_then,
        )
        sentences: list[Said] = [("The hold {hold_id} is set.", {"hold_id": hold_id})]
        if rounds:
            sentences.append((_UNDER_WAY, {"rounds": ", ".join(rounds)}))
        say_next(*sentences)

    take(page, hold, form="hold")


def offer_lifting(page: Page, hold_id: str) -> None:
    """A form that lifts a hold; then the list of holds is shown again."""
    with st.form("lift"):
        reason = st.text_input(page.say("Why it is lifted"), max_chars=200)
        is_sent = press(page, page.say("Lift the hold"), Pressed(hold_id), is_form=True)
    if not is_sent:
        return
    if not is_filled(page, {"Why it is lifted": reason.strip()}):
        return
    context = action_context(page)

    def lift() -> None:
        gallring.lift_hold(context, hold_id, reason=reason)
        st.query_params.pop("hold_id", None)

    take(page, lift, ("The hold is lifted.", {}))


def offer_attestation(page: Page, promise_id: str) -> None:
    """A form in which the officer attests a promise that no export can prove."""
    last = last_act(page.journal.state(), promise_id)
    with step_form("attestation"):
        note = st.text_input(page.say("What the attestation rests on"))
        valid_until = st.date_input(
            page.say("Valid until"),
            value=page.as_of + _A_YEAR,
            min_value=page.as_of,
            format="YYYY-MM-DD",
        )
        shown = Pressed(promise_id, last.number if last else 0)
        pressed = press(page, page.say("Attest"), shown, is_form=True, is_first=True)
    if pressed is None:
        return
    fields = {
        "What the attestation rests on": note.strip(),
        "Valid until": valid_until,
    }
    if not is_filled(page, fields) or valid_until is None:
        return
    until, seen = valid_until, int(str(pressed.seen))

    def step() -> None:
        attest(
            page.journal,
            page.actor,
            page.now,
            promise_id=promise_id,
            note=note,
            valid_until=until,
            seen=seen,
        )

    take(page, step, ("The promise is attested.", {}), form="attestation")
