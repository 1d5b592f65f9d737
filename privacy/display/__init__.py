"""The only room that knows widgets: opens a page, asks, and shows answers."""

from privacy.contracts.roles import EVERYONE, Role
from privacy.contracts.statuses import RecordStatus, RequestStatus
from privacy.display.audits import (
    show_certificate,
    show_damage,
    show_minimum,
    show_preview,
)
from privacy.display.coming import show_coming
from privacy.display.considered import show_changes, show_considered
from privacy.display.figures import Figure
from privacy.display.first_use import show_next_steps
from privacy.display.frame import run_dashboard
from privacy.display.guide import show_definitions, show_guide
from privacy.display.importing import show_mapping, show_upload
from privacy.display.letters import show_letters, show_to_do
from privacy.display.noting import show_notes
from privacy.display.opening import open_page
from privacy.display.page import Page
from privacy.display.pictures import Picture
from privacy.display.policy_reading import show_place_link, show_policy_text
from privacy.display.policy_rules import show_policy_rules
from privacy.display.publishing import show_ready
from privacy.display.released import (
    choose_period,
    released_statistics,
    show_month,
    show_months,
    show_report,
)
from privacy.display.rounds import (
    choose_system,
    offer_attestation,
    offer_hold,
    offer_lifting,
    show_held_inventories,
    show_protocols,
    show_start,
    show_step,
    show_to_delete,
)
from privacy.display.search import show_found
from privacy.display.tables import Row, keep, urgent_first
from privacy.display.takeaway import (
    offer_calendar,
    offer_inspection_pack,
    offer_processing,
    offer_report,
    offer_yearly_report,
    show_downloads,
)
from privacy.display.tasks import hours_by_now, show_clock, show_tasks, show_year

__all__ = [
    "EVERYONE",
    "Figure",
    "Page",
    "Picture",
    "RecordStatus",
    "RequestStatus",
    "Role",
    "Row",
    "choose_period",
    "choose_system",
    "hours_by_now",
    "keep",
    "offer_attestation",
    "offer_calendar",
    "offer_hold",
    "offer_inspection_pack",
    "offer_lifting",
    "offer_processing",
    "offer_report",
    "offer_yearly_report",
    "open_page",
    "released_statistics",
    "run_dashboard",
    "show_certificate",
    "show_changes",
    "show_clock",
    "show_coming",
    "show_considered",
    "show_damage",
    "show_definitions",
    "show_downloads",
    "show_found",
    "show_guide",
    "show_held_inventories",
    "show_letters",
    "show_mapping",
    "show_minimum",
    "show_month",
    "show_months",
    "show_next_steps",
    "show_notes",
    "show_place_link",
    "show_policy_rules",
    "show_policy_text",
    "show_preview",
    "show_protocols",
    "show_ready",
    "show_report",
    "show_start",
    "show_step",
    "show_tasks",
    "show_to_delete",
    "show_to_do",
    "show_upload",
    "show_year",
    "urgent_first",
]
