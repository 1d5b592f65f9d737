"""A workbook prints as it is read: lying, as wide as the paper, heads on each sheet."""

import datetime
import io

from openpyxl import load_workbook

from privacy.reports.workbook import text_workbook

AT = datetime.datetime(2026, 11, 23, 8, tzinfo=datetime.UTC)


def test_a_sheet_is_as_wide_as_its_paper_and_repeats_its_heads():
    made = text_workbook("lista", [{"uppgift": "R1", "system": "CRM"}], AT)
    sheet = load_workbook(io.BytesIO(made)).active
    assert sheet.page_setup.orientation == "landscape"
    assert sheet.page_setup.fitToWidth == 1
    assert sheet.page_setup.fitToHeight == 0
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert sheet.print_title_rows == "$1:$1"
