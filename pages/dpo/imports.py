"""Exports: what has come in, what was counted, and what is missing?

For the data protection officer and the administrator.
"""

from privacy.display import Role, open_page

page = open_page("What has come in, and what is missing?", allow=[Role.DPO])

page.heading("Expected sources")
page.table(page.ask("dpo/sources"), empty="No source is expected by the policy files.")
page.heading("Months with data")
coverage = page.ask("dpo/coverage")
page.table(coverage, empty="No calls, page views or searches have come in yet.")
page.heading("Files")
files = page.ask("dpo/files")
rows = page.table(files, empty="No export has come in yet.")
page.download(files, rows)
page.heading("Rejected lines")
page.table(page.ask("dpo/rejects"), empty="No line was rejected.")
