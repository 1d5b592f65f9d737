"""Every page opens for its roles, and for no other, whoever ran its file."""

import pytest
from conftest import AT, Home
from imports.test_taking_in import log
from streamlit.testing.v1 import AppTest

from privacy.display.figures import PAGES
from privacy.display.frame import pages_of
from privacy.roles import Role

DASHBOARD = str(PAGES.parent / "dashboard.py")
LINES = sorted(set(pages_of(Role.DPO)) - set(pages_of(Role.MANAGER)))
REQUESTS = (
    b"request_id,request_type,received_at,closed_on\n"
    b"R1,registerutdrag,2026-09-01T10:00:00Z,\n"
)


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    made = Home(tmp_path_factory.mktemp("pages"))
    made.put("web/access.log", log(200))
    made.put("requests/requests.csv", REQUESTS)
    made.take_in()
    return made


def opened(home, name, role, language):
    page = AppTest.from_file(DASHBOARD, default_timeout=60)
    page.session_state["installation"] = home.installation
    page.session_state["pinned_now"] = AT
    page.session_state["as"] = str(role)
    page.session_state["lang"] = language
    page.run()
    page.switch_page(str(PAGES / f"{name}.py"))
    return page.run()


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
