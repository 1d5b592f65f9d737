"""An organisation with one inventory, and a DPO who acts on it."""

import datetime
import os
from zoneinfo import ZoneInfo

from conftest import DPO

from privacy import gallring
from privacy.contracts.roles import Role
from privacy.journal import PERSON, Actor, Journal

STOCKHOLM = ZoneInfo("Europe/Stockholm")
HOUR = datetime.timedelta(hours=1)
NOW = datetime.datetime(2026, 11, 23, 9, 0, tzinfo=STOCKHOLM)
SYSTEM, RULE, KIND = "Enkätverktyg", "SURVEY_180D", "Enkätsvar"
HEAD = "system,record_type,record_id,answered_on"
DUE = {"E1": "2026-01-10", "E2": "2026-02-20", "E3": "2026-05-27"}
"""Answers whose 180 days are over on 23 November; E3 falls due that very day."""
KEPT = {"E9": "2026-11-01"}


class Clerk:
    """Imports inventories and takes the steps of a round, an hour apart."""

    def __init__(self, home, now=NOW, actor=DPO) -> None:
        self.home = home
        self.now = now
        self.actor = actor
        self.journal = Journal.of(home.organisation)

    def colleague(self):
        """Another officer, who acts on the same in her own tab."""
        return Clerk(
            self.home, self.now, Actor(PERSON, "max@us.se", "https://i.se", "7")
        )

    def inventory(self, answers, day=None, name="enkat"):
        """Take in an inventory of ids and days, exported on a day."""
        self.now += datetime.timedelta(minutes=5)
        lines = [HEAD, *(f"{SYSTEM},{KIND},{i},{d}" for i, d in answers.items())]
        day = day or self.now.date()
        number = self.now.strftime("%H%M%S")
        path = self.home.put(
            f"records/{name}-{day}-{number}.csv",
            "\n".join([*lines, ""]).encode(),
        )
        os.utime(path, (self.now.timestamp(), self.now.timestamp()))
        return self.home.take_in(at=self.now.astimezone(datetime.UTC))

    def ask(self, name, **given):
        desk = self.home.desk(Role.DPO)
        try:
            return desk.ask(name, **given)
        finally:
            desk.close()

    @property
    def context(self):
        self.now += datetime.timedelta(minutes=5)
        return gallring.ActionContext(self.journal, self.ask, self.actor, self.now)

    def start(self):
        seal = gallring.due_list(self.context, SYSTEM, RULE).seal
        return gallring.start_round(self.context, SYSTEM, RULE, seal=seal)

    def approve(self, round_id):
        gallring.approve_round(
            self.context, round_id, method="radering", signed_by="Dana Ombud"
        )

    def call_off(self, round_id):
        gallring.call_off_round(self.context, round_id, reason="fel regel")

    def hand_out(self, round_id):
        is_out = self.status(round_id) == "utlämnad"
        gallring.hand_out_round(self.context, round_id, is_again=is_out)
        return gallring.deletion_list(self.context, round_id)

    def hold(self, record_id="E1", **changed):
        request = {
            "system": SYSTEM,
            "record_type": KIND,
            "record_id": record_id,
            "reason": "tvist",
            "owner": "juristen",
            "review_on": datetime.date(2027, 2, 1),
            "seen": gallring.holds_on(self.journal, SYSTEM, KIND, record_id),
            **changed,
        }
        return gallring.set_hold(self.context, **request)

    def proof(self, round_id):
        rows = self.ask(
            "dpo/gallring_proof", as_of=self.now.date(), round_id=round_id
        ).records()
        return {row["record_id"]: row["outcome"] for row in rows}

    def status(self, round_id):
        return self.journal.state().round(round_id).status
