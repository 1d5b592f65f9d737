"""What leaves the dashboard as a file: downloads for analysts, reports for managers.

files, workbook   answers as CSV, Parquet and Excel
dictionary        what each column and word of them means
series            all of them in one long table
bundle            everything in one zip
paper             a report as plain data
monthly, yearly   the two reports
method            how figures were made, in every file of them
coarser           what may be shown instead of withheld figures
notes             what is to be known of the figures of a month
html, pdf, docx   a paper as a file; drawing makes its charts
inspection_pack   the signed zip for an authority, with evidence, manifest, cover, oscal
public            the page for everybody, of what is released
"""

from privacy.reports.bundle import (
    MONTHS,
    newest_months,
    released_names,
    write_file,
    write_parcel,
)
from privacy.reports.coarser import coarser_by_month, say_coarser
from privacy.reports.files import Form, csv_text, excel_csv, json_lines
from privacy.reports.html import write_html
from privacy.reports.method import (
    has_method,
    method_sheet,
    method_text,
    statistics_behind,
)
from privacy.reports.monthly import make_report, month_method, month_paper
from privacy.reports.notes import NOTES, in_order, notes_of, say_note
from privacy.reports.pdf import write_pdf
from privacy.reports.protocols import protocol_papers
from privacy.reports.workbook import text_workbook
from privacy.reports.yearly import make_yearly_report

__all__ = [
    "MONTHS",
    "NOTES",
    "Form",
    "coarser_by_month",
    "csv_text",
    "excel_csv",
    "has_method",
    "in_order",
    "json_lines",
    "make_report",
    "make_yearly_report",
    "method_sheet",
    "method_text",
    "month_method",
    "month_paper",
    "newest_months",
    "notes_of",
    "protocol_papers",
    "released_names",
    "say_coarser",
    "say_note",
    "statistics_behind",
    "text_workbook",
    "write_file",
    "write_html",
    "write_parcel",
    "write_pdf",
]
