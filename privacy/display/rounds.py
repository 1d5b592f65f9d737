"""Steps of holds and gallring rounds as forms; each step is checked again below."""

import datetime
from collections.abc import Callable
from functools import partial

import streamlit as st

from privacy import gallring, reports
from privacy.contracts.statuses import TO_DELETE
from privacy.display import downloads
from privacy.display.asking import policy_of
from privacy.display.page import Page
from privacy.display.steps import Pressed, Said, press, say_next, take
from privacy.display.tables import Row, keep
from privacy.display.visitor import installation
from privacy.journal import UNFINISHED, RoundStatus, attest, last_act
from privacy.operations.import_subprocess import build_in_subprocess

_UNDER_WAY = (
    "Its records stand in {rounds}, which is under way: call it off, and tell the "
    "system at once if the list has been handed out."
)


def action_context(page: Page) -> gallring.ActionContext:
    """The reader as one who acts: asks the register itself, never an answer kept."""
    return gallring.ActionContext(page.journal, page.desk.ask, page.actor, page.now)


def show_held_inventories(page: Page) -> None:
    """Inventories that wait for the officer's yes, each with what it would do."""
    for row in page.ask("dpo/held_inventories").records():
        system, day = str(row["system"]), str(row["exported_on"])
        st.warning(page.say(gallring.HELD_BACK, **row))
        label = page.say("Let the inventory of {system} stand", system=system)
        waiting = Pressed(f"{system} {day}")
        if press(page, label, waiting, key=f"accept {system} {day}"):
            take(page, partial(_accept, page, system, day), ("It stands now.", {}))


def _accept(page: Page, system: str, day: str) -> None:
    gallring.accept_inventory(action_context(page), system, day)
    build_in_subprocess(installation(), page.desk.organisation)


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
    system = page.choose(
        "new_system", "System", [g["system"] for g in groups], all_label="choose one"
    )
    rules = [g["deciding_rule"] for g in keep(groups, {"system": system})]
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
                name="gallringsprotokoll",
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
                name=f"gallring-{round_id}",
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
    with st.form("hold"):
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
    if not (system and record_type and review_on):
        st.error(page.say("Choose system and kind, and give reason, owner and day."))
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
        said: list[Said] = [("The hold {hold_id} is set.", {"hold_id": hold_id})]
        if rounds:
            said.append((_UNDER_WAY, {"rounds": ", ".join(rounds)}))
        say_next(*said)

    take(page, hold)


def offer_lifting(page: Page, hold_id: str | None) -> None:
    """A form that lifts a hold."""
    with st.form("lift"):
        reason = st.text_input(page.say("Why it is lifted"), max_chars=200)
        is_sent = press(
            page, page.say("Lift the hold"), Pressed(hold_id or ""), is_form=True
        )
    if not is_sent:
        return
    if hold_id is None:
        st.error(page.say("Choose a hold."))
        return
    lift = partial(gallring.lift_hold, action_context(page), hold_id, reason=reason)
    take(page, lift, ("The hold is lifted.", {}))


def offer_attestation(page: Page, promise_id: str) -> None:
    """A form in which the officer attests a promise that no export can prove."""
    last = last_act(page.journal.state(), promise_id)
    done = st.session_state.setdefault("attested", 0)  # the form is empty after each
    with st.form(f"attestation {done}"):
        note = st.text_input(page.say("What the attestation rests on"))
        valid_until = st.date_input(
            page.say("Valid until"),
            value=None,
            min_value=page.as_of,
            format="YYYY-MM-DD",
        )
        shown = Pressed(promise_id, last.number if last else 0)
        pressed = press(page, page.say("Attest"), shown, is_form=True, is_first=True)
    if pressed is None:
        return
    if not note.strip() or valid_until is None:
        st.error(page.say("Say what it rests on, and until when it is valid."))
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
        st.session_state["attested"] = done + 1

    take(page, step, ("The promise is attested.", {}))
