"""Changes to come: which rules change within two years, and what does that do?

For the data protection officer. One row is one change, or the records it touches.
"""

from privacy.display import Role, open_page, show_changes, show_considered

page = open_page(
    "Changes to come: which rules, and what will they do?", allow=[Role.DPO]
)

page.heading("Changes within two years")
changes = page.ask("dpo/coming_changes")
show_changes(
    page,
    changes,
    title="Changes within two years",
    empty="No rule, kind of record or number changes within two years of {day}.",
)
page.heading("What they do to the records that are there")
effects = page.ask("dpo/coming_effects")
page.table(
    effects,
    title="What they do to the records that are there",
    empty="No change does anything to the records that were there on {day}.",
)
page.download(effects, effects.records(), "Changes to come")

page.heading("A change that is only considered")
show_considered(page)
page.cite("Rules: GDPR art. 5.1 e and the retention rules of the policy files.")
