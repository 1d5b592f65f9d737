"""The words that a policy file may use, each where something knows what it means."""

import re
from collections.abc import Mapping

from privacy.places import ROOT

CONSTANT_UNITS: Mapping[str, str] = {
    "reply_months": "months",
    "extension_months": "months",
    "promise_days": "days",
    "breach_hours": "hours",
    "soon_days": "days",
    "identity_days": "days",
    "final_position_months": "months",
    "gallring_soon_days": "days",
    "gallring_tolerance_days": "days",
    "gallring_cliff_percent": "percent",
    "inventory_days": "days",
    "min_persons": "persons",
    "min_networks": "persons",
    "min_agents": "persons",
    "dominance_percent": "percent",
    "grace_days": "days",
    "session_gap_minutes": "minutes",
    "service_level_seconds": "seconds",
    "short_abandoned_seconds": "seconds",
    "years_shown": "years",
    "art14_months": "months",
    "form_minutes": "minutes",
    "mailbox_days": "days",
    "bounce_days": "days",
    "gallring_run_days": "days",
    "licence_check_days": "days",
    "policy_review_days": "days",
    "control_review_days": "days",
    "training_days": "days",
    "advice_days": "days",
    "question_days": "days",
    "application_days": "days",
    "exam_days": "days",
    "sensitive_accounts": "accounts",
}
"""The numbers that queries ask for, each with its unit."""

CONSTANTS = tuple(CONSTANT_UNITS)
UNITS = tuple(sorted(set(CONSTANT_UNITS.values())))
LEAST: Mapping[str, int] = {"min_persons": 5, "min_networks": 5, "min_agents": 3}
"""The least that a number may be; of the others it is 0."""

CHOICES_OF: Mapping[str, tuple[str, ...]] = {
    "last_day": ("strict_eu", "with_eves"),
    "pause_counting": ("added", "restarted"),
    "refusal_extension": ("none", "extended"),
    "requests_period": ("month", "quarter", "half-year"),
    "publishing": ("officer", "automatic"),
}
CHOICES = tuple(CHOICES_OF)
CHOICE_VALUES = tuple(sorted({v for values in CHOICES_OF.values() for v in values}))

RULE_KINDS = (
    "maximum",  # kept no longer than through its last day
    "while_needed",  # kept until something ends
    "statutory",  # a law demands that it is kept
    "justified",  # a claim may need it
    "hold",  # stopped by a flag or until a day
    "immediate",  # goes at once
    "minimum",  # kept at least through its last day; no last day is stated
    "range",  # kept through its period, and no longer than its longest
    "decision",  # kept until further notice, by a decision that is reviewed
)
METHODS = (
    "period",  # base + period
    "year_end",  # the end of the year of the base + period
    "year_inclusive",  # the same, the year of the base counted as the first
    "end",  # the base itself
    "claim",  # försäkringsavtalslagen 7 kap. 4 §
    "limitation",  # from origin or the last interruption
    "relation",  # from the end of the relation, else the transaction
    "hold",  # until the base, or while a flag is set
    "at_once",  # on the day of the base
    "until_further",  # no end: a decision
)
YEAR_METHODS = ("year_end", "year_inclusive")
COUNTED_METHODS = ("period", *YEAR_METHODS, "claim", "limitation", "relation")
PERIODS = ("hours", "days", "months", "years", "none")
BASES = (
    "first_seen_at",
    "last_seen_on",
    "answered_on",
    "contract_end",
    "account_closed_on",
    "employment_end",
    "fiscal_year_end",
    "event_on",
    "claim_created_on",
    "relation_end",
    "transaction_on",
    "case_closed_on",
    "order_completed_on",
    "activity_ended_on",
    "survey_closed_on",
    "died_on",
    "request_answered_on",
    "consent_withdrawn_on",
    "erasure_approved_on",
    "discipline_closed_on",
    "hold_until",
    "restriction_open",
    "unstated",
)
METHOD_BASES: Mapping[str, tuple[str, ...]] = {
    "claim": ("event_on",),
    "limitation": ("claim_created_on",),
    "relation": ("relation_end", "transaction_on"),
    "hold": ("hold_until", "discipline_closed_on", "restriction_open"),
}
"""The bases of methods that know only some."""

