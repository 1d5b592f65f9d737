"""Opens a page as its reader does: by the menu of the dashboard."""

from conftest import AT
from streamlit.testing.v1 import AppTest

from privacy.display.menu import PAGES

DASHBOARD = str(PAGES.parent / "dashboard.py")


def opened(home, name, role, language):
    page = AppTest.from_file(DASHBOARD, default_timeout=60)
    page.session_state["installation"] = home.installation
    page.session_state["pinned_now"] = AT
    page.session_state["as"] = str(role)
    page.session_state["lang"] = language
    page.run()
    page.switch_page(str(PAGES / f"{name}.py"))
    return unfolded(page.run())


def unfolded(page):
    """A page with all its folded figures open: a table is made when it is opened."""
    folded = [key for key in page.session_state if key.startswith("figures of ")]
    for key in folded:
        page.session_state[key] = True
    return page.run() if folded else page
