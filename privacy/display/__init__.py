"""The only room that knows widgets: opens a page, asks, and shows answers."""

from privacy.display.figures import Figure
from privacy.display.frame import run_dashboard
from privacy.display.opening import open_page
from privacy.display.page import Page
from privacy.display.pictures import Picture
from privacy.display.released import (
    released_statistics,
    show_month,
    show_months,
    show_report,
)
from privacy.display.tables import Row, keep, urgent_first
from privacy.roles import EVERYONE, Role

__all__ = [
    "EVERYONE",
    "Figure",
    "Page",
    "Picture",
    "Role",
    "Row",
    "keep",
    "open_page",
    "released_statistics",
    "run_dashboard",
    "show_month",
    "show_months",
    "show_report",
    "urgent_first",
]