NOT_OWN = ("sammanslagen", "dubblett", "skräppost")
"""What a ticket is that is no request of its own: merged, a duplicate, spam."""

FIELD_MEANINGS: Mapping[str, tuple[str, ...]] = {
    "right": (
        "tillgång",
        "rättelse",
        "radering",
        "begränsning",
        "dataportabilitet",
        "invändning",
        "automatiserat beslut",
        "återkallat samtycke",
        "klagomål",
        "fråga",
    ),
    "outcome": (
        "bifall",
        "delvis bifall",
        "avslag",
        "avslag: ogrundad",
        "avslag: orimlig",
        "avslag: undantag",
        "ej identifierad",
        "återkallad",
        "besvarad",
        *NOT_OWN,
    ),
    "status": (
        "öppen",
        "stängd",
        "väntar på identitet",
        "väntar på förtydligande",
        *NOT_OWN,
    ),
    "risk": ("osannolik risk", "risk", "hög risk", "hög risk, undantag"),
    "channel": ("brev", "e-post", "telefon", "webb", "chatt", "besök"),
    "statistic": (
        "tillgång eller dataportabilitet",
        "rättelse, radering eller begränsning",
        "invändning eller annan rättighet",
        "bifall",
        "avslag",
        "avslutad på annat sätt",
    ),
    "call_outcome": ("answered", "missed"),
    "call_direction": ("in", "out", "internal", "not said"),
    "call_medium": ("call", "no call"),
}
FIELDS = tuple(FIELD_MEANINGS)
MEANINGS = tuple(sorted({m for group in FIELD_MEANINGS.values() for m in group}))

TICKET_FIELDS = (
    "request_id",
    "request_type",
    "received_at",
    "identity_requested_on",
    "identity_verified_on",
    "clarification_asked_on",
    "clarification_answered_on",
    "extension_notified_on",
    "extension_reason",
    "closed_on",
    "outcome",
    "refusal_reason",
    "channel",
    "team",
    "fee",
    "identity_method",
    "system",
    "ticket_status",
    "updated_at",
)

_CATALOGUE = (ROOT / "queries" / "tables.toml").read_text("utf-8")
_IMPORTED = re.findall(r"^\[(\w+)\]$", _CATALOGUE, re.MULTILINE)
TABLES = tuple(sorted({*_IMPORTED, "calls", "web_aggregates"}))
"""What a row can become: what the catalogue of tables lists, and what is counted."""

SOURCES = tuple(sorted({*_IMPORTED, "search", "telephone", "web"} - {"searches"}))
PHRASES = ("deadline", "weekday", "ground", "remedy", "key_figure")
LISTS = (
    "activity",
    "adequate_country",
    "adequate_if_covered",
    "analytics_tool",
    "call_column",
    "call_log",
    "call_log_record",
    "call_statistic",
    "data_category",
    "dnt_column",
    "eea_country",
    "employment_record",
    "form_store",
    "identifying_column",
    "legal_basis",
    "login_record",
    "mail_record",
    "origin",
    "origin_of_others",
    "own_tenant",
    "public_category",
    "recipient_type",
    "recording_column",
    "register_site",
    "search_column",
    "search_log",
    "search_statistic",
    "statistics_system",
    "system",
    "usage_record",
    "web_statistic",
    "web_supplier",
)
AREAS = (
    "Behandlingsregister",
    "Webb och kakor",
    "Lagring och gallring",
    "Rättigheter",
    "Mottagare och biträden",
    "E-post och utskick",
    "Policyn",
    "Telefoni",
    "Offentligt register",
    "Behörigheter och säkerhet",
    "Känsliga uppgifter",
    "Sökord",
)
DAY_ORDERS = ("day first", "month first")
PROMISE_KINDS = ("measured", "attested", "stated")
