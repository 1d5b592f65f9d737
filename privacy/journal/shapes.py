"""The tables that queries read the journal in: each name with its columns."""

from collections.abc import Mapping

JOURNAL_SHAPES: Mapping[str, Mapping[str, str]] = {
    "holds": {
        "hold_id": "varchar",
        "system": "varchar",
        "record_type": "varchar",
        "record_id": "varchar",
        "owner": "varchar",
        "reason": "varchar",
        "set_on": "date",
        "review_on": "date",
    },
    "attestations": {
        "promise_id": "varchar",
        "attested_on": "date",
        "valid_until": "date",
        "note": "varchar",
        "attested_by": "varchar",
    },
    "hold_times": {
        "hold_id": "varchar",
        "system": "varchar",
        "record_type": "varchar",
        "record_id": "varchar",
        "owner": "varchar",
        "reason": "varchar",
        "set_at": "timestamptz",
        "lifted_at": "timestamptz",
        "review_on": "date",
    },
    "rounds": {
        "round_id": "varchar",
        "system": "varchar",
        "rule_id": "varchar",
        "status": "varchar",
        "listed": "bigint",
        "started_at": "timestamptz",
        "started_by": "varchar",
        "approved_at": "timestamptz",
        "approved_by": "varchar",
        "method": "varchar",
        "downloaded_at": "timestamptz",
        "closed_at": "timestamptz",
    },
    "round_records": {
        "round_id": "varchar",
        "record_type": "varchar",
        "record_id": "varchar",
        "count": "bigint",
        "due_on": "date",
    },
    "acts": {
        "number": "bigint",
        "done_at": "timestamptz",
        "who": "varchar",
        "how": "varchar",
        "identity": "varchar",
        "kind": "varchar",
        "details": "varchar",
    },
}
