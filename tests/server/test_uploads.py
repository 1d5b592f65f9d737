"""Exports dropped in the browser: by the data protection officer alone, and bounded."""

from imports.test_taking_in import log
from server.going import open_at, says, settle, wear

from privacy.journal import PERSON, Journal


def test_the_dpo_drops_exports_and_is_told_what_became_of_each(dashboard, visit):
    context = visit()
    wear(context, dashboard)
    page = open_at(context, f"{dashboard.address}/imports")
    page.locator("input[type=file]").set_input_files(
        [
            {"name": "access.log", "mimeType": "text/plain", "buffer": log(20)},
            {"name": "../poem.txt", "mimeType": "text/plain", "buffer": b"Det var\n"},
        ]
    )
    page.get_by_role("button", name="Läs in dem").click(timeout=30_000)
    says(page, "20 lästa = 20 godtagna + 0 avvisade + 0 dubbletter")
    alert = page.get_by_test_id("stAlertContentError")
    assert "poem.txt har inget format" in alert.inner_text()
    settle(page)
    exports = dashboard.organisation.exports
    assert (exports / "web" / "access.log").exists()
    assert [path.name for path in (exports / "uploaded").iterdir()] == ["poem.txt"]
    (entry,) = Journal.of(dashboard.organisation).entries("uploaded")
    assert (entry.actor.kind, entry.actor.subject) == (PERSON, "dora")
    assert entry.details == {"files": 2}
    assert context.elsewhere == []


def sending(context, address, **headers):
    """The status of a file sent as Streamlit's own script sends it."""
    cookies = {cookie["name"]: cookie["value"] for cookie in context.cookies()}
    answer = context.request.put(
        f"{address}/_stcore/upload_file/no-session/no-file",
        multipart={"file": {"name": "a", "mimeType": "a/a", "buffer": b"x"}},
        headers={"X-Xsrftoken": cookies.get("_streamlit_xsrf", ""), **headers},
    )
    return answer.status


def test_a_manager_can_send_nothing_and_a_dpo_nothing_to_no_session(dashboard, visit):
    managers, dpos = visit(), visit()
    wear(managers, dashboard, "max", "chefer")
    wear(dpos, dashboard)
    page = open_at(managers, f"{dashboard.address}/imports")
    assert page.locator("input[type=file]").count() == 0
    page = open_at(dpos, f"{dashboard.address}/imports")
    page.locator("input[type=file]").first.wait_for(state="attached")
    assert sending(managers, dashboard.address) == 404
    assert sending(dpos, dashboard.address) in (400, 403)


def test_a_file_over_the_bound_is_not_sent(dashboard, visit, tmp_path):
    context = visit()
    wear(context, dashboard)
    page = open_at(context, f"{dashboard.address}/imports")
    large = tmp_path / "large.log"
    with large.open("wb") as file:
        file.truncate(201 << 20)
    page.locator("input[type=file]").set_input_files(large)
    says(page, "File must be 200.0MB or smaller.")
    assert page.get_by_role("button", name="Läs in dem").count() == 0
