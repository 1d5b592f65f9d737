"""Promises: which of the things we told the public are true today?

For the data protection officer. One row is one sentence of the policy.
"""

from privacy.display import Role, open_page

page = open_page("Which promises are kept?", allow=[Role.DPO])

promises = page.ask("dpo/promises")
chosen = page.choose_from(promises, {"status": "Status", "area": "Area"})
rows = page.table(
    promises,
    keep=lambda row: all(row[name] == value for name, value in chosen.items()),
)
page.download(promises, rows)
