"""The policy's rules: what is in force, and what would a change do?

For the data protection officer, who changes them here or in the files.
"""

from privacy.display import Role, open_page, show_policy_rules

page = open_page("Policy rules: what is in force", allow=[Role.DPO])
show_policy_rules(page)

page.heading("Who changed what")
changes = page.ask("dpo/policy_acts")
page.table(
    changes,
    columns=["done_at", "entry", "who", "details"],
    title="Who changed what",
    empty="Nothing of the policy was changed here by {day}.",
)
page.cite("What is saved stands in the policy files, and may be changed there too.")
