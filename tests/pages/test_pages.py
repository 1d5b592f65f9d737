"""Every page opens for its roles, and for no other, whoever ran its file."""

import pytest
from conftest import AT
from pages.opening import opened

from privacy.contracts.roles import Role
from privacy.display.menu import pages_of

LINES = sorted(set(pages_of(Role.DPO)) - set(pages_of(Role.MANAGER)))


@pytest.mark.parametrize("language", ["sv", "en"])
@pytest.mark.parametrize(
    ("role", "name"), [(role, name) for role in Role for name in pages_of(role)]
)
def test_a_page_opens_for_its_role(home, role, name, language):
    page = opened(home, name, role, language)
    assert not page.exception
    assert page.title
    assert not [error.value for error in page.error]


@pytest.mark.parametrize("role", [Role.MANAGER, Role.ANALYST])
@pytest.mark.parametrize("name", LINES)
def test_a_page_of_lines_is_no_page_for_another_role(home, role, name):
    with pytest.raises(ValueError, match="navigation page"):
        opened(home, name, role, "en")


@pytest.mark.parametrize("language", ["sv", "en"])
def test_a_request_for_erasure_opens_with_what_may_be_erased(home, language):
    page = opened(home, "dpo/requests", Role.DPO, language)
    page.query_params["request_id"] = "R2"
    page.run()
    assert not page.exception
    assert not page.error
    html = " ".join(str(element.proto.body) for element in page.get("html"))
    assert "Enkätsvar" in html


@pytest.mark.parametrize("language", ["sv", "en"])
def test_a_finding_opens_with_every_case_and_a_file_of_them(home, language):
    page = opened(home, "dpo/findings", Role.DPO, language)
    page.query_params["check_name"] = "access_requests_late"
    page.run()
    assert not page.exception
    assert not page.error
    html = " ".join(str(element.proto.body) for element in page.get("html"))
    assert ">R1</" in html
    assert len(page.get("download_button")) == 1


@pytest.mark.parametrize("language", ["sv", "en"])
def test_a_request_opens_in_the_place_of_its_list_and_drafts_its_letters(
    home, language
):
    page = opened(home, "dpo/requests", Role.DPO, language)
    page.query_params["request_id"] = "R2"
    page.run()
    assert not page.exception
    html = " ".join(str(element.proto.body) for element in page.get("html"))
    assert 'class="pd-arrive"' in html
    assert 'data-act="copy"' in html
    [letters] = [box for box in page.selectbox if " letter of " in str(box.key)]
    letters.set_value("receipt").run()
    assert not page.exception
    assert "R2" in page.code[0].value


def test_a_row_that_is_gone_is_said_and_its_list_is_shown(home):
    page = opened(home, "dpo/requests", Role.DPO, "sv")
    page.query_params["request_id"] = "nobody"
    page.run()
    assert [warning.value for warning in page.warning]
    assert not page.exception


def test_every_record_of_a_number_opens_with_its_rules(home):
    page = opened(home, "dpo/gallring", Role.DPO, "sv")
    records = desk_rows(home, "dpo/gallring_list")
    page.query_params["record_id"] = str(records[0]["record_id"])
    page.run()
    assert not page.exception
    assert not page.warning
    html = " ".join(str(element.proto.body) for element in page.get("html"))
    assert 'class="pd-arrive"' in html


def test_a_rule_opens_in_words(home):
    page = opened(home, "dpo/gallring", Role.DPO, "en")
    page.query_params["rule_id"] = "SURVEY_180D"
    page.run()
    assert not page.exception
    html = " ".join(str(element.proto.body) for element in page.get("html"))
    assert "SURVEY_180D</small>" in html


def desk_rows(home, name):
    nothing = dict.fromkeys(("system", "record_type", "status", "deciding_rule"))
    desk = home.desk(Role.DPO)
    try:
        return desk.ask(
            name, as_of=AT.date(), words="", keys=None, most=5, **nothing
        ).records()
    finally:
        desk.close()
