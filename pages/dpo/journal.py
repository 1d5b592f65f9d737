"""Journal: who did what in the dashboard, and is the journal whole?

For the data protection officer. Nothing in it can be changed or taken away.
"""

from privacy.display import Role, open_page

page = open_page("Who did what, and when?", allow=[Role.DPO])

page.entries()
