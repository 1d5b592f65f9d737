"""The policy's text: what does each of its sentences promise?

For the data protection officer, who decides sentence by sentence.
"""

from privacy.display import Role, open_page, show_policy_text

page = open_page("Policy text: what it promises", allow=[Role.DPO])
show_policy_text(page)
page.cite("Rules propose and nothing is guessed; only what you accept is measured.")
